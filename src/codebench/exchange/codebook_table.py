"""A codebook as the table that another tool gives out (CSV or .xlsx): MAXQDA, NVivo, QualCoder, Taguette.

Recognised by its first row: MAXQDA gives each level a column or writes paths with `>`, NVivo has `Name` and
`Description`, with paths between backslashes or with blanks for the level, QualCoder a code with its category. Our own
(`codebook_sheet`) has paths with `>` and a column for each field.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodebookDraft, CodeFields
from codebench.domain.errors import InputError
from codebench.domain.project_draft import CodeRecord
from codebench.domain.text import shown_line
from codebench.exchange.code_records import codebook_of
from codebench.exchange.files import read_bytes
from codebench.exchange.refi.xml import colour
from codebench.exchange.xlsx_rows import read_rows
from codebench.i18n import _

MAX_BYTES = 50_000_000

# What tools call their columns, in the languages that they are used in here.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "code",
        "codes",
        "name",
        "naam",
        "code name",
        "codename",
        "codenaam",
        "node",
        "tag",
        "codesystem",
        "code system",
    ),
    "parent": ("parent code", "parent", "category", "categorie", "bovenliggende code", "oudercode", "parent name"),
    "description": (
        "description",
        "beschrijving",
        "omschrijving",
        "memo",
        "code memo",
        "codememo",
        "definition",
        "definitie",
    ),
    "colour": ("color", "colour", "kleur", "code color"),
    "include_when": ("include when", "use when", "wel wanneer", "insluiten wanneer"),
    "exclude_when": ("exclude when", "not when", "niet wanneer", "uitsluiten wanneer"),
    "example": ("example", "examples", "voorbeeld", "voorbeelden"),
    "counter_example": ("counter-example", "counterexample", "tegenvoorbeeld"),
    "keywords": ("keywords", "trefwoorden"),
    "aliases": ("aliases", "also called", "ook genoemd"),
    "rules": ("rules", "regels"),
}
_LEVEL = re.compile(r"(?:level|niveau)\s*\d+|(?:sub-?code)\s*\d*", re.IGNORECASE)
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
    filled = [[cell.strip("\ufeff") for cell in row] for row in rows if any(cell.strip() for cell in row)]
    name = shown_line(path.name)
    if not filled:
        raise InputError(_("{name} is empty; is it the right file?").format(name=name))
    at = _columns(filled[0])
    levels = [i for i, cell in enumerate(filled[0]) if _LEVEL.fullmatch(cell.strip())]
    if "name" not in at and not levels:
        message = _("{name} has no column of codes; call one of them 'Code' or 'Name' (and 'Description').")
        raise InputError(message.format(name=name))
    named = list(_paths(filled[1:], at, levels))
    codes = list(_records(iter(named)))
    if not codes:
        raise InputError(_("{name} holds no codes; is it the right file?").format(name=name))
    told = {"\n".join(names): fields for names, fields in named}
    return codebook_of(path.stem, codes, told)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where the known columns are; of several that fit, the one whose name comes first in the list of names."""
    titles = [cell.strip().casefold() for cell in header]
    return {role: titles.index(title) for role, known in _NAMES.items() for title in reversed(known) if title in titles}


_Named = tuple[tuple[str, ...], CodeFields]
"""The names from the top down, and what is said of the code."""


def _paths(rows: Sequence[Sequence[str]], at: Mapping[str, int], levels: Sequence[int]) -> Iterator[_Named]:
    def cell(row: Sequence[str], role: str) -> str:
        return row[at[role]].strip() if role in at and at[role] < len(row) else ""

    def told(row: Sequence[str]) -> CodeFields:
        texts: dict[str, Any] = {name: cell(row, name) for name in TEXT_FIELDS if name != "definition"}
        lists: dict[str, Any] = {name: _words(cell(row, name)) for name in LIST_FIELDS}
        return CodeFields(cell(row, "description"), **texts, **lists, colour=colour(cell(row, "colour")))

    open_levels: list[str] = []
    indents: list[tuple[int, str]] = []
    for row in rows:
        fields = told(row)
        if levels:
            # Level by column: an empty cell on the left means the one above.
            there = [row[i].strip() if i < len(row) else "" for i in levels]
            deepest = max((i for i, text in enumerate(there) if text), default=-1)
            if deepest < 0:
                continue
            open_levels = [
                text or (open_levels[i] if i < len(open_levels) else "") for i, text in enumerate(there[: deepest + 1])
            ]
            yield tuple(text for text in open_levels if text), fields
            continue
        raw = row[at["name"]] if at["name"] < len(row) else ""
        names = tuple(part for part in _PARTS.split(_FOLDER.sub("", raw).strip()) if part)
        if not names:
            continue
        above = tuple(part for part in _PARTS.split(cell(row, "parent")) if part)
        indent = len(raw) - len(raw.lstrip())
        if not above and len(names) == 1 and (indent or indents):
            # NVivo shows the level by blanks in front of the name.
            while indents and indents[-1][0] >= indent:
                indents.pop()
            above = tuple(name for _indent, name in indents)
            indents.append((indent, names[0]))
        elif not above and len(names) == 1:
            indents = [(indent, names[0])]
        yield (*above, *names), fields


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())


def _records(paths: Iterator[_Named]) -> Iterator[CodeRecord]:
    """A code for each path, and for what lies above it where that has no row before it."""
    found: dict[tuple[str, ...], CodeRecord] = {}
    for names, fields in paths:
        for depth in range(1, len(names) + 1):
            path = names[:depth]
            is_last = depth == len(names)
            there = found.get(path)
            if there is None or (is_last and not there.description):
                parent = "\n".join(path[:-1]) or None
                words, shade = (fields.definition, fields.colour) if is_last else ("", "")
                found[path] = CodeRecord("\n".join(path), path[-1], parent, words, shade)
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
