"""Text in cells of a table: of exactly so many cells, with nothing in it that steers a terminal."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from textual.app import App

from codebench.domain.text import shown_line
from codebench.tui.document.clusters import LONGEST, ODD, cluster_end, drawn
from codebench.tui.document.layout import Typesetter

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class RowLook:
    """The styles of the stylesheet for one kind of row, and whether colours may be relied on.

    `muted` is for what accompanies, `good` for the mark of something done.
    """

    base: Style
    muted: Style
    good: Style
    plain: bool


def is_plain(app: App[object]) -> bool:
    """Whether colours tell nothing here: sixteen of them, or the terminal's own, leave no room for a tint."""
    return app.no_color or app.native_ansi_color or app.console.color_system not in ("truecolor", "256")


def line(text: str, width: int) -> str:
    """The text on one line, cut with `…` or filled with blanks to exactly this many cells."""
    if width <= 0:
        return ""
    # What lies further than the longest clusters can reach never comes into the width.
    one = shown_line(text[: (width + 1) * LONGEST]).replace("\u00ad", "-")
    if ODD.search(one, 0, width + 1) is None:
        return one.ljust(width) if len(one) <= width else one[: width - 1] + ELLIPSIS
    glyphs: list[str] = []
    used = pos = 0
    while pos < len(one):
        end = cluster_end(one, pos, len(one))
        glyph, cells = drawn(one[pos:end])
        if used + cells > width:
            while used > width - 1:
                used -= cell_len(glyphs.pop())
            glyphs.append(ELLIPSIS)
            used += 1
            break
        glyphs.append(glyph)
        used += cells
        pos = end
    return "".join(glyphs) + " " * (width - used)


def cells_of(text: str) -> int:
    """The cells that the text takes on one line."""
    one = shown_line(text)
    if ODD.search(one) is None:
        return len(one)
    used = pos = 0
    while pos < len(one):
        end = cluster_end(one, pos, len(one))
        used += drawn(one[pos:end])[1]
        pos = end
    return used


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most this many cells, broken between words."""
    layout = Typesetter(text).wrap(width)
    lines = []
    for row in range(len(layout)):
        cells = layout.cells(row)
        start, end = layout.span(row)
        # Blanks that hang over the edge are cut off with the other trailing ones.
        lines.append((layout.text[start:end] if cells is None else "".join(cell.shown for cell in cells)).rstrip())
    return lines
