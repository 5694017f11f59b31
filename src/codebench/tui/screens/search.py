"""Places in all texts, lined up: words as written or in all their forms, regular expressions; ticked, and coded."""

from collections.abc import Sequence
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
from codebench.language.expressions import expression_in
from codebench.project.autocoding import FoundAt
from codebench.project.concordances import search_rule
from codebench.project.models import Hit
from codebench.project.project import Project
from codebench.project.rule_models import Reach
from codebench.project.rule_trials import FindInHelper
from codebench.project.search import as_written
from codebench.tui.actions import bindings
from codebench.tui.modals.confirm import Confirm
from codebench.tui.parts.entry import Line as Entry
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import ask_variable, save
from codebench.tui.table.rows_view import RowsView
from codebench.tui.words.kwic_view import KwicView, found_at

_MOST = 10_000
_SEEN = 30  # so many are coded without a question: about what is on the screen
_ORDERS = {
    Order.PLACE: _("in the order of the material"),
    Order.RIGHT: _("by the words to the right"),
    Order.LEFT: _("by the words to the left"),
}


class SearchScreen(ProjectScreen):
    """A line for the words, and the places below it.

    As written, and by a regular expression between slashes, they are found in every text; in all their forms, and as
    patterns of rules, in those that are annotated.
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
        self._told: tuple[str, ...] = ()
        self._ticked: set[FoundAt] = set()
        self._reach = Reach.UNIT

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
        """Take the ticks away; without any to the line; from there back."""
        if self.query_one(Entry).has_focus:
            self.action_back()
        elif self._ticked:
            self._tick(set())
        else:
            self.action_find()

    # Searching

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self._term = event.value.strip()
        if self._term:
            self._search()

    @property
    def _by_forms(self) -> bool:
        """Whether forms are searched: what stands between slashes is matched as it is written."""
        return self._in_all_forms and expression_in(self._term) is None

    @work(exclusive=True, group="filter")
    async def _search(self) -> None:
        """Search in a thread, forms with the matcher in the helper process."""
        self._tell(_("searching…"))
        find, term = FindInHelper(self.bench.helper), self._term
        request = replace(self._request, pattern=term) if self._by_forms else None

        def ask(project: Project) -> Concordance | list[Hit]:
            if request is None:
                return project.search.find(term, limit=_MOST)
            return project.words.concordance(request, find=find)

        try:
            found = await aside(self.project, ask)
        except CodebenchError as error:
            self._found, self._hits = None, []
            self.query_one(KwicView).show(())
            self._tick(set())
            self._tell(str(error))
            return
        self._found, self._hits = (found, []) if isinstance(found, Concordance) else (None, found)
        self._show()

    # Showing

    def _show(self) -> None:
        view = self.query_one(KwicView)
        found = self._found
        if found is None:
            n = plural("{n} place", "{n} places", len(self._hits))
            how = _("as written") if expression_in(self._term) is None else _("regular expression")
            self._tell(n + (_(" (the first ones)") if len(self._hits) == _MOST else ""), how)
            view.show([_line(hit) for hit in self._hits])
        else:
            self._tell(found.n(), found.pattern, _ORDERS[self._order])
            view.show(found.in_order(self._order), (found.rule(), *found.notes()))
        self._tick(self._ticked & {found_at(line) for line in view.lines})
        if view.row_count():
            view.focus()

    def _tell(self, *parts: str) -> None:
        self._told = parts
        ticked = len(self._ticked)
        first = (plural("{n} ticked", "{n} ticked", ticked), self._reach.in_words()) if ticked else ()
        self.query_one(".found", Static).update(Content(shown_line(" · ".join((*first, *parts)))))

    def _show_way(self) -> None:
        as_written = _("words as they are written   tijd* what begins so   /over(werk|uren)/ a regular expression")
        forms = _('tijd in all its forms   tijd~ with compounds   "tijd" as written   geen ... tijd')
        self.query_one(Entry).placeholder = forms if self._in_all_forms else as_written

    # Ticking and coding

    def action_tick(self) -> None:
        """Tick the place under the cursor, or take its tick away, and go down."""
        view = self.query_one(KwicView)
        if view.current is not None:
            self._tick(self._ticked ^ {found_at(view.current)})
            view.action_move("down")

    def action_tick_all(self) -> None:
        """Tick all places but those in a moderator's words, or none where they are ticked."""
        everything = {found_at(line) for line in self.query_one(KwicView).lines if not line.is_moderator}
        self._tick(set() if everything <= self._ticked else everything)

    def _tick(self, ticked: set[FoundAt]) -> None:
        self._ticked = ticked
        self.query_one(KwicView).tick(ticked)
        self._tell(*self._told)

    def action_reach(self) -> None:
        """In transcripts: code the turn, the sentence, or the words."""
        self._reach = self._reach.after()
        self._tell(*self._told)
        if not self._ticked:
            self.say(_("c: {reach}.").format(reach=self._reach.in_words()))

    def _meant(self) -> list[FoundAt]:
        """What is ticked, in the order of the list; else the place under the cursor."""
        view = self.query_one(KwicView)
        if self._ticked:
            return [found_at(line) for line in view.lines if found_at(line) in self._ticked]
        return [] if view.current is None else [found_at(view.current)]

    @work
    async def action_code(self) -> None:
        """Put codes on what is ticked, else on the place under the cursor."""
        places = self._meant()
        if not places:
            self.say(_("There is no place to code: type what to search, then Enter."))
            return
        picked = await self.pick_codes(self.project.codebook.codes())
        if isinstance(picked, tuple):
            self.if_new_is_wanted(picked[1], lambda: self._code(places, picked[1]))
        elif picked:
            self._code(places, picked)

    @work
    async def _code(self, places: Sequence[FoundAt], codes: Sequence[int] | str) -> None:
        if len(places) > _SEEN:
            title = _("Code {n} places?").format(n=len(places))
            text = _("{reach}. One undo takes all of it back.").format(reach=self._reach.in_words().capitalize())
            if not await self.app.push_screen_wait(Confirm(title, text)):
                return
        made = self.attempt(lambda: self.project.search.code(places, codes, self._reach, self._term))
        if made is not None:
            used = [self.project.codings.get(made[0]).code_id] if isinstance(codes, str) else codes
            self.bench.recent.use(used)
            self.say(plural("{n} passage coded; u undoes it.", "{n} passages coded; u undoes it.", len(made)))

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
            self.say(_("Places as written stand in the order of the material; f finds all forms."))
            return
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show()

    @work
    async def action_by(self) -> None:
        """Tell the value of a variable with each place."""
        if expression_in(self._term) is not None:
            self.say(_("Values stand beside words in all their forms, not beside a regular expression."))
            return
        name = await ask_variable(self, _("The values of which variable?"), _("of none"))
        if name is not None:
            self._request = replace(self._request, by=name or None)
            self._in_all_forms = True
            self._show_way()
            if self._term:
                self._search()

    def _pattern(self) -> str | None:
        """What is searched, as rules and concordances take it; why not, where they can't."""
        if not self._term or self._by_forms:
            return self._term
        return self.consult(lambda: as_written(self._term))

    def action_near(self) -> None:
        """Which words stand near it."""
        from codebench.tui.screens.near import NearScreen

        if pattern := self._pattern():
            self.app.push_screen(NearScreen(pattern, self._request.scope))

    @work
    async def action_rule(self) -> None:
        """Try what was found as a rule for a code."""
        from codebench.tui.screens.rules import RulesScreen

        pattern = self._pattern()
        rule = self.consult(lambda: str(search_rule(pattern))) if pattern else None
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
        hit.document_id,
        hit.version_id,
        hit.document,
        hit.case,
        None,
        hit.start,
        hit.end,
        hit.before,
        hit.found,
        hit.after,
        is_denied=False,
        is_moderator=hit.is_moderator,
        codes=hit.codes,
    )
