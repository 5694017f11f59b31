"""Log-likelihood, log ratio and log Dice against figures that were published, and what holds of them for any counts."""

from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.analysis import association
from codebench.analysis.keyness import expected, log_likelihood, log_ratio
from codebench.domain.table import Undefined


def test_log_likelihood_of_two_groups_is_the_published_g() -> None:
    # McDonald, Handbook of Biological Statistics, G-test of goodness-of-fit: 1752 and 1895 crossbills, expected 1 : 1.
    assert round(log_likelihood(1752, 1895, 10_000, 10_000), 2) == 5.61


@pytest.mark.parametrize(
    ("both", "only_first", "only_second", "neither", "published"),
    [
        # Dunning (1993), table 1: the swiss, can be, previous year, mineral water, at the, real terms, natural gas,
        # owing to, health insurance, stiff competition.
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
        (31, 23, 139, 31584, 256.84),
        (10, 0, 3, 31764, 167.23),
        (76, 104, 2476, 29121, 157.21),
        (16, 16, 51, 31694, 157.03),
        (9, 0, 5, 31763, 146.80),
        (16, 0, 865, 30896, 115.02),
        (10, 9, 41, 31717, 104.53),
        (8, 2, 27, 31740, 100.96),
    ],
)
def test_log_likelihood_of_two_words_is_what_dunning_published(
    both: int, only_first: int, only_second: int, neither: int, published: float
) -> None:
    total = both + only_first + only_second + neither
    g2 = association.log_likelihood(both, both + only_first, both + only_second, total)
    assert round(g2, 2) == published


@pytest.mark.parametrize(("times", "published"), [(1, 0), (2, 1), (4, 2), (8, 3), (16, 4), (0.5, -1)])
def test_log_ratio_counts_doublings_as_hardie_says(times: float, published: float) -> None:
    assert log_ratio(int(10 * times), 10, 5000, 5000) == published
    assert log_ratio(int(10 * times), 20, 5000, 10_000) == published


def test_log_ratio_of_a_word_that_one_group_lacks_takes_half_a_hit() -> None:
    assert log_ratio(8, 0, 1000, 1000) == 4
    assert isinstance(log_ratio(3, 0, 1000, 0), Undefined)


def test_log_dice_is_what_rychly_says_of_it() -> None:
    # Rychlý (2008), section 3: 14 where all stand together; 0 is once per 16,384; one more is twice as often.
    assert association.log_dice(500, 500, 500) == 14
    assert association.log_dice(1, 16_384, 16_384) == 0
    assert association.log_dice(20, 1000, 3000) == association.log_dice(10, 1000, 3000) + 1


COUNTS = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(500, 90_000), st.integers(500, 90_000))


@given(COUNTS)
def test_keyness_is_the_same_seen_from_the_other_group(counts: tuple[int, int, int, int]) -> None:
    hits, others, words, other_words = counts
    there, back = log_likelihood(hits, others, words, other_words), log_likelihood(others, hits, other_words, words)
    assert isclose(there, back, abs_tol=1e-9)
    assert there >= 0
    assert isclose(sum(expected(*counts)), hits + others, abs_tol=1e-9)
    ratio, inverse = log_ratio(*counts), log_ratio(others, hits, other_words, words)
    if hits + others:
        assert isinstance(ratio, float)
        assert isinstance(inverse, float)
        assert isclose(ratio, -inverse, abs_tol=1e-9)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 400), st.integers(1, 100_000))
def test_association_is_the_same_seen_from_the_other_word(both: int, first: int, second: int, neither: int) -> None:
    total = both + first + second + neither
    one = association.log_likelihood(both, both + first, both + second, total)
    other = association.log_likelihood(both, both + second, both + first, total)
    assert isclose(one, other, abs_tol=1e-6)
    assert one >= 0
    dice = association.log_dice(both, both + first, both + second)
    assert dice <= 14
    assert isclose(dice, 14 + log2(2 * both / (2 * both + first + second)))
