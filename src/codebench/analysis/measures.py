"""What a frequency counts for each code: cases, documents, codings or words; in all and by group."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Protocol

from codebench.analysis.arrays import once
from codebench.analysis.coded import Coded, coded
from codebench.analysis.counted_words import by_place, in_words
from codebench.analysis.groups import Groups
from codebench.analysis.pairing import passages_of
from codebench.analysis.reading import by_window, documents_of_units
from codebench.analysis.scope import OUTSIDE, Denominator, Scope
from codebench.analysis.weights import Weights
from codebench.domain.table import Share
from codebench.store.connection import Store


class Base(StrEnum):
    """What is counted."""

    CASES = "cases"
    CODINGS = "codings"
    DOCUMENTS = "documents"
    WORDS = "words"


class Measure(Protocol):
    """What is counted for each code."""

    @property
    def totals(self) -> list[int]:
        """The base: in all, and of each group."""

    def counts(self, code: int) -> list[tuple[int, Share]]:
        """What a code has with its sub-codes, and the share of the base that this is: in all, and of each group."""


class OfCases:
    """Cases, or documents in their places, each once for a code and its sub-codes."""

    def __init__(self, scope: Scope, groups: Groups, found: Coded, weights: Weights | None = None) -> None:
        self._bases = (scope.base, *(scope.base & group for group in groups.crowds))
        self._found = found
        self._weights = weights
        self.totals = [base.bit_count() for base in self._bases]
        """The cases of the base."""

    def counts(self, code: int) -> list[tuple[int, Share]]:
        """The cases that have the code."""
        cases = self._found.below(code).cases
        if self._weights is not None:
            shares = [self._weights.share(cases, base) for base in self._bases]
            return [(share.n, share) for share in shares]
        counts = [(cases & base).bit_count() for base in self._bases]
        return [(n, Share(n, of)) for n, of in zip(counts, self.totals, strict=True)]


class OfCodings:
    """Codings, each once; sub-codes' added."""

    def __init__(self, found: Coded) -> None:
        self._found = found
        self.totals = found.everything.codings
        """All codings."""

    def counts(self, code: int) -> list[tuple[int, Share]]:
        """The codings of the code."""
        pairs = zip(self._found.below(code).codings, self.totals, strict=True)
        return [(n, Share(n, of)) for n, of in pairs]


class OfWords:
    """Words that are covered, each once for a code and its sub-codes, of all words of whoever counts."""

    def __init__(self, store: Store, scope: Scope, groups: Groups, found: Coded) -> None:
        everyone = replace(scope, base=scope.base | scope.waiting)
        self._flags = [scope.flags(crowd) for crowd in (everyone.base, *groups.crowds)]
        self._words = _words_of_codes(store, everyone, found)
        self.totals = self._spread(_words_said(store, everyone))
        """All words."""

    def counts(self, code: int) -> list[tuple[int, Share]]:
        """The words that the code covers."""
        pairs = zip(self._spread(self._words[code]), self.totals, strict=True)
        return [(n, Share(n, of)) for n, of in pairs]

    def _spread(self, words: Any) -> list[int]:
        return [int(words[flag[: len(words)].nonzero()[0]].sum()) for flag in self._flags]


def _words_of_codes(store: Store, scope: Scope, found: Coded) -> Mapping[int, Any]:
    """For each code the words that it covers with its sub-codes, by place."""
    codes = [node for node, _depth in found.tree.walk()]
    passages = passages_of(store, scope, found.tree, codes, with_places=True)
    first, last = in_words(store, passages.unit, passages.first, passages.last)
    places = scope.place
    words = {}
    for i, node in enumerate(codes):
        here = passages.code == i
        words[node.id] = by_place(places, passages.unit[here], first[here], last[here])
    return words


def _words_said(store: Store, scope: Scope) -> Any:
    """All words by the place of who says them."""
    query = 'SELECT id AS unit, body_start AS first, "end" AS last FROM units WHERE id > :low AND id <= :high'
    unit, first, last = by_window(store, query, ["unit", "first", "last"], "units", arrays=True)
    first, last = in_words(store, unit, first, last)
    return by_place(scope.place, unit, first, last)


def documents_of(store: Store, scope: Scope, of: Denominator) -> tuple[Scope, list[int | None]]:
    """The scope with documents in the places of cases, and whose each is; by its values documents are grouped."""
    import numpy

    units, documents = documents_of_units(store)
    here = scope.place[units]
    is_cases = scope.are_cases(here)
    ids = [0, *once(documents[is_cases]).tolist()]
    at = numpy.zeros(documents.max(initial=0) + 1, dtype=numpy.int64)
    at[ids] = range(len(ids))
    place = numpy.full(len(scope.place), OUTSIDE)
    place[units] = numpy.where(is_cases, at[documents], numpy.where(here == OUTSIDE, OUTSIDE, len(ids)))
    made = replace(scope, level=None, cases=ids, place=place, together=0)
    everything = made.crowd(place)
    reviewed = made.crowd(place[scope.layer.reviewed(store)])
    made.base = reviewed if of is Denominator.REVIEWED else everything
    made.waiting = everything & ~reviewed
    query = "SELECT id AS document, case_id AS owner FROM documents WHERE id > :low AND id <= :high"
    owners = dict(zip(*by_window(store, query, ["document", "owner"], "documents"), strict=True))
    return made, [None, *(owners[document] for document in ids[1:])]


def measure(
    store: Store, base: Base, scope: Scope, groups: Groups, weights: Weights | None = None
) -> tuple[Measure, Coded]:
    """What is counted in a scope, and what was found for each code."""
    if base is Base.CODINGS:
        found = coded(store, scope, groups)
        return OfCodings(found), found
    found = coded(store, scope)
    if base is Base.WORDS:
        return OfWords(store, scope, groups, found), found
    return OfCases(scope, groups, found, weights), found
