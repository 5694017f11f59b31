"""How passages lie to each other: within a few words, in each other, over each other.

numpy is imported where passages are held against each other.
"""

from dataclasses import dataclass
from typing import Any

from codebench.analysis.counted_words import words_of
from codebench.store.connection import Store


@dataclass(frozen=True, slots=True)
class Places:
    """Where passages lie, in arrays: the passage, what it lies in (a document, a unit) and its span there.

    A passage that lies in several units is told once for each.
    """

    passage: Any
    within: Any
    start: Any
    end: Any

    def of(self, kept: Any) -> "Places":
        """Those that are kept, by an array of flags or places."""
        return Places(self.passage[kept], self.within[kept], self.start[kept], self.end[kept])


def overlapping(left: Places, right: Places, *, is_inside: bool) -> frozenset[int]:
    """The passages on the left that share a character with one on the right, or (`is_inside`) lie within it.

    No passage is beside itself.
    """
    if is_inside:
        return _held(left, left.start, left.end, right)
    return _held(left, left.end - 1, left.start + 1, right)


def near(store: Store, left: Places, right: Places, document: Any, words: int) -> frozenset[int]:
    """The passages on the left that share a unit with one on the right, with at most so many words between.

    They lie within units, spans are of the document; `document` is an array of these by passage. A word of which a
    passage covers a part does not stand between.
    """
    import numpy

    left, right = (one.of(numpy.isin(one.within, other.within)) for one, other in ((left, right), (right, left)))
    both = numpy.concatenate([left.passage, right.passage])
    first, last = words_of(
        store,
        document[both],
        numpy.concatenate([left.start, right.start]),
        numpy.concatenate([left.end, right.end]),
    )
    n = len(left.passage)
    left = Places(left.passage, left.within, first[:n], last[:n])
    right = Places(right.passage, right.within, first[n:], last[n:])
    return _held(left, left.end + words, left.start - words, right)


def _held(left: Places, latest: Any, earliest: Any, right: Places) -> frozenset[int]:
    """The passages on the left for which one on the right begins at `latest` and ends at `earliest`, or is longer.

    That is another passage, within the same as they are.
    """
    import numpy

    if not len(left.passage) or not len(right.passage):
        return frozenset()
    # One line for all: what lies in one document or unit comes after all of what lies in one before it.
    size = 1 + max(int(left.end.max()), int(right.end.max()))
    begins, ends = right.within * size + right.start, right.within * size + right.end
    order = numpy.argsort(begins, kind="stable")
    begins, ends = begins[order], ends[order]
    # How far any reaches of those that begin up to here, and any but one: that one may be the passage itself.
    furthest = numpy.maximum.accumulate(ends)
    next_furthest = numpy.full_like(furthest, -1)
    next_furthest[1:] = numpy.maximum.accumulate(numpy.minimum(ends[1:], furthest[:-1]))
    base = left.within * size
    at = numpy.searchsorted(begins, base + numpy.minimum(latest, size - 1), "right") - 1
    is_itself = numpy.isin(left.passage, right.passage) & (base + left.end == furthest[at])
    reach = numpy.where(is_itself, next_furthest[at], furthest[at])
    found = (at >= 0) & (reach >= base + numpy.maximum(earliest, 0))
    return frozenset(left.passage[found].tolist())
