"""Why a code is proposed: the words whose absence would lower it most, and the nearest own segment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.block import Block, Looked
from codebench.suggest.clauses import clause_about
from codebench.suggest.evidence import Evidence
from codebench.suggest.memory import Memory
from codebench.suggest.names import Names
from codebench.suggest.postings import Floats
from codebench.suggest.segments import Segment, Word
from codebench.suggest.suggestion import Reason, ReasonWord
from codebench.suggest.words import folded, grams_of, term_of_word

SHOWN = 3
"""As many words are shown at most."""

Which = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the segment: where it stands first, its row in the evidence, and the letter groups of its forms."""

    word: Word
    row: int
    groups: list[int]


class Explainer:
    """Explains what the learnt texts and the codes' own words say of one segment."""

    def __init__(self, memory: Memory, names: Names, segment: Segment, evidence: Evidence) -> None:
        self._memory = memory
        self._names = names
        self._segment = segment
        self._evidence = evidence
        self._terms = _terms_of(memory, segment, evidence)
        hits = evidence.terms.hits
        self._n_total = np.bincount(hits.which[memory.learnt[hits.slots]], minlength=len(evidence.terms.features))

    def explain(self, i: int) -> tuple[Reason, tuple[int, int] | None]:
        """Why the i-th code of the evidence, and the clause of a long segment that it is about."""
        memory, evidence = self._memory, self._evidence
        column = int(evidence.columns[i])
        has = memory.having(column)
        hits = evidence.terms.hits
        n_with_code = np.bincount(hits.which[has[hits.slots]], minlength=len(self._n_total))
        worth = self._worth(has)
        named = {term: each for term, each in self._terms.items() if self._names.matched(column, term)}
        near, shared = self._nearest(has)
        reason = Reason(
            words=tuple(
                self._shown(each, int(n_with_code[each.row]), int(self._n_total[each.row]))
                for term, each in sorted(self._terms.items(), key=lambda entry: (-worth[entry[0]], entry[0]))
                if worth[term] > 0 and n_with_code[each.row]
            )[:SHOWN],
            nearest=near,
            shared=shared,
            names=tuple(self._shown(each, 0, 0) for each in named.values())[:SHOWN],
            often=(int(evidence.given[i]), evidence.n),
        )
        speaks = {each.word.start: worth[term] + (1.0 if term in named else 0.0) for term, each in self._terms.items()}
        return reason, clause_about(self._segment, speaks)

    def _worth(self, has: Which) -> dict[str, float]:
        """What each term adds to the likeness with the texts that have the code, by itself and by its letters."""
        by_term = _shares(self._evidence.terms, self._memory.terms, has)
        by_gram = _shares(self._evidence.grams, self._memory.grams, has)
        groups = dict(zip(self._evidence.grams.features.tolist(), by_gram.tolist(), strict=True))
        return {
            term: float(by_term[each.row]) + sum(groups.get(group, 0.0) for group in each.groups)
            for term, each in self._terms.items()
        }

    def _nearest(self, has: Which) -> tuple[tuple[int, float] | None, tuple[str, ...]]:
        like = np.where(has, self._evidence.like, 0.0)
        top = like.max(initial=0.0)
        if top <= 0:
            return None, ()
        ids = self._memory.ids
        slot = min(np.flatnonzero(like == top).tolist(), key=lambda each: int(ids[each]))
        hits = self._evidence.terms.hits
        there = set(hits.which[hits.slots == slot].tolist())
        shared = tuple(each.word.lemma for each in self._terms.values() if each.row in there)
        return (int(ids[slot]), float(top)), shared

    def _shown(self, term: _Term, n_with_code: int, n_total: int) -> ReasonWord:
        word = term.word
        form = self._segment.text[word.start : word.end]
        return ReasonWord(word.lemma, form, word.start, word.end, n_with_code, n_total)


def _terms_of(memory: Memory, segment: Segment, evidence: Evidence) -> dict[str, _Term]:
    rows = {number: row for row, number in enumerate(evidence.terms.features.tolist())}
    found: dict[str, _Term] = {}
    forms: dict[str, set[str]] = {}
    for word in segment.words:
        term = term_of_word(segment, word)
        row = rows.get(memory.corpus.vocabulary.number.get(term, -1)) if term else None
        if row is None:
            continue
        each = found.setdefault(term, _Term(word, row, []))
        form = folded(segment.text[word.start : word.end])
        if form not in forms.setdefault(term, set()):
            forms[term].add(form)
            each.groups.extend(set(grams_of(form).tolist()).difference(each.groups))
    return found


def _shares(looked: Looked, block: Block, has: Which) -> Floats:
    """The share of each feature in the likeness with the texts that have the code."""
    hits = looked.hits
    hit = np.flatnonzero(has[hits.slots])
    which, slots = hits.which[hit], hits.slots[hit]
    weights = looked.products[which, hits.counts[hit]] / np.maximum(block.lengths[slots], 1.0)
    shares = np.bincount(which, weights, len(looked.features))
    total = shares.sum()
    return np.asarray(shares / total if total > 0 else shares)
