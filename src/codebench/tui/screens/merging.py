"""A file that comes to be merged: what that does is shown, and done after a yes."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.merge_models import MergePlan, Reason
from codebench.project.merging import nothing_new
from codebench.report.registry import Format, render
from codebench.tui.actions import bindings
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen


class MergingScreen(ProjectScreen):
    """The plan of a merge, in the tables that the command prints."""

    SCOPE: ClassVar[str] = "merging"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("merging")]
    DEFAULT_CSS = """
    MergingScreen {
        & VerticalScroll { padding: 1 2; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { height: auto; }
    }
    """

    def __init__(self, plan: MergePlan) -> None:
        super().__init__()
        self._plan = plan
        self._theirs_wins = False

    def compose(self) -> ComposeResult:
        """The tables, scrolling between the two lines."""
        yield TopLine()
        with VerticalScroll():
            yield Static()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The tables have the focus, to be scrolled."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """The tables follow the width."""
        self._draw()

    def refresh_models(self) -> None:
        """Look at the file again: the project has changed."""
        self.query_one(TopLine).show(
            (_("Merge {name}").format(name=shown_line(self._plan.path.name)), self.project.path.stem),
            (_("coder: {name}").format(name=self.project.coder.name),),
        )
        if not self.project.merging.is_current(self._plan):
            self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        path, theirs_wins = self._plan.path, self._theirs_wins
        what = _("Looking at {name}…").format(name=shown_line(path.name))
        try:
            self._plan = await self.bench.work_on(
                what, lambda: self.project.merging.plan(path, theirs_wins=theirs_wins)
            )
        except CodebenchError as error:
            self.bench.complain(str(error))
        self._draw()

    def _draw(self) -> None:
        width = max(40, self.size.width - 6)
        tables = self.project.merging.tables(self._plan)
        told = [render(table, Format.TABLE, width=width) for table in tables]
        if self._plan.is_empty:
            told.insert(0, nothing_new(self._plan) + "\n")
        self.query_one("VerticalScroll Static", Static).update(Content("\n".join(told)))

    @work
    async def action_take(self) -> None:
        """Merge the file, and go back."""
        plan = self._plan
        name = shown_line(plan.path.name)
        try:
            await self.bench.work_on(_("Merging {name}…").format(name=name), lambda: self.project.merging.take(plan))
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        self.app.pop_screen()
        self.say(_("Merged {name}; undo takes it back.").format(name=name))

    def action_theirs(self) -> None:
        """Of what both sides changed, take theirs, or leave ours."""
        asked = {item.reason for item in self._plan.items}
        if not self._theirs_wins and not asked.intersection((Reason.UNDECIDED, Reason.CODE)):
            self.say(_("There is nothing to decide: ours and theirs go together."))
            return
        self._theirs_wins = not self._theirs_wins
        self.say(_("Theirs comes in.") if self._theirs_wins else _("Ours stays."))
        self._look()
