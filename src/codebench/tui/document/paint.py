"""One row of the pane as a strip: gutter, stripes and text, from what stands there and nothing else.

Every character that reaches a strip comes from `clusters.drawable_and_odd`, from this file, or is a digit; nothing is
ever read as markup.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from codebench.tui.document.clusters import cut
from codebench.tui.document.frame import LANE, Frame
from codebench.tui.document.lanes import Lanes
from codebench.tui.document.layout import Cell, Layout
from codebench.tui.document.look import Look, Piece, Voice
from codebench.tui.document.model import PaneCoding
from codebench.tui.document.selection import Reading, Span
from codebench.tui.document.spanindex import Segment, SpanIndex, segments

_Styled = tuple[str, Style]

STRIPE = "▌"
STRIPE_OF_OTHERS = "┊"
CHECK = "✓"
BOOKMARK = "⚑"
MEMO = "✎"
MARKS = 3
"""Cells between number and text: a bookmark or memo, the check of what was reviewed, a blank or the memo as well."""


def clock(time_ms: int | None, room: int) -> str:
    """A time as players show it, 0:12 or 1:02:33; in minutes alone (62:33) where there is no room for hours."""
    if time_ms is None:
        return ""
    minutes, seconds = divmod(time_ms // 1000, 60)
    hours = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return hours if minutes >= 60 and len(hours) <= room else f"{minutes}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class RowState:
    """What changes on a row without its text or codings changing: a strip is kept as long as it stays the same."""

    caret: int | None = None
    selection: Span | None = None
    current: bool = False


PLAIN = RowState()
"""Of a row with nothing on it."""


@dataclass(slots=True)
class Painter:
    """Draws rows. `hits` are in order and do not overlap; `reviewed` and `bookmarked` are ids of units.

    `noted` are the offsets of memos, in order. `by_line` numbers the lines of the text in the margin instead of its
    units.
    """

    frame: Frame
    look: Look
    layout: Layout
    reading: Reading
    index: SpanIndex
    lanes: Lanes
    hits: Sequence[Span]
    reviewed: frozenset[int]
    bookmarked: frozenset[int] = frozenset()
    noted: Sequence[int] = ()
    by_line: bool = False

    def strip(self, row: int, state: RowState) -> Strip:
        """The row, drawn over the whole width of the frame."""
        frame, base, drawn = self.frame, self.look.base, self.look.drawn
        title = self.layout.titles.get(row)
        if title is None:
            start, stop = self.layout.starts[row], self.layout.stop(row)
            codings = self.index.within(start, stop)
            pieces = self._gutter(row, state, codings)
            used = frame.text_x + self._text(row, state, segments(codings, start, stop), pieces)
        else:
            pieces = self._title(row, title)
            used = frame.text_x + frame.text
        if used < frame.width:
            pieces.append((" " * (frame.width - used), base))
        return Strip([drawn(text, style) for text, style in pieces], max(used, frame.width))

    def _title(self, row: int, title: str) -> list[_Styled]:
        """A heading in the text's column; the stripes of codings that run on behind it stay whole."""
        frame, look = self.frame, self.look
        start = self.layout.starts[row]
        words = cut(title, frame.text - 4)
        rule = frame.text - cell_len(words) - 4
        return [
            *self._stripes(start, [coding for coding in self.index.at(start) if coding.start < start]),
            (" " * (frame.number + 3), look.base),
            ("── ", look.number),
            (f"{words} ", look.section),
            ("─" * rule, look.number),
        ]

    def _gutter(self, row: int, state: RowState, codings: Sequence[PaneCoding]) -> list[_Styled]:
        frame, look = self.frame, self.look
        start, stop = self.layout.starts[row], self.layout.stop(row)
        first, beyond = self.reading.units_from(start, stop)
        pieces = self._stripes(start, codings)
        starts = first < beyond
        unit = self.reading.units[first] if starts else None
        line = self.reading.line_at(start) if self.by_line else None
        at = bisect_left(self.noted, start)
        noted = at < len(self.noted) and self.noted[at] < stop
        if unit is None and line is None:
            time = clock(self._spoken_above(row), frame.number + MARKS - 1)
            if not noted:
                return [*pieces, (f"{time} ".rjust(frame.number + MARKS), look.number)]
            cells = time.rjust(frame.number + MARKS - 1) if time else " " * frame.number
            return [*pieces, (cells, look.number), (MEMO.ljust(frame.number + MARKS - len(cells)), look.section)]
        reviewed = unit is not None and unit.id in self.reviewed
        style = look.number_current if state.current else look.number_reviewed if reviewed else look.number
        number = line if self.by_line else first + 1
        pieces.append((("" if number is None else str(number)).rjust(frame.number), style))
        check = CHECK if reviewed else " "
        marked = unit is not None and unit.id in self.bookmarked
        if marked and noted:
            return [*pieces, (BOOKMARK, look.section), (check, look.reviewed), (MEMO, look.section)]
        if marked or noted:
            return [*pieces, (BOOKMARK if marked else MEMO, look.section), (f"{check} ", look.reviewed)]
        return [*pieces, (f" {check} ", look.reviewed)]

    def _spoken_above(self, row: int) -> int | None:
        """When the unit was spoken whose first row is the one above: its time stands under its number."""
        if not row or row - 1 in self.layout.titles:
            return None
        first, beyond = self.reading.units_from(self.layout.starts[row - 1], self.layout.stop(row - 1))
        return self.reading.units[first].time_ms if first < beyond else None

    def _stripes(self, start: int, codings: Iterable[PaneCoding]) -> list[_Styled]:
        """The margin, and the lanes of a row from the outermost to the one beside the text."""
        lanes: dict[int | None, PaneCoding] = {}
        shown, base = self.frame.lanes, self.look.base
        beyond = 0
        for coding in codings:
            lane = self.lanes.lane(coding)
            lanes[lane] = coding
            beyond += lane is None
        pieces = []
        blank = self.frame.margin
        if beyond:
            # The outermost lane gives way to the number of those that have no room, its own included.
            shown -= 1
            beyond += shown in lanes
            pieces += [(" " * blank, base), (f"+{min(beyond, 99)}".ljust(LANE), self.look.number_reviewed)]
            blank = 0
        for nth in range(shown - 1, -1, -1):
            there = lanes.get(nth)
            if there is None:
                blank += LANE
                continue
            if blank:
                pieces.append((" " * blank, base))
                blank = 0
            mark = cut(there.mark, LANE - 1) if there.start >= start else ""
            stripe = STRIPE if there.own else STRIPE_OF_OTHERS
            fill, style = " " * (LANE - 1 - cell_len(mark)), self.look.stripe(there.colour)
            # Apart, so that a theme which asks more of letters leaves the stripe in one colour from row to row.
            pieces += [(stripe, style), (mark + fill, style)]
        return [*pieces, (" " * blank, base)] if blank else pieces

    def _text(self, row: int, state: RowState, coded: Sequence[Segment], pieces: list[_Styled]) -> int:
        """Append the row's text; gives its width in cells."""
        start, end = self.layout.span(row)
        cells = self.layout.cells(row)
        edge = start + self.layout.width
        used = min(end, edge) - start if cells is None else sum(cell.width for cell in cells)
        for left, right, style in self._pieces(start, end, state, coded):
            text = self.layout.text[left : min(right, edge)] if cells is None else _glyphs(cells, left, right)
            if text:
                pieces.append((text, style))
        behind = self._behind(end, state)
        if behind is None:
            return used
        pieces.append((" ", behind))
        return used + 1

    def _behind(self, end: int, state: RowState) -> Style | None:
        """The style of the cell behind the row's text, where a caret or a selected line end shows."""
        caret = state.caret is not None and (
            state.caret >= end or self.layout.position(state.caret)[1] >= self.layout.width
        )
        line_end = end < len(self.layout.text) and self.layout.text[end] == "\n"
        selected = line_end and state.selection is not None and state.selection[0] <= end < state.selection[1]
        return self.look.piece(Piece(selected=selected, caret=caret)) if caret or selected else None

    def _pieces(
        self, start: int, end: int, state: RowState, coded: Sequence[Segment]
    ) -> Iterator[tuple[int, int, Style]]:
        """The row's text cut wherever its style changes."""
        hits = self._hits(start, end)
        cuts = {start, end}
        for coded_part in coded:
            cuts.update(coded_part[:2])
        for left, right in hits:
            cuts.update((left, right))
        selected = state.selection or (start, start)
        cuts.update(selected)
        if state.caret is not None:
            cuts.update((state.caret, self.layout.next(state.caret)))
        first, beyond = self.reading.units_from(start, end)
        for unit in self.reading.units[max(0, first - 1) : beyond]:
            cuts.update((unit.start, unit.body_start, unit.end))
        inside = sorted(offset for offset in cuts if start <= offset <= end)
        begun, before = start, None
        voice, speaks_until, at = Voice.SPEECH, start, 0
        for left in inside[:-1]:
            while at < len(coded) and coded[at].end <= left:
                at += 1
            here = coded[at] if at < len(coded) and coded[at].start <= left else None
            if left >= speaks_until:
                voice, speaks_until = self._voice(left)
            piece = Piece(
                voice,
                None if here is None else here.top.colour,
                here is not None and here.overlap,
                any(hit[0] <= left < hit[1] for hit in hits) if hits else False,
                selected[0] <= left < selected[1],
                left == state.caret,
            )
            if before is not None and piece != before:
                yield begun, left, self.look.piece(before)
                begun = left
            before = piece
        if before is not None:
            yield begun, end, self.look.piece(before)

    def _voice(self, offset: int) -> tuple[Voice, int]:
        """Whose words stand at the offset, and up to where that is sure."""
        unit = self.reading.unit(offset)
        if unit is None:
            return Voice.SPEECH, offset
        if offset < unit.body_start:
            return Voice.SPEAKER, unit.body_start
        return Voice.MODERATOR if unit.moderator else Voice.SPEECH, unit.end

    def _hits(self, start: int, end: int) -> list[Span]:
        hits = self.hits
        found = []
        for i in range(max(0, bisect_right(hits, (start, start)) - 1), len(hits)):
            if hits[i][0] >= end:
                break
            if hits[i][1] > start:
                found.append((max(start, hits[i][0]), min(end, hits[i][1])))
        return found


def _glyphs(cells: Sequence[Cell], left: int, right: int) -> str:
    """What the clusters that begin in [left, right) look like."""
    return "".join(cell.shown for cell in cells if left <= cell.start < right)
