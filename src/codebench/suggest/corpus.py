"""How many texts of the project each term and each letter group is in, whether they are coded or not."""

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.segments import Segment
from codebench.suggest.words import GRAM_SPACE, grams, terms

LEAST_TEXTS = 20
COMMON = float(np.log(3))


class Vocabulary:
    """The terms seen so far, by number in the order of their first appearance."""

    def __init__(self, words: list[str] | None = None) -> None:
        self.words = words or []
        self.number = {word: i for i, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str) -> int:
        """The number of a term, a new one where it has none yet."""
        number = self.number.get(word)
        if number is None:
            number = self.number[word] = len(self.words)
            self.words.append(word)
        return number


class Corpus:
    """Document frequencies over all texts of a project: what is rare weighs more.

    `changes` counts every change, so that whoever computed weights from it knows that they are old.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.n = 0
        self.changes = 0
        self.terms: NDArray[np.int32] = np.zeros(1024, np.int32)
        self.grams: NDArray[np.int32] = np.zeros(GRAM_SPACE, np.int32)

    def add(self, segment: Segment) -> None:
        """Count one text more."""
        self._count(segment, 1)

    def remove(self, segment: Segment) -> None:
        """Count a text no longer; it must be as it was when it was added."""
        self._count(segment, -1)

    def number(self, term: str) -> int:
        """The number of a term, a new one with no text where it has none yet."""
        number = self.vocabulary.add(term)
        if number >= len(self.terms):
            self.terms = np.concatenate([self.terms, np.zeros_like(self.terms)])
        return number

    def term_idf(self, numbers: NDArray[np.int32]) -> NDArray[np.float64]:
        """The idf of terms by number: ln((1 + N) / (1 + n)), N texts of which n have it."""
        return idf(self.n, self.terms[numbers])

    def gram_idf(self, numbers: NDArray[np.int32]) -> NDArray[np.float64]:
        """The idf of letter groups by hash; 0 for one in a third of the texts or more: it says little."""
        rarity = idf(self.n, self.grams[numbers])
        return np.where(rarity > COMMON, rarity, 0.0)

    def _count(self, segment: Segment, by: int) -> None:
        self.n += by
        self.changes += 1
        numbers = [self.number(term) for term in terms(segment)]
        self.terms[numbers] += by
        self.grams[grams(segment.text)[0]] += by


def idf(n: int, with_it: NDArray[np.int32]) -> NDArray[np.float64]:
    """ln((1 + n) / (1 + with_it)), at least 0; few texts count as `LEAST_TEXTS`."""
    texts = np.maximum(max(n, LEAST_TEXTS), with_it)
    return np.asarray(np.log((1 + texts) / (1 + with_it)))
