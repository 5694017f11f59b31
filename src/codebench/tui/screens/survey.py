"""A survey that comes in: what each column is, put right with a key, kept as a recipe; or taken as a later export."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.draft import Draft
from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural
from codebench.ingest.gathering import Gathering
from codebench.ingest.options import ReadOptions
from codebench.ingest.recipe_yaml import read_recipe
from codebench.project.appending import AppendPlan
from codebench.project.appending_table import append_table
from codebench.report.registry import Format, render
from codebench.store.whole_files import write_whole
from codebench.tui.actions import bindings
from codebench.tui.importing.clearing import asked_key, cleared, remember, told
from codebench.tui.importing.column_table import ROLE_WORDS, ColumnTable, columns_of
from codebench.tui.importing.owner import asked_owner, owner_words
from codebench.tui.importing.summary import counts
from codebench.tui.modals.busy import Steps, Stopped
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.preview import Preview
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen

_DOUBTS = 6


class SurveyScreen(ProjectScreen):
    """The columns of one survey over what is doubtful about it."""

    SCOPE: ClassVar[str] = "survey"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("survey")]
    DEFAULT_CSS = """
    SurveyScreen {
        & .counts { height: 1; padding: 0 2; color: $foreground 65%; }
        & .doubts { height: auto; max-height: 8; padding: 1 2 1 2; }
    }
    """

    def __init__(self, gathering: Gathering) -> None:
        super().__init__()
        self._gathering = gathering
        self._key: Path | None = None

    @property
    def _draft(self) -> Draft:
        """What would come in, with pseudonyms where there is a key."""
        return cleared(self.project, self._gathering.drafts, self._key)[0]

    def compose(self) -> ComposeResult:
        """The columns between two lines, and beneath them the doubts."""
        yield TopLine()
        yield Static(classes="counts", markup=False)
        yield ColumnTable()
        yield Static(classes="doubts")
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The columns have the focus."""
        self.query_one(ColumnTable).focus()

    def refresh_models(self) -> None:
        """Show the columns."""
        self._show()

    def _show(self) -> None:
        draft = self._draft
        self.query_one(TopLine).show(
            (_("Take this in?"), f"{draft.source}  ({_('survey')})"),
            (_("coder: {name}").format(name=self.project.coder.name),),
        )
        columns = columns_of(draft)
        wrote = [finding.role for finding in draft.findings[: -len(columns)]] if columns else []
        kind = self._gathering.options.case_kind
        whose = () if kind is CaseKind.PERSON else (_("each row is of {kind}").format(kind=owner_words(kind)),)
        line = " · ".join((*wrote, counts(self._gathering.drafts, {}), *whose))
        self.query_one(".counts", Static).update(Content(shown_line(line)))
        self.query_one(ColumnTable).show(columns)
        known = self.project.imports.left_out([draft]).values()
        doubts = [*known, *told(self.project, [draft], self._key), *_said(draft)]
        shown = [Content(shown_line(doubt)) for doubt in doubts[:_DOUBTS]]
        if len(doubts) > _DOUBTS:
            shown.append(Content(_("… and {n} more").format(n=len(doubts) - _DOUBTS)))
        self.query_one(".doubts", Static).update(Content("\n").join(shown))

    # Saying what columns are

    def action_become(self, role: str) -> None:
        """Let the column under the cursor have this role; what it had before, it has by the same key no more."""
        column, options = self.query_one(ColumnTable).current, self._gathering.options
        if column is None or column.role == role:
            return
        self._tell(replace(options, roles={**options.roles, column.heading: role}))

    @work
    async def action_choose_role(self) -> None:
        """Ask for a role by its name."""
        column = self.query_one(ColumnTable).current
        if column is not None:
            items = [Item(str(role), words) for role, words in ROLE_WORDS.items()]
            title = _("What is '{column}'?").format(column=shown_line(column.heading[:60]))
            role = await self.app.push_screen_wait(Choice(title, items))
            if role is not None:
                self.action_become(role)

    @work
    async def action_owner(self) -> None:
        """Ask who answers the survey."""
        kind = await asked_owner(self.app, _("Each row is of …"))
        if kind is not None:
            self._tell(replace(self._gathering.options, case_kind=kind))

    def action_forget(self) -> None:
        """What was said of the column is forgotten, and guessed anew."""
        column, options = self.query_one(ColumnTable).current, self._gathering.options
        if column is not None:
            self._tell(replace(options, roles={k: v for k, v in options.roles.items() if k != column.heading}))

    @work(exclusive=True)
    async def _tell(self, options: ReadOptions) -> None:
        """Read the survey under other options; where that can't be, it stays as it was."""
        steps, before = Steps(), self._gathering
        try:
            self._gathering = await self.bench.work_on(_("Reading…"), lambda: before.told(options, steps), steps)
        except Stopped:
            return
        except CodebenchError as error:
            self.bench.complain(str(error))
        self._show()

    # Recipes

    @work
    async def action_use_recipe(self) -> None:
        """Ask for the file of a recipe, and read the columns as it says."""
        path = await self.app.push_screen_wait(PathPrompt(_("Which recipe?"), suffixes=(".yaml", ".yml")))
        if path is not None:
            recipe = self.consult(lambda: read_recipe(Path(path).expanduser()))
            if recipe is not None:
                self._tell(replace(self._gathering.options, recipe=recipe, roles={}))

    @work
    async def action_save_recipe(self) -> None:
        """Ask for a file, and write there how the columns are read now."""
        folder = self.project.path.parent
        hint = _("in {folder} unless you name another").format(folder=shown_line(str(folder)))
        name = await self.app.push_screen_wait(
            Prompt(_("Save the recipe as"), f"{Path(self._draft.source).stem}.yaml", hint=hint)
        )
        if name is None:
            return
        path = folder / Path(name).expanduser()
        if path.exists() and not await self.app.push_screen_wait(
            Confirm(_("Replace {file}?").format(file=path.name), _("There is a file of this name already."))
        ):
            return

        def put() -> Path:
            write_whole(path, self._draft.recipe.encode())
            return path

        if self.consult(put) is not None:
            self.say(_("Saved as {path}").format(path=path))

    @work
    async def action_clear(self) -> None:
        """Ask for a key of pseudonyms."""
        self._key = await asked_key(self, self._key)
        self._show()

    # Taking it in

    @on(ColumnTable.Chosen)
    def _choose(self) -> None:
        self.action_take()

    @work(exclusive=True)
    async def action_take(self) -> None:
        """Take the survey in, in one act, and go back."""
        draft, steps = self._draft, Steps()
        try:
            separate = await self._whose(draft)
            if separate is None or not remember(self, self._key):
                return
            taken = await self.bench.work_on(
                _("Taking in {name}…").format(name=draft.source),
                lambda: self.project.imports.take([draft], separate=separate or None, progress=steps),
                steps,
            )
        except Stopped:
            self.say(_("Stopped; nothing was taken in."))
            return
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        self.app.pop_screen()
        documents = plural("{n} text", "{n} texts", taken.documents)
        units = plural("{n} unit", "{n} units", taken.units)
        self.say(_("Taken in: {documents}, {units}.").format(documents=documents, units=units))

    async def _whose(self, draft: Draft) -> str | None:
        """The group that keeps the respondents apart from others of their names; empty for none, None to give up."""
        same = self.project.imports.same_cases(draft)
        if not same:
            return ""
        name = Path(draft.source).stem
        title = plural(
            "{n} case is called as one in this project is. The same one?",
            "{n} cases are called as some in this project are. The same ones?",
            same,
        )
        items = [Item("", _("yes, the same")), Item(name, _("no: keep them apart, as {name}").format(name=name))]
        separate: str | None = await self.app.push_screen_wait(Choice(title, items))
        return separate

    @work(exclusive=True)
    async def action_append(self) -> None:
        """Take it for the next export of a survey that is there: show what it brings, and do that after a yes."""
        surveys = self.project.appending.surveys()
        if not surveys:
            self.say(_("There is no survey in this project yet."))
            return
        items = [Item(name, name) for name in surveys]
        survey = await self.app.push_screen_wait(Choice(_("It is the next export of which survey?"), items))
        if survey is None:
            return
        steps = Steps()
        try:
            plan = await self.bench.work_on(_("Comparing…"), lambda: self._plan(survey, steps), steps)
            table = render(append_table(plan), Format.TABLE, width=92)
            if plan.is_empty:
                await self.app.push_screen_wait(Preview(_("There is nothing new in it"), Content(table)))
            elif await self.app.push_screen_wait(Preview(_("Take this in?"), Content(table))):
                if not remember(self, self._key):
                    return
                steps = Steps()
                await self.bench.work_on(_("Taking in …"), lambda: self.project.appending.take(plan, steps), steps)
                self.app.pop_screen()
                self.say(_("Appended to {survey}; undo takes it back.").format(survey=survey))
        except Stopped:
            self.say(_("Stopped; nothing was taken in."))
        except CodebenchError as error:
            self.bench.complain(str(error))

    def _plan(self, survey: str, steps: Steps) -> AppendPlan:
        recipe = self.project.appending.recipe(survey)
        draft = self._gathering.readers[0](ReadOptions(recipe=recipe))
        # What was put out of the texts that are here must not come back with the next export.
        key = self._key or self.project.pseudonyms.key_here
        return self.project.appending.plan(cleared(self.project, [draft], key)[0], survey, steps)


def _said(draft: Draft) -> list[str]:
    return [
        f"? {doubt.what}" if doubt.where == draft.source else f"? {doubt.where}: {doubt.what}" for doubt in draft.doubts
    ]
