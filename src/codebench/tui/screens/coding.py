"""The coding screen: a text, its codings and the code tree, and a key for each thing that is done all day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import on, work
from textual.binding import BindingType

from codebench.i18n import _
from codebench.project.memos import MemoTarget
from codebench.project.suggestion_models import SuggestionInfo
from codebench.tui.actions import bindings
from codebench.tui.coding.focus import called
from codebench.tui.coding.lines import RecentLine
from codebench.tui.coding.panel import CodePanel
from codebench.tui.memoing import write_memo
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.naming import own_words
from codebench.tui.screens.revising import RevisingScreen

T = TypeVar("T")


class CodingScreen(RevisingScreen):
    """One document, to read and to code."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("coding")]

    # Coding

    @work
    async def action_pick(self) -> None:
        """Pick codes for the target, or make one."""
        span = self._target()
        if span is None:
            return
        picked = await self.pick_codes(list(self.desk.codes.values()))
        if picked is None:
            return
        if isinstance(picked, tuple):
            self.if_new_is_wanted(picked[1], lambda: self._code_anew(picked[1], span))
        else:
            self._code(picked, span)

    def action_recent(self, digit: int) -> None:
        """Code the target with one of the recent codes."""
        places = self.bench.recent.places
        if digit <= len(places):
            self._code([places[digit - 1]])

    @on(RecentLine.Clicked)
    def _recent_clicked(self, event: RecentLine.Clicked) -> None:
        self.action_recent(event.digit)

    def action_repeat(self) -> None:
        """Code the target as the last one was."""
        last = [code_id for code_id in self.bench.recent.last if code_id in self.desk.codes]
        if last:
            self._code(last)
        else:
            self.say(_("There is no last code yet: press c."))

    @on(CodePanel.Apply)
    def _apply(self, event: CodePanel.Apply) -> None:
        self._code([event.code_id])
        self.hide_panel()

    @work
    async def action_in_vivo(self) -> None:
        """Code the selected words with a code of their name."""
        span = self.pane.selection and self._target()
        if not span:
            self.say(_("Select the words first: Shift+arrows, v, or = (+) to grow."))
            return
        name = own_words(self.desk.document.text[slice(*span)])
        path = await self.app.push_screen_wait(Prompt(_("Code in the speaker's words"), name))
        if path is not None:
            self.if_new_is_wanted(path, lambda: self._code_anew(path, span))

    def _code(self, code_ids: Sequence[int], span: tuple[int, int] | None = None) -> None:
        span = span or self._target()
        if span is None or not code_ids:
            return
        made = self._do(lambda: self.project.codings.add(self.document_id, *span, code_ids))
        if made:
            self.desk.added(made)
            self.codings_here.chosen = made[-1]
            self.bench.recent.use(code_ids)
            self._end_selecting()
            self._changed(code_ids)
            self.offer_union(made)

    def take(self, suggestion: SuggestionInfo, *, go_on: bool) -> bool:
        """Code as suggested, on the selection where there is one; whether it was done."""
        proposal = suggestion.proposal
        if self.is_among_passages():
            return False
        if self.pane.selection is not None and (span := self.pane.target_span) is not None:
            proposal = replace(proposal, start=span[0], end=span[1])
        made = self._do(lambda: self.project.decisions.accept(proposal, reviewed=go_on))
        if made is None:
            return False
        self.desk.added([made])
        self.codings_here.chosen = made
        self.bench.recent.use([proposal.code_id])
        self._end_selecting()
        self._changed([proposal.code_id])
        if go_on:
            self.desk.reviewed.add(proposal.unit_id)
            self._reviews_changed()
            self.action_next_unreviewed()
        else:
            self.offer_union([made])
        return True

    def _in_focus(self) -> SuggestionInfo | None:
        return None if self.is_among_passages() else super()._in_focus()

    def _code_anew(self, path: str, span: tuple[int, int] | None) -> None:
        """Code with a code that is made by the same act where it is missing."""
        span = span or self._target()
        if span is None:
            return
        made = self._do(lambda: self.project.codings.add_with_new_code(self.document_id, *span, path))
        if made is not None:
            code, self.codings_here.chosen = made
            self.bench.recent.use([code])
            self._end_selecting()
            known = set(self.desk.codes)
            self.reread()
            if code not in known:
                self.say_what_is_like(code)
            else:
                self.offer_union([made[1]])

    def _end_selecting(self) -> None:
        """The selection stays for a second code, but the next motion moves on instead of growing it."""
        if self.pane.selection is not None:
            self.pane.select(*self.pane.selection)

    def _target(self) -> tuple[int, int] | None:
        if self.is_among_passages():
            return None
        span = self.pane.target_span
        if span is None:
            self.say(_("There is nothing to code here."))
        return span

    # Reviewing

    def action_done(self) -> None:
        """This unit was judged; on to the next that was not."""
        if self.is_among_passages():
            return
        unit = self.desk.unit_at(self.pane.caret)
        outside = self.walk is not None and unit is not None and not self.walk.holds(unit.id)
        if unit is not None and not unit.moderator and not outside and unit.id not in self.desk.reviewed:
            if not self._did(lambda: self.project.reviews.mark([unit.id])):
                return
            self.desk.reviewed.add(unit.id)
            self._reviews_changed()
        self.action_next_unreviewed()

    def action_unmark(self) -> None:
        """This unit is to be judged again."""
        if self.is_among_passages():
            return
        unit = self.desk.unit_at(self.pane.caret)
        if unit is not None and self._did(lambda: self.project.reviews.clear([unit.id])):
            self.desk.reviewed.discard(unit.id)
            self._reviews_changed()

    def _reviews_changed(self) -> None:
        if self.walk is not None:
            self.walk.saw(self.desk.reviewed, [unit.id for unit in self.desk.document.units])
        self.pane.set_reviewed(self.desk.reviewed)
        self.show_progress()
        self.show_status()

    # Memos

    @work
    async def action_memo(self) -> None:
        """A memo on the coding in focus, else on the unit; on what is selected, where that is no coding's passage.

        Without a coding, a passage around the caret that has a memo comes before the unit. In the tree it is on a code.
        """
        if self.is_among_passages():
            return
        if self.panel.pointed is not None:
            code = self.panel.pointed
            await write_memo(self, MemoTarget(code_id=code), self.desk.codes[code].path)
            return
        desk, coding, span = self.desk, self.codings_here.coding(self.desk), self.pane.target_span
        unit = desk.unit_at(self.pane.caret)
        noted = next((each for each in desk.noted_at(self.pane.caret) if each.is_passage), None)
        if self.pane.selection is not None and coding is not None and span != (coding.start, coding.end):
            coding = next((each for each in self.codings_here.here if (each.start, each.end) == span), None)
        if coding is not None:
            target, about = MemoTarget(coding_id=coding.id), desk.codes[coding.code_id].path
            span = coding.start, coding.end
        elif self.pane.selection is not None and span is not None:
            target, about = MemoTarget(passage=(self.document_id, *span)), _("this passage")
        elif noted is not None:
            span = noted.start, noted.end
            target, about = MemoTarget(passage=(self.document_id, *span)), _("this passage")
        elif unit is not None:
            target, about = MemoTarget(unit_id=unit.id), called(unit)
        else:
            target, about = MemoTarget(document_id=self.document_id), desk.document.info.name
        quote = desk.document.text[slice(*span)] if span is not None else ""
        await write_memo(self, target, about, quote)
