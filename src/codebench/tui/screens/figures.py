"""Tables beside the frequencies: comparisons, codes that come together, scales, new codes per document."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest, Shape
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.frequencies import SECTION
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.scales import ScalesRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.table import Table
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.picker import CodePicker
from codebench.tui.retrieval.opening import open_member, open_pair, open_passages
from codebench.tui.screens.counting import CountingScreen
from codebench.tui.table.asking import SMALL, ask_set, ask_variable, still_a_set
from codebench.tui.table.case_choice import CaseChoice
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView


class Kind(Enum):
    """Which table; the words that it is chosen by."""

    COMPARED = _("codes by a variable, tested")
    SECTIONS = _("codes by section")
    TOGETHER = _("codes that come together")
    SQUARE = _("codes that come together, as a square")
    FAMILIES = _("two families of codes, side by side")
    SCALES = _("scales: mean, spread, distribution")
    NEW = _("new codes per document")


_OF_CODES = (Kind.COMPARED, Kind.SECTIONS, Kind.TOGETHER, Kind.SQUARE, Kind.NEW)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that the table depends on."""

    kind: Kind
    scope: ScopeRequest
    by: str | None = None
    is_ranked: bool = False
    min_cell: int = 0
    families: tuple[str, str] = ("", "")
    measured: tuple[str, ...] = ()
    has: str | None = None
    code_set: str | None = None

    def of(self, project: Project) -> Table:
        """The table."""
        figures, scope, small = project.figures, self.scope, self.min_cell
        if self.kind in (Kind.COMPARED, Kind.SECTIONS):
            by = self.by if self.kind is Kind.COMPARED else None
            request = ComparisonRequest(
                by=by, is_ranked=self.is_ranked, min_cell=small, scope=scope, code_set=self.code_set
            )
            return figures.compared(request)
        if self.kind is Kind.SCALES:
            by = self.by if self.has is None else None
            return figures.scales(ScalesRequest(self.measured, by, self.has, min_cell=small, scope=scope))
        if self.kind is Kind.FAMILIES:
            return figures.families(FamiliesRequest(*self.families, self.by, small, scope))
        if self.kind is Kind.NEW:
            return figures.new_codes(NewCodesRequest(scope=scope, code_set=self.code_set))
        shape = Shape.MATRIX if self.kind is Kind.SQUARE else Shape.PAIRS
        return figures.cooccurrence(
            CooccurrenceRequest(shape=shape, min_cell=small, scope=scope, code_set=self.code_set)
        )


