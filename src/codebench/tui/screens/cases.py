"""Who speaks: the cases with what is known of them, put right by a key; from here who withdrew is erased."""

from collections import Counter
from enum import StrEnum
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, Role, Value
from codebench.i18n import _, plural
from codebench.project.memos import MemoTarget
from codebench.project.models import CaseInfo, Progress, Stage
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
from codebench.tui.screens.said import SaidScreen
from codebench.tui.table.rows_view import RowsView


class _Order(StrEnum):
    PLACE = "place"
    NAME = "name"
    TO_DO = "to do"


def _orders() -> dict[_Order, str]:
    return {
        _Order.PLACE: _("as they came"),
        _Order.NAME: _("by name"),
        _Order.TO_DO: _("what is to be done first"),
    }


def _stages() -> dict[Stage, str]:
    return {Stage.BEGUN: _("begun"), Stage.NOT_BEGUN: _("not begun"), Stage.DONE: _("done")}


def _in_words(value: str) -> str:
    """A value as `str` writes it, with the kinds of absence in the language of the screen."""
    absences = {f"({kind})": f"({_(str(kind))})" for kind in Absence}
    return absences.get(value, value or _("(none)"))


def _asked_for(value: Value | None) -> list[str]:
    """What a case can be asked for by: its value, and of several options each."""
    if value is None:
        return [""]
    return [str(value), *(value.options if len(value.options) > 1 else ())]


def _to_do(progress: Progress | None) -> tuple[bool, int]:
    """Who has most left to be judged comes first, who says nothing last."""
    return progress is None, 0 if progress is None else progress.reviewed - progress.units


class CasesScreen(ProjectScreen):
    """One list of cases."""

    SCOPE: ClassVar[str] = "cases"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("cases"),
        Binding("escape", "all_cases", _("All cases again"), show=False),
    ]
    DEFAULT_CSS = "CasesScreen .told { height: 1; margin: 1 2 0 2; color: $foreground 65%; }"

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[CaseInfo] = []  # those that are shown, in their order
        self._stage: Stage | None = None
        self._value: tuple[str, str] | None = None
        self._order = _Order.PLACE

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
        everybody, progress = self.project.cases.all(), self.project.cases.progress()
        self._cases = [case for case in everybody if self._is_asked(case, progress.get(case.id))]
        if self._order is _Order.NAME:
            self._cases.sort(key=lambda case: (case.group.casefold(), case.name.casefold()))
        elif self._order is _Order.TO_DO:
            self._cases.sort(key=lambda case: _to_do(progress.get(case.id)))
        self.query_one(TopLine).show(
            (_("Who speaks"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        told = _("{cases}, of whom {n} speak or answer")
        cases = plural("{n} case", "{n} cases", len(everybody))
        parts = [told.format(cases=cases, n=sum(case.n_units > 0 for case in everybody))]
        if asked := self._asked_in_words():
            shown = _("shown: {n}, {which}, Esc: all").format(n=len(self._cases), which=" · ".join(asked))
            parts.insert(0, shown_line(shown))
        if self._order is not _Order.PLACE:
            parts.append(_orders()[self._order])
        self.query_one(".told", Static).update(Content(" · ".join(parts)))
        self.query_one(CaseTable).show(self._cases, progress)

    def _is_asked(self, case: CaseInfo, progress: Progress | None) -> bool:
        if not self._is_at_stage(progress):
            return False
        if self._value is None:
            return True
        variable, wanted = self._value
        return wanted in _asked_for(case.values.get(variable))

    def _is_at_stage(self, progress: Progress | None) -> bool:
        return self._stage is None or (progress is not None and progress.stage is self._stage)

    def _asked_in_words(self) -> list[str]:
        asked = [] if self._stage is None else [_stages()[self._stage]]
        return asked + ([] if self._value is None else [f"{self._value[0]}: {_in_words(self._value[1])}"])

    @on(RowsView.Chosen)
    def _open(self) -> None:
        """What the case under the cursor said."""
        case = self._current
        if case is not None:
            self.app.push_screen(SaidScreen(case.id, called(case)))

    def action_open(self) -> None:
        """What the case under the cursor said."""
        self._open()

    @work
    async def action_which(self) -> None:
        """Ask which cases to show: by how far one is, by the value of a variable; it adds up."""
        items = [Item(stage, words, _("on") if stage is self._stage else "") for stage, words in _stages().items()]
        variables = [variable.name for variable in self.project.variables.all()]
        items += [Item(name, _("by {variable}…").format(variable=name)) for name in variables]
        items.append(Item("", _("all")))
        chosen = await self.app.push_screen_wait(Choice(_("Which cases?"), items))
        if chosen == "":
            self._stage = self._value = None
        elif isinstance(chosen, Stage):
            self._stage = None if chosen is self._stage else chosen
        elif chosen is not None:
            progress, everybody = self.project.cases.progress(), self.project.cases.all()
            there = [case.values.get(chosen) for case in everybody if self._is_at_stage(progress.get(case.id))]
            values = Counter(each for value in there for each in _asked_for(value))
            named = [Item((chosen, value), _in_words(value), str(n)) for value, n in sorted(values.items())]
            title = _("Which {variable}?").format(variable=chosen)
            self._value = await self.app.push_screen_wait(Choice(title, named)) or self._value
        self.refresh_models()

    def action_all_cases(self) -> None:
        """All cases again; from there back."""
        if self._asked_in_words():
            self._stage = self._value = None
            self.refresh_models()
        else:
            self.action_back()

    def action_order(self) -> None:
        """The next order: as they came, by name, what is to be done first."""
        orders = list(_Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.refresh_models()

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
