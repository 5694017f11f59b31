"""Who speaks: the cases with what is known of them, put right by a key; from here who withdrew is erased."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.domain.variables import Role
from codebench.i18n import _, plural
from codebench.project.memos import MemoTarget
from codebench.project.models import CaseInfo
from codebench.project.withdrawal_plan import WithdrawalPlan
from codebench.report.registry import Format, render
from codebench.tui.actions import bindings
from codebench.tui.memoing import write_memo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt
from codebench.tui.modals.typed_name import TypedName
from codebench.tui.parts.case_table import CaseTable, called
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen


class CasesScreen(ProjectScreen):
    """One list of cases."""

    SCOPE: ClassVar[str] = "cases"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("cases")]
    DEFAULT_CSS = "CasesScreen .told { height: 1; margin: 1 2 0 2; color: $foreground 65%; }"

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[CaseInfo] = []

    def compose(self) -> ComposeResult:
        """How many, the list, the keys."""
        yield TopLine()
        yield Static(classes="told")
        yield CaseTable()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(CaseTable).focus()

    def refresh_models(self) -> None:
        """Read the cases."""
        self._cases = self.project.cases.all()
        self.query_one(TopLine).show(
            (_("Who speaks"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        speaking = sum(case.n_units > 0 for case in self._cases)
        told = _("{cases}, of whom {n} speak or answer")
        cases = plural("{n} case", "{n} cases", len(self._cases))
        self.query_one(".told", Static).update(Content(told.format(cases=cases, n=speaking)))
        self.query_one(CaseTable).show(self._cases)

    @property
    def _current(self) -> CaseInfo | None:
        return self.query_one(CaseTable).current

    @work
    async def action_find_case(self) -> None:
        """Ask for a name, and go there."""
        items = [Item(i, called(case)) for i, case in enumerate(self._cases)]
        at = await self.app.push_screen_wait(Choice(_("Which case?"), items)) if items else None
        if at is not None:
            self.query_one(CaseTable).go_to(at)

    @work
    async def action_rename(self) -> None:
        """Give the case under the cursor another name."""
        case = self._current
        if case is not None:
            name = await self.app.push_screen_wait(Prompt(_("Another name for the case"), case.name))
            if name is not None:
                self.attempt(lambda: self.project.cases.rename(case.id, name))

    def action_role(self) -> None:
        """A moderator, who never counts, or a participant again."""
        case = self._current
        if case is not None:
            role = Role.PARTICIPANT if case.role is Role.MODERATOR else Role.MODERATOR
            if self.did(lambda: self.project.cases.set_role(case.id, role)):
                told = {
                    Role.MODERATOR: _("{name} is a moderator now, and counts nowhere; u undoes it."),
                    Role.PARTICIPANT: _("{name} is a participant now, and counts; u undoes it."),
                }
                self.say(told[role].format(name=case.name))

    @work
    async def action_memo(self) -> None:
        """Write a memo on the case under the cursor."""
        case = self._current
        if case is not None:
            await write_memo(self, MemoTarget(case_id=case.id), _("case {case}").format(case=case.name))

    @work
    async def action_withdraw(self) -> None:
        """Erase who withdrew: what it changes is shown, then the name has to be typed."""
        case = self._current
        if case is None:
            return
        plan = self.consult(lambda: self.project.withdrawing.plan(case.id))
        if plan is None:
            return
        title = _("{name} withdraws: erase for good?").format(name=shown_line(case.name))
        if not await self.app.push_screen_wait(TypedName(title, _told(plan), case.name)):
            return
        self.bench.forget_learnt()
        try:
            await self.bench.work_on(_("Erasing…"), lambda: self.project.withdrawing.withdraw(plan))
        except CodebenchError as error:
            self.bench.complain(str(error))
        else:
            self.say(_("Erased for good; exported files can't be reached from here."))
        self.reread()


def _told(plan: WithdrawalPlan) -> str:
    table = [render(plan.counts, Format.TABLE, width=92).rstrip()] if plan.counts.rows else [plan.counts.n]
    return "\n".join([*table, "", *plan.told()])
