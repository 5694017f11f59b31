"""A scrollbar that is quick to draw: it has few kinds of cells, and moves with nearly every key."""

from rich.segment import Segment, Segments
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget


class QuickScrollBar(ScrollBar):
    """Textual's, upright, drawn without the detour of a renderable that is cut into rows."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the bar."""
        made: dict[Segment, Strip] = {}
        strips = []
        for segment in self._cells()[crop.y : crop.bottom]:
            strip = made.get(segment)
            if strip is None:
                strip = made[segment] = self._strip(segment)
            strips.append(strip)
        return strips

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

    def _strip(self, segment: Segment) -> Strip:
        segments = [Segment(segment.text, self.rich_style + segment.style)]
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self.background_colors[1])
        return Strip(segments, self.thickness)


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
