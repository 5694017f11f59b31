"""A table in an Excel workbook: its first sheet that holds something, each cell as the text that stands in it.

What would blow up in memory is refused before it is read: archives that inflate out of all proportion, sheets with
one cell far away. Numbers are written with a decimal comma, whole ones as such (an id of nine digits stays one).
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.draft import Doubt
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.ingest.source import check_place, inspect, unreadable
from codebench.ingest.tabular import Rows, Sheet, checked, open_sheet
from codebench.ingest.wording import listed, quoted, tidy

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

SUFFIXES = (".xlsx", ".xlsm")

MAX_BYTES = 100_000_000
"""The most bytes of a workbook; a larger table is better saved as CSV, which streams."""

MAX_UNPACKED = 800_000_000
"""The most bytes of all parts of a workbook when they are unpacked."""

MAX_PARTS = 5_000
MAX_CELLS = 20_000_000
"""The most places between the first and last cell of a sheet: each takes memory, whether it holds something or not."""

MAX_RATIO = 400
"""How many times larger a part may become; ordinary sheets stay below 60."""

_CHUNK = 1 << 18
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCAL_HEADER = 30
# calamine sets room aside for every place up to the last cell, and the process dies where there is none. So each cell
# has to say where it stands, in the one way that spreadsheets write it.
_ANY_CELL = re.compile(rb"<(?:[^\s<>/!?]*:)?c[\s/>]")
_CELL = re.compile(
    rb"""<(?:\w+:)?c((?:\s+[\w:.-]+=(?:"[^"<>]*"|'[^'<>]*'))*)\s*(/?)>""",
)
# As Excel writes them; hundreds of thousands, which are quicker looked at together.
_USUAL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: [a-z]+="[^"<>]*")*>')
_USUAL_EMPTY = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[^"<>]*")*/>')
_PLACE = re.compile(rb"""(?<![\w:.-])r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ANY_PLACE = re.compile(rb"(?<![\w:.-])r=")
_ODD = (b"<!--", b"<![CDATA[", b"<!DOCTYPE")
_NO_XML = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".vml")
_TAIL = 1_000
_DIGITS = b"0123456789"
_LETTERS = bytes(range(ord("A"), ord("Z") + 1))


def open_table(path: Path) -> Sheet:
    """The table in a workbook or in a text file.

    Raises:
        InputError: the file can't be read as what its name says, or its table is none.
    """
    return open_workbook(path) if path.suffix.lower() in SUFFIXES else open_sheet(inspect(path))


def open_workbook(path: Path) -> Sheet:
    """The table in a workbook.

    Raises:
        InputError: it is no workbook, protected, damaged, or larger than can be read; or its table is none.
    """
    check_place(path)
    name = shown_line(tidy(path.name))
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    except OSError as error:
        raise unreadable(path.name, error) from error
    if not content:
        raise InputError(_too_large(name) if path.stat().st_size else _empty(name))
    _check(name, content)
    sheets = [sheet for sheet in _sheets(name, content) if sheet.height]
    if not sheets:
        raise InputError(_empty(name))
    doubts = []
    if len(sheets) > 1:
        what = _("The first sheet, '{sheet}', was read; the others were not: {others}.")
        others = listed([quoted(sheet.name) for sheet in sheets[1:]])
        doubts.append(Doubt(name, what.format(sheet=quoted(sheets[0].name), others=others)))
    checksum = hashlib.sha256(content).hexdigest()
    # The file and the other sheets take memory, for as long as somebody holds them.
    sheet = sheets[0]
    del content, sheets
    return checked(name, checksum, lambda: _rows(sheet), doubts)


def _sheets(name: str, content: bytes) -> "list[CalamineSheet]":
    """The visible sheets of a workbook, read."""
    # It brings a library in Rust, for this alone.
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return [
                book.get_sheet_by_name(meta.name)
                for meta in book.sheets_metadata
                if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
            ]
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise InputError(_damaged(name)) from error
    except BaseException as error:
        # What the library itself did not foresee comes as a panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(_damaged(name)) from error


def _rows(sheet: "CalamineSheet") -> Rows:
    for line, cells in enumerate(sheet.iter_rows(), 1):
        # One stray cell at the bottom of a sheet brings a million of these along.
        if cells.count("") < len(cells):
            yield line, list(map(_text, cells))


def _text(cell: int | float | str | bool | time | date | datetime | timedelta) -> str:
    """The cell as it is read on the screen of a Dutch spreadsheet."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        whole = int(cell) if cell.is_integer() else None
        return str(whole) if whole is not None else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return str(cell)


def _check(name: str, content: bytes) -> None:
    """See that the bytes are a workbook of ordinary size.

    Raises:
        InputError: they are not; the sentence says what they are.
    """
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            message = _("'{name}' is protected with a password. Save it without one, and read that.")
        else:
            message = _("'{name}' is in the format of old Excel (.xls). Save it as .xlsx or CSV, and read that.")
        raise InputError(message.format(name=quoted(name)))
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError, OverflowError) as error:
        raise InputError(_no_workbook(name, content)) from error
    names = {part.filename for part in parts}
    # calamine looks for other formats in an archive where it finds no workbook.
    if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
        raise InputError(_no_workbook(name, content))
    if len(parts) > MAX_PARTS:
        raise InputError(_too_large(name))
    left = MAX_UNPACKED
    for part in parts:
        if part.flag_bits & 1:
            raise InputError(_damaged(name))
        reach = _Reach()
        size = 0
        try:
            for chunk in _unpacked(name, content, part):
                if not size and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise InputError(_damaged(name))
                size += len(chunk)
                if size > left or size > max(_CHUNK * 40, MAX_RATIO * part.compress_size):
                    raise InputError(_too_large(name))
                if not part.filename.lower().endswith(_NO_XML):
                    reach.add(chunk)
            n_cells = reach.cells
        except ValueError as error:
            raise InputError(_damaged(name)) from error
        if n_cells > MAX_CELLS:
            raise InputError(_too_large(name))
        left -= size


