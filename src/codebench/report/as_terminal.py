"""A table drawn with light rules for people to read: aligned by what a terminal shows, never coloured."""

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from codebench.domain.table import ColumnKind, Table, cell_text
from codebench.domain.text import shown_line
from codebench.report.parts import foot, group_runs

_GAP = 2
_INDENT = 2
_LEAST_TEXT = 8
_MOST_LINES = 3


def render(table: Table, width: int | None = None) -> str:
    """The table as lines of text.

    In a width, texts and headings wrap; a text of more than three lines ends in `…`. Figures are never cut:
    where they alone need more than the width, the lines are longer than it.
    """
    grid = [[shown_line(cell_text(cell)) for cell in row.cells] for row in table.rows]
    widths = _widths(table, grid, width)
    rule = "─" * _span(widths)
    lines = [*wrapped(shown_line(table.title), width), ""] if table.title else []
    lines += _group_lines(table, widths)
    lines += _heading_lines(table, widths)
    lines.append(rule)
    for row, texts in zip(table.rows, grid, strict=True):
        lines += _row_lines(table, texts, row.level, widths)
    under = foot(table)
    if under:
        lines.append(rule)
    for line in under:
        lines += wrapped(shown_line(line), width)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _widths(table: Table, grid: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """The columns' widths: as wide as they like, or shrunk to fit, the widest first."""
    headings = [shown_line(column.heading) for column in table.columns]
    widths = [cell_len(heading) for heading in headings]
    floors = [min(_longest_word(heading), _LEAST_TEXT) for heading in headings]
    for row, texts in zip(table.rows, grid, strict=True):
        for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            needed = cell_len(text) + (_INDENT * row.level if i == 0 else 0)
            widths[i] = max(widths[i], needed)
            may_wrap = isinstance(cell, str) and table.columns[i].kind is ColumnKind.TEXT
            floors[i] = max(floors[i], min(needed, _LEAST_TEXT) if may_wrap else needed)
    for group, first, end in group_runs(table):
        label = shown_line(group)
        widths[end - 1] += max(0, cell_len(label) - _span(widths[first:end]))
        floors[end - 1] += max(0, min(_longest_word(label), _LEAST_TEXT) - _span(floors[first:end]))
    if not width:
        return widths
    widths = [max(floor, min(wanted, width)) for floor, wanted in zip(floors, widths, strict=True)]
    while _span(widths) > width:
        shrinkable = [i for i, floor in enumerate(floors) if widths[i] > floor]
        if not shrinkable:
            break
        widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return widths


def _span(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split(" ")))


def _group_lines(table: Table, widths: Sequence[int]) -> list[str]:
    spans: list[int] = []
    blocks: list[list[str]] = []
    for group, first, end in group_runs(table):
        label = shown_line(group)
        span = _span(widths[first:end])
        spans.append(span)
        centred = [" " * ((span - cell_len(line)) // 2) + line for line in wrapped(label, span)]
        blocks.append([*centred, "─" * span] if label else [])
    return _beside(_bottom(blocks), spans, [False] * len(spans))


def _heading_lines(table: Table, widths: Sequence[int]) -> list[str]:
    blocks = [wrapped(shown_line(column.heading), width) for column, width in zip(table.columns, widths, strict=True)]
    return _beside(_bottom(blocks), widths, _right(table))


def _row_lines(table: Table, texts: Sequence[str], level: int, widths: Sequence[int]) -> list[str]:
    blocks = [_cut(text, width) for text, width in zip(texts, widths, strict=True)]
    if level:
        # Deep in the tree of a narrow column the indent gives way before the label does.
        indent = min(_INDENT * level, max(widths[0] - cell_len(texts[0]), widths[0] // 2))
        blocks[0] = [" " * indent + line for line in _cut(texts[0], widths[0] - indent)]
    return _beside(blocks, widths, _right(table))


def _right(table: Table) -> list[bool]:
    return [column.kind is not ColumnKind.TEXT for column in table.columns]


def wrapped(text: str, width: int | None) -> list[str]:
    """The text in lines of at most the width, broken between words where that is possible."""
    if not width or cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = chop_cells(word, width) or [""]
        lines += full
    return [*lines, line]


def _cut(text: str, width: int) -> list[str]:
    lines = wrapped(text, width)
    if len(lines) <= _MOST_LINES:
        return lines
    *kept, last = lines[:_MOST_LINES]
    return [*kept, set_cell_size(last, min(cell_len(last), width - 1)).rstrip() + "…"]


def _bottom(blocks: Sequence[list[str]]) -> list[list[str]]:
    """The blocks made equally high from above, so that headings stand on their rule."""
    height = max(map(len, blocks), default=0)
    return [[""] * (height - len(block)) + block for block in blocks]


def _beside(blocks: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """The blocks beside each other, one per column."""
    lines = []
    for i in range(max(map(len, blocks), default=0)):
        cells = []
        for block, width, to_right in zip(blocks, widths, right, strict=True):
            text = block[i] if i < len(block) else ""
            space = " " * (width - cell_len(text))
            cells.append(space + text if to_right else text + space)
        lines.append((" " * _GAP).join(cells))
    return lines
