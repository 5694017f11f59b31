"""What is drawn on the screen, as text that a person can review: rows, and the style of each stretch of a row.

All that the tests of looks use of Textual's inside is here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase
from zlib import crc32

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from codebench.tui.document.colour import VISIBLE, contrast
from codebench.tui.modals.base import Modal

_PARTS = re.compile(r"[\s▁-▋▍-▏]*\Z")
_MARKS = re.compile(r"[\s─-▟]*\Z")

_CHANCE = re.compile(r"(?<=hash )[0-9a-f]{12}|(?<= 2 coders · )\S.*\S")
"""What differs from one project to the next: the hash of its codebook, the folder that it lies in."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen as it was drawn; `box` are its rows and columns that lie on top (all of it without a box)."""

    strips: list[Strip]
    box: tuple[range, range]

    def lines(self) -> list[str]:
        """The rows without their styles."""
        return [strip.text for strip in self.strips]

    def told(self) -> str:
        """Each row with its styles, by names of which a list under the rows says what they are.

        The name of a style is the same everywhere, so that a change of one screen is a difference in its rows alone.
        """
        styles: dict[str, str] = {}
        rows = []
        for strip in self.strips:
            runs = []
            cells = [(_told(segment.style), segment.cell_length) for segment in strip]
            for style, group in groupby(cells, key=lambda cell: cell[0]):
                styles[_name(style)] = style
                runs.append(f"{_name(style)}{sum(length for _style, length in group)}")
            text = _CHANCE.sub(lambda found: "·" * len(found[0]), strip.text)
            rows.append(f"|{text}|{' '.join(runs)}")
        return "\n".join([*rows, *(f"  {name} = {styles[name]}" for name in sorted(styles))])

    def faint(self, text: float, system: ColorSystem = ColorSystem.TRUECOLOR) -> Iterator[str]:
        """What stands out less from its background than text should (or a line than a mark) on such a terminal."""
        rows, columns = self.box
        for y in rows:
            x = 0
            for segment in self.strips[y].crop(columns.start, columns.stop):
                least = VISIBLE if _MARKS.match(segment.text) else text
                style = segment.style
                if not _PARTS.match(segment.text) and style is not None and style.color and style.bgcolor:
                    found = contrast(_hex(style.color, system), _hex(style.bgcolor, system))
                    if found < least:
                        yield f"{found:.2f} at row {y}, column {columns.start + x}: {segment.text!r} {_told(style)}"
                x += segment.cell_length


def drawn(app: App[object]) -> Drawn:
    """What is on the screen now."""
    strips = list(app.screen._compositor.render_strips())
    region = app.screen.region
    if isinstance(app.screen, Modal):
        region = app.screen.query_one(".box").region
    return Drawn(strips, (range(region.y, region.bottom), range(region.x, region.right)))


def _name(style: str) -> str:
    """Three letters that stand for a style."""
    number = crc32(style.encode())
    return "".join(ascii_lowercase[number // 26**place % 26] for place in range(3))


def _hex(colour: Color, system: ColorSystem) -> str:
    return colour.downgrade(system).get_truecolor().hex


def _told(style: Style | None) -> str:
    if style is None:
        return "nothing"
    marks = [name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)]
    colours = [getattr(style, part).name if getattr(style, part) else "default" for part in ("color", "bgcolor")]
    return " ".join([" on ".join(colours), *marks])
