"""Constant comparison: the passages of a code beside the text that is read, where the terminal is wide enough."""

from collections.abc import Sequence

from textual import events, on, work

from codebench.i18n import _
from codebench.tui.coding.passages_beside import MOST, PassagesBeside
from codebench.tui.screens.places import PlacesScreen

_WIDE, _WIDEST = 110, 150  # columns: room for passages instead of the codes, and beside them


class BesideScreen(PlacesScreen):
    """A text with, on request, the passages of a code beside it; they stay while one goes from text to text."""

    _columns = 0

    @property
    def beside(self) -> PassagesBeside:
        """The passages."""
        return self.query_one(PassagesBeside)

    def on_resize(self, event: events.Resize) -> None:
        """On a narrow terminal there is no room for passages."""
        self._columns = event.size.width
        self.set_class(self._columns >= _WIDEST, "-widest")
        if hasattr(self, "desk") and (self._code_beside() is not None) != self.has_class("-beside"):
            self._show_beside()

    def refresh_models(self) -> None:
        """Read the passages as well."""
        super().refresh_models()
        self._show_beside()

    @work
    async def action_compare(self) -> None:
        """The passages of the code in view beside the text; all of them on a screen of their own the second time."""
        from codebench.tui.screens.comparing import ComparingScreen

        there = self._code_beside()
        among = there if self.beside.view.has_focus else None
        code = among or self.code_in_view() or there or await self.ask_code(_("Passages of which code?"))
        if code is None:
            return
        if self._columns < _WIDE or code == there:
            self.app.push_screen(ComparingScreen(code))
            return
        self.bench.recent.beside = code
        self._show_beside()
        if self.panel.view.has_focus:
            self.hide_panel()

    def _code_beside(self) -> int | None:
        """The code whose passages stand beside the text, None where none do."""
        code = self.bench.recent.beside
        return code if code in self.desk.codes and self._columns >= _WIDE else None

    def _show_beside(self) -> None:
        code, had_focus = self._code_beside(), self.beside.view.has_focus
        self.set_class(code is not None, "-beside")
        if code is not None:
            of_code, seen = self.project.code_passages, self.desk.visibility
            passages = of_code.of(code, MOST, seen)
            n = of_code.count(code, seen) if len(passages) == MOST else len(passages)
            self.beside.show(self.desk.codes[code], passages, n)
        elif had_focus:
            self.pane.focus()

    def codings_changed(self, code_ids: Sequence[int]) -> None:
        """Codings of these codes came or went: the passages follow once the text is painted."""
        if self._code_beside() in code_ids:
            self.call_after_refresh(self._show_beside)

    @on(PassagesBeside.Chosen)
    def _to_passage(self, event: PassagesBeside.Chosen) -> None:
        passage = event.passage
        if self.walk is not None and passage.document_id != self.document_id:
            self.app.push_screen(type(self)(passage.document_id, (passage.start, passage.end)))  # and back to the round
        else:
            self.bench.open_document(passage.document_id, passage.start, passage.end)

    def action_switch(self) -> None:
        """To the passages beside the text where they are shown, then to the code tree where there is one; and back."""
        if self.beside.view.has_focus:
            if self.has_class("-widest"):
                self.panel.enter()
            else:
                self.pane.focus()
        elif self.has_class("-beside") and not self.panel.view.has_focus:
            self.beside.view.focus()
        else:
            super().action_switch()

    def action_leave_round(self) -> None:
        """The passages go; without them back to the rounds; outside of one Esc does nothing."""
        if self.has_class("-beside"):
            self._end_beside()
            self.pane.focus()
        else:
            super().action_leave_round()

    def _end_beside(self) -> None:
        self.bench.recent.beside = None
        self._show_beside()

    def go_to_code(self, code_id: int) -> None:
        """Show a code in the tree, which comes back where passages stand in its place."""
        if self.has_class("-beside") and not self.has_class("-widest"):
            self._end_beside()
        super().go_to_code(code_id)

    def action_bookmark(self) -> None:
        """Put a bookmark on this unit, or take it away."""
        if not self.is_among_passages():
            super().action_bookmark()

    def is_among_passages(self) -> bool:
        """Whether the passages have the focus, so that no key means the text; it is said."""
        if self.beside.view.has_focus:
            self.say(_("You are among the passages: Tab goes back to the text, Enter opens the text of this one."))
        return self.beside.view.has_focus
