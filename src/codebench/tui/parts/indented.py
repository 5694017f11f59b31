"""A row of a list with a head, and beneath it a body that stands further in, wrapped or not."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Spacing
from textual.strip import Strip
from textual.style import Style
from textual.visual import Padding, RenderOptions, Visual

_IN = 2  # cells


class Indented(Visual):
    """The head from the left edge, each line of the body from two cells further, and an empty line under it."""

    def __init__(self, head: Content, body: Content) -> None:
        self._parts: tuple[Visual, Visual] = head, Padding(body, Spacing(0, 0, 1, _IN))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells that both fit in without being wrapped."""
        return max(part.get_optimal_width(rules, container_width) for part in self._parts)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that both take."""
        return sum(part.get_height(rules, width) for part in self._parts)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines, no more than `height`."""
        strips = [strip for part in self._parts for strip in part.render_strips(width, None, style, options)]
        return strips[:height]
