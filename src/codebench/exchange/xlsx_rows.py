"""The rows of the first sheet of an Excel workbook, as texts: what a spreadsheet made of a table that we wrote."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.files import read_bytes
from codebench.i18n import _

MAX_BYTES = 50_000_000
MAX_PART = 200_000_000
"""So large may a part of the workbook become when it is unpacked."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_COLUMNS = 16_384


def read_rows(path: Path) -> list[list[str]]:
    """The cells of each row as texts, empty ones in between included; numbers as the file holds them.

    Raises:
        InputError: it is no workbook, or too large.
    """
    name = shown_line(path.name)
    content = read_bytes(path, MAX_BYTES)
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            shared = _shared(book)
            return [_cells(row, shared) for row in _elements(book, _first_sheet(book), "row")]
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, IndexError, ValueError, NotImplementedError) as error:
        message = _("{name} can't be read as an Excel workbook (.xlsx); save it as one and try again.")
        raise InputError(message.format(name=name)) from error


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheets = [name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", name)]
    return min(sheets, key=lambda name: int(re.sub(r"\D", "", name)))


def _shared(book: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text_of(item) for item in _elements(book, "xl/sharedStrings.xml", "si")]


def _elements(book: zipfile.ZipFile, part: str, tag: str) -> Iterator[ElementTree.Element]:
    if book.getinfo(part).file_size > MAX_PART:
        raise ValueError(part)
    content = book.read(part)
    # A workbook declares no entities; one that does is hostile. In UTF-16 they would be overlooked.
    if b"<!" in content[:10_000].replace(b"<!--", b"") or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError(part)
    for _event, element in ElementTree.iterparse(BytesIO(content)):
        if element.tag == f"{_MAIN}{tag}":
            yield element
            element.clear()


def _cells(row: ElementTree.Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        place = _REFERENCE.fullmatch(cell.get("r", ""))
        at = len(cells) if place is None else _column(place[1])
        if at >= _MOST_COLUMNS:
            raise ValueError(at)
        cells += [""] * (at - len(cells))
        cells[at:] = [_value(cell, shared)]
    return cells


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return "" if inline is None else _text_of(inline)
    value = cell.findtext(f"{_MAIN}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else _unescaped(value)


def _text_of(item: ElementTree.Element) -> str:
    """The text of an item, with the parts of formatted ones put together; hints on pronunciation left out."""
    parts = [item.findtext(f"{_MAIN}t") or ""]
    parts += [run.findtext(f"{_MAIN}t") or "" for run in item.findall(f"{_MAIN}r")]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
