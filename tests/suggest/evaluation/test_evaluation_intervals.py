"""Differences between two methods, and how sure they are."""

import pytest
from evaluation_material import prediction

from codebench.suggest.evaluation.intervals import macro_difference, recall_difference


def test_the_difference_is_that_of_the_figures() -> None:
    ours = [prediction(0, {1, 2}, [1, 2, 3], text=7), prediction(1, {3}, [1, 2, 3], text=8)]
    theirs = [prediction(0, {1, 2}, [1, 3, 4], text=7), prediction(1, {3}, [1, 2, 4], text=8)]
    found = recall_difference(ours, theirs)
    assert found is not None
    assert found.value == pytest.approx((0.5 + 1) / 2)
    assert (found.n, found.texts) == (2, 2)
    macro = macro_difference(ours, theirs)
    assert macro is not None
    assert macro.value == pytest.approx((0 + 1 + 1) / 3)


def test_methods_that_find_the_same_differ_by_nothing_for_certain() -> None:
    same = [prediction(at, {at % 3}, [0, 1], text=at + 1) for at in range(30)]
    for found in (recall_difference(same, same), macro_difference(same, same)):
        assert found is not None
        assert (found.value, found.low, found.high) == (0, 0, 0)


def test_the_interval_is_about_as_wide_as_the_theory_says_and_the_same_each_time() -> None:
    n = 200
    ours = [prediction(at, {1}, [1] if at % 2 else [2], text=at + 1) for at in range(n)]
    theirs = [prediction(at, {1}, [2], text=at + 1) for at in range(n)]
    found = recall_difference(ours, theirs)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    error = (0.25 / n) ** 0.5
    assert found.value == pytest.approx(0.5)
    assert found.low == pytest.approx(0.5 - 1.96 * error, abs=0.01)
    assert found.high == pytest.approx(0.5 + 1.96 * error, abs=0.01)
    assert found == recall_difference(ours, theirs)


def test_a_text_that_comes_back_is_drawn_whole() -> None:
    once = [prediction(at, {1}, [1] if at % 2 else [2], text=at + 1) for at in range(40)]
    nothing = [prediction(at, {1}, [2], text=at + 1) for at in range(40)]
    alone, thrice = recall_difference(once, nothing), recall_difference(once * 3, nothing * 3)
    assert alone is not None
    assert thrice is not None
    # Three sessions over the same texts know no more about other texts than one does.
    assert (thrice.low, thrice.high, thrice.texts) == (pytest.approx(alone.low), pytest.approx(alone.high), 40)
    assert thrice.n == 120


def test_one_text_has_no_spread_and_none_no_difference() -> None:
    one = [prediction(0, {1}, [1], text=1)]
    found = recall_difference(one, one)
    assert found is not None
    assert (found.low, found.high) == (None, None)
    assert recall_difference([], []) is None
    assert macro_difference([], []) is None
