"""Places of words in all texts, lined up at the word: words as they are written, or in all their forms."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from codebench.analysis.concordance import Concordance, ConcordanceRequest, Line, Order
from codebench.domain.errors import CodebenchError
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.concordances import search_rule
from codebench.project.models import Hit
from codebench.project.project import Project
from codebench.project.rule_trials import FindInHelper
from codebench.tui.actions import bindings
from codebench.tui.parts.entry import Line as Entry
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import ask_variable, save
from codebench.tui.table.rows_view import RowsView
from codebench.tui.words.kwic_view import KwicView

_MOST = 500
_ORDERS = {
    Order.PLACE: _("in the order of the material"),
    Order.RIGHT: _("by the words to the right"),
    Order.LEFT: _("by the words to the left"),
}


class SearchScreen(ProjectScreen):
    """A line for the words, and the places below it.

    As written they are found in every text; in all their forms, and as patterns of rules, in those that are annotated.
    """

    SCOPE: ClassVar[str] = "search"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("search"),
        Binding("escape", "up", _("To the line; from there back"), show=False),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        & Input, & Input:focus { border: none; height: 1; margin: 1 2 0 2; padding: 0; background: $boost; }
        & .found { height: auto; max-height: 3; margin: 0 2 1 2; color: $foreground 65%; }
    }
    """

    def __init__(self, *, in_all_forms: bool = False, request: ConcordanceRequest | None = None) -> None:
        """`request` is a search to begin with, in all forms and over its material."""
        super().__init__()
        self._term = "" if request is None else request.pattern
        self._in_all_forms = in_all_forms or request is not None
        self._request = request or ConcordanceRequest("")
        self._order = Order.PLACE
        self._found: Concordance | None = None  # what was found in all forms
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        """The line, the number of places, the places."""
        yield TopLine()
        yield Entry(self._term)
        yield Static(classes="found")
        yield KwicView()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """Where there is a term already, its places are what is wanted."""
        self._show_way()
        if self._term:
            self.query_one(KwicView).focus()

    def refresh_models(self) -> None:
        """Search again where something was found."""
        self.query_one(TopLine).show(
            (_("Search"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        if self._term:
            self._search()

    def action_find(self) -> None:
        """Back to the line."""
        self.query_one(Entry).focus()

    def action_up(self) -> None:
        """To the line; from there back."""
        if self.query_one(Entry).has_focus:
            self.action_back()
        else:
            self.action_find()

    # Searching

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self._term = event.value.strip()
        if self._term:
            self._search()

    def _search(self) -> None:
        if self._in_all_forms:
            self._search_forms(replace(self._request, pattern=self._term))
        else:
            self._hits = self.consult(lambda: self.project.search.find(self._term, limit=_MOST)) or []
            self._found = None
            self._show()

    @work(exclusive=True, group="filter")
    async def _search_forms(self, request: ConcordanceRequest) -> None:
        """Search in a thread, with the matcher in the helper process."""
        self._tell(_("searching…"))
        find = FindInHelper(self.bench.helper)

        def ask(project: Project) -> Concordance:
            return project.words.concordance(request, find=find)

        try:
            self._found = await aside(self.project, ask)
        except CodebenchError as error:
            self._found = None
            self.query_one(KwicView).show(())
            self._tell(str(error))
            return
        self._hits = []
        self._show()

    # Showing

    def _show(self) -> None:
        view = self.query_one(KwicView)
        found = self._found
        if found is None:
            n = plural("{n} place", "{n} places", len(self._hits))
            self._tell(n + (_(" (the first ones)") if len(self._hits) == _MOST else ""), _("as written"))
            view.show([_line(hit) for hit in self._hits])
        else:
            self._tell(found.n(), found.pattern, _ORDERS[self._order])
            view.show(found.in_order(self._order), (found.rule(), *found.notes()))
        if view.row_count():
            view.focus()

    def _tell(self, *parts: str) -> None:
        self.query_one(".found", Static).update(Content(shown_line(" · ".join(parts))))

    def _show_way(self) -> None:
        as_written = _("words to find as they are written; tijd* finds what begins so")
        forms = _('tijd in all its forms   tijd~ with compounds   "tijd" as written   geen ... tijd')
        self.query_one(Entry).placeholder = forms if self._in_all_forms else as_written

    # Going on from a place

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """Open the text at the place under the cursor."""
        line = self.query_one(KwicView).current
        if line is not None:
            self.bench.open_document(line.document_id, line.start, line.end)

    def action_switch(self) -> None:
        """As written, or in all forms."""
        self._in_all_forms = not self._in_all_forms
        self._show_way()
        if self._term:
            self._search()

    def action_order(self) -> None:
        """The next order."""
        if self._found is None:
            self.say(_("Places of words as written stand in the order of the material; f finds all forms."))
            return
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show()

    @work
    async def action_by(self) -> None:
        """Tell the value of a variable with each place."""
        name = await ask_variable(self, _("The values of which variable?"), _("of none"))
        if name is not None:
            self._request = replace(self._request, by=name or None)
            self._in_all_forms = True
            self._show_way()
            if self._term:
                self._search()

    def action_near(self) -> None:
        """Which words stand near it."""
        from codebench.tui.screens.near import NearScreen

        if self._term:
            self.app.push_screen(NearScreen(self._term, self._request.scope))

    @work
    async def action_rule(self) -> None:
        """Try what was found as a rule for a code."""
        from codebench.tui.screens.rules import RulesScreen

        rule = None if not self._term else self.consult(lambda: str(search_rule(self._term)))
        code = None if rule is None else await self.ask_code()
        if code is not None and rule is not None:
            self.app.push_screen(RulesScreen(code, line=rule))

    @work
    async def action_save(self) -> None:
        """Write the places to a file."""
        table = self._table()
        if table.rows:
            await save(self, table, _("places"))

    def _table(self) -> Table:
        if self._found is not None:
            return self._found.table(self._order)
        headings = (_("Document"), _("Case"), _("Start"), _("Left"), _("Hit"), _("Right"))
        rows = [(hit.document, hit.case, hit.start, hit.before, hit.found, hit.after) for hit in self._hits]
        return plain_table(_("Places of '{term}'").format(term=self._term), headings, rows)


def _line(hit: Hit) -> Line:
    """A place of words as written, as one of a concordance."""
    return Line(
        hit.document_id, 0, hit.document, hit.case, None, hit.start, hit.end, hit.before, hit.found, hit.after, False
    )
