"""The last look at all that is drawn: what is too faint on its background is moved until it can be read.

Muted tones, tints under codes and colours that people chose for their codes meet on the screen in more ways than a
stylesheet can foresee; here each meeting is computed, as the terminal at hand will show it.
"""

import re
from enum import Enum
from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Ground
from textual.filter import LineFilter

from codebench.tui.document.colour import VISIBLE, blend, contrast

_BLANK = re.compile(r"[\s▁-▋▍-▏]*\Z")
"""Blanks, and the parts of cells that make the ends of scroll bars: both sides of these are areas, none is text."""
_DRAWN = re.compile(r"[\s─-▟]*\Z")
"""Lines, borders and stripes of codes: marks that are no text, which keep more of their colour."""
_STEPS = 20


class Kind(Enum):
    """What a piece is to a reader, which decides the contrast that it needs."""

    BLANK = 0
    MARK = 1
    TEXT = 2

    __hash__ = object.__hash__  # that of the names is slow, and these are looked up with every piece that is drawn


class Legible(LineFilter):
    """Gives text this contrast at least, and marks that of a mark (WCAG 2.2, 1.4.3 and 1.4.11)."""

    def __init__(self, least: float, colour_system: str | None) -> None:
        """`colour_system` is what the terminal can show, as Rich's console names it."""
        super().__init__()
        self._least = least
        self._system = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}.get(
            colour_system or "", ColorSystem.TRUECOLOR
        )

    def apply(self, segments: list[Segment], background: Ground) -> list[Segment]:
        """The segments, those moved that are too faint."""
        ground = background.rich_color
        return [self._moved(segment, ground) for segment in segments]

    def _moved(self, segment: Segment, ground: Color) -> Segment:
        text, style, control = segment
        if style is None or style.color is None or control:
            return segment
        kind = kind_of(text)
        if kind is Kind.BLANK:
            return segment
        least = min(VISIBLE, self._least) if kind is Kind.MARK else self._least
        return Segment(text, _legible(style, ground, least, self._system), control)


@lru_cache(maxsize=4096)
def kind_of(text: str) -> Kind:
    """What a piece of a row is."""
    return Kind.BLANK if _BLANK.match(text) else Kind.MARK if _DRAWN.match(text) else Kind.TEXT


@lru_cache(maxsize=4096)
def _legible(style: Style, ground: Color, least: float, system: ColorSystem) -> Style:
    """The style with its colour moved towards black or white just as far as needed."""
    background = ground if style.bgcolor is None or style.bgcolor.is_default else style.bgcolor
    if style.color is None or style.color.triplet is None or background.triplet is None:
        return style  # the terminal's own colours: nobody knows them
    colour, under = style.color.triplet.hex, _shown(background, system)
    if contrast(_shown(style.color, system), under) >= least:
        return style
    end = max("#000000", "#ffffff", key=lambda extreme: contrast(extreme, under))
    for step in range(1, _STEPS + 1):
        moved = Color.parse(blend(end, colour, step / _STEPS))
        if contrast(_shown(moved, system), under) >= least:
            return style + Style(color=moved)
    return style + Style(color=Color.parse(end))


def _shown(colour: Color, system: ColorSystem) -> str:
    """The colour that a terminal of this kind makes of it, as "#rrggbb"."""
    return colour.downgrade(system).get_truecolor().hex
