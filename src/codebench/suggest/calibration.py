"""Probabilities fitted to one coder's own decisions: what was proposed, and what was then given.

Decisions are counted in bins, so that what is fitted is a function of their set. The log-odds of a code become
a·z + b + c·l + d·e, z being its score, l how far that is ahead of the highest other one, e the logarithm of how many
texts were learnt: Platt's (1999) sigmoid with two more variables. It is fitted to the first suggestions, drawn towards
what held on other projects: a normal prior for each number, so that few decisions move it little.

The decisions also say how each code did that was proposed first: what makes a suggestion strong (`tiers`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.fusion import MOST_LEAD, MOST_LEARNT, PRIOR, Fit, experience
from codebench.suggest.postings import Floats, Longs

BIN = 0.125
REACH = 12.0
LEAST = 25
"""From so many decisions on the coder's own history says whether suggestions are silent."""

_START = experience(0)
_SCORES, _LEADS = int(2 * REACH / BIN), int(MOST_LEAD / BIN) + 1
_EXPERIENCES = int((experience(MOST_LEARNT) - _START) / BIN) + 1
_BINS = _SCORES * _LEADS * _EXPERIENCES

_PRECISION = np.array([6.0, 2.0, 12.0, 2.0])
_LEAST = np.array([0.05, -np.inf, 0.0, -np.inf])  # a higher score never makes a lower probability
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Decision:
    """What would have been proposed for a segment, and what the coder gave.

    `first_code_id` is the first suggestion, `score` its score before any fitting, `lead` how far it was ahead of the
    second one after `learnt` texts, `right` whether the code was given; `found` is how many of the `given` codes were
    among the first three, `prior_found` how many were among the three codes given most often before.
    """

    segment_id: int
    first_code_id: int
    score: float
    lead: float
    learnt: int
    right: bool
    found: int
    prior_found: int
    given: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the first three suggestions did so far, and how the three most frequent codes would have done."""

    decisions: int
    found: int
    prior_found: int
    given: int

    @property
    def is_silent(self) -> bool:
        """Whether suggestions are of no use to this coder: no better than what is given most often anyway."""
        return self.decisions >= LEAST and self.found < self.prior_found


@dataclass(frozen=True, slots=True)
class Record:
    """How often a code was right, and how often wrong, where it was proposed first as more probable than not."""

    right: int
    wrong: int


class Calibration:
    """One coder's decisions, and what makes honest probabilities of scores; `prior` is what holds without decisions."""

    def __init__(self, prior: Fit = PRIOR) -> None:
        self.decisions: dict[int, Decision] = {}
        self.prior = prior
        self._n: Longs = np.zeros(_BINS, np.int64)
        self._right: Longs = np.zeros(_BINS, np.int64)
        self._found = self._prior_found = self._given = 0
        self._by_code: dict[tuple[int, bool], Counter[int]] = {}
        self._fit: Fit | None = None

    def remember(self, decision: Decision) -> None:
        """Count a decision; it takes the place of an earlier one on the same segment."""
        self.forget(decision.segment_id)
        self.decisions[decision.segment_id] = decision
        self._count(decision, 1)

    def forget(self, segment_id: int) -> None:
        """Count the decision on a segment no longer."""
        decision = self.decisions.pop(segment_id, None)
        if decision is not None:
            self._count(decision, -1)

    @property
    def standing(self) -> Standing:
        """How the suggestions do for this coder."""
        return Standing(len(self.decisions), self._found, self._prior_found, self._given)

    @property
    def fit(self) -> Fit:
        """What makes probabilities of scores for this coder."""
        if self._fit is None:
            self._fit = self._fitted() if self.decisions else self.prior
        return self._fit

    def record(self, code_id: int) -> Record:
        """How a code did where it was proposed first with a probability of .5 or more, as decisions are fitted now."""
        right, wrong = (self._times(self._by_code.get((code_id, was_right), {})) for was_right in (True, False))
        return Record(right, wrong)

    def _times(self, counted: Mapping[int, int]) -> int:
        """How many of the decisions counted by bin are more probable than not."""
        places = np.fromiter(counted, np.intp, len(counted))
        probable = _variables(places) @ np.array(self.fit) >= 0.0
        return int(np.fromiter(counted.values(), np.int64, len(counted))[probable].sum())

    def _count(self, decision: Decision, by: int) -> None:
        place = _bin(decision.score + REACH, _SCORES)
        place = place * _LEADS + _bin(decision.lead, _LEADS)
        place = place * _EXPERIENCES + _bin(experience(decision.learnt) - _START, _EXPERIENCES)
        self._n[place] += by
        self._right[place] += by * decision.right
        self._by_code.setdefault((decision.first_code_id, decision.right), Counter())[place] += by
        self._found += by * decision.found
        self._prior_found += by * decision.prior_found
        self._given += by * decision.given
        self._fit = None

    def _fitted(self) -> Fit:
        places = np.flatnonzero(self._n)
        x, prior = _variables(places), np.array(self.prior)
        n, right = self._n[places].astype(np.float64), self._right[places].astype(np.float64)

        def loss(b: Floats) -> float:
            odds = x @ b
            fit = (n * np.logaddexp(0.0, odds) - right * odds).sum()
            return float(fit + (_PRECISION / 2 * (b - prior) ** 2).sum())

        b = prior
        for _round in range(_ROUNDS):
            p = 1 / (1 + np.exp(-(x @ b)))
            slope = x.T @ (n * p - right) + _PRECISION * (b - prior)
            step = np.linalg.solve((x * (n * p * (1 - p))[:, None]).T @ x + np.diag(_PRECISION), slope)
            # Newton's step may overshoot: half of it, until the loss falls.
            here, part = loss(b), 1.0
            while part > 1e-6 and loss(b - part * step) > here:
                part /= 2
            b = b - part * step
            if np.abs(step).max() < 1e-9:
                break
        return Fit(*np.maximum(b, _LEAST).tolist())


def _bin(value: float, bins: int) -> int:
    return min(max(int(value / BIN), 0), bins - 1)


def _variables(places: NDArray[np.intp]) -> Floats:
    """What stands beside the numbers of a `Fit`, for each bin: score, 1, lead, experience."""
    rows = np.unravel_index(places, (_SCORES, _LEADS, _EXPERIENCES))
    score, lead, learnt = ((each + 0.5) * BIN for each in rows)
    return np.stack([score - REACH, np.ones(len(places)), np.minimum(lead, MOST_LEAD), learnt + _START], axis=1)
