"""Coders' work on one passage side by side: a text for each, with what they gave above it."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from codebench.domain.text import shown_line
from codebench.tui.agreement.sides import Side
from codebench.tui.document.model import PaneDocument
from codebench.tui.document.paint import RowState
from codebench.tui.document.pane import DocumentPane

LEAST_WIDTH = 44
"""The cells that a coder's text needs."""


class StillPane(DocumentPane, can_focus=False):
    """A text to look at: the keys belong to the screen, and there is no caret."""

    def __init__(self) -> None:
        super().__init__()
        self._place: tuple[int, int] | None = None  # where the unit begins, and where in it to look

    def row_states(self, rows: range) -> Mapping[int, RowState]:
        """Nothing but which unit is meant."""
        return {row: RowState(current=True) for row, state in super().row_states(rows).items() if state.current}

    def look_at(self, start: int, first: int) -> None:
        """Show what begins at `start` from there, or from `first` in it where that would be out of sight."""
        self._place = start, first
        self.go_to(first, centre=False)
        layout = self.sheet.layout
        top, row = layout.row_of(start), layout.row_of(first)
        if row - top > self.size.height // 2:
            top = row - 1
        # A little of what was said before, where there is room for it.
        self.scroll_to(y=max(0, top - self.size.height // 6), animate=False)

    def rewrap(self, keep: int | None = None) -> None:
        """Wrap for the present size; what is looked at stays where it was."""
        super().rewrap(keep)
        if self._place is not None and self.size.height:
            self.look_at(*self._place)


class CoderPane(Vertical):
    """A coder's name with what they gave, above the text as they coded it."""

    DEFAULT_CSS = """
    CoderPane {
        width: 1fr; height: 1fr;
        & .coder { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
        & StillPane { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._document: PaneDocument | None = None

    def compose(self) -> ComposeResult:
        """The line and the text."""
        yield Static(classes="coder")
        yield StillPane()

    def show(self, side: Side, document: PaneDocument) -> None:
        """Show a coder's side."""
        title = Content.assemble((f"{side.key} ", "bold $accent"), (shown_line(side.name), "bold"), "  ", side.gave)
        self.query_one(".coder", Static).update(title)
        pane = self.query_one(StillPane)
        if self._document is not document:
            self._document = document
            pane.show(document)
        pane.set_codings(side.codings)
        pane.look_at(*side.place)


class SideBySide(Horizontal):
    """As many panes as there are sides."""

    DEFAULT_CSS = """
    SideBySide {
        height: 1fr; border-top: solid $foreground 20%;
        & CoderPane { border-left: solid $foreground 20%; }
        & CoderPane:first-child { border-left: none; }
    }
    """

    @property
    def room(self) -> int:
        """How many sides there is room for."""
        return max(2, self.size.width // LEAST_WIDTH)

    async def show(self, sides: Sequence[Side], document: PaneDocument) -> None:
        """Show these sides."""
        panes = list(self.query(CoderPane))
        if len(panes) != len(sides):
            await self.remove_children()
            panes = [CoderPane() for _side in sides]
            await self.mount(*panes)
        for pane, side in zip(panes, sides, strict=True):
            pane.show(side, document)
