"""A codebook as a table (CSV, .xlsx, or in Word): those of MAXQDA, NVivo, QualCoder, Taguette, and people's own.

Recognised by its first row: MAXQDA gives each level a column or writes paths with `>`, NVivo has `Name` and
`Description`, with paths between backslashes or with blanks for the level, QualCoder a code with its category, people
number their codes (1, 1.1, 1.2). Our own (`codebook_sheet`) has paths with `>` and a column for each field.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodebookDraft, CodeFields, SetDraft, is_mark
from codebench.domain.errors import InputError
from codebench.domain.project_draft import CodeRecord
from codebench.domain.text import shown_line
from codebench.exchange.code_records import codebook_of
from codebench.exchange.codebook_headings import columns, levels
from codebench.exchange.files import read_bytes
from codebench.exchange.refi.xml import colour
from codebench.exchange.xlsx_rows import read_rows
from codebench.i18n import _

MAX_BYTES = 50_000_000

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*)\.?(?:\s+|$)")
# What a sheet must not take for a formula stands behind an apostrophe in a CSV.
_GUARD = re.compile(r"^'(?=[=+\-@\t])")
_PARTS = re.compile(r"\s*[>\\]\s*")
# NVivo's paths begin with the folder in which all codes lie.
_FOLDER = re.compile(r"^\s*(?:codes|nodes|knooppunten)\\\\", re.IGNORECASE)


def read_codebook_table(path: Path) -> CodebookDraft:
    """The codebook in a table.

    Raises:
        InputError: it is no table with a column of codes; the sentence names the columns that are known.
    """
    rows = read_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    return codebook_in(rows, path)


def codebook_in(rows: Sequence[Sequence[str]], path: Path) -> CodebookDraft:
    """The codebook in the rows of a table that stands in a file, the first of which names the columns.

    Raises:
        InputError: there is no column of codes, or no code.
    """
    filled = [[cell.strip("\ufeff") for cell in row] for row in rows if any(cell.strip() for cell in row)]
    name = shown_line(path.name)
    if not filled:
        raise InputError(_("{name} is empty; is it the right file?").format(name=name))
    at, by_level = columns(filled[0]), levels(filled[0])
    if "name" not in at and not by_level:
        message = _("{name} has no column of codes; call one of them 'Code' or 'Name' (and 'Description').")
        raise InputError(message.format(name=name))
    found = list(_rows(filled[1:], at, by_level))
    if not found:
        raise InputError(_("{name} holds no codes; is it the right file?").format(name=name))
    return codebook_of_rows(path.stem, found)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """What a row says of a code: its names from the top down, its fields, and the sets that it is in."""

    names: tuple[str, ...]
    fields: CodeFields
    is_archived: bool = False
    sets: tuple[str, ...] = ()


def codebook_of_rows(name: str, rows: Sequence[CodeRow]) -> CodebookDraft:
    """The codebook that these rows make; a code that only stands above others is one too."""
    told = {"\n".join(row.names): row.fields for row in rows}
    draft = codebook_of(name, _records(rows), told)
    there = {path for path, _code in draft.walk()}
    sets: dict[str, dict[tuple[str, ...], None]] = {}
    for row in rows:
        for each in row.sets:
            if row.names in there:
                sets.setdefault(each, {})[row.names] = None
    return replace(draft, sets=tuple(SetDraft(each, tuple(paths)) for each, paths in sets.items()))


def fields_told(cells: Mapping[str, str]) -> CodeFields:
    """The fields of a code, from cells by what they are about."""
    texts: dict[str, Any] = {name: cells.get(name, "").strip() for name in TEXT_FIELDS if name != "definition"}
    lists: dict[str, Any] = {name: words(cells.get(name, "")) for name in LIST_FIELDS}
    definition = cells.get("description", "").strip()
    shade = cells.get("colour", "").strip()
    mark = cells.get("mark", "").strip()
    return CodeFields(
        definition,
        **texts,
        **lists,
        colour=shade if _COLOUR.fullmatch(shade) else colour(shade),
        mark=mark if is_mark(mark) else "",
    )


def words(cell: str) -> tuple[str, ...]:
    """The words of a list: between `;`, or on lines."""
    return tuple(word.strip() for word in re.split("[;\n]", cell) if word.strip())


def is_yes(cell: str) -> bool:
    """Whether a cell says yes."""
    return cell.strip().casefold() in ("yes", "ja", "x", "true", "1")


def path_in(cell: str) -> tuple[str, ...]:
    """The names from the top down that a cell holds, with `>` or backslashes between."""
    return tuple(part for part in _PARTS.split(_FOLDER.sub("", cell).strip()) if part)


def _rows(rows: Sequence[Sequence[str]], at: Mapping[str, int], by_level: Sequence[int]) -> Iterator[CodeRow]:
    paths = _by_level(rows, by_level) if by_level else _by_name(rows, at)
    for row, names in zip(rows, paths, strict=True):
        if names:
            cells = {role: row[i] for role, i in at.items() if i < len(row)}
            yield CodeRow(names, fields_told(cells), is_yes(cells.get("archived", "")), words(cells.get("sets", "")))


def _by_level(rows: Sequence[Sequence[str]], by_level: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The path of each row where every level has a column: an empty cell on the left means the one above."""
    above: list[str] = []
    for row in rows:
        there = [row[i].strip() if i < len(row) else "" for i in by_level]
        deepest = max((i for i, text in enumerate(there) if text), default=-1)
        if deepest >= 0:
            above = [text or (above[i] if i < len(above) else "") for i, text in enumerate(there[: deepest + 1])]
        yield tuple(text for text in above if text) if deepest >= 0 else ()


