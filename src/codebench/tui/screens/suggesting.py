"""A screen with suggestions for the unit in view: asking beside the screen, taking, rejecting, going to the next."""

from asyncio import sleep
from collections.abc import Callable, Mapping
from typing import TypeVar

from textual import on, work

from codebench.domain.errors import CodebenchError, InputError
from codebench.i18n import _
from codebench.project.models import CodeInfo
from codebench.project.suggestion_models import SuggestionInfo
from codebench.tui.coding.lines import StatusLine
from codebench.tui.coding.suggestion_line import SuggestionLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside

T = TypeVar("T")
_PAUSE = 0.06  # seconds on a unit before it is asked about: whoever runs through a text asks nothing


class SuggestingScreen(ProjectScreen):
    """What the screens that code have in common about suggestions."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: int | None = None  # the unit that the line is about

    # What a subclass fills in

    def known_codes(self) -> Mapping[int, CodeInfo]:
        """The codes by id."""
        raise NotImplementedError

    def take(self, suggestion: SuggestionInfo, *, go_on: bool) -> bool:
        """Code as suggested, and ask anew; `go_on` also marks the unit as judged and goes to the next. Whether done."""
        raise NotImplementedError

    # Telling

    def consult(self, question: Callable[[], T]) -> T | None:
        """Ask the project something; why it can't be is said like all else, where the status line holds it."""
        try:
            return question()
        except CodebenchError as error:
            in_line = isinstance(error, InputError) and self.query_one(StatusLine).holds(str(error))
            (self.say if in_line else self.bench.complain)(str(error))
            return None

    # Asking

    @property
    def suggestion_line(self) -> SuggestionLine:
        """The line."""
        return self.query_one(SuggestionLine)

    def look_for_suggestions(self, *, again: bool = False) -> None:
        """Ask about the unit in view, if it is another one than before, or `again`."""
        unit = self.unit_in_view() if self.bench.suggests else None
        if unit == self._asked and not again:
            return
        self._asked = unit
        self.suggestion_line.set_class(self.bench.suggests, "-on")
        if unit is None:
            self.suggestion_line.show((), {})
            self.workers.cancel_group(self, "suggestions")
        elif blindness := self.project.blindness:
            self.suggestion_line.show((), {}, blindness)
            self.workers.cancel_group(self, "suggestions")
        else:
            self._ask(unit)

    @work(exclusive=True, group="suggestions")
    async def _ask(self, unit_id: int) -> None:
        """Ask, and show the answer if it is still wanted."""
        await sleep(_PAUSE)
        try:
            suggester = self.bench.suggester
            found = await aside(self.project, lambda reader: suggester.suggest(reader.session, unit_id))
        except CodebenchError as error:
            self.suggestion_line.show((), {}, _("no suggestions: {why}").format(why=str(error)))
            return
        if unit_id == self._asked:
            silence = suggester.silence(self.project.session)
            word = _("{silence} Ctrl+g shows them.").format(silence=silence) if silence else ""
            self.suggestion_line.show(found, self.known_codes(), word)

    # Deciding

    def action_accept(self) -> None:
        """Code as suggested."""
        self._take(go_on=False)

    def action_accept_next(self) -> None:
        """Code as suggested, mark the unit as judged, and go to the next."""
        self._take(go_on=True)

    def _take(self, *, go_on: bool) -> None:
        suggestion = self._in_focus()
        if suggestion is not None and self.take(suggestion, go_on=go_on):
            self.suggestion_line.drop(suggestion.proposal.code_id)

    def action_reject(self) -> None:
        """This code is wrong here: it is not suggested for this unit again."""
        suggestion, decisions = self._in_focus(), self.project.decisions
        if suggestion is not None and self._decided(lambda: decisions.reject(suggestion.proposal), suggestion):
            self.say(_("Rejected here: {code}").format(code=self._named(suggestion)))

    def action_never(self) -> None:
        """Never suggest this code again."""
        suggestion, decisions = self._in_focus(), self.project.decisions
        if suggestion is not None and self._decided(lambda: decisions.mute(suggestion.proposal.code_id), suggestion):
            self.say(_("Never suggested again: {code} (u takes that back)").format(code=self._named(suggestion)))

    def action_rule_of_reason(self) -> None:
        """Try the reason of the suggestion as a rule of its code."""
        from codebench.tui.screens.rules import RulesScreen

        suggestion = self._in_focus()
        if suggestion is None:
            return
        if not suggestion.as_rule():
            self.say(_("This suggestion has no words of which a rule could be made."))
        else:
            code = suggestion.proposal.code_id
            self.app.push_screen(RulesScreen(code, *self.material_in_view(), line=suggestion.as_rule()))

    def action_turn_suggestions(self) -> None:
        """Bring the next suggestion into focus."""
        self.suggestion_line.turn()

    def action_suggestions(self) -> None:
        """Show suggestions, or stop doing so; silent ones are shown until the project is left."""
        if self.bench.suggests and self.bench.suggester.silence(self.project.session):
            self.bench.suggester.insist(self.project.session)
            self.say(_("Suggestions are shown until you leave; Ctrl+g again puts them off."))
        else:
            self.bench.suggests = not self.bench.suggests
            self.say(_("Suggestions are on.") if self.bench.suggests else _("Suggestions are off."))
        self.look_for_suggestions(again=True)

    @on(SuggestionLine.Clicked)
    def _clicked(self, event: SuggestionLine.Clicked) -> None:
        self.suggestion_line.point(event.place)
        self.action_accept()

    def _in_focus(self) -> SuggestionInfo | None:
        """The suggestion that a key means; said where there is none, or where the line is still about another unit."""
        suggestion = self.suggestion_line.focused
        if suggestion is None:
            self.say(_("There is no suggestion here."))
        elif suggestion.proposal.unit_id != self.unit_in_view():
            self.say(_("The suggestions are still those of the unit before; a moment."))
            return None
        return suggestion

    def _decided(self, act: Callable[[], object], suggestion: SuggestionInfo) -> bool:
        """An act that takes a suggestion off the line; whether it was done."""
        done = self.consult(lambda: (act(), True)[1]) is not None
        self.mark_seen()
        if done:
            self.suggestion_line.drop(suggestion.proposal.code_id)
            self.look_for_suggestions(again=True)
        return done

    def _named(self, suggestion: SuggestionInfo) -> str:
        return self.known_codes()[suggestion.proposal.code_id].path
