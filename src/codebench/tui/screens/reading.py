"""Reading a text with its codings: going through it, searching in it, seeing what the caret is on.

What changes the project is in `coding`, which builds on this.
"""

import gc

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from codebench.domain.errors import NotFoundError
from codebench.i18n import _, plural
from codebench.project.memos import MemoTarget
from codebench.tui.coding.desk import Desk
from codebench.tui.coding.finding import Finding
from codebench.tui.coding.focus import Focus, status
from codebench.tui.coding.lines import FindLine, RecentLine, StatusLine
from codebench.tui.coding.panel import CodePanel
from codebench.tui.document.pane import DocumentPane
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen

_NARROW = 90


class ReadingScreen(ProjectScreen):
    """One document. `passage` is selected at the start."""

    SCOPE = "coding"
    DEFAULT_CSS = """
    ReadingScreen {
        layers: below above;
        & > Horizontal { height: 1fr; }
        & DocumentPane { width: 1fr; height: 1fr; }
        & .foot { height: auto; dock: bottom; }
        & .foot KeyLine { dock: none; }
        &.-narrow CodePanel { display: none; }
        &.-narrow.-codes CodePanel { display: block; layer: above; dock: right; }
    }
    """

    def __init__(self, document_id: int, passage: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.document_id = document_id
        self._passage = passage
        self.desk: Desk
        self.codings_here = Focus()
        self._finding = Finding()
        self.unit_memos: tuple[int, bool] = (0, False)  # for a unit, whether there is a memo on it

    def compose(self) -> ComposeResult:
        """The text with the codes beside it, between the lines."""
        yield TopLine()
        with Horizontal():
            yield DocumentPane()
            yield CodePanel()
        with Vertical(classes="foot"):
            yield FindLine()
            yield StatusLine()
            yield RecentLine()
            yield KeyLine(self.SCOPE)

    @property
    def pane(self) -> DocumentPane:
        """The text."""
        return self.query_one(DocumentPane)

    @property
    def panel(self) -> CodePanel:
        """The codes."""
        return self.query_one(CodePanel)

    # Reading and showing

    def refresh_models(self) -> None:
        """Read everything anew; the caret stays where it is."""
        if not hasattr(self, "desk"):
            self.desk = Desk(self.project, self.document_id)
            self.pane.show(self.desk.pane_document())
            # A large text is many objects that stay: without this, Python would look through them between keys.
            gc.collect()
            gc.freeze()
            self._begin()
        else:
            before = self.desk.document
            try:
                self.desk.read()
            except NotFoundError as error:  # an undo took the text away
                self.bench.complain(str(error))
                self.app.pop_screen()
                return
            if (before.text, before.units) != (self.desk.document.text, self.desk.document.units):
                caret = self.pane.caret
                self.pane.show(self.desk.pane_document())
                self.pane.go_to(caret)
            self.pane.set_codings(self.desk.pane_codings())
            self.pane.set_reviewed(self.desk.reviewed)
        self.panel.show(self.desk.codes, self.bench.recent.places)
        self.show_recent()
        self.unit_memos = (0, False)
        self.show_progress()
        self.show_status()

    def _begin(self) -> None:
        self.pane.focus()
        if self._passage is not None:
            self.go_to(*self._passage)
            return
        first = self.project.reviews.next_unit(self.desk.document.units, -1, uncoded=False)
        if first is not None:
            self.pane.go_to(first.body_start)

    def go_to(self, start: int, end: int | None = None) -> None:
        """Go to a place, and select the passage there where it has an end."""
        if end is None or end <= start:
            self.pane.go_to(start)
        else:
            self.pane.select(start, end)
        self.pane.focus()

    def go_to_code(self, code_id: int) -> None:
        """Show a code in the tree."""
        self._show_panel()
        self.panel.point(code_id)
        self.panel.view.focus()

    def say(self, sentence: str) -> None:
        """In the status line: the eye is there already."""
        self.query_one(StatusLine).note(sentence)

    def show_progress(self) -> None:
        """Name, coder and counts on the top line."""
        units, reviewed, codings = self.desk.progress()
        info = self.desk.document.info
        others = (_("all coders"),) if self.desk.others else ()
        self.query_one(TopLine).show(
            (info.name, *others),
            (
                _("coder: {name}").format(name=self.project.coder.name),
                _("reviewed {n}/{units}").format(n=reviewed, units=units),
                plural("{n} coding", "{n} codings", codings),
            ),
        )

    def show_recent(self) -> None:
        """The codes that the digits stand for."""
        places = self.bench.recent.places
        places[:] = [code_id for code_id in places if code_id in self.desk.codes]
        self.query_one(RecentLine).show([self.desk.codes[code_id] for code_id in places])

    @on(DocumentPane.CaretMoved)
    @on(DocumentPane.SelectionChanged)
    def show_status(self) -> None:
        """Where the caret is, in words; and the definition of the code that is meant."""
        pane, desk = self.pane, self.desk
        if self.codings_here.adjusting is not None and pane.selection is None:
            self.codings_here.adjusting = None
        self.codings_here.look(desk, pane.caret, pane.selection)
        unit = desk.unit_at(pane.caret)
        if unit is not None and self.unit_memos[0] != unit.id:
            self.unit_memos = unit.id, bool(self.project.memos.of(MemoTarget(unit_id=unit.id)))
        others = sum(not coding.own for coding in pane.codings_at(pane.caret))
        chosen = self.codings_here.coding(desk)
        if chosen is not None:
            self.panel.define(desk.codes[chosen.code_id])
        self.query_one(StatusLine).show(
            status(desk, self.codings_here, unit, self.unit_memos[1], pane.selection, others)
        )

    # Going through it

    def action_next_unreviewed(self) -> None:
        """On to the next unit that was not judged."""
        self._next(uncoded=False)

    def action_next_uncoded(self) -> None:
        """On to the next unit without a coding."""
        self._next(uncoded=True)

    def _next(self, *, uncoded: bool) -> None:
        here = self.desk.unit_at(self.pane.caret)
        units = self.desk.document.units
        unit = self.project.reviews.next_unit(units, here.start if here else -1, uncoded=uncoded)
        if unit is not None:
            self.pane.go_to(unit.body_start)
        else:
            self.say(_("Every turn has a code.") if uncoded else _("Everything here is reviewed."))

    def action_next_coding(self) -> None:
        """To the coding that begins next."""
        self._to_coding(1)

    def action_previous_coding(self) -> None:
        """To the coding that began before."""
        self._to_coding(-1)

    def _to_coding(self, step: int) -> None:
        coding = self.desk.neighbour(self.pane.caret, step, self.codings_here.chosen)
        if coding is not None:
            self.codings_here.chosen = coding.id
            self.pane.go_to(coding.start)
            self.show_status()

    def action_others(self) -> None:
        """Show the other coders' codings, or hide them."""
        self.desk.others = not self.desk.others
        self.refresh_models()

    # Searching

    def action_find(self) -> None:
        """Search in this text."""
        self._finding.origin = self.pane.caret
        self.query_one(FindLine).open()

    @on(FindLine.Typed)
    def _find(self, event: FindLine.Typed) -> None:
        self._finding.hits = self.desk.find(event.term)
        self.pane.set_hits(self._finding.hits)
        self._to_hit(self._finding.from_origin())

    @on(FindLine.Closed)
    def _found(self, event: FindLine.Closed) -> None:
        self.pane.focus()
        if not event.kept:
            self._finding.hits = []
            self.pane.set_hits([])
            self.pane.go_to(self._finding.origin)

    def action_next_hit(self) -> None:
        """To the next place found."""
        self._to_hit(self._finding.after(self.pane.caret))

    def action_previous_hit(self) -> None:
        """To the place found before."""
        self._to_hit(self._finding.before(self.pane.caret))

    def _to_hit(self, index: int | None) -> None:
        self.query_one(FindLine).count(0 if index is None else index + 1, len(self._finding.hits))
        if index is not None:
            self.pane.go_to(self._finding.hits[index][0])
            self.say(_("place {i} of {n}").format(i=index + 1, n=len(self._finding.hits)))
        elif not self._finding.hits:
            self.say(_("Nothing found. / searches in this text."))

    # The panel

    def on_resize(self, event: events.Resize) -> None:
        """There is no room for the codes beside the text on a narrow terminal."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    def action_switch(self) -> None:
        """To the code tree, and back."""
        if self.panel.view.has_focus:
            self.hide_panel()
        else:
            self._show_panel()
            self.panel.enter()

    def _show_panel(self) -> None:
        self.add_class("-codes")

    def hide_panel(self) -> None:
        """Back to the text; the codes go out of sight where there is no room for them."""
        self.remove_class("-codes")
        self.pane.focus()
