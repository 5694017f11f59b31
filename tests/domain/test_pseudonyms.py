"""Pseudonyms as text: what is found, what is not, and that nothing outside the places changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.domain.pseudonyms import Identifier, Matcher, Pseudonym
from codebench.domain.remap import Outcome
from codebench.domain.replacing import Excision, Place, Substitution, replaced
from codebench.domain.spans import Span

NAMES = (
    Pseudonym("Ilse", "[deelnemer 3]"),
    Pseudonym("Ilse Peeters", "[deelnemer 4]"),
    Pseudonym("Jo", "[deelnemer 5]"),
    Pseudonym("Ben", "[deelnemer 6]"),
    Pseudonym("+32 470 12 34 56", "[telefoon 1]", Identifier.TELEPHONE),
)
MATCHER = Matcher(NAMES, names=frozenset({"Jos"}), words_too=frozenset({"Ben"}))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ilse: ja", "[deelnemer 3]: ja"),
        ("Ilses tas, Ilse's fiets, Ilse’s huis", "[deelnemer 3]s tas, [deelnemer 3]'s fiets, [deelnemer 3]’s huis"),
        ("ilse en ILSE", "[deelnemer 3] en [deelnemer 3]"),
        ("Ilse  Peeters", "[deelnemer 4]"),
        ("Ilsenaar, Wilse, Anne-Ilse, Ilse-Marie", "Ilsenaar, Wilse, Anne-Ilse, Ilse-Marie"),
        ("Jos zag Jo, jo.", "Jos zag [deelnemer 5], jo."),
        ("Ben ik hier? Ja. Ben!", "Ben ik hier? Ja. Ben!"),
        ("Ben: ik ken Ben wel.", "[deelnemer 6]: ik ken [deelnemer 6] wel."),
        ("bel (+32 470 12 34 56)", "bel ([telefoon 1])"),
    ],
)
def test_names_are_found_whole_with_their_genitive_and_words_are_left(text: str, wanted: str) -> None:
    assert replaced(text, MATCHER.places(text)) == wanted


@pytest.mark.parametrize(("original", "replacement"), [("", "x"), ("x", " "), ("a\nb", "x"), ("…", "x"), ("x", "y ")])
def test_what_can_be_no_pseudonym_is_refused(original: str, replacement: str) -> None:
    with pytest.raises(InputError, match="can't stand in a key"):
        Pseudonym(original, replacement)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Place]]:
    text = draw(st.text("ab \n", min_size=1, max_size=40))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    return text, [Place(start, end, draw(st.sampled_from(["X", "[naam 12]"]))) for start, end in pairs]


@settings(max_examples=150)
@given(texts(), st.data())
def test_spans_outside_the_places_keep_their_text_and_none_is_lost(
    case: tuple[str, list[Place]], data: st.DataObject
) -> None:
    text, places = case
    edit = Substitution.at(text, places)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    became = edit.remap(span)
    assert became.span is not None
    inside = [place for place in places if place.start < span.end and span.start < place.end]
    if not inside:
        assert became.outcome in (Outcome.UNCHANGED, Outcome.MOVED)
        assert edit.new[became.span.start : became.span.end] == text[span.start : span.end]
    else:
        # It holds what it held, each place as a whole.
        low, high = min(span.start, inside[0].start), max(span.end, inside[-1].end)
        moved = [Place(place.start - low, place.end - low, place.text) for place in inside]
        assert edit.new[became.span.start : became.span.end] == replaced(text[low:high], moved)


@settings(max_examples=100)
@given(texts())
def test_what_is_cut_out_is_nowhere_and_all_else_stays(case: tuple[str, list[Place]]) -> None:
    text, places = case
    edit = Excision.at(text, places)
    for place in places:
        assert edit.remap(Span(place.start, place.end)).span is None or not text[place.start : place.end].strip()
    kept = edit.new
    for place in places:
        kept = kept.replace(place.text, "", 1)
    gone = sum(place.end - place.start for place in places)
    assert len(kept) == len(text) - gone
