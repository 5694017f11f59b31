from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pane_material import transcript

from codebench.domain.sentences import stripped_end
from codebench.tui.document.caret import Caret
from codebench.tui.document.layout import Typesetter
from codebench.tui.document.model import PaneSection
from codebench.tui.document.selection import Reading

DUTCH = st.lists(
    st.sampled_from(
        [
            "Ja. ",
            "dhr. ",
            "o.a. ",
            "Wat? ",
            "en… ",
            "enz. ",
            "tijd ",
            "co-teaching ",
            "[lacht] ",
            "\n",
            "  ",
            "“Nee!” ",
            "…",
        ]
    ),
    max_size=30,
).map("".join)


def sentences(text: str) -> list[str]:
    reading = Reading(text)
    starts = [0]
    while starts[-1] < len(text):
        starts.append(reading.next_sentence(starts[-1]))
    return [text[a:b].strip() for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dat is zo.", "Ik weet het.", "Echt?", "Ja!", "Goed."],
        ["We zagen dhr. Peeters en mevr. De Smet.", "Zij niet."],
        ["Het gaat om o.a. tijd, m.b.t. Brussel nl. de scholen t.o.v. Gent.", "Klaar."],
        ["Spelletjes, stiften enz. waren er niet.", "Niets."],
        ["Spelletjes, stiften enz.", "Wij kochten alles zelf."],
        ["En toen… ja, toen stopte het.", "Voorgoed."],
        ["En toen...", "Het stopte."],
        ["“Echt waar?” vroeg ze.", "“Dat is niet uw taak!”", "Zij wel."],
        ["Zij heet A. Peeters.", "Ze bleef."],
        ["1. Tijd is te kort.", "Middelen ook."],
        ["Dat was in 2018.", "Daarna niet."],
        ["ja.", "dat vind ik ook."],
        ["Zie blz. 12 en art. 3.", "Meer niet."],
    ],
)
def test_selection_sentences_of_dutch(expected):
    assert sentences(" ".join(expected)) == expected


def test_selection_a_line_end_ends_a_sentence():
    assert sentences("Geen punt\nWel een. \n\n  Nog een") == ["Geen punt", "Wel een.", "Nog een"]


@given(DUTCH)
def test_selection_forward_and_back_stop_at_the_same_places(text):
    reading = Reading(text)
    for forward, backward in (
        (reading.next_sentence, reading.previous_sentence),
        (reading.next_word, reading.previous_word),
        (reading.next_paragraph, reading.previous_paragraph),
    ):
        stops = [0]
        while stops[-1] < len(text):
            stops.append(forward(stops[-1]))
            assert stops[-1] > stops[-2]
        for before, after in pairwise(stops[:-1]):
            # Only the blanks that a text or line begins with are passed over.
            assert text[before : backward(after)].strip() == ""


@given(DUTCH, st.data())
def test_selection_windows_change_nothing(text, data):
    """Text before the place where one looks, however long, does not matter."""
    offset = data.draw(st.integers(0, len(text)))
    far = "Woord voor woord. " * 200
    near, moved = Reading("\n" + text), Reading(far + "\n" + text)
    for name in ("next_word", "previous_word", "next_sentence", "previous_sentence"):
        here, there = getattr(near, name)(1 + offset), getattr(moved, name)(len(far) + 1 + offset)
        if here > 1:
            assert there - len(far) == here, name


@given(st.text("a .\n", max_size=12), st.integers(0, 700), st.text(" .", max_size=700), st.integers(0, 750))
def test_selection_signs_are_stripped_as_from_a_copy(head, n, tail, offset):
    text = head + " " * n + tail
    for signs in (None, ". "):
        assert stripped_end(text, offset, signs) == len(text[:offset].rstrip(signs))


