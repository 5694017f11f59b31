"""The variables above, the values of one of them below: typed, and what is missing by its kind."""

from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.table import plain_table
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, CaseKind, Value, VariableType, parse_value
from codebench.i18n import _
from codebench.project.models import CaseInfo, VariableInfo
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt, fault_of
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.retyping import ask_missing, ask_type, change_options
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_WRITE, _CLEAR = "write", "clear"


class VariablesScreen(ProjectScreen):
    """Two tables: Enter in the upper one goes to the values, Enter there sets one."""

    SCOPE: ClassVar[str] = "variables"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("variables"),
        Binding("escape", "up", _("To the variables; from there back"), show=False),
    ]
    DEFAULT_CSS = """
    VariablesScreen {
        & TableView { height: 1fr; margin-top: 1; }
        & .title { height: 1; margin: 1 2 0 2; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #values { height: 2fr; margin-top: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._variables: list[VariableInfo] = []
        self._cases: list[CaseInfo] = []

    def compose(self) -> ComposeResult:
        """The variables, and the values of the one under the cursor."""
        yield TopLine()
        yield TableView(id="variables")
        yield Static(classes="title")
        yield TableView(id="values")
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The variables have the focus."""
        self._upper.focus()

    @property
    def _upper(self) -> TableView:
        return self.query_one("#variables", TableView)

    @property
    def _lower(self) -> TableView:
        return self.query_one("#values", TableView)

    @property
    def _current(self) -> VariableInfo | None:
        at = self._upper.index
        return self._variables[at] if 0 <= at < len(self._variables) else None

    def refresh_models(self) -> None:
        """Read variables and cases."""
        self.query_one(TopLine).show(
            (_("Variables"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._variables = self.project.variables.all()
        self._cases = [case for case in self.project.cases.all() if case.kind is not CaseKind.COLLECTIVE]
        absent = self.project.variables.absent()
        rows = [
            (
                each.name,
                _(str(each.type)),
                each.n_cases,
                ", ".join(f"{_(str(kind))}: {n}" for kind, n in absent.get(each.id, {}).items()),
                "; ".join(each.options),
            )
            for each in self._variables
        ]
        headings = (_("Variable"), _("Type"), _("Values"), _("Absent"), _("Options"))
        here = self._upper.index
        self._upper.show(plain_table("", headings, rows), max(0, here) if rows else None)
        self._show_values()

    @on(RowsView.Moved, "#variables")
    def _show_values(self) -> None:
        variable = self._current
        title = _("No variables yet: n makes one.") if variable is None else _("Values of {name}")
        self.query_one(".title", Static).update(
            Content(shown_line(title.format(name="" if variable is None else variable.name)))
        )
        rows = [] if variable is None else [(_name(case), _told(case, variable)) for case in self._cases]
        here = self._lower.index
        self._lower.show(plain_table("", (_("Case"), _("Value")), rows), max(0, here) if rows else None)

    # Acting

    def action_up(self) -> None:
        """To the variables; from there back."""
        if self._upper.has_focus:
            self.action_back()
        else:
            self._upper.focus()

    @on(RowsView.Chosen, "#variables")
    def _to_values(self) -> None:
        self._lower.focus()

    def action_change(self) -> None:
        """To the values, or set one."""
        (self._lower if self._lower.has_focus else self._upper).action_choose()

    @on(RowsView.Chosen, "#values")
    @work
    async def _set(self, event: RowsView.Chosen) -> None:
        variable = self._current
        if variable is None:
            return
        case = self._cases[event.index]
        items = [Item(Value((label,)), label) for label in variable.options]
        items += [Item(_WRITE, _("write a value…"))]
        items += [Item(Value(absence=kind), _("no value: {kind}").format(kind=_(str(kind)))) for kind in Absence]
        items += [Item(_CLEAR, _("take the value away"))]
        title = _("{variable} of {case}").format(variable=variable.name, case=case.name)
        chosen: Any = await self.app.push_screen_wait(Choice(title, items))
        if chosen == _WRITE:
            hint = _("several options with ';' between") if variable.type is VariableType.MULTIPLE else ""
            before = case.values.get(variable.name)
            line = await self.app.push_screen_wait(
                Prompt(
                    title,
                    str(before or ""),
                    check=lambda line: fault_of(lambda: parse_value(variable.type, line)),
                    hint=hint,
                )
            )
            chosen = None if line is None else parse_value(variable.type, line)
        if chosen is not None:
            value = None if chosen == _CLEAR else chosen
            self.did(lambda: self.project.cases.set_value(case.id, variable.id, value))

    @work
    async def action_add(self) -> None:
        """Ask for name, type and options of a new variable."""
        name = await self.app.push_screen_wait(Prompt(_("What is the new variable called?")))
        if name is None:
            return
        items = [Item(kind, _(str(kind))) for kind in VariableType]
        kind = await self.app.push_screen_wait(Choice(_("What values has {name}?").format(name=name), items))
        if kind is None:
            return
        options: tuple[str, ...] = ()
        if kind in (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE):
            line = await self.app.push_screen_wait(Prompt(_("Its options, in order, with ';' between")))
            if line is None:
                return
            options = tuple(option.strip() for option in line.split(";") if option.strip())
        self.attempt(lambda: self.project.variables.add(name, kind, options))

    @work
    async def action_rename(self) -> None:
        """Another name for the variable."""
        variable = self._current
        if variable is None:
            return
        name = await self.app.push_screen_wait(Prompt(_("Another name"), variable.name))
        if name is not None and name != variable.name:
            self.did(lambda: self.project.variables.rename(variable.id, name))

    @work
    async def action_type(self) -> None:
        """Another type for the variable, after showing which values do not fit."""
        variable = self._current
        if variable is not None:
            await ask_type(self, variable)

    @work
    async def action_options(self) -> None:
        """Rename, add or take away an option."""
        variable = self._current
        if variable is not None:
            await change_options(self, variable)

    @work
    async def action_missing(self) -> None:
        """Say which value means that there is none."""
        variable = self._current
        if variable is not None:
            await ask_missing(self, variable)

    @work
    async def action_remove(self) -> None:
        """Remove the variable after a yes."""
        variable = self._current
        if variable is None:
            return
        title = _("Remove {name} with its values?").format(name=variable.name)
        if await self.app.push_screen_wait(Confirm(title, _("Undo brings it back."))):
            self.did(lambda: self.project.variables.remove(variable.id))


def _name(case: CaseInfo) -> str:
    return f"{case.group} / {case.name}" if case.group else case.name


def _told(case: CaseInfo, variable: VariableInfo) -> str:
    value = case.values.get(variable.name)
    if value is None:
        return ""
    return str(value) if value.absence is None else f"({_(str(value.absence))})"
