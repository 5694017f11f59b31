"""Which codings lie where: found by place at the same cost however many there are, and wherever they begin.

Each coding is kept once, in a bucket of the text in which it begins, as wide as itself or up to twice that: what lies
on a stretch began there or one bucket earlier. A patched index equals one built anew.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from codebench.tui.document.model import PaneCoding

_NARROWEST = 7  # buckets are powers of two: of 128 characters at least


class Segment(NamedTuple):
    """A coded stretch of text, text[start:end]: the coding on top there, and whether others lie under it."""

    start: int
    end: int
    top: PaneCoding
    overlap: bool


def rank(coding: PaneCoding) -> tuple[bool, int, int, int]:
    """The order of codings that overlap: the last is on top. Own ones go above, then the innermost."""
    return coding.own, coding.start, -coding.end, coding.id


class SpanIndex:
    """The codings of one document, by place."""

    __slots__ = ("_sizes",)

    def __init__(self, codings: Iterable[PaneCoding] = ()) -> None:
        # For each size of bucket, as a power of two: its buckets that hold something.
        self._sizes: dict[int, dict[int, list[PaneCoding]]] = {}
        for coding in codings:
            self.insert(coding)

    def __eq__(self, other: object) -> bool:
        return self._content() == other._content() if isinstance(other, SpanIndex) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def insert(self, coding: PaneCoding) -> None:
        """Take in a coding."""
        size = _size(coding)
        self._sizes.setdefault(size, {}).setdefault(coding.start >> size, []).append(coding)

    def remove(self, coding: PaneCoding) -> None:
        """Let a coding go that is in the index."""
        size = _size(coding)
        buckets = self._sizes[size]
        place = coding.start >> size
        left = buckets[place] = [other for other in buckets[place] if other.id != coding.id]
        if not left:
            del buckets[place]

    def within(self, start: int, end: int) -> list[PaneCoding]:
        """The codings that cover something of text[start:end], the top one last."""
        found = []
        for size, buckets in self._sizes.items():
            for place in range((start >> size) - 1, ((end - 1) >> size) + 1):
                for coding in buckets.get(place, ()):
                    if coding.start < end and coding.end > start:
                        found.append(coding)
        found.sort(key=rank)
        return found

    def at(self, offset: int) -> list[PaneCoding]:
        """The codings that cover the character at the offset, the top one last."""
        return self.within(offset, offset + 1)

    def beginning(self, start: int, end: int) -> list[PaneCoding]:
        """The codings that begin in text[start:end], in no order."""
        return [
            coding
            for size, buckets in self._sizes.items()
            for place in range(start >> size, ((end - 1) >> size) + 1)
            for coding in buckets.get(place, ())
            if start <= coding.start < end
        ]

    def _content(self) -> dict[tuple[int, int], set[PaneCoding]]:
        return {
            (size, place): set(bucket) for size, buckets in self._sizes.items() for place, bucket in buckets.items()
        }


def segments(codings: Sequence[PaneCoding], start: int, end: int) -> list[Segment]:
    """The coded stretches of text[start:end], in order, by the codings within it with the top one last."""
    if not codings:
        return []
    codings = _seen(codings, start, end)
    bounds = {coding.start for coding in codings if coding.start > start}
    bounds.update(coding.end for coding in codings if coding.end < end)
    places = sorted({start, end, *bounds})
    last = len(places) - 1
    index = {place: i for i, place in enumerate(places)}
    top: list[PaneCoding | None] = [None] * last
    change = [0] * (last + 1)  # how many more lie here than before
    for coding in codings:
        first, beyond = index.get(coding.start, 0), index.get(coding.end, last)
        top[first:beyond] = [coding] * (beyond - first)
        change[first] += 1
        change[beyond] -= 1
    many = accumulate(change)
    return [
        Segment(left, right, coding, n > 1)
        for left, right, coding, n in zip(places, places[1:], top, many, strict=False)
        if coding is not None
    ]


def _seen(codings: Sequence[PaneCoding], start: int, end: int) -> Sequence[PaneCoding]:
    """The codings without those below two that cover all of it: where ten lie on every letter, few are to be told."""
    whole = 0
    for i in range(len(codings) - 1, -1, -1):
        whole += codings[i].start <= start and end <= codings[i].end
        if whole == 2:
            return codings[i:]
    return codings


def _size(coding: PaneCoding) -> int:
    return max(_NARROWEST, (coding.end - coding.start - 1).bit_length())
