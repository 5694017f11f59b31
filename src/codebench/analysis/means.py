"""Means of a scale and whether they differ between exclusive groups of independent cases, with a size of the effect.

scipy does the arithmetic of the tests; it is imported where one is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean, median, stdev, variance

from codebench.domain.table import Undefined
from codebench.i18n import _


class MeansMethod(StrEnum):
    """Which test it was."""

    WELCH = "Welch t"
    KRUSKAL = "Kruskal-Wallis"


@dataclass(frozen=True, slots=True)
class Summary:
    """N, mean, standard deviation (n - 1; None of fewer than two) and median of some scores."""

    n: int
    mean: float | None
    deviation: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class MeansTest:
    """Which test it was, its statistic, its two-sided p, and the size of the effect (Hedges' g, or ε²)."""

    method: MeansMethod
    statistic: float
    p: float
    effect: float


def summary(scores: Sequence[float]) -> Summary:
    """What is said of some scores."""
    if not scores:
        return Summary(0, None, None, None)
    return Summary(len(scores), fmean(scores), stdev(scores) if len(scores) > 1 else None, median(scores))


def difference(groups: Sequence[Sequence[float]]) -> MeansTest | Undefined:
    """Whether scores differ between groups; those without scores are left out.

    Two: Welch (1947), The generalization of Student's problem, with Hedges' g (Hedges 1981, equation 6e). More:
    Kruskal and Wallis (1952), corrected for ties, with ε² = H / (n - 1) (Kelley 1935; Tomczak and Tomczak 2014).
    """
    there = [scores for scores in groups if scores]
    if len(there) < 2:
        return Undefined(_("fewer than two groups have scores"))
    if len({score for scores in there for score in scores}) == 1:
        return Undefined(_("everybody has the same score"))
    from scipy.stats import kruskal, ttest_ind_from_stats

    if len(there) > 2:
        found = kruskal(*there)
        n = sum(map(len, there))
        return MeansTest(
            MeansMethod.KRUSKAL, float(found.statistic), float(found.pvalue), float(found.statistic) / (n - 1)
        )
    if min(map(len, there)) < 2:
        return Undefined(_("a group of one case has no spread"))
    if not any(variance(scores) for scores in there):
        return Undefined(_("no group has any spread"))
    # From their figures: of scores that hardly differ scipy itself would warn, which is no matter of the user's.
    figures = [figure for scores in there for figure in (fmean(scores), sqrt(variance(scores)), len(scores))]
    found = ttest_ind_from_stats(*figures, equal_var=False)
    return MeansTest(MeansMethod.WELCH, float(found.statistic), float(found.pvalue), hedges_g(*there))


def hedges_g(first: Sequence[float], second: Sequence[float]) -> float:
    """The difference of two means in pooled standard deviations, corrected for small samples by 1 - 3 / (4 df - 1)."""
    df = len(first) + len(second) - 2
    pooled = sqrt(((len(first) - 1) * variance(first) + (len(second) - 1) * variance(second)) / df)
    return (fmean(first) - fmean(second)) / pooled * (1 - 3 / (4 * df - 1))
