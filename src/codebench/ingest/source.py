"""A file as it came: opened with care, its bytes fingerprinted, its encoding found and not guessed twice.

The order is fixed: byte order mark, the NUL pattern of UTF-16, strict UTF-8, Windows-1252. Statistics over
letters do worse than that on Dutch.
"""

import codecs
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from codebench.domain.draft import Doubt
from codebench.domain.errors import InputError
from codebench.domain.text import freeze, shown_line
from codebench.i18n import _
from codebench.ingest.wording import quoted, tidy

MAX_TEXT = 32_000_000
"""The most bytes of a file that is read as one text."""

_CHUNK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FALLBACK = "cp1252"

# Tab, line ends, form feed (a page break in text from a PDF) and escape sequences do occur in texts.
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r\f")
_CONTROL = re.compile(f"[{re.escape(_CONTROLS.decode('ascii'))}]")
_CONTROLS_ALLOWED = 10
_CONTROL_SHARE = 0.02
_FOREIGN_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")


@dataclass(frozen=True, slots=True)
class Source:
    """A readable text file. `name` and `stem` are safe to show; `checksum` is the SHA-256 of its bytes."""

    path: Path
    name: str
    stem: str
    size: int
    checksum: str
    encoding: str
    doubts: tuple[Doubt, ...]
    stamp: tuple[int, int]

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """The decoded file from its beginning, line ends as they are.

        Raises:
            InputError: the file is gone or has changed since it was inspected.
        """
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                if _stamp(file) != self.stamp:
                    message = _("'{name}' changed while it was being read. Import it again.")
                    raise InputError(message.format(name=quoted(self.name)))
                yield file
        except (OSError, UnicodeError) as error:
            raise unreadable(self.name, error) from error

    def text(self) -> str:
        """The whole file as one frozen text.

        Raises:
            InputError: the file is too large for one text, gone, or changed.
        """
        if self.size > MAX_TEXT:
            message = _("'{name}' is too large for one text ({size} MB, at most {most} MB). Split it into documents.")
            raise InputError(message.format(name=quoted(self.name), size=self.size // 10**6, most=MAX_TEXT // 10**6))
        with self.open() as file:
            return freeze(file.read().lstrip("\ufeff"))


def check_place(path: Path) -> None:
    """See that there is an ordinary file at this path.

    Raises:
        InputError: there is nothing, a folder, or something that is no file (a pipe, a device).
    """
    name = quoted(path.name or str(path))
    try:
        if path.is_file():
            return
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        raise unreadable(path.name, error) from error
    if is_folder:
        raise InputError(_("'{name}' is a folder. Name the files in it that are to be read.").format(name=name))
    if is_there:
        raise InputError(_("'{name}' is no ordinary file. Save the material as a file first.").format(name=name))
    message = _("There is no file '{name}' in '{folder}'. Check the name and the folder.")
    raise InputError(message.format(name=name, folder=shown_line(str(path.parent))))


def inspect(path: Path, encoding: str | None = None) -> Source:
    """Fingerprint a file, find its encoding and see that it decodes from beginning to end, in flat memory.

    `encoding` is the researcher's word for a text that isn't Unicode (mac_roman); None takes it for Windows-1252.

    Raises:
        InputError: it is missing, unreadable, empty, binary or in no encoding that is known here.
    """
    told = None if encoding is None else _known(encoding)
    check_place(path)
    name = shown_line(tidy(path.name))
    try:
        with path.open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
            found = _encoding(file, name, told)
            doubts = _read_through(file, found, name, told is not None)
            stamp = _stamp(file)
    except OSError as error:
        raise unreadable(path.name, error) from error
    stem = shown_line(tidy(path.stem)) or name
    return Source(path, name, stem, stamp[0], checksum, found, doubts, stamp)


def _stamp(file: BinaryIO | TextIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        found.decode(b"text", "strict")[0].encode("ascii")
    except (LookupError, ValueError, AttributeError) as error:
        message = _("There is no text encoding '{name}'. Give one such as mac_roman, cp850 or iso8859-15.")
        raise InputError(message.format(name=quoted(encoding))) from error
    return found.name


def _encoding(file: BinaryIO, name: str, told: str | None) -> str:
    file.seek(0)
    head = file.read(4096)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Latin letters in UTF-16 have a NUL in every second byte, always on the same side.
    if len(head) >= 4 and max(even, odd) > 0.3 * len(head) / 2 and min(even, odd) < 0.05 * len(head) / 2:
        return "utf-16-le" if odd > even else "utf-16-be"
    if _is_binary(file):
        raise _binary(name)
    return _without_mark(file, name, told)


def _without_mark(file: BinaryIO, name: str, told: str | None) -> str:
    try:
        for _text in _decoded(file, "utf-8"):
            pass
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if told is not None:
        return told
    # Letters with accents that do decode tell a damaged UTF-8 file from one in Windows-1252, where hardly any would.
    lost = kept = line = 0
    first_lost = 0
    for text in _decoded(file, "utf-8", errors="replace"):
        found = text.count("\ufffd")
        if found and not lost:
            first_lost = line + text.count("\n", 0, text.index("\ufffd")) + 1
        lost += found
        kept += len(text) - found - len(text.encode("ascii", "ignore"))
        line += text.count("\n")
    if kept > lost:
        message = _("'{name}' is UTF-8, but damaged from line {line} on. Save or copy it again.")
        raise InputError(message.format(name=quoted(name), line=first_lost))
    return _FALLBACK


def _is_binary(file: BinaryIO) -> bool:
    file.seek(0)
    size = controls = 0
    while chunk := file.read(_CHUNK):
        if 0 in chunk:
            return True
        size += len(chunk)
        controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
    return controls > max(_CONTROLS_ALLOWED, _CONTROL_SHARE * size)


def _read_through(file: BinaryIO, encoding: str, name: str, is_told: bool) -> tuple[Doubt, ...]:
    size = controls = lines = 0
    example: tuple[str, int] | None = None
    is_blank = True
    try:
        for text in _decoded(file, encoding):
            is_blank = is_blank and not text.strip("\ufeff").strip()
            if encoding.startswith("utf-16"):
                if "\0" in text:
                    raise _binary(name)
                size += len(text)
                controls += len(_CONTROL.findall(text))
            elif encoding == _FALLBACK and example is None and (word := _FOREIGN_WORD.search(text)):
                example = word[0], lines + text.count("\n", 0, word.start()) + 1
            lines += text.count("\n")
    except UnicodeDecodeError as error:
        raise unreadable(name, error) from error
    if is_blank:
        raise InputError(_("'{name}' is empty. Is it the right file?").format(name=quoted(name)))
    if controls > max(_CONTROLS_ALLOWED, _CONTROL_SHARE * size):
        raise _binary(name)
    if encoding != _FALLBACK or is_told:
        return ()
    what = _("The file is not UTF-8 and was read as Windows-1252.")
    if example is not None:
        hint = _("Check the accents, for instance '{word}' on line {line}.")
        what += " " + hint.format(word=quoted(example[0]), line=example[1])
    return (Doubt(name, what),)


def _decoded(file: BinaryIO, encoding: str, errors: str = "strict") -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _binary(name: str) -> InputError:
    message = _("'{name}' holds no plain text but a program's own format. Save it as text or CSV, and read that.")
    return InputError(message.format(name=quoted(name)))


def unreadable(name: str, error: OSError | UnicodeError) -> InputError:
    """The error for a file that the system or the decoder refuses."""
    if isinstance(error, UnicodeError):
        message = _("'{name}' is in an encoding that is not known here. Save it again as UTF-8.")
        return InputError(message.format(name=quoted(name)))
    message = _("'{name}' can't be read: {reason}. Check the rights on the file and whether its disk is there.")
    return InputError(message.format(name=quoted(name), reason=error.strerror or type(error).__name__))
