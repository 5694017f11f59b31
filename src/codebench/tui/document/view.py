"""A sheet on the screen: wrapped to the widget's width, dressed in the theme, painted row by row.

What stands on a row beside text and codings (the caret, a selection) is its subclass's to say.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from codebench.tui.document.ahead import Ahead
from codebench.tui.document.colour import READABLE, VISIBLE
from codebench.tui.document.lanes import Rows
from codebench.tui.document.look import Look, legible
from codebench.tui.document.model import PaneDocument
from codebench.tui.document.paint import PLAIN, RowState
from codebench.tui.document.sheet import Sheet
from codebench.tui.parts.scrollbar import QuicklyScrolled

_ROOM_UNTIL_SHOWN = 79


class SheetView(ScrollView, QuicklyScrolled, inherit_bindings=False):
    """Scrolls and paints a sheet on Textual's Line API."""

    ALLOW_SELECT = False  # Textual's own selection knows neither words nor offsets
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"document-pane--{part}"
        for part in (
            "number",
            "number-reviewed",
            "number-current",
            "reviewed",
            "speaker",
            "moderator",
            "section",
            "hit",
            "selection",
            "caret",
        )
    }
    DEFAULT_CSS = """
    SheetView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        .document-pane--number { color: $foreground 35%; }
        .document-pane--number-reviewed { color: $foreground 70%; }
        .document-pane--number-current { color: $accent; text-style: bold; }
        .document-pane--reviewed { color: $success; }
        .document-pane--speaker { text-style: bold; }
        .document-pane--moderator { color: $foreground 65%; }
        .document-pane--section { color: $accent; }
        .document-pane--hit { background: $warning; color: auto 95%; }
        .document-pane--selection { background: $primary 55%; color: auto 95%; }
        &:light .document-pane--selection { background: $primary 35%; }
        .document-pane--caret { background: $foreground 30%; }
        &:focus .document-pane--caret { background: $foreground; color: $background; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.sheet = Sheet(PaneDocument(""), _ROOM_UNTIL_SHOWN)
        self.by_line = False  # whether the margin numbers the lines of the text, instead of its units
        self._look_stale = True
        self._height = 0  # in rows, as it was last laid out
        self._top = (0, 0)  # the first row after a re-wrap, and the offset that it stands for
        self._ahead = Ahead(self.draw_ahead)

    def row_states(self, rows: range) -> Mapping[int, RowState]:
        """What stands on these rows beside text and codings; a row that is not named is plain."""
        raise NotImplementedError

    def lay(self, document: PaneDocument) -> None:
        """Put another document on the screen, from its beginning."""
        room = self._room if self.size else _ROOM_UNTIL_SHOWN
        self.sheet = Sheet(document, room, by_line=self.by_line)
        self._look_stale = True
        self._top = (0, 0)
        self.virtual_size = Size(self._room, len(self.sheet.layout))
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Follow the widget's size."""
        self.rewrap()

    def rewrap(self, keep: int | None = None) -> None:
        """Wrap for the present size and margin; the row at the top stays, and an offset to keep in sight, if it was."""
        layout, y = self.sheet.layout, self.scroll_offset.y
        in_sight = keep is not None and self.in_sight(keep)
        # Anchored to the same offset as at the last re-wrap, so that dragging a window's edge does not creep.
        top = self._top[1] if self._top[0] == y else layout.starts[min(y, len(layout) - 1)]
        if self._room != self.sheet.frame.width or self.by_line != self.sheet.by_line:
            self.sheet.wrap(self._room, by_line=self.by_line)
            layout = self.sheet.layout
            self.virtual_size = Size(self._room, len(layout))
            self.scroll_to(y=layout.under_titles(layout.row_of(top)), animate=False)
            self.refresh()
        first_time, self._height = self._height == 0, self.size.height
        if keep is not None and (in_sight or first_time):
            self.reveal(keep, centre=first_time)
        self._top = self.scroll_offset.y, top

    def notify_style_update(self) -> None:
        """Read the styles again at the next painting."""
        super().notify_style_update()
        self._look_stale = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the screen.

        Textual would wrap, filter and cut each row anew whenever the view scrolls, which costs more than drawing
        it. A view without border, padding and opacity needs no wrapping, rows that end at the scrollbar are not cut
        at it, and a kept strip keeps what was made of it.
        """
        self._ahead.put_off()
        if self.styles.gutter.totals != (0, 0) or self.opacity < 1:
            return super().render_lines(crop)
        room, base = self._room, self.sheet.look.base
        # Between a resize and the re-wrap that it asks for, the rows have the old width.
        strips = [
            strip if strip.cell_length == room else strip.adjust_cell_length(room, base)
            for strip in self._rows(crop.y, crop.bottom)
        ]
        whole = crop.column_span == (0, self.size.width)
        return strips if whole else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        return self._rows(y, y + 1)[0]

    def draw_ahead(self, over: Callable[[], bool] = lambda: False) -> bool:
        """Draw the screenful below and the one above, for the keys that go there; gives whether some is left.

        `over` says when it must stop.
        """
        if self._look_stale or not self.is_attached:
            return False
        sheet, console = self.sheet, self.app.console
        y, height = self.scroll_offset.y, self.size.height
        above, below = max(0, y - height), min(y + 2 * height, len(sheet.layout))
        sheet.keep(range(above, below))
        for rows in (range(y + height, below), range(above, y)):
            states = self.row_states(rows)
            for row in rows:
                state = states.get(row, PLAIN)
                if not sheet.keeps(row, state):
                    if over():
                        return True
                    sheet.strip(row, state).render(console)
        return False

    def on_unmount(self) -> None:
        """Nothing comes after it."""
        self._ahead.stop()

    def _rows(self, top: int, bottom: int) -> list[Strip]:
        """The rows of the screen from `top` up to `bottom`."""
        if self._look_stale:
            self._look_stale = False
            self.sheet.set_look(self._read_look())
        sheet, y = self.sheet, self.scroll_offset.y
        rows = range(y + top, min(y + bottom, len(sheet.layout)))
        states = self.row_states(rows)
        strips = [sheet.strip(row, states.get(row, PLAIN)) for row in rows]
        below = bottom - top - len(rows)
        if below > 0:
            blank = Strip([sheet.look.drawn(" " * sheet.frame.width, sheet.look.base)], sheet.frame.width)
            strips += [blank] * below
        return strips

    @property
    def _room(self) -> int:
        """What the scrollbar leaves of the widget's width."""
        return self.scrollable_content_region.width

    def in_sight(self, offset: int) -> bool:
        """Whether the offset's row is on the screen."""
        return 0 <= self.sheet.layout.row_of(offset) - self.scroll_offset.y < self._height

    def reveal(self, offset: int, keep: int | None = None, centre: bool = False) -> None:
        """Scroll until the offset is in sight, but not so far that `keep` is out of it."""
        if not self._height:
            return
        layout = self.sheet.layout
        row, top = layout.row_of(offset), self.scroll_offset.y
        if centre and not self.in_sight(offset):
            top = row - self._height // 2
        # The headings above a row belong to it.
        top = min(max(top, row - self._height + 1), layout.under_titles(row))
        if keep is not None:
            top = min(top, layout.under_titles(layout.row_of(keep)))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)

    def repaint(self, ranges: Iterable[Rows]) -> None:
        """Paint what is in sight of these rows."""
        top, height = self.scroll_offset.y, self.size.height
        for first, last in ranges:
            first, last = max(first, top), min(last, top + height - 1)
            if first <= last:
                self.refresh(Region(0, first - top, self.sheet.frame.width, last - first + 1))

    def _read_look(self) -> Look:
        """The stylesheet's styles, made legible: reading them costs more than drawing a screen."""

        def style(part: str, least: float = READABLE) -> Style:
            return legible(self.get_component_rich_style(f"document-pane--{part}"), least)

        # Sixteen colours, or the terminal's own, leave no room for a tint.
        colours = self.app.console.color_system in ("truecolor", "256") and not self.app.native_ansi_color
        return Look(
            base=legible(self.rich_style),
            number=style("number", VISIBLE),
            number_reviewed=style("number-reviewed"),
            number_current=style("number-current"),
            reviewed=style("reviewed", VISIBLE),
            speaker=style("speaker"),
            moderator=style("moderator"),
            section=style("section"),
            hit=style("hit"),
            selection=style("selection"),
            caret=style("caret"),
            plain=self.app.no_color or not colours,
            filters=tuple(self.get_line_filters()),
            ground=self.background_colors[1],
        )
