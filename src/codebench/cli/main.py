"""One run of the command line: whatever happens, it ends in an exit code and at most one sentence about it."""

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import typer

from codebench import __version__
from codebench.cli.commands import Screen, root
from codebench.cli.talk import complain
from codebench.cli.usage import told
from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _

_STOPPED = 130


def run(args: Sequence[str], screen: Screen) -> int:
    """Run one command; `screen` starts the screen for the commands that open it. The exit code."""
    _make_streams_safe()
    try:
        code = _run(args, screen)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return 0
    except OSError as error:
        complain(_of_system(error))
        _forget_output()
        return 1
    return code


def _run(args: Sequence[str], screen: Screen) -> int:
    try:
        code = root().main(list(args), prog_name="codebench", standalone_mode=False, obj=screen)
    except CodebenchError as error:
        complain(str(error))
        return error.exit_code
    except typer.TyperException as error:
        _complain_of_usage(error)
        return error.exit_code
    except typer.Abort:
        complain(_("Stopped; nothing was changed."))
        return 1
    except KeyboardInterrupt:
        code = _STOPPED
    except (OSError, SystemExit):
        raise
    except Exception as error:
        _complain_of_fault(error)
        return 1
    if code == _STOPPED:
        complain(_("Stopped. What was done before is kept; what was not finished was not done."))
    return int(code or 0)


def _complain_of_usage(error: typer.TyperException) -> None:
    message = told(error.format_message())
    context = getattr(error, "ctx", None)
    if context is None:
        complain(message)
    else:
        hint = _("See `{command} --help`.").format(command=context.command_path)
        complain(f"{message} {hint}")


def _complain_of_fault(error: Exception) -> None:
    if os.environ.get("CODEBENCH_DEBUG"):
        traceback.print_exception(error)
    message = _(
        "Something went wrong inside codebench {version} ({kind}: {what}). Your project is as it was after its last"
        " act; please report this with the command that you gave and what CODEBENCH_DEBUG=1 adds to it."
    )
    complain(message.format(version=__version__, kind=type(error).__name__, what=error))


def _of_system(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is None:
        return _("The system refused ({error}); nothing was kept of what was not finished.").format(error=reason)
    name = error.filename if isinstance(error.filename, str) else os.fsdecode(error.filename)
    return _("{name} can't be used ({error}).").format(name=shown_line(name), error=reason)


def _make_streams_safe() -> None:
    """No character of the material may end in an encoding error; a pipe or a file gets UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def _forget_output() -> None:
    """What is still in the buffer can't be written; without this the interpreter would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
