"""What is shown, looked into: deleting words, and whether a suggestion is explained."""

from collections.abc import Iterable

from evaluation_material import CODES, ROOM, TIME, Diary, item, segment
from hypothesis import given
from hypothesis import strategies as st

from codebench.suggest.evaluation.replay import replay
from codebench.suggest.evaluation.scrutiny import FLIPS_FROM, Scrutiny, is_explained, without
from codebench.suggest.segments import Segment
from codebench.suggest.suggestion import Reason, ReasonWord, Suggestion, Tier

WORD = ReasonWord("tijd", "tijd", 0, 4, 1, 2)


@given(st.text(alphabet="ab ,.", max_size=30), st.sets(st.integers(0, 15)))
def test_deleting_words_leaves_the_others_in_their_place(text: str, numbers: set[int]) -> None:
    whole = segment(1, text)
    gone = [word for at, word in enumerate(whole.words) if at in numbers]
    left = without(whole, gone)
    kept = [word for word in whole.words if word not in gone]
    assert [word.lemma for word in left.words] == [word.lemma for word in kept]
    assert [left.text[word.start : word.end] for word in left.words] == [text[each.start : each.end] for each in kept]
    assert len(left.text) == len(text) - sum(word.end - word.start for word in gone)
    assert without(whole, []) == whole


def test_a_suggestion_is_explained_by_words_and_an_own_segment() -> None:
    assert is_explained(Reason((WORD,), (7, 0.4)))
    assert is_explained(Reason(names=(WORD,), nearest=(7, 0.4)))
    assert not is_explained(Reason((WORD,)))
    assert not is_explained(Reason(nearest=(7, 0.4), often=(3, 4)))


def scrutinised(texts: Iterable[str], make: type[Diary] = Diary) -> Scrutiny:
    scrutiny = Scrutiny()
    items = [item(number, text, TIME, ROOM) for number, text in enumerate(texts)]
    list(replay(make(CODES, []), items, range(len(items)), visit=scrutiny))
    return scrutiny


def test_the_words_shown_are_deleted_wherever_they_stand_and_others_as_a_control() -> None:
    early = [f"begin {number}" for number in range(FLIPS_FROM)]
    seen = scrutinised([*early, "geen lokaal, nee, lokaal is er niet"]).seen
    assert {each.flipped for each in seen[:FLIPS_FROM]} == {None}
    # Without both "lokaal" it is not that code any more; without any other word it is.
    assert seen[-1].shown[0].code_id == ROOM
    assert seen[-1].flipped == (True, False)


def test_nothing_is_deleted_where_too_few_other_words_are_left_or_no_word_was_shown() -> None:
    early = [f"begin {number}" for number in range(FLIPS_FROM)]
    seen = scrutinised([*early, "lokaal", "lokaal!", "iets anders"]).seen
    assert [each.flipped for each in seen[FLIPS_FROM:]] == [None, None, None]


def test_the_control_takes_content_words_before_function_words() -> None:
    class Counting(Diary):
        """Shows the word "x", and falls for another code as soon as "inhoud" is gone."""

        def rank(self, segment: Segment) -> list[tuple[int, float]]:
            first, second = (ROOM, TIME) if "inhoud" in segment.text else (TIME, ROOM)
            return [(first, 1.0), (second, 0.0)]

        def suggest(self, segment: Segment) -> list[Suggestion]:
            at = segment.text.index("x")
            word = ReasonWord("x", "x", at, at + 1, 1, 1)
            return [Suggestion(self.rank(segment)[0][0], 1.0, Tier.STRONG, Reason((word,), (1, 0.5)))]

    texts = ["x"] * FLIPS_FROM + ["de het een en van x is er niet inhoud of"] * 20
    assert {each.flipped for each in scrutinised(texts, Counting).seen[FLIPS_FROM:]} == {(False, True)}


def test_whether_the_first_suggestion_is_right_is_told_beside_it() -> None:
    scrutiny = Scrutiny()
    items = [item(1, "lokaal", ROOM), item(2, "lokaal", TIME)]
    list(replay(Diary(CODES, []), items, [0, 1], session=4, visit=scrutiny))
    assert [(each.session, each.position, each.is_right) for each in scrutiny.seen] == [(4, 0, True), (4, 1, False)]