def _unpacked(name: str, content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part in pieces, inflated to its real end: what a header says of the size may be a lie."""
    at = part.header_offset
    head = content[at : at + _LOCAL_HEADER]
    if len(head) < _LOCAL_HEADER or head[:4] != b"PK\x03\x04":
        raise InputError(_damaged(name))
    at += _LOCAL_HEADER + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = memoryview(content)[at : at + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        for i in range(0, len(packed), _CHUNK):
            yield bytes(packed[i : i + _CHUNK])
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise InputError(_damaged(name))
    inflate = zlib.decompressobj(-15)
    waiting: bytes | memoryview = packed
    try:
        while waiting and not inflate.eof:
            yield inflate.decompress(waiting, _CHUNK)
            waiting = inflate.unconsumed_tail
    except zlib.error as error:
        raise InputError(_damaged(name)) from error


class _Reach:
    """How many places there are up to the last cell of a sheet that holds something."""

    def __init__(self) -> None:
        self._rest = b""
        self._rows = 0
        self._columns = 0

    def add(self, chunk: bytes) -> None:
        """Look at the next bytes of the sheet.

        Raises:
            ValueError: a cell is not written as spreadsheets write it.
        """
        text = self._rest + chunk
        # The last tag may not be whole yet; a tag is never longer than a few hundred bytes.
        end = text.rfind(b"<", 0, max(len(text) - _TAIL, 0))
        self._rest = text[max(end, 0) :]
        self._see(text[: max(end, 0)])

    @property
    def cells(self) -> int:
        """The product of rows and columns, once all bytes were seen."""
        self._see(self._rest)
        self._rest = b""
        return self._rows * self._columns

    def _see(self, text: bytes) -> None:
        if b"<!" in text and any(odd in text for odd in _ODD):
            raise ValueError
        places = _usual_places(text)
        if places is None:
            places = _places(text)
        if places:
            told = b" ".join(places)
            self._columns = max(self._columns, *map(_column, set(told.translate(None, _DIGITS).split())))
            self._rows = max(self._rows, *map(int, set(told.translate(None, _LETTERS).split())))


def _usual_places(text: bytes) -> Sequence[bytes] | None:
    """Where the cells that hold something stand ("B12"); None unless each is written as Excel does."""
    n_tags = text.count(b"<c")
    if n_tags != text.count(b'<c r="') or b":c" in text:
        return None
    if not n_tags:
        return ()
    places: list[bytes] = _USUAL.findall(text)
    return places if len(places) == n_tags or len(places) + len(_USUAL_EMPTY.findall(text)) == n_tags else None


def _places(text: bytes) -> Sequence[bytes]:
    """Where the cells that hold something stand.

    Raises:
        ValueError: a cell is not written as spreadsheets write it.
    """
    places = []
    found = _CELL.findall(text)
    if len(found) != len(_ANY_CELL.findall(text)):
        raise ValueError
    for attributes, closed in found:
        place = _PLACE.search(attributes)
        if place is None or len(_ANY_PLACE.findall(attributes)) != 1:
            raise ValueError
        if not closed:
            places.append(place[1] + place[2])
    return places


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _empty(name: str) -> str:
    return _("'{name}' is empty. Is it the right file?").format(name=quoted(name))


def _too_large(name: str) -> str:
    message = _("'{name}' is too large for a workbook, or not an ordinary one. Save its sheet as CSV, and read that.")
    return message.format(name=quoted(name))


def _damaged(name: str) -> str:
    message = _("'{name}' is damaged, or not written as Excel does. Open it in a spreadsheet, save it anew, read that.")
    return message.format(name=quoted(name))


def _no_workbook(name: str, content: bytes) -> str:
    if content.startswith(b"PK"):
        return _damaged(name)
    message = _("'{name}' is called a workbook but is none. If it is text, let its name end in .csv.")
    return message.format(name=quoted(name))
