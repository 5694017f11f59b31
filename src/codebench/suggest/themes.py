"""Words that may be a theme without a code yet: frequent in what has no code, and unlike all codes."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebench.suggest.learner import Learner
from codebench.suggest.segments import Segment
from codebench.suggest.words import folded, term_of_word

LEAST = 3
"""A word in fewer segments is no theme."""


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A word in `n_uncoded` segments without a code and `n_coded` ones with one; `lemma` is its most frequent form.

    `unlike` (0-1) is how little its segments are like any code: one less the mean probability of their best code.
    """

    lemma: str
    score: float
    n_uncoded: int
    n_coded: int
    unlike: float
    segment_ids: tuple[int, ...]


def new_themes(
    learner: Learner, uncoded: Sequence[Segment], coded: Iterable[Segment], most: int = 20
) -> list[NewTheme]:
    """The words that stand out in the uncoded segments, the best first.

    The score is the log-likelihood ratio G² of the word's segments, uncoded against coded (Dunning 1993), where it is
    more frequent in the uncoded ones, times `unlike`.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    where: defaultdict[str, list[int]] = defaultdict(list)
    for i, segment in enumerate(uncoded):
        for term in _terms(segment, forms):
            where[term].append(i)
    with_code: Counter[str] = Counter()
    n_coded = 0
    for segment in coded:
        n_coded += 1
        with_code.update(_terms(segment, forms))
    best: dict[int, float] = {}
    found = []
    for term, places in where.items():
        n_with = with_code[term]
        burst = _g2(len(places), len(uncoded), n_with, n_coded)
        if len(places) < LEAST or burst <= 0:
            continue
        for i in places:
            if i not in best:
                best[i] = max((chance for _code, chance in learner.rank(uncoded[i])), default=0.0)
        unlike = 1 - sum(best[i] for i in places) / len(places)
        lemma = min(forms[term], key=lambda form: (-forms[term][form], form))
        ids = tuple(uncoded[i].id for i in sorted(places, key=lambda i: (best[i], uncoded[i].id)))
        found.append(NewTheme(lemma, burst * unlike, len(places), n_with, unlike, ids))
    return sorted(found, key=lambda theme: (-theme.score, theme.lemma))[:most]


def _terms(segment: Segment, forms: defaultdict[str, Counter[str]]) -> set[str]:
    found = set()
    for word in segment.words:
        term = term_of_word(segment, word)
        if term and not term.isdigit():
            found.add(term)
            forms[term][word.lemma or folded(segment.text[word.start : word.end])] += 1
    return found


def _g2(a: int, n_a: int, b: int, n_b: int) -> float:
    """G² of a of n_a against b of n_b, 0 where the share is not higher in the first."""
    if not n_a or a * n_b <= b * n_a:
        return 0.0
    share = (a + b) / (n_a + n_b)
    cells = ((a, n_a * share), (b, n_b * share), (n_a - a, n_a * (1 - share)), (n_b - b, n_b * (1 - share)))
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen)
