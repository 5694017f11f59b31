"""Suggestions: from names before anything is coded, then from the coder's own codings, with reasons that hold."""

import pytest
from tests.suggest.suggest_material import CODES, GIVEN, SEGMENTS, segment

from codebench.domain.errors import DamagedError
from codebench.suggest import persist
from codebench.suggest.learner import Learner
from codebench.suggest.segments import CodeText
from codebench.suggest.suggestion import Tier

TIME = segment(500, "Door de tijdsdruk is er te weinig tijd voor de kinderen.")
MONEY = segment(501, "Er is geen eigen geld voor kopieën.")


def taught() -> Learner:
    learner = Learner(CODES, SEGMENTS)
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        learner.learn(each, codes)
    return learner


def first(learner: Learner, text: str) -> int:
    return learner.rank(segment(999, text))[0][0]


def test_before_anything_is_coded_names_definitions_and_keywords_speak() -> None:
    learner = Learner(CODES, SEGMENTS)
    assert first(learner, "Te weinig tijd!") == 1
    assert first(learner, "vergadering") == 2
    assert first(learner, "In welk lokaal?") == 4
    suggestion = learner.suggest(segment(999, "Er was geen tijd."))[0]
    assert suggestion.code_id == 1
    assert [word.form for word in suggestion.reason.names] == ["tijd"]
    assert suggestion.reason.words == ()
    assert suggestion.reason.nearest is None


def test_a_learner_without_codes_or_with_only_muted_ones_suggests_nothing() -> None:
    assert Learner().suggest(TIME) == ()
    learner = Learner(CODES[:1])
    learner.mute(1)
    assert (learner.suggest(TIME), learner.rank(TIME)) == ((), [])
    learner.mute(1, False)
    assert len(learner.suggest(TIME)) == 1


def test_one_coding_is_enough_to_be_learnt_from() -> None:
    learner = Learner(CODES, SEGMENTS)
    text = segment(1, "De bus rijdt niet meer door ons dorp.")
    learner.learn(text, {5})
    suggestion = learner.suggest(segment(2, "Er is geen bus in het dorp."))[0]
    assert suggestion.code_id == 5
    assert suggestion.reason.nearest is not None
    assert suggestion.reason.nearest[0] == 1
    assert {word.form for word in suggestion.reason.words} == {"bus", "dorp"}


def test_words_of_a_reason_stand_where_it_says_and_are_counted_right() -> None:
    learner = taught()
    for text in (TIME, MONEY, *SEGMENTS):
        for suggestion in learner.suggest(text):
            for word in (*suggestion.reason.words, *suggestion.reason.names):
                assert text.text[word.start : word.end] == word.form
                assert 0 <= word.n_with_code <= word.n_total
            if suggestion.clause is not None:
                start, end = suggestion.clause
                assert 0 <= start < end <= len(text.text)
                assert text.text[start:end] == text.text[start:end].strip()
    words = {word.lemma: word for word in learner.suggest(TIME)[0].reason.words}
    assert (words["tijd"].n_with_code, words["tijd"].n_total) == (2, 2)


def test_a_suggestion_says_how_often_its_code_was_given() -> None:
    for suggestion in taught().suggest(TIME, 5, 0):
        given = sum(suggestion.code_id in codes for codes in GIVEN)
        assert suggestion.reason.often == (given, len(GIVEN))


def test_the_clause_of_a_long_text_is_the_one_with_the_words() -> None:
    text = segment(7, "Onze directie is een fijne mens, maar wij moeten alles betalen van ons eigen geld.")
    suggestion = next(each for each in taught().suggest(text) if each.code_id == 3)
    assert suggestion.clause is not None
    assert text.text[slice(*suggestion.clause)] == "maar wij moeten alles betalen van ons eigen geld."


def test_what_was_learnt_of_a_text_says_nothing_of_itself() -> None:
    learner = taught()
    asked = {each.id: learner.suggest(each) for each in SEGMENTS}
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        learner.unlearn(each.id)
        assert learner.suggest(each) == asked[each.id]
        learner.learn(each, codes)
        for suggestion in asked[each.id]:
            assert suggestion.reason.nearest is None or suggestion.reason.nearest[0] != each.id


def test_a_refused_code_stays_away_from_that_text_and_its_words_speak_less_for_it() -> None:
    learner = taught()
    other = segment(502, "De tijdsdruk is groot, te weinig tijd.")
    before = dict(learner.rank(other))[1]
    learner.reject(TIME, 1)
    assert 1 not in dict(learner.rank(TIME))
    assert dict(learner.rank(other))[1] < before
    learner.unreject(TIME.id, 1)
    assert 1 in dict(learner.rank(TIME))
    assert dict(learner.rank(other))[1] == before


def test_what_was_refused_is_kept_when_the_text_is_learnt_unlearnt_or_changed() -> None:
    learner = taught()
    learner.reject(TIME, 1)
    learner.learn(TIME, {2})
    learner.learn(segment(TIME.id, "Iets heel anders over tijd."), {2})
    learner.unlearn(TIME.id)
    assert 1 not in dict(learner.rank(TIME))


