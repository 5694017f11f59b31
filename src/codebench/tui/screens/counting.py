"""What screens share that count codings: whose work counts, and in which material."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from textual import work

from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import CodebenchError
from codebench.i18n import _
from codebench.project.project import Project
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import ask_coder, ask_material

T = TypeVar("T")


class CountingScreen(TableScreen):
    """A table over a scope; a subclass says which scope that is now, and counts anew over another."""

    material = ""

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
        """What is read in a thread over a scope, and the scope; None where it can't be read, and why is told.

        Several coders on the same units are asked about at once: the scope that comes back names one.
        """
        while True:
            try:
                return await aside(self.project, partial(read, scope)), scope
            except CodebenchError as error:
                coder = await ask_coder(self, scope.coder, error)
                if coder is None:
                    self.tell(str(error))
                    return None
                scope = replace(scope, coder=coder)

    def told(self, scope: ScopeRequest) -> tuple[str, str]:
        """Whose codings, and in what, in words."""
        who = _("the reporting layer") if scope.coder is None else scope.coder
        return _("codings of: {who}").format(who=who), _("in: {what}").format(what=self.material)

    @work
    async def action_layer(self) -> None:
        """Whose codings count."""
        items = [Item("", _("the consensus, else the assigned coder, else the only one"))]
        items += [Item(coder.name, coder.name) for coder in self.project.coders.layers()]
        name = await self.app.push_screen_wait(Choice(_("Whose codings count?"), items))
        if name is not None:
            self.count_over(replace(self.scope_now, coder=name or None))

    @work
    async def action_material(self) -> None:
        """Which texts to count in."""
        chosen = await ask_material(self)
        if chosen is not None:
            self.material, scope = chosen
            self.count_over(replace(self.scope_now, documents=scope.documents, questions=scope.questions))
