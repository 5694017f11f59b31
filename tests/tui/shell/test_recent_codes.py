"""The codes that the digits stand for: a code keeps its digit, and one that goes gives it back."""

from hypothesis import given
from hypothesis import strategies as st

from codebench.tui.coding.recent import PLACES, RecentCodes

CODES = st.integers(1, 14)
ACTS = st.lists(st.one_of(st.tuples(st.just("use"), CODES), st.tuples(st.just("gone"), st.sets(CODES))), max_size=30)


def test_a_code_whose_making_was_undone_leaves_its_digit_to_who_had_it():
    recent = RecentCodes(range(1, 12))
    before = list(recent.places)
    recent.use([99])
    assert 99 in recent.places and recent.places != before
    recent.keep_to(range(1, 12))
    assert recent.places == before
    recent.use([99])
    assert recent.places.index(99) == PLACES - 1, "it takes the place of the one not used for longest, again"


@given(st.sets(CODES), ACTS)
def test_digits_hold_only_codes_that_are_there_and_each_once(begun, acts):
    recent = RecentCodes(sorted(begun))
    there = set(range(1, 15))
    for kind, what in acts:
        if kind == "use":
            there.add(what)
            recent.use([what])
            assert what in recent.places
        else:
            there -= what
            before = list(recent.places)
            recent.keep_to(there)
            kept = [code for code in before if code in there]
            assert [code for code in recent.places if code in kept] == kept
        assert set(recent.places) <= there and len(set(recent.places)) == len(recent.places) <= PLACES
        assert len(recent.in_order) == len(set(recent.in_order))
