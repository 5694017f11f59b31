"""A table of any number of rows: it holds one page cache, and knows the row of its cursor by key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from codebench.tui.answers.pages import Keyed, Pages, RowSource
from codebench.tui.table.draw import RowLook, line
from codebench.tui.table.rows_view import GUTTER, RowsView

GAP = 2
_DRAWN = 256  # rows whose drawing is kept: a few screens of them

R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True, slots=True)
class LazyColumn(Generic[R]):
    """A column: its heading, its least width, how much of what is left it takes, its most, and how a cell is drawn.

    `draw` gives segments of at most so many cells.
    """

    heading: str
    draw: Callable[[R, int, RowLook], Sequence[Segment]]
    least: int
    weight: int = 0
    most: int = 10_000


def shared(columns: Sequence[LazyColumn[R]], width: int) -> list[int]:
    """The columns' widths, with a gap between each two: the least, and what is left by weight."""
    widths = [column.least for column in columns]
    left = width - sum(widths) - GAP * (len(columns) - 1)
    growing = [i for i, column in enumerate(columns) if column.weight]
    while left > 0 and growing:
        weights = sum(columns[i].weight for i in growing)
        given = 0
        for i in growing:
            more = min(max(1, left * columns[i].weight // weights), columns[i].most - widths[i], left - given)
            widths[i] += more
            given += more
        left -= given
        growing = [i for i in growing if widths[i] < columns[i].most]
    return widths


class LazyTable(RowsView, Generic[R]):
    """Shows the rows of a source; `Moved` and `Chosen` tell of the cursor."""

    def __init__(self, columns: Sequence[LazyColumn[R]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = columns
        self._rows: Pages[R] | None = None
        self._shared: tuple[int, list[int]] | None = None  # the columns' widths for a width
        self._drawn: dict[int, tuple[R, RowLook, int, Strip]] = {}

    # What the screen hands down

    def show(
        self,
        source: RowSource[R],
        *,
        columns: Callable[[Sequence[R]], Sequence[LazyColumn[R]]] | None = None,
        key: int | None = None,
    ) -> None:
        """Show these rows, with the cursor on the row with this key, else on the row where it was, else nearby.

        `columns` makes the columns from a sample of the rows; without it they stay as they are.
        """
        wanted = key if key is not None else self.key
        self._rows = Pages(source)
        if columns is not None:
            self._columns, self._shared = columns(self._rows.sample()), None
        self.rows_changed(None if wanted is None else source.index_of(wanted))

    def reread(self, key: int) -> tuple[R, R] | None:
        """Read one row anew and paint it; what it was and what it is, None where it is not among the rows."""
        index = None if self._rows is None else self._rows.source.index_of(key)
        if self._rows is None or index is None:
            return None
        changed = self._rows.reread(index)
        self.row_changed(index)
        return changed

    def go_to_key(self, key: int) -> bool:
        """Put the cursor on the row with this key; whether there is one."""
        index = None if self._rows is None else self._rows.source.index_of(key)
        if index is None:
            return False
        self.go_to(index)
        return True

    # What the screen may ask

    @property
    def current(self) -> R | None:
        """The row under the cursor."""
        return self[self.index] if self.index >= 0 else None

    @property
    def key(self) -> int | None:
        """The key of the row under the cursor."""
        return self.current.key if self.current is not None else None

    def next_row(self, wanted: Callable[[R], bool], most: int) -> int | None:
        """The place of the next row that is wanted, among so many after the cursor, past the end from the start."""
        count = self.row_count()
        places = ((self.index + step) % count for step in range(1, most + 1))
        return next((place for place in places if wanted(self[place])), None)

    def __getitem__(self, index: int) -> R:
        """The row at this place."""
        assert self._rows is not None
        return self._rows[index]

    # What is drawn

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint these regions, or all of it, drawn anew."""
        if not regions:
            self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def row_strip(self, index: int, width: int, look: RowLook) -> Strip:
        """A row with its gutter; what was drawn is kept, since a step at the edge moves all rows by one."""
        row = self[index]
        kept = self._drawn.get(index)
        if kept is not None and kept[0] is row and kept[1] is look and kept[2] == width:
            return kept[3]
        if len(self._drawn) >= _DRAWN:
            self._drawn.clear()
        strip = super().row_strip(index, width, look)
        self._drawn[index] = row, look, width, strip
        return strip

    def row_count(self) -> int:
        """The number of rows."""
        return 0 if self._rows is None else len(self._rows.source)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        cells = [line(column.heading, cells) for column, cells in zip(self._columns, self._widths(width), strict=True)]
        return [Strip([Segment(" " * GUTTER + (" " * GAP).join(cells), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a row."""
        row = self[index]
        segments: list[Segment] = []
        left = 0  # what the cells before did not fill
        for column, cells in zip(self._columns, self._widths(width + GUTTER), strict=True):
            if left or segments:
                segments.append(Segment(" " * (left + GAP), look.base))
            drawn = column.draw(row, cells, look)
            segments += drawn
            left = cells - sum(segment.cell_length for segment in drawn)
        return segments

    def _widths(self, width: int) -> list[int]:
        if self._shared is None or self._shared[0] != width:
            self._shared = width, shared(self._columns, width - GUTTER - 1)
        return self._shared[1]
