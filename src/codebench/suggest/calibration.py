"""Probabilities fitted to one coder's own decisions: what was proposed, and what was then given.

Decisions are counted in bins of the score, so that what is fitted is a function of their set. The score z of a
code becomes a·z + b (Platt 1999), fitted to the first suggestions, with a prior that holds it at a = 1, b = 0 until
there are decisions enough.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebench.suggest.postings import Longs

BIN = 0.125
REACH = 12.0
LEAST = 25
"""From so many decisions on the coder's own history counts."""

STRONG = 0.9
"""From this probability on a suggestion is strong, before there are decisions enough."""

_STRONG_FROM = (0.85, 0.87, 0.9, 0.92, 0.94, 0.96)
_STRONG_RIGHT, _STRONG_EXPECTED, _STRONG_EXPECTED_OF = 0.93, 0.95, 20
_NEVER = 2.0

_PRIOR_A, _PRIOR_B = 4.0, 1.0
_LEAST_SLOPE = 0.2
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Decision:
    """What would have been proposed for a segment, and what the coder gave.

    `score` is the log-odds of the first suggestion before any fitting, `right` whether the code was given; `found` is
    how many of the `given` codes were among the first three, `prior_found` how many were among the three codes given
    most often before.
    """

    segment_id: int
    score: float
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


class Calibration:
    """One coder's decisions, and the line that makes honest probabilities of scores."""

    def __init__(self) -> None:
        self.decisions: dict[int, Decision] = {}
        bins = int(2 * REACH / BIN)
        self._n: Longs = np.zeros(bins, np.int64)
        self._right: Longs = np.zeros(bins, np.int64)
        self._found = self._prior_found = self._given = 0
        self._line: tuple[float, float] | None = None
        self._strong_from: float | None = None

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
    def line(self) -> tuple[float, float]:
        """Slope and intercept for scores; 1 and 0 before there are decisions enough."""
        if self._line is None:
            self._line = self._fit() if len(self.decisions) >= LEAST else (1.0, 0.0)
        return self._line

    @property
    def strong_from(self) -> float:
        """From which probability on a suggestion is strong for this coder.

        The lowest one from which on first suggestions were right in 93 % of the coder's decisions, where 19 of 20 are
        taken to have been right beforehand; none (2) where no such one is found.
        """
        if len(self.decisions) < LEAST:
            return STRONG
        if self._strong_from is None:
            slope, intercept = self.line
            score = slope * ((np.arange(len(self._n)) + 0.5) * BIN - REACH) + intercept
            self._strong_from = next((p for p in _STRONG_FROM if self._holds(score >= math.log(p / (1 - p)))), _NEVER)
        return self._strong_from

    def _holds(self, among: NDArray[np.bool_]) -> bool:
        n, right = int(self._n[among].sum()), int(self._right[among].sum())
        return right + _STRONG_EXPECTED * _STRONG_EXPECTED_OF >= _STRONG_RIGHT * (n + _STRONG_EXPECTED_OF)

    def _count(self, decision: Decision, by: int) -> None:
        place = min(max(int((decision.score + REACH) / BIN), 0), len(self._n) - 1)
        self._n[place] += by
        self._right[place] += by * decision.right
        self._found += by * decision.found
        self._prior_found += by * decision.prior_found
        self._given += by * decision.given
        self._line = self._strong_from = None

    def _fit(self) -> tuple[float, float]:
        places = np.flatnonzero(self._n)
        z = (places + 0.5) * BIN - REACH
        n, right = self._n[places].astype(np.float64), self._right[places].astype(np.float64)
        a, b = 1.0, 0.0

        def loss(a: float, b: float) -> float:
            score = a * z + b
            fit = (n * np.logaddexp(0.0, score) - right * score).sum()
            return float(fit + _PRIOR_A / 2 * (a - 1) ** 2 + _PRIOR_B / 2 * b**2)

        for _round in range(_ROUNDS):
            p = 1 / (1 + np.exp(-(a * z + b)))
            slope_a = float((z * (n * p - right)).sum()) + _PRIOR_A * (a - 1)
            slope_b = float((n * p - right).sum()) + _PRIOR_B * b
            w = n * p * (1 - p)
            aa, ab, bb = float((w * z * z).sum()) + _PRIOR_A, float((w * z).sum()), float(w.sum()) + _PRIOR_B
            size = aa * bb - ab * ab
            step_a, step_b = (bb * slope_a - ab * slope_b) / size, (aa * slope_b - ab * slope_a) / size
            # Newton's step may overshoot: half of it, until the loss falls.
            here, part = loss(a, b), 1.0
            while part > 1e-6 and loss(a - part * step_a, b - part * step_b) > here:
                part /= 2
            a, b = a - part * step_a, b - part * step_b
            if math.hypot(step_a, step_b) < 1e-9:
                break
        return max(a, _LEAST_SLOPE), b
