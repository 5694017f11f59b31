"""Whether a probability means what it says: expected calibration error, and the hit rate of each tier."""

from collections.abc import Sequence

BINS = 10


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


def by_tier(judged: Sequence[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """Per tier how many first suggestions bore it, and how many of those were right."""
    found: dict[str, tuple[int, int]] = {}
    for tier, right in judged:
        n, hits = found.get(tier, (0, 0))
        found[tier] = n + 1, hits + right
    return found
