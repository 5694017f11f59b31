"""Where a motion takes the cursor, and what that does to the scroll: arithmetic on rows, and nothing else."""

from typing import Literal

Motion = Literal["up", "down", "page_up", "page_down", "first", "last"]


def moved(motion: Motion, index: int, count: int, page: int) -> int:
    """The row that the motion ends on, among `count` rows with `page` of them on the screen; -1 without rows."""
    match motion:
        case "up":
            index -= 1
        case "down":
            index += 1
        case "page_up":
            index -= max(1, page - 1)
        case "page_down":
            index += max(1, page - 1)
        case "first":
            index = 0
        case "last":
            index = count - 1
    return max(min(index, count - 1), 0 if count else -1)


def scrolled(top: int, index: int, height: int, count: int, tail: int = 0) -> int:
    """The first row on a screen of `height` rows, moved from `top` as little as it takes to show row `index`.

    Of the `tail` lines under the last row, as many as possible come into sight with that row.
    """
    if height <= 0 or count <= 0:
        return 0
    bottom = index + tail if index == count - 1 else index
    top = min(max(top, bottom - height + 1), index)
    return max(0, min(top, count + tail - height))
