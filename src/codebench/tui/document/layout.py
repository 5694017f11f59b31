"""A long text as rows of a fixed width: row <-> offset <-> cell, fast enough to redo on every resize.

`Typesetter` looks once at the text, `wrap` makes a `Layout` of it for one width. Plain stretches are wrapped
with `rfind(" ")`; only a row that holds a tab or a character that is not one cell wide is looked at character
by character, so the length of a line or paragraph never matters.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from codebench.tui.document.clusters import cluster_end, drawable_and_odd, drawn, is_extender

TAB = 4
BLANKS = (" ", "\t")


class Cell(NamedTuple):
    """One grapheme cluster in its row: text[start:end], drawn as `shown` over `width` cells from cell `x`."""

    start: int
    end: int
    x: int
    width: int
    shown: str


class Layout:
    """The rows of a text at one width.

    Row i holds text[starts[i]:starts[i + 1]], its line end and the blanks that hang over the edge included. A
    row in `titles` is a heading that stands in no text: it is empty and shares its offset with the row under it.
    """

    __slots__ = ("_odd", "starts", "text", "titles", "width")

    def __init__(self, text: str, odd: "array[int]", width: int, starts: "array[int]") -> None:
        self.text = text
        self.width = width
        self.starts = starts
        self.titles: Mapping[int, str] = {}
        self._odd = odd

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row that the offset stands on; the offset after the last character is on the last row."""
        return bisect_right(self.starts, offset) - 1

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last row that text[start:end] touches."""
        return self.row_of(start), self.row_of(max(start, end - 1))

    def stop(self, row: int) -> int:
        """Where the row's text ends, with the line end."""
        return self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)

    def span(self, row: int) -> tuple[int, int]:
        """Start and end of the row's text, without the line end."""
        start, end = self.starts[row], self.stop(row)
        return start, end - 1 if end > start and self.text[end - 1] == "\n" else end

    def last(self, row: int) -> int:
        """The last offset where a caret can stand on this row."""
        start, end = self.span(row)
        if end < self.stop(row) or row == len(self.starts) - 1 or end == start:
            return end
        return self.previous(end)

    def text_row(self, row: int, direction: int) -> int:
        """The row, within bounds, or where that is a heading the next row of text in this direction."""
        row = min(max(0, row), len(self.starts) - 1)
        while row in self.titles and row > 0:
            row += 1 if direction > 0 else -1
        # Above the first heading there is no text: a heading always has a row of text under it.
        while row in self.titles:
            row += 1
        return row

    def under_titles(self, row: int) -> int:
        """The first of the headings that stand right above the row, or the row itself."""
        while row - 1 in self.titles:
            row -= 1
        return row

    def cells(self, row: int) -> list[Cell] | None:
        """The row's clusters, or None where every character is one cell and x is offset minus start."""
        start, end = self.span(row)
        k = bisect_left(self._odd, start)
        if k == len(self._odd) or self._odd[k] >= end:
            return None
        cells: list[Cell] = []
        x = 0
        while start < end:
            stop = cluster_end(self.text, start, end)
            glyph, width = _measure(self.text, start, stop, x)
            if self.text[start:stop] in BLANKS and x + width > self.width:
                # A blank that hangs over the edge has only the cells that are left, mostly none.
                width = self.width - x
                glyph = " " * width
            cells.append(Cell(start, stop, x, width, glyph))
            x += width
            start = stop
        return cells

    def position(self, offset: int) -> tuple[int, int]:
        """Row and cell of the offset; blanks that hang over the edge all stand on the cell after it."""
        row = self.row_of(offset)
        cells = self.cells(row)
        if cells is None:
            return row, min(offset - self.starts[row], self.width)
        for cell in cells:
            if offset < cell.end:
                return row, cell.x
        return row, cells[-1].x + cells[-1].width

    def offset_at(self, row: int, x: int) -> int:
        """The offset of the cluster that is drawn over cell x; beyond the row's end, the row's last offset."""
        cells = self.cells(row)
        last = self.last(row)
        if cells is None:
            return min(self.starts[row] + max(0, x), last)
        for cell in cells:
            if x < cell.x + cell.width:
                return min(cell.start, last)
        return last

    def snap(self, offset: int) -> int:
        """The start of the cluster that the offset lies in, within the text."""
        offset = min(max(0, offset), len(self.text))
        cells = self.cells(self.row_of(offset))
        return next((cell.start for cell in cells or () if cell.start <= offset < cell.end), offset)

    def next(self, offset: int) -> int:
        """The start of the next cluster (a line end is one); at the end of the text it stays."""
        cells = self.cells(self.row_of(offset))
        end = next((cell.end for cell in cells or () if cell.start <= offset < cell.end), offset + 1)
        return min(end, len(self.text))

    def previous(self, offset: int) -> int:
        """The start of the cluster before; at the start of the text it stays."""
        return self.snap(offset - 1) if offset > 0 else 0


