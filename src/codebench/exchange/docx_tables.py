"""The tables of a Word document, as rows of texts: what somebody wrote in Word as a table."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.files import read_bytes
from codebench.i18n import _

MAX_BYTES = 50_000_000
MAX_PART = 100_000_000
"""So large may the text of the document become when it is unpacked."""

_PART = "word/document.xml"
_STEP = 100  # twentieths of a point that an indent grows by for each blank in front of a cell's words
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_GONE = frozenset(("del", "moveFrom", "instrText", "pPr", "rPr"))

Row = list[str]


def read_tables(path: Path) -> list[list[Row]]:
    """The tables from top to bottom, each as the texts of its cells; a paragraph is a line.

    The first line of a cell has blanks in front for its indent or its level in a list. Of cells that go on below each
    other only the first holds the text; one over several columns is followed by empty ones. What was deleted with
    changes tracked is left out, what was inserted is not.

    Raises:
        InputError: it is no Word document, too large or dangerous.
    """
    from lxml import etree

    name = shown_line(path.name)
    content = read_bytes(path, MAX_BYTES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(_PART).file_size > MAX_PART:
                raise ValueError(_PART)
            root = etree.fromstring(archive.read(_PART), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError(_PART)
        return [list(_rows(table)) for table in root.iter("{*}tbl") if not _is_nested(table)]
    except (zipfile.BadZipFile, KeyError, etree.LxmlError, ValueError, NotImplementedError, RuntimeError) as error:
        message = _("{name} can't be read as a Word document (.docx); save it as one and try again.")
        raise InputError(message.format(name=name)) from error


def _is_nested(table: Any) -> bool:
    return next(table.iterancestors("{*}tbl"), None) is not None


def _rows(table: Any) -> Iterator[Row]:
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}tbl")) is not table:
            continue
        cells: Row = []
        for cell in row.iter("{*}tc"):
            if next(cell.iterancestors("{*}tr")) is row:
                cells += [_text(cell), *[""] * (_span(cell) - 1)]
        yield cells


def _span(cell: Any) -> int:
    wide = cell.find("{*}tcPr/{*}gridSpan")
    value = "" if wide is None else _value(wide)
    return min(int(value), 100) if value.isdecimal() and int(value) else 1


def _text(cell: Any) -> str:
    below = cell.find("{*}tcPr/{*}vMerge")
    if below is not None and _value(below) != "restart":
        return ""
    lines: list[str] = []
    for paragraph in cell.iter("{*}p"):
        words = "".join(_characters(paragraph))
        lines.append(words if lines else " " * _indent(paragraph) + words)
    return "\n".join(lines)


def _characters(element: Any) -> Iterator[str]:
    for child in element:
        kind = _local(child)
        if kind == "t":
            yield str(child.text or "")
        elif kind in _CHARACTERS:
            yield _CHARACTERS[kind]
        elif kind not in _GONE and kind != "p":
            yield from _characters(child)


def _indent(paragraph: Any) -> int:
    """How many blanks stand for the indent of a paragraph."""
    level = paragraph.find("{*}pPr/{*}numPr/{*}ilvl")
    if level is not None and _value(level).isdecimal():
        return min(int(_value(level)), 9)
    place = paragraph.find("{*}pPr/{*}ind")
    if place is None:
        return 0
    told = next((value for key, value in place.attrib.items() if key.rpartition("}")[2] in ("left", "start")), "")
    return min(int(told) // _STEP, 200) if told.isdecimal() else 0


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
