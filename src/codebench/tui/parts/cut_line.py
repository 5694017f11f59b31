"""One line of styled text, drawn at once: the lines around a text change with every key.

Textual prepares what it draws for wrapping, for links and for selecting with the mouse, at ten times the cost; a line
that is cut to its width has no use for that.
"""

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class CutLine(Widget):
    """A widget of one line; `render` gives its content, not wider than the widget."""

    ALLOW_SELECT = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, and blank ones where the widget is higher."""
        line, ground = self._line()
        strips = [line, *[Strip.blank(line.cell_length, ground)] * (crop.bottom - 1)][crop.y : crop.bottom]
        whole = crop.column_span == (0, line.cell_length)
        return strips if whole else [strip.crop(*crop.column_span) for strip in strips]

    def _line(self) -> tuple[Strip, Style]:
        content, style, background = self.render(), self.visual_style, self.background_colors[1]
        if not isinstance(content, Content):
            raise TypeError(f"{type(self).__name__} gives no line")
        ground = Style(bgcolor=background.rich_color)
        spans = content.render(style, end="", parse_style=self._get_style)
        segments = [Segment(text, (style + own).rich_style) for text, own in spans]
        width, left = self.outer_size.width, self.gutter.left
        right = width - left - content.cell_length
        segments = [Segment(" " * left, ground), *segments, Segment(" " * right, ground)]
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, background)
        return Strip(segments).adjust_cell_length(width, ground), ground
