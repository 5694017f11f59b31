"""Saying anew where a code lies: the words of a unit, and a selection in them."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from codebench.i18n import _
from codebench.tui.document.model import PaneDocument, PaneUnit
from codebench.tui.document.pane import DocumentPane
from codebench.tui.modals.base import Modal


class Adjusting(Modal[tuple[int, int]]):
    """Dismissed with the selection [start, end), counted in the given words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+s,e", "keep", _("Keep"), show=False)]
    DEFAULT_CSS = """
    Adjusting {
        & > .box { width: 110; }
        & DocumentPane { height: 14; margin-top: 1; background: $surface; }
    }
    """

    def __init__(self, code: str, words: str, start: int, end: int) -> None:
        hint = _("Shift+arrows, v with w/s: select   +/-: grow, shrink   e, F2: keep   Esc Esc: cancel")
        super().__init__(_("Where does '{code}' lie?").format(code=code), hint)
        self._words = words
        self._first = start, end

    def parts(self) -> Iterable[Widget]:
        """The words."""
        yield DocumentPane()

    def on_mount(self) -> None:
        """Begin with what was coded."""
        pane = self.query_one(DocumentPane)
        pane.show(PaneDocument(self._words, (PaneUnit(1, 0, 0, len(self._words)),)))
        pane.select(*self._first)
        pane.focus()

    def action_keep(self) -> None:
        """Go away with the selection."""
        span = self.query_one(DocumentPane).target_span
        if span is not None:
            self.dismiss(span)
