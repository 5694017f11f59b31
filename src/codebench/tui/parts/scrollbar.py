"""A scrollbar that is quick to draw: it has few kinds of cells, and moves with nearly every key."""

from math import ceil
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style, StyleType
from textual.filter import LineFilter
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

_GLYPHS = ScrollBarRender.VERTICAL_BARS
_STEPS = len(_GLYPHS)
"""So many places an end of the thumb can have within a cell."""


class _Cell(NamedTuple):
    """A kind of cell: what is written there, what a click does, and whether the thumb fills it."""

    glyph: str
    action: str
    filled: bool


_ABOVE = _Cell(" ", "scroll_up", False)
_BELOW = _Cell(" ", "scroll_down", False)
_THUMB = _Cell(" ", "grab", True)
_NOTHING = _Cell(" ", "", False)


class QuickScrollBar(ScrollBar):
    """Textual's, upright, with each kind of cell drawn once."""

    _look: tuple[StyleType, tuple[LineFilter, ...]] | None = None
    """What the cells that are kept are drawn in: colours, and what is made of them afterwards."""
    _made: dict[_Cell, Strip]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the bar."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender):
            raise TypeError(f"{type(bar).__name__} is no scrollbar")
        look = bar.style, tuple(self.get_line_filters())
        if look != self._look:
            self._look, self._made = look, {}
        cells = _cells(self.size.height, bar)[crop.y : crop.bottom]
        return [self._made.get(cell) or self._make(cell, *look) for cell in cells]

    def _make(self, cell: _Cell, style: StyleType, filters: tuple[LineFilter, ...]) -> Strip:
        colours = self.app.console.get_style(style)
        drawn = Style(
            color=colours.color if cell.action == "grab" else None,
            bgcolor=None if cell == _THUMB else colours.bgcolor,
            reverse=True if cell.filled else None,
            meta={"@mouse.down": cell.action} if cell.action else None,
        )
        segments = [Segment(cell.glyph * self.thickness, self.rich_style + drawn)]
        for line_filter in filters:
            segments = line_filter.apply(segments, self.background_colors[1])
        strip = self._made[cell] = Strip(segments, self.thickness)
        return strip


def _cells(size: int, bar: ScrollBarRender) -> list[_Cell]:
    """The bar from top to bottom, where Textual has its thumb begin and end."""
    if not (size and bar.window_size and bar.virtual_size) or size == bar.virtual_size:
        return [_NOTHING] * size
    thumb = max(1, bar.window_size / (bar.virtual_size / size))
    start = int((size - thumb) * (bar.position / (bar.virtual_size - bar.window_size)) * _STEPS)
    first, above = divmod(max(0, start), _STEPS)
    last, filled = divmod(max(0, start + ceil(thumb * _STEPS)), _STEPS)
    cells = [_ABOVE] * first + [_THUMB] * (last - first) + [_BELOW] * (size - last)
    if above and first < size:
        cells[first] = _Cell(_GLYPHS[_STEPS - 1 - above], "grab", False)
    if filled and last < size:
        cells[last] = _Cell(_GLYPHS[_STEPS - 1 - filled], "grab", True)
    return cells[:size]


class QuicklyScrolled(Widget):
    """A widget with such a bar; a base to name last, for Textual reads the styles of the first one alone."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = QuickScrollBar(
                vertical=True, name="vertical", thickness=self.scrollbar_size_vertical
            )
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar
