"""A Table laid out for the screen: texts as every format shows them, widths, headings under their groups.

A table that is wider than the screen scrolls, and the column of labels stays.
"""

from dataclasses import dataclass

from codebench.domain.table import ColumnKind, Table, cell_text
from codebench.report.parts import foot, group_runs
from codebench.tui.table.draw import cells_of, line, wrapped

GAP = 2
INDENT = 2
WIDEST_LABEL = 48
_WIDEST_TEXT = 72
_WIDEST_FOOT = 100


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's texts and widths. The first column is the labels, which stay while the others scroll."""

    table: Table
    texts: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    @property
    def figures_width(self) -> int:
        """The cells of all columns but the labels, with a gap between each two."""
        return max(0, sum(self.widths[1:]) + GAP * (len(self.widths) - 2))

    def starts(self) -> list[int]:
        """Where each column behind the labels begins, counted from the first of them."""
        starts, x = [], 0
        for width in self.widths[1:]:
            starts.append(x)
            x += width + GAP
        return starts

    def heads(self) -> tuple[list[str], list[str]]:
        """The lines of headings, over the labels and over the other columns."""
        columns = self.table.columns
        label, gap = columns[0].heading, " " * GAP
        names = gap.join(self._cell(i, column.heading) for i, column in enumerate(columns) if i)
        if not any(column.group for column in columns):
            return [label], [names]
        groups, rules = [], []
        for group, first, end in group_runs(self.table):
            first = max(1, first)
            span = sum(self.widths[first:end]) + GAP * (end - first - 1)
            if first < end:
                groups.append(line(" " * max(0, (span - cells_of(group)) // 2) + group, span))
                rules.append(("─" if group else " ") * span)
        return ["", "", label], [gap.join(groups), gap.join(rules), names]

    def label(self, row: int, width: int) -> str:
        """A row's label, indented as deep as it stands in the tree."""
        return line(" " * INDENT * self.table.rows[row].level + self.texts[row][0], width)

    def figures(self, row: int, x: int, width: int) -> str:
        """The cells of a row behind its label, for a window of this width that begins at x.

        A figure that is not wholly in the window is left out: half a number is another number.
        """
        parts = []
        for i, start in enumerate(self.starts(), 1):
            whole = x <= start and start + self.widths[i] <= x + width
            seen = whole or self.table.columns[i].kind is ColumnKind.TEXT
            parts.append(self._cell(i, self.texts[row][i]) if seen else " " * self.widths[i])
        return (" " * GAP).join(parts)

    def tail(self, width: int) -> list[str]:
        """What belongs under the table: an empty line, then N, rule, notes and the reasons of dashes, wrapped."""
        lines = [part for sentence in foot(self.table) for part in wrapped(sentence, max(20, min(width, _WIDEST_FOOT)))]
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
            widths[i] = min(widths[i], WIDEST_LABEL if i == 0 else _WIDEST_TEXT)
    for group, first, end in group_runs(table):
        if group:
            span = sum(widths[first:end]) + GAP * (end - first - 1)
            widths[end - 1] += max(0, cells_of(group) - span)
    return Grid(table, texts, tuple(widths))
