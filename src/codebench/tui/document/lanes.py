"""In which lane of the margin each coding's stripe stands: two that touch the same row never share one.

Lanes depend on rows, so a re-wrap makes them anew: those of the rows that are drawn, and above them up to where no
coding goes on, or to a row that is known. A coding that comes or goes moves others only as far as the rows go on which
something moved. Patched or asked for in whatever order, lanes are the same.
"""

from heapq import heapify, heappop, heappush

from codebench.tui.document.layout import Layout
from codebench.tui.document.model import PaneCoding
from codebench.tui.document.spanindex import SpanIndex

Rows = tuple[int, int]
"""The first and the last row that something touches."""


class Lanes:
    """The lane of every coding, from 0 (beside the text) outwards: the lowest free one, long codings before short ones.

    What finds all lanes taken has none. The codings are those of the index; say afterwards what changed in it.
    """

    __slots__ = ("_index", "_known", "_lanes", "_layout", "_shown")

    def __init__(self, index: SpanIndex, layout: Layout, shown: int) -> None:
        """`shown` is the number of lanes."""
        self._index = index
        self._layout = layout
        self._shown = shown
        # Where a row is known, so are those above it, up to one into which no coding comes.
        self._known = bytearray(len(layout))
        self._lanes: dict[int, int] = {}

    def lane(self, coding: PaneCoding) -> int | None:
        """The coding's lane; None where it has none."""
        lane = self._lanes.get(coding.id)
        if lane is None:
            self._know(self._layout.row_of(coding.start))
            lane = self._lanes[coding.id]
        return lane if lane < self._shown else None

    def insert(self, coding: PaneCoding) -> list[Rows]:
        """Take in a coding that is in the index now; gives the rows whose stripes look otherwise."""
        return self._patch(*self._layout.rows_of(coding.start, coding.end))

    def remove(self, coding: PaneCoding) -> list[Rows]:
        """Let a coding go that is no longer in the index; gives the rows whose stripes look otherwise."""
        self._lanes.pop(coding.id, None)
        return self._patch(*self._layout.rows_of(coding.start, coding.end))

    def _patch(self, first: int, last: int) -> list[Rows]:
        moved = [(first, last)]
        if self._known.find(1, first, last + 1) >= 0:
            if first:
                self._know(first - 1)
            moved += self._sweep(first, last)
        return moved

    def _know(self, row: int) -> None:
        """Give lanes to what begins on this row."""
        if self._known[row]:
            return
        known = self._known.rfind(1, 0, row)
        top = row
        while above := self._from_above(top):
            top = self._layout.row_of(min(coding.start for coding in above))
            if top <= known:
                top = known + 1
                break
        self._sweep(top, row)

    def _sweep(self, row: int, until: int) -> list[Rows]:
        """Give lanes to what begins from this row on; gives the rows of what moved.

        Up to the row `until` something is other than it was. Which lane is free depends on what touches the row alone:
        where nothing that moved is left on a row, all that follows stays as it is.
        """
        layout, index, lanes, beyond = self._layout, self._index, self._lanes, self._shown
        moved: list[Rows] = []
        above = [(self._last_row(coding), lanes[coding.id]) for coding in self._from_above(row)]
        busy = [(last, lane) for last, lane in above if lane < beyond]
        heapify(busy)
        free = sorted({*range(beyond)}.difference(lane for _last, lane in busy))
        while row <= until:
            begun = index.beginning(layout.starts[row], layout.stop(row))
            if begun:
                while busy and busy[0][0] < row:
                    heappush(free, heappop(busy)[1])
                for minus_last, coding_id in sorted((-self._last_row(coding), coding.id) for coding in begun):
                    lane = beyond
                    if free:
                        lane = heappop(free)
                        heappush(busy, (-minus_last, lane))
                    if lanes.get(coding_id) != lane:
                        lanes[coding_id] = lane
                        if self._known[row]:
                            moved.append((row, -minus_last))
                            until = max(until, -minus_last)
            self._known[row] = 1
            row += 1
        return moved

    def _from_above(self, row: int) -> list[PaneCoding]:
        """What touches the row and begins above it."""
        start = self._layout.starts[row]
        return [coding for coding in self._index.at(start) if coding.start < start]

    def _last_row(self, coding: PaneCoding) -> int:
        return self._layout.row_of(coding.end - 1)
