"""Rules as people type them: what they say, that they print as they read, and what is wrong with the others."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codebench.domain.rule import GAP, TAGS, Kind, Rule, RuleError, Step, Word, comparable, keyword_rule, parse


def step(*words: str, gap: int = 0) -> Step:
    return Step(tuple((Word(word),) for word in words), gap)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("tijd", Rule((step("tijd"),))),
        ("lemma:tijd", Rule((Step(((Word("tijd", Kind.LEMMA),),)),))),
        ("LEMMA:tijd", Rule((Step(((Word("tijd", Kind.LEMMA),),)),))),
        ("tijd~", Rule((Step(((Word("tijd", Kind.COMPOUND),),)),))),
        ("tijd+", Rule((Step(((Word("tijd", Kind.COMPOUND),),)),))),
        ("begeleid*", Rule((Step(((Word("begeleid", Kind.BEGINNING),),)),))),
        ("pos:adj tijd", Rule((Step(((Word("ADJ", Kind.TAG),),)), step("tijd")))),
        ("te weinig tijd", Rule((step("te"), step("weinig"), step("tijd")))),
        ('"te weinig" tijd', Rule((Step(((Word("te"), Word("weinig")),)), step("tijd")))),
        ("te_weinig", Rule((Step(((Word("te"), Word("weinig")),)),))),
        (
            "geen|weinig|te_weinig ... tijd",
            Rule((Step(((Word("geen"),), (Word("weinig"),), (Word("te"), Word("weinig")))), step("tijd", gap=GAP))),
        ),
        ("geen / weinig … tijd", Rule((step("geen", "weinig"), step("tijd", gap=GAP)))),
        ("geen...3tijd", Rule((step("geen"), step("tijd", gap=3)))),
        ("tijd -vrije|vrijetijd", Rule((step("tijd"),), (step("vrije", "vrijetijd"),))),
        ('-"vrije tijd" tijd', Rule((step("tijd"),), (Step(((Word("vrije"), Word("tijd")),)),))),
        ("“geen - tijd”", Rule((Step(((Word("geen"), Word("tijd")),)),))),
        ('"en/of"', Rule((step("en/of"),))),
        ('lemma:"te veel"', Rule((Step(((Word("te", Kind.LEMMA), Word("veel", Kind.LEMMA)),)),))),
        ("co-teaching 10:30 foto's", Rule((step("co-teaching"), step("10:30"), step("foto's")))),
    ],
)
def test_what_a_line_says(line: str, rule: Rule) -> None:
    assert parse(line) == rule
    assert parse(str(rule)) == rule


@pytest.mark.parametrize(
    ("line", "at", "word"),
    [
        ("", 0, "no word"),
        ("   ", 0, "no word"),
        ("-tijd", 0, "needs a word to find"),
        ("... tijd", 0, "between two words"),
        ("tijd ...", 5, "between two words"),
        ("geen ... ... tijd", 9, "between two words"),
        ("geen ...0 tijd", 5, "1 to 30"),
        ("geen ...99999999999999999999 tijd", 5, "1 to 30"),
        ("geen | tijd |", 13, "should be a word"),
        ("geen||tijd", 5, "should be a word"),
        ("tijd - overleg", 6, "should be a word"),
        ("te_ weinig", 3, "should be a word"),
        ("!", 0, "should be a word"),
        ('geen "tijd', 5, "not closed"),
        ("tijd; overleg", 4, "between rules"),
        ("lema:tijd", 0, "'lema:' is not known"),
        ("lemma:tijd~", 10, "one sign"),
        ("tijd~*", 5, "one sign"),
        ("pos:ZELFST", 0, "no part of speech"),
        ("tij*d", 3, "end of a word"),
        ("*tijd", 0, "end of a word"),
        ('"te weinig"~', 0, "one word"),
        ("x" * 401, 400, "at most 400"),
        (" ".join(["a|b"] * 9), 0, "more than 400 ways"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(line: str, at: int, word: str) -> None:
    with pytest.raises(RuleError) as error:
        parse(line)
    assert (error.value.at, word in error.value.problem) == (at, True), error.value
    assert f"character {at + 1}:" in str(error.value)


texts = st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc"], exclude_characters='"“”„;'), min_size=1)
words = st.one_of(
    st.builds(
        Word,
        st.one_of(
            st.sampled_from(["tijd", "co-teaching", "-ig", "a*b", "c++", "en/of", "lemma:x", "…a", "10:30"]),
            texts.map(lambda text: text + "a"),
        ),
        st.sampled_from([Kind.FORM, Kind.LEMMA, Kind.COMPOUND, Kind.BEGINNING]),
    ),
    st.builds(Word, st.sampled_from(TAGS), st.just(Kind.TAG)),
)
phrases = st.lists(words, min_size=1, max_size=3).map(tuple)
choices = st.lists(phrases, min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    steps = draw(st.lists(choices, min_size=1, max_size=4))
    gaps = [0, *(draw(st.integers(0, 30)) for _ in steps[1:])]
    without = draw(st.lists(choices, max_size=2))
    return Rule(
        tuple(Step(each, gap) for each, gap in zip(steps, gaps, strict=True)), tuple(Step(each) for each in without)
    )


@given(rules())
def test_a_rule_reads_as_it_prints(rule: Rule) -> None:
    if len(str(rule)) <= 400:
        assert parse(str(rule)) == rule


@given(st.one_of(st.text(), st.text('ab -|_/~+*."…:“ 3', max_size=30), st.from_regex(r"(lemma:|pos:)?\w*[~*]?")))
@example("\ud800")
@example("ß İ ﬁ a\u0301")
def test_no_line_is_beyond_words(line: str) -> None:
    try:
        rule = parse(line)
    except RuleError as error:
        assert 0 <= error.at <= len(line)
    else:
        assert parse(str(rule)) == rule


@given(st.text())
def test_a_keyword_is_taken_as_it_stands(keyword: str) -> None:
    try:
        rule = keyword_rule(keyword)
    except RuleError:
        assert not any(char.isalnum() for char in keyword)
    else:
        assert {word.kind for word in rule.words()} == {Kind.LEMMA}
        if len(str(rule)) <= 400:
            assert parse(str(rule)) == rule


def test_a_keyword_of_several_words_is_words_in_a_row() -> None:
    assert str(keyword_rule("gemotiveerd verslag")) == "lemma:gemotiveerd lemma:verslag"
    assert str(keyword_rule("-x | y/z*;")) == 'lemma:"-x" lemma:"y/z*"'


def test_words_are_compared_without_capitals_and_accents() -> None:
    assert comparable("Zorgcoördinator") == comparable("zorgcoo\u0308rdinator") == "zorgcoordinator"
    assert comparable("FOTO’S") == "foto's"
