"""A Table on the screen: labels and headings stay while the figures scroll; N, rule and notes stand beneath."""

from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.strip import Strip

from codebench.domain.table import Table, plain_table
from codebench.tui.table.draw import RowLook, line
from codebench.tui.table.grid import GAP, Grid, grid
from codebench.tui.table.keys import SIDEWAYS
from codebench.tui.table.rows_view import GUTTER, RowsView
from codebench.tui.widget_keys import widget_bindings

LEFT, RIGHT = "◂", "▸"


class TableView(RowsView):
    """Shows a Table with a cursor on a row; `Chosen` tells which."""

    BINDINGS: ClassVar[list[BindingType]] = [*widget_bindings(SIDEWAYS)]
    DEFAULT_CSS = """
    TableView { overflow-x: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid: Grid = grid(plain_table("", (), ()))

    def show(self, table: Table, index: int | None = None) -> None:
        """Show a table, with the cursor on a row or where it was."""
        self._grid = grid(table)
        self.rows_changed(index)

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._grid.table

    def action_sideways(self, direction: int) -> None:
        """Scroll by a column."""
        x = self.scroll_offset.x
        stops = self._grid.starts()
        if direction > 0:
            target = next((stop for stop in stops if stop > x), self.max_scroll_x)
        else:
            target = next((stop for stop in reversed(stops) if stop < x), 0)
        self.scroll_to(x=target, animate=False)

    # What is drawn

    def row_count(self) -> int:
        """The number of rows."""
        return len(self._grid.texts)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings, under the groups that they belong to, on a rule."""
        if not self._grid.widths:
            return []
        labels, figures = self._grid.heads()
        room = self._label_width(width - GUTTER)
        lines = [
            Strip([Segment(" " * GUTTER, look.base), *self._beside(line(label, room), figure, width - GUTTER, look)])
            for label, figure in zip(labels, figures, strict=True)
        ]
        return [*lines, Strip([Segment(" " * GUTTER + self._rule(room, width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The label of a row, and the figures that are in sight."""
        room = self._label_width(width)
        figures = self._grid.figures(index, self.scroll_offset.x, width - room - GAP)
        return self._beside(self._grid.label(index, room), figures, width, look)

    def tail_lines(self, width: int) -> list[str]:
        """N, rule and notes; they don't scroll sideways."""
        return [" " * GUTTER + text if text else "" for text in self._grid.tail(width - GUTTER - 1)]

    def virtual_width(self) -> int:
        """The screen's width, and what the figures are wider than their part of it."""
        width = self._width()
        if not self._grid.widths:
            return width
        room = width - GUTTER - self._label_width(width - GUTTER) - GAP
        return width + max(0, self._grid.figures_width - room)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """The headings go along with the figures."""
        super().watch_scroll_x(old_value, new_value)
        self._around = None

    def _beside(self, label: str, figures: str, width: int, look: RowLook) -> list[Segment]:
        """A label and the part of the figures that is in sight."""
        left, x = Segment(label + " " * GAP, look.base), self.scroll_offset.x
        return [left, *Strip([Segment(figures, look.base)]).crop(x, x + max(0, width - left.cell_length))]

    def _rule(self, room: int, width: int) -> str:
        """The rule under the headings; arrows in it say that there is more to the left or right."""
        rule = list("─" * min(width, room + GAP + self._grid.figures_width))
        if self.scroll_offset.x > 0:
            rule[room + GAP - 1] = LEFT
        if self.scroll_offset.x < self.virtual_width() - self._width():
            rule[-1] = RIGHT
        return "".join(rule)

    def _label_width(self, width: int) -> int:
        """The labels have what they need, but leave the figures half of the screen where these need it."""
        left = width - GAP - self._grid.figures_width
        return max(1, min(self._grid.widths[0], max(left, width // 2)))
