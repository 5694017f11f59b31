"""Samples: of exactly the size that was asked, each unit once, spread as told, and the same for the same seed."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.project.round_sampling import allocate, draw

KEYS = st.lists(st.text(max_size=6), max_size=60, unique=True)
SEED = st.integers(0, 10**9)


@given(KEYS, st.data(), SEED)
def test_a_sample_has_its_size_and_each_key_once(keys: list[str], data: st.DataObject, seed: int) -> None:
    n = data.draw(st.integers(0, len(keys)))
    drawn = draw(keys, n, seed)
    assert len(set(drawn)) == len(drawn) == n
    assert drawn == sorted(drawn)
    assert set(drawn) <= set(range(len(keys)))


@given(KEYS, st.data(), SEED)
def test_a_seed_draws_the_same_keys_in_whatever_order_they_come(
    keys: list[str], data: st.DataObject, seed: int
) -> None:
    n = data.draw(st.integers(0, len(keys)))
    shuffled = data.draw(st.permutations(keys))
    assert {keys[at] for at in draw(keys, n, seed)} == {shuffled[at] for at in draw(shuffled, n, seed)}


@given(KEYS, st.data(), SEED)
def test_a_larger_sample_holds_the_smaller_one(keys: list[str], data: st.DataObject, seed: int) -> None:
    """So that a round can be made longer without drawing others."""
    n = data.draw(st.integers(0, len(keys)))
    assert set(draw(keys, n, seed)) <= set(draw(keys, len(keys), seed))
    assert set(draw(keys, max(0, n - 1), seed)) <= set(draw(keys, n, seed))


def test_a_seed_means_the_same_units_for_ever() -> None:
    """Who changes this draws other samples for the seeds that stand in articles."""
    keys = [f"document/{n}" for n in range(100)]
    assert draw(keys, 6, 4711) == SAMPLE_4711
    assert draw(keys, 6, 4712) != SAMPLE_4711


SAMPLE_4711 = [1, 15, 59, 75, 89, 94]


def test_every_unit_is_drawn_about_as_often() -> None:
    keys = [str(n) for n in range(20)]
    times = Counter(at for seed in range(2000) for at in draw(keys, 5, seed))
    # 500 expected; 5 standard deviations of a binomial with p = 1/4.
    assert all(abs(times[at] - 500) < 97 for at in range(20))


SIZES = st.dictionaries(st.text(max_size=3), st.integers(1, 400), min_size=1, max_size=8)


@given(SIZES, st.data())
def test_strata_get_their_share_and_at_least_one(sizes: dict[str, int], data: st.DataObject) -> None:
    total = sum(sizes.values())
    n = data.draw(st.integers(len(sizes), total))
    given_to = allocate(sizes, n)
    assert given_to.keys() == sizes.keys()
    assert sum(given_to.values()) == n
    assert all(1 <= given_to[one] <= sizes[one] for one in sizes)
    exact = {one: Fraction(n * sizes[one], total) for one in sizes}
    if all(share >= 1 for share in exact.values()):
        assert all(abs(given_to[one] - exact[one]) < 1 for one in sizes)


@given(SIZES)
def test_too_few_or_too_many_are_refused(sizes: dict[str, int]) -> None:
    for n in (len(sizes) - 1, sum(sizes.values()) + 1):
        with pytest.raises(ValueError, match=str(n)):
            allocate(sizes, n)


def test_largest_remainders_decide() -> None:
    assert allocate({"a": 60, "b": 30, "c": 10}, 10) == {"a": 6, "b": 3, "c": 1}
    assert allocate({"a": 97, "b": 2, "c": 1}, 10) == {"a": 8, "b": 1, "c": 1}
    assert allocate({"a": 5, "b": 5, "c": 5}, 4) == {"a": 2, "b": 1, "c": 1}
