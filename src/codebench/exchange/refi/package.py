"""The files of a REFI-QDA project, by name: in a .qdpx archive that is not trusted, or in the folder of a .qde."""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

MAX_ENTRIES = 100_000
MAX_FILE = 64_000_000
"""The most bytes of one text, unpacked."""

MAX_INDEX = 1_000_000_000
"""The most bytes of the .qde, unpacked: it may hold all texts."""

MAX_READ = 3_000_000_000
"""The most bytes that reading a project may unpack."""

MAX_RATIO = 200
_ALWAYS_ALLOWED = 4_000_000
_LINK = 0o120000
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)


class Package(Protocol):
    """The files of a project."""

    name: str

    def index(self) -> IO[bytes]:
        """The .qde, opened anew."""

    def content(self, path: str) -> bytes | None:
        """What is in the file that the .qde names so ("internal://..."), None where there is none."""

    def holds(self, path: str) -> bool:
        """Whether there is a file that the .qde names so, without unpacking it."""


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The package at a path, a .qdpx or a .qde.

    Raises:
        InputError: it is none, is damaged, or holds something dangerous.
    """
    name = shown_line(path.name)
    try:
        if path.suffix.lower() == ".qde":
            yield _Folder(name, path)
            return
        with zipfile.ZipFile(path) as archive:
            yield _Archive(name, archive)
    except FileNotFoundError:
        message = _("There is no file {name} in {folder}; check the name and the folder.")
        raise InputError(message.format(name=name, folder=shown_line(str(path.parent)))) from None
    except _BROKEN as error:
        raise damaged(name) from error


def checksum(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits.

    Raises:
        InputError: it can't be read.
    """
    name = shown_line(path.name)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = _("{name} can't be read ({error}); check the name, and the rights on the file.")
        raise InputError(message.format(name=name, error=error.strerror or error)) from error


def damaged(name: str) -> InputError:
    """The error for a file that is not what its format demands."""
    message = _("{name} is damaged or no REFI-QDA file; export it again from the program it comes from.")
    return InputError(message.format(name=name))


def dangerous(name: str, what: str) -> InputError:
    """The error for a file that no honest program writes."""
    message = _("{name} was not opened: {what}. Export it again from the program it comes from.")
    return InputError(message.format(name=name, what=what))


class _Archive:
    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._zip = archive
        self._left = MAX_READ
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise dangerous(name, _("it holds more than {n} files").format(n=MAX_ENTRIES))
        for entry in entries:
            if _OUTSIDE.search(entry.filename) or _OUTSIDE.search(entry.orig_filename):
                raise dangerous(name, _("it holds a file that would land outside its folder"))
            if (entry.external_attr >> 16) & 0o170000 == _LINK:
                raise dangerous(name, _("it holds a link to another file"))
            if entry.flag_bits & _ENCRYPTED:
                raise dangerous(name, _("it is locked with a password"))
        self._entries = {_key(entry.filename): entry for entry in entries if not entry.is_dir()}
        found = [entry for key, entry in self._entries.items() if key.endswith(".qde")]
        # At the root, whatever its name; some archives were packed with a folder around everything.
        found.sort(key=lambda entry: (entry.filename.count("/"), entry.filename.lower() != "project.qde"))
        if not found:
            raise damaged(name)
        self._index = found[0]
        self._root = _key(self._index.filename).rpartition("/")[0]

    def index(self) -> IO[bytes]:
        return io.BufferedReader(_Bounded(self, self._index, MAX_INDEX), 1 << 16)

    def holds(self, path: str) -> bool:
        return self._entry(path) is not None

    def _entry(self, path: str) -> zipfile.ZipInfo | None:
        scheme, name = _place(path)
        if scheme not in ("internal", ""):
            return None
        root = f"{self._root}/" if self._root else ""
        return next((self._entries[k] for k in (f"{root}sources/{name}", f"{root}{name}") if k in self._entries), None)

    def content(self, path: str) -> bytes | None:
        entry = self._entry(path)
        if entry is None:
            return None
        try:
            with _Bounded(self, entry, MAX_FILE) as stream:
                return stream.readall()
        except _BROKEN as error:
            raise damaged(self.name) from error

    def take(self, n: int) -> None:
        """Count what was unpacked."""
        self._left -= n
        if self._left < 0:
            raise self.too_large()

    def open(self, entry: zipfile.ZipInfo) -> IO[bytes]:
        """An entry's stream."""
        return self._zip.open(entry)

    def too_large(self) -> InputError:
        """The error for what unpacks to more than any project holds."""
        return dangerous(self.name, _("it unpacks to far more than a project holds"))


class _Bounded(io.RawIOBase):
    """An entry of an archive that ends in an error where it goes beyond what it may unpack to."""

    def __init__(self, archive: _Archive, entry: zipfile.ZipInfo, most: int) -> None:
        super().__init__()
        self._archive = archive
        self._stream = archive.open(entry)
        self._left = min(most, max(_ALWAYS_ALLOWED, MAX_RATIO * entry.compress_size))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as there is something."""
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise self._archive.too_large()
        self._archive.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """All of it at once: what is beyond the bound is not unpacked."""
        data = self._stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise self._archive.too_large()
        self._archive.take(len(data))
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Folder:
    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path
        self._sources = {
            _key(child.name): child
            for folder in sorted(path.parent.iterdir())
            if folder.name.casefold() == "sources" and folder.is_dir() and not folder.is_symlink()
            for child in folder.iterdir()
            if child.is_file() and not child.is_symlink()
        }

    def index(self) -> IO[bytes]:
        if self._path.stat().st_size > MAX_INDEX:
            raise dangerous(self.name, _("it is far larger than a project"))
        return self._path.open("rb")

    def holds(self, path: str) -> bool:
        return self._file(path) is not None

    def _file(self, path: str) -> Path | None:
        scheme, name = _place(path)
        return self._sources.get(name) if scheme in ("internal", "") else None

    def content(self, path: str) -> bytes | None:
        found = self._file(path)
        if found is None:
            return None
        with found.open("rb") as file:
            content = file.read(MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise dangerous(self.name, _("one of its texts is far larger than a text"))
        return content


def _key(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").casefold()


def _place(path: str) -> tuple[str, str]:
    """The scheme of a path in a .qde (internal, relative, absolute or none), and the name of the file."""
    scheme, mark, rest = path.partition("://")
    if not mark:
        scheme, rest = "", path
    return scheme.casefold(), _key(rest).lstrip("/").removeprefix("sources/")
