"""What is read of a text: its content words as stems of their lemmas, and the letter groups of all its words."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.segments import Segment, Word
from codebench.suggest.stems import stem
from codebench.suggest.stopwords import STOPWORDS

GRAM_SPACE = 1 << 20
"""Letter groups are told apart by a hash of this many values; two of them seldom meet."""

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])|[_\W]+")
_SHORTEST, _LONGEST = 3, 5


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """The word in lower case without accents: "één" is "een"."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def term_of(lemma: str) -> str:
    """The stem under which a lemma is learnt, empty for a function word or a mark.

    A final z or v is hardened, as Dutch spelling does: "reizen" and "reis" are one term.
    """
    word = folded(lemma)
    if word in STOPWORDS or not _WORD.search(word):
        return ""
    made = stem(word)
    return made[:-1] + {"z": "s", "v": "f"}.get(made[-1:], made[-1:])


def term_of_word(segment: Segment, word: Word) -> str:
    """The term of one word of a segment, empty where its form or its lemma is a function word."""
    if folded(segment.text[word.start : word.end]) in STOPWORDS:
        return ""
    return term_of(word.lemma or segment.text[word.start : word.end])


def terms(segment: Segment) -> Counter[str]:
    """How often each term is in the segment."""
    return Counter(term for word in segment.words if (term := term_of_word(segment, word)))


@lru_cache(maxsize=50_000)
def grams_of(form: str) -> NDArray[np.int32]:
    """The hashed groups of 3 to 5 letters of one word, its borders counting as letters."""
    edged = f" {form} "
    groups = [edged[i : i + n] for n in range(_SHORTEST, _LONGEST + 1) for i in range(len(edged) - n + 1)]
    return np.array([crc32(group.encode("utf-8", "surrogatepass")) % GRAM_SPACE for group in groups], np.int32)


def grams(text: str) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The letter groups of a text, ascending, and how often each is in it."""
    found = [grams_of(folded(word)) for word in _WORD.findall(text)]
    if not found:
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    return np.unique(np.concatenate(found), return_counts=True)


def described(segment_id: int, text: str) -> Segment:
    """A code's own words as a segment: split at marks and capitals ("SearchEvent"), each word its own lemma."""
    spaced = _JOINED.sub(lambda gap: " " * max(1, len(gap.group())), text)
    words = tuple(Word(m.group().lower(), "", m.start(), m.end()) for m in _WORD.finditer(spaced))
    return Segment(segment_id, spaced, words)
