"""Which words stand near a word: its collocations in one table."""

from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from codebench.analysis.collocations import WINDOW, CollocationRequest
from codebench.analysis.concordance import ConcordanceRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import CodebenchError
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.project.concordances import search_pattern
from codebench.project.project import Project
from codebench.project.rule_trials import FindInHelper
from codebench.tui.actions import bindings
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import Breath, count_aside
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_LEFT, _RIGHT = 2, 3  # columns of the table


class NearScreen(TableScreen):
    """The collocations of a pattern over some material."""

    SCOPE: ClassVar[str] = "near"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("near")]

    def __init__(self, pattern: str, scope: ScopeRequest | None = None) -> None:
        super().__init__()
        self._request = CollocationRequest(pattern, scope=scope or ScopeRequest())

    def file_stem(self) -> str:
        """A table of collocations."""
        return _("collocations")

    def refresh_models(self) -> None:
        """Count anew."""
        self.show_heading(_("Collocations"))
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """Count in a thread, with the matcher in the helper process."""
        self.tell(_("counting…"))
        request, find = self._request, FindInHelper(self.bench.helper)

        def ask(project: Project, breath: Breath) -> Table:
            return project.words.collocations(request, find=find, breathe=breath)

        try:
            table = await count_aside(self.bench, ask)
        except CodebenchError as error:
            self.tell(str(error))
            return
        self.show_table(table)

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_places()

    def action_places(self) -> None:
        """The places where both stand, the collocate on the side where it mostly stands."""
        from codebench.tui.screens.search import SearchScreen

        view = self.query_one(TableView)
        if self.table is None or view.index < 0:
            return
        cells = self.table.rows[view.index].cells
        near, here = search_pattern([str(cells[0])]), self._request.pattern
        left, right = cells[_LEFT], cells[_RIGHT]
        assert isinstance(left, int)
        assert isinstance(right, int)
        first, last = (near, here) if left > right else (here, near)
        pattern = f"{first} ...{WINDOW - 1} {last}"
        self.app.push_screen(SearchScreen(request=ConcordanceRequest(pattern, scope=self._request.scope)))
