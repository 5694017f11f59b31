"""A document as it lies on the screen: wrapped, indexed, drawn, and each row kept as long as it stays the same.

The widget keeps one of these and asks it for rows; what changes here says which rows that touches.
"""

from collections.abc import Iterable, Mapping, Sequence

from textual.strip import Strip

from codebench.tui.document.frame import Frame, frame
from codebench.tui.document.lanes import Lanes, Rows
from codebench.tui.document.layout import Layout, Typesetter
from codebench.tui.document.look import Look
from codebench.tui.document.model import PaneCoding, PaneDocument
from codebench.tui.document.paint import Painter, RowState
from codebench.tui.document.selection import Reading, Span
from codebench.tui.document.spanindex import SpanIndex

# Rows that are kept beside those nearby. More would be a burden to the garbage collector, since a strip, with all that
# Textual keeps in it, is some thirty objects.
_KEPT = 80
# Patching so many codings is quicker than building index and lanes anew.
_PATCHED = 32


class Sheet:
    """One document at one width in one look; a bare one until `set_look`."""

    def __init__(self, document: PaneDocument, room: int, *, by_line: bool = False) -> None:
        self.reading = Reading(document.text, document.units, document.sections)
        self.codings: dict[int, PaneCoding] = {}
        self.index = SpanIndex()
        self.layout: Layout
        self.frame: Frame
        self._titles = [(section.start, section.title) for section in document.sections if section.drawn]
        self._typesetter = Typesetter(document.text)
        self.look = Look()
        self._hits: Sequence[Span] = ()
        self._reviewed = frozenset(unit.id for unit in document.units if unit.reviewed)
        self._bookmarked: frozenset[int] = frozenset()
        self._noted: Sequence[int] = ()
        self.by_line: bool
        self.lanes: Lanes
        self._strips: dict[int, tuple[RowState, Strip]] = {}
        self._near = range(0)
        self._painter: Painter | None = None
        self.wrap(room, by_line=by_line)
        self.set_codings(document.codings)

    def wrap(self, room: int, *, by_line: bool = False) -> None:
        """Lay the text out anew for so many cells, those of a scrollbar left aside.

        `by_line` numbers the lines of the text in the margin, instead of its units.
        """
        self.by_line = by_line
        numbered = len(self.reading.lines) if self.by_line else len(self.reading.units)
        self.frame = frame(room, numbered)
        self.layout = self._typesetter.wrap(self.frame.text, self._titles)
        self._forget_lanes()

    def set_look(self, look: Look) -> None:
        """Draw in this look."""
        if look != self.look:
            self.look = look
            self._forget()

    def set_hits(self, hits: Iterable[Span]) -> None:
        """Mark these spans as found; those that overlap become one."""
        self._hits = _merged(hits)
        self._forget()

    def set_reviewed(self, unit_ids: Iterable[int]) -> list[Rows]:
        """Mark exactly these units as reviewed; gives the rows that changed."""
        before, self._reviewed = self._reviewed, frozenset(unit_ids)
        return self._touch_units(before ^ self._reviewed)

    def set_bookmarked(self, unit_ids: Iterable[int]) -> list[Rows]:
        """Put a bookmark on exactly these units; gives the rows that changed."""
        before, self._bookmarked = self._bookmarked, frozenset(unit_ids)
        return self._touch_units(before ^ self._bookmarked)

    def set_noted(self, offsets: Iterable[int]) -> list[Rows]:
        """Put the sign of a memo beside exactly the rows of these offsets; gives the rows that changed."""
        before, self._noted = self._noted, sorted(set(offsets))
        self._painter = None
        rows = {self.layout.row_of(offset) for offset in {*before} ^ {*self._noted}}
        return self._touch([(row, row) for row in rows])

    def set_codings(self, codings: Iterable[PaneCoding]) -> list[Rows]:
        """Show exactly these codings; gives the rows that changed."""
        length = len(self.reading.text)
        new = {coding.id: coding for coding in (_clip(coding, length) for coding in codings) if coding}
        old, self.codings = self.codings, new
        gone, come = _missing(old, new), _missing(new, old)
        if len(gone) + len(come) > _PATCHED:
            self.index = SpanIndex(new.values())
            self._forget_lanes()
            return [(0, len(self.layout) - 1)]
        return self._patch(gone, come)

    def patch_codings(self, gone: Iterable[int], come: Iterable[PaneCoding]) -> list[Rows]:
        """Let these codings go, by id, and show these, each in the place of what has its id; gives the rows changed."""
        new = {coding.id: coding for coding in come}
        left = [coding for each in {*gone, *new} if (coding := self.codings.pop(each, None)) is not None]
        length = len(self.reading.text)
        clipped = [coding for each in new.values() if (coding := _clip(each, length)) is not None]
        self.codings.update((coding.id, coding) for coding in clipped)
        return self._patch(left, clipped)

    def _patch(self, gone: Iterable[PaneCoding], come: Iterable[PaneCoding]) -> list[Rows]:
        rows: list[Rows] = []
        for coding in gone:
            self.index.remove(coding)
            rows += self.lanes.remove(coding)
        for coding in come:
            self.index.insert(coding)
            rows += self.lanes.insert(coding)
        return self._touch(_merged(rows))

    def keep(self, rows: range) -> None:
        """Keep these rows longer than others."""
        self._near = rows

    def keeps(self, row: int, state: RowState) -> bool:
        """Whether the row is drawn like this already."""
        return self._kept(row, state) is not None

    def strip(self, row: int, state: RowState) -> Strip:
        """The row as it is drawn; made only when something on it changed."""
        kept = self._kept(row, state)
        if kept is not None:
            return kept
        if self._painter is None:
            self._painter = Painter(
                self.frame,
                self.look,
                self.layout,
                self.reading,
                self.index,
                self.lanes,
                self._hits,
                self._reviewed,
                self._bookmarked,
                self._noted,
                self.by_line,
            )
        if len(self._strips) >= len(self._near) + _KEPT:
            self._strips = {near: drawn for near, drawn in self._strips.items() if near in self._near}
        strip = self._painter.strip(row, state)
        self._strips[row] = state, strip
        return strip

    def _kept(self, row: int, state: RowState) -> Strip | None:
        kept = self._strips.get(row)
        return kept[1] if kept is not None and (kept[0] is state or kept[0] == state) else None

    def _forget_lanes(self) -> None:
        self.lanes = Lanes(self.index, self.layout, self.frame.lanes)
        self._forget()

    def _forget(self) -> None:
        self._painter = None
        self._strips.clear()

    def _touch_units(self, unit_ids: frozenset[int]) -> list[Rows]:
        self._painter = None
        rows = (self.layout.row_of(unit.start) for unit in self.reading.units if unit.id in unit_ids)
        return self._touch([(row, row) for row in rows])

    def _touch(self, ranges: list[Rows]) -> list[Rows]:
        touched = {row for first, last in ranges for row in self._strips if first <= row <= last}
        for row in touched:
            del self._strips[row]
        return ranges


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that meet as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _missing(ours: Mapping[int, PaneCoding], theirs: Mapping[int, PaneCoding]) -> list[PaneCoding]:
    """Ours that are not, or not the same, in theirs."""
    pairs = ((coding, theirs.get(coding.id)) for coding in ours.values())
    # Comparing field by field costs most of it, and mostly they are the same objects.
    return [coding for coding, other in pairs if other is not coding and other != coding]


def _clip(coding: PaneCoding, length: int) -> PaneCoding | None:
    """The coding within the text, or None where nothing of it is."""
    if 0 <= coding.start < coding.end <= length:
        return coding
    start, end = max(0, coding.start), min(coding.end, length)
    return coding._replace(start=start, end=end) if start < end else None
