"""Which codings are active where: boundaries and active sets, patched when a coding comes or goes.

Between two boundaries the same codings are active. A patched index equals one built anew.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator

from codebench.tui.document.model import PaneCoding

Active = tuple[PaneCoding, ...]
Segment = tuple[int, int, Active]
"""A coded stretch of text: where, and the codings there, the top one last."""


def rank(coding: PaneCoding) -> tuple[bool, int, int, int]:
    """The order of codings that overlap: the last is on top. Own ones go above, then the innermost."""
    return coding.own, coding.start, -coding.end, coding.id


class SpanIndex:
    """The codings of one document, by place."""

    __slots__ = ("_active", "_bounds", "_edges")

    def __init__(self, codings: Iterable[PaneCoding] = ()) -> None:
        codings = list(codings)
        opening: dict[int, list[PaneCoding]] = {}
        closing: dict[int, list[PaneCoding]] = {}
        # How many codings begin or end at a boundary: the last one to go takes the boundary along.
        self._edges = Counter[int]()
        for coding in codings:
            opening.setdefault(coding.start, []).append(coding)
            closing.setdefault(coding.end, []).append(coding)
            self._edges.update((coding.start, coding.end))
        self._bounds = sorted(self._edges)
        self._active: list[Active] = []
        active: list[PaneCoding] = []
        for bound in self._bounds:
            for coding in closing.get(bound, ()):
                active.remove(coding)
            for coding in opening.get(bound, ()):
                insort(active, coding, key=rank)
            self._active.append(tuple(active))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SpanIndex):
            return NotImplemented
        return (self._bounds, self._active, self._edges) == (other._bounds, other._active, other._edges)

    __hash__ = None  # type: ignore[assignment]

    def insert(self, coding: PaneCoding) -> None:
        """Take in a coding."""
        first, last = self._split(coding.start), self._split(coding.end)
        for i in range(first, last):
            active = list(self._active[i])
            insort(active, coding, key=rank)
            self._active[i] = tuple(active)

    def remove(self, coding: PaneCoding) -> None:
        """Let a coding go that is in the index."""
        first, last = bisect_left(self._bounds, coding.start), bisect_left(self._bounds, coding.end)
        for i in range(first, last):
            self._active[i] = tuple(other for other in self._active[i] if other.id != coding.id)
        # From the right, so that the index of the left one holds.
        for i in (last, first):
            bound = self._bounds[i]
            self._edges[bound] -= 1
            if not self._edges[bound]:
                del self._edges[bound], self._bounds[i], self._active[i]

    def at(self, offset: int) -> Active:
        """The codings that cover the character at the offset, the top one last."""
        i = bisect_right(self._bounds, offset) - 1
        return self._active[i] if i >= 0 else ()

    def segments(self, start: int, end: int) -> Iterator[Segment]:
        """The coded stretches of text[start:end], in order."""
        bounds = self._bounds
        for i in range(max(0, bisect_right(bounds, start) - 1), len(bounds) - 1):
            if bounds[i] >= end:
                break
            if self._active[i]:
                yield max(start, bounds[i]), min(end, bounds[i + 1]), self._active[i]

    def _split(self, offset: int) -> int:
        """The index of the boundary at the offset, made where there is none."""
        i = bisect_left(self._bounds, offset)
        if not self._edges[offset]:
            self._bounds.insert(i, offset)
            self._active.insert(i, self._active[i - 1] if i else ())
        self._edges[offset] += 1
        return i
