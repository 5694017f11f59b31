"""The figures by hand."""

import math

import pytest
from evaluation_material import prediction

from codebench.suggest.evaluation.calibration import ByChance, by_tier, calibration_error, error_by_chance
from codebench.suggest.evaluation.figures import BLOCKS, blocks_of, label, macro_recall, recall, reciprocal_rank, within

FOUR = [
    prediction(0, {1, 2}, [1, 3, 4], 1),
    prediction(1, {3}, [1, 2, 3], 3),
    prediction(2, {4}, [1, 2, 3], 5),
    prediction(3, {1}, [2, 3, 4], None),
]


def test_recall_is_the_mean_over_items_of_the_share_found() -> None:
    assert recall(FOUR, 3) == pytest.approx((1 / 2 + 1 + 0 + 0) / 4)
    assert recall(FOUR, 1) == pytest.approx((1 / 2 + 0 + 0 + 0) / 4)
    assert recall([], 3) is None


def test_macro_recall_is_the_mean_over_the_codes_that_occur() -> None:
    # Code 1 was found once in two items, 2 never, 3 always, 4 never.
    assert macro_recall(FOUR, 3) == pytest.approx((1 / 2 + 0 + 1 + 0) / 4)
    assert macro_recall([], 3) is None


def test_reciprocal_rank_counts_nothing_where_no_true_code_was_ranked() -> None:
    assert reciprocal_rank(FOUR) == pytest.approx((1 + 1 / 3 + 1 / 5 + 0) / 4)
    assert reciprocal_rank([]) is None


def test_a_block_holds_the_items_before_which_so_many_were_learnt() -> None:
    items = [prediction(position, {1}, [1], 1) for position in (0, 9, 10, 24, 25)]
    assert [[each.position for each in within(items, block)] for block in BLOCKS[:3]] == [[0, 9], [10, 24], [25]]
    assert blocks_of(50) == BLOCKS
    assert [label(block) for block in blocks_of(900)[-3:]] == ["200-400", "400-800", "800-1600"]


def test_calibration_error_weighs_each_bin_by_its_size() -> None:
    judged = [(0.95, True), (0.92, True), (0.15, False), (0.15, True)]
    by_bin = 2 / 4 * abs((0.95 + 0.92) / 2 - 1) + 2 / 4 * abs(0.15 - 0.5)
    assert calibration_error(judged) == pytest.approx(by_bin)
    assert calibration_error([]) is None


def test_the_error_by_chance_is_that_of_so_many_draws() -> None:
    # One bin, n draws of p = .5: the mean distance of their share from .5 is sqrt(2 p (1 - p) / (pi n)).
    found = error_by_chance([(0.5, about) for about in range(400)])
    assert found is not None
    assert found.mean == pytest.approx(math.sqrt(2 * 0.25 / (math.pi * 400)), rel=0.1)
    assert 0 <= found.low < found.mean < found.high
    # The 97.5 percentile of a folded normal.
    assert found.high == pytest.approx(2.24 * 0.5 / 20, rel=0.1)
    assert error_by_chance([(1.0, 1), (0.0, 2)]) == ByChance(0, 0, 0)
    assert error_by_chance([]) is None


def test_what_is_right_or_wrong_together_counts_as_one_draw() -> None:
    together = error_by_chance([(0.5, about % 100) for about in range(400)])
    apart = error_by_chance([(0.5, about) for about in range(100)])
    assert together is not None
    assert together == apart


def test_calibration_error_takes_certainty_and_borders() -> None:
    assert calibration_error([(1.0, True), (1.0, False)]) == pytest.approx(0.5)
    assert calibration_error([(0.1, False), (0.19, False)]) == pytest.approx((0.1 + 0.19) / 2)
    # What is right as often as it says has no error, however unsure it is.
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0)


def test_tiers_are_counted_with_their_hits() -> None:
    assert by_tier([("strong", True), ("strong", False), ("moderate", True)]) == {"strong": (2, 1), "moderate": (1, 1)}
