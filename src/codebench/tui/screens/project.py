"""The project at a glance: its texts and open questions with progress, and the way in for material and codebooks."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.errors import CodebenchError
from codebench.domain.project_draft import OTHER_TOOLS
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.ingest.files import files_in
from codebench.ingest.gathering import Gathering
from codebench.ingest.options import ReadOptions
from codebench.ingest.registry import READERS
from codebench.project.memos import MemoTarget
from codebench.project.merging import nothing_new
from codebench.project.models import DocumentInfo, QuestionInfo
from codebench.store.connection import SUFFIX
from codebench.tui.actions import bindings
from codebench.tui.memoing import write_memo
from codebench.tui.modals.busy import Steps, Stopped
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.parts.progress import COLUMNS, progress_columns, progress_head
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.screens.importing import ImportScreen
from codebench.tui.screens.survey import SurveyScreen

_EMPTY = (
    _("There is no material in this project yet."),
    "",
    _("i  import a transcript or a survey"),
    _("b  import a codebook"),
)


class ProjectOverview(ProjectScreen):
    """One list: first the texts, then the open questions."""

    SCOPE = "project"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("project")]
    DEFAULT_CSS = """
    ProjectOverview {
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 1 1 0 1;
            scrollbar-size-vertical: 1;
        }
        & .info { height: 1; padding: 0 2; color: $foreground 65%; }
        & .empty { padding: 2 4; height: auto; display: none; color: $foreground 80%; }
        &.-empty .empty { display: block; }
        &.-empty OptionList { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._documents: list[DocumentInfo] = []
        self._questions: list[QuestionInfo] = []
        self._counts = ""

    def compose(self) -> ComposeResult:
        """The list between its two lines."""
        yield TopLine()
        yield OptionList(markup=False)
        yield Static(Content("\n".join(_EMPTY)), classes="empty")
        with Foot():
            yield Static(classes="info")
            yield KeyLine(self.SCOPE)

    def refresh_models(self) -> None:
        """Read the lists and the counts."""
        self._documents = self.project.documents.all()
        self._questions = self.project.documents.questions()
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

    def on_resize(self) -> None:
        """The columns follow the width."""
        self._fill()

    # Actions

    def action_open(self) -> None:
        """Open what is under the highlight."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        kind, row_id = (event.option_id or " 0")[0], int((event.option_id or " 0")[1:])
        if kind == "d":
            self.bench.open_document(row_id)
        elif kind == "q":
            self.bench.open_question(row_id)

    @work
    async def action_import(self) -> None:
        """Ask for a file with material."""
        asked = _("Import which file? A folder or a pattern (*.docx) will do, too.")
        path = await self.app.push_screen_wait(PathPrompt(asked, suffixes=[*READERS, *OTHER_TOOLS]))
        if path is not None:
            self.import_file(Path(path).expanduser())

    @work
    async def import_file(self, place: Path) -> None:
        """Show what was recognised in a file, or in those of a folder or pattern, and take it in after a yes."""
        steps, words = Steps(), self.project.absences.words()
        try:
            if place.suffix.lower() in OTHER_TOOLS:
                from codebench.tui.importing.projects import take_project

                await take_project(self, place)
                return
            files = files_in([place])
            what = _("Reading {name}…").format(name=place.name)
            gathering = await self.bench.work_on(
                what, lambda: Gathering.of(files.readable, ReadOptions(absence=words), steps, files.found), steps
            )
            if len(files.readable) > 1 or gathering.drafts[0].format != "survey":
                self.app.push_screen(ImportScreen(gathering))
                return
            self.app.push_screen(SurveyScreen(gathering))
        except Stopped:
            return
        except CodebenchError as error:
            self.bench.complain(str(error))

    @work
    async def action_take_codebook(self) -> None:
        """Choose a codebook, show what it would change, and take it in after a yes."""
        from codebench.tui.codebook.taking import take_codebook

        await take_codebook(self)

    @work
    async def action_merge(self) -> None:
        """Ask for a file, and show what merging it does."""
        from codebench.tui.screens.merging import MergingScreen

        path = await self.app.push_screen_wait(PathPrompt(_("Merge which file?"), suffixes=(SUFFIX,)))
        if path is None:
            return
        file = Path(path).expanduser()
        try:
            what = _("Looking at {name}…").format(name=shown_line(file.name))
            plan = await self.bench.work_on(what, lambda: self.project.merging.plan(file))
            if plan.is_empty and not plan.left:
                self.say(nothing_new(plan))
            else:
                self.app.push_screen(MergingScreen(plan))
        except CodebenchError as error:
            self.bench.complain(str(error))

    @work
    async def action_note(self) -> None:
        """Write a memo on the text or question under the highlight."""
        option = self.query_one(OptionList).highlighted_option
        kind, row_id = ((option and option.id) or " 0")[0], int(((option and option.id) or " 0")[1:])
        if kind == "d":
            name = next(info.name for info in self._documents if info.id == row_id)
            await write_memo(self, MemoTarget(document_id=row_id), name)
        elif kind == "q":
            name = next(info.name for info in self._questions if info.id == row_id)
            await write_memo(self, MemoTarget(question_id=row_id), name)

    @work
    async def action_retire(self) -> None:
        """Hide a text and all that hangs on it."""
        options = self.query_one(OptionList)
        option = options.highlighted_option
        if option is None or option.id is None or not option.id.startswith("d"):
            return
        document_id = int(option.id[1:])
        name = next(info.name for info in self._documents if info.id == document_id)
        text = _("It goes out of every list and count, with its codings. Undo brings it back.")
        if await self.app.push_screen_wait(Confirm(_("Retire {name}?").format(name=name), text)):
            self.attempt(lambda: self.project.documents.retire(document_id))

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
        """The text under the highlight."""
        option = self.query_one(OptionList).highlighted_option
        is_text = option is not None and option.id is not None and option.id.startswith("d")
        return int((option.id or "d0")[1:]) if option is not None and is_text else None

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

    # The list

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        self.set_class(not self._documents and not self._questions, "-empty")
        width = max(40, self.size.width - 4)
        rows: list[Option] = []
        if self._documents:
            rows.append(Option(progress_head(_("Texts"), width), disabled=True))
            rows += [Option(self._row(info.name, info, width), id=f"d{info.id}") for info in self._documents]
        if self._questions:
            rows += [Option("", disabled=True)] if rows else []
            rows.append(Option(progress_head(_("Open questions"), width), disabled=True))
            for question in self._questions:
                same = question.wording.startswith(question.name.rstrip("…"))
                name = question.wording if same else f"{question.name}  {question.wording}"
                rows.append(Option(self._row(name, question, width), id=f"q{question.id}"))
        before = options.highlighted_option
        options.clear_options()
        options.add_options(rows)
        ids = [row.id for row in rows]
        wanted = before.id if before is not None else None
        if rows:
            options.highlighted = ids.index(wanted) if wanted is not None and wanted in ids else 1
            options.focus()

    @staticmethod
    def _row(name: str, info: DocumentInfo | QuestionInfo, width: int) -> Content:
        label = Content(shown_line(name)).truncate(width - COLUMNS - 2, ellipsis=True)
        return Content.assemble(label, " " * (width - COLUMNS - label.cell_length), progress_columns(info.progress))
