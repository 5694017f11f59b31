"""A file appears whole or not at all: written beside its place, forced to disk, then moved there."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from codebench.domain.errors import InputError, StorageError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.platform import replace_file


def write_whole(path: Path, content: bytes) -> None:
    """Put the content at the path, in place of a file that is there.

    Raises:
        InputError, StorageError: see `writing_whole`.
    """
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to; what was written stands at the path when the block ends well, and else nothing has changed.

    Raises:
        InputError: The path is a folder or a device, or its folder does not exist.
        StorageError: The file system refused (no permission, disk full...); nothing has changed.
    """
    name = shown_line(str(path))
    try:
        # A link stays a link: what it points at is replaced.
        target = path.resolve()
        _refuse_unfit(target, name)
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a NUL in the name: not OSError
        raise _refused(name, error) from error
    try:
        with _replacing(target) as file:
            yield file
    except OSError as error:
        raise _refused(name, error) from error


def _refused(name: str, error: Exception) -> StorageError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    message = _(
        "{path} could not be written ({reason}) and is as it was: "
        "choose another place, or close the program that has it open."
    )
    return StorageError(message.format(path=name, reason=reason))


def _refuse_unfit(target: Path, name: str) -> None:
    if target.is_dir():
        raise InputError(_("{path} is a folder: name a file in it.").format(path=name))
    if not target.parent.is_dir():
        raise InputError(_("The folder of {path} does not exist.").format(path=name))
    if target.exists():
        if not target.is_file():
            raise InputError(_("{path} is not an ordinary file.").format(path=name))
        # A rename would replace a file that its owner protected.
        if not os.access(target, os.W_OK):
            raise InputError(_("{path} may not be written to.").format(path=name))


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, part)
        replace_file(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
