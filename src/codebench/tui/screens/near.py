"""Which words stand near a word: its collocations in one table."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.analysis.collocations import WINDOW, CollocationRequest
from codebench.analysis.concordance import ConcordanceRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import CodebenchError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.concordances import search_pattern
from codebench.project.project import Project
from codebench.project.rule_trials import FindInHelper
from codebench.tui.actions import bindings
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import save
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_LEFT, _RIGHT = 2, 3  # columns of the table


class NearScreen(ProjectScreen):
    """The collocations of a pattern over some material."""

    SCOPE: ClassVar[str] = "near"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("near")]
    DEFAULT_CSS = """
    NearScreen {
        & .title { height: auto; margin: 1 2 1 2; }
        & TableView { height: 1fr; }
    }
    """

    def __init__(self, pattern: str, scope: ScopeRequest | None = None) -> None:
        super().__init__()
        self._request = CollocationRequest(pattern, scope=scope or ScopeRequest())
        self._table: Table | None = None

    def compose(self) -> ComposeResult:
        """What is counted, and the table."""
        yield TopLine()
        yield Static(classes="title")
        yield TableView()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The table has the focus."""
        self.query_one(TableView).focus()

    def refresh_models(self) -> None:
        """Count anew."""
        self.query_one(TopLine).show(
            (_("Collocations"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """Count in a thread, with the matcher in the helper process."""
        title = self.query_one(".title", Static)
        title.update(Content(_("counting…")))
        request, find = self._request, FindInHelper(self.bench.helper)

        def ask(project: Project) -> Table:
            return project.words.collocations(request, find=find)

        try:
            self._table = await aside(self.project, ask)
        except CodebenchError as error:
            title.update(Content(shown_line(str(error))))
            return
        title.update(
            Content.assemble(
                (shown_line(self._table.title), "bold"), "  ", (shown_line(self._table.n), "$foreground 70%")
            )
        )
        self.query_one(TableView).show(self._table, 0)

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_places()

    def action_places(self) -> None:
        """The places where both stand, the collocate on the side where it mostly stands."""
        from codebench.tui.screens.search import SearchScreen

        view = self.query_one(TableView)
        if self._table is None or view.index < 0:
            return
        cells = self._table.rows[view.index].cells
        near, here = search_pattern([str(cells[0])]), self._request.pattern
        left, right = cells[_LEFT], cells[_RIGHT]
        assert isinstance(left, int)
        assert isinstance(right, int)
        first, last = (near, here) if left > right else (here, near)
        pattern = f"{first} ...{WINDOW - 1} {last}"
        self.app.push_screen(SearchScreen(request=ConcordanceRequest(pattern, scope=self._request.scope)))

    @work
    async def action_save(self) -> None:
        """Write the table to a file."""
        if self._table is not None:
            await save(self, self._table, _("collocations"))
