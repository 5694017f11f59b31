"""A text in the user's own editor ($VISUAL, $EDITOR), by way of a file that only this user may read."""

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from codebench.domain.errors import InputError, StorageError
from codebench.i18n import _


def editor() -> list[str]:
    """The command that the system names, with its arguments; empty where it names none."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")


def edited_outside(text: str) -> str:
    """The text as it comes back from the editor; the file that held it is gone by then.

    Raises:
        InputError: no editor is named, it can't be started, or it says that it failed.
        StorageError: what it left is no text.
    """
    command = editor()
    if not command:
        raise InputError(_("No editor is named: set EDITOR before you start codebench."))
    with TemporaryDirectory(prefix="codebench-") as folder:
        file = Path(folder) / "memo.txt"
        file.write_text(text, "utf-8", newline="\n")
        try:
            ended = subprocess.run([*command, str(file)], check=False).returncode
            if ended:
                message = _("The editor '{name}' ended with {code}; nothing was changed.")
                raise InputError(message.format(name=command[0], code=ended))
            return file.read_text("utf-8")
        except OSError as error:
            message = _("The editor '{name}' can't be used ({error}).")
            raise InputError(message.format(name=command[0], error=error.strerror)) from error
        except UnicodeDecodeError as error:
            raise StorageError(_("The editor left no text in UTF-8; nothing was changed.")) from error
