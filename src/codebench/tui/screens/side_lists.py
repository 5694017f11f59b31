"""A list beside the reading order: what to look at again, or next; Enter goes there."""

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.project import Project
from codebench.project.side_lists import SideKind, SideList, side_list
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView


class SideListScreen(TableScreen):
    """One list; `code_id` and `unit_id` say what it is about where its kind needs that."""

    SCOPE: ClassVar[str] = "side"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("side")]

    def __init__(self, kind: SideKind, *, code_id: int | None = None, unit_id: int | None = None) -> None:
        super().__init__()
        self._kind, self._code_id, self._unit_id = kind, code_id, unit_id
        self._list: SideList | None = None

    def file_stem(self) -> str:
        """A list."""
        return _("list")

    def refresh_models(self) -> None:
        """Make the list anew."""
        self.show_heading(_("Lists"))
        self._look()

    @work(exclusive=True, group="count")
    async def _look(self) -> None:
        """Have it made in a thread, with the learner in the helper process."""
        self.tell(_("looking through the texts…"))

        def told(done: int, total: int) -> None:
            sentence = _("looking through the texts… {n} of {of}").format(n=done, of=total)
            self.app.call_from_thread(self.tell, sentence)

        suggester = self.bench.suggester
        make = partial(side_list, kind=self._kind, code_id=self._code_id, unit_id=self._unit_id, progress=told)

        def ask(project: Project) -> SideList:
            return make(suggester, project.session)

        try:
            self._list = await aside(self.project, ask)
        except CodebenchError as error:
            self.tell(str(error))
            return
        self.show_table(self._list.table)

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """Go to the place."""
        at = self.query_one(TableView).index
        if self._list is not None and 0 <= at < len(self._list.places):
            self.bench.open_document(*self._list.places[at])


async def ask_which(screen: ProjectScreen) -> None:
    """Ask which list, and show it."""
    code_id, unit_id = screen.code_in_view(), screen.unit_in_view()
    items = [
        Item(SideKind.RECHECK, _("Codings unlike their like: look at them again")),
        Item(SideKind.HUNT, _("Rare codes: what is known least of, first")),
        Item(SideKind.THEMES, _("Words that may be a theme without a code")),
    ]
    if code_id is not None:
        name = screen.project.codebook.tree()[code_id].name
        items.insert(0, Item(SideKind.MISSED, _("Missed: units without '{code}'").format(code=shown_line(name))))
    else:
        items.append(Item(SideKind.MISSED, _("Missed: units without a code that you choose…")))
    if unit_id is not None:
        items.insert(0, Item(SideKind.LIKE, _("What else is like this?")))
    kind = await screen.app.push_screen_wait(Choice(_("Which list?"), items))
    if kind is SideKind.MISSED and code_id is None:
        code_id = await screen.ask_code(_("Which code may have been missed?"))
        if code_id is None:
            return
    if kind is not None:
        screen.app.push_screen(SideListScreen(kind, code_id=code_id, unit_id=unit_id))
