"""Acts on one coding that texts and answers have in common: star, weight, a link to a memo, another code."""

from collections.abc import Callable

from textual import work

from codebench.domain.coding_table import HEAVIEST, read_weight
from codebench.i18n import _
from codebench.project.models import CodingInfo
from codebench.tui.memo_linking import link_coding
from codebench.tui.modals.prompt import Prompt, fault_of
from codebench.tui.screens.suggesting import SuggestingScreen

_STEP = 10  # of a weight


class CodingActs(SuggestingScreen):
    """A screen on which one coding is meant by the keys."""

    # What a subclass fills in

    def coding_in_focus(self) -> CodingInfo | None:
        """The coding that keys mean; None, and that is said, where there is none."""
        raise NotImplementedError

    def act_on(self, coding: CodingInfo, act: Callable[[], object]) -> bool:
        """Do what changes this coding but for its place and code, and show it; whether it was done."""
        raise NotImplementedError

    def recode(self, coding: CodingInfo, code_id: int) -> None:
        """Give a coding another code."""
        raise NotImplementedError

    def called(self, coding: CodingInfo) -> str:
        """The name of its code."""
        return self.known_codes()[coding.code_id].name

    # The acts

    def action_star(self) -> None:
        """Keep the coding in focus as a quote for the report, or no longer."""
        coding = self.coding_in_focus()
        if coding is None:
            return
        starred = not coding.starred
        if self.act_on(coding, lambda: self.project.excerpts.star(coding.id, starred=starred)):
            kept = _("★ A quote of '{code}' for the report.") if starred else _("No quote of '{code}' any more.")
            self.say(kept.format(code=self.called(coding)))

    def action_heavier(self) -> None:
        """The coding in focus weighs ten more."""
        self._weigh_by(_STEP)

    def action_lighter(self) -> None:
        """The coding in focus weighs ten less."""
        self._weigh_by(-_STEP)

    @work
    async def action_weigh(self) -> None:
        """Ask what the coding in focus weighs."""
        coding = self.coding_in_focus()
        if coding is None:
            return
        title = _("How much does '{code}' weigh here? 0 to 100; - for no weight").format(code=self.called(coding))
        value = "" if coding.weight is None else str(coding.weight)
        prompt = Prompt(title, value, check=lambda line: fault_of(lambda: read_weight(line)))
        line = await self.app.push_screen_wait(prompt)
        if line is not None and read_weight(line) != coding.weight:
            self._weigh(coding, read_weight(line))

    def _weigh_by(self, step: int) -> None:
        coding = self.coding_in_focus()
        if coding is None:
            return
        # Without a weight the first key puts it in the middle, from where it goes both ways.
        weight = HEAVIEST // 2 if coding.weight is None else min(HEAVIEST, max(0, coding.weight + step))
        if weight == coding.weight:
            told = _("'{code}' weighs {n}: I writes any weight, or none.")
            self.say(told.format(code=self.called(coding), n=weight))
        else:
            self._weigh(coding, weight)

    def _weigh(self, coding: CodingInfo, weight: int | None) -> None:
        self.act_on(coding, lambda: self.project.codings.weigh([coding.id], weight))

    @work
    async def action_link(self) -> None:
        """Link the coding in focus to a memo of one's own, or unlink it."""
        coding = self.coding_in_focus()
        if coding is not None:
            await link_coding(self, coding)

    @work
    async def action_recode(self) -> None:
        """Give the coding in focus another code; its borders and memo stay."""
        coding = self.coding_in_focus()
        if coding is None:
            return
        title = _("'{code}' becomes").format(code=self.called(coding))
        codes = [code for code in self.known_codes().values() if code.id != coding.code_id]
        picked = await self.pick_codes(codes, title=title, several=False, create=False)
        if isinstance(picked, list) and picked:
            self.recode(coding, picked[0])
