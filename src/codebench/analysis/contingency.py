"""Tests of one code against exclusive groups of independent cases: a table of two rows, has it and has it not.

scipy does the arithmetic; it is imported where a test is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

from codebench.domain.table import Undefined
from codebench.i18n import _

LEAST_EXPECTED = 5
SEED = 1
DRAWS = 9_999
_MOST_TABLES = 200_000
_HAIR = 1 + 1e-7  # tables as likely as the one at hand, whatever the rounding of their logarithms


class Method(StrEnum):
    """Which test it was."""

    CHI_SQUARE = "chi²"
    FISHER = "Fisher"
    EXACT = "exact"
    MONTE_CARLO = "Monte Carlo"


@dataclass(frozen=True, slots=True)
class Test:
    """Which test it was and its two-sided p; chi-square with its degrees of freedom; V, from 0 to 1."""

    method: Method
    p: float
    statistic: float
    df: int
    v: float


def independence(has: Sequence[int], sizes: Sequence[int], *, seed: int = SEED) -> Test | Undefined:
    """Whether the share that has it differs between groups: `has[i]` of the `sizes[i]` cases of group i.

    Groups without cases are left out. Chi-square without continuity correction (Pearson 1900) where every expected
    count is at least 5 (Cochran 1954), else Fisher's exact test for two groups, and for more groups its extension by
    Freeman and Halton (1951): exact, or from 9,999 random tables of the same margins where there are too many.
    V = sqrt(chi² / N) for two rows (Cramér 1946, section 21.9), whichever test it was.
    """
    pairs = [(n, size) for n, size in zip(has, sizes, strict=True) if size]
    if len(pairs) < 2:
        return Undefined(_("fewer than two groups have cases"))
    yes, n = sum(each for each, _size in pairs), sum(size for _each, size in pairs)
    if yes in (0, n):
        return Undefined(_("nobody has it, or everybody"))
    from scipy.stats import chi2_contingency, fisher_exact

    table = [[each for each, _size in pairs], [size - each for each, size in pairs]]
    chi, p, df, expected = chi2_contingency(table, correction=False)
    method = Method.CHI_SQUARE
    if expected.min() < LEAST_EXPECTED:
        if len(pairs) == 2:
            method, p = Method.FISHER, fisher_exact(table).pvalue
        else:
            method, p = _freeman_halton(table, seed)
    return Test(method, float(p), float(chi), int(df), sqrt(float(chi) / n))


def _freeman_halton(table: Sequence[Sequence[int]], seed: int) -> tuple[Method, float]:
    """The share of probability of the tables with these margins that are at most as likely as this one."""
    import numpy
    from scipy.special import gammaln

    has = numpy.array(table[0])
    sizes = has + numpy.array(table[1])
    yes = int(has.sum())
    every = _all_tables(sizes, yes)
    if every is not None:
        logs = numpy.array(every)
        chances = numpy.exp(logs - logs.max())
        own = numpy.exp(_log_choices(sizes, has).sum() - logs.max())
        return Method.EXACT, float(chances[chances <= own * _HAIR].sum() / chances.sum())
    drawn = numpy.random.default_rng(seed).multivariate_hypergeometric(sizes, yes, DRAWS)
    logs = (gammaln(sizes + 1) - gammaln(drawn + 1) - gammaln(sizes - drawn + 1)).sum(axis=1)
    own = _log_choices(sizes, has).sum()
    # The table at hand is one of the draws: a p of 0 can't be (Phipson and Smyth 2010, equation 2).
    return Method.MONTE_CARLO, float((1 + (logs <= own + 1e-7).sum()) / (DRAWS + 1))


def _log_choices(sizes: Any, has: Any) -> Any:
    """The logarithms of the numbers of ways to choose so many of each group."""
    from scipy.special import gammaln

    return gammaln(sizes + 1) - gammaln(has + 1) - gammaln(sizes - has + 1)


def _all_tables(sizes: Any, yes: int) -> Any | None:
    """For each table with these margins the logarithm of its weight, None where there are too many of them."""
    import numpy

    used, logs = numpy.zeros(1, dtype=int), numpy.zeros(1)
    rest = int(sizes.sum())
    for size in sizes:
        rest -= int(size)
        here = numpy.arange(min(int(size), yes) + 1)
        if len(used) * len(here) > _MOST_TABLES:
            return None
        weights = _log_choices(size, here)
        used = (used[:, None] + here).ravel()
        logs = (logs[:, None] + weights).ravel()
        fits = (used <= yes) & (used >= yes - rest)
        used, logs = used[fits], logs[fits]
    return logs


def holm(ps: Sequence[float]) -> list[float]:
    """The p values of a family of tests, adjusted so that the chance of any false alarm stays below alpha.

    Holm (1979), A simple sequentially rejective multiple test procedure: from the smallest on, p times the number of
    tests left, at most 1, and never below the one before.
    """
    adjusted = [0.0] * len(ps)
    largest = 0.0
    for rank, i in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[i]))
        adjusted[i] = largest
    return adjusted