class Typesetter:
    """One text as it is drawn, looked at once: where its odd characters are."""

    __slots__ = ("_odd", "text")

    def __init__(self, text: str) -> None:
        self.text, self._odd = drawable_and_odd(text)

    def wrap(self, width: int, titles: Iterable[tuple[int, str]] = ()) -> Layout:
        """The rows for this width, with a heading above the row that holds each title's offset."""
        width = max(1, width)
        layout = Layout(self.text, self._odd, width, self._starts(width))
        headings = [(layout.row_of(offset), title) for offset, title in titles]
        if headings:
            rows, layout.starts = layout.starts, array("L")
            done, placed = 0, {}
            for row, title in sorted(headings, key=lambda heading: heading[0]):
                layout.starts.extend(rows[done:row])
                placed[len(layout.starts)] = title
                layout.starts.append(rows[row])
                done = row
            layout.starts.extend(rows[done:])
            layout.titles = placed
        return layout

    def _starts(self, width: int) -> "array[int]":
        text, odd = self.text, self._odd
        find, rfind, never = text.find, text.rfind, len(text) + width + 1
        starts = array("L")
        k, next_odd = 0, odd[0] if odd else never
        pos = 0
        while True:
            stop = find("\n", pos)
            if stop < 0:
                stop = len(text)
            while True:
                starts.append(pos)
                if next_odd < pos:
                    k = bisect_left(odd, pos, k)
                    next_odd = odd[k] if k < len(odd) else never
                limit = pos + width
                if next_odd <= limit and next_odd < stop:
                    pos = self._odd_row(pos, stop, width)
                elif stop <= limit:
                    break
                else:
                    cut = rfind(" ", pos, limit + 1)
                    pos = cut + 1 if cut >= 0 else limit
                    if cut == limit:
                        pos = self._hang(pos, stop, width)
                if pos >= stop:
                    break
            if stop == len(text):
                return starts
            pos = stop + 1

    def _odd_row(self, start: int, stop: int, width: int) -> int:
        """Where the row that begins at `start` ends, cluster by cluster."""
        text, pos, x, cut = self.text, start, 0, 0
        while pos < stop:
            end = cluster_end(text, pos, stop)
            _glyph, cells = _measure(text, pos, end, x)
            blank = text[pos:end] in BLANKS
            if x + cells > width:
                if blank:
                    return self._hang(end, stop, width)
                if cells > 1 and pos > start:
                    return pos
                return cut or (pos if pos > start else end)
            if cells > 1 and not blank and pos > start:
                # Scripts of wide characters have no blanks: a row may break before and after each.
                cut = pos
            x += cells
            pos = end
            if blank or cells > 1:
                cut = pos
        return stop

    def _hang(self, pos: int, stop: int, width: int) -> int:
        """The end of the blanks that hang over the edge, at most one row's worth."""
        text = self.text
        edge = min(stop, pos + width)
        while pos < edge and text[pos] in BLANKS:
            pos += 1
        # An accent after the last space makes one cluster with it (a tab takes none).
        return pos - 1 if pos < stop and text[pos - 1] == " " and is_extender(text[pos]) else pos


def _measure(text: str, start: int, end: int, x: int) -> tuple[str, int]:
    if text[start] == "\t":
        width = TAB - x % TAB
        return " " * width, width
    return drawn(text[start:end])
