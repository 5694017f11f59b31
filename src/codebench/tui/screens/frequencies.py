"""How often each code was given: one table, counted beside the screen, with what it counts said above it."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from codebench.analysis.frequencies import SECTION, Base, FrequencyRequest
from codebench.domain.errors import CodebenchError, NotFoundError
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import ask_material, ask_variable, materials


class FrequenciesScreen(TableScreen):
    """The frequency table and the four choices that it depends on."""

    SCOPE: ClassVar[str] = "frequencies"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("frequencies")]

    def __init__(self) -> None:
        super().__init__()
        self._request: FrequencyRequest | None = None
        self._material = ""

    def file_stem(self) -> str:
        """A table of frequencies."""
        return _("frequencies")

    def refresh_models(self) -> None:
        """Count anew."""
        self.show_heading(_("Frequencies"))
        if self._request is None:
            # All material, as `codebench frequencies` begins too: one question, one answer.
            self._material, scope = materials(self.project)[0]
            self._request = FrequencyRequest(scope=scope)
        self._count(self._request)

    # Counting

    @work(exclusive=True, group="count")
    async def _count(self, request: FrequencyRequest) -> None:
        """Count in a thread; several coders on the same units are asked about at once."""
        self.tell(_("counting…"))
        while True:
            try:
                table = await aside(self.project, partial(Project.frequencies, request=request))
            except CodebenchError as error:
                coder = await self._ask_coder(request, error)
                if coder is None:
                    self.tell(str(error))
                    return
                request = replace(request, scope=replace(request.scope, coder=coder))
            else:
                self._show(request, table)
                return

    async def _ask_coder(self, request: FrequencyRequest, refusal: CodebenchError) -> str | None:
        """Whose codings to count, where that may be why the count was refused; None for another reason."""
        coders = self.project.coders.layers()
        if request.scope.coder is not None or isinstance(refusal, NotFoundError) or len(coders) < 2:
            return None
        items = [Item(coder.name, coder.name) for coder in coders]
        name: str | None = await self.app.push_screen_wait(
            Choice(_("Several coders coded this. Whose work counts?"), items)
        )
        return name

    def _show(self, request: FrequencyRequest, table: Table) -> None:
        self._request = request
        base = _("base: cases") if request.base is Base.CASES else _("base: codings")
        split = _("not split") if request.by is None else _("by {variable}").format(variable=request.by)
        coder = request.scope.coder
        layer = _("the reporting layer") if coder is None else coder
        self.show_table(
            table,
            " · ".join(
                (base, split, _("codings of: {who}").format(who=layer), _("in: {what}").format(what=self._material))
            ),
        )

    @property
    def _present(self) -> FrequencyRequest:
        return self._request or FrequencyRequest()

    # Choosing

    def action_base(self) -> None:
        """By cases, or by codings."""
        other = Base.CODINGS if self._present.base is Base.CASES else Base.CASES
        self._count(replace(self._present, base=other))

    @work
    async def action_by(self) -> None:
        """Split by a variable, or not."""
        section = Item(SECTION, _("section"), _("a period or question of the guide: its heading"))
        name = await ask_variable(self, _("Split by which variable?"), _("not split"), [section])
        if name is not None:
            self._count(replace(self._present, by=name or None))

    @work
    async def action_layer(self) -> None:
        """Whose codings count."""
        items = [Item("", _("the consensus, else the assigned coder, else the only one"))]
        items += [Item(coder.name, coder.name) for coder in self.project.coders.layers()]
        name = await self.app.push_screen_wait(Choice(_("Whose codings count?"), items))
        if name is not None:
            self._count(replace(self._present, scope=replace(self._present.scope, coder=name or None)))

    @work
    async def action_material(self) -> None:
        """Which texts to count in."""
        chosen = await ask_material(self)
        if chosen is not None:
            self._material, scope = chosen
            kept = self._present.scope
            self._count(
                replace(self._present, scope=replace(kept, documents=scope.documents, questions=scope.questions))
            )
