"""What the coder decided so far, as arrays: which texts have which codes, and which were refused one."""

from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.block import Block, Looked
from codebench.suggest.corpus import Corpus
from codebench.suggest.postings import Floats, Ints, Longs, room
from codebench.suggest.segments import Segment
from codebench.suggest.words import grams, terms

NOBODY = -1
LEAST_DEAD = 256


class Memory:
    """The learnt texts in slots, with their codes by column number.

    All that is computed from it is a function of the set of (text, codes): the order of learning never shows.
    `touched` holds the ids whose text or codes changed since somebody last emptied it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.terms = Block(corpus.term_idf, self._spread_terms)
        self.grams = Block(corpus.gram_idf, _spread)
        self.slot_of: dict[int, int] = {}
        self.ids: Longs = np.full(64, NOBODY, np.int64)
        self.learnt = np.zeros(64, np.bool_)
        self.codes: Ints = np.full((64, 1), NOBODY, np.int32)
        self.refused: dict[int, set[int]] = {}
        self.n_learnt = 0
        self.touched: set[int] = set()
        self._dead = 0
        self._coded: list[tuple[int, int]] = []
        self._weighed = corpus.changes
        self._term_hash: Longs = np.zeros(0, np.int64)

    @property
    def n(self) -> int:
        """Slots in use, dead ones included."""
        return self.terms.postings.n

    def put(self, segment: Segment) -> int:
        """The slot of a segment; a new one where it has none, or where its text has become another."""
        term_numbers, term_counts = self.read_terms(segment)
        gram_numbers, gram_counts = grams(segment.text)
        slot = self.slot_of.get(segment.id)
        if slot is not None:
            if self._same(slot, (term_numbers, term_counts), (gram_numbers, gram_counts)):
                return slot
            codes, learnt = self.codes_at(slot), bool(self.learnt[slot])
            refused = [code for code, slots in self.refused.items() if slot in slots]
            self.drop(segment.id)
            slot = self.put(segment)
            self.set_codes(slot, codes, learnt)
            for code in refused:
                self.refused[code].add(slot)
            return slot
        slot = self.terms.add(term_numbers, term_counts)
        self.grams.add(gram_numbers, gram_counts)
        self.ids = room(self.ids, slot + 1)
        self.learnt = room(self.learnt, slot + 1)
        if slot >= len(self.codes):
            more = np.full((len(self.codes) + 64, self.codes.shape[1]), NOBODY, np.int32)
            self.codes = np.concatenate([self.codes, more])
        self.ids[slot] = segment.id
        self.slot_of[segment.id] = slot
        return slot

    def codes_at(self, slot: int) -> tuple[int, ...]:
        """The columns of the codes of a slot."""
        return tuple(code for code in self.codes[slot].tolist() if code != NOBODY)

    def set_codes(self, slot: int, codes: Iterable[int], learnt: bool) -> None:
        """Let a slot have exactly these codes; `learnt` is whether the coder judged the text."""
        wanted, had = sorted(set(codes)), self.codes_at(slot)
        for code in set(wanted).difference(had):
            self._count(slot, code, 1)
        for code in set(had).difference(wanted):
            self._count(slot, code, -1)
        if len(wanted) > self.codes.shape[1]:
            more = np.full((len(self.codes), len(wanted) - self.codes.shape[1]), NOBODY, np.int32)
            self.codes = np.concatenate([self.codes, more], axis=1)
        self.codes[slot] = NOBODY
        self.codes[slot, : len(wanted)] = wanted
        self.touched.add(int(self.ids[slot]))
        if bool(had) != bool(wanted):
            entry = (_mixed(int(self.ids[slot])), int(self.ids[slot]))
            place = bisect_left(self._coded, entry)
            if wanted:
                self._coded.insert(place, entry)
            else:
                del self._coded[place]
        self.n_learnt += int(learnt) - int(self.learnt[slot])
        self.learnt[slot] = learnt

    def drop(self, segment_id: int) -> None:
        """Forget a segment altogether."""
        slot = self.slot_of.pop(segment_id)
        self.set_codes(slot, (), learnt=False)
        for slots in self.refused.values():
            slots.discard(slot)
        self.ids[slot] = NOBODY
        self._dead += 1
        if self._dead > max(LEAST_DEAD, self.n // 4):
            self.compact()

    def compact(self) -> None:
        """Give up the slots of what was forgotten, so that nothing is kept of it."""
        if not self._dead:
            return
        kept = np.flatnonzero(self.ids[: self.n] != NOBODY)
        place = {int(slot): i for i, slot in enumerate(kept)}
        self.terms.select(kept)
        self.grams.select(kept)
        self.ids, self.learnt, self.codes = self.ids[kept], self.learnt[kept], self.codes[kept]
        self.slot_of = {id_: place[slot] for id_, slot in self.slot_of.items()}
        self.refused = {code: {place[slot] for slot in slots} for code, slots in self.refused.items()}
        self._dead = 0

    def restore(self, ids: Longs, learnt: NDArray[np.bool_], codes: Ints) -> None:
        """Take over slots as another memory had them; both blocks are filled by the caller."""
        self.ids, self.learnt, self.codes = ids, learnt, codes
        self.slot_of = {id_: slot for slot, id_ in enumerate(ids.tolist())}
        self.n_learnt = int(learnt.sum())
        coded = ids[(codes != NOBODY).any(axis=1)].tolist()
        self._coded = sorted((_mixed(id_), id_) for id_ in coded)
        self._weighed = self.corpus.changes

    def freshen(self) -> None:
        """Weigh everything anew if the texts of the project have changed."""
        if self._weighed != self.corpus.changes:
            self._weighed = self.corpus.changes
            self.terms.reweigh(self.codes)
            self.grams.reweigh(self.codes)

    def read_terms(self, segment: Segment) -> tuple[Ints, Longs]:
        """The numbers of a segment's terms, in the order of the alphabet, and how often each is in it."""
        counted = sorted(terms(segment).items())
        numbers = np.fromiter((self.corpus.number(term) for term, _n in counted), np.int32, len(counted))
        return numbers, np.fromiter((n for _term, n in counted), np.int64, len(counted))

    def features(self, slot: int) -> tuple[tuple[Ints, Longs], tuple[Ints, Longs]]:
        """The terms and the letter groups of a text, with how often each is in it."""
        (terms, n_terms), (groups, n_groups) = self.terms.postings.of(slot), self.grams.postings.of(slot)
        return (terms, n_terms.astype(np.int64)), (groups, n_groups.astype(np.int64))

    def sample(self, n: int) -> list[int]:
        """The ids of at most n texts that have codes: always the same ones of the same set."""
        return [id_ for _mixed_id, id_ in self._coded[:n]]

    def look_up(self, by_term: tuple[Ints, Longs], by_gram: tuple[Ints, Longs]) -> tuple[Looked, Looked]:
        """The features of a text against all learnt ones, by terms and by letter groups."""
        self.freshen()
        return self.terms.look_up(*by_term, self.n_learnt), self.grams.look_up(*by_gram, self.n_learnt)

    def having(self, code: int) -> NDArray[np.bool_]:
        """Which slots have a code."""
        found = np.zeros(self.n, np.bool_)
        for column in self.codes[: self.n].T:
            found |= column == code
        return found

    def by_code(self, values: Floats, n_codes: int) -> Floats:
        """The sum of a value of each slot over the texts of each code; exact for whole numbers below 2^53."""
        sums = np.zeros(n_codes)
        for column in self.codes[: self.n].T:
            sums += np.bincount(column + 1, values, n_codes + 1)[1:]
        return sums

    def highest(self, values: Floats, n_codes: int) -> Floats:
        """The highest value among the texts of each code, 0 where there is none."""
        found = np.zeros(n_codes + 1)
        for column in self.codes[: self.n].T:
            np.maximum.at(found, column, values)
        return found[:-1]

    def _count(self, slot: int, code: int, by: int) -> None:
        if self._weighed != self.corpus.changes:
            return  # All is weighed and counted anew before anybody asks.
        self.terms.count(slot, code, by)
        self.grams.count(slot, code, by)

    def _same(self, slot: int, *features: tuple[Ints, Longs]) -> bool:
        kept = (self.terms.postings.of(slot), self.grams.postings.of(slot))
        return all(
            np.array_equal(numbers, has) and np.array_equal(np.minimum(counts, 255), n)
            for (numbers, counts), (has, n) in zip(features, kept, strict=True)
        )

    def _spread_terms(self, numbers: Ints) -> Longs:
        words = self.corpus.vocabulary.words
        if len(self._term_hash) < len(words):
            fresh = [_hash(word) for word in words[len(self._term_hash) :]]
            self._term_hash = np.concatenate([self._term_hash, np.array(fresh, np.int64)])
        return self._term_hash[numbers]


def _spread(numbers: Ints) -> Longs:
    return (numbers.astype(np.int64) * 0x9E3779B1 & 0xFFFFFFFF) >> 8


def _mixed(id_: int) -> int:
    """A number that has nothing to do with the order of ids (multiplicative hashing, Knuth 6.4)."""
    return (id_ * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF) >> 20


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))
