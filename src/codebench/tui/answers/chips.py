"""Codes beside each other as chips: a stripe in the code's colour and its name on a tint of it.

Names are shortened before chips are left out, and what is left out is counted: `+2`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from codebench.tui.document.colour import VISIBLE, readable, tint
from codebench.tui.document.look import hex_of
from codebench.tui.document.paint import STRIPE, STRIPE_OF_OTHERS
from codebench.tui.table.draw import RowLook, cells_of, line

LEAST = 5
"""Cells below which no name is shortened: what is left would say nothing."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A code on an answer: its name, its colour as "#rrggbb", and whether it is the coder's own who looks.

    `whole` is the name with what tells it apart from all other codes, for where there is room.
    """

    name: str
    colour: str
    own: bool = True
    whole: str = ""


def fitted(lengths: Sequence[int], width: int) -> list[int]:
    """The cells that each name gets, for as many chips as there is room for; the rest is counted behind them."""
    for shown in range(len(lengths), 0, -1):
        rest = len(lengths) - shown
        room = width - shown * len(STRIPE) - (shown - 1) - (len(_more(rest)) if rest else 0)
        wanted = lengths[:shown]
        if sum(min(length, LEAST) for length in wanted) > room:
            continue
        cap = max(wanted)
        while sum(min(length, cap) for length in wanted) > room:
            cap -= 1
        return [min(length, cap) for length in wanted]
    return []


def chips(codes: Sequence[Chip], width: int, look: RowLook) -> list[Segment]:
    """The chips in at most so many cells; in a plain look the stripe and an underline tell them apart."""
    cells = fitted([cells_of(code.name) for code in codes], width)
    segments: list[Segment] = []
    for i, (code, room) in enumerate(zip(codes, cells, strict=False)):
        if i:
            segments.append(Segment(" ", look.base))
        stripe, name = _styles(code, look)
        segments.append(Segment(STRIPE if code.own else STRIPE_OF_OTHERS, stripe))
        segments.append(Segment(line(code.name, room), name))
    rest = len(codes) - len(cells)
    if rest:
        segments.append(Segment(line(_more(rest), min(width, len(_more(rest)))), look.muted))
    return segments


def _more(n: int) -> str:
    return f" +{n}"


def _styles(code: Chip, look: RowLook) -> tuple[Style, Style]:
    text, background = hex_of(look.base, "color"), hex_of(look.base, "bgcolor")
    if look.plain or text is None or background is None:
        return look.base, look.base + Style(underline=code.own)
    tinted = tint(code.colour, background, text)
    stripe = Style(color=readable(code.colour, tinted.background, VISIBLE), bgcolor=tinted.background)
    return look.base + stripe, look.base + Style(color=tinted.text, bgcolor=tinted.background, italic=not code.own)
