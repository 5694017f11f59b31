"""How often each code was given: one table, counted beside the screen, with what it counts said above it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.draft import DocumentKind
from codebench.domain.errors import CodebenchError, NotFoundError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.project.project import Project
from codebench.report.registry import Format, write
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.table_view import TableView

_FILES = {f".{kind}": kind for kind in (Format.XLSX, Format.CSV, Format.MD, Format.JSON)}
_SPLITS = (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE)


class FrequenciesScreen(ProjectScreen):
    """The frequency table and the four choices that it depends on."""

    SCOPE: ClassVar[str] = "frequencies"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("frequencies")]
    DEFAULT_CSS = """
    FrequenciesScreen {
        & .title { height: auto; margin: 1 2 0 2; }
        & .choices { height: auto; max-height: 3; margin: 0 2 1 2; color: $foreground 70%; }
        & TableView { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._request: FrequencyRequest | None = None
        self._material = ""
        self._table: Table | None = None

    def compose(self) -> ComposeResult:
        """What is counted, and the table."""
        yield TopLine()
        yield Static(classes="title")
        yield Static(classes="choices")
        yield TableView()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The table has the focus."""
        self.query_one(TableView).focus()

    def refresh_models(self) -> None:
        """Count anew."""
        self.query_one(TopLine).show(
            (_("Frequencies"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        if self._request is None:
            # All material, as `codebench frequencies` begins too: one question, one answer.
            self._material, scope = self._materials()[0]
            self._request = FrequencyRequest(scope=scope)
        self._count(self._request)

    # Counting

    @work(exclusive=True, group="count")
    async def _count(self, request: FrequencyRequest) -> None:
        """Count in a thread; several coders on the same units are asked about at once."""
        self._say_choices(_("counting…"))
        while True:
            try:
                table = await aside(self.project, partial(Project.frequencies, request=request))
            except CodebenchError as error:
                coder = await self._ask_coder(request, error)
                if coder is None:
                    self._say_choices(str(error))
                    return
                request = replace(request, scope=replace(request.scope, coder=coder))
            else:
                self._show(request, table)
                return

    async def _ask_coder(self, request: FrequencyRequest, refusal: CodebenchError) -> str | None:
        """Whose codings to count, where that may be why the count was refused; None for another reason."""
        coders = self.project.coders.all()
        if request.scope.coder is not None or isinstance(refusal, NotFoundError) or len(coders) < 2:
            return None
        items = [Item(coder.name, coder.name) for coder in coders]
        name: str | None = await self.app.push_screen_wait(
            Choice(_("Several coders coded this. Whose work counts?"), items)
        )
        return name

    def _show(self, request: FrequencyRequest, table: Table) -> None:
        self._request, self._table = request, table
        title = Content.assemble((shown_line(table.title), "bold"), "  ", (shown_line(table.n), "$foreground 70%"))
        self.query_one(".title", Static).update(title)
        base = _("base: cases") if request.base is Base.CASES else _("base: codings")
        split = _("not split") if request.by is None else _("by {variable}").format(variable=request.by)
        coder = request.scope.coder
        layer = _("each unit's only coder") if coder is None else coder
        self._say_choices(
            " · ".join(
                (base, split, _("codings of: {who}").format(who=layer), _("in: {what}").format(what=self._material))
            )
        )
        self.query_one(TableView).show(table)

    def _say_choices(self, sentence: str) -> None:
        self.query_one(".choices", Static).update(Content(shown_line(sentence)))

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
        variables = [variable for variable in self.project.variables.all() if variable.type in _SPLITS]
        items = [Item("", _("not split"))]
        items += [Item(variable.name, variable.name, ", ".join(variable.options)) for variable in variables]
        name = await self.app.push_screen_wait(Choice(_("Split by which variable?"), items))
        if name is not None:
            self._count(replace(self._present, by=name or None))

    @work
    async def action_layer(self) -> None:
        """Whose codings count."""
        items = [Item("", _("each unit's only coder"))]
        items += [Item(coder.name, coder.name) for coder in self.project.coders.all()]
        name = await self.app.push_screen_wait(Choice(_("Whose codings count?"), items))
        if name is not None:
            self._count(replace(self._present, scope=replace(self._present.scope, coder=name or None)))

    @work
    async def action_material(self) -> None:
        """Which texts to count in."""
        materials = self._materials()
        items = [Item(i, name) for i, (name, _scope) in enumerate(materials)]
        chosen = await self.app.push_screen_wait(Choice(_("Count in which material?"), items))
        if chosen is not None:
            self._material, scope = materials[chosen]
            kept = self._present.scope
            self._count(
                replace(self._present, scope=replace(kept, documents=scope.documents, questions=scope.questions))
            )

    def _materials(self) -> list[tuple[str, ScopeRequest]]:
        """What can be counted in: everything, all transcripts, each document, each question."""
        documents = self.project.documents.all()
        transcripts = tuple(info.name for info in documents if info.kind is DocumentKind.TRANSCRIPT)
        materials = [(_("all material"), ScopeRequest())]
        if transcripts:
            materials.append((_("all transcripts"), ScopeRequest(documents=transcripts)))
        materials += [(info.name, ScopeRequest(documents=(info.name,))) for info in documents]
        questions: Sequence[str] = [question.name for question in self.project.documents.questions()]
        return materials + [(name, ScopeRequest(questions=(name,))) for name in questions]

    # Saving

    @work
    async def action_save(self) -> None:
        """Write the table to a file; its suffix says in which format."""
        table = self._table
        if table is None:
            return
        folder = self.project.path.parent
        line = await self.app.push_screen_wait(
            Prompt(
                _("Save the table as"),
                f"{_('frequencies')}.xlsx",
                check=_fault,
                hint=_("{suffixes}; in {folder} unless you name another").format(
                    suffixes=", ".join(_FILES), folder=shown_line(str(folder))
                ),
            )
        )
        if line is None:
            return
        path = folder / Path(line).expanduser()
        if path.exists() and not await self.app.push_screen_wait(
            Confirm(_("Replace {file}?").format(file=path.name), _("There is a file of this name already."))
        ):
            return

        def save() -> Path:
            write(table, path, _FILES[path.suffix.lower()])
            return path

        if self.consult(save) is not None:
            self.say(_("Saved as {path}").format(path=path))


def _fault(line: str) -> str | None:
    """What is wrong with the name of a file to save to."""
    if Path(line).suffix.lower() in _FILES:
        return None
    return _("End the name in one of {suffixes}.").format(suffixes=", ".join(_FILES))
