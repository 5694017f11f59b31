import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codebench.domain import spans as module
from codebench.domain.errors import InputError
from codebench.domain.spans import (
    Span,
    covered,
    extends,
    graphemes,
    lanes,
    locate,
    splits_word,
    tokens,
    trim,
    union,
    word_span,
)

quick = settings(max_examples=100, deadline=None)

a_span = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 12))
some_spans = st.lists(a_span, max_size=25)
PIECES = ["school", "foto's", "e-mail", "één", "e\u0301e\u0301n", " ", "\n", "\t", ".", "’", "--", "😀", "👍🏽"]
PIECES += ["👨‍👩‍👧", "🇧🇪", "🇳🇱", "\u0301", "\u200d", "\u00a0", "_", "7", "汉字"]
a_text = st.one_of(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), st.text(max_size=30))


def chars(spans: list[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0), (-3, -1)])
def test_a_span_that_holds_nothing_is_refused_in_a_sentence(start: int, end: int) -> None:
    with pytest.raises(InputError, match=f"{start}-{end} is no stretch of text"):
        Span(start, end)


def test_spans_are_values_that_sort_by_place() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]
    assert len({Span(1, 2), Span(1, 2)}) == 1
    assert Span(2, 7).length == 5


@quick
@given(a_span, a_span)
def test_relations_of_two_spans_are_those_of_their_characters(a: Span, b: Span) -> None:
    in_a, in_b = chars([a]), chars([b])
    assert a.overlaps(b) == bool(in_a & in_b) == b.overlaps(a)
    assert a.contains(b) == (in_b <= in_a)
    assert a.touches(b) == (not in_a & in_b and len(union([a, b])) == 1) == b.touches(a)
    both = a.intersection(b)
    assert (chars([both]) if both else set()) == in_a & in_b


@quick
@given(some_spans)
def test_union_holds_each_covered_character_once(spans: list[Span]) -> None:
    merged = union(spans)
    assert chars(merged) == chars(spans)
    assert covered(spans) == len(chars(spans))
    assert all(a.end < b.start for a, b in pairwise(merged))


@quick
@given(a_text, st.data())
def test_trim_leaves_what_strip_leaves(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text) + 2))
    kept = trim(text, start, end)
    assert (text[kept.start : kept.end] if kept else "") == text[start:end].strip()
    assert kept is None or (start <= kept.start and kept.end <= end)


def test_locate_finds_overlapping_occurrences_and_no_empty_ones() -> None:
    assert locate("banana", "ana") == [1, 3]
    assert locate("aaaa", "aa") == [0, 1, 2]
    assert locate("aaaa", "") == []
    assert locate("", "a") == []


@quick
@given(st.text("ab", max_size=20), st.text("ab", min_size=1, max_size=3))
def test_locate_is_complete(text: str, quote: str) -> None:
    assert locate(text, quote) == [i for i in range(len(text)) if text.startswith(quote, i)]


@quick
@given(some_spans)
def test_lanes_keep_overlapping_spans_apart_in_the_fewest_lanes(spans: list[Span]) -> None:
    given_lanes = lanes(spans)
    assert len(given_lanes) == len(spans)
    for i, a in enumerate(spans):
        for j, b in enumerate(spans[:i]):
            assert not a.overlaps(b) or given_lanes[i] != given_lanes[j]
    busiest = max((sum(at in chars([span]) for span in spans) for at in chars(spans)), default=0)
    assert len(set(given_lanes)) == busiest == max(given_lanes, default=-1) + 1


def test_the_longest_of_spans_that_begin_together_gets_the_inner_lane() -> None:
    assert lanes([Span(0, 3), Span(0, 9), Span(3, 5), Span(9, 10)]) == [1, 0, 1, 0]


@quick
@given(a_text)
@example("🇧🇪🇳🇱👨‍👩‍👧")
def test_tokens_and_graphemes_put_together_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text == "".join(graphemes(text))
    # No token cuts what a reader sees as one character.
    cuts = set()
    for piece in graphemes(text):
        cuts.add(max(cuts, default=0) + len(piece))
    at = 0
    for token in tokens(text):
        at += len(token)
        assert at in cuts


def test_tokens_are_words_and_single_other_characters() -> None:
    assert tokens("Wij, hè?\n Ja") == ["Wij", ",", " ", "hè", "?", "\n", " ", "Ja"]
    assert tokens("e\u0301e\u0301n 👍🏽") == ["e\u0301e\u0301n", " ", "👍🏽"]
    assert graphemes("e\u0301n🇧🇪🇳🇱👨‍👩‍👧\n\u0301") == ["e\u0301", "n", "🇧🇪", "🇳🇱", "👨‍👩‍👧", "\n", "\u0301"]


def test_whatever_joins_the_character_before_it_is_seen_by_the_quick_look() -> None:
    joining = [char for char in map(chr, range(sys.maxunicode + 1)) if extends(char)]
    assert {unicodedata.category(char) for char in joining} >= {"Mn", "Mc", "Me", "Cf", "Sk"}
    assert all(module._UNPLAIN.match(char) and char >= "\u0300" for char in joining)
    assert all(module._UNPLAIN.match(char) for char in "🇦🇿")


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("de foto's hier", 5, "foto's"),
        ("de foto’s hier", 7, "foto’s"),
        ("een e-mail.", 5, "e-mail"),
        ("'s avonds", 1, "s"),
        ("zeg -- wat", 5, None),
        ("zeg -- wat", 3, "zeg"),
        ("zeg--wat", 5, "wat"),
        ("e\u0301e\u0301n ding", 1, "e\u0301e\u0301n"),
        ("laatste", 7, "laatste"),
        ("laatste", 8, None),
        ("laatste", -1, None),
        ("👍 ja", 0, None),
        ("", 0, None),
        ("code_7!", 0, "code_7"),
    ],
)
def test_word_at_an_offset(text: str, offset: int, word: str | None) -> None:
    found = word_span(text, offset)
    assert (text[found.start : found.end] if found else None) == word


@quick
@given(a_text, st.integers(0, 40))
def test_a_word_is_the_same_from_each_of_its_characters(text: str, offset: int) -> None:
    word = word_span(text, offset)
    if word is None:
        return
    assert word.start <= offset <= word.end
    assert not splits_word(text, word.start) and not splits_word(text, word.end)
    for at in range(word.start, word.end):
        assert word_span(text, at) == word
        assert at == word.start or splits_word(text, at)
