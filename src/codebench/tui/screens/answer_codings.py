"""The codings of the answer under the cursor: which of them keys mean, and what they do with it."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType

from codebench.i18n import _
from codebench.project.models import CodingInfo
from codebench.tui.answers.rows import AnswerLine
from codebench.tui.answers.tally import recount
from codebench.tui.screens.answer_choice import AnswerChoice
from codebench.tui.screens.coding_acts import CodingActs

T = TypeVar("T")


class AnswerCodings(AnswerChoice, CodingActs):
    """Answers whose codings can be changed. The one that is meant is the chosen one, else the first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("D,U", "whole", _("Codes lie on whole answers"), show=False)]

    def act(self, line: AnswerLine, act: Callable[[], T]) -> T | None:
        """An act on one answer; only that one is read again, and counted."""
        done = self.consult(act)
        self.mark_seen()
        changed = self.table.reread(line.key)
        if changed is not None:
            before, after = changed[0].row, changed[1].row
            if self.walk is not None and after.unit_id is not None:
                self.walk.saw([after.unit_id] if after.reviewed else [], [after.unit_id])
            self.panel.touch(recount(self._codes, before, after))
            if self._reviewed is None:
                self._count()
            else:
                self._reviewed += after.reviewed - before.reviewed
            self._tell(keep_note=done is None)
            self.look_for_suggestions(again=True)
        return done

    def coding_in_focus(self) -> CodingInfo | None:
        """The coding that keys mean; None, and that is said, where there is none."""
        line = self.table.current
        if line is None or not line.row.codes:
            self.say(_("There is no code of yours here."))
            return None
        return self.consult(lambda: self.project.codings.get(self.chosen_of(line)))

    def action_cycle(self) -> None:
        """Choose the next of the codings on this answer."""
        line = self.table.current
        if line is None or len(line.row.codes) < 2:
            self.say(_("There is no other code of yours here to choose."))
            return
        ids = [coding for coding, _code in line.row.codes]
        self._chosen = ids[(ids.index(self.chosen_of(line)) + 1) % len(ids)]
        self._tell()

    def act_on(self, coding: CodingInfo, act: Callable[[], object]) -> bool:  # noqa: ARG002
        """Do what changes this coding but for its code, and show it; whether it was done."""
        line = self.table.current
        done = line is not None and self.act(line, lambda: (act(), True)[1]) is not None
        if done:
            self._tell()
        return done

    def action_whole(self) -> None:
        """Say why a coding is neither split here nor united."""
        self.say(_("Here codes go on whole answers: p opens this one as a text, to code, split or unite parts of it."))

    def action_part(self) -> None:
        """Open the answer as a text, where a part of it can be selected; back, it stands where it stood."""
        line = self.table.current
        if line is not None:
            self.bench.open_document(line.key)
            self.call_after_refresh(self._tell_of_parts)

    def _tell_of_parts(self) -> None:
        text = self.app.screen
        if text is not self and isinstance(text, CodingActs):
            text.say(_("Select a part of this answer and code it; q goes back to the answers."))

    def recode(self, coding: CodingInfo, code_id: int) -> None:
        """Give a coding another code."""
        if self.act_on(coding, lambda: self.project.codings.recode(coding.id, code_id)):
            self.bench.recent.use([code_id])
            self._show_codes()
