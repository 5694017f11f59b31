"""Ranges as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.domain.ranges import read_range

WITHIN = [
    ("18-30", [18, 24.5, 30], [17.9, 30.1]),
    ("18 – 30", [18, 30], [31]),
    ("18..30", [18, 30], [31]),
    ("-5--2", [-5, -2], [-1, -6]),
    ("< 30", [29.999, -1], [30, 31]),
    ("<=30", [30], [30.001]),
    ("> 65", [65.001], [65]),
    (">= 65", [65], [64.9]),
    ("≥65", [65], [64.9]),
    ("40", [40], [39, 41]),
    ("1,5-2,5", [1.5, 2.5], [2.6]),
]


@pytest.mark.parametrize(("text", "inside", "outside"), WITHIN)
def test_what_lies_in_a_range(text, inside, outside):
    found = read_range(text)
    assert all(number in found for number in inside)
    assert not any(number in found for number in outside)


@pytest.mark.parametrize("text", ["", "jong", "18-", "-", "< jong", "18-30-40", "<> 3"])
def test_what_is_no_range_is_told(text):
    with pytest.raises(InputError, match="is no range"):
        read_range(text)


def test_nothing_lies_in_a_range_that_stands_the_wrong_way_round():
    with pytest.raises(InputError, match="the smaller number stands first"):
        read_range("30-18")


@given(st.integers(-1000, 1000), st.integers(0, 1000), st.integers(-2500, 2500))
def test_a_range_holds_what_lies_between_its_ends(low, more, number):
    assert (number in read_range(f"{low}-{low + more}")) == (low <= number <= low + more)
    assert (number in read_range(f"<{low}")) == (number < low)
    assert (number in read_range(f">{low}")) == (number > low)
