"""Where a table goes: to the terminal, a pipe or a file, in any format."""

import shutil
import sys
from pathlib import Path

from codebench.cli.talk import note
from codebench.domain.errors import InputError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.registry import Format, render, write

_SQLITE = b"SQLite format 3\0"


def emit(table: Table, format: Format | None, output: Path | None, *, cut: bool = True) -> None:
    """Print a table, or write it to a file.

    Without a format the file's suffix says which, and else it is one for people to read. On a terminal it is
    fitted to the width; `cut=False` keeps long texts whole.
    """
    if output is not None:
        refuse_project(output)
        write(table, output, format or _format_of(output))
        note(_("Written to {path}.").format(path=output))
    else:
        width = shutil.get_terminal_size().columns if cut and sys.stdout.isatty() else None
        sys.stdout.write(render(table, format or Format.TABLE, width=width))


def refuse_project(path: Path) -> None:
    """Refuse to write a result over a project or a snapshot of one.

    Raises:
        InputError: a database stands there.
    """
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                raise InputError(_("{path} is a project; name another file.").format(path=shown_line(str(path))))


def _format_of(path: Path) -> Format:
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in ("", "txt"):
        return Format.TABLE
    if suffix not in set(Format):
        message = _("'{suffix}' is no format: use {formats}, or say --format.")
        raise InputError(message.format(suffix=shown_line(suffix), formats=", ".join(Format)))
    return Format(suffix)
