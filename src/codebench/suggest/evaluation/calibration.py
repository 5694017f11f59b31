"""Whether a probability means what it says: expected calibration error, and the hit rate of each tier."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10
DRAWS = 2000
SEED = 0


@dataclass(frozen=True, slots=True)
class ByChance:
    """The ECE that a perfect calibration would have at this N: its mean over draws, and its 2.5-97.5 percentiles."""

    mean: float
    low: float
    high: float


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float | None:
    """ECE of (probability, was it right) in ten bins of equal width, 0-1; None where nothing was judged.

    Sum over bins of the bin's share of all × |mean probability - share right| (Guo et al. 2017, equation 3; a
    probability on the border of two bins belongs to the higher one).
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, right in judged:
        bins[min(int(probability * BINS), BINS - 1)].append((probability, right))
    gaps = (abs(sum(p for p, _right in each) - sum(right for _p, right in each)) for each in bins)
    return sum(gaps) / len(judged) if judged else None


def error_by_chance(judged: Sequence[tuple[float, Hashable]]) -> ByChance | None:
    """What `calibration_error` is where each probability is true; None where nothing was judged.

    Of 2,000 draws, each lets a suggestion be right with its own probability (consistency resampling, Bröcker and Smith
    2007). Suggestions with the same second entry, the same code for the same text in several sessions, share their
    draw: they are right or wrong together.
    """
    if not judged:
        return None
    chance = np.random.default_rng(SEED)
    p = np.array([probability for probability, _about in judged])
    numbers: dict[Hashable, int] = {}
    about = [numbers.setdefault(each, len(numbers)) for _probability, each in judged]
    bins = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    drawn = [
        np.abs(np.bincount(bins, p - (chance.random(len(numbers))[about] < p), BINS)).sum() / len(p)
        for _draw in range(DRAWS)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return ByChance(float(np.mean(drawn)), float(low), float(high))


def by_tier(judged: Sequence[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """Per tier how many first suggestions bore it, and how many of those were right."""
    found: dict[str, tuple[int, int]] = {}
    for tier, right in judged:
        n, hits = found.get(tier, (0, 0))
        found[tier] = n + 1, hits + right
    return found
