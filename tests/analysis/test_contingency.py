"""Tests of one code against groups: scipy's figures, published examples, and every table counted one by one."""

import random
from itertools import product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact
from scipy.stats.contingency import association, expected_freq
from statsmodels.stats.contingency_tables import cochrans_q, mcnemar
from statsmodels.stats.multitest import multipletests

from codebench.analysis.contingency import Method, Test, holm, independence
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


def one_by_one(has: list[int], sizes: list[int]) -> float:
    """The p of Freeman and Halton over every table with these margins, in whole numbers."""

    def ways(row: tuple[int, ...] | list[int]) -> int:
        found = 1
        for n, size in zip(row, sizes, strict=True):
            found *= comb(size, n)
        return found

    rows = [row for row in product(*(range(size + 1) for size in sizes)) if sum(row) == sum(has)]
    return sum(ways(row) for row in rows if ways(row) <= ways(has)) / sum(map(ways, rows))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), min_size=3, max_size=4))
def test_the_exact_test_is_that_over_every_table(cells: list[tuple[int, int]]) -> None:
    has, sizes = [yes for yes, _no in cells], [yes + no for yes, no in cells]
    found = independence(has, sizes)
    if isinstance(found, Test) and found.method is Method.EXACT:
        assert found.p == pytest.approx(one_by_one(has, sizes))


def test_random_tables_come_near_the_exact_p_and_are_the_same_each_time() -> None:
    has, sizes = [3, 5, 60, 80, 4, 5], [4, 100, 120, 150, 5, 90]
    found = outcome(has, sizes)
    assert found.method is Method.MONTE_CARLO
    assert found == outcome(has, sizes)
    few, of = [1, 5, 9, 2], [4, 9, 9, 9]
    table = [few, [size - n for n, size in zip(few, of, strict=True)]]
    assert outcome(few, of).p == pytest.approx(fisher_exact(table).pvalue, abs=0.02)


def test_published_examples() -> None:
    # Fisher (1935), The Design of Experiments, chapter 2: the lady tasting tea, 34 / 70 on both sides.
    tea = outcome([3, 1], [4, 4])
    assert (tea.method, tea.p) == (Method.FISHER, pytest.approx(34 / 70))
    # Agresti (1996), An Introduction to Categorical Data Analysis, table 2.5: gender by party, X² = 7.01, df = 2.
    party = outcome([279, 73, 225], [279 + 165, 73 + 47, 225 + 191])
    assert (round(party.statistic, 2), party.df, round(party.p, 2)) == (7.01, 2, 0.03)
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_that_of_statsmodels(ps: list[float]) -> None:
    assert holm(ps) == pytest.approx(list(multipletests(ps, method="holm")[1]))


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
def test_repeated_measures_are_those_of_statsmodels(has: list[list[bool]]) -> None:
    found = repeated(has)
    if not any(0 < sum(row) < len(row) for row in has):
        assert isinstance(found, Undefined)
        return
    assert isinstance(found, RepeatedTest)
    if len(has[0]) == 2:
        pairs = [[sum((a, b) == (x, y) for a, b in has) for y in (True, False)] for x in (True, False)]
        assert (found.method, found.p) == (RepeatedMethod.MCNEMAR, pytest.approx(mcnemar(pairs, exact=True).pvalue))
    else:
        other = cochrans_q([[int(cell) for cell in row] for row in has])
        assert (found.statistic, found.p) == (pytest.approx(other.statistic), pytest.approx(other.pvalue))
