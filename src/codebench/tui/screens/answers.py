"""The answers to one question, walked one by one: the list, the answer in full, its codes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from textual import on, work

from codebench.i18n import _, plural
from codebench.project.memos import MemoTarget
from codebench.project.suggestion_models import SuggestionInfo
from codebench.tui.answers.rows import AnswerLine
from codebench.tui.coding.lines import RecentLine
from codebench.tui.coding.panel import CodePanel
from codebench.tui.memoing import write_memo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.naming import LONGEST, own_words
from codebench.tui.screens.answer_codings import AnswerCodings
from codebench.tui.table.rows_view import RowsView

_NEAR = 256  # answers looked at here before the project is asked for the next one
T = TypeVar("T")


class AnswersScreen(AnswerCodings):
    """One question; a code applies to a whole answer."""

    # Coding

    def _span(self, line: AnswerLine) -> tuple[int, int]:
        units = self.project.documents.units(line.key)
        return (units[0].body_start, units[0].end) if units else (0, len(line.row.text))

    def _code(self, line: AnswerLine | None, code_ids: Sequence[int]) -> None:
        """Put codes on a whole answer, or on those that are ticked."""
        if line is None or not code_ids:
            return
        if self._ticked:
            self._do_many(lambda: self.project.answers.code(self.meant(), code_ids), code_ids)
            return
        if self.act(line, lambda: self.project.codings.add(line.key, *self._span(line), code_ids)):
            self.bench.recent.use(code_ids)
            self._show_codes()

    def take(self, suggestion: SuggestionInfo, *, go_on: bool) -> bool:
        """Code the answer as suggested; whether it was done."""
        line, proposal = self.table.current, suggestion.proposal
        if line is None or line.row.unit_id != proposal.unit_id:
            return False
        if self.act(line, lambda: self.project.decisions.accept(proposal, reviewed=go_on)) is None:
            return False
        self.bench.recent.use([proposal.code_id])
        self._show_codes()
        if go_on:
            self.action_next_unreviewed()
        elif self._ticked:
            self.say(_("Taken on this answer alone: a code (its digit, c) goes to all that are ticked."))
        return True

    def _code_anew(self, line: AnswerLine, path: str) -> None:
        """Put on a whole answer, or on those that are ticked, a code that the same act makes where it is missing."""
        if self._ticked:
            made = self._do_many(lambda: self.project.answers.code_anew(self.meant(), path))
            if made is not None:
                self.bench.recent.use([made[0]])
                self._show_codes()
            return
        made = self.consult(lambda: self.project.codings.add_with_new_code(line.key, *self._span(line), path))
        if made is not None:
            self.bench.recent.use([made[0]])
            self.mark_seen()
            fresh = made[0] not in self._codes
            self._read_codes()
            self.table.reread(line.key)
            self._show_codes()
            self._tell()
            self.look_for_suggestions(again=True)
            if fresh:
                self.say(_("New code '{code}'. u takes it back.").format(code=self._codes[made[0]].name))
                self.say_what_is_like(made[0])

    def _do_many(self, act: Callable[[], T], code_ids: Sequence[int] = ()) -> T | None:
        """An act on the ticked answers, whose ticks stay for the next one; all that is in sight is read again."""
        done = self.consult(act)
        self.mark_seen()
        if done is not None:
            self.bench.recent.use(code_ids)
        if self.walk is not None:
            self.walk.read()
        self._read_codes()
        self._fill(keep_note=done is None)
        self._count()
        self.look_for_suggestions(again=True)
        if done is not None:
            self.say(_done_on(len(self._ticked)))
        return done

    @work
    async def action_pick(self) -> None:
        """Pick codes for the answer, or make one."""
        line = self.table.current
        if line is None:
            return
        picked = await self.pick_codes(list(self._codes.values()))
        if isinstance(picked, tuple):
            self.if_new_is_wanted(picked[1], lambda: self._code_anew(line, picked[1]))
        else:
            self._code(line, picked or ())

    def action_recent(self, digit: int) -> None:
        """Code the answer with one of the recent codes."""
        places = self.bench.recent.places
        if digit <= len(places):
            self._code(self.table.current, [places[digit - 1]])

    @on(RecentLine.Clicked)
    def _recent_clicked(self, event: RecentLine.Clicked) -> None:
        self.action_recent(event.digit)

    def action_repeat(self) -> None:
        """Code the answer as the last one was."""
        last = [code_id for code_id in self.bench.recent.last if code_id in self._codes]
        if last:
            self._code(self.table.current, last)
        else:
            self.say(_("There is no last code yet: press c."))

    @on(CodePanel.Apply)
    def _apply(self, event: CodePanel.Apply) -> None:
        self._code(self.table.current, [event.code_id])
        self.table.focus()

    def action_in_vivo(self) -> None:
        """Code the answer with a code of its own words; where they are too many for a name, ask for it."""
        line = self.table.current
        name = own_words(line.row.text) if line else ""
        same = [code.id for code in self._codes.values() if code.name.casefold() == name.casefold()]
        if len(same) == 1:
            self._code(line, same)
        elif line is not None and len(line.row.text) > LONGEST:
            self._ask_in_vivo(line, name)
        elif line is not None and name:
            self.if_new_is_wanted(name, lambda: self._code_anew(line, name))

    @work
    async def _ask_in_vivo(self, line: AnswerLine, name: str) -> None:
        path = await self.app.push_screen_wait(Prompt(_("Code in the words of the answer"), name))
        if path is not None:
            self.if_new_is_wanted(path, lambda: self._code_anew(line, path))

    @work
    async def action_uncode(self) -> None:
        """Take a code off; where there are several, ask which."""
        line = self.table.current
        if self._ticked:
            await self._uncode_ticked()
            return
        if line is None or not line.row.codes:
            self.say(_("There is no code of yours here."))
            return
        codings: list[int] | None = [coding for coding, _code in line.row.codes]
        if len(line.row.codes) > 1:
            items = [Item([coding], self._codes[code].path) for coding, code in line.row.codes]
            items.append(Item(codings, _("all {n}").format(n=len(items))))
            codings = await self.app.push_screen_wait(Choice(_("Remove which code?"), items))
        if codings is not None:
            self.act(line, partial(self.project.codings.remove, codings))

    async def _uncode_ticked(self) -> None:
        """Ask which code to take off the ticked answers."""
        there = self.project.answers.codes_on(self.meant())
        items = [Item(code, self._codes[code].path, str(n)) for code, n in there if code in self._codes]
        if not items:
            self.say(_("There is no code of yours here."))
            return
        code = await self.app.push_screen_wait(Choice(_("Remove which code?"), items))
        if code is not None:
            self._do_many(lambda: self.project.answers.uncode(self.meant(), code))

    @work
    async def action_memo(self) -> None:
        """A memo on the coding that was chosen, else on the answer."""
        line = self.table.current
        if line is None:
            return
        codes = dict(line.row.codes)
        if self._chosen in codes:
            about = self._codes[codes[self._chosen]].path
            if await write_memo(self, MemoTarget(coding_id=self._chosen), about, line.row.text):
                self._tell()
            return
        about = _("the answer of {case}").format(case=line.row.case or "–")
        await write_memo(self, MemoTarget(unit_id=line.row.unit_id), about, line.row.text)

    def action_others(self) -> None:
        """Show the other coders' codings, or hide them."""
        if self.project.blindness:
            self.say(self.project.blindness)
            return
        self._others = not self._others
        self._read_codes()
        self._fill()

    # Reviewing, and going on

    def action_done(self) -> None:
        """This answer was judged, or those that are ticked; on to the next that was not."""
        line = self.table.current
        if self._ticked:
            self._done_with_ticked()
            return
        if line is None or line.row.unit_id is None:
            return
        if not line.row.reviewed and self.act(line, partial(self.project.reviews.mark, [line.row.unit_id])) is None:
            return
        self.action_next_unreviewed()

    def _done_with_ticked(self) -> None:
        """Those that are ticked were judged; the cursor goes on, and how many there were stays said."""
        units = self.project.answers.units(self.meant())
        n = len(self._ticked)
        if self._do_many(lambda: self.project.reviews.mark(units)) is None:
            return
        self._tick(set())
        self.say(" ".join(filter(None, (_done_on(n), self._to_next_unreviewed()))))

    def action_unmark(self) -> None:
        """This answer is to be judged again."""
        line = self.table.current
        if line is not None and line.row.unit_id is not None:
            self.act(line, partial(self.project.reviews.clear, [line.row.unit_id]))

    def action_next_unreviewed(self) -> None:
        """On to the next answer that was not judged, in a round also to one to another question."""
        if over := self._to_next_unreviewed():
            self.say(over)

    def _to_next_unreviewed(self) -> str:
        """Go there; where there is none, what is to be said of that."""
        if self.walk is not None and (line := self.table.current) is not None:
            place = self.walk.next(line.row.unit_id)
            if place is None:
                return self.walk.over()
            if place.question_id != self.question_id or not self.table.go_to_key(place.document_id):
                self.bench.open_place(self.walk, place)
            return ""
        gone = self._go_on(lambda line: not line.row.reviewed, uncoded=False)
        return "" if gone else _("Everything here is reviewed.")

    def action_next_uncoded(self) -> None:
        """On to the next answer without a code."""
        if not self._go_on(lambda line: not line.row.codes, uncoded=True):
            self.say(_("Every answer here has a code."))

    @on(RowsView.Chosen)
    def _next(self) -> None:
        """Enter moves on."""
        self.table.action_move("down")

    def _go_on(self, wanted: Callable[[AnswerLine], bool], *, uncoded: bool) -> bool:
        """Go to the next answer that is wanted, past the end from the start, and say so; whether there is one."""
        before = self.table.index
        gone = self._go_to_next(wanted, uncoded=uncoded)
        if gone and self.table.index < before:
            self.say(_("After the last answer: on from the first."))
        return gone

    def _go_to_next(self, wanted: Callable[[AnswerLine], bool], *, uncoded: bool) -> bool:
        table = self.table
        # The next one is mostly near; else the project is asked. What a filter left is known here alone.
        near = table.row_count() if self._found is not None else min(table.row_count(), _NEAR)
        index = table.next_row(wanted, near)
        if index is not None:
            table.go_to(index)
        if index is not None or near == table.row_count() or table.key is None:
            return index is not None
        find, after = self.project.reviews.next_answer, table.key
        key = self.consult(lambda: find(self.question_id, after, uncoded=uncoded))
        return key is not None and table.go_to_key(key)


def _done_on(n: int) -> str:
    return plural("Done on {n} answer.", "Done on {n} answers.", n)
