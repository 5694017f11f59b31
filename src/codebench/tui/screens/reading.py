"""Reading a text with its codings: going through it, searching in it, seeing what the caret is on.

What changes the project is in `coding`, which builds on this.
"""

import asyncio
import gc
from collections.abc import Mapping
from itertools import count
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from codebench.domain.errors import InputError, NotFoundError
from codebench.i18n import _, plural
from codebench.language.expressions import expression_in
from codebench.project.bookmarks import where_now
from codebench.project.models import CodeInfo
from codebench.project.rule_models import Material
from codebench.tui.coding.desk import Desk
from codebench.tui.coding.finding import Finding
from codebench.tui.coding.focus import Focus, status
from codebench.tui.coding.foot import CodingFoot
from codebench.tui.coding.lines import FindLine, RecentLine, StatusLine
from codebench.tui.coding.panel import CodePanel
from codebench.tui.coding.passages_beside import PassagesBeside
from codebench.tui.coding.walk import RoundWalk
from codebench.tui.document.pane import DocumentPane
from codebench.tui.parts.lines import TopLine
from codebench.tui.screens.suggesting import SuggestingScreen

_NARROW = 90
_openings = count(1)


class ReadingScreen(SuggestingScreen):
    """One document. `passage` is selected at the start; `walk` is the round that is gone through, if one is."""

    SCOPE = "coding"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave_round", _("Leave the round"), show=False)]
    DEFAULT_CSS = """
    ReadingScreen {
        layers: below above;
        & > Horizontal { height: 1fr; }
        & DocumentPane { width: 1fr; height: 1fr; }
        & PassagesBeside { display: none; }
        &.-beside PassagesBeside { display: block; }
        &.-beside CodePanel, &.-narrow CodePanel { display: none; }
        &.-beside.-widest CodePanel { display: block; }
        &.-narrow.-codes CodePanel { display: block; layer: above; dock: right; }
    }
    """

    def __init__(self, document_id: int, passage: tuple[int, int] | None = None, walk: RoundWalk | None = None) -> None:
        super().__init__()
        self.document_id = document_id
        self._passage = passage
        self.walk = walk
        self.desk: Desk
        self.codings_here = Focus()
        self._finding = Finding()
        self._said_at: tuple[int, tuple[int, int] | None] | None = None  # caret and selection when something was said

    def compose(self) -> ComposeResult:
        """The text with the codes beside it, between the lines."""
        yield TopLine()
        with Horizontal():
            yield DocumentPane()
            yield PassagesBeside()
            yield CodePanel()
        yield CodingFoot(self.SCOPE)

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
            gc.disable()  # there is no garbage among so many objects, which are looked through below
            try:
                self.desk = Desk(self.project, self.document_id)
                self.pane.show(self.desk.pane_document())
            finally:
                gc.enable()
            self.pane.set_bookmarked(self.desk.bookmarked)
            self.pane.set_noted(each.start for each in self.desk.noted)
            self.call_after_refresh(_set_aside)
            self._begin()
        else:
            before = self.desk.document
            try:
                self.desk.read()
                if self.walk is not None:
                    self.walk.read()
            except NotFoundError as error:  # an undo took the text away
                self.bench.complain(str(error))
                self.app.pop_screen()
                return
            if (before.text, before.units) != (self.desk.document.text, self.desk.document.units):
                caret = where_now(before.text, self.desk.document.text, self.pane.caret)
                self.pane.show(self.desk.pane_document())
                self.pane.go_to(caret)
            self.pane.set_codings(self.desk.pane_codings())
            self.pane.set_reviewed(self.desk.reviewed)
            self.pane.set_bookmarked(self.desk.bookmarked)
            self.pane.set_noted(each.start for each in self.desk.noted)
        self.bench.recent.keep_to(self.desk.codes)
        self.panel.show(self.desk.codes, self.bench.recent.places)
        self.show_recent()
        self.show_progress()
        self.show_status()
        self.look_for_suggestions(again=True)

    def _begin(self) -> None:
        self.pane.focus()
        if self._passage is not None:
            self.go_to(*self._passage)
            return
        stopped = self.project.bookmarks.stopped(self.document_id)
        first = self.project.reviews.next_unit(self.desk.document.units, -1, uncoded=False)
        if stopped is not None:
            self.pane.go_to(stopped)
        elif first is not None:
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

    def code_in_view(self) -> int | None:
        """The code under the highlight in the tree, else that of the coding under the caret."""
        coding = self.codings_here.coding(self.desk)
        return self.panel.pointed or (None if coding is None else coding.code_id)

    def document_in_view(self) -> int | None:
        """The text that is open."""
        return self.document_id

    def material_in_view(self) -> tuple[Material, str]:
        """All texts: a code belongs to more than one."""
        return Material(tuple(info.id for info in self.project.documents.all())), _("all texts")

    def say(self, sentence: str) -> None:
        """In the status line: the eye is there already.

        It gives way to where the caret goes, but not to where the act that it tells of has put it.
        """
        self._said_at = self.pane.caret, self.pane.selection
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

    @on(DocumentPane.Moved)
    def _look(self) -> None:
        self.show_status(keep_note=(self.pane.caret, self.pane.selection) == self._said_at)

    def show_status(self, *, keep_note: bool = False) -> None:
        """Where the caret is, in words, instead of what was said; and the definition of the code that is meant."""
        pane, desk = self.pane, self.desk
        if self.codings_here.adjusting is not None and pane.selection is None:
            self.codings_here.adjusting = None
        unit = desk.unit_at(pane.caret)
        # On the name of who speaks one is at what they say: that is coded there.
        at = pane.caret if unit is None else max(pane.caret, unit.body_start)
        self.codings_here.look(desk, at, pane.selection, pane.codings_in)
        others = sum(not coding.own for coding in pane.codings_at(at))
        chosen = self.codings_here.coding(desk)
        if chosen is not None:
            self.panel.define(desk.codes[chosen.code_id])
        noted = bool(desk.noted_at(at))
        told = status(desk, self.codings_here, unit, noted, pane.selection, others, pane.by_sentence)
        if self.walk is not None:
            told = Content.assemble(
                (self.walk.in_words(None if unit is None else unit.id), "bold $accent"), " · ", told
            )
        found = self._finding.at(pane.caret)
        if found is not None:
            place = _("place {i} of {n}").format(i=found + 1, n=len(self._finding.hits))
            told = Content.assemble((place, "$accent"), " · ", told)
        self.query_one(StatusLine).show(told, keep_note=keep_note)
        self.look_for_suggestions()

    def unit_in_view(self) -> int | None:
        """The unit under the caret, unless the moderator speaks."""
        unit = self.desk.unit_at(self.pane.caret)
        return None if unit is None or unit.moderator else unit.id

    def known_codes(self) -> Mapping[int, CodeInfo]:
        """The codes by id."""
        return self.desk.codes

    # Going through it

    def action_next_unreviewed(self) -> None:
        """On to the next unit that was not judged, in a round to the next of its units."""
        if self.walk is None:
            self._next(uncoded=False)
            return
        place = self.walk.next_in_text(self.document_id, self.pane.caret)
        if place is None:
            self.say(self.walk.over())
        elif place.document_id == self.document_id:
            self.pane.go_to(place.start)
        else:
            self.bench.open_place(self.walk, place)

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
        if self.project.blindness:
            self.say(self.project.blindness)
            return
        self.desk.others = not self.desk.others
        self.refresh_models()

    def action_leave_round(self) -> None:
        """Back to the rounds; outside of one Esc does nothing."""
        if self.walk is not None:
            self.action_back()

    # Searching

    def action_find(self) -> None:
        """Search in this text."""
        self._finding.origin = self.pane.caret
        self.query_one(FindLine).open()

    @on(FindLine.Typed)
    def _typed(self, event: FindLine.Typed) -> None:
        self.workers.cancel_group(self, "find")
        if expression_in(event.term) is None:
            self._show_hits(self.desk.find(event.term))
        else:
            self._find_by_expression(event.term)

    @work(group="find")
    async def _find_by_expression(self, term: str) -> None:
        try:
            self._show_hits(await asyncio.to_thread(self.desk.find, term))
        except InputError as error:
            self._show_hits([])
            self.say(str(error))

    def _show_hits(self, hits: list[tuple[int, int]]) -> None:
        self._finding.hits = hits
        self.pane.set_hits(hits)
        if not hits:
            self.pane.go_to(self._finding.origin)
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
            self.show_status()
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


def _set_aside() -> None:
    """A large text is many objects that stay: without this, Python would look through them between keys.

    Texts that were closed since lie among what was set aside, and come free at every fourth opening: that takes longer.
    """
    if next(_openings) % 4 == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
