"""How far two methods differ on the same items, with a 95 % interval that draws texts and not sessions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.evaluation.replay import FIRST, Prediction

DRAWS = 2000
SEED = 0

_AT_ONCE = 250

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of one method minus that of another, with its 95 % interval; `n` items on so many `texts`.

    `low` and `high` are None where one text is all there is.
    """

    value: float
    low: float | None
    high: float | None
    n: int
    texts: int


def recall_difference(ours: Sequence[Prediction], theirs: Sequence[Prediction]) -> Difference | None:
    """R@3 of the first minus that of the second over the same items in the same order; None without items.

    The interval is the 2.5-97.5 percentile of 2,000 bootstrap samples of texts: a text that comes up in several
    sessions is drawn with all its predictions (cluster bootstrap, Davison and Hinkley 1997, section 3.8).
    """
    own, other = ([len(p.truth.intersection(p.first[:FIRST])) / len(p.truth) for p in each] for each in (ours, theirs))
    at = _texts(ours)
    n_texts = len(set(at.tolist()))
    sums = np.zeros((n_texts, 2))
    np.add.at(sums, at, np.stack([np.subtract(own, other), np.ones(len(own))], axis=1))
    return _difference(sums, lambda drawn: drawn[..., 0] / drawn[..., 1], len(ours))


def macro_difference(ours: Sequence[Prediction], theirs: Sequence[Prediction]) -> Difference | None:
    """Like `recall_difference` for macro R@3: the mean over the codes that a sample holds."""
    codes = sorted({code for each in ours for code in each.truth})
    column = {code: place for place, code in enumerate(codes)}
    at = _texts(ours)
    more = np.zeros((len(set(at.tolist())), len(codes)))
    given = np.zeros_like(more)
    for text, own, other in zip(at.tolist(), ours, theirs, strict=True):
        for code in own.truth:
            given[text, column[code]] += 1
            more[text, column[code]] += (code in own.first[:FIRST]) - (code in other.first[:FIRST])

    def mean(drawn: Floats) -> Floats:
        hits, n = drawn[..., : len(codes)], drawn[..., len(codes) :]
        shares = np.divide(hits, n, out=np.zeros_like(hits), where=n > 0)
        return np.asarray(shares.sum(-1) / (n > 0).sum(-1))

    return _difference(np.hstack([more, given]), mean, len(ours))


def _texts(predictions: Sequence[Prediction]) -> NDArray[np.int64]:
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(each.segment_id, len(numbers)) for each in predictions], np.int64)


def _difference(sums: Floats, figure: Callable[[Floats], Floats], n: int) -> Difference | None:
    """The figure of the sums over all texts, and its spread over samples of them; `sums` has one row per text."""
    texts = len(sums)
    if not n:
        return None
    value = float(figure(sums.sum(0)))
    if texts < 2:
        return Difference(value, None, None, n, texts)
    chance = np.random.default_rng(SEED)
    drawn = np.empty(DRAWS)
    for at in range(0, DRAWS, _AT_ONCE):
        weights = chance.multinomial(texts, np.full(texts, 1 / texts), size=_AT_ONCE)
        drawn[at : at + _AT_ONCE] = figure(weights @ sums)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Difference(value, float(low), float(high), n, texts)
