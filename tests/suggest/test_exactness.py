"""What is learnt is a set: no order of learning, unlearning and changing one's mind shows in a suggestion."""

from collections.abc import Sequence
from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from tests.suggest.suggest_material import CODES, GIVEN, SEGMENTS, segment

from codebench.suggest.learner import Learner

NEW = [segment(900, "Er is te weinig tijd om te overleggen in een lokaal."), segment(901, "Bah!"), SEGMENTS[1]]

steps = st.lists(
    st.one_of(
        st.tuples(st.just("learn"), st.integers(0, 11), st.frozensets(st.integers(1, 5))),
        st.tuples(st.just("unlearn"), st.integers(0, 11), st.none()),
        st.tuples(st.just("reject"), st.integers(0, 11), st.integers(1, 5)),
        st.tuples(st.just("unreject"), st.integers(0, 11), st.integers(1, 5)),
        st.tuples(st.just("mute"), st.integers(1, 5), st.booleans()),
    ),
    max_size=40,
)


def said(learner: Learner) -> list[object]:
    """Everything that a learner can be asked, bit for bit."""
    return [[partial(learner.rank)(each), learner.suggest(each, 3, 2), learner.similar(each, 5)] for each in NEW]


@given(steps, st.randoms(use_true_random=False))
def test_any_order_of_learning_and_unlearning_equals_learning_the_rest(
    todo: Sequence[tuple[str, int, object]], random: object
) -> None:
    learner = Learner(CODES, SEGMENTS)
    learnt: dict[int, frozenset[int]] = {}
    refused: set[tuple[int, int]] = set()
    muted: set[int] = set()
    for act, number, value in todo:
        if act == "learn":
            learner.learn(SEGMENTS[number], value)
            learnt[number] = value
        elif act == "unlearn":
            learner.unlearn(SEGMENTS[number].id)
            learnt.pop(number, None)
        elif act == "reject":
            learner.reject(SEGMENTS[number], value)
            refused.add((number, value))
        elif act == "unreject":
            learner.unreject(SEGMENTS[number].id, value)
            refused.discard((number, value))
        else:
            learner.mute(number, value)
            (muted.add if value else muted.discard)(number)
    codes, texts, rest = list(CODES), list(SEGMENTS), list(learnt.items())
    for each in (codes, texts, rest):
        random.shuffle(each)
    other = Learner(codes, texts)
    for number, value in sorted(refused):
        other.reject(SEGMENTS[number], value)
    for code in muted:
        other.mute(code)
    for number, value in rest:
        other.learn(SEGMENTS[number], value)
    assert said(learner) == said(other)


@given(st.permutations(range(12)))
def test_texts_that_come_later_weigh_as_if_they_had_always_been_there(order: Sequence[int]) -> None:
    late = Learner(CODES)
    for i in order[:6]:
        late.learn(SEGMENTS[i], GIVEN[i])
    for i in order:
        late.add_text(SEGMENTS[i])
    late.add_text(NEW[0])
    late.remove_text(NEW[0])
    early = Learner(CODES, SEGMENTS)
    for i in sorted(order[:6]):
        early.learn(SEGMENTS[i], GIVEN[i])
    assert said(late) == said(early)
