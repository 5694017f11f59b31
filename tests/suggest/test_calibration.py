"""Probabilities fitted to a coder's own decisions, and silence for a coder whom they don't help."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.suggest.suggest_material import CODES, GIVEN, SEGMENTS, segment

from codebench.suggest.calibration import LEAST, STRONG, Calibration, Decision
from codebench.suggest.learner import Learner
from codebench.suggest.rehearsal import Rehearsal

decisions = st.lists(
    st.builds(
        Decision,
        st.integers(0, 60),
        st.floats(-15, 15),
        st.booleans(),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(1, 3),
    ),
    max_size=120,
)


@given(decisions, st.sets(st.integers(0, 60)), st.randoms(use_true_random=False))
def test_only_the_set_of_decisions_counts(made: list[Decision], gone: set[int], chance: random.Random) -> None:
    one, other = Calibration(), Calibration()
    for decision in made:
        one.remember(decision)
    for segment_id in gone:
        one.forget(segment_id)
    left = [each for each in {each.segment_id: each for each in made}.values() if each.segment_id not in gone]
    chance.shuffle(left)
    for decision in left:
        other.remember(decision)
    assert one.line == other.line
    assert one.standing == other.standing
    assert one.strong_from == other.strong_from
    assert one.line[0] > 0
    assert all(map(math.isfinite, one.line))


@pytest.mark.parametrize(("a", "b"), [(1.0, -1.5), (1.8, 0.5), (0.5, 0.0)])
def test_the_line_that_made_the_decisions_is_found_again(a: float, b: float) -> None:
    chance = random.Random(4)
    calibration = Calibration()
    for i in range(4000):
        z = chance.uniform(-3, 3)
        calibration.remember(Decision(i, z, chance.random() < 1 / (1 + math.exp(-(a * z + b))), 1, 1, 1))
    assert calibration.line == pytest.approx((a, b), abs=0.15)


def test_strong_is_only_what_held_for_this_coder() -> None:
    def is_strong(right_of_ten: int) -> bool:
        calibration = Calibration()
        for i in range(200):
            calibration.remember(Decision(i, 6.0, i % 10 < right_of_ten, 1, 1, 1))
            calibration.remember(Decision(1000 + i, 2.0, True, 1, 1, 1))
            calibration.remember(Decision(2000 + i, -4.0, False, 0, 0, 1))
        slope, intercept = calibration.line
        chance = 1 / (1 + math.exp(-(slope * 6.0 + intercept)))
        # The line alone would trust both: it can't know that what scores highest is right less often.
        assert chance > STRONG
        return chance >= calibration.strong_from

    assert Calibration().strong_from == STRONG
    assert is_strong(10)
    assert not is_strong(7)


def test_few_decisions_change_nothing() -> None:
    calibration = Calibration()
    for i in range(LEAST - 1):
        calibration.remember(Decision(i, 3.0, False, 0, 1, 1))
    assert calibration.line == (1.0, 0.0)
    assert not calibration.standing.is_silent
    calibration.remember(Decision(LEAST, 3.0, False, 0, 1, 1))
    assert calibration.line != (1.0, 0.0)
    assert calibration.standing.is_silent


def test_suggestions_that_help_are_not_silent() -> None:
    calibration = Calibration()
    for i in range(LEAST + 1):
        calibration.remember(Decision(i, 1.0, True, 1, i % 2, 1))
    assert not calibration.standing.is_silent


def test_a_learner_judges_before_it_learns() -> None:
    learner = Learner(CODES, SEGMENTS)
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        asked = learner.judge(each, codes)
        assert learner.take(each, codes) == asked
        assert learner.calibration.decisions.get(each.id) == asked
    coded = [codes for codes in GIVEN if codes]
    assert learner.standing.decisions == len(coded)
    assert learner.standing.given == sum(map(len, coded))
    learner.unlearn(SEGMENTS[0].id)
    assert learner.standing.decisions == len(coded) - 1


def test_decisions_recalled_count_as_if_they_had_just_been_taken() -> None:
    taken, again = Learner(CODES, SEGMENTS), Learner(CODES, SEGMENTS)
    decisions = [taken.take(each, codes) for each, codes in zip(SEGMENTS, GIVEN, strict=True)]
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        again.learn(each, codes)
    assert again.learnt() == taken.learnt() == {each.id: codes for each, codes in zip(SEGMENTS, GIVEN, strict=True)}
    assert again.standing.decisions == 0
    for _time in range(2):
        again.recall(one for one in decisions if one is not None)
        assert again.standing == taken.standing
    assert again.rank(SEGMENTS[0]) == taken.rank(SEGMENTS[0])
    before = taken.standing.decisions
    assert taken.take(SEGMENTS[0], ()) is None
    assert taken.standing.decisions == before - 1, "what was taken away says nothing of the suggestions any more"


def test_fitting_keeps_the_order_of_codes() -> None:
    learner = Learner(CODES, SEGMENTS)
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        learner.learn(each, codes)
    asked = segment(1, "Geen tijd, geen geld, geen lokaal.")
    before = learner.rank(asked)
    for i in range(LEAST):
        learner.calibration.remember(Decision(i, 2.0, False, 0, 0, 1))
    after = learner.rank(asked)
    assert [code for code, _chance in after] == [code for code, _chance in before]
    assert after[0][1] < before[0][1]


def test_a_rehearsal_takes_each_decision() -> None:
    rehearsal, learner = Rehearsal(CODES, SEGMENTS), Learner(CODES, SEGMENTS)
    for _round in range(3):
        for each, codes in zip(SEGMENTS, GIVEN, strict=True):
            rehearsal.learn(each, codes)
            learner.take(each, codes)
    assert rehearsal.rank(SEGMENTS[0]) == learner.rank(SEGMENTS[0])
    assert rehearsal.suggest(SEGMENTS[0]) == learner.suggest(SEGMENTS[0])
