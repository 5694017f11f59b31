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
    """Cells from left to right: `margin`, `lanes`, `number`, the check, and the text from `text_x` on.

    `width` is all that is painted: what a scrollbar leaves of the pane.
    """

    width: int
    margin: int
    number: int
    lanes: int
    text_x: int
    text: int


def frame(room: int, units: int) -> Frame:
    """The frame for so many cells beside the scrollbar, and a document of so many units.

    A cell behind the text is kept free for a caret at the end of a full row. What is left over on a wide screen
    goes half to the left, so that text and stripes stand in the middle.
    """
    number = 1 + max(2, len(str(units)))
    lanes = min(MOST_LANES, max(1, (room - 40) // 10))
    gutter = lanes * LANE + number + len(" ✓ ")
    text = min(WIDEST_TEXT, max(8, room - gutter - 2))
    margin = max(1, (room - gutter - text - 1) // 2)
    return Frame(room, margin, number, lanes, margin + gutter, text)
