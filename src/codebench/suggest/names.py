"""How like a text is to what a code says of itself, and how far that can be relied on in this project."""

import numpy as np

from codebench.suggest.block import Block
from codebench.suggest.corpus import Corpus
from codebench.suggest.postings import Floats, Ints, Longs
from codebench.suggest.segments import CodeText
from codebench.suggest.words import described, grams, terms

NAME, KEYWORD, DEFINITION, PARENT = 4, 3, 1, 1
"""How often a word counts by where it stands."""

Read = tuple[Ints, Longs]
"""Features of a text, and how often each is in it."""


class Names:
    """The codes' descriptions, compared with a text by the cosine of terms and of letter groups.

    `changes` counts every change, so that whoever computed something from the likeness knows that it is old.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.changes = 0
        self._corpus = corpus
        self._texts: dict[int, tuple[CodeText, str]] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._columns: Longs = np.zeros(0, np.int64)
        self._terms, self._grams = Block(corpus.term_idf), Block(corpus.gram_idf)
        self._is_old = False
        self._weighed = corpus.changes

    @property
    def n(self) -> int:
        """How many codes describe themselves."""
        return len(self._texts)

    def set(self, column: int, code: CodeText | None, parent: str = "") -> None:
        """Let the code in a column describe itself so (its parent's name added), or not at all."""
        if code is None:
            self._texts.pop(column, None)
        elif self._texts.get(column) == (code, parent):
            return
        else:
            self._texts[column] = code, parent
        self._is_old = True
        self.changes += 1

    def likeness(self, by_term: Read, by_gram: Read, n_codes: int) -> Floats:
        """The mean of both cosines of a text with each code's description, by column."""
        self.freshen()
        found = np.zeros(n_codes)
        if self._texts:
            like = self._terms.look_up(*by_term).likeness + self._grams.look_up(*by_gram).likeness
            found[self._columns] = like / 2
        return found

    def matched(self, column: int, term: str) -> bool:
        """Whether a code's own words have this term."""
        return term in self._words.get(column, ())

    def are_namesakes(self, column: int, other: int) -> bool:
        """Whether all words of one code's name are in that of the other; never where one of them has none."""
        self.freshen()
        words, others = (self._named.get(each, frozenset()) for each in (column, other))
        return bool(words and others) and (words <= others or others <= words)

    def freshen(self) -> None:
        """Weigh everything anew if descriptions or the texts of the project have changed."""
        if self._is_old:
            self._is_old = False
            self._terms, self._grams = Block(self._corpus.term_idf), Block(self._corpus.gram_idf)
            self._columns = np.array(sorted(self._texts), np.int64)
            for column in self._columns.tolist():
                code, parent = self._texts[column]
                words, groups = _described(code, parent)
                self._words[column] = frozenset(words)
                self._named[column] = frozenset(terms(described(code.id, code.name)))
                numbers = [self._corpus.number(word) for word in words]
                self._terms.add(np.array(numbers, np.int32), np.array([*words.values()], np.int64))
                self._grams.add(np.array([*groups], np.int32), np.array([*groups.values()], np.int64))
        elif self._weighed != self._corpus.changes:
            self._terms.reweigh()
            self._grams.reweigh()
            self.changes += 1
        self._weighed = self._corpus.changes


def _described(code: CodeText, parent: str) -> tuple[dict[str, int], dict[int, int]]:
    """A code's terms and letter groups, with how often each counts."""
    words: dict[str, int] = {}
    groups: dict[int, int] = {}
    parts = ((code.name, NAME), (", ".join(code.keywords), KEYWORD), (code.definition, DEFINITION), (parent, PARENT))
    for text, weight in parts:
        segment = described(code.id, text)
        for term in sorted(terms(segment)):
            words[term] = max(words.get(term, 0), weight)
        for group in grams(segment.text)[0].tolist():
            groups[group] = max(groups.get(group, 0), weight)
    return words, groups
