"""Changing the codings that are there: their borders, their code, taking them off, splitting and making one of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from codebench.i18n import _
from codebench.project.models import CodingInfo
from codebench.tui.screens.beside import BesideScreen
from codebench.tui.screens.coding_acts import CodingActs

T = TypeVar("T")


class RevisingScreen(BesideScreen, CodingActs):
    """A text whose codings can be changed. The coding that is meant is the one in focus under the caret."""

    def action_uncode(self) -> None:
        """Take the coding in focus off."""
        coding = self.coding_in_focus()
        if coding is not None and self._did(lambda: self.project.codings.remove([coding.id])):
            self.desk.removed([coding.id])
            self._changed([coding.code_id])
            self.say(_("Removed: {code}").format(code=self.called(coding)))

    def action_cycle(self) -> None:
        """Choose the next of the codings here; while adjusting, the other end."""
        if self.codings_here.adjusting is not None:
            coding = self.pane.selection or (0, 0)
            at_end = self.pane.caret == coding[1]
            self.pane.select(*(coding[::-1] if at_end else coding))
            self.pane.action_anchor()
            return
        self.codings_here.cycle()
        self.show_status()

    def action_boundary(self) -> None:
        """Select the coding in focus so that every motion moves its end; then keep what is selected."""
        if self.is_among_passages():
            return
        adjusting, span = self.codings_here.adjusting, self.pane.target_span
        if adjusting is None:
            coding = self.coding_in_focus()
            if coding is not None:
                self.pane.select(coding.start, coding.end)
                self.pane.action_anchor()
                self.codings_here.adjusting = coding.id
                self.show_status()
        elif span is not None and self._did(lambda: self.project.codings.move(adjusting, *span)):
            self.codings_here.adjusting = None
            self.desk.changed(adjusting)
            self.codings_here.chosen = adjusting
            self.pane.go_to(span[0])
            self._changed([self.desk.codings[adjusting].code_id])
            self.offer_union([adjusting])

    def action_divide(self) -> None:
        """Make two of the coding in focus, at the caret."""
        coding, caret = self.coding_in_focus(), self.pane.caret
        if coding is None:
            return
        if not coding.start < caret < coding.end:
            self.say(_("To split '{code}', put the caret between two of its words.").format(code=self.called(coding)))
            return
        new = self._do(lambda: self.project.borders.split(coding.id, caret))
        if new is not None:
            self.desk.changed(coding.id)
            self.desk.added([new])
            self.codings_here.chosen = new
            self._changed([coding.code_id])
            self.say(_("Two codings with '{code}' now; U makes them one again.").format(code=self.called(coding)))

    def action_unite(self) -> None:
        """Make one of the coding in focus and those of its code that overlap it, else the one that is next to it."""
        coding, borders = self.coding_in_focus(), self.project.borders
        if coding is None:
            return
        near = borders.adjacent(coding.id)
        others = borders.overlapping(coding.id) or ([] if near is None else [near])
        name = self.called(coding)
        if not others:
            self.say(_("No other coding of '{code}' overlaps this one or is next to it.").format(code=name))
            return
        kept = self._do(lambda: borders.merge([coding.id, *others]))
        if kept is not None:
            self.desk.removed({coding.id, *others} - {kept})
            self.desk.changed(kept)
            self.codings_here.chosen = kept
            self._changed([coding.code_id])
            self.say(_("{n} codings of '{code}' are one now.").format(n=len(others) + 1, code=name))

    def offer_union(self, coding_ids: Sequence[int]) -> None:
        """Say where one of these shares text with another of its code and coder, and which key makes one of them."""
        for coding in (self.desk.codings[each] for each in coding_ids):
            if self.desk.alike(coding.id, self.pane.codings_in(coding.start, coding.end)):
                self.codings_here.chosen = coding.id
                told = _("Another '{code}' overlaps this one: U makes one of them.")
                self.say(told.format(code=self.called(coding)))

    def act_on(self, coding: CodingInfo, act: Callable[[], object]) -> bool:
        """Do what changes this coding but for its place and code, and show it; whether it was done."""
        done = self._did(act)
        if done:
            self.desk.changed(coding.id)
            self.codings_here.chosen = coding.id
            self.show_status()
        return done

    def recode(self, coding: CodingInfo, code_id: int) -> None:
        """Give a coding another code."""
        if self._did(lambda: self.project.codings.recode(coding.id, code_id)):
            self.desk.recoded(coding.id)
            self.bench.recent.use([code_id])
            self.codings_here.chosen = coding.id
            self._changed([coding.code_id, code_id])
            self.offer_union([coding.id])

    def coding_in_focus(self) -> CodingInfo | None:
        """The coding that keys mean: the chosen one under the caret; None, and that is said, where there is none."""
        if self.is_among_passages():
            return None
        coding = self.codings_here.coding(self.desk)
        if coding is None:
            self.say(_("There is no coding of yours here."))
        return coding

    def _do(self, act: Callable[[], T]) -> T | None:
        """An act whose result this screen patches in, instead of reading everything again."""
        done = self.consult(act)
        self.mark_seen()
        return done

    def _did(self, act: Callable[[], object]) -> bool:
        """Like `_do` for an act that gives nothing back; whether it was done."""
        return self._do(lambda: (act(), True)[1]) is not None

    def _changed(self, code_ids: Sequence[int]) -> None:
        """Codings of these codes came or went, and the desk knows."""
        self.pane.patch_codings(*self.desk.pane_changes())
        self.panel.view.codes = self.desk.codes
        touched = {above for code_id in code_ids for above in (code_id, *self.desk.line_above(code_id))}
        self.panel.touch(touched)
        self.show_recent()
        self.show_progress()
        self.show_status()
        self.look_for_suggestions(again=True)
        self.codings_changed(code_ids)
