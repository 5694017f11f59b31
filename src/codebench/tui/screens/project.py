"""The project at a glance: its texts and open questions with progress, and the way in for material and codebooks."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.tui.actions import bindings
from codebench.tui.overview.listing import QUESTION, Entry, Parts, Wanted, arranged, choices, entries
from codebench.tui.overview.view import Worklist
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen

_EMPTY = (
    _("There is no material in this project yet."),
    "",
    _("i  import a transcript or a survey"),
    _("b  import a codebook"),
)


class ProjectOverview(ProjectScreen):
    """One list: first the texts, then the open questions."""

    SCOPE = "project"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("project"),
        Binding("escape", "all", _("List all again"), show=False),
    ]
    DEFAULT_CSS = """
    ProjectOverview {
        & Worklist { height: 1fr; margin: 1 1 0 1; }
        & .which { height: 1; margin: 1 2 0 2; color: $accent; }
        & .info { height: 1; padding: 0 2; color: $foreground 65%; text-wrap: nowrap; text-overflow: ellipsis; }
        & .empty { padding: 2 4; height: auto; display: none; color: $foreground 80%; }
        &.-empty .empty { display: block; }
        &.-empty Worklist { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._wanted = Wanted()
        self._parts = Parts.NOTHING
        self._counts = ""

    def compose(self) -> ComposeResult:
        """The list between its two lines."""
        yield TopLine()
        yield Static(classes="which")
        yield Worklist()
        yield Static(Content("\n".join(_EMPTY)), classes="empty")
        with Foot():
            yield Static(classes="info")
            yield KeyLine(self.SCOPE)

    def refresh_models(self) -> None:
        """Read the lists and the counts."""
        documents = self.project.documents
        self._entries = entries(documents.all(), documents.questions())
        info = self.project.info()
        counts = [
            plural("{n} code", "{n} codes", info.codes),
            plural("{n} coding", "{n} codings", info.codings),
            plural("{n} case", "{n} cases", info.cases),
            *([plural("{n} answer", "{n} answers", info.answers)] if info.answers else []),
            plural("{n} coder", "{n} coders", len(info.coders)),
            str(self.project.path),
        ]
        self._counts = " · ".join(counts)
        self.show_annotation()
        right = (_("coder: {name}").format(name=info.coder), *((_("read only"),) if info.read_only else ()))
        self.query_one(TopLine).show((info.name,), right)
        self._fill()

    def show_annotation(self) -> None:
        """The line of counts, in front of it how far the annotating is."""
        tally = self.bench.annotating.tally
        told = [] if tally is None else [_("annotating: {tally.done} of {tally.texts}").format(tally=tally)]
        self.query_one(".info", Static).update(Content(shown_line(" · ".join([*told, self._counts]))))

    def _fill(self) -> None:
        self.set_class(not self._entries, "-empty")
        lines = arranged(self._entries, self._wanted, self._parts)
        told = self._wanted.told()
        shown = _("Only: {which}; Esc shows all.") if lines else _("Only: {which}; there is none, Esc shows all.")
        which = self.query_one(".which", Static)
        which.update(Content(shown.format(which=told)))
        which.display = bool(told)
        self.query_one(Worklist).show(lines)
        self.query_one(Worklist).focus()

    # Which are listed

    @work
    async def action_which(self) -> None:
        """Ask which texts and questions to list."""
        from codebench.tui.modals.choice import Choice, Item

        if not self._entries:
            return

        def named(typed: str) -> list[Item]:
            return [Item(("letters", typed), _("names with “{letters}”").format(letters=typed))] if typed else []

        found = await self.app.push_screen_wait(Choice(_("Which?"), choices(self._entries, self._wanted), extra=named))
        if found is not None:
            name, value = found
            self._wanted = replace(self._wanted, **{name: value}) if name else Wanted()
            self._fill()

    @work
    async def action_parts(self) -> None:
        """Ask what the list is divided by."""
        from codebench.tui.modals.choice import Choice, Item

        words = {
            Parts.NOTHING: _("texts, then open questions"),
            Parts.KIND: _("by kind: transcripts, notes, open questions"),
            Parts.GROUP: _("by group: the case that a text belongs to"),
            Parts.STAGE: _("by how far you are: not begun, begun, done"),
        }
        items = [Item(parts, told) for parts, told in words.items()]
        found = await self.app.push_screen_wait(Choice(_("In which parts?"), items))
        if found is not None:
            self._parts = found
            self._fill()

    def action_all(self) -> None:
        """List all again."""
        self._wanted = Wanted()
        self._fill()

    # Actions

    @property
    def _entry(self) -> Entry | None:
        return self.query_one(Worklist).entry

    def action_open(self) -> None:
        """Open what is under the cursor."""
        self.query_one(Worklist).action_choose()

    @on(Worklist.Chosen)
    def _open(self) -> None:
        entry = self._entry
        if entry is not None and entry.kind == QUESTION:
            self.bench.open_question(entry.id)
        elif entry is not None:
            self.bench.open_document(entry.id)

    def action_import(self) -> None:
        """Ask for a file with material."""
        self.import_file(None)

    @work
    async def import_file(self, place: Path | None) -> None:
        """Show what was recognised in a file, or in those of a folder or pattern, and take it in after a yes."""
        from codebench.tui.importing.files import take_files

        await take_files(self, place)

    @work
    async def action_take_codebook(self) -> None:
        """Choose a codebook, show what it would change, and take it in after a yes."""
        from codebench.tui.codebook.taking import take_codebook

        await take_codebook(self)

    @work
    async def action_merge(self) -> None:
        """Ask for a file, and show what merging it does."""
        from codebench.tui.importing.merging import merge_file

        await merge_file(self)

    @work
    async def action_note(self) -> None:
        """Write a memo on the text or question under the cursor."""
        from codebench.project.memos import MemoTarget
        from codebench.tui.memoing import write_memo

        entry = self._entry
        if entry is not None:
            is_question = entry.kind == QUESTION
            target = MemoTarget(question_id=entry.id) if is_question else MemoTarget(document_id=entry.id)
            await write_memo(self, target, entry.name)

    @work
    async def action_retire(self) -> None:
        """Hide a text and all that hangs on it."""
        from codebench.tui.modals.confirm import Confirm

        document_id = self.document_in_view()
        if document_id is None:
            self.say(_("Only a text can be retired: put the cursor on one."))
            return
        name = self.project.documents.info(document_id).name
        text = _("It goes out of every list and count, with its codings. Undo brings it back.")
        if await self.app.push_screen_wait(Confirm(_("Retire {name}?").format(name=name), text)):
            self.attempt(lambda: self.project.documents.retire(document_id))

    @work
    async def action_rename(self) -> None:
        """Another name for the text under the cursor."""
        from codebench.tui.modals.prompt import Prompt

        document_id = self.document_in_view()
        if document_id is None:
            self.say(_("Only a text gets another name here; a question is called as it was asked."))
            return
        before = self.project.documents.info(document_id).name
        name = await self.app.push_screen_wait(Prompt(_("Another name for the text"), before))
        if name is not None and name != before:
            self.did(lambda: self.project.documents.rename(document_id, name))

    @work
    async def action_retired(self) -> None:
        """Bring back a text that was retired, with all that hangs on it."""
        from codebench.tui.modals.choice import Choice, Item

        gone = self.project.documents.all(retired=True)
        if not gone:
            self.say(_("No text is retired; Del retires one."))
            return
        items = [Item(info.id, info.name) for info in gone]
        chosen = await self.app.push_screen_wait(Choice(_("Bring back which text?"), items))
        if chosen is not None:
            self.did(lambda: self.project.documents.restore(chosen))

    @work
    async def action_export(self) -> None:
        """Write the project for another tool."""
        from codebench.tui.exporting import export_project

        await export_project(self)

    @work
    async def action_report(self) -> None:
        """Write the report."""
        from codebench.tui.reporting import write_report

        await write_report(self)

    def document_in_view(self) -> int | None:
        """The text under the cursor."""
        entry = self._entry
        return None if entry is None or entry.kind == QUESTION else entry.id

    def action_orphans(self) -> None:
        """Codings whose text is gone."""
        from codebench.tui.screens.orphans import OrphansScreen

        self.app.push_screen(OrphansScreen())

    def action_progress(self) -> None:
        """How far each coder is."""
        from codebench.tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def action_settings(self) -> None:
        """What the project decides once."""
        from codebench.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_variables(self) -> None:
        """Variables and their values."""
        from codebench.tui.screens.variables import VariablesScreen

        self.app.push_screen(VariablesScreen())

    def action_rounds(self) -> None:
        """The rounds."""
        from codebench.tui.screens.rounds import RoundsScreen

        self.app.push_screen(RoundsScreen())

    def action_pseudonyms(self) -> None:
        """Names to be replaced."""
        from codebench.tui.screens.pseudonyms import PseudonymsScreen

        self.app.push_screen(PseudonymsScreen())

    def action_cases(self) -> None:
        """Who speaks."""
        from codebench.tui.screens.cases import CasesScreen

        self.app.push_screen(CasesScreen())

    def action_snapshot(self) -> None:
        """Make a snapshot now."""
        made = self.bench.try_to(lambda: self.project.snapshots.make(_("by hand")))
        if made is not None:
            self.say(_("Snapshot made: {name}").format(name=made.name))

    def action_back(self) -> None:
        """Leave the project."""
        self.bench.leave_project()
