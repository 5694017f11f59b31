"""What was done, by whom and when; the way back to any point of it, or to a snapshot."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from codebench.domain.table import Cell, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.history import LASTING
from codebench.project.models import ActInfo
from codebench.project.snapshots import Difference
from codebench.store.snapshots import Snapshot
from codebench.tui.modals.confirm import Confirm
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.parts.moment import when
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_MOST = 5000  # acts on the screen; `codebench history` prints all
_LISTED = 10  # acts that are listed before a question is asked


class HistoryScreen(ProjectScreen):
    """The audit trail above, the snapshots below; Enter goes back to what the cursor is on."""

    SCOPE: ClassVar[str] = "history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "all_acts", _("All acts again"), show=False),
        Binding("tab,shift+tab", "other_table", _("To the snapshots, or to the acts"), show=False),
    ]
    DEFAULT_CSS = """
    HistoryScreen {
        & .title { height: 1; margin: 1 2 0 2; text-style: bold; }
        & Input, & Input:focus { border: none; height: 1; margin: 0 2; padding: 0; background: $boost; }
        & #acts { height: 3fr; }
        & #snapshots { height: 1fr; min-height: 5; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._acts: list[ActInfo] = []
        self._snapshots: list[Snapshot] = []
        self._read: tuple[str, list[ActInfo]] | None = None

    def compose(self) -> ComposeResult:
        """The two tables."""
        yield TopLine()
        yield Static(classes="title acts")
        yield Line(placeholder=_("filter by words: what, who, a day"))
        yield TableView(id="acts")
        yield Static(Content(_("Snapshots · Tab: go there, Enter: restore")), classes="title")
        yield TableView(id="snapshots")
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The acts have the focus."""
        self.query_one("#acts").focus()

    def refresh_models(self) -> None:
        """Read acts and snapshots."""
        self.query_one(TopLine).show(
            (_("History"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        words = self.query_one(Line).value.casefold().split()
        everything = self._everything() if words else self.project.history.acts(_MOST)
        self._acts = [act for act in everything if _holds(act, words)][:_MOST]
        told = [_("Acts · Enter: undo all that came after")]
        if words:
            n = plural("{n} act", "{n} acts", len(everything))
            told.append(_("shown: {n} of {acts}, Esc: all").format(n=len(self._acts), acts=n))
        self.query_one(".acts", Static).update(Content(" · ".join(told)))
        rows: list[Sequence[Cell]] = [
            (when(act.at), act.coder, act.summary, _("undone") if act.undone else "") for act in self._acts
        ]
        self.query_one("#acts", TableView).show(plain_table("", (_("When"), _("Who"), _("What"), ""), rows), index=0)
        snapshots = self.project.snapshots.all()[::-1]
        self._snapshots = snapshots
        rows = [(when(snapshot.made_at), snapshot.reason, str(snapshot.acts)) for snapshot in snapshots]
        self.query_one("#snapshots", TableView).show(
            plain_table("", (_("When"), _("Why"), _("Acts in it")), rows), index=0
        )

    def _everything(self) -> list[ActInfo]:
        """All acts, read once for as long as nothing is done."""
        moment = self.project.history.moment()
        if self._read is None or self._read[0] != moment:
            self._read = moment, self.project.history.acts()
        return self._read[1]

    @on(Input.Changed)
    def _filter(self) -> None:
        self.refresh_models()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.query_one("#acts").focus()

    def action_other_table(self) -> None:
        """To the snapshots, or to the acts."""
        snapshots = self.query_one("#snapshots")
        (self.query_one("#acts") if snapshots.has_focus else snapshots).focus()

    def action_find(self) -> None:
        """To the line that filters."""
        self.query_one(Line).focus()

    def action_all_acts(self) -> None:
        """To the list; there all acts again; from there back."""
        line = self.query_one(Line)
        if line.has_focus:
            self._to_list()
        elif line.value:
            line.value = ""
        else:
            self.action_back()

    @on(RowsView.Chosen, "#acts")
    @work
    async def _undo_to(self, event: RowsView.Chosen) -> None:
        act = self._acts[event.index]
        history = self.project.history
        acts = self.consult(lambda: history.since(act.id))
        if acts is None:
            return
        if not acts:
            self.say(_("Nothing that stands was done after this."))
            return
        if any(later.kind in LASTING for later in acts):
            self.bench.complain(_("An act after this one can't be undone; choose a later point."))
            return
        others = Counter(later.coder for later in acts if later.coder != self.project.coder.name)
        title = plural("Undo {n} act?", "Undo {n} acts?", len(acts))
        if await self.app.push_screen_wait(Confirm(title, _undone_in_words(acts, others))):
            undone = self.attempt(lambda: history.undo_to(act.id, others=bool(others)))
            if undone is not None:
                self.say(plural("{n} act undone.", "{n} acts undone.", len(undone)))

    @on(RowsView.Chosen, "#snapshots")
    @work
    async def _restore(self, event: RowsView.Chosen) -> None:
        name = self._snapshots[event.index].name
        differences = self.consult(lambda: self.project.snapshots.differences(name))
        if differences is None:
            return
        last = self.project.snapshots.last_act(self._snapshots[event.index])
        gone = [] if last is None else [act for act in self.project.history.acts() if act.id > last]
        told = _restored_in_words(differences, gone)
        if await self.app.push_screen_wait(Confirm(_("Restore this snapshot?"), told)):
            kept = self.consult(lambda: self.project.restore(name))
            # The restored journal may end with an act of the very number that this screen shows already.
            self.reread()
            if kept is not None:
                self.say(
                    _("Restored; what was there before is the snapshot of {when}.").format(when=when(kept.made_at))
                )


def _holds(act: ActInfo, words: Sequence[str]) -> bool:
    told = f"{when(act.at)} {act.coder} {act.summary}".casefold()
    return all(word in told for word in words)


def _undone_in_words(acts: Sequence[ActInfo], others: Counter[str]) -> str:
    """What an undo takes back, newest first, and whose acts are among it."""
    lines = _listed(acts)
    if others:
        named = ", ".join(f"{shown_line(name)} ({n})" for name, n in others.items())
        lines += ["", _("Not yours: {names}. They are undone too.").format(names=named)]
    return "\n".join(lines)


def _listed(acts: Sequence[ActInfo]) -> list[str]:
    lines = [shown_line(f"{act.coder}: {act.summary}") for act in acts[:_LISTED]]
    return lines if len(acts) <= _LISTED else [*lines, _("… and {n} more").format(n=len(acts) - _LISTED)]


def _restored_in_words(differences: Sequence[Difference], gone: Sequence[ActInfo]) -> str:
    """What a restore changes in numbers, and which acts, newest first, came after the snapshot."""
    lines = [
        _("{what}: {now} now, {then} in the snapshot").format(what=d.what, now=d.now, then=d.then)
        for d in differences
        if d.now != d.then
    ]
    after = [_("These came after it and go:"), *_listed(gone), ""] if gone else []
    kept = _("The present file is kept as a snapshot.")
    return "\n".join([*(lines or [_("The numbers are the same.")]), "", *after, kept])
