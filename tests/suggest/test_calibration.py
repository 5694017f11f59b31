"""Probabilities fitted to a coder's own decisions, and silence for a coder whom they don't help."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.suggest.suggest_material import CODES, GIVEN, SEGMENTS, segment

from codebench.suggest.calibration import LEAST, Calibration, Decision, Record
from codebench.suggest.fusion import MOST_LEARNT, PRIOR, Fit, experience, probability
from codebench.suggest.learner import Learner
from codebench.suggest.rehearsal import Rehearsal

decisions = st.lists(
    st.builds(
        Decision,
        st.integers(0, 60),
        st.integers(1, 3),
        st.floats(-15, 15),
        st.floats(0, 5),
        st.integers(0, 1000),
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
    assert one.fit == other.fit
    assert one.standing == other.standing
    for code in (1, 2, 3, 4):
        assert one.record(code) == other.record(code)
    assert one.fit.score > 0
    assert one.fit.lead >= 0
    assert all(map(math.isfinite, one.fit))


@given(decisions, st.lists(st.floats(-15, 15), min_size=1, max_size=8, unique=True))
def test_whatever_was_decided_a_higher_score_is_no_less_probable(made: list[Decision], scores: list[float]) -> None:
    calibration = Calibration()
    for decision in made:
        calibration.remember(decision)
    chances = probability(np.array(sorted(scores)), calibration.fit, 100)
    assert all(0 < chance < 1 for chance in chances)
    assert all(np.diff(chances) >= 0)


@pytest.mark.parametrize("fit", [Fit(1.0, -1.5, 0.0, 0.0), Fit(1.8, 0.5, 0.3, -0.4), Fit(0.2, -0.5, 0.9, 0.5)])
def test_the_numbers_that_made_the_decisions_are_found_again(fit: Fit) -> None:
    chance = random.Random(4)
    calibration = Calibration()
    for i in range(6000):
        z, lead, learnt = chance.uniform(-3, 3), chance.uniform(0, 4), chance.randrange(MOST_LEARNT)
        odds = fit.score * z + fit.constant + fit.lead * lead + fit.experience * experience(learnt)
        calibration.remember(Decision(i, 1, z, lead, learnt, chance.random() < 1 / (1 + math.exp(-odds)), 1, 1, 1))
    assert calibration.fit == pytest.approx(fit, abs=0.2)


def test_what_has_a_rival_is_less_probable() -> None:
    alone, beside = probability(np.array([1.0, -3.0]), PRIOR, 100), probability(np.array([1.0, 0.9]), PRIOR, 100)
    assert alone[0] > beside[0] > beside[1] > alone[1]
    assert probability(np.array([1.0]), PRIOR, 100)[0] >= alone[0]


def test_a_record_counts_what_was_proposed_first_as_more_probable_than_not() -> None:
    calibration = Calibration()
    assert calibration.record(1) == Record(0, 0)
    for i, (code, score, right) in enumerate([(1, 4.0, True), (1, 4.0, False), (1, -6.0, False), (2, 4.0, True)]):
        calibration.remember(Decision(i, code, score, 3.0, 100, right, 1, 1, 1))
    assert calibration.record(1) == Record(1, 1)
    assert calibration.record(2) == Record(1, 0)
    calibration.remember(Decision(1, 1, 4.0, 3.0, 100, True, 1, 1, 1))
    assert calibration.record(1) == Record(2, 0), "changed one's mind"
    calibration.forget(0)
    assert calibration.record(1) == Record(1, 0)


def test_a_record_goes_by_what_the_fit_says_now() -> None:
    calibration = Calibration()
    calibration.remember(Decision(0, 1, 3.0, 2.0, 100, True, 1, 1, 1))
    assert calibration.record(1) == Record(1, 0)
    for i in range(1, 60):
        calibration.remember(Decision(i, 2, 3.0, 2.0, 100, False, 0, 1, 1))
    assert probability(np.array([3.0, 1.0]), calibration.fit, 100)[0] < 0.5
    assert calibration.record(1) == Record(0, 0)


def test_each_decision_moves_what_held_on_other_projects_a_little() -> None:
    calibration, chances = Calibration(), []
    for i in range(LEAST):
        chances.append(float(probability(np.array([3.0, 1.0]), calibration.fit, 100)[0]))
        assert not calibration.standing.is_silent
        calibration.remember(Decision(i, 1, 3.0, 2.0, i, False, 0, 1, 1))
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == probability(np.array([3.0, 1.0]), PRIOR, 100)[0]
    assert chances[0] - chances[1] < 0.2
    assert chances[-1] < 0.7 * chances[0]
    assert calibration.standing.is_silent
    for i in range(LEAST):
        calibration.forget(i)
    assert calibration.fit == PRIOR


def test_suggestions_that_help_are_not_silent() -> None:
    calibration = Calibration()
    for i in range(LEAST + 1):
        calibration.remember(Decision(i, 1, 1.0, 1.0, i, True, 1, i % 2, 1))
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
        learner.calibration.remember(Decision(i, 1, 2.0, 1.0, i, False, 0, 0, 1))
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
