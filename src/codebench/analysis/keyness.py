"""Keyness: how much more often a word is said in one group than in another, and how strong the evidence is.

Both figures take the words as drawn one by one, which the words of one speaker are not: they order words, and test
nothing.
"""

from math import log, log2

from codebench.domain.table import Undefined
from codebench.i18n import _


def log_likelihood(hits: int, other_hits: int, words: int, other_words: int) -> float:
    """G², from 0: how unlikely so different shares are where the word is equally common in both groups.

    `hits` of `words`, against `other_hits` of `other_words`. Rayson & Garside (2000), Comparing corpora using frequency
    profiling, section 2: the sum over both groups of 2 O ln(O / E), after Dunning (1993).
    """
    both, total = hits + other_hits, words + other_words
    cells = ((hits, words), (other_hits, other_words))
    return max(0.0, 2 * sum(o * log(o * total / (both * n)) for o, n in cells if o))


def log_ratio(hits: int, other_hits: int, words: int, other_words: int) -> float | Undefined:
    """How often its share doubles from the other group to this one: 1 is twice as common, -1 half as common.

    Hardie (2014), Log Ratio: an informal introduction; where a group has no hit it counts as half a hit.
    """
    if not words or not other_words or not hits + other_hits:
        return Undefined(_("one of the groups has no words"))
    return log2(((hits or 0.5) / words) / ((other_hits or 0.5) / other_words))


def expected(hits: int, other_hits: int, words: int, other_words: int) -> tuple[float, float]:
    """How many hits each group had if the word were equally common in both."""
    share = (hits + other_hits) / (words + other_words)
    return words * share, other_words * share
