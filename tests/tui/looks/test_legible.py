"""Whatever colours meet on the screen, text comes out legible, and what is legible comes out as it went in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Ground

from codebench.tui.document.colour import READABLE, VISIBLE, contrast
from codebench.tui.legible import Legible
from codebench.tui.theme import ENHANCED

GROUND = Ground.parse("#16181c")
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def drawn(text: str, style: Style, least: float = READABLE, system: str = "truecolor") -> Style:
    """The style in which the text reaches the terminal."""
    (segment,) = Legible(least, system).apply([Segment(text, style)], GROUND)
    assert segment.text == text
    assert segment.style is not None
    return segment.style


@settings(max_examples=25)
@given(colours, colours, st.sampled_from([READABLE, ENHANCED]), st.sampled_from(["truecolor", "256", "standard"]))
def test_text_has_the_contrast_that_is_asked_for_or_the_most_there_is(
    text: str, under: str, least: float, system: str
) -> None:
    kind = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}.get(system, ColorSystem.TRUECOLOR)

    def shown(colour: Color | None) -> str:
        assert colour is not None
        return colour.downgrade(kind).get_truecolor().hex

    style = drawn("tijd", Style(color=text, bgcolor=under, bold=True), least, system)
    ground = shown(style.bgcolor)
    most = max(contrast("#000000", ground), contrast("#ffffff", ground))
    assert contrast(shown(style.color), ground) >= min(least, most)
    assert style.bold
    assert style.bgcolor == Color.parse(under)
    if contrast(shown(Color.parse(text)), ground) >= least:
        assert style.color == Color.parse(text)


@pytest.mark.parametrize("stripe", ["▌", "│", "──", "┊  "])
def test_a_mark_keeps_more_of_its_colour_than_a_letter(stripe: str) -> None:
    faint = Style(color="#5a3030", bgcolor="#16181c")
    mark, letter = (drawn(text, faint).color for text in (stripe, "a"))
    assert mark is not None
    assert letter is not None
    assert VISIBLE <= contrast(mark.get_truecolor().hex, "#16181c") < READABLE
    assert contrast(letter.get_truecolor().hex, "#16181c") >= READABLE


def test_what_has_no_ground_of_its_own_is_judged_on_what_lies_under_it() -> None:
    style = drawn("tijd", Style(color="#202020"))
    assert style.color is not None
    assert contrast(style.color.get_truecolor().hex, "#16181c") >= READABLE


@pytest.mark.parametrize("text", ["   ", "", "▁▁", "█"])
def test_areas_without_signs_stay_as_they_are(text: str) -> None:
    style = Style(color="#202020", bgcolor="#16181c")
    assert drawn(text, style) == style


def test_colours_that_only_the_terminal_knows_stay_as_they_are() -> None:
    style = Style(color="red", bgcolor="default")
    assert drawn("tijd", style) == style
