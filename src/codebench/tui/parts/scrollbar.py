"""A scrollbar that is quick to draw: it has few kinds of cells, and moves with nearly every key."""

from typing import NamedTuple

from rich.segment import Segment, Segments
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget


class _Look(NamedTuple):
    """What decides how a cell is drawn, beside the cell."""

    style: Style
    filters: tuple[LineFilter, ...]
    ground: Color


class QuickScrollBar(ScrollBar):
    """Textual's, upright, drawn without the detour of a renderable that is cut into rows."""

    _look: _Look | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the bar."""
        look = _Look(self.rich_style, tuple(self.get_line_filters()), self.background_colors[1])
        if look != self._look:
            self._look, self._made = look, dict[Segment, Strip]()
        return [self._made.get(cell) or self._make(cell, look) for cell in self._cells()[crop.y : crop.bottom]]

    def _cells(self) -> list[Segment]:
        """The bar from top to bottom."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender):
            raise TypeError(f"{type(bar).__name__} is no scrollbar")
        style = self.app.console.get_style(bar.style)
        if style.color is None or style.bgcolor is None:
            raise ValueError(f"a scrollbar without colours: {style}")
        made = bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=bar.thickness,
            vertical=True,
            back_color=style.bgcolor,
            bar_color=style.color,
        )
        assert isinstance(made, Segments)
        return list(made.segments)

    def _make(self, cell: Segment, look: _Look) -> Strip:
        segments = [Segment(cell.text, look.style + cell.style)]
        for line_filter in look.filters:
            segments = line_filter.apply(segments, look.ground)
        strip = self._made[cell] = Strip(segments, self.thickness)
        return strip


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
