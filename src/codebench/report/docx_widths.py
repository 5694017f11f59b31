"""How wide the columns of a table in Word are, and how large its letters: no figure is broken where that can be."""

from rich.cells import cell_len

from codebench.domain.table import Table, cell_text
from codebench.domain.text import shown

# In twentieths of a point: an A4 page between margins of 2.5 cm, upright or lying down.
UPRIGHT, LYING = 9070, 14000
SIZES = (19, 16, 14, 12)
"""Sizes of letters in half points; the first is that of a character of the width below."""

_CHARACTER, _CELL_MARGINS = 120, 240
_LEAST_HELD, _MOST_HELD, _LONGEST_WORD = 5, 60, 24
_STEP, _LABEL = 60, 700


def size_of_letters(table: Table, page: int) -> int | None:
    """The largest size of letters (half points) at which no figure and no usual word is broken; None: there is none."""
    return next((size for size in SIZES if sum(_floors(table, size)) <= page), None)


def _floors(table: Table, size: int) -> list[int]:
    """The least width of each column: its figures, and the words of its texts and of its heading."""
    held = [_longest_word(column.heading) for column in table.columns]
    for row in table.rows:
        for i, cell in enumerate(row.cells):
            text = cell_text(cell)
            held[i] = max(held[i], _longest_word(text) if isinstance(cell, str) else cell_len(text))
            if i == 0:
                held[i] = max(held[i], min(_LONGEST_WORD, held[i]) + 2 * row.level)
    return [_CHARACTER * each * size // SIZES[0] + _CELL_MARGINS for each in held]


def _longest_word(text: str) -> int:
    return min(_LONGEST_WORD, max(map(cell_len, shown(text).split()), default=0))


def widths(table: Table, page: int, size: int) -> list[int]:
    """The width of each column in twentieths of a point: what it holds; together they fill the page."""
    held = [min(_MOST_HELD, max(_LEAST_HELD, _held(column.heading, True) + 1)) for column in table.columns]
    for row in table.rows:
        for i, cell in enumerate(row.cells):
            indent = 2 * row.level if i == 0 else 0
            held[i] = max(held[i], min(_MOST_HELD, _held(cell_text(cell), False) + indent))
    floors = _floors(table, size)
    if sum(floors) > page:
        floors = [0] * len(floors)
    found = [
        max(floor, _CHARACTER * each * size // SIZES[0] + _CELL_MARGINS)
        for floor, each in zip(floors, held, strict=True)
    ]
    while sum(found) > page:
        # The widest gives way: a text can be broken, a figure better not. But the label of a row is what is looked for.
        loose = [i for i in range(len(found)) if found[i] > floors[i]]
        widest = max(loose, key=lambda i: found[i] - (_LABEL if i == 0 else 0))
        found[widest] -= min(_STEP, sum(found) - page, found[widest] - floors[widest])
    return [found[0] + page - sum(found), *found[1:]]


def _held(text: str, is_heading: bool) -> int:
    # A heading may be broken between its words, a label in a row had better not be.
    return max((cell_len(part) for part in (text.split(" ") if is_heading else shown(text).split("\n"))), default=0)
