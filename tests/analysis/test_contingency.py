"""Tests of one code against groups: scipy's figures, published examples, and every table counted one by one."""

import random
from itertools import combinations
from math import comb

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import MonteCarloMethod, chi2_contingency, fisher_exact, friedmanchisquare, multivariate_hypergeom
from scipy.stats.contingency import association, expected_freq

from codebench.analysis.contingency import DRAWS, Method, Test, holm, independence
from codebench.analysis.repeated import RepeatedMethod, RepeatedTest, repeated
from codebench.domain.table import Undefined

Test.__test__ = False  # type: ignore[attr-defined]


def outcome(has: list[int], sizes: list[int]) -> Test:
    found = independence(has, sizes)
    assert isinstance(found, Test)
    return found


def test_equal_to_scipy_on_500_random_tables() -> None:
    rng = random.Random(3)
    seen = set()
    for _each in range(500):
        sizes = [rng.randint(1, rng.choice((8, 60, 400))) for _group in range(rng.randint(2, 5))]
        has = [rng.randint(0, size) for size in sizes]
        if sum(has) in (0, sum(sizes)):
            assert isinstance(independence(has, sizes), Undefined)
            continue
        table = [has, [size - n for n, size in zip(has, sizes, strict=True)]]
        found = outcome(has, sizes)
        chi = chi2_contingency(table, correction=False)
        assert (found.statistic, found.df) == (pytest.approx(chi.statistic), chi.dof)
        assert found.v == pytest.approx(association(table, method="cramer", correction=False))
        if expected_freq(table).min() >= 5:
            assert (found.method, found.p) == (Method.CHI_SQUARE, pytest.approx(chi.pvalue))
        elif len(sizes) == 2:
            assert (found.method, found.p) == (Method.FISHER, pytest.approx(fisher_exact(table).pvalue))
        else:
            assert found.method in (Method.EXACT, Method.MONTE_CARLO)
        seen.add(found.method)
    assert seen == set(Method)


def every_row(sizes: list[int], yes: int) -> numpy.ndarray:
    """All ways in which `yes` cases may lie in groups of these sizes, a row each."""
    rows = numpy.zeros((1, 0), dtype=int)
    for size in sizes:
        here = numpy.arange(min(size, yes) + 1)
        rows = numpy.hstack([numpy.repeat(rows, len(here), axis=0), numpy.tile(here, len(rows))[:, None]])
        rows = rows[rows.sum(axis=1) <= yes]
    return rows[rows.sum(axis=1) == yes]


def test_the_exact_test_is_that_over_every_table() -> None:
    """Freeman and Halton's, over the chances that scipy gives to each table of these margins."""
    rng = random.Random(11)
    tried = 0
    while tried < 100:
        sizes = [rng.randint(1, 14) for _group in range(rng.choice((3, 3, 4, 5)))]
        has = [rng.randint(0, size) for size in sizes]
        found = independence(has, sizes)
        if not isinstance(found, Test) or found.method is not Method.EXACT:
            continue
        tried += 1
        chances = multivariate_hypergeom.pmf(every_row(sizes, sum(has)), m=sizes, n=sum(has))
        own = multivariate_hypergeom.pmf(has, m=sizes, n=sum(has))
        assert chances.sum() == pytest.approx(1)
        assert found.p == pytest.approx(chances[chances <= own * (1 + 1e-7)].sum(), rel=1e-6)


def test_fishers_test_by_hand() -> None:
    """In whole numbers: all ways that are at most as many as those of the table at hand."""
    rng = random.Random(12)
    seen = set()
    for _each in range(60):
        first, second = rng.randint(2, 12), rng.randint(2, 12)
        yes = rng.randint(1, first + second - 1)
        possible = range(max(0, yes - second), min(first, yes) + 1)
        n = rng.choice(possible)
        ways = {each: comb(first, each) * comb(second, yes - each) for each in possible}
        found = outcome([n, yes - n], [first, second])
        seen.add(found.method)
        if found.method is Method.FISHER:
            assert found.p == pytest.approx(sum(way for way in ways.values() if way <= ways[n]) / sum(ways.values()))
    assert Method.FISHER in seen