def _by_name(rows: Sequence[Sequence[str]], at: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The path of each row with one column of names: written out, in a column beside it, numbered, or indented."""

    def cells(role: str) -> list[str]:
        return [row[at[role]] if role in at and at[role] < len(row) else "" for row in rows]

    indents: list[tuple[int, str]] = []
    for raw, parent in zip(_indented(cells("name"), cells("number")), cells("parent"), strict=True):
        names = path_in(raw)
        if not names:
            yield ()
            continue
        above = tuple(part for part in _PARTS.split(parent.strip()) if part)
        indent = len(raw) - len(raw.lstrip())
        if not above and len(names) == 1 and (indent or indents):
            while indents and indents[-1][0] >= indent:
                indents.pop()
            above = tuple(name for _indent, name in indents)
            indents.append((indent, names[0]))
        elif not above and len(names) == 1:
            indents = [(indent, names[0])]
        yield (*above, *names)


def _indented(names: list[str], numbers: list[str]) -> list[str]:
    """The names, those that are numbered (1, 1.1, 1.1.2; beside them or in front) with a blank for each level."""
    beside = any("." in each for each in numbers)
    told = [_NUMBER.match(number if beside else name) for name, number in zip(names, numbers, strict=True)]
    filled = [found for name, found in zip(names, told, strict=True) if name.strip()]
    if not filled or None in filled or not any("." in found[1] for found in filled if found is not None):
        return names
    return [
        "" if found is None else " " * found[1].count(".") + (name.strip() if beside else name[found.end() :].strip())
        for name, found in zip(names, told, strict=True)
    ]


def _records(rows: Sequence[CodeRow]) -> Iterator[CodeRecord]:
    """A code for each path, and for what lies above it where that has no row before it."""
    found: dict[tuple[str, ...], CodeRecord] = {}
    for row in rows:
        for depth in range(1, len(row.names) + 1):
            path = row.names[:depth]
            is_last = depth == len(row.names)
            there = found.get(path)
            if there is None or (is_last and not there.description):
                parent = "\n".join(path[:-1]) or None
                said, shade = (row.fields.definition, row.fields.colour) if is_last else ("", "")
                away = row.is_archived and is_last
                found[path] = CodeRecord("\n".join(path), path[-1], parent, said, shade, is_archived=away)
    yield from found.values()


def _csv_rows(path: Path) -> list[list[str]]:
    content = read_bytes(path, MAX_BYTES)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    if first.strip().casefold().startswith("sep="):
        text, first = text.split("\n", 1)[-1], text.split("\n", 2)[1] if text.count("\n") else ""
    delimiter = max(";,\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[_GUARD.sub("", cell) for cell in row] for row in rows]
    except csv.Error as error:
        message = _("{name} is no table that can be read ({error}); save it as CSV again.")
        raise InputError(message.format(name=shown_line(path.name), error=error)) from error
