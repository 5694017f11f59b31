"""One kind of features of the learnt texts (terms, or letter groups): weights, lengths, likeness, sums by code.

Weights are whole numbers (sublinear tf × idf, rounded), so that every sum is exact and no order of learning shows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.postings import WEIGHT, Bytes, Floats, Hits, Ints, Longs, Postings, room

SKETCH = 2048
"""Numbers in which the sum of a code's texts is kept, to know its length: off by about 1 / sqrt(SKETCH / 2)."""

MOST_HITS = 100_000
"""About so many places of features are looked at for one text."""

_LENGTH_ONE = 1 << 12
UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class Looked:
    """A text looked up in a block: its features, where they were found, and its likeness to each slot.

    `products` holds by feature, and by how often another text has it, what that adds to the product of both texts.
    """

    features: Ints
    hits: Hits
    products: Floats
    likeness: Floats


class Block:
    """The learnt texts by one kind of features; slots as in `Postings`.

    `idf` gives the weights of features, `spread` a number per feature that is the same in every run (needed where
    codes are counted).
    """

    def __init__(self, idf: Callable[[Ints], Floats], spread: Callable[[Ints], Longs] | None = None) -> None:
        self.postings = Postings()
        self._idf = idf
        self._spread = spread or (lambda features: features.astype(np.int64))
        self.lengths: Floats = np.zeros(64)
        self.sums: Ints = np.zeros((16, SKETCH), np.int32)
        self._sizes: Floats = np.full(16, UNKNOWN)

    def add(self, features: Ints, counts: Longs) -> int:
        """Take in a text; its slot."""
        slot = self.postings.add(features, counts)
        self.lengths = room(self.lengths, slot + 1)
        self.lengths[slot] = length(self.weigh(*self.postings.of(slot)))
        return slot

    def weigh(self, features: Ints, counts: Longs | Bytes) -> Longs:
        """The weights of features in a text, whole numbers."""
        return np.rint(WEIGHT[np.minimum(counts, 255)] * self._idf(features)).astype(np.int64)

    def look_up(self, features: Ints, counts: Longs, n_learnt: int = 0) -> Looked:
        """A text against all learnt ones; likeness is the cosine, 0-1.

        Where `n_learnt` texts are so many that looking through all that share a feature would take too long, the most
        frequent features are left out: they are worth least.
        """
        weights = self.weigh(features, counts)
        told = weights > 0
        features, weights = features[told], weights[told]
        own_length = length(weights)
        if len(features) * n_learnt > MOST_HITS:
            kept = _rarest(self._idf(features), n_learnt)
            features, weights = features[kept], weights[kept]
        hits = self.postings.find(features)
        # The product of both weights by feature and by how often the other text has it: looked up, not computed anew.
        most = int(hits.counts.max(initial=0)) + 1
        products = weights[:, None] * np.rint(WEIGHT[:most] * self._idf(features)[:, None])
        n = self.postings.n
        sums = np.bincount(hits.slots, products.ravel()[hits.which * most + hits.counts], n)
        # Whole numbers below 2^53: the sums are exact whatever the order of the hits.
        likeness = sums / np.maximum(self.lengths[:n] * own_length, 1.0)
        return Looked(features, hits, np.asarray(products), likeness)

    def count(self, slot: int, code: int, by: int) -> None:
        """Add a text to what a code holds (by 1), or take it away (by -1)."""
        self.sums = room(self.sums, code + 1)
        features, counts = self.postings.of(slot)
        unit = self._unit(self.weigh(features, counts), self.lengths[slot])
        np.add.at(self.sums[code], *self._sketched(features, by * unit))
        if code < len(self._sizes):
            self._sizes[code] = UNKNOWN

    def reweigh(self, codes_of: Ints | None = None) -> None:
        """Make all weights anew; `codes_of` holds the codes of each slot in its rows, -1 where there is none."""
        postings, n = self.postings, self.postings.n
        features, counts = postings.features[: len(postings)], postings.counts[: len(postings)]
        weights = self.weigh(features, counts)
        slots = np.repeat(np.arange(n), np.diff(postings.bounds[: n + 1]))
        self.lengths = room(self.lengths, n)
        self.lengths[:n] = np.sqrt(np.bincount(slots, weights * weights, n))
        if codes_of is None:
            return
        self.sums[:] = 0
        self._sizes[:] = UNKNOWN
        place, units = self._sketched(features, self._unit(weights, self.lengths[slots]))
        for column in codes_of[:n].T:
            code = column[slots]
            with_code = np.flatnonzero(code >= 0)
            if len(with_code):
                self.sums = room(self.sums, int(code.max()) + 1)
                at = code[with_code].astype(np.int64) * SKETCH + place[with_code]
                sums = np.bincount(at, units[with_code], self.sums.size)
                self.sums += sums.astype(np.int32).reshape(self.sums.shape)

    def select(self, slots: Longs) -> None:
        """Keep the texts in these slots alone, numbered anew; no code may have one of the others."""
        self.postings, self.lengths = self.postings.select(slots), self.lengths[slots]

    def sizes(self, codes: Ints) -> Floats:
        """The length of the sum of each code's texts, in texts of length 1."""
        self.sums = room(self.sums, int(codes.max(initial=0)) + 1)
        if len(self._sizes) != len(self.sums):
            self._sizes = np.full(len(self.sums), UNKNOWN)
        for code in codes[self._sizes[codes] == UNKNOWN].tolist():
            sums = self.sums[code].astype(np.float64)
            self._sizes[code] = np.sqrt((sums * sums).sum()) / _LENGTH_ONE
        return self._sizes[codes]

    def _unit(self, weights: Longs, lengths: Floats | np.float64) -> Longs:
        return np.rint(weights * (_LENGTH_ONE / np.maximum(lengths, 1.0))).astype(np.int64)

    def _sketched(self, features: Ints, units: Longs) -> tuple[Longs, Longs]:
        spread = self._spread(features)
        return spread % SKETCH, np.where(spread & SKETCH, units, -units)


def _rarest(rarity: Floats, n_learnt: int) -> NDArray[np.bool_]:
    """Which features can be looked up within `MOST_HITS`, at least one; of those alike in rarity all or none."""
    ordered = np.sort(rarity)[::-1]
    n_fit = int((np.cumsum(n_learnt * np.exp(-ordered)) <= MOST_HITS).sum())
    if n_fit == len(ordered):
        return np.ones(len(rarity), np.bool_)
    kept = rarity > ordered[n_fit]
    return np.asarray(kept if kept.any() else rarity >= ordered[n_fit])


def length(weights: Longs) -> np.float64:
    """The Euclidean length of whole weights."""
    return np.float64(np.sqrt(np.float64((weights * weights).sum())))
