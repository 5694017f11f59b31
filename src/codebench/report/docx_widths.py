"""How wide the columns of a table in Word are, and how large its letters: no figure is broken where that can be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from codebench.domain.table import ColumnKind, Row, Table, cell_text
from codebench.domain.text import shown
from codebench.report.parts import group_runs

# In twentieths of a point: an A4 page between margins of 2.5 cm, upright or lying down.
UPRIGHT, LYING = 9070, 14000
SIZES = (19, 16, 14, 12)
"""Sizes of letters in half points; the first is that of a character of the width below."""

CELL_MARGIN = 70
"""Left and right of what stands in a cell."""

_CHARACTER, _CELL_MARGINS = 120, 2 * CELL_MARGIN + 20
_BOLD, _WIDE_LETTER = 1.12, 0.4  # a heading is wider than what stands under it, and begins with a capital
_LONGEST_WORD = 24
_SENTENCE, _COMFORT = 40, 18  # what is longer has a column of so many characters; for that letters get smaller,
_COMFORTABLE = SIZES[:3]  # though not the smallest
_SHORT = 6  # characters of a first column that is a number rather than a label
_SAMPLE, _STEPS = 120, 60
# A line feed and a space part words; what a no-break space holds together stays so.
_SPACE = re.compile(r"[ \n\t]+")


def size_of_letters(table: Table, page: int) -> int | None:
    """The largest size of letters (half points) at which no figure and no usual word is broken; None: there is none."""
    for sizes, comfort in ((_COMFORTABLE, _COMFORT), (SIZES, 0)):
        for size in sizes:
            if sum(_floors(table, size, comfort)) <= page:
                return size
    return None


def apart(table: Table, page: int) -> list[Table]:
    """The table, or where it is too wide for the page several under each other, each with the first column.

    Columns of one group stay together where the page holds them at letters of the second size.
    """
    if size_of_letters(table, page) is not None:
        return [table]
    runs: list[list[int]] = [[]]
    for several in _together(table, page):
        if runs[-1] and not _fits(table, [*runs[-1], *several], page):
            runs.append([])
        runs[-1] += several
    first, *others = (_of_columns(table, [0, *run]) for run in runs if run)
    # Of what stands on a second table a row without any of it says nothing.
    return [first, *(replace(part, rows=tuple(filter(_says_something, part.rows))) for part in others)]


def _says_something(row: Row) -> bool:
    return any(cell is not None and cell != "" for cell in row.cells[1:])


def _together(table: Table, page: int) -> Iterator[list[int]]:
    """The columns after the first, by group; each by itself where the page does not hold a group."""
    for _group, first, end in group_runs(table):
        run = list(range(max(1, first), end))
        yield from [run] if _fits(table, run, page) else [[i] for i in run]


def _fits(table: Table, columns: list[int], page: int) -> bool:
    return sum(_floors(_of_columns(table, [0, *columns]), SIZES[1], _COMFORT)) <= page


def _of_columns(table: Table, kept: Sequence[int]) -> Table:
    rows = tuple(Row(tuple(row.cells[i] for i in kept), row.level) for row in table.rows)
    return replace(table, columns=tuple(table.columns[i] for i in kept), rows=rows)


def widths(table: Table, page: int, size: int) -> list[int]:
    """The width of each column in twentieths of a point; together they fill the page, with as few lines as can be."""
    floors = next(
        (floors for comfort in (_COMFORT, 0) if sum(floors := _floors(table, size, comfort)) <= page),
        [0] * len(table.columns),
    )
    texts = _texts(table)
    found = [
        max(floor, _width(max((length for lengths in column for length in lengths), default=0), size))
        for floor, column in zip(floors, texts, strict=True)
    ]
    if sum(found) > page:
        _shrink(found, floors, texts, page, size)
    missing = [
        max(0, _width(_BOLD * cell_len(column.heading), size) - width)
        for width, column in zip(found, table.columns, strict=True)
    ]
    part = min(1.0, (page - sum(found)) / (sum(missing) or 1))
    found = [width + int(part * more) for width, more in zip(found, missing, strict=True)]
    widest = max(range(len(found)), key=lambda i: (table.columns[i].kind is ColumnKind.TEXT, found[i]))
    is_label = max((max(lengths) for lengths in texts[0]), default=0) > _SHORT
    found[0 if is_label else widest] += page - sum(found)
    return found


def lines_of(table: Table, page: int, size: int) -> int:
    """About how many lines the rows of the table take."""
    found = widths(table, page, size)
    texts = _texts(table, sampled=False)
    columns = [_lines(column, width, size) for column, width in zip(texts, found, strict=True)]
    return sum(map(max, zip(*columns, strict=True)))


def _width(characters: float, size: int) -> int:
    return round(_CHARACTER * characters * size / SIZES[0]) + _CELL_MARGINS


def _floors(table: Table, size: int, comfort: int) -> list[int]:
    """The least width of each column: its figures, and the words of its texts and of its heading."""
    held = [_BOLD * _longest_word(column.heading) + _WIDE_LETTER for column in table.columns]
    for row in table.rows:
        for i, cell in enumerate(row.cells):
            text = cell_text(cell)
            if isinstance(cell, str):
                held[i] = max(held[i], _longest_word(text) + (2 * row.level if i == 0 else 0))
                held[i] = max(held[i], comfort if cell_len(text) > _SENTENCE else 0)
            else:
                held[i] = max(held[i], cell_len(text))
    return [_width(each, size) for each in held]


def _longest_word(text: str) -> int:
    return min(_LONGEST_WORD, max(map(cell_len, _SPACE.split(shown(text))), default=0))


def _texts(table: Table, *, sampled: bool = True) -> list[list[list[float]]]:
    """How long the lines of each cell are in characters, a list for each column, its heading's words first."""
    rows = table.rows[:: 1 + len(table.rows) // _SAMPLE] if sampled else table.rows
    columns = [[[_BOLD * max(map(cell_len, _SPACE.split(column.heading)))]] for column in table.columns]
    for row in rows:
        for i, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
            indent = 2.0 * row.level if i == 0 else 0.0
            column.append([cell_len(line) + indent for line in shown(cell_text(cell)).split("\n")])
    return columns


def _lines(column: Sequence[Sequence[float]], width: int, size: int) -> list[int]:
    """About how many lines each cell of a column takes at this width."""
    room = max(1.0, (width - _CELL_MARGINS) * SIZES[0] / (_CHARACTER * size))
    return [sum(max(1, -int(-length // room)) for length in lengths) for lengths in column]


def _shrink(
    found: list[int], floors: Sequence[int], texts: Sequence[Sequence[Sequence[float]]], page: int, size: int
) -> None:
    """Make columns narrower until they fit the page: each time the one that adds the fewest lines by that."""
    step = max(1, (sum(found) - page) // _STEPS)
    lines = [_lines(column, width, size) for column, width in zip(texts, found, strict=True)]
    while sum(found) > page:
        here = min(step, sum(found) - page)
        offers = []
        for i, column in enumerate(texts):
            if found[i] > floors[i]:
                width = max(floors[i], found[i] - here)
                narrower = _lines(column, width, size)
                others = (
                    [max(each) for each in zip(*(lines[:i] + lines[i + 1 :]), strict=True)] if len(lines) > 1 else []
                )
                before = sum(map(max, lines[i], others)) if others else sum(lines[i])
                after = sum(map(max, narrower, others)) if others else sum(narrower)
                offers.append((after - before, i == 0, -found[i], i, width, narrower))
        _cost, _is_label, _width_now, i, found[i], lines[i] = min(offers, key=lambda offer: offer[:4])
