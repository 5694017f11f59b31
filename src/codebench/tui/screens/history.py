"""What was done, by whom and when; the way back to any point of it, or to a snapshot."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from codebench.domain.table import Cell, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.history import LASTING
from codebench.project.models import ActInfo
from codebench.project.snapshots import Difference
from codebench.tui.modals.confirm import Confirm
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
    DEFAULT_CSS = """
    HistoryScreen {
        & .title { height: 1; margin: 1 2 0 2; text-style: bold; }
        & #acts { height: 3fr; }
        & #snapshots { height: 1fr; min-height: 5; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._acts: list[ActInfo] = []
        self._names: list[str] = []

    def compose(self) -> ComposeResult:
        """The two tables."""
        yield TopLine()
        yield Static(Content(_("Acts · Enter: undo all that came after")), classes="title")
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
        self._acts = self.project.history.acts(_MOST)
        rows: list[Sequence[Cell]] = [
            (when(act.at), act.coder, act.summary, _("undone") if act.undone else "") for act in self._acts
        ]
        self.query_one("#acts", TableView).show(plain_table("", (_("When"), _("Who"), _("What"), ""), rows), index=0)
        snapshots = self.project.snapshots.all()[::-1]
        self._names = [snapshot.name for snapshot in snapshots]
        rows = [(when(snapshot.made_at), snapshot.reason, str(snapshot.acts)) for snapshot in snapshots]
        self.query_one("#snapshots", TableView).show(
            plain_table("", (_("When"), _("Why"), _("Acts in it")), rows), index=0
        )

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
        name = self._names[event.index]
        differences = self.consult(lambda: self.project.snapshots.differences(name))
        if differences is None:
            return
        if await self.app.push_screen_wait(Confirm(_("Restore this snapshot?"), _restored_in_words(differences))):
            kept = self.consult(lambda: self.project.restore(name))
            # The restored journal may end with an act of the very number that this screen shows already.
            self.reread()
            if kept is not None:
                self.say(
                    _("Restored; what was there before is the snapshot of {when}.").format(when=when(kept.made_at))
                )


def _undone_in_words(acts: Sequence[ActInfo], others: Counter[str]) -> str:
    """What an undo takes back, newest first, and whose acts are among it."""
    lines = [shown_line(f"{act.coder}: {act.summary}") for act in acts[:_LISTED]]
    if len(acts) > _LISTED:
        lines.append(_("… and {n} more").format(n=len(acts) - _LISTED))
    if others:
        named = ", ".join(f"{shown_line(name)} ({n})" for name, n in others.items())
        lines += ["", _("Not yours: {names}. They are undone too.").format(names=named)]
    return "\n".join(lines)


def _restored_in_words(differences: Sequence[Difference]) -> str:
    """What a restore changes in numbers."""
    lines = [
        _("{what}: {now} now, {then} in the snapshot").format(what=d.what, now=d.now, then=d.then)
        for d in differences
        if d.now != d.then
    ]
    return "\n".join([*(lines or [_("The numbers are the same.")]), "", _("The present file is kept as a snapshot.")])
