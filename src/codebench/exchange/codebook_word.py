"""A codebook in Word: a table with a row for each code, or a small table for each with its fields below each other.

The second form is that of MacQueen, McLellan, Kay and Milstein (1998), Codebook development for team-based qualitative
analysis, Cultural Anthropology Methods 10(2); ours (`report.codebook_print`) is one of these.
"""

from collections.abc import Sequence
from pathlib import Path

from codebench.domain.codebook import CodebookDraft
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.codebook_headings import columns, field_of, levels
from codebench.exchange.codebook_table import (
    CodeRow,
    codebook_in,
    codebook_of_rows,
    fields_told,
    is_yes,
    path_in,
    words,
)
from codebench.exchange.docx_tables import Row, read_tables
from codebench.i18n import _


def read_codebook_word(path: Path) -> CodebookDraft:
    """The codebook in the tables of a Word document.

    Raises:
        InputError: no table in it has codes; the sentence says how one looks.
    """
    tables = [[row for row in table if any(cell.strip() for cell in row)] for table in read_tables(path)]
    cards = [card for card in map(_card, tables) if card is not None]
    if cards:
        return codebook_of_rows(path.stem, cards)
    rows = _joined(tables)
    if not rows:
        message = _(
            "{name} has no table of codes: the first row of one names its columns, as 'Code' and 'Definition', or"
            " 'Code', 'Definitie', 'Wanneer wel'."
        )
        raise InputError(message.format(name=shown_line(path.name)))
    return codebook_in(rows, path)


def _card(table: Sequence[Row]) -> CodeRow | None:
    """What a table says of one code, where each of its rows is a field's name and its text."""
    if len(table) < 2 or any(len(row) != 2 for row in table):
        return None
    told = [field_of(label) for label, _text in table]
    if None in told or len(set(told)) < len(told) or "name" not in told:
        return None
    cells = {str(role): text for role, (_label, text) in zip(told, table, strict=True)}
    names = path_in(cells["name"])
    if not names or (told[0] == "name" and field_of(table[0][1]) is not None and len(table) == 2):
        return None
    return CodeRow(names, fields_told(cells), is_yes(cells.get("archived", "")), words(cells.get("sets", "")))


def _joined(tables: Sequence[list[Row]]) -> list[Row]:
    """The rows of the first table with a heading for codes, and of those that go on with it under the same columns."""
    rows: list[Row] = []
    for table in tables:
        if not table:
            continue
        has_codes = "name" in columns(table[0]) or bool(levels(table[0]))
        if has_codes and not rows:
            rows = list(table)
        elif rows and table[0] == rows[0]:
            rows += table[1:]
        elif rows and len(table[0]) == len(rows[0]) and not has_codes:
            rows += table
    return rows
