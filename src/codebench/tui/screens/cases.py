"""Who speaks: the cases with what is known of them; from here somebody who withdrew is erased."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

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
from codebench.tui.modals.typed_name import TypedName
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen


class CasesScreen(ProjectScreen):
    """One list of cases."""

    SCOPE: ClassVar[str] = "cases"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("cases"), Binding("escape", "back", _("Back"), show=False)]
    DEFAULT_CSS = """
    CasesScreen {
        & .told { height: 1; margin: 1 2 0 2; color: $foreground 65%; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[CaseInfo] = []

    def compose(self) -> ComposeResult:
        """How many, the list, the keys."""
        yield TopLine()
        yield Static(classes="told")
        yield OptionList(markup=False)
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(OptionList).focus()

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
        options = self.query_one(OptionList)
        here = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(_row(case)) for case in self._cases)
        options.highlighted = min(here, len(self._cases) - 1) if self._cases else None

    @work
    async def action_memo(self) -> None:
        """Write a memo on the case under the highlight."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self._cases:
            case = self._cases[at]
            await write_memo(self, MemoTarget(case_id=case.id), _("case {case}").format(case=case.name))

    @work
    async def action_withdraw(self) -> None:
        """Erase who withdrew: what it changes is shown, then the name has to be typed."""
        at = self.query_one(OptionList).highlighted
        if at is None or not self._cases:
            return
        case = self._cases[at]
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


def _row(case: CaseInfo) -> Content:
    values = ", ".join(f"{name}: {value}" for name, value in case.values.items())
    group = f"{shown_line(case.group)} / " if case.group else ""
    role = f" · {case.role}" if case.role is Role.MODERATOR else ""
    units = plural("{n} unit", "{n} units", case.n_units)
    return Content.assemble(
        (group, "$foreground 60%"),
        (shown_line(case.name), "bold"),
        (f"   {case.kind}{role} · {units}", "$foreground 60%"),
        (f"   {shown_line(values)}" if values else "", "$foreground 60%"),
    )
