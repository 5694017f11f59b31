"""How the pane divides its width: margin, lanes of stripes, number of the unit, text.

The frame depends on the width alone, never on the codings: coding a passage must not re-wrap the text.
"""

from dataclasses import dataclass

WIDEST_TEXT = 100
"""Longer rows are hard to read: the eye loses the next one."""
MOST_LANES = 6
LANE = 3
"""Cells of a lane: the stripe and a mark of two."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Cells from left to right: `margin`, the lanes, `number` digits, the check, and the text from `text_x` on."""

    width: int
    margin: int
    number: int
    lanes: int
    text_x: int
    text: int


def frame(width: int, units: int) -> Frame:
    """The frame for a pane of this width and a document of so many units.

    A cell behind the text is kept free for a caret at the end of a full row. What is left over on a wide screen
    goes half to the left, so that text and stripes stand in the middle.
    """
    number = max(2, len(str(units)))
    lanes = min(MOST_LANES, max(1, (width - 40) // 10))
    gutter = lanes * LANE + number + len(" ✓ ")
    text = min(WIDEST_TEXT, max(8, width - gutter - 2))
    margin = max(1, (width - gutter - text - 1) // 2)
    return Frame(width, margin, number, lanes, margin + gutter, text)
