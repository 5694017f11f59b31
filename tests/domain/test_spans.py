import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codebench.domain import spans as module
from codebench.domain.errors import InputError
from codebench.domain.spans import Span, extends, graphemes, locate, splits_word, tokens, trim

quick = settings(max_examples=100, deadline=None)

PIECES = ["school", "foto's", "e-mail", "één", "e\u0301e\u0301n", " ", "\n", "\t", ".", "’", "--", "😀", "👍🏽"]
PIECES += ["👨‍👩‍👧", "🇧🇪", "🇳🇱", "\u0301", "\u200d", "\u00a0", "_", "7", "汉字"]
a_text = st.one_of(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), st.text(max_size=30))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0), (-3, -1)])
def test_a_span_that_holds_nothing_is_refused_in_a_sentence(start: int, end: int) -> None:
    with pytest.raises(InputError, match=f"{start}-{end} is no stretch of text"):
        Span(start, end)


def test_spans_are_values_that_sort_by_place() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]
    assert len({Span(1, 2), Span(1, 2)}) == 1


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


def words(text: str) -> list[str]:
    """What is left together when the text is cut wherever no word is split."""
    cuts = [0, *(at for at in range(1, len(text)) if not splits_word(text, at)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    return [piece for piece in pieces if any(char.isalnum() for char in piece)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("de foto's hier", ["de", "foto's", "hier"]),
        ("de foto’s hier", ["de", "foto’s", "hier"]),
        ("een e-mail.", ["een", "e-mail"]),
        ("'s avonds", ["s", "avonds"]),
        ("zeg -- wat", ["zeg", "wat"]),
        ("zeg--wat", ["zeg", "wat"]),
        ("e\u0301e\u0301n ding", ["e\u0301e\u0301n", "ding"]),
        ("laatste", ["laatste"]),
        ("👍 ja", ["ja"]),
        ("", []),
        ("code_7!", ["code_7"]),
    ],
)
def test_what_is_one_word(text: str, found: list[str]) -> None:
    assert words(text) == found


@quick
@given(a_text, st.integers(-2, 40))
def test_no_word_runs_over_white_space_or_an_end_of_the_text(text: str, offset: int) -> None:
    if splits_word(text, offset):
        assert 0 < offset < len(text)
        assert not text[offset - 1].isspace() and not text[offset].isspace()


@quick
@given(a_text)
def test_a_word_is_never_cut_inside_what_is_read_as_one_character(text: str) -> None:
    at = 0
    for piece in graphemes(text):
        if piece[0].isalnum() and all(map(extends, piece[1:])):
            assert all(splits_word(text, at + i) for i in range(1, len(piece)))
        at += len(piece)
