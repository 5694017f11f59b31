"""Codings whose text an edit took away, one by one: placed again, or dropped."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.table import plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.orphans import Candidate, Orphan
from codebench.tui.actions import bindings
from codebench.tui.answers.answer_box import AnswerBox
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.of_others import OthersScreen
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_SAME = 0.999
_BY_WORDS = "words"


class OrphansScreen(OthersScreen):
    """One table; Enter asks where the coding goes."""

    SCOPE: ClassVar[str] = "orphans"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("orphans")]
    DEFAULT_CSS = """
    OrphansScreen {
        & .told { height: auto; margin: 1 2; color: $foreground 70%; }
        & TableView { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._orphans: list[Orphan] = []

    def compose(self) -> ComposeResult:
        """How many, the table, and the words of one of them."""
        yield TopLine()
        yield Static(classes="told")
        yield TableView()
        yield AnswerBox()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The table has the focus."""
        self.query_one(TableView).focus()

    @property
    def _current(self) -> Orphan | None:
        at = self.query_one(TableView).index
        return self._orphans[at] if 0 <= at < len(self._orphans) else None

    def refresh_models(self) -> None:
        """Read what is orphaned."""
        self._orphans = self.project.orphans.all()
        self.query_one(TopLine).show(
            (_("Orphaned codings"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        n = plural("{n} coding has lost its text to an edit.", "{n} codings have lost their text.", len(self._orphans))
        none = _("No coding has lost its text.")
        self.query_one(".told", Static).update(Content(n if self._orphans else none))
        rows = [(each.document, each.code, each.coder, each.quote) for each in self._orphans]
        headings = (_("Text"), _("Code"), _("Coder"), _("Words that it had"))
        self.query_one(TableView).show(plain_table("", headings, rows), None if rows else -1)
        self._show()

    @on(RowsView.Moved)
    def _show(self) -> None:
        current = self._current
        self.query_one(AnswerBox).show("" if current is None else current.quote, ())

    @on(RowsView.Chosen)
    @work
    async def action_place(self) -> None:
        """Ask where it belongs now, and put it there."""
        orphan = self._current
        if orphan is None:
            return
        found = self.consult(lambda: self.project.orphans.candidates(orphan.coding_id))
        if found is None:
            return
        items = [Item(each, shown_line(each.text), _how_alike(each)) for each in found]
        items.append(Item(_BY_WORDS, _("where words stand that you type…")))
        place = await self.app.push_screen_wait(Choice(_("Where does it belong now?"), items))
        if place == _BY_WORDS:
            place = await self._by_words(orphan)
        if place is not None and await self.may_change(orphan.coder):
            self.did(lambda: self.project.codings.move(orphan.coding_id, place.start, place.end))

    async def _by_words(self, orphan: Orphan) -> Candidate | None:
        """A place where words stand that are typed: these, their sentence, or their turn or answer."""
        title = _("Which words of the text does it belong on? tijd* finds what begins so")
        term = await self.app.push_screen_wait(Prompt(title))
        found = None if term is None else self.consult(lambda: self.project.orphans.by_words(orphan.coding_id, term))
        if found is None:
            return None
        if not found:
            self.say(_("These words do not stand in {document}.").format(document=orphan.document))
            return None
        items = [Item(each, shown_line(each.text)) for each in found]
        place: Candidate | None = await self.app.push_screen_wait(Choice(_("Where does it belong now?"), items))
        return place

    @work
    async def action_drop(self) -> None:
        """Take it away."""
        orphan = self._current
        if orphan is not None and await self.may_change(orphan.coder):
            self.did(lambda: self.project.codings.remove([orphan.coding_id]))

    def action_open(self) -> None:
        """Open the text."""
        orphan = self._current
        if orphan is not None:
            self.bench.open_document(orphan.document_id)


def _how_alike(candidate: Candidate) -> str:
    same = candidate.likeness > _SAME
    if candidate.is_there and not same:
        return _("where it stood")
    return _("the same words") if same else _("{n} % alike").format(n=round(100 * candidate.likeness))
