"""How often each code was given: one table, counted beside the screen, with what it counts said above it."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from codebench.analysis.frequencies import SECTION, Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Item
from codebench.tui.retrieval.opening import open_passages
from codebench.tui.screens.counting import CountingScreen
from codebench.tui.table.asking import SMALL, ask_set, ask_variable, materials, still_a_set
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView


class FrequenciesScreen(CountingScreen):
    """The frequency table and the choices that it depends on."""

    SCOPE: ClassVar[str] = "frequencies"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("frequencies")]

    def __init__(self) -> None:
        super().__init__()
        self._request: FrequencyRequest | None = None

    @property
    def scope_now(self) -> ScopeRequest:
        """The scope that is counted."""
        return self._present.scope

    def count_over(self, scope: ScopeRequest) -> None:
        """Count anew over this scope."""
        self._count(replace(self._present, scope=scope))

    def file_stem(self) -> str:
        """A table of frequencies."""
        return _("frequencies")

    def refresh_models(self) -> None:
        """Count anew."""
        self.show_heading(_("Frequencies"))
        if self._request is None:
            # All material, as `codebench frequencies` begins too: one question, one answer.
            self.material, self.texts = materials(self.project)[0]
            self._request = FrequencyRequest(scope=self.texts)
        self._count(replace(self._request, code_set=still_a_set(self, self._request.code_set)))

    # Counting

    @work(exclusive=True, group="count")
    async def _count(self, request: FrequencyRequest) -> None:
        """Count in a thread; several coders on the same units are asked about at once."""
        self.tell(_("counting…"))

        def read(scope: ScopeRequest, project: Project) -> Table:
            return project.frequencies(replace(request, scope=scope))

        found = await self.over_one_layer(request.scope, read)
        if found is not None:
            table, scope = found
            self._show(replace(request, scope=scope), table)

    def _show(self, request: FrequencyRequest, table: Table) -> None:
        self._request = request
        bases = {
            Base.CASES: _("base: cases"),
            Base.CODINGS: _("base: codings"),
            Base.DOCUMENTS: _("base: documents"),
            Base.WORDS: _("base: words"),
        }
        split = _("not split") if request.by is None else _("by {variable}").format(variable=request.by)
        chosen = () if request.code_set is None else (_("set: {name}").format(name=request.code_set),)
        self.show_table(table, " · ".join((bases[request.base], split, *chosen, *self.told(request.scope))))

    @property
    def _present(self) -> FrequencyRequest:
        return self._request or FrequencyRequest()

    # Choosing

    def action_base(self) -> None:
        """By cases, codings, documents or words."""
        bases = list(Base)
        following = bases[(bases.index(self._present.base) + 1) % len(bases)]
        self._count(replace(self._present, base=following, min_cell=0))

    def action_small(self) -> None:
        """Hide small numbers, or show them."""
        present = self._present
        if present.base is not Base.CASES:
            self.say(_("Small cells are hidden in a count of cases: b chooses the base."))
        else:
            self._count(replace(present, min_cell=0 if present.min_cell else SMALL))

    @work
    async def action_by(self) -> None:
        """Split by a variable, or not."""
        section = Item(SECTION, _("section"), _("a period or question of the guide: its heading"))
        name = await ask_variable(self, _("Split by which variable?"), _("not split"), [section])
        if name is not None:
            self._count(replace(self._present, by=name or None))

    @work
    async def action_code_set(self) -> None:
        """Only the codes of a set, or all."""
        name = await ask_set(self)
        if name is not None:
            self._count(replace(self._present, code_set=name or None))

    @on(RowsView.Chosen)
    @work
    async def action_behind(self) -> None:
        """The passages behind the row, in all or of one of the groups."""
        if self.table is not None:
            row = self.query_one(TableView).index
            await open_passages(self, self.table, row, self._present.by, self.scope_now, self.over)

    def action_figures(self) -> None:
        """Other tables over the same material: comparisons, codes that come together, scales, new codes."""
        from codebench.tui.screens.figures import FiguresScreen

        self.app.push_screen(FiguresScreen(self.texts, self.material, self.cases))
