import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codebench.domain.text import checksum, covers_word, freeze, shown, shown_line

# Characters that a terminal may obey: controls, line and paragraph separators, and what turns the direction.
STEERING = {
    char
    for char in map(chr, range(0x10000))  # beyond it there is none
    if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")
    or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    or char in "\u200e\u200f\u061c"
}

any_text = st.text(st.characters(), max_size=40)
steered_text = st.text(st.one_of(st.sampled_from(sorted(STEERING)), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("raw", "frozen"),
    [
        ("een\r\ntwee\rdrie\n", "een\ntwee\ndrie\n"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufeffeen", "een"),
        ("een\ufeff", "een\ufeff"),
        ("e\u0301 \u2028 \x0b", "e\u0301 \u2028 \x0b"),
        ("", ""),
    ],
)
def test_freezing_changes_line_ends_and_the_mark_in_front_only(raw: str, frozen: str) -> None:
    assert freeze(raw) == frozen


@given(st.text(st.one_of(st.sampled_from("\ufeff\r\n"), st.characters()), max_size=30))
@example("\ufeff\ufeffeen")
def test_a_frozen_text_stays_as_it_is(raw: str) -> None:
    frozen = freeze(raw)
    assert freeze(frozen) == frozen
    assert "\r" not in frozen


def test_the_checksum_is_that_of_the_utf_8_bytes() -> None:
    assert checksum("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(checksum("\ud800")) == 64
    assert checksum("é") != checksum("e\u0301")


@given(steered_text)
def test_nothing_that_is_shown_can_steer_a_terminal_and_offsets_hold(text: str) -> None:
    for safe, kept in ((shown(text), {"\n", "\t"}), (shown_line(text), set())):
        assert len(safe) == len(text)
        assert not (set(safe) & STEERING) - kept
    assert len(shown_line(text).splitlines()) <= 1


@given(any_text)
def test_harmless_characters_are_shown_as_they_are(text: str) -> None:
    for old, new in zip(text, shown(text), strict=True):
        assert new == old or old in STEERING


def test_escapes_are_shown_as_pictures() -> None:
    assert shown("\x1b[31mrood\x7f\x9b\tx\n") == "␛[31mrood␡\ufffd\tx\n"
    assert shown("\u202eabc\u2066") == "◌abc◌"
    assert shown_line("a\tb\nc\u2028") == "a b␤c␤"


@pytest.mark.parametrize(
    ("piece", "covers"), [("ja", True), ("7", True), ("é", True), (" — ", False), ("_", False), ("👍", False)]
)
def test_a_word_needs_a_letter_or_a_digit(piece: str, covers: bool) -> None:
    text = f"voor{piece}na"
    assert covers_word(text, 4, 4 + len(piece)) is covers
