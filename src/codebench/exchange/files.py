"""A file comes in as bytes of a bearable size."""

from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _


def read_bytes(path: Path, most: int) -> bytes:
    """What is in a file of at most `most` bytes.

    Raises:
        InputError: it is missing, no ordinary file, unreadable, empty or larger than that.
    """
    name = shown_line(path.name or str(path))
    try:
        if path.exists() and not path.is_file():
            raise InputError(_("{name} is no ordinary file; name the file itself.").format(name=name))
        if path.stat().st_size > most:
            message = _("{name} is larger than {size} MB; is it the right file?")
            raise InputError(message.format(name=name, size=most // 10**6))
        content = path.read_bytes()
    except FileNotFoundError:
        message = _("There is no file {name} in {folder}; check the name and the folder.")
        raise InputError(message.format(name=name, folder=shown_line(str(path.parent)))) from None
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        message = _("{name} can't be read ({error}); check the rights on the file and whether its disk is there.")
        raise InputError(message.format(name=name, error=getattr(error, "strerror", None) or error)) from error
    if not content.strip():
        raise InputError(_("{name} is empty; is it the right file?").format(name=name))
    return content
