"""Rows of one line each under a fixed head, with a cursor on one of them: what every table on the screen shares.

Only the rows in sight are ever asked for, so their number does not matter.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from codebench.tui.document.look import legible
from codebench.tui.parts.scrollbar import QuicklyScrolled
from codebench.tui.table.cursor import Motion, moved, scrolled
from codebench.tui.table.draw import RowLook, is_plain
from codebench.tui.table.keys import TABLE_ACTIONS
from codebench.tui.widget_keys import widget_bindings

POINTER = "›"
GUTTER = 2
"""Cells at the left of each row, where the pointer stands on the row of the cursor."""


class RowsView(ScrollView, QuicklyScrolled, can_focus=True, inherit_bindings=False):
    """Scrolls the rows, moves the cursor; what stands in head, rows and tail is a subclass's to say."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*widget_bindings(TABLE_ACTIONS)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{part}" for part in ("head", "cursor", "muted", "good")}
    DEFAULT_CSS = """
    RowsView {
        width: 100%;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        .rows--head { color: $foreground 70%; }
        .rows--muted { color: $foreground 60%; }
        .rows--good { color: $success; }
        .rows--cursor { background: $foreground 8%; }
        &:focus .rows--cursor { background: $primary 35%; }
        &:light:focus .rows--cursor { background: $primary 20%; }
    }
    """

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, view: "RowsView", index: int) -> None:
            super().__init__()
            self.view = view
            self.index = index

        @property
        def control(self) -> "RowsView":
            """The view, for `on(..., "#selector")`."""
            return self.view

    class Chosen(Moved):
        """Enter or a double click on a row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._index = -1
        self._looks: dict[str, RowLook] | None = None
        self._around: tuple[list[Strip], list[str]] | None = None

    # What a subclass fills in

    def row_count(self) -> int:
        """The number of rows."""
        raise NotImplementedError

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The lines above the rows, which never scroll away; none where a view has nothing to say there."""
        del width, look
        return []

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """A row, behind the gutter, in at most so many cells."""
        raise NotImplementedError

    def tail_lines(self, width: int) -> list[str]:
        """The lines under the last row."""
        del width
        return []

    # What a subclass and a screen may ask

    @property
    def index(self) -> int:
        """The row that the cursor stands on; -1 where there is none."""
        return self._index

    @property
    def body_height(self) -> int:
        """How many rows fit under the head."""
        return max(0, self.scrollable_content_region.height - len(self._head))

    def row_text(self, index: int, width: int) -> str:
        """A row as it would be drawn on a screen of this width."""
        segments = self.row_line(index, width, self._read_looks()["row"])
        return "".join(segment.text for segment in segments)

    def go_to(self, index: int) -> None:
        """Put the cursor on a row, and bring that into sight."""
        before, self._index = self._index, moved("up", index + 1, self.row_count(), 1)
        if before != self._index:
            self._repaint(before)
            self._repaint(self._index)
            self.post_message(self.Moved(self, self._index))
        self.reveal()

    def rows_changed(self, index: int | None = None) -> None:
        """Rows came, went or changed: lay out anew, with the cursor on `index` or where it was.

        That is no `Moved`: who shows other rows knows.
        """
        self._index = moved("up", (self._index if index is None else index) + 1, self.row_count(), 1)
        self._lay()

    def row_changed(self, index: int) -> None:
        """Paint one row anew."""
        self._repaint(index)

    def reveal(self) -> None:
        """Bring the cursor into sight."""
        tail = len(self._tail)
        top = scrolled(self.scroll_offset.y, self._index, self.body_height, self.row_count(), tail)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        self._report_cursor()

    # Actions (see `keys`)

    def action_move(self, motion: Motion) -> None:
        """Move the cursor; where it can't go further down, the tail comes into sight."""
        self.go_to(moved(motion, self._index, self.row_count(), self.body_height))
        if motion in ("page_down", "last") and self._index == self.row_count() - 1:
            self.scroll_to(y=self.max_scroll_y, animate=False)

    def action_choose(self) -> None:
        """Tell that this row was chosen."""
        if self._index >= 0:
            self.post_message(self.Chosen(self, self._index))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row under the mouse; a double click chooses it."""
        at = event.get_content_offset(self)
        if at is None:
            return
        index = at.y - len(self._head) + self.scroll_offset.y
        if at.y >= len(self._head) and index < self.row_count():
            self.go_to(index)
            if event.chain == 2:
                self.action_choose()

    # Painting

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._lay()

    def notify_style_update(self) -> None:
        """Read the styles again at the next painting."""
        super().notify_style_update()
        self._looks = self._around = None

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor's row looks otherwise, and the hardware cursor comes along with the focus."""
        super().watch_has_focus(has_focus)
        self._looks = None
        self._repaint(self._index)
        self._report_cursor()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        head, looks, width = self._head, self._read_looks(), self.size.width
        if y < len(head):
            return head[y].adjust_cell_length(width, looks["head"].base)
        index = self.scroll_offset.y + y - len(head)
        look = looks["cursor" if index == self._index else "row"]
        if index < self.row_count():
            return self.row_strip(index, width, look)
        below = self._tail[index - self.row_count() :]
        text = below[0] if below else ""
        return Strip([Segment(text, look.muted)]).adjust_cell_length(width, look.base)

    def row_strip(self, index: int, width: int, look: RowLook) -> Strip:
        """A row with its gutter, over so many cells."""
        pointer = POINTER.ljust(GUTTER) if index == self._index else " " * GUTTER
        segments = [Segment(pointer, look.base), *self.row_line(index, self._width() - GUTTER, look)]
        used = sum(segment.cell_length for segment in segments)
        return Strip([*segments, Segment(" " * (width - used), look.base)], max(used, width))

    @property
    def _head(self) -> list[Strip]:
        return self._read_around()[0]

    @property
    def _tail(self) -> list[str]:
        return self._read_around()[1]

    def _read_around(self) -> tuple[list[Strip], list[str]]:
        """What stands above and under the rows, kept until the layout changes."""
        if self._around is None:
            width = self._width()
            self._around = self.head_lines(width, self._read_looks()["head"]), self.tail_lines(width)
        return self._around

    def _width(self) -> int:
        return self.scrollable_content_region.width or 80

    def _lay(self) -> None:
        self._around = None
        lines = len(self._head) + self.row_count() + len(self._tail)
        self.virtual_size = Size(self.virtual_width(), lines)
        self.reveal()
        self.refresh()

    def virtual_width(self) -> int:
        """The width of the rows; more than the screen's where they scroll sideways."""
        return self._width()

    def _repaint(self, index: int) -> None:
        y = index - self.scroll_offset.y + len(self._head)
        if index >= 0 and 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _report_cursor(self) -> None:
        """Put the hardware cursor on the row: screen readers and Braille lines follow it."""
        if self.has_focus and self._index >= 0:
            y = self._index - self.scroll_offset.y + len(self._head)
            self.app.cursor_position = self.content_region.offset + Offset(0, y)

    def _read_looks(self) -> dict[str, RowLook]:
        """The stylesheet's styles, made legible: reading them costs more than drawing a screen."""
        if self._looks is not None:
            return self._looks
        plain = is_plain(self.app)
        base = legible(self.rich_style)
        under = self.get_component_rich_style("rows--cursor")
        here = Style(reverse=True) if plain else Style(bgcolor=under.bgcolor)

        def look(ground: Style) -> RowLook:
            parts = {}
            for part in ("muted", "good"):
                colour = Style(color=self.get_component_rich_style(f"rows--{part}").color)
                parts[part] = legible(base + colour + ground)
            return RowLook(legible(base + ground), **parts, plain=plain)

        head = legible(self.get_component_rich_style("rows--head"))
        self._looks = {"row": look(Style()), "cursor": look(here), "head": RowLook(head, head, head, plain)}
        return self._looks
