"""Means of scales: published examples, and scipy's figures."""

import random
from statistics import mean, stdev
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kruskal, ttest_ind

from codebench.analysis.means import MeansMethod, MeansTest, difference, hedges_g, summary
from codebench.domain.table import Undefined

scores = st.lists(st.integers(1, 10).map(float), max_size=20)


@settings(max_examples=30)
@given(st.lists(scores, min_size=1, max_size=4))
def test_equal_to_scipy(groups: list[list[float]]) -> None:
    there = [group for group in groups if group]
    found = difference(groups)
    if isinstance(found, Undefined):
        everything = [score for group in there for score in group]
        one_each = len(there) == 2 and min(map(len, there)) == 1
        flat = len(there) == 2 and all(len(set(group)) == 1 for group in there)
        assert len(there) < 2 or len(set(everything)) == 1 or one_each or flat
    elif len(there) == 2:
        with catch_warnings():
            simplefilter("ignore", RuntimeWarning)  # of a group in which all are the same
            other = ttest_ind(*there, equal_var=False)
        assert (found.method, found.p) == (MeansMethod.WELCH, pytest.approx(other.pvalue))
        assert (found.effect > 0) == (mean(there[0]) > mean(there[1]))
    else:
        other = kruskal(*there)
        assert (found.method, found.statistic, found.p) == (
            MeansMethod.KRUSKAL,
            pytest.approx(other.statistic),
            pytest.approx(other.pvalue),
        )
        assert -1e-9 <= found.effect <= 1 + 1e-9


def test_equal_to_scipy_on_300_random_groups_of_numbers() -> None:
    """Numbers of any size and spread, groups of very different sizes and variances."""
    rng = random.Random(4)
    seen = set()
    for _each in range(300):
        groups = [
            [rng.gauss(rng.uniform(-3, 3), spread) for _case in range(rng.randint(2, 40))]
            for spread in [rng.choice((0.1, 1, 30)) for _group in range(rng.randint(2, 5))]
        ]
        found = difference(groups)
        assert isinstance(found, MeansTest)
        seen.add(found.method)
        if len(groups) == 2:
            other = ttest_ind(*groups, equal_var=False)
            degrees = sum(map(len, groups)) - 2
            pooled = (sum((len(each) - 1) * stdev(each) ** 2 for each in groups) / degrees) ** 0.5
            effect = (mean(groups[0]) - mean(groups[1])) / pooled * (1 - 3 / (4 * degrees - 1))
        else:
            other = kruskal(*groups)
            effect = other.statistic / (sum(map(len, groups)) - 1)
        assert (found.statistic, found.p, found.effect) == (
            pytest.approx(other.statistic),
            pytest.approx(other.pvalue),
            pytest.approx(effect),
        )
    assert seen == set(MeansMethod)


def test_published_examples() -> None:
    # Kruskal and Wallis (1952), section 1: output of three bottle-cap machines, H = 5.656.
    machines = [[340, 345, 330, 342, 338], [339, 333, 344], [347, 343, 349, 355]]
    found = difference(machines)
    assert isinstance(found, MeansTest)
    assert round(found.statistic, 3) == 5.656
    assert found.effect == pytest.approx(5.656 / 11, abs=1e-3)


def test_hedges_g_by_hand() -> None:
    first, second = [2.0, 4.0, 6.0], [1.0, 2.0, 3.0, 4.0]
    pooled = ((2 * 4 + 3 * (5 / 3)) / 5) ** 0.5
    assert hedges_g(first, second) == pytest.approx((4 - 2.5) / pooled * (1 - 3 / 19))


def test_a_summary() -> None:
    found = summary([1, 2, 2, 5])
    assert (found.n, found.mean, found.deviation, found.median) == (4, 2.5, pytest.approx(stdev([1, 2, 2, 5])), 2)
    assert summary([3]).deviation is None
    assert summary([]).mean is None
