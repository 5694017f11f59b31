"""Crowds hold exactly the places they were made of, and answer set questions as sets do."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.analysis.crowds import crowd_of, flags_of

FLAGS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=70)


@given(FLAGS)
def test_crowds_are_sets_of_places(flags: list[tuple[bool, bool]]) -> None:
    n = len(flags)
    one, other = (numpy.array([pair[i] for pair in flags], dtype=bool) for i in (0, 1))
    crowds = crowd_of(one), crowd_of(other)
    assert flags_of(crowds[0], n).tolist() == one.tolist()
    assert crowds[0].bit_count() == one.sum()
    assert flags_of(crowds[0] & crowds[1], n).tolist() == (one & other).tolist()
    assert flags_of(crowds[0] | crowds[1], n).tolist() == (one | other).tolist()
    assert flags_of(crowds[0] & ~crowds[1], n).tolist() == (one & ~other).tolist()


def test_a_crowd_that_reaches_further_is_refused() -> None:
    with pytest.raises(OverflowError):
        flags_of(1 << 80, 8)
