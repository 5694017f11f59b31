"""How pictures look: what tells figures apart in black and white too, sizes, and texts broken to fit a width."""

from collections.abc import Iterator
from typing import Any

from codebench.i18n import _

# Told apart by their lightness as well, and bars by hatching too (Okabe and Ito's colours, for all eyes).
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
HATCHES = ("", "//", "..", "xx", "\\\\", "oo", "--", "++")
# The parts of a bar, from light to dark: of a scale they have an order.
LIGHTEST, DARKEST = (0.90, 0.94, 0.98), (0.03, 0.19, 0.42)
PART_HATCHES = ("", "///", "", "...")

TITLE, TEXT, SMALL = 10, 9, 7  # points
LABEL_ROOM, NAME_ROOM = 2.9, 3.0  # inches before a label, or a name in the key, goes on on a next line
INK, FAINT = "#1b1b1b", "#555555"

SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "svg.hashsalt": "codebench",
    "svg.fonttype": "path",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
    "axes.unicode_minus": False,
    # A dollar sign in a label is one.
    "text.parse_math": False,
}


def decimal(figure: float, digits: int | None = None) -> str:
    """A figure with the decimals of the language, as many as it has or as are asked for."""
    return (f"{figure:g}" if digits is None else f"{figure:.{digits}f}").replace(".", _("."))


def shade(i: int, of: int) -> tuple[float, float, float]:
    """The colour of the i-th of so many parts."""
    share = i / max(1, of - 1)
    first, second, third = (light + share * (dark - light) for light, dark in zip(LIGHTEST, DARKEST, strict=True))
    return first, second, third


class Letters:
    """Widths of texts as they will be drawn."""

    def __init__(self, figure: Any) -> None:
        self._renderer = figure.canvas.get_renderer()
        self._dpi = figure.dpi
        self._known: dict[tuple[str, float, bool], float] = {}

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line is, in inches."""
        key = text, size, bold
        if key not in self._known:
            from matplotlib.font_manager import FontProperties

            letters = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
            width, _height, _descent = self._renderer.get_text_width_height_descent(text, letters, False)
            self._known[key] = float(width) / float(self._dpi)
        return self._known[key]

    def broken(self, text: str, room: float, size: float, *, bold: bool = False) -> str:
        """The text in lines of at most so many inches, broken between words where that is possible."""
        lines: list[str] = []
        for piece in self._pieces(text, room, size, bold):
            if lines and self.width(f"{lines[-1]} {piece}", size, bold=bold) <= room:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
        return "\n".join(lines)

    def _pieces(self, text: str, room: float, size: float, bold: bool) -> Iterator[str]:
        for word in text.split(" "):
            while len(word) > 1 and self.width(word, size, bold=bold) > room:
                fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or self._fits(word[:n], room, size, bold))
                yield word[:fits]
                word = word[fits:]
            yield word

    def _fits(self, text: str, room: float, size: float, bold: bool) -> bool:
        return self.width(text, size, bold=bold) <= room
