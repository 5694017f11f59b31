"""What rules find in Dutch sentences, one by one; what they must not find; that no rule and no text breaks them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.annotation import Annotation
from codebench.domain.rule import Rule, keyword_rule, parse
from codebench.language.compounds import Compounds
from codebench.language.rule_matcher import RuleMatcher
from tests.domain.test_rule import rules
from tests.language.dutch import annotated

WORDS = ["tijdsdruk", "overlegtijd", "altijd", "tijdens", "tijdelijk", "praktijk", "overleg", "druk"]
KNOWN = {"tijd": Compounds(WORDS).of("tijd")}


def found(line: str | Rule, text: str, *, tagged: bool = True) -> list[str]:
    """The quotes that a rule finds, in order."""
    rule = parse(line) if isinstance(line, str) else line
    hits = RuleMatcher([rule], KNOWN).find(text, annotated(text, tagged=tagged), 0, len(text))
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("line", "text", "quotes"),
    [
        # this form, any capitals and accents
        ("tijd", "Tijd is er niet. TIJD!", ["Tijd", "TIJD"]),
        ("tijd", "De tijden veranderen.", []),
        ("zorgcoordinator", "De zorgcoördinator belt.", ["zorgcoördinator"]),
        ("coördinator", "de coordinator", ["coordinator"]),
        ("foto's", "De foto’s hangen op.", ["foto’s"]),
        ("co-teaching", "Wij doen co-teaching, of co teaching.", ["co-teaching", "co teaching"]),
        ("clb", "Het CLB.", ["CLB"]),
        # all forms, diminutives too
        ("lemma:tijd", "Andere tijden, geen tijd.", ["tijden", "tijd"]),
        ("lemma:tijd", "Een tijdje, twee tijdjes.", ["tijdje", "tijdjes"]),
        ("lemma:tijd", "Altijd tijdens de tijdsdruk.", []),
        ("lemma:beet", "Een beetje.", []),
        # a verb in its parts
        ("lemma:overnemen", "Zij nam het werk van haar collega over.", ["nam het werk van haar collega over"]),
        ("lemma:overnemen", "Wie neemt het over van mij?", ["neemt het over"]),
        ("lemma:overnemen", "Zij nam een boek over de oorlog.", []),
        ("lemma:overnemen", "Zij nam een boek over de oorlog over.", ["nam een boek over de oorlog over"]),
        ("lemma:overnemen", "Ze nam de tijd. Het is over.", []),
        ("lemma:overnemen", "Ze nam tijd, maar het is over.", []),
        ("lemma:overnemen", "Om het over te nemen.", ["over te nemen"]),
        ("lemma:overnemen", "Dat ze het over heeft genomen.", ["over heeft genomen"]),
        ("lemma:overnemen", "Het is overgenomen, of overnemen.", ["overgenomen", "overnemen"]),
        ("lemma:nemen", "Zij nam het over.", ["nam"]),
        ("lemma:opbellen", "Ze belt op of belt later op.", ["belt op", "belt later op"]),
        ("lemma:opbellen niet", "Ze belt de ouders op niet.", []),
        # compounds
        ("tijd~", "De tijdsdruk en de overlegtijden, dat is tijd.", ["tijdsdruk", "overlegtijden", "tijd"]),
        ("tijd~", "Altijd tijdens de praktijk, tijdelijk.", []),
        ("tijd~", "een tijdje", ["tijdje"]),
        # what begins so
        ("begeleid*", "Begeleiding en begeleiders, geleid.", ["Begeleiding", "begeleiders"]),
        ("a.b*", "axb", []),
        # alternatives, words in a row, words between
        ("geen|weinig|te_weinig ... tijd", "Er is te weinig vrije tijd.", ["weinig vrije tijd"]),
        ("geen|weinig ... tijd", "Geen, echt helemaal geen tijd.", ["geen tijd"]),
        ("geen ... tijd", "Geen een twee drie vier vijf tijd.", ["Geen een twee drie vier vijf tijd"]),
        ("geen ... tijd", "Geen een twee drie vier vijf zes tijd.", []),
        ("geen ...2 tijd", "Geen enkele vrije tijd; geen een twee drie tijd.", ["Geen enkele vrije tijd"]),
        ("geen ... tijd", "Geen idee. Tijd zat.", []),
        ("geen ... tijd", "geen tijd en geen tijd", ["geen tijd", "geen tijd"]),
        ("te weinig tijd", "Te weinig tijd, te veel weinig tijd.", ["Te weinig tijd"]),
        ('"te weinig"|geen tijd', "te weinig tijd, geen tijd", ["te weinig tijd", "geen tijd"]),
        ("ja nee", "Ja, nee, zo is het.", ["Ja, nee"]),
        # negation is found as it is asked for, and not otherwise
        ("tijd", "Er is geen tijd.", ["tijd"]),
        ("niet ... lemma:tijd", "Niet in deze tijden.", ["Niet in deze tijden"]),
        # sentences to leave out
        ("tijd -vrije", "Vrije tijd is tijd. Tijd is geld.", ["Tijd"]),
        ("tijd -geen|weinig", "Geen tijd. Veel tijd.", ["tijd"]),
        ('tijd -"vrije tijd"', "Vrije, tijd. Een vrije dag is tijd.", ["tijd"]),
        ("tijd -lemma:uur", "Uren tijd. Tijd.", ["Tijd"]),
        # parts of speech
        ("pos:ADJ lemma:school", "Een grote school, kleine scholen, de school.", ["grote school", "kleine scholen"]),
        ("pos:ADJ", "grote en kleine", ["grote", "kleine"]),
    ],
)
def test_what_a_rule_finds(line: str, text: str, quotes: list[str]) -> None:
    assert found(line, text) == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Zij nam het werk van haar collega over.", ["nam het werk van haar collega over"]),
        ("Zij nam een boek over de oorlog.", []),
        ("Om het over te nemen.", ["over te nemen"]),
    ],
)
def test_verbs_in_parts_are_found_without_parts_of_speech(text: str, quotes: list[str]) -> None:
    assert found("lemma:overnemen", text, tagged=False) == quotes


def test_a_keyword_means_its_words_in_all_forms_in_a_row() -> None:
    assert found(keyword_rule("nieuw school"), "De nieuwe scholen. Nieuw! School.") == ["nieuwe scholen"]
    assert found(keyword_rule("nieuwe school"), "De nieuwe scholen, nieuw schooltje.") == ["nieuwe scholen"]
    assert found(keyword_rule("uren"), "Uren en uur.") == ["Uren"]


def test_several_rules_say_which_of_them_found_what() -> None:
    text = "Geen tijd voor overleg."
    hits = RuleMatcher([parse("overleg"), parse("geen tijd"), parse("mandaat")], KNOWN).find(
        text, annotated(text), 0, 23
    )
    assert [(hit.rule, text[hit.start : hit.end]) for hit in hits] == [(1, "Geen tijd"), (0, "overleg")]


def test_only_what_lies_wholly_in_the_passage_is_found() -> None:
    text = "Tijd: geen tijd. Nog tijd?"
    matcher, annotation = RuleMatcher([parse("tijd")], KNOWN), annotated(text)
    assert [hit.start for hit in matcher.find(text, annotation, 6, len(text))] == [11, 21]
    assert [hit.start for hit in matcher.find(text, annotation, 12, 16)] == []
    assert matcher.find(text, annotation, 4, 4) == []


def test_long_keywords_and_words_full_of_signs_are_no_burden() -> None:
    text = "a-b c " * 40
    assert found(keyword_rule("c a-b " * 30), text) == [("c a-b " * 30).strip()]
    assert found(" ".join(["a-b|c"] * 8), text) == [" ".join(["a-b c"] * 4)] * 10


@settings(max_examples=60)
@given(rules(), st.lists(st.sampled_from(["tijd", "Geen", "overleg", ",", ".", "lemma", "x"]), max_size=12))
def test_no_rule_breaks_on_any_sentence(rule: Rule, words: list[str]) -> None:
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:i]) for i in range(len(words))]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    annotation = Annotation(starts, ends, [word.lower() for word in words], [""] * len(words), [0] if words else [])
    hits = RuleMatcher([rule], KNOWN).find(text, annotation, 0, len(text))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