class FiguresScreen(CountingScreen):
    """One of these tables, and the choices that it depends on."""

    SCOPE: ClassVar[str] = "figures"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("figures")]

    def __init__(self, texts: ScopeRequest, material: str, cases: CaseChoice | None = None) -> None:
        super().__init__()
        self.material, self.texts, self.cases = material, texts, cases or CaseChoice()
        self._asked = _Asked(Kind.TOGETHER, self.cases.upon(texts))

    def file_stem(self) -> str:
        """What is shown."""
        stems = {Kind.COMPARED: _("comparison"), Kind.SECTIONS: _("sections"), Kind.SCALES: _("scales")}
        stems |= {Kind.NEW: _("new-codes"), Kind.FAMILIES: _("families")}
        return stems.get(self._asked.kind, _("codes-together"))

    @property
    def scope_now(self) -> ScopeRequest:
        """The scope that is counted."""
        return self._asked.scope

    def count_over(self, scope: ScopeRequest) -> None:
        """Count anew over this scope."""
        self._count(replace(self._asked, scope=scope))

    def refresh_models(self) -> None:
        """Count anew; at first ask which table."""
        self.show_heading(_("Figures"))
        if self.table is None:
            self.action_kind()
        else:
            self._count(replace(self._asked, code_set=still_a_set(self, self._asked.code_set)))

    @work(exclusive=True, group="count")
    async def _count(self, asked: _Asked) -> None:
        """Count in a thread; several coders on the same units are asked about at once."""
        self.tell(_("counting…"))

        def read(scope: ScopeRequest, project: Project) -> Table:
            return replace(asked, scope=scope).of(project)

        found = await self.over_one_layer(asked.scope, read)
        if found is not None:
            table, scope = found
            self._asked = replace(asked, scope=scope)
            chosen = () if asked.code_set is None else (_("set: {name}").format(name=asked.code_set),)
            self.show_table(table, " · ".join((asked.kind.value, *chosen, *self.told(scope))))

    @work
    async def action_kind(self) -> None:
        """Which table."""
        items = [Item(kind, kind.value) for kind in Kind]
        kind: Kind | None = await self.app.push_screen_wait(Choice(_("Which table?"), items))
        asked = None if kind is None else await self._ask_more(replace(self._asked, kind=kind))
        if asked is not None:
            self._count(asked)
        elif self.table is None:
            self.app.pop_screen()

    async def _ask_more(self, asked: _Asked) -> _Asked | None:
        """What this table has to be told besides; None where it is not told."""
        if asked.kind is Kind.FAMILIES:
            both = await self._ask_families()
            return None if both is None else replace(asked, families=both)
        if asked.kind is Kind.SCALES:
            measured = await self._ask_measured()
            return None if measured is None else replace(asked, measured=(measured,) if measured else ())
        if asked.kind is Kind.COMPARED and asked.by is None:
            by = await ask_variable(self, _("By which variable?"))
            return None if by is None else replace(asked, by=by)
        return asked

    async def _ask_measured(self) -> str | None:
        """A scale or a number, "" for all scales."""
        variables = self.project.variables.all()
        scales = [Item(each.name, each.name) for each in variables if each.type is VariableType.SCALE]
        numbers = [Item(each.name, each.name, _("number")) for each in variables if each.type is VariableType.NUMBER]
        items = [*([Item("", _("all scales"))] if scales else []), *scales, *numbers]
        if not items:
            self.say(_("There is no scale and no number in this project."))
            return None
        name: str | None = await self.app.push_screen_wait(Choice(_("Which figures?"), items))
        return name

    async def _ask_families(self) -> tuple[str, str] | None:
        """The paths of two codes, whose sub-codes are put beside each other."""
        tree, paths = self.project.codebook.tree(), []
        for title in (_("The sub-codes of which code?"), _("Beside those of which other code?")):
            picker = CodePicker(self.project.codebook.codes(), tree, title=title, several=False, create=False)
            picked = await self.app.push_screen_wait(picker)
            if not isinstance(picked, list):
                return None
            paths.append(tree.path(picked[0]))
        return paths[0], paths[1]

    @work
    async def action_by(self) -> None:
        """By which variable, where the table goes by one."""
        asked = self._asked
        if asked.kind not in (Kind.COMPARED, Kind.SCALES, Kind.FAMILIES):
            self.say(_("This table goes by no variable: t chooses another."))
            return
        name = await ask_variable(self, _("By which variable?"), "" if asked.kind is Kind.COMPARED else _("not split"))
        if name is not None:
            self._count(replace(asked, by=name or None, has=None))

    @work
    async def action_has(self) -> None:
        """Scales by who has a code and who has not."""
        if self._asked.kind is not Kind.SCALES:
            self.say(_("Scales go by who has a code: t chooses them."))
            return
        code = await self.ask_code(_("By who has which code, and who has not?"))
        if code is not None:
            self._count(replace(self._asked, by=None, has=self.project.codebook.tree().path(code)))

    @work
    async def action_code_set(self) -> None:
        """Only the codes of a set, or all."""
        if self._asked.kind not in _OF_CODES:
            self.say(_("This table goes by no set of codes: t chooses another."))
            return
        name = await ask_set(self)
        if name is not None:
            self._count(replace(self._asked, code_set=name or None))

    @on(RowsView.Chosen)
    @work
    async def action_behind(self) -> None:
        """The passages behind the row, where it is one of codes."""
        asked, table, row = self._asked, self.table, self.query_one(TableView).index
        if table is None or asked.kind in (Kind.SCALES, Kind.NEW):
            self.say(_("No passages stand behind this table: t chooses another."))
        elif asked.kind is Kind.FAMILIES:
            await open_member(self, table, row, asked.families, asked.scope, self.over)
        elif asked.kind is Kind.TOGETHER:
            open_pair(self, table, row, asked.scope, self.over)
        elif asked.kind is Kind.SQUARE:
            await open_passages(self, table, row, None, asked.scope, self.over)
        else:
            by = asked.by if asked.kind is Kind.COMPARED else SECTION
            await open_passages(self, table, row, by, asked.scope, self.over)

    def action_rank(self) -> None:
        """The most frequent first, or not."""
        self._change(lambda asked: replace(asked, is_ranked=not asked.is_ranked))

    def action_small(self) -> None:
        """Hide small numbers, or show them."""
        self._change(lambda asked: replace(asked, min_cell=0 if asked.min_cell else SMALL))

    def _change(self, change: Callable[[_Asked], _Asked]) -> None:
        if self.table is not None:
            # Kept at once: two keys in a row both hold, though the second stops the first's count.
            self._asked = change(self._asked)
            self._count(self._asked)
