"""What screens share that count codings: over one layer, the same on all of them, and in which material."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from textual import work

from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import CodebenchError
from codebench.i18n import _
from codebench.project.project import Project
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import ask_material, filters
from codebench.tui.table.case_choice import CaseChoice, ask_cases
from codebench.tui.table.layer import ask_layer, choose_layer, layer, told_layer

T = TypeVar("T")


class CountingScreen(TableScreen):
    """A table over a scope; a subclass says which scope that is now, and counts anew over another."""

    material = ""
    cases = CaseChoice()
    texts = ScopeRequest()  # the material alone, or a filter that is kept, without what was chosen of cases
    _layer: str | None = None  # whose codings were counted last

    @property
    def scope_now(self) -> ScopeRequest:
        """The scope of the table that is shown."""
        raise NotImplementedError

    def count_over(self, scope: ScopeRequest) -> None:
        """Count anew over this scope."""
        raise NotImplementedError

    async def over_one_layer(
        self, scope: ScopeRequest, read: Callable[[ScopeRequest, Project], T]
    ) -> tuple[T, ScopeRequest] | None:
        """What is read in a thread over a scope, and the scope with its layer; None where it can't be, and why is told.

        Several coders on the same units are asked about at once, unless it was said already whose work counts.
        """
        while True:
            self._layer = layer(self)
            scope = replace(scope, coder=self._layer)
            try:
                return await aside(self.project, partial(read, scope)), scope
            except CodebenchError as error:
                if not await ask_layer(self, scope.coder, error):
                    self.tell(str(error))
                    return None

    @property
    def over(self) -> str:
        """In what, and which cases, in words."""
        return " · ".join((self.material, *self.cases.told()))

    def told(self, scope: ScopeRequest) -> tuple[str, str]:
        """Whose codings, and over what, in words."""
        return told_layer(scope.coder), _("in: {what}").format(what=self.over)

    def on_screen_resume(self) -> None:
        """Count anew where another screen was told in the meantime whose codings count."""
        before, self._layer = self._layer, layer(self)
        if self._seen is not None and before != self._layer:
            self.reread()
        else:
            super().on_screen_resume()

    @work
    async def action_layer(self) -> None:
        """Whose codings count."""
        if await choose_layer(self):
            self.count_over(self.scope_now)

    @work
    async def action_material(self) -> None:
        """Which texts to count in, or over which filter that is kept."""
        chosen = await ask_material(self, filters(self.project))
        if chosen is not None:
            self.material, self.texts = chosen
            self.count_over(self.cases.upon(self.texts))

    @work
    async def action_cases(self) -> None:
        """At which level cases count, of whom shares are, or only some of them."""
        chosen = await ask_cases(self, self.cases)
        if chosen is not None:
            self.cases = chosen
            self.count_over(chosen.upon(self.texts))
