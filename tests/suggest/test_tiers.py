"""Which suggestions are strong: those of a code that has earned it, and whose name no rival shares."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.suggest.suggest_material import segment

from codebench.suggest.calibration import Decision, Record
from codebench.suggest.learner import Learner
from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.suggestion import Tier
from codebench.suggest.tiers import LEAST_LIKE, MODERATE, STRONG, Grounds, tier_of

BUS, COFFEE, RIDE = 5, 2, 7


SURE = Grounds(probability=STRONG, record=Record(3, 2), nearest=LEAST_LIKE, has_namesake=False)


@pytest.mark.parametrize(
    "lacking",
    [
        {"probability": STRONG - 0.001},
        {"record": Record(2, 0)},
        {"record": Record(3, 3)},
        {"nearest": LEAST_LIKE - 0.001},
        {"has_namesake": True},
    ],
)
def test_strong_takes_four_kinds_of_evidence_at_once(lacking: dict[str, object]) -> None:
    assert tier_of(SURE) is Tier.STRONG
    assert tier_of(replace(SURE, **lacking)) is Tier.MODERATE


def test_below_strong_the_probability_decides() -> None:
    assert tier_of(Grounds(MODERATE, Record(0, 9), 0.0, True)) is Tier.MODERATE
    assert tier_of(replace(SURE, probability=MODERATE - 0.001)) is Tier.EXPLORATORY


def texts(n: int) -> list[tuple[Segment, set[int]]]:
    """Texts of which nobody doubts the code."""
    found: list[tuple[Segment, set[int]]] = []
    for i in range(n):
        found.append((segment(i, f"De bus van {i} uur rijdt niet."), {BUS}))
        found.append((segment(1000 + i, f"Dank u voor de koffie nummer {i}."), {COFFEE}))
    return found


def taught(*codes: CodeText) -> Learner:
    """A learner of the texts that nobody was asked about: imported, as it were."""
    learner = Learner(codes or (CodeText(BUS, "vervoer"), CodeText(COFFEE, "waardering")))
    for each, codes_given in texts(20):
        learner.learn(each, codes_given)
    return learner


ASKED = segment(5000, "De bus rijdt niet.")


def decided(n: int, code: int, right: bool) -> list[Decision]:
    return [Decision(code * 100 + right * 50 + i, code, 6.0, 4.0, 100, right, 1, 1, 1) for i in range(n)]


DECISIONS = [*decided(4, BUS, True), *decided(2, BUS, False), *decided(30, COFFEE, True)]


def first(learner: Learner) -> tuple[int, Tier]:
    suggestion = learner.suggest(ASKED)[0]
    assert suggestion.probability >= STRONG
    return suggestion.code_id, suggestion.tier


def test_a_code_becomes_strong_by_being_right_when_it_came_first() -> None:
    learner = taught()
    assert first(learner) == (BUS, Tier.MODERATE), "nothing is known of how good the suggestions are for this coder"
    learner.recall([*decided(2, BUS, True), *decided(40, COFFEE, True)])
    assert first(learner) == (BUS, Tier.MODERATE), "another code's merit"
    learner.recall([*decided(3, BUS, True), *decided(40, COFFEE, True)])
    assert first(learner) == (BUS, Tier.STRONG)
    learner.recall([*decided(3, BUS, True), *decided(3, BUS, False), *decided(60, COFFEE, True)])
    assert first(learner) == (BUS, Tier.MODERATE)


def test_decisions_taken_one_by_one_make_it_strong_and_taking_them_back_unmakes_it() -> None:
    learner = Learner((CodeText(BUS, "vervoer"), CodeText(COFFEE, "waardering")))
    tiers = []
    for each, codes in texts(20):
        learner.take(each, codes)
        tiers.append(learner.suggest(ASKED)[0].tier)
    assert tiers[0] is not Tier.STRONG
    assert tiers[-1] is Tier.STRONG
    learner.recall([])
    assert learner.suggest(ASKED)[0].tier is not Tier.STRONG


def test_what_is_like_no_text_with_the_code_is_not_strong_however_probable() -> None:
    chance = random.Random(1)

    def told(number: int, word: str, others: int) -> Segment:
        rare = ("".join(chance.choices("abcdefghijklmnoprstuvwz", k=7)) for _ in range(others))
        return segment(number, " ".join((word, *rare)))

    learner = Learner((CodeText(BUS, "vervoer"), CodeText(COFFEE, "waardering")))
    for i in range(20):
        learner.learn(told(i, "bus", 12), {BUS})
        learner.learn(told(1000 + i, "koffie", 12), {COFFEE})
    learner.recall(decided(10, BUS, True))
    far, near = (learner.suggest(told(5000, "bus", others))[0] for others in (12, 1))
    assert min(far.probability, near.probability) >= STRONG
    assert (far.tier, near.tier) == (Tier.MODERATE, Tier.STRONG)


def test_of_two_codes_with_one_name_neither_is_strong() -> None:
    names = [CodeText(BUS, "vervoer"), CodeText(RIDE, "vervoer van leerlingen"), CodeText(COFFEE, "waardering")]
    learner = taught(*names)
    learner.recall(decided(30, BUS, True))
    assert first(learner) == (BUS, Tier.MODERATE)
    learner.set_code(CodeText(RIDE, "leerlingen"))
    assert first(learner) == (BUS, Tier.STRONG)
    learner.set_code(CodeText(RIDE, "Vervoer!"))
    assert first(learner) == (BUS, Tier.MODERATE)
    learner.mute(RIDE)
    assert first(learner) == (BUS, Tier.STRONG), "what isn't proposed is no rival"
    learner.mute(RIDE, False)
    learner.set_code(CodeText(RIDE, ""))
    learner.set_code(CodeText(BUS, ""))
    assert first(learner) == (BUS, Tier.STRONG), "no names, no namesakes"


def test_tiers_survive_the_next_start() -> None:
    learner = taught()
    learner.recall(DECISIONS)
    assert first(learner) == (BUS, Tier.STRONG)
    assert Learner.load(learner.dump()).suggest(ASKED) == learner.suggest(ASKED)


@pytest.fixture(scope="module")
def learner() -> Learner:
    """One for all examples of a property, each of which says anew what was decided."""
    return taught()


@given(decisions=st.permutations(DECISIONS))
def test_tiers_are_a_function_of_the_set_of_what_was_decided(learner: Learner, decisions: list[Decision]) -> None:
    learner.recall(DECISIONS)
    before = learner.suggest(ASKED)
    learner.recall(decisions)
    assert learner.suggest(ASKED) == before
