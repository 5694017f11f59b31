"""The pane's styles for one theme: read once from the stylesheet, then looked up.

Where colours can't be told apart (NO_COLOR, 16 colours, an ANSI theme) the look is *plain*: underline, bold and
reverse say what tints say elsewhere.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import TRANSPARENT
from textual.color import Color as Ground
from textual.filter import LineFilter

from codebench.tui.document.colour import READABLE, readable, tint
from codebench.tui.legible import Kind, kind_of

_BARE = Style()


class Voice(StrEnum):
    """Whose words a piece of text is, which decides its base style."""

    SPEECH = "speech"
    SPEAKER = "speaker"
    MODERATOR = "moderator"

    __hash__ = str.__hash__  # that of an Enum is slow, and these are looked up with every piece of text


class Piece(NamedTuple):
    """What there is to say about a piece of text."""

    voice: Voice = Voice.SPEECH
    colour: str | None = None
    overlap: bool = False
    hit: bool = False
    selected: bool = False
    caret: bool = False


@dataclass(slots=True)
class Look:
    """The styles of the stylesheet, in full (colour and background), and whether colours may be relied on.

    `filters` are what Textual makes of every style afterwards (no colour, say), on this `ground`: other filters are
    another look.
    """

    base: Style = _BARE
    number: Style = _BARE
    number_reviewed: Style = _BARE
    number_current: Style = _BARE
    reviewed: Style = _BARE
    speaker: Style = _BARE
    moderator: Style = _BARE
    section: Style = _BARE
    hit: Style = _BARE
    selection: Style = _BARE
    caret: Style = _BARE
    plain: bool = True
    filters: tuple[LineFilter, ...] = ()
    ground: Ground = TRANSPARENT
    _inks: dict[Kind, dict[Style, Style]] = field(default_factory=lambda: {kind: {} for kind in Kind}, compare=False)
    _text_inks: dict[Style, Style] = field(init=False, compare=False)
    _pieces: dict[Piece, Style] = field(default_factory=dict, compare=False)
    _stripes: dict[str, Style] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self._text_inks = self._inks[Kind.TEXT]

    def drawn(self, text: str, style: Style) -> Segment:
        """A piece of a row as the filters leave it; what they make of a style is looked up from then on."""
        # A letter tells at once what the piece is, and most begin or end with one.
        inks = self._text_inks if text[:1].isalnum() or text[-1:].isalnum() else self._inks[kind_of(text)]
        ink = inks.get(style)
        if ink is None:
            segments = [Segment(text, style)]
            for line_filter in self.filters:
                segments = line_filter.apply(segments, self.ground)
            ink = inks[style] = segments[0].style or style
        return Segment(text, ink)

    def piece(self, piece: Piece) -> Style:
        """The style of a piece of text."""
        style = self._pieces.get(piece)
        if style is None:
            voices = {Voice.SPEECH: self.base, Voice.SPEAKER: self.speaker, Voice.MODERATOR: self.moderator}
            voice = voices[piece.voice]
            style = self._pieces[piece] = _plain(voice, piece) if self.plain else self._coloured(voice, piece)
        return style

    def stripe(self, colour: str) -> Style:
        """The style of a code's stripe and mark."""
        style = self._stripes.get(colour)
        if style is None:
            background = hex_of(self.base, "bgcolor")
            seen = colour if background is None else readable(colour, background)
            style = self._stripes[colour] = self.base + Style(color=seen)
        return style

    def _coloured(self, style: Style, piece: Piece) -> Style:
        text, background = hex_of(style, "color"), hex_of(style, "bgcolor")
        if piece.colour is not None and text is not None and background is not None:
            tinted = tint(piece.colour, background, text)
            style += Style(color=tinted.text, bgcolor=tinted.background, underline=piece.overlap or None)
        for marked, over in ((piece.hit, self.hit), (piece.selected, self.selection), (piece.caret, self.caret)):
            if marked:
                style += Style(color=over.color, bgcolor=over.bgcolor, bold=over.bold)
        return style


def legible(style: Style, least: float = READABLE) -> Style:
    """The style with its colour moved until it can be read on its background."""
    text, background = hex_of(style, "color"), hex_of(style, "bgcolor")
    if text is None or background is None:
        return style
    return style + Style(color=readable(text, background, least))


def hex_of(style: Style, which: Literal["color", "bgcolor"]) -> str | None:
    """The style's colour or background as "#rrggbb"; None where the terminal's own colours decide."""
    colour: Color | None = getattr(style, which)
    return None if colour is None or colour.triplet is None else colour.triplet.hex


def _plain(style: Style, piece: Piece) -> Style:
    coded = piece.colour is not None
    # What is marked twice turns back, so that the caret shows within a selection.
    reverse = (piece.hit or piece.selected) != piece.caret
    emphasis = piece.overlap or piece.hit
    return style + Style(underline=coded or None, bold=emphasis or None, reverse=reverse or None)
