from itertools import combinations

import pytest
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from codebench.project.codebook import COLOURS
from codebench.tui.document.colour import READABLE, STRENGTH, VISIBLE, blend, contrast, readable, rgb, tint
from codebench.tui.document.look import Look, Piece, legible

THEMES = {
    name: (theme.to_color_system().generate()["background"], theme.to_color_system().generate()["foreground"])
    for name, theme in BUILTIN_THEMES.items()
    if not theme.ansi
}


def test_colour_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#e69f00", "#e69f00") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_colour_text_is_readable_on_every_tint(theme):
    background, foreground = (value[:7].lower() for value in THEMES[theme])
    for colour in COLOURS:
        tinted = tint(colour, background, foreground)
        assert contrast(tinted.text, tinted.background) >= READABLE
        # Never more than a fifth of the code's colour.
        most = blend(colour, background, STRENGTH)
        for got, bare, full in zip(rgb(tinted.background), rgb(background), rgb(most), strict=True):
            assert min(bare, full) <= got <= max(bare, full)


@pytest.mark.parametrize("theme", THEMES)
def test_colour_marks_are_readable_on_every_theme(theme):
    background = THEMES[theme][0][:7].lower()
    assert all(contrast(readable(colour, background), background) >= READABLE for colour in COLOURS)


@pytest.mark.parametrize(("background", "text"), [("#121212", "#e0e0e0"), ("#ffffff", "#1a1a1a")])
def test_colour_tints_can_be_seen(background, text):
    assert all(tint(colour, background, text).background != background for colour in COLOURS)


def test_colour_palette_can_be_told_apart():
    assert min(_distance(one, other) for one, other in combinations(COLOURS, 2)) > 20


def test_colour_what_is_no_colour_is_grey():
    assert rgb("red; }") == rgb("#808080")


def test_look_every_piece_is_readable():
    base = Style(color="#e0e0e0", bgcolor="#121212")
    muted = legible(Style(color="#555555", bgcolor="#121212"))
    marked = Style(color="#000000", bgcolor="#ffa62b")
    look = Look(base=base, moderator=muted, speaker=base, hit=marked, selection=marked, caret=marked, plain=False)
    for colour in COLOURS:
        style = look.piece(Piece(colour=colour))
        assert contrast(style.color.triplet.hex, style.bgcolor.triplet.hex) >= READABLE
    assert contrast(muted.color.triplet.hex, "#121212") >= READABLE
    assert contrast(legible(muted, VISIBLE).color.triplet.hex, "#121212") >= VISIBLE


def test_look_plain_tells_by_underline_bold_and_reverse():
    look = Look()
    coded, overlap = look.piece(Piece(colour="#0072b2")), look.piece(Piece(colour="#0072b2", overlap=True))
    assert coded.underline and not coded.bold and coded.color is None
    assert overlap.underline and overlap.bold
    assert look.piece(Piece(selected=True)).reverse
    assert look.piece(Piece(caret=True)).reverse
    assert not look.piece(Piece(selected=True, caret=True)).reverse


def _distance(one: str, other: str) -> float:
    """CIE 1976: about 2 can just be seen."""

    def lab(colour):
        red, green, blue = (
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in rgb(colour))
        )
        xyz = (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        )
        x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
        return 116 * y - 16, 500 * (x - y), 200 * (y - z)

    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5
