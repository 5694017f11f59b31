"""Which learnt texts hold a feature, and how often: an inverted index that grows text by text.

Texts have numbers ("slots") from 0 on. What came last stands in a tail that is looked through; a tail that is full
becomes a run sorted by feature, and runs of like size are merged, so that adding a text stays cheap on average and
looking up a feature costs a few binary searches. All weights are whole numbers, hence sums are exact in any order.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Longs = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)

TAIL = 1 << 16
"""As many entries are looked through before they are sorted."""

LONGEST_RUN = 4_000_000
"""Runs aren't merged beyond as many entries: that would take long, and much memory at once."""

SPARE = 1 << 20
"""Up to this length an array is doubled when it is full."""

UNIT = 256
"""The weight of a feature that is in a text once."""

WEIGHT: Longs = np.rint(UNIT * (1 + np.log(np.maximum(1, np.arange(256))))).astype(np.int64)
"""By how often it is: sublinear, 1 + ln n."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where looked-up features were found, one row a feature and text: which feature, which slot, how often there."""

    which: Longs
    slots: Ints
    counts: Bytes


@dataclass(frozen=True, slots=True)
class _Run:
    """Entries sorted by feature; those of `features[i]` are from `bounds[i]` to `bounds[i + 1]`."""

    features: Ints
    bounds: Longs
    slots: Ints
    counts: Bytes

    def find(self, wanted: Ints) -> tuple[Longs, Ints, Bytes]:
        place = np.searchsorted(self.features, wanted)
        place[place == len(self.features)] = 0
        known = np.flatnonzero(self.features[place] == wanted)
        first, after = self.bounds[place[known]], self.bounds[place[known] + 1]
        lengths = after - first
        which = np.repeat(known, lengths)
        within = np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = np.repeat(first, lengths) + within
        return which, self.slots[at], self.counts[at]


class Postings:
    """Features of texts, forwards (by slot) and inverted (by feature)."""

    def __init__(self) -> None:
        self.features: Ints = np.zeros(1024, np.int32)
        self.counts: Bytes = np.zeros(1024, np.uint8)
        self.bounds: Longs = np.zeros(64, np.int64)
        self.n = 0
        self._runs: list[tuple[int, _Run]] = []
        self._sorted = 0
        self._lookup: Ints = np.full(1024, -1, np.int32)

    def __len__(self) -> int:
        return int(self.bounds[self.n])

    def of(self, slot: int) -> tuple[Ints, Bytes]:
        """The features of a text and how often it has each."""
        at = slice(self.bounds[slot], self.bounds[slot + 1])
        return self.features[at], self.counts[at]

    def add(self, features: Ints, counts: Longs) -> int:
        """Take in a text; its slot."""
        end = len(self) + len(features)
        self.features = room(self.features, end)
        self.counts = room(self.counts, end)
        self.bounds = room(self.bounds, self.n + 2)
        self.features[len(self) : end] = features
        self.counts[len(self) : end] = np.minimum(counts, 255)
        self.n += 1
        self.bounds[self.n] = end
        if len(features) and (top := int(features.max())) >= len(self._lookup):
            self._lookup = np.full(top + top // 4, -1, np.int32)
        if end - self.bounds[self._sorted] > TAIL:
            self.sort()
        return self.n - 1

    def sort(self) -> None:
        """Make runs of the tail; a run before it that isn't much larger becomes part of it."""
        first = self._sorted
        while self._runs:
            size = len(self) - int(self.bounds[first])
            before = len(self._runs[-1][1].slots)
            if before >= 2 * size or before + size > LONGEST_RUN:
                break
            first = self._runs.pop()[0]
        while first < self.n:
            after = int(np.searchsorted(self.bounds[: self.n + 1], self.bounds[first] + LONGEST_RUN, "right")) - 1
            after = max(after, first + 1)
            self._runs.append((first, self._run(first, after)))
            first = after
        self._sorted = self.n

    def _run(self, first: int, after: int) -> _Run:
        """The texts in slots from `first` to `after`, sorted by feature."""
        at = slice(self.bounds[first], self.bounds[after])
        # One number per entry, since sorting numbers is many times faster than sorting by them.
        entries = self.features[at].astype(np.int64) << 40
        entries |= np.repeat(np.arange(first, after) << 8, np.diff(self.bounds[first : after + 1]))
        entries |= self.counts[at]
        entries.sort()
        features = (entries >> 40).astype(np.int32)
        starts = np.flatnonzero(np.diff(features, prepend=-1))
        return _Run(
            features[starts],
            np.append(starts, len(entries)).astype(np.int64),
            (entries >> 8 & 0xFFFFFFFF).astype(np.int32),
            (entries & 0xFF).astype(np.uint8),
        )

    def select(self, slots: Longs) -> "Postings":
        """The texts in these slots alone, numbered anew in this order."""
        lengths = self.bounds[slots + 1] - self.bounds[slots]
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = np.repeat(self.bounds[slots], lengths) + within
        return Postings.of_arrays(self.features[at], self.counts[at], np.append(0, np.cumsum(lengths)))

    @classmethod
    def of_arrays(cls, features: Ints, counts: Bytes, bounds: Longs) -> "Postings":
        """Texts from their features, one after the other; those of the i-th are from `bounds[i]` to `bounds[i + 1]`."""
        made = cls()
        made.features, made.counts, made.bounds = features, counts, bounds.astype(np.int64)
        made.n = len(bounds) - 1
        made._lookup = np.full(max(1024, int(features.max(initial=0)) + 1), -1, np.int32)
        if made.n:
            made.sort()
        return made

    def find(self, wanted: Ints) -> Hits:
        """Every text that has one of these features (each named once)."""
        found = [run.find(wanted) for _first, run in self._runs if len(run.features)]
        at = slice(self.bounds[self._sorted], len(self))
        known = np.flatnonzero(wanted < len(self._lookup))
        self._lookup[wanted[known]] = known
        which = self._lookup[self.features[at]]
        self._lookup[wanted[known]] = -1
        hit = np.flatnonzero(which >= 0)
        ends = self.bounds[self._sorted + 1 : self.n + 1] - self.bounds[self._sorted]
        slots = (np.searchsorted(ends, hit, "right") + self._sorted).astype(np.int32)
        found.append((which[hit].astype(np.int64), slots, self.counts[at][hit]))
        return Hits(
            np.concatenate([each[0] for each in found]),
            np.concatenate([each[1] for each in found]),
            np.concatenate([each[2] for each in found]),
        )


def room(array: NDArray[T], size: int) -> NDArray[T]:
    """The array, with zeros to spare where it is shorter than `size`."""
    if size <= len(array):
        return array
    spare = len(array) if len(array) < SPARE else len(array) // 4
    more = max(size - len(array), spare)
    return np.concatenate([array, np.zeros((more, *array.shape[1:]), array.dtype)])
