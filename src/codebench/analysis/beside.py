"""How passages lie to each other: within a few words, in each other, over each other."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from codebench.analysis.counted_words import WORD
from codebench.store.connection import Store

_FAR = 200  # code points; no word is longer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage lies: the document by its id, and the span in its text."""

    document: int
    start: int
    end: int


def overlapping(left: Mapping[int, Place], right: Mapping[int, Place], *, is_inside: bool) -> frozenset[int]:
    """The passages on the left that share a character with one on the right, or (`is_inside`) lie within it.

    No passage is beside itself.
    """
    others: dict[int, list[tuple[int, int, int]]] = {}
    for coding, place in right.items():
        others.setdefault(place.document, []).append((place.start, place.end, coding))
    # Behind each place in the order of their starts, how far all before it reach.
    reach: dict[int, list[int]] = {}
    for document, spans in others.items():
        spans.sort()
        reach[document] = list(accumulate((end for _start, end, _coding in spans), max))
    found = []
    for coding, place in left.items():
        spans, reaches = others.get(place.document, []), reach.get(place.document, [])
        i = bisect_left(spans, (place.end,)) - 1
        while i >= 0 and reaches[i] > place.start:
            start, end, other = spans[i]
            holds = start <= place.start and place.end <= end if is_inside else end > place.start
            if holds and other != coding:
                found.append(coding)
                break
            i -= 1
    return frozenset(found)


def near(
    store: Store,
    left: Mapping[int, Place],
    right: Mapping[int, Place],
    units_of: Mapping[int, set[int]],
    words: int,
) -> frozenset[int]:
    """The passages on the left that share a unit with one on the right, with at most so many words between."""
    by_unit: dict[int, list[int]] = {}
    for coding in right:
        for unit in units_of[coding]:
            by_unit.setdefault(unit, []).append(coding)
    found: set[int] = set()
    text, document = "", 0
    for coding in sorted(left, key=lambda coding: left[coding].document):
        place = left[coding]
        others = {other for unit in units_of[coding] for other in by_unit.get(unit, ()) if other != coding}
        if others and place.document != document:
            document = place.document
            text = store.value("SELECT text FROM view_documents WHERE document_id = ?", [document])
        if any(words_between(text, place, right[other]) <= words for other in others):
            found.add(coding)
    return frozenset(found)


def words_between(text: str, one: Place, other: Place) -> int:
    """How many words of a text neither of two passages touches and stand between them; 0 where they overlap."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    if start >= end:
        return 0
    # A word of which a passage covers a part does not stand between: so they are read from further back.
    line = max(text.rfind("\n", 0, start) + 1, start - _FAR)
    words = (match.span() for match in WORD.finditer(text, line, min(len(text), end + _FAR)))
    return sum(start <= first and last <= end for first, last in words)