def test_codes_come_change_and_go() -> None:
    learner = taught()
    learner.set_code(CodeText(6, "vervoer", "De bus en de trein."))
    assert first(learner, "De bus was te laat.") == 6
    learner.set_code(CodeText(6, "kantine"))
    assert first(learner, "De kantine is dicht.") == 6
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        if 2 in codes:
            learner.learn(each, codes - {2} | {6})
            learner.learn(each, codes)
    learner.remove_code(6)
    assert learner.rank(TIME) == taught().rank(TIME)
    learner.remove_code(2)
    assert 2 not in dict(learner.rank(SEGMENTS[3]))
    with pytest.raises(KeyError):
        learner.learn(TIME, {2})


def test_a_code_change_equals_a_learner_that_never_knew_otherwise() -> None:
    learner = taught()
    learner.set_code(CodeText(2, "afspraken", "Wat er beloofd werd."))
    codes = [CodeText(2, "afspraken", "Wat er beloofd werd.") if code.id == 2 else code for code in CODES]
    other = Learner(codes, SEGMENTS)
    for each, given in zip(SEGMENTS, GIVEN, strict=True):
        other.learn(each, given)
    assert learner.rank(TIME) == other.rank(TIME)


def test_two_probable_codes_and_one_to_explore() -> None:
    suggestions = taught().suggest(TIME)
    assert len(suggestions) == 3
    assert len({suggestion.code_id for suggestion in suggestions}) == 3
    assert suggestions[0].probability >= suggestions[1].probability
    assert suggestions[2].tier is Tier.EXPLORATORY
    assert all(0 < suggestion.probability < 1 for suggestion in suggestions)


def test_what_says_nothing_is_never_strong() -> None:
    learner = taught()
    for _round in range(3):
        for each, given in zip(SEGMENTS, GIVEN, strict=True):
            learner.take(each, given)
    assert all(each.tier is not Tier.STRONG for each in learner.suggest(segment(5001, "Qwerty.")))


def test_the_most_alike_segments_come_first_and_never_the_segment_itself() -> None:
    learner = taught()
    found = learner.similar(SEGMENTS[6], 3)
    assert found[0][0] == SEGMENTS[11].id
    assert [value for _id, value in found] == sorted((value for _id, value in found), reverse=True)
    assert SEGMENTS[6].id not in dict(found)
    assert learner.similar(segment(1, "Xyzzy qwfpg."), 3) == []


def test_what_was_dumped_and_loaded_answers_the_same_and_learns_on() -> None:
    learner = taught()
    learner.reject(MONEY, 3)
    learner.mute(5)
    learner.unlearn(SEGMENTS[2].id)
    for each, codes in zip(SEGMENTS[:4], GIVEN, strict=False):
        learner.take(each, codes)
    again = Learner.load(learner.dump())
    for _round in range(2):
        for text in (TIME, MONEY, *SEGMENTS):
            assert again.suggest(text, 3, 2) == learner.suggest(text, 3, 2)
            assert again.similar(text, 4) == learner.similar(text, 4)
        assert again.standing == learner.standing
        for each in (learner, again):
            each.learn(TIME, {1})
            each.unlearn(SEGMENTS[0].id)
            each.add_text(MONEY)


def test_nothing_of_what_was_forgotten_is_dumped() -> None:
    learner = Learner(CODES)
    learner.add_text(segment(1, "Geheimzinnig"))
    learner.learn(segment(1, "Geheimzinnig"), {1})
    assert b"geheimzinn" in learner.dump()
    learner.unlearn(1)
    learner.remove_text(segment(1, "Geheimzinnig"))
    assert b"geheimzinn" not in learner.dump()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", taught().dump()[:2000], b"\x00" * 5000])
def test_damaged_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(DamagedError, match="learn it anew"):
        Learner.load(data)


def test_bytes_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persist, "FORMAT", persist.FORMAT - 1)
    earlier = taught().dump()
    monkeypatch.undo()
    with pytest.raises(DamagedError, match="learn it anew"):
        Learner.load(earlier)


@pytest.mark.parametrize("text", ["", " ", "!?", "😀 😀", "a", "\n\n", "9 9 9", "ß" * 300, "\ud800 x", "tijd " * 400])
def test_any_text_can_be_asked_about_and_learnt(text: str) -> None:
    learner = taught()
    odd = segment(3, text)
    learner.add_text(odd)
    learner.learn(odd, {1})
    assert len(learner.suggest(odd)) == 3
    learner.unlearn(3)
    learner.remove_text(odd)
    assert learner.rank(TIME) == taught().rank(TIME)


def test_many_codes_on_one_text_and_many_texts_given_up() -> None:
    learner = Learner([CodeText(i, f"code {i}") for i in range(60)])
    learner.learn(TIME, range(60))
    for i in range(700):
        learner.learn(segment(1000 + i, f"tekst nummer {i} over de bus"), {i % 60})
    for i in range(695):
        learner.unlearn(1000 + i)
    other = Learner([CodeText(i, f"code {i}") for i in range(60)])
    for i in range(695, 700):
        other.learn(segment(1000 + i, f"tekst nummer {i} over de bus"), {i % 60})
    other.learn(TIME, range(60))
    assert learner.rank(MONEY) == other.rank(MONEY)
