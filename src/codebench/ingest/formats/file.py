"""A document's bytes with its name: what every format reader is given, and how it says that they are no good."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.ingest.source import check_place, unreadable
from codebench.ingest.wording import quoted, tidy

MAX_FILE = 256_000_000
"""The most bytes of a document, pictures and all."""


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """The bytes of a document. `name` and `stem` are safe to show; `suffix` is in small letters."""

    name: str
    stem: str
    suffix: str
    data: bytes

    @property
    def checksum(self) -> str:
        """The SHA-256 of the bytes, as 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def load(path: Path) -> DocumentFile:
    """The bytes of a document.

    Raises:
        InputError: it is missing, unreadable, empty or larger than `MAX_FILE`.
    """
    check_place(path)
    name = shown_line(tidy(path.name))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise unreadable(path.name, error) from error
    if not data:
        raise InputError(_("'{name}' is empty. Is it the right file?").format(name=quoted(name)))
    if len(data) > MAX_FILE:
        message = _("'{name}' is larger than {most} MB. Take the pictures out, or split it into documents.")
        raise InputError(message.format(name=quoted(name), most=MAX_FILE // 10**6))
    return DocumentFile(name, shown_line(tidy(path.stem)) or name, path.suffix.lower(), data)


def damaged(name: str) -> InputError:
    """The error for a file whose inside is not what its format demands."""
    message = _("'{name}' is damaged and can't be read to its end. Open it in its own program and save it again.")
    return InputError(message.format(name=quoted(name)))


def locked(name: str) -> InputError:
    """The error for a file that is encrypted."""
    message = _("'{name}' is locked with a password. Open it, save it without one, and read that.")
    return InputError(message.format(name=quoted(name)))


def too_large(name: str) -> InputError:
    """The error for a file that unpacks to more than any text needs."""
    message = _("'{name}' unpacks to far more than a document holds, so it was left alone. Save it again first.")
    return InputError(message.format(name=quoted(name)))


def without_text(name: str) -> InputError:
    """The error for a document without a single word."""
    return InputError(_("'{name}' holds no text. Is it the right file?").format(name=quoted(name)))
