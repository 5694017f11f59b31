"""The answer under the cursor in full: wrapped, with its codes by their whole names beneath."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from codebench.tui.answers.chips import Chip, chips
from codebench.tui.document.frame import WIDEST_TEXT
from codebench.tui.document.look import legible
from codebench.tui.table.draw import RowLook, cells_of, is_plain, wrapped

MARGIN = 2


class AnswerBox(ScrollView, can_focus=True):
    """Shows one answer; Tab comes here to scroll through a long one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"answer-box--muted"}
    DEFAULT_CSS = """
    AnswerBox {
        height: 30%; min-height: 5; max-height: 14;
        background: $surface;
        color: $foreground;
        border-top: solid $foreground 20%;
        overflow-x: hidden;
        scrollbar-size: 1 1;
        .answer-box--muted { color: $foreground 60%; }
        &:focus { border-top: solid $accent; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._chips: tuple[Chip, ...] = ()
        self._lines: list[str] = []
        self._rows_of_chips: list[list[Chip]] = []
        self._row_look: RowLook | None = None

    def show(self, text: str, codes: tuple[Chip, ...]) -> None:
        """Show this answer from its beginning, or its new codes where it is shown already."""
        if text != self._text:
            self.scroll_to(y=0, animate=False)
        self._text, self._chips = text, tuple(replace(code, name=code.whole or code.name) for code in codes)
        self._lay()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._lay()

    def notify_style_update(self) -> None:
        """Read the styles again at the next painting."""
        super().notify_style_update()
        self._row_look = None

    def render_line(self, y: int) -> Strip:
        """One line: of the text, an empty one, or one of chips."""
        look = self._read_look()
        row = self.scroll_offset.y + y
        segments = [Segment(" " * MARGIN, look.base)]
        chip_row = row - len(self._lines) - 1
        if row < len(self._lines):
            segments.append(Segment(self._lines[row], look.base))
        elif 0 <= chip_row < len(self._rows_of_chips):
            segments += chips(self._rows_of_chips[chip_row], self._measure(), look)
        return Strip(segments).adjust_cell_length(self.size.width, look.base)

    def _measure(self) -> int:
        return max(1, min(WIDEST_TEXT, (self.scrollable_content_region.width or 80) - 2 * MARGIN))

    def _lay(self) -> None:
        width = self._measure()
        self._lines = wrapped(self._text, width) if self._text else []
        self._rows_of_chips = in_rows(self._chips, width)
        lines = len(self._lines) + (1 + len(self._rows_of_chips) if self._chips else 0)
        # Never less than the box: a size that changes lays the whole screen out anew.
        self.virtual_size = Size(self.scrollable_content_region.width, max(lines, self.size.height))
        self.refresh()

    def _read_look(self) -> RowLook:
        if self._row_look is None:
            base = legible(self.rich_style)
            muted = legible(self.get_component_rich_style("answer-box--muted"))
            self._row_look = RowLook(base, muted, base, plain=is_plain(self.app))
        return self._row_look


def in_rows(codes: Sequence[Chip], width: int) -> list[list[Chip]]:
    """The chips in rows of at most so many cells, each with its whole name where a row has room for that."""
    rows: list[list[Chip]] = []
    used = width + 1
    for code in codes:
        cells = cells_of(code.name) + 1
        if used + 1 + cells > width:
            rows.append([])
            used = -1
        rows[-1].append(code)
        used += 1 + cells
    return rows