def test_random_tables_come_near_the_p_of_scipys_and_are_the_same_each_time() -> None:
    rng = random.Random(13)
    tried = 0
    while tried < 6:
        sizes = [rng.choice((3, 4, 5, 60, 90, 120)) for _group in range(6)]
        has = [rng.randint(size // 5, 2 * size // 3) for size in sizes]
        found = outcome(has, sizes)
        if found.method is not Method.MONTE_CARLO:
            continue
        tried += 1
        assert found == outcome(has, sizes)
        assert 1 / (DRAWS + 1) <= found.p <= 1
        table = [has, [size - n for n, size in zip(has, sizes, strict=True)]]
        theirs = fisher_exact(table, method=MonteCarloMethod(n_resamples=DRAWS, rng=numpy.random.default_rng(5))).pvalue
        # Both are shares of as many draws: four of their standard errors, of the difference of two.
        assert found.p == pytest.approx(theirs, abs=4 * (2 * theirs * (1 - theirs) / DRAWS) ** 0.5 + 1e-3)


def test_published_examples() -> None:
    # Fisher (1935), The Design of Experiments, chapter 2: the lady tasting tea, 34 / 70 on both sides.
    tea = outcome([3, 1], [4, 4])
    assert (tea.method, tea.p) == (Method.FISHER, pytest.approx(34 / 70))
    # Agresti (1996), An Introduction to Categorical Data Analysis, table 2.5: gender by party, X² = 7.01, df = 2.
    party = outcome([279, 73, 225], [279 + 165, 73 + 47, 225 + 191])
    assert (round(party.statistic, 2), party.df, round(party.p, 2)) == (7.01, 2, 0.03)
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
def test_holm_is_bonferroni_over_all_that_could_be_true_together(ps: list[float]) -> None:
    # By the definition of closed testing (Marcus, Peritz and Gabriel 1976), of which Holm's steps are a short cut.
    every = range(len(ps))
    for i, adjusted in zip(every, holm(ps), strict=True):
        together = [some for size in every for some in combinations(every, size + 1) if i in some]
        assert adjusted == pytest.approx(max(min(1.0, len(some) * min(ps[k] for k in some)) for some in together))


def test_what_has_no_test_says_why() -> None:
    for has, sizes, why in (
        ([1, 0], [5, 0], "fewer than two groups"),
        ([0, 0], [5, 5], "nobody has it"),
        ([5, 5], [5, 5], "or everybody"),
    ):
        found = independence(has, sizes)
        assert isinstance(found, Undefined)
        assert why in found.reason
    assert outcome([1, 0, 3], [5, 0, 5]) == outcome([1, 3], [5, 5])


@settings(max_examples=30)
@given(st.integers(2, 4).flatmap(lambda k: st.lists(st.lists(st.booleans(), min_size=k, max_size=k), max_size=15)))
def test_repeated_measures_are_signs_and_ranks(has: list[list[bool]]) -> None:
    """McNemar's exact test is a sign test; Cochran's Q is Friedman's over nothing but ties."""
    found = repeated(has)
    if not any(0 < sum(row) < len(row) for row in has):
        assert isinstance(found, Undefined)
        return
    assert isinstance(found, RepeatedTest)
    if len(has[0]) == 2:
        gained, lost = (sum(row == way for row in has) for way in ([False, True], [True, False]))
        n, fewer = gained + lost, min(gained, lost)
        p = min(1, 2 * sum(comb(n, k) for k in range(fewer + 1)) / 2**n)
        assert (found.method, found.p) == (RepeatedMethod.MCNEMAR, pytest.approx(p))
    else:
        q, p = friedmanchisquare(*zip(*has, strict=True))
        assert (found.method, found.statistic, found.p) == (
            RepeatedMethod.COCHRAN,
            pytest.approx(q),
            pytest.approx(p),
        )
