"""The framework matrix in rows of cases: a cell of each column that fits, one of them under the cursor."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from codebench.project.framework import Cell, Framework
from codebench.tui.table.draw import RowLook, cells_of, line, wrapped
from codebench.tui.table.keys import SIDEWAYS
from codebench.tui.table.rows_view import GUTTER, RowsView
from codebench.tui.widget_keys import widget_bindings

_GAP = 2
_WIDEST_NAME = 24
_NARROWEST, _WIDEST = 16, 34  # cells of a column
_MORE = 2  # cells for the arrows that say that there are more columns


class MatrixView(RowsView):
    """Shows the matrix; `Moved` and `Sideways` tell of the cursor, `Chosen` that Enter was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [*widget_bindings(SIDEWAYS)]
    DEFAULT_CSS = "MatrixView { height: 1fr; }"

    class Sideways(Message):
        """The cursor stands in another column."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Framework | None = None
        self._names = 0
        self._column = self._first = 0
        self._foot: tuple[str, ...] = ()

    def show(self, matrix: Framework) -> None:
        """Show a matrix; the cursor stays where it can."""
        self._matrix = matrix
        self._names = min(_WIDEST_NAME, max((cells_of(name) for _case, name in matrix.cases), default=4))
        self._column = max(0, min(self._column, len(matrix.columns) - 1))
        table = matrix.table()
        self._foot = (table.n, table.rule, *table.notes)
        self.rows_changed()

    @property
    def at(self) -> tuple[int, int] | None:
        """The row and column of the cursor, or None in an empty matrix."""
        if self._matrix is None or not self._matrix.columns or self.index < 0:
            return None
        return self.index, self._column

    def go_to_cell(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        self._column = column
        self.go_to(row)
        self.rows_changed(row)
        self.post_message(self.Sideways())

    def action_sideways(self, direction: int) -> None:
        """A column further."""
        if self._matrix is not None:
            self._column = max(0, min(self._column + direction, len(self._matrix.columns) - 1))
            self.rows_changed()
            self.post_message(self.Sideways())

    def row_count(self) -> int:
        """The number of cases."""
        return 0 if self._matrix is None else len(self._matrix.cases)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The names of the columns that are in sight, on a rule."""
        matrix = self._matrix
        if matrix is None or not matrix.columns:
            return []
        cells, shown = self._layout(width - GUTTER)
        segments = [Segment(" " * (GUTTER + self._names + _GAP), look.base)]
        for i in shown:
            here = Style(bold=i == self._column, underline=look.plain and i == self._column)
            segments.append(Segment(line(matrix.columns[i].name, cells) + " " * _GAP, look.base + here))
        more = ("◂" if shown[0] else " ") + ("▸" if shown[-1] < len(matrix.columns) - 1 else " ")
        segments.append(Segment(more, look.base))
        return [Strip(segments), Strip([Segment(" " * GUTTER + "─" * (width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """A case: its name, and the cells that are in sight."""
        matrix = self._matrix
        assert matrix is not None
        segments = [Segment(line(matrix.cases[index][1], self._names) + " " * _GAP, look.muted)]
        if not matrix.columns:
            return segments
        cells, shown = self._layout(width)
        for i in shown:
            cell = matrix.cell(index, i)
            style = look.base if cell.summary is not None else look.muted
            if index == self.index and i == self._column:
                style = style + Style(reverse=True)
            segments += [Segment(line(_flat(cell), cells), style), Segment(" " * _GAP, look.base)]
        return segments

    def tail_lines(self, width: int) -> list[str]:
        """N, the rule and the signs."""
        lines = [part for sentence in self._foot for part in wrapped(sentence, max(20, width - GUTTER - 1))]
        return ["", *(" " * GUTTER + part for part in lines)]

    def _layout(self, width: int) -> tuple[int, range]:
        """How wide a column is, and which are in sight: that of the cursor always."""
        assert self._matrix is not None
        n = len(self._matrix.columns)
        room = max(_NARROWEST + _GAP, width - self._names - _GAP - _MORE)
        fit = max(1, min(n, room // (_NARROWEST + _GAP)))
        cells = min(_WIDEST, room // fit - _GAP)
        self._first = max(0, min(self._first, self._column, n - fit), self._column - fit + 1)
        return cells, range(self._first, self._first + fit)


def _flat(cell: Cell) -> str:
    return str(cell).replace("\n", " ")