@pytest.mark.parametrize("piece", ["a", ".", " ", ". ", "a\u0301"], ids=repr)
def test_selection_a_long_stretch_of_one_thing_stops_nothing(piece):
    """Guards against quadratic searches, which would take minutes here."""
    reading = Reading(piece * (200_000 // len(piece)))
    middle = len(reading.text) // 2
    for step in (reading.next_word, reading.previous_word, reading.next_sentence, reading.previous_sentence):
        assert 0 <= step(middle) <= len(reading.text)


def test_selection_words_have_apostrophes_hyphens_and_accents():
    text = "auto’s co-teaching zo'n cafe\u0301 samen\u00adwerken"
    reading = Reading(text)
    words, at = [], 0
    while at < len(text):
        start, end = reading.word(at)
        words.append(text[start:end])
        at = end + 1
    assert words == text.split()
    assert Reading("tijd, geld").word(4) == (0, 4)
    assert Reading("tijd, geld").word(5) is None


def test_selection_motions_pass_over_speakers_labels():
    document = transcript([("Ilse", "Een. Twee."), ("J. Bart", "Drie.")])
    reading = Reading(document.text, document.units)
    first, second = document.units
    assert reading.next_sentence(0) == first.body_start
    assert reading.next_sentence(first.body_start + 5) == second.body_start
    assert reading.previous_sentence(second.body_start) == first.body_start + 5
    assert reading.sentence(second.start + 2) == (second.start, second.body_start - 1)
    assert reading.next_turn(0) == first.body_start
    assert reading.next_turn(first.body_start) == second.body_start
    assert reading.next_turn(second.body_start) == second.body_start
    assert reading.previous_turn(second.body_start) == first.body_start
    assert reading.previous_turn(second.body_start + 2) == second.body_start
    # While selecting, a turn is what is said in it, without the next one's label.
    assert reading.next_turn(first.body_start, selecting=True) == first.end
    assert reading.next_turn(first.end, selecting=True) == second.end


def test_selection_grows_from_word_to_sentence_to_unit_and_shrinks_back():
    document = transcript()
    reading = Reading(document.text, document.units)
    unit = document.units[1]
    caret = Caret()
    caret.place(document.text.index("weinig, dhr"))
    seen = []
    for _ in range(4):
        caret.grow(reading)
        seen.append(document.text[slice(*caret.selection)])
    assert seen == ["weinig", "Echt te weinig, dhr. Peeters!", *[document.text[unit.body_start : unit.end]] * 2]
    caret.shrink(reading)
    assert document.text[slice(*caret.selection)] == seen[1]
    caret.shrink(reading)
    assert document.text[slice(*caret.selection)] == seen[0]
    caret.shrink(reading)
    assert caret.selection is None


def test_selection_grows_from_a_turn_to_its_section():
    document = transcript()
    first, second, third = document.units[:3]
    sections = [PaneSection("Een", first.start, second.end + 1), PaneSection("Twee", third.start, len(document.text))]
    reading = Reading(document.text, document.units, sections)
    assert reading.grow(second.body_start, second.end) == (first.start, second.end)
    assert reading.grow(first.start, second.end) == (first.start, second.end)
    assert reading.grow(third.body_start, third.end)[0] == third.start
    assert reading.shrink(second.body_start, second.end) == reading.sentence(second.body_start)


def test_selection_grows_from_a_section_to_the_one_around_it():
    document = transcript()
    first, second = document.units[:2]
    sections = [PaneSection("Om", 0, len(document.text)), PaneSection("In", first.start, second.end)]
    reading = Reading(document.text, document.units, sections)
    inner = reading.grow(second.body_start, second.end)
    assert inner == (first.start, second.end)
    assert reading.grow(*inner) == reading.trim(0, len(document.text))


def test_selection_shrinks_what_was_not_grown_at_its_start():
    document = transcript()
    reading = Reading(document.text, document.units)
    unit = document.units[1]
    assert reading.shrink(unit.body_start, unit.end) == reading.sentence(unit.body_start)
    start, end = reading.shrink(*reading.sentence(unit.body_start))
    assert document.text[start:end] == "We"
    assert reading.shrink(start, end) == (start, start)


def test_selection_grows_over_several_sentences_and_units():
    document = transcript()
    reading = Reading(document.text, document.units)
    first, second = document.units[1:3]
    start, end = document.text.index("Peeters"), document.text.index("mandaat")
    words = reading.grow(start + 2, end + 3)
    assert words == (start, end + len("mandaat"))
    assert document.text[slice(*reading.grow(*words))].startswith("Echt te weinig")
    assert reading.grow(*reading.grow(*words)) == (first.body_start, second.end)


@given(DUTCH, st.data())
def test_selection_growing_holds_what_was_selected(text, data):
    reading = Reading(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    grown = reading.grow(start, end)
    assert grown[0] <= start and end <= grown[1]
    smaller = reading.shrink(start, end)
    assert start <= smaller[0] <= smaller[1] <= end


def test_selection_snap_makes_words_whole_and_drops_blanks():
    reading = Reading("  te weinig tijd  ")
    assert reading.snap(6, 14) == (5, 16)
    assert reading.snap(0, 5) == (2, 4)
    assert reading.snap(0, 1) == (0, 0)


def test_caret_target_is_the_trimmed_selection_or_the_body():
    document = transcript([("Ilse", "Een. Twee."), ("Bart", "")])
    reading = Reading(document.text, document.units)
    first, second = document.units
    caret = Caret()
    assert caret.target(reading) == (first.body_start, first.end)
    caret.place(first.body_start + 5, first.body_start)
    assert caret.target(reading) == (first.body_start, first.body_start + 4)
    caret.place(first.end + 1, first.end)
    assert caret.target(reading) is None
    caret.place(second.start)
    assert caret.target(reading) is None


def test_caret_keeps_its_cell_over_short_rows():
    text = "lange regel\nkort\nlange regel"
    reading, layout, caret = Reading(text), Typesetter(text).wrap(40), Caret()
    caret.place(9)
    caret.go("down", False, reading, layout, 10)
    assert caret.offset == text.index("kort") + 4
    caret.go("down", False, reading, layout, 10)
    assert caret.offset == text.rindex("lange") + 9
    caret.go("left", False, reading, layout, 10)
    caret.go("up", False, reading, layout, 10)
    caret.go("up", False, reading, layout, 10)
    assert caret.offset == 8


def test_caret_v_makes_every_motion_select_until_v():
    text = "een twee drie"
    reading, layout, caret = Reading(text), Typesetter(text).wrap(40), Caret()
    caret.toggle()
    caret.go("next_word", False, reading, layout, 10)
    caret.go("next_word", False, reading, layout, 10)
    assert caret.selection == (0, 9)
    caret.toggle()
    assert caret.selection is None
    caret.go("left", True, reading, layout, 10)
    assert caret.selection == (8, 9)
    caret.go("left", False, reading, layout, 10)
    assert caret.selection is None
