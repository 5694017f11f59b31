"""The rounds: who is how far in each; going into one, saying that one is done, closing it, making another."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.memos import MemoTarget
from codebench.project.models import CoderInfo, Progress
from codebench.project.round_models import RoundInfo
from codebench.store.connection import SUFFIX
from codebench.tui.actions import bindings
from codebench.tui.memoing import write_memo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.parts.progress import bar
from codebench.tui.rounds.asking import ask_round
from codebench.tui.screens.base import ProjectScreen

_EMPTY = (
    _("There is no round in this project yet."),
    "",
    _("In a round several coders code the same units, blind, so that their agreement means something."),
    "",
    _("n  make a round"),
)


class RoundsScreen(ProjectScreen):
    """A list: per round what it is over, and a bar for each of its coders."""

    SCOPE: ClassVar[str] = "rounds"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rounds")]
    DEFAULT_CSS = """
    RoundsScreen {
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 1 1 0 1;
            scrollbar-size-vertical: 1;
        }
        & .blind { height: auto; padding: 0 2; color: $text-warning; display: none; }
        & .empty { padding: 2 4; height: auto; display: none; color: $foreground 80%; }
        &.-empty .empty { display: block; }
        &.-empty OptionList { display: none; }
        &.-blind .blind { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rounds: list[RoundInfo] = []
        self._person: CoderInfo | None = None  # who went into a round under another name

    def compose(self) -> ComposeResult:
        """The list between its lines."""
        yield TopLine()
        yield OptionList(markup=False)
        yield Static(Content("\n".join(_EMPTY)), classes="empty")
        with Foot():
            yield Static(classes="blind")
            yield KeyLine(self.SCOPE)

    def on_screen_resume(self) -> None:
        """Whoever coded under another name in the round comes back as themselves."""
        person, self._person = self._person, None
        if person is not None and self.project.coder.id not in {coder.id for coder in self.project.coders.all()}:
            self.project.act_as(person.name)
        super().on_screen_resume()

    def refresh_models(self) -> None:
        """Read the rounds."""
        self._rounds = self.project.rounds.all()[::-1]
        self.query_one(TopLine).show(
            (_("Rounds"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self.set_class(not self._rounds, "-empty")
        self.set_class(bool(self.project.blindness), "-blind")
        self.query_one(".blind", Static).update(Content(self.project.blindness))
        options = self.query_one(OptionList)
        here = options.highlighted or 0
        options.clear_options()
        me = self.project.coder.id
        options.add_options(Option(_in_words(info, me)) for info in self._rounds)
        if self._rounds:
            options.highlighted = min(here, len(self._rounds) - 1)
            options.focus()

    @property
    def _chosen(self) -> RoundInfo | None:
        at = self.query_one(OptionList).highlighted
        return self._rounds[at] if self._rounds and at is not None else None

    # Actions

    def action_enter_round(self) -> None:
        """Go into the round under the highlight."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _enter(self) -> None:
        info = self._chosen
        if info is not None:
            self._person = self.project.coder
            self.consult(lambda: self.bench.open_round(info.id))

    @work
    async def action_make(self) -> None:
        """Ask what the round is over and who codes it, and make it after a yes."""
        made = await ask_round(self)
        if made is not None:
            self.query_one(OptionList).highlighted = 0
            self.reread()
            self.say(_("Made round '{name}': Enter goes into it, u takes it back.").format(name=made.name))

    @work
    async def action_memo(self) -> None:
        """Write a memo on the round under the highlight."""
        info = self._chosen
        if info is not None:
            about = _("round '{round}'").format(round=info.name)
            await write_memo(self, MemoTarget(round_id=info.id), about)

    @work
    async def action_pack(self) -> None:
        """Ask for whom and where, and write a file that they code in elsewhere."""
        info = self._chosen
        if info is None:
            return
        items = [Item(coder.person, shown_line(coder.person)) for coder in info.coders]
        title = _("Pack round '{name}' for whom?").format(name=shown_line(info.name))
        coder = await self.app.push_screen_wait(Choice(title, items))
        if coder is None:
            return
        usual = str(self.project.packing.default_path(info, coder))
        line = await self.app.push_screen_wait(PathPrompt(_("Into which file?"), usual, suffixes=(SUFFIX,)))
        if line is None:
            return
        path = Path(line if line.endswith(SUFFIX) else line + SUFFIX).expanduser()
        try:
            what = _("Packing…")
            packed = await self.bench.work_on(what, lambda: self.project.packing.pack(info.id, coder, path))
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        message = _("Packed for {coder}: {path}. What comes back is merged with m on the project screen.")
        self.say(message.format(coder=shown_line(packed.coder), path=shown_line(str(packed.path))))
        self.warn_of_names(packed.path)

    def action_done(self) -> None:
        """Say that one is done."""
        info = self._chosen
        if info is not None:
            self.attempt(lambda: self.project.rounds.done(info.id))

    @work
    async def action_close(self) -> None:
        """Close the round; where somebody is not done, ask why."""
        info = self._chosen
        if info is None or not info.is_open:
            return
        waiting = ", ".join(shown_line(coder.person) for coder in info.coders if not coder.done_at)
        title = _("Close round '{name}'?").format(name=shown_line(info.name))
        if waiting:
            asked = _("{coders} not done yet: why is it closed? The reason is kept.").format(coders=waiting)
            reason = await self.app.push_screen_wait(Prompt(title, hint=asked))
        else:
            text = _(
                "From now on everybody sees everything, and what was coded is compared as it stands. Undo opens it."
            )
            reason = "" if await self.app.push_screen_wait(Confirm(title, text)) else None
        if reason is not None:
            self.attempt(lambda: self.project.rounds.close(info.id, reason=reason))


def _in_words(info: RoundInfo, me: int) -> Content:
    """A round in lines: its name and state, what it is over, and each coder with a bar."""
    state = _("open") if info.is_open else _("closed {when}").format(when=info.closed_at[:10])
    sight = _("blind") if info.is_blind else _("not blind")
    compared = plural("{n} unit judged by all", "{n} units judged by all", info.compared)
    head = " · ".join((_(str(info.kind)), sight, state, compared))
    lines = [
        Content.assemble((shown_line(info.name), "bold"), "  ", (head, "$foreground 70%")),
        *(Content.styled("  " + part, "$foreground 60%") for part in shown_line(info.selection).split("; ")),
    ]
    if info.reason:
        reason = _("closed before all were done: {reason}").format(reason=shown_line(info.reason))
        lines.append(Content.styled("  " + reason, "$foreground 60%"))
    for coder in info.coders:
        progress = Progress(info.units, coder.reviewed, 0, 0)
        share = f"{coder.reviewed}/{info.units}"
        done = _("✓ done") if coder.done_at else ""
        name = (shown_line(coder.name), "$accent" if me in (coder.id, coder.person_id) else "")
        lines.append(Content.assemble("  ", bar(progress), f"{share:>11}  ", name, "  ", (done, "$success")))
    return Content("\n").join([*lines, Content("")])
