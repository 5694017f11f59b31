"""The passages that a query finds: built by keys or typed, grouped, starred, written anew for the report."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from codebench.analysis.scope import ScopeRequest
from codebench.domain.query import Relation, quoted
from codebench.i18n import _
from codebench.project.passages import Grouping, Passage, Passages, RetrievalRequest
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.retrieval.quote_list import QuoteList, whole
from codebench.tui.retrieval.writing import ask_text, kept
from codebench.tui.screens.counting import CountingScreen
from codebench.tui.table.asking import ask_variable, save
from codebench.tui.table.case_choice import ask_value
from codebench.tui.table.rows_view import RowsView


class RetrievalScreen(CountingScreen):
    """A line for the query, the passages below it, and the one under the cursor with what is around it."""

    SCOPE: ClassVar[str] = "retrieval"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("retrieval"),
        Binding("escape", "leave_line", _("To the list; from there back"), show=False),
    ]
    DEFAULT_CSS = """
    RetrievalScreen {
        & Input, & Input:focus { border: none; height: 1; margin: 1 2 0 2; padding: 0; background: $boost; }
        & .choices { height: auto; max-height: 3; margin: 0 2 1 2; color: $foreground 65%; }
        & .whole {
            height: auto; max-height: 35%; min-height: 4; padding: 0 2; background: $boost; scrollbar-size-vertical: 1;
            border-top: solid $foreground 20%;
        }
        & .whole Static { width: 1fr; height: auto; }
    }
    """

    def __init__(self, query: str = "", scope: ScopeRequest | None = None, material: str = "") -> None:
        super().__init__()
        self.material = material or _("all material")
        self._request = RetrievalRequest(query, scope=scope or ScopeRequest())
        self._grouping = Grouping.CODE
        self._found: Passages | None = None
        self._before: list[str] = []

    def compose(self) -> ComposeResult:
        """The line, what was found, the passages, the one under the cursor."""
        yield TopLine()
        yield Line(self._request.query, placeholder=_("tijd and not middelen   tijd near(5) overleg   niveau=bao"))
        yield Static(classes="choices")
        yield QuoteList()
        with VerticalScroll(classes="whole", can_focus=False):
            yield Static()
        yield KeyLine(self.SCOPE)

    # What counting screens ask

    @property
    def scope_now(self) -> ScopeRequest:
        """The scope that is looked in."""
        return self._request.scope

    def count_over(self, scope: ScopeRequest) -> None:
        """Look anew over this scope."""
        self._find(replace(self._request, scope=scope))

    def file_stem(self) -> str:
        """Quotes."""
        return _("quotes")

    def refresh_models(self) -> None:
        """Look anew."""
        self.show_heading(_("Passages"))
        self._find(self._request, stay=self._found is not None)

    # Looking

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self._ask(event.value.strip())
        self.query_one(QuoteList).focus()

    def action_leave_line(self) -> None:
        """From the line to the list, where there is one; from there back."""
        quotes = self.query_one(QuoteList)
        if quotes.has_focus or not quotes.row_count():
            self.action_back()
        else:
            quotes.focus()

    def action_find(self) -> None:
        """To the line."""
        self.query_one(Line).focus()

    def _ask(self, query: str) -> None:
        """Another query; the one before can be gone back to."""
        if query != self._request.query:
            self._before.append(self._request.query)
        self._find(replace(self._request, query=query))

    @work(exclusive=True, group="count")
    async def _find(self, request: RetrievalRequest, *, stay: bool = False) -> None:
        """Look in a thread; several coders on the same units are asked about at once."""
        self._request = request
        self.query_one(Line).value = request.query
        if not request.query and not request.starred:
            self.tell(_("c adds a code, a a condition on who says it, f finds what is starred; * is any code."))
            return
        self.tell(_("searching…"))

        def read(scope: ScopeRequest, project: Project) -> Passages:
            return project.retrieval.find(replace(request, scope=scope))

        # Where it fails what is shown stays; a query that can't be read is told, at the place in the line.
        found = await self.over_one_layer(request.scope, read)
        if found is not None:
            passages, scope = found
            self._request = replace(request, scope=scope)
            self._show(passages, stay=stay)

    def _show(self, found: Passages, *, stay: bool) -> None:
        self._found = found
        only = (_("starred only"),) if found.starred else ()
        self.tell(" · ".join((found.n().removesuffix("."), *only, *self.told(self._request.scope))))
        self.query_one(QuoteList).show(found, self._grouping, stay=stay)
        self._look_at()

    @on(RowsView.Moved)
    def _look_at(self) -> None:
        """Show the passage under the cursor whole."""
        self.query_one(".whole Static", Static).update(whole(self._current))
        self.query_one(".whole", VerticalScroll).scroll_home(animate=False)

    @property
    def _current(self) -> Passage | None:
        return self.query_one(QuoteList).current

    @property
    def _coding(self) -> int | None:
        """The coding under the cursor; says so where there is none."""
        current = self._current
        if current is None or current.coding_id is None:
            self.say(_("Put the cursor on a coded passage first."))
            return None
        return current.coding_id

    # Building the query

    @work
    async def action_code(self) -> None:
        """Add a code to the query: how, and which."""
        how = "" if not self._request.query else await self._ask_how()
        if how is None:
            return
        code = await self.ask_code(_("Passages of which code?"))
        if code is not None:
            self._join(how, quoted(self.project.codebook.tree().path(code)))

    async def _ask_how(self) -> str | None:
        ways = {
            "and": _("and: in units that have this as well"),
            "or": _("or: these passages as well"),
            "and not": _("and not: in units that don't have this"),
            str(Relation.NEAR): _("near: with at most five words between, in one unit"),
            str(Relation.INSIDE): _("inside: lying within a passage of"),
            str(Relation.OVERLAPPING): _("overlapping: sharing words with a passage of"),
            "": _("begin anew with"),
        }
        items = [Item(key, text) for key, text in ways.items()]
        how: str | None = await self.app.push_screen_wait(Choice(self._request.query, items))
        return how

    @work
    async def action_value(self) -> None:
        """Add a condition on who says it."""
        pair = await ask_value(self)
        if pair is not None:
            self._join("and", "=".join(map(quoted, pair)))

    def _join(self, how: str, part: str) -> None:
        before = self._request.query
        if not how or not before:
            self._ask(part)
        elif how in set(Relation) or (how != "or" and " or " in before):
            self._ask(f"({before}) {how} {part}" if " " in before else f"{before} {how} {part}")
        else:
            self._ask(f"{before} {how} {part}")

    def action_step_back(self) -> None:
        """The query before."""
        if self._before:
            self._find(replace(self._request, query=self._before.pop()))

    def action_starred(self) -> None:
        """Only what was starred, or all."""
        self._find(replace(self._request, starred=not self._request.starred))

    def action_group(self) -> None:
        """Group by code, by case, by document."""
        ways = list(Grouping)
        self._grouping = ways[(ways.index(self._grouping) + 1) % len(ways)]
        if self._found is not None:
            self._show(self._found, stay=False)

    @work
    async def action_by(self) -> None:
        """Tell the value of a variable with each passage."""
        name = await ask_variable(self, _("The values of which variable?"), _("of none"))
        if name is not None:
            self._find(replace(self._request, by=(name,) if name else ()))

    # Going on from a passage

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """Open the text at the passage."""
        current = self._current
        if current is not None:
            self.bench.open_document(current.document_id, current.start, current.end)

    def action_star(self) -> None:
        """Keep the passage for the report, or no longer."""
        coding, current = self._coding, self._current
        if coding is not None and current is not None:
            self.attempt(lambda: self.project.excerpts.star(coding, starred=not current.starred))

    @work
    async def action_clean(self) -> None:
        """Write a clean version for the report; the verbatim one stays."""
        coding, current = self._coding, self._current
        if coding is not None and current is not None:
            body = current.report_text or current.quote
            await self._write(_("Version for the report"), body, current.quote, coding, self.project.excerpts.write)

    @work
    async def action_paraphrase(self) -> None:
        """Say in other words what the passage says."""
        coding, current = self._coding, self._current
        if coding is not None and current is not None:
            write = self.project.excerpts.paraphrase
            await self._write(_("Paraphrase"), current.paraphrase, current.quote, coding, write)

    async def _write(self, title: str, body: str, quote: str, coding: int, write: Callable[[int, str], None]) -> None:
        place = f"{self.project.coder.guid} {write.__name__} {coding}"
        text = await ask_text(self, title, body, place, quote)
        if text is None:
            return

        def put() -> bool:
            # The words as they were spoken are no other version.
            write(coding, "" if text == quote else text)
            return True

        if self.attempt(put):
            kept(self, place)

    @work
    async def action_theme(self) -> None:
        """Put the passage into a theme."""
        coding = self._coding
        themes = None if coding is None else self.consult(self.project.themes.all)
        if coding is None or themes is None:
            return
        if not themes:
            self.say(_("There are no themes yet: make one on their screen (Ctrl+o)."))
            return
        items = [Item(theme.id, theme.name, theme.claim) for theme in themes]
        theme = await self.app.push_screen_wait(Choice(_("Into which theme?"), items))
        if theme is not None:
            self.attempt(lambda: self.project.themes.put_quotes(theme, [coding]))
            self.say(_("It is in the theme."))

    @work
    async def action_save(self) -> None:
        """Write the passages to a file."""
        if self._found is not None:
            await save(self, self._found.table(self._grouping), self.file_stem())
