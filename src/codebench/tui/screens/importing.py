"""Material that comes in: what was recognised is shown, the labels of speakers are put right, and one key takes it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from codebench.domain.draft import DocumentKind, Draft
from codebench.domain.errors import CodebenchError
from codebench.i18n import _, plural
from codebench.ingest.gathering import GatheredLabel, Gathering, with_name, with_role
from codebench.ingest.options import ReadOptions
from codebench.tui.actions import bindings
from codebench.tui.importing.clearing import asked_key, cleared, remember, told
from codebench.tui.importing.label_table import LabelTable
from codebench.tui.importing.owner import asked_owner
from codebench.tui.importing.summary import counts, summary
from codebench.tui.modals.busy import Steps, Stopped
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen

_KINDS = (None, DocumentKind.TRANSCRIPT, DocumentKind.NOTE)
_NAMED = 8


class ImportScreen(ProjectScreen):
    """The labels of all files that come in together, over what else was recognised."""

    SCOPE: ClassVar[str] = "importing"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("importing")]
    DEFAULT_CSS = """
    ImportScreen {
        & .counts { height: 1; padding: 0 2; color: $foreground 65%; }
        & VerticalScroll { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { height: auto; }
        &.-unlabelled LabelTable { display: none; }
    }
    """

    def __init__(self, gathering: Gathering, others: Sequence[Path] = ()) -> None:
        """`others` are files of the folder or pattern that no reader knows."""
        super().__init__()
        self._gathering = gathering
        self._others = others
        self._left_out: dict[int, str] = {}
        self._key: Path | None = None

    def compose(self) -> ComposeResult:
        """The labels, and what was recognised besides."""
        yield TopLine()
        yield Static(classes="counts", markup=False)
        yield LabelTable()
        with VerticalScroll():
            yield Static()
        yield KeyLine(self.SCOPE)

    def refresh_models(self) -> None:
        """See what of the files is in the project already, and show them."""
        self._left_out = self.project.imports.left_out(self._drafts)
        self._show()

    @property
    def _drafts(self) -> tuple[Draft, ...]:
        """What would come in, with pseudonyms where there is a key."""
        return cleared(self.project, self._gathering.drafts, self._key)

    def _show(self) -> None:
        drafts, options = self._drafts, self._gathering.options
        name = plural("{n} file", "{n} files", len(drafts))
        if len(drafts) == 1:
            name = f"{drafts[0].source}  ({drafts[0].format})"
        kinds = {None: "", DocumentKind.TRANSCRIPT: _("as transcripts"), DocumentKind.NOTE: _("as notes")}
        self.query_one(TopLine).show(
            tuple(part for part in (_("Take this in?"), name, kinds[options.kind]) if part),
            (_("coder: {name}").format(name=self.project.coder.name),),
        )
        self.query_one(".counts", Static).update(counts(drafts, self._left_out))
        labels = self._gathering.labels
        self.set_class(not labels, "-unlabelled")
        self.query_one(LabelTable).show(labels)
        self.query_one("VerticalScroll Static", Static).update(
            summary(drafts, self._left_out, self._passed_over, told(self.project, drafts, self._key))
        )
        self.query_one(LabelTable if labels else VerticalScroll).focus()

    @property
    def _passed_over(self) -> list[str]:
        names = ", ".join(path.name for path in self._others[:_NAMED]) + (" …" if len(self._others) > _NAMED else "")
        told = plural("{n} file of another kind: {{names}}", "{n} files of other kinds: {{names}}", len(self._others))
        return [*self._gathering.unread, *([told.format(names=names)] if self._others else [])]

    # Saying what labels are

    @property
    def _current(self) -> GatheredLabel | None:
        return self.query_one(LabelTable).current

    @work(exclusive=True)
    async def _tell(self, options: ReadOptions) -> None:
        """Read the files under other options; where that can't be, they stay as they were."""
        steps = Steps()
        before = self._gathering
        try:
            self._gathering = await self.bench.work_on(_("Reading…"), lambda: before.told(options, steps), steps)
        except Stopped:
            return
        except CodebenchError as error:
            self.bench.complain(str(error))
        self._show()

    def _become(self, role: str, other: str) -> None:
        """Let the label under the cursor be this; where it is that already, the other."""
        one = self._current
        if one is not None:
            options = self._gathering.options
            self._tell(with_role(options, one.label, other if one.role == role else role))

    def action_moderator(self) -> None:
        """Moderator, or participant again."""
        self._become("moderator", "participant")

    def action_collective(self) -> None:
        """Several at once, or participant again."""
        self._become("collective", "participant")

    def action_text(self) -> None:
        """No label, or a participant's."""
        self._become("text", "participant")

    def action_forget(self) -> None:
        """What was said of the label is forgotten."""
        one, options = self._current, self._gathering.options
        if one is not None:
            roles = {label: role for label, role in options.roles.items() if label != one.label}
            self._tell(with_name(replace(options, roles=roles), one.label, None))

    @work
    async def action_rename(self) -> None:
        """Ask for a name."""
        one = self._current
        if one is not None:
            name = await self.app.push_screen_wait(Prompt(_("Who is {label}?").format(label=one.label), one.name))
            if name is not None:
                self._tell(with_name(self._gathering.options, one.label, name))

    @work
    async def action_join(self) -> None:
        """Ask with which label this one is the same speaker."""
        one = self._current
        if one is None:
            return
        others = [each for each in self._gathering.labels if each.label != one.label and not each.is_text]
        items = [Item(each.name, each.label, plural("{n} turn", "{n} turns", each.turns)) for each in others]
        title = _("{label} is the same speaker as …").format(label=one.label)
        name = await self.app.push_screen_wait(Choice(title, items)) if items else None
        if name is not None:
            self._tell(with_name(self._gathering.options, one.label, name))

    @work
    async def action_tie(self) -> None:
        """Ask which case of the project the label is."""
        one = self._current
        if one is None:
            return
        items = [
            Item(f"{case.group or ''}/{case.name}", case.name, case.group or "") for case in self.project.cases.all()
        ]
        if not items:
            self.say(_("There are no cases in this project yet."))
            return
        path = await self.app.push_screen_wait(Choice(_("Which case is {label}?").format(label=one.label), items))
        if path is not None:
            self._tell(with_name(self._gathering.options, one.label, path))

    # Saying how texts are read

    def action_kind(self) -> None:
        """The next of: found out, as transcripts, as notes."""
        options = self._gathering.options
        self._tell(replace(options, kind=_KINDS[(_KINDS.index(options.kind) + 1) % len(_KINDS)]))

    @work
    async def action_owner(self) -> None:
        """Ask whose a note is."""
        kind = await asked_owner(self.app, _("Each note without speakers, and each row of a survey, is of …"))
        if kind is not None:
            self._tell(replace(self._gathering.options, case_kind=kind))

    @work
    async def action_heading(self) -> None:
        """Ask for words that begin headings."""
        options = self._gathering.options
        title = _("With which words do headings begin? (Periode, Sluiting …)")
        said = await self.app.push_screen_wait(Prompt(title, ", ".join(options.headings)))
        if said is not None:
            words = tuple(word.strip() for word in said.split(",") if word.strip())
            self._tell(replace(options, headings=words))

    @work
    async def action_pattern(self) -> None:
        """Ask for a pattern."""
        options = self._gathering.options
        title = _("What begins a turn, with the label in brackets, as in ([A-Z]+)> ?  A - alone: no pattern.")
        said = await self.app.push_screen_wait(Prompt(title, options.pattern or ""))
        if said is not None:
            self._tell(replace(options, pattern=None if said == "-" else said))

    @work
    async def action_clear(self) -> None:
        """Ask for a key of pseudonyms."""
        self._key = await asked_key(self, self._key)
        self.refresh_models()

    # Taking it in

    @on(LabelTable.Chosen)
    def _choose(self) -> None:
        self.action_take()

    @work(exclusive=True)
    async def action_take(self) -> None:
        """Take everything in that is new, in one act, and go back."""
        fresh = [draft for i, draft in enumerate(self._drafts) if i not in self._left_out]
        if not fresh:
            self.say(_("All of it is in this project already."))
            return
        if not remember(self, self._key):
            return
        steps = Steps()
        try:
            taken = await self.bench.work_on(
                _("Taking in …"), lambda: self.project.imports.take(fresh, progress=steps), steps
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
