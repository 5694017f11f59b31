"""Colours of codes, and what makes them legible: contrast is computed, never hoped for.

Contrast is WCAG 2's ratio. One tint of at most a fifth is laid under the text; several blended would leave
nothing to read (`reference`: three tints, 2.3 : 1).
"""

import re
from functools import lru_cache
from typing import NamedTuple

READABLE = 4.5
"""The least contrast of text."""
VISIBLE = 3.0
"""The least contrast of a mark that is no text."""
STRENGTH = 0.2
"""How much of a code's colour is laid under its text, at most."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NEUTRAL = "#808080"


class Tint(NamedTuple):
    """A background and the text colour that can be read on it."""

    background: str
    text: str


@lru_cache(maxsize=1024)
def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#rrggbb"; anything else is a neutral grey, for a picture must be drawn."""
    value = int((colour if _HEX.fullmatch(colour) else _NEUTRAL)[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def blend(colour: str, into: str, share: float) -> str:
    """`share` of the colour laid over another."""
    parts = (round(b + (a - b) * share) for a, b in zip(rgb(colour), rgb(into), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


@lru_cache(maxsize=1024)
def readable(colour: str, background: str, least: float = READABLE) -> str:
    """The colour, moved towards black or white just as far as this contrast with the background asks."""
    end = max("#000000", "#ffffff", key=lambda extreme: contrast(extreme, background))
    steps = (blend(end, colour, step / 20) for step in range(21))
    return next((step for step in steps if contrast(step, background) >= least), end)


@lru_cache(maxsize=1024)
def tint(colour: str, background: str, text: str) -> Tint:
    """The background with a touch of the colour, as strong as the text stays readable on it.

    A text colour that can't even be read on the bare background (some themes have one) is moved as well.
    """
    text = readable(text, background)
    for step in range(10, 0, -1):
        tinted = blend(colour, background, STRENGTH * step / 10)
        if contrast(text, tinted) >= READABLE:
            return Tint(tinted, text)
    return Tint(background, text)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in rgb(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
