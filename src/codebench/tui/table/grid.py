"""A Table laid out for the screen: texts as every format shows them, widths, headings under their groups.

Nothing is cut: a table that is wider than the screen scrolls, and the column of labels stays.
"""

from dataclasses import dataclass
from itertools import pairwise

from codebench.domain.table import ColumnKind, Table, cell_text
from codebench.report.parts import foot, group_runs
from codebench.tui.table.draw import cells_of, line, wrapped

GAP = 2
INDENT = 2
WIDEST_LABEL = 48
_WIDEST_TEXT = 72


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's texts and widths. The first column is the labels, which stay while the others scroll."""

    table: Table
    texts: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    @property
    def width(self) -> int:
        """The cells of all columns with a gap between each two."""
        return sum(self.widths) + GAP * max(0, len(self.widths) - 1)

    def heads(self) -> tuple[list[str], list[str]]:
        """The lines of headings, over the labels and over the other columns."""
        columns = self.table.columns
        label, gap = columns[0].heading, " " * GAP
        names = gap.join(self._cell(i, column.heading) for i, column in enumerate(columns) if i)
        if not any(column.group for column in columns):
            return [label], [names]
        groups, rules = [], []
        for group, first, end in group_runs(self.table):
            if end == 1:
                continue
            first = max(1, first)
            span = sum(self.widths[first:end]) + GAP * (end - first - 1)
            groups.append(line(_centred(group, span), span))
            rules.append(("─" if group else " ") * span)
        return ["", "", label], [gap.join(groups), gap.join(rules), names]

    def label(self, row: int, width: int) -> str:
        """A row's label, indented as deep as it stands in the tree."""
        indent = " " * INDENT * self.table.rows[row].level
        return line(indent + self.texts[row][0], width)

    def figures(self, row: int) -> str:
        """The cells of a row behind its label."""
        return (" " * GAP).join(self._cell(i, text) for i, text in enumerate(self.texts[row]) if i)

    def tail(self, width: int) -> list[str]:
        """What belongs under the table: an empty line, N, rule, notes and the reasons of dashes, wrapped."""
        lines = [part for sentence in foot(self.table) for part in wrapped(sentence, max(20, width))]
        return ["", *lines] if lines else []

    def _cell(self, column: int, text: str) -> str:
        width = self.widths[column]
        if self.table.columns[column].kind is ColumnKind.TEXT:
            return line(text, width)
        return " " * (width - cells_of(text)) + line(text, cells_of(text))


def grid(table: Table) -> Grid:
    """The table laid out."""
    texts = tuple(tuple(cell_text(cell) for cell in row.cells) for row in table.rows)
    widths = [cells_of(column.heading) for column in table.columns]
    for row, cells in zip(table.rows, texts, strict=True):
        for i, text in enumerate(cells):
            widths[i] = max(widths[i], cells_of(text) + (INDENT * row.level if i == 0 else 0))
    for i, column in enumerate(table.columns):
        if column.kind is ColumnKind.TEXT:
            widths[i] = min(widths[i], _WIDEST_TEXT)
    for group, first, end in group_runs(table):
        span = sum(widths[first:end]) + GAP * (end - first - 1)
        if group:
            widths[end - 1] += max(0, cells_of(group) - span)
    return Grid(table, texts, tuple(widths))


def starts(widths: tuple[int, ...]) -> list[int]:
    """Where each column behind the labels begins, counted from the first of them: the stops of a sideways scroll."""
    stops = [0]
    for width, _next in pairwise(widths[1:]):
        stops.append(stops[-1] + width + GAP)
    return stops


def _centred(text: str, width: int) -> str:
    return " " * max(0, (width - cells_of(text)) // 2) + text
