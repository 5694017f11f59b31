"""The one rule of the yardstick: no method has seen an item, or what comes after it, when it predicts it."""

from evaluation_material import CODES, PRAISE, ROOM, TIME, Diary, item
from hypothesis import given
from hypothesis import strategies as st

from codebench.suggest.evaluation.comparison import compare
from codebench.suggest.evaluation.replay import random_orders, replay

codes = st.frozensets(st.sampled_from([TIME, ROOM, PRAISE]))


@given(st.lists(codes, max_size=30), st.randoms(use_true_random=False))
def test_an_item_is_predicted_by_those_before_it_and_no_others(
    given_codes: list[frozenset[int]], random: object
) -> None:
    items = [item(100 + at, "tekst", *each) for at, each in enumerate(given_codes)]
    order = list(range(len(items)))
    random.shuffle(order)  # type: ignore[attr-defined]
    diary = Diary(CODES, [])
    found = list(replay(diary, items, order))
    in_order = [items[at] for at in order]
    coded = [(at, each) for at, each in enumerate(in_order) if each.codes]
    assert diary.asked == [(each.segment.id, {before.segment.id for before in in_order[:at]}) for at, each in coded]
    assert diary.learnt == [each.segment.id for each in in_order]
    assert [(each.position, each.segment_id, each.truth) for each in found] == [
        (at, each.segment.id, each.codes) for at, each in coded
    ]


def test_a_prediction_holds_the_first_three_and_the_place_of_the_first_true_code() -> None:
    (found,) = replay(Diary(CODES, []), [item(1, "een lokaal", PRAISE)], [0])
    assert (found.first, found.rank) == ((ROOM, TIME, PRAISE), 3)
    (missed,) = replay(Diary(CODES[:1], []), [item(1, "een lokaal", PRAISE)], [0])
    assert (missed.first, missed.rank) == ((TIME,), None)


def test_random_orders_are_the_same_each_time_and_differ_by_seed() -> None:
    orders = random_orders(50, 3, 20)
    assert orders == random_orders(50, 3, 20)
    assert [len(set(order)) for order in orders] == [20, 20, 20]
    assert len({tuple(order) for order in orders}) == 3
    assert random_orders(50, 1, 20)[0] == orders[0]
    assert sorted(random_orders(5, 1, 400)[0]) == [0, 1, 2, 3, 4]


def test_each_session_begins_with_a_method_that_has_learnt_nothing() -> None:
    made: list[Diary] = []

    def make(codes: object, corpus: object) -> Diary:
        made.append(Diary(CODES, []))
        return made[-1]

    items = [item(1, "tijd", TIME), item(2, "niets"), item(3, "lokaal", ROOM)]
    found = compare({"diary": make}, items, CODES, [[0, 1, 2], [2, 1, 0]])["diary"]
    assert [diary.learnt for diary in made] == [[1, 2, 3], [3, 2, 1]]
    assert [(each.session, each.position) for each in found.predictions] == [(0, 0), (0, 2), (1, 0), (1, 2)]
    # What it says at the start, of the same items, it says with nothing learnt.
    assert [(each.session, each.segment_id) for each in found.start] == [(0, 1), (0, 3), (1, 3), (1, 1)]
    assert all(diary.asked[:2] == [(number, frozenset()) for number, _ in diary.asked[:2]] for diary in made)
