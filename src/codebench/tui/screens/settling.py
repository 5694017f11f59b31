"""Settling what coders differ about: each place with both coders' spans side by side, decided with one key."""

from dataclasses import replace
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.agreement_data import AgreementRequest
from codebench.project.disputes import Dispute, DisputeKind, Outcome
from codebench.project.models import CodeInfo
from codebench.project.round_models import RoundKind
from codebench.project.settlements import outcome_words
from codebench.project.settling import Decision, Disputes
from codebench.tui.actions import bindings
from codebench.tui.agreement.adjusting import Adjusting
from codebench.tui.agreement.dispute_list import DisputeList
from codebench.tui.agreement.side_by_side import SideBySide
from codebench.tui.agreement.sides import Sides
from codebench.tui.coding.lines import StatusLine
from codebench.tui.coding.panel import Definition
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.codetext import definition, path_content
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.asking import save
from codebench.tui.table.rows_view import RowsView

_LOW = 30  # lines of a terminal on which definitions have little room


class SettlingScreen(ProjectScreen):
    """The disputes about one code of a round, or of what was coded by several without one."""

    SCOPE: ClassVar[str] = "settling"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("settling")]
    DEFAULT_CSS = """
    SettlingScreen {
        & .code { height: 1; margin: 1 2; text-wrap: nowrap; text-overflow: ellipsis; }
        & DisputeList { height: 30%; min-height: 4; max-height: 12; }
        & .meaning { height: 7; }
        & .meaning Definition { height: 100%; width: 1fr; padding: 0 1; }
        &.-low .code { margin: 0 2; }
        &.-low .meaning { height: 4; }
    }
    """

    def __init__(self, request: AgreementRequest, code_id: int) -> None:
        super().__init__()
        self._request = request
        self._code_id = code_id
        self._disputes: Disputes | None = None
        self._codes: dict[int, CodeInfo] = {}
        self._texts: dict[int, str] = {}
        self._here: tuple[int, int] | None = None  # unit and code under the cursor
        self._sides: Sides
        self._note: tuple[tuple[int, int] | None, str] = None, ""  # what was done, told until the cursor moves on
        self._notes: dict[tuple[int, int], str] = {}  # on what is not decided yet, by unit and code

    def compose(self) -> ComposeResult:
        """The code, its disputes, both coders' work on the one under the cursor, and what the codebook says."""
        yield TopLine()
        yield Static(classes="code")
        yield DisputeList()
        yield SideBySide()
        with Horizontal(classes="meaning"):
            yield Definition()
            yield Definition()
        with Foot():
            yield StatusLine()
            yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(DisputeList).focus()

    def on_resize(self, event: events.Resize) -> None:
        """On a low terminal definitions give way."""
        self.set_class(event.size.height < _LOW, "-low")

    # Reading and showing

    def refresh_models(self) -> None:
        """Read the disputes anew; the cursor stays on its own."""
        found = self.consult(lambda: self.project.settling.disputes(self._request))
        codes = {code.id: code for code in self.project.codebook.codes()}
        if found is None or self._code_id not in codes:
            self.app.pop_screen()
            return
        self._disputes, self._codes = found, codes
        self._sides = Sides(self.project, found.work, codes)
        self._show_list()

    @property
    def _mine(self) -> list[Dispute]:
        """The disputes about this code."""
        assert self._disputes is not None
        return [each for each in self._disputes.found if each.code_id == self._code_id]

    def _show_list(self) -> None:
        assert self._disputes is not None
        mine, who = self._mine, self._disputes.work
        name = who.round.name if who.round else _("no round")
        self.query_one(TopLine).show((_("Settling"), name), (_("coder: {name}").format(name=self.project.coder.name),))
        for each in mine:
            if each.unit.version_id not in self._texts:
                self._texts[each.unit.version_id] = self.project.documents.text(each.unit.document_id)
        counts = [(kind, sum(each.kind is kind for each in mine)) for kind in DisputeKind]
        told = [plural("{n} to settle", "{n} to settle", sum(each.settled is None for each in mine))]
        told += [f"{kind.word} {n}" for kind, n in counts if n]
        path = self._codes[self._code_id].path
        self.query_one(".code", Static).update(
            Content.assemble(path_content(path).stylize("bold"), ("   " + " · ".join(told), "$foreground 70%"))
        )
        keys = [(each.unit.base, each.code_id) for each in mine]
        if self._here in keys:
            index = keys.index(self._here)
        else:
            index = next((i for i, each in enumerate(mine) if each.settled is None), 0)
        self.query_one(DisputeList).show(who, mine, self._texts, index)
        self._point()

    @on(RowsView.Moved)
    def _moved(self) -> None:
        self._point()

    @work(exclusive=True, group="panes")
    async def _point(self) -> None:
        """Show the dispute under the cursor: each coder's work on it, and what the codes mean."""
        dispute = self.query_one(DisputeList).current
        if dispute is None or self._disputes is None:
            self.query_one(StatusLine).show(Content(_("Nothing is disputed about this code.")))
            return
        self._here = dispute.unit.base, dispute.code_id
        beside = self.query_one(SideBySide)
        await beside.show(self._sides.of(dispute, beside.room), self._sides.document(dispute))
        self._define(dispute)
        line = self.query_one(StatusLine)
        line.show(self._status(dispute))
        if self._note[0] == self._here:
            line.note(self._note[1])
        else:
            self._note = None, ""

    def _define(self, dispute: Dispute) -> None:
        """What the codebook says about the code, and beside it about the one that was given instead."""
        first, second = self.query(Definition)
        first.show(definition(self._codes[self._code_id]))
        instead = [code for codes in dispute.instead for code in codes if code in self._codes and code != self._code_id]
        second.display = bool(instead)
        if instead:
            second.show(definition(self._codes[instead[0]]))

    def _status(self, dispute: Dispute) -> Content:
        assert self._disputes is not None
        unit = dispute.unit
        parts = [f"{unit.document} {unit.position + 1}", unit.case or "–"]
        if dispute.settled is not None:
            done = outcome_words(self._disputes.work, dispute.settled.outcome, dispute.settled.coder_id)
            parts.append(_("settled: {how}").format(how=done))
            if dispute.settled.note:
                parts.append(dispute.settled.note)
        elif dispute.kind is DisputeKind.SUBSTITUTION:
            others = {code for codes in dispute.instead for code in codes if code in self._codes} - {self._code_id}
            names = ", ".join(sorted(self._codes[code].path for code in others))
            parts.append(_("settles also: {codes}").format(codes=names))
        elif dispute.kind is DisputeKind.BOUNDARY:
            parts.append(_("all gave it, on other words"))
        return Content(shown_line(" · ".join(parts)))

    def say(self, sentence: str) -> None:
        """In the status line, until the cursor moves: the eye is there already."""
        current = self.query_one(DisputeList).current
        self._note = None if current is None else (current.unit.base, current.code_id), sentence
        self.query_one(StatusLine).note(sentence)

    # Deciding

    def action_take(self, place: int) -> None:
        """Take the work of one coder."""
        if self._disputes is not None and place < len(self._disputes.work.coders):
            self._decide(Decision(Outcome.ONE, self._disputes.work.coders[place].id))

    def action_all(self) -> None:
        """Take what all gave, together."""
        self._decide(Decision(Outcome.ALL))

    def action_neither(self) -> None:
        """Nobody's: the code is not there."""
        self._decide(Decision(Outcome.NEITHER))

    @work
    async def action_adjust(self) -> None:
        """Say anew where the code lies."""
        dispute = self.query_one(DisputeList).current
        if dispute is None:
            return
        unit = dispute.unit
        words = self._texts[unit.version_id][unit.start : unit.end]
        given = [span for spans in dispute.spans for span in spans]
        first = min(start for start, _end in given) - unit.start, max(end for _start, end in given) - unit.start
        name = shown_line(self._codes[self._code_id].name)
        span = await self.app.push_screen_wait(Adjusting(name, words, *first))
        if span is not None:
            self._decide(Decision(Outcome.ADJUSTED, spans=((unit.start + span[0], unit.start + span[1]),)))

    @work
    async def _decide(self, decision: Decision) -> None:
        """Keep a decision about the dispute under the cursor, and go to the next open one."""
        dispute = self.query_one(DisputeList).current
        if dispute is None or self._disputes is None:
            return
        if self._disputes.work.round is None and not await self._make_round():
            return
        disputes = self._disputes
        current = next(each for each in disputes.found if (each.unit.base, each.code_id) == self._here)
        noted = replace(decision, note=self._notes.get(self._here or (0, 0), ""))
        settled = self.attempt(lambda: self.project.settling.settle(disputes, current, noted))
        if settled is None:
            return
        self._notes.pop((current.unit.base, current.code_id), None)
        how = outcome_words(disputes.work, decision.outcome, decision.coder_id)
        along = [self._codes[each.code_id].path for each in settled if each.code_id != self._code_id]
        also = _("; also {codes}").format(codes=", ".join(along)) if along else ""
        told = _("Settled: {how}{also}. u undoes it.").format(how=how, also=also)
        self.say(f"{told} {self._go_on()}".rstrip())

    async def _make_round(self) -> bool:
        """Make a round of what was coded without one, where that is wanted: what is settled belongs to a round."""
        items = [
            Item(RoundKind.RELIABILITY, _("reliability: they coded without knowing of each other's work")),
            Item(RoundKind.PRACTICE, _("practice: they did not")),
        ]
        kind = await self.app.push_screen_wait(Choice(_("Settling needs a round of these units. Which kind?"), items))
        if kind is None:
            return False
        name = await self.app.push_screen_wait(Prompt(_("What is the round called?"), _("double coding")))
        if name is None:
            return False
        request = self._request
        made = self.consult(lambda: self.project.settling.make_round(request, name, kind))
        if made is None:
            return False
        self._request = AgreementRequest(round=made.name)
        self.reread()
        return True

    # Beside it

    @work
    async def action_note(self) -> None:
        """Write a note to what was decided."""
        dispute = self.query_one(DisputeList).current
        if dispute is None:
            return
        place = dispute.unit.base, dispute.code_id
        before = self._notes.get(place, "") if dispute.settled is None else dispute.settled.note
        text = await self.app.push_screen_wait(Prompt(_("Note on this decision"), before))
        if text is None:
            return
        if dispute.settled is None:
            self._notes[place] = text
            self.say(_("The note goes with the decision, once you take it."))
        else:
            self.attempt(lambda: self.project.settling.annotate(dispute, text))

    @work
    async def action_rule(self) -> None:
        """Put the code on the codebook's list of things to do."""
        dispute = self.query_one(DisputeList).current
        if dispute is None or self._disputes is None:
            return
        found = self._disputes.work
        remark = await self.app.push_screen_wait(
            Prompt(_("Needs a rule: what is unclear?"), _("when is it this code?"))
        )
        if remark is not None:
            kept = self.attempt(lambda: self.project.settling.needs_rule(found, dispute, remark))
            if kept is not None:
                self.say(_("On the list of the code: a memo 'needs a rule'."))

    def action_next(self) -> None:
        """To the next open one, and round again."""
        told = self._go_on()
        if told:
            self.say(told)

    def _go_on(self) -> str:
        """Go to the next open one; what is to be told where there is none."""
        view = self.query_one(DisputeList)
        mine = self._mine
        order = [*range(view.index + 1, len(mine)), *range(view.index + 1)]
        target = next((i for i in order if mine[i].settled is None), None)
        if target is None:
            return _("All about this code is settled; c goes to the next code.")
        view.go_to(target)
        return ""

    def action_kind(self, step: int) -> None:
        """To the first of the next kind, or of the one before."""
        view = self.query_one(DisputeList)
        if view.current is None:
            return
        mine = self._mine
        kinds = list(dict.fromkeys(each.kind for each in mine))
        wanted = kinds[(kinds.index(view.current.kind) + step) % len(kinds)]
        view.go_to(next(i for i, each in enumerate(mine) if each.kind is wanted))

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """To the place in its text."""
        dispute = self.query_one(DisputeList).current
        if dispute is not None:
            start, end = min(span for spans in dispute.spans for span in spans)
            self.bench.open_document(dispute.unit.document_id, start, end)

    def action_code(self) -> None:
        """To the disputes about the next code that has open ones."""
        assert self._disputes is not None
        order = list(dict.fromkeys(each.code_id for each in self._disputes.found))
        order = order[order.index(self._code_id) + 1 :] + order if self._code_id in order else order
        open_ones = {each.code_id for each in self._disputes.found if each.settled is None}
        target = next((code for code in order if code in open_ones and code != self._code_id), None)
        if target is None:
            self.say(_("No other code has anything to settle."))
        else:
            self.go_to_code(target)

    def go_to_code(self, code_id: int) -> None:
        """Show the disputes about this code."""
        self._code_id, self._here = code_id, None
        self._show_list()

    @work
    async def action_save(self) -> None:
        """Write the disputes to a file, for a meeting on paper."""
        disputes = self._disputes
        if disputes is None:
            return
        table = self.consult(lambda: self.project.dispute_files.table(disputes, self._code_id))
        if table is not None:
            await save(self, table, _("disputes"))
