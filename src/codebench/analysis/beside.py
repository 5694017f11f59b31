"""How passages lie to each other: within a few words, in each other, over each other."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from sys import maxsize

from codebench.analysis.counted_words import WORD
from codebench.store.connection import Store
from codebench.store.journal import chunks

_TEXTS = 200  # so many texts are in memory at once


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage lies: the document by its id, and the span in its text."""

    document: int
    start: int
    end: int


class _Spans:
    """Spans, given as (start, end, passage), in the order in which they begin.

    Behind each stand the two that reach furthest so far, since one may be the passage that is asked about: none lies
    beside itself.
    """

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end, _passage in ordered]
        self._furthest: list[tuple[tuple[int, int], tuple[int, int]]] = []
        first = second = (-maxsize, -1)
        for _start, end, passage in ordered:
            first, second = sorted(((end, passage), first, second), reverse=True)[:2]
            self._furthest.append((first, second))

    def holds(self, passage: int, start: int, end: int) -> bool:
        """Whether another than this passage begins at `start` at the latest, and ends at `end` at the earliest."""
        i = bisect_right(self._starts, start) - 1
        if i < 0:
            return False
        (reach, whose), (reach_of_others, _whose) = self._furthest[i]
        return (reach_of_others if whose == passage else reach) >= end


def overlapping(left: Mapping[int, Place], right: Mapping[int, Place], *, is_inside: bool) -> frozenset[int]:
    """The passages on the left that share a character with one on the right, or (`is_inside`) lie within it.

    No passage is beside itself.
    """
    by_document: dict[int, list[tuple[int, int, int]]] = {}
    for coding, place in right.items():
        by_document.setdefault(place.document, []).append((place.start, place.end, coding))
    others = {document: _Spans(spans) for document, spans in by_document.items()}
    found = []
    for coding, place in left.items():
        there = others.get(place.document)
        start, end = (place.start, place.end) if is_inside else (place.end - 1, place.start + 1)
        if there is not None and there.holds(coding, start, end):
            found.append(coding)
    return frozenset(found)


def near(
    store: Store,
    left: Mapping[int, Place],
    right: Mapping[int, Place],
    units_of: Mapping[int, set[int]],
    words: int,
) -> frozenset[int]:
    """The passages on the left that share a unit with one on the right, with at most so many words between.

    A word of which a passage covers a part does not stand between.
    """
    shared = {unit for coding in left for unit in units_of[coding]}
    shared &= {unit for coding in right for unit in units_of[coding]}
    asked = {coding: place for coding, place in {**left, **right}.items() if not units_of[coding].isdisjoint(shared)}
    numbers = dict(_in_words(store, asked))
    by_unit: dict[int, list[tuple[int, int, int]]] = {}
    for coding in right:
        if coding in numbers:
            for unit in units_of[coding] & shared:
                by_unit.setdefault(unit, []).append((*numbers[coding], coding))
    others = {unit: _Spans(spans) for unit, spans in by_unit.items()}
    found = []
    for coding in left.keys() & numbers.keys():
        first, last = numbers[coding]
        there = (others[unit] for unit in units_of[coding] & others.keys())
        if any(spans.holds(coding, last + words, first - words) for spans in there):
            found.append(coding)
    return frozenset(found)


def _in_words(store: Store, places: Mapping[int, Place]) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each passage, of the words of its document, the number of the first that it touches and of the one after."""
    by_document: dict[int, list[int]] = {}
    for coding, place in places.items():
        by_document.setdefault(place.document, []).append(coding)
    query = "SELECT document_id, text FROM view_documents WHERE document_id IN (SELECT value FROM json_each(?))"
    for some in chunks(sorted(by_document), _TEXTS):
        for document, text in store.tuples(query, [json.dumps(some)]):
            spans = [match.span() for match in WORD.finditer(text)]
            starts, ends = [start for start, _end in spans], [end for _start, end in spans]
            for coding in by_document[document]:
                place = places[coding]
                yield coding, (bisect_right(ends, place.start), bisect_left(starts, place.end))
