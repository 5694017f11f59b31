"""The answers to a closed question, with what was written under "andere" folded onto its options."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from codebench.analysis.folding import FOLDABLE, FoldRequest
from codebench.domain.errors import CodebenchError
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.project.folds import FoldInfo
from codebench.project.models import VariableInfo
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import SMALL, ask_variable
from codebench.tui.table.layer import ask_layer, choose_layer, layer, told_layer


class FoldScreen(TableScreen):
    """The table of one variable before and after folding, and the keys that fold."""

    SCOPE: ClassVar[str] = "folding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("folding")]

    def __init__(self) -> None:
        super().__init__()
        self._request: FoldRequest | None = None

    def file_stem(self) -> str:
        """A table of answers."""
        return _("answers")

    def refresh_models(self) -> None:
        """Count anew: a variable that is folded onto first, else any with options."""
        self.show_heading(_("Closed questions"))
        if self._request is None:
            names = [*(fold.variable for fold in self.project.folds.all()), *(each.name for each in self._variables())]
            if not names:
                self.tell(_("There is no closed question in this project."))
                return
            self._request = FoldRequest(names[0])
        self._count(self._request)

    def on_screen_resume(self) -> None:
        """Count anew also where another screen was told in the meantime whose codings count."""
        if self._request is not None and self._request.coder != layer(self):
            self.reread()
        else:
            super().on_screen_resume()

    def _variables(self) -> list[VariableInfo]:
        return [each for each in self.project.variables.all() if each.type in FOLDABLE]

    def _fold(self) -> FoldInfo | None:
        variable = None if self._request is None else self._request.variable
        return next((fold for fold in self.project.folds.all() if fold.variable == variable), None)

    @work(exclusive=True, group="count")
    async def _count(self, request: FoldRequest) -> None:
        """Count in a thread; several coders on the same answers are asked about, if they were not before."""
        self.tell(_("counting…"))
        while True:
            request = replace(request, coder=layer(self))
            try:
                table: Table = await aside(self.project, partial(Project.folded, request=request))
                break
            except CodebenchError as error:
                if not await ask_layer(self, request.coder, error):
                    self.tell(str(error))
                    return
        self._request = request
        fold = self._fold()
        what = _("nothing is folded in yet") if fold is None else _("written: {name}").format(name=fold.question)
        split = _("not split") if request.by is None else _("by {variable}").format(variable=request.by)
        self.show_table(table, " · ".join((what, split, told_layer(request.coder))))

    # Choosing

    @work
    async def action_question(self) -> None:
        """Another closed question."""
        items = [Item(each.name, each.name, ", ".join(each.options)) for each in self._variables()]
        name = await self.app.push_screen_wait(Choice(_("Which closed question?"), items)) if items else None
        if name is not None:
            self._count(replace(self._request or FoldRequest(name), variable=name))

    @work
    async def action_by(self) -> None:
        """Split by a variable, or not."""
        name = await ask_variable(self, _("Split by which variable?"), _("not split"))
        if name is not None and self._request is not None:
            self._count(replace(self._request, by=name or None))

    @work
    async def action_layer(self) -> None:
        """Whose codings count."""
        if self._request is not None and await choose_layer(self):
            self._count(self._request)

    def action_small(self) -> None:
        """Hide small numbers, or show them."""
        if self._request is not None:
            # Kept at once: two keys in a row both hold, though the second stops the first's count.
            self._request = replace(self._request, min_cell=0 if self._request.min_cell else SMALL)
            self._count(self._request)

    # Folding

    @work
    async def action_pair(self) -> None:
        """Ask for a code, and for the option that it stands for."""
        if self._request is None:
            return
        name, fold = self._request.variable, self._fold()
        question = await self._ask_question() if fold is None else fold.question
        if question is None:
            return
        pairs = {} if fold is None else {code: option for code, _path, option in fold.pairs}
        codes = [
            Item(code.id, code.path, _("stands for {option}").format(option=pairs[code.id]) if code.id in pairs else "")
            for code in self.project.codebook.codes()
        ]
        if not codes:
            self.say(_("There are no codes yet."))
            return
        code = await self.app.push_screen_wait(Choice(_("Which code?"), codes))
        if code is None:
            return
        options = [Item(label, label) for label in self.project.variables.get(name).options]
        options.append(Item("", _("none: it was mentioned spontaneously")))
        option = await self.app.push_screen_wait(Choice(_("Which option does it stand for?"), options))
        if option is None:
            return
        kept = {each: label for each, label in pairs.items() if each != code}
        self.attempt(lambda: self.project.folds.set(name, question, kept | ({code: option} if option else {})))

    async def _ask_question(self) -> str | None:
        items = [Item(each.name, each.name) for each in self.project.documents.questions()]
        if not items:
            self.say(_("There is no open question in this project."))
            return None
        title = _("Which open question holds what was written?")
        question: str | None = await self.app.push_screen_wait(Choice(title, items))
        return question

    def action_unfold(self) -> None:
        """Take the fold away."""
        request = self._request
        if request is not None and self._fold() is not None:
            self.attempt(lambda: self.project.folds.remove(request.variable))
