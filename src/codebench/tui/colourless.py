"""The last filter under NO_COLOR: no colour is written, and what only its ground set apart is reversed."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Ground
from textual.filter import LineFilter

from codebench.tui.document.colour import contrast
from codebench.tui.document.look import hex_of

_APART = 1.6  # the contrast from which a ground is a mark (cursor, selection); boxes and panels stay under it


class Colourless(LineFilter):
    """Leaves of each style what a terminal shows without colours: bold, underline, reverse."""

    def __init__(self, ground: str) -> None:
        """`ground` is what the theme draws on, as "#rrggbb"."""
        super().__init__()
        self._ground = ground

    def apply(self, segments: list[Segment], background: Ground) -> list[Segment]:  # noqa: ARG002
        """The segments without colours."""
        return [
            segment if segment.style is None else Segment(segment.text, _bare(segment.style, self._ground), None)
            for segment in segments
        ]


@lru_cache(maxsize=4096)
def _bare(style: Style, ground: str) -> Style:
    """The style without its colours, reversed where its ground stands out against that of the theme."""
    under = hex_of(style, "bgcolor")
    bare = style.without_color
    if style.meta:
        bare += Style(meta=style.meta)
    if style.dim:
        bare += Style(dim=False)  # too faint on some terminals, as nobody can compute
    if under is not None and not style.reverse and contrast(under, ground) >= _APART:
        bare += Style(reverse=True)
    return bare
