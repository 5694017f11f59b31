"""Which answers are shown, in which order and with which variables; and ticking several to act on at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from textual import work

from codebench.domain.errors import CodebenchError
from codebench.domain.ranges import Range, read_range
from codebench.domain.variables import VariableType
from codebench.i18n import _, plural
from codebench.project.answers import AnswerQuery, Order
from codebench.project.models import VariableInfo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt, fault_of
from codebench.tui.screens.answer_list import AnswerList

_MOST = 200  # respondents of one name that a choice tells
_LENGTH, _CODE, _RANGE = "length", "code", "range"


class AnswerChoice(AnswerList):
    """The answers to one question, as many of them as are wanted."""

    def _variables_here(self) -> list[VariableInfo]:
        """The variables of which somebody who answered this question has a value."""
        there = set(self.project.answers.told(self.question_id))
        return [variable for variable in self.project.variables.all() if variable.id in there]

    # Order and columns

    @work
    async def action_order(self) -> None:
        """Ask in which order the answers stand; the present one chosen again is turned round."""
        orders = {
            Order.PLACE: _("as in the file"),
            Order.ALIKE: _("those that say the same together, the largest groups first"),
            Order.SHORTEST: _("the shortest first"),
            Order.LONGEST: _("the longest first"),
            Order.TEXT: _("by text"),
            Order.RESPONDENT: _("by respondent"),
            Order.CODE: _("by your first code"),
            Order.CODES: _("by the number of your codes"),
        }
        named: dict[tuple[Order, int | None], str] = {(order, None): words for order, words in orders.items()}
        for variable in self._variables_here():
            named[Order.PLACE, variable.id] = _("by {variable}").format(variable=variable.name)
        query = self._query
        now = query.order, query.by_variable
        told = _("as now, turned round") if query.backwards else _("as now")
        items = [Item(order, words, told if order == now else "") for order, words in named.items()]
        hint = _("type to narrow   Enter: choose, of the present order the other way   Esc: cancel")
        chosen = await self.app.push_screen_wait(Choice(_("In which order?"), items, hint=hint))
        if chosen is not None:
            turned = chosen == now and not query.backwards and query.order is not Order.ALIKE
            self.show_those(replace(query, order=chosen[0], by_variable=chosen[1], backwards=turned))

    @work
    async def action_columns(self) -> None:
        """Ask which variable to show beside the answers, or to show no more."""
        shown = {variable.id for variable in self._variables}
        variables = self._variables_here()
        if not variables:
            self.say(_("Nobody who answered this question has a value of a variable."))
            return
        items = [Item(one, one.name, _("shown: take it away") if one.id in shown else "") for one in variables]
        chosen = await self.app.push_screen_wait(Choice(_("Which variable beside the answers?"), items))
        if chosen is not None:
            kept = tuple(one for one in self._variables if one.id != chosen.id)
            self._variables = kept if chosen.id in shown else (*kept, chosen)
            self._fill()

    @work
    async def action_respondent(self) -> None:
        """Go to the answer of a respondent."""
        name = await self.app.push_screen_wait(Prompt(_("The answer of which respondent? The name, or a part of it")))
        if name is None:
            return
        found = self.consult(lambda: self.project.answers.find(self.question_id, name)) or []
        key = found[0][0] if len(found) == 1 else None
        if len(found) > 1:
            title = _("Which of {n}?").format(n=plural("{n} respondent", "{n} respondents", len(found)))
            items = [Item(answer, called) for answer, called in found[:_MOST]]
            key = await self.app.push_screen_wait(Choice(title, items))
            if key is None:
                return
        if key is None:
            self.say(_("No respondent with an answer here is called '{name}'.").format(name=name))
        elif not self.table.go_to_key(key) and self.walk is not None:
            self.say(
                _("The answer of '{name}' is not in this round, or not among those that are shown.").format(name=name)
            )
        elif self.table.key != key:
            self.say(_("The answer of '{name}' is not among those that are shown: Esc shows all.").format(name=name))

    # Which

    @work
    async def action_which(self) -> None:
        """Ask which answers to show: each thing that is asked comes on top, and is taken off by asking it again."""
        query = self._query
        both = query.reviewed is True and query.coded is False
        switches: list[tuple[str, bool, AnswerQuery]] = [
            (_("without a code"), query.coded is False, replace(query, coded=_turned(query.coded, False))),
            (_("with a code"), query.coded is True, replace(query, coded=_turned(query.coded, True))),
            (_("not reviewed"), query.reviewed is False, replace(query, reviewed=_turned(query.reviewed, False))),
            (_("reviewed"), query.reviewed is True, replace(query, reviewed=_turned(query.reviewed, True))),
            (
                _("reviewed without a code"),
                both,
                replace(query, reviewed=None if both else True, coded=None if both else False),
            ),
        ]
        items = [Item(wanted, words, _("on") if is_on else "") for words, is_on, wanted in switches]
        items.append(Item(_LENGTH, _("by length…"), "" if query.length is None else query.length.written))
        items.append(Item(_CODE, _("with one code…")))
        items += [
            Item(replace(query, code_ids=tuple(each for each in query.code_ids if each != code)), words, _("on"))
            for code in query.code_ids
            if (words := _("with {code}").format(code=self._codes[code].name))
        ]
        if self._ticked or query.among is not None:
            among = None if query.among is not None else frozenset(self._ticked)
            items.append(Item(replace(query, among=among), _("ticked"), _("on") if among is None else ""))
        asked = {variable: value.written if isinstance(value, Range) else value for variable, value in query.values}
        for variable in self._variables_here():
            now = (asked[variable.id] or _("(none)")) if variable.id in asked else ""
            items.append(Item(variable, _("by {variable}…").format(variable=variable.name), now))
        items.append(Item(query.everything(), _("all")))
        chosen = await self.app.push_screen_wait(Choice(_("Which answers? Each choice narrows further"), items))
        if isinstance(chosen, VariableInfo):
            await self._with_value(chosen)
        elif chosen == _LENGTH:
            await self._with_length()
        elif chosen == _CODE:
            await self._with_code()
        elif chosen is not None:
            self.show_those(chosen)

    async def _with_code(self) -> None:
        code = await self.ask_code(_("Answers with which code?"))
        if code is not None and code not in self._query.code_ids:
            self.show_those(replace(self._query, code_ids=(*self._query.code_ids, code)))

    async def _with_length(self) -> None:
        found = await self._ask_range(_("How many characters? 30-200, < 30, > 200; - for any"))
        if found is not None:
            self.show_those(replace(self._query, length=found or None))

    async def _ask_range(self, title: str) -> Range | Literal[""] | None:
        """A range; "" for none, None where nothing was answered."""
        prompt = Prompt(title, check=lambda line: None if line == "-" else fault_of(lambda: read_range(line)))
        line = await self.app.push_screen_wait(prompt)
        return None if line is None else "" if line == "-" else read_range(line)

    async def _with_value(self, variable: VariableInfo) -> None:
        others = tuple(each for each in self._query.values if each[0] != variable.id)
        held = await self.holding(replace(self._query, values=others), self._term)
        tally = self.project.answers.tally(held.ids, variable.id)
        items = [Item((value,), value or _("(none)"), str(n)) for value, n in tally]
        if variable.type is VariableType.NUMBER:
            items.insert(0, Item(_RANGE, _("a range…")))
        if len(others) < len(self._query.values):
            items.insert(0, Item((), _("any")))
        chosen = await self.app.push_screen_wait(Choice(_("Which {variable}?").format(variable=variable.name), items))
        if chosen is None:
            return
        wanted: tuple[str | Range, ...] = ()
        if chosen == _RANGE:
            found = await self._ask_range(_("Which {variable}? 18-30, < 30, >= 65").format(variable=variable.name))
            if found is None:
                return
            wanted = (found,) if found else ()
        else:
            wanted = chosen
        self._told[variable.id] = variable.name
        self.show_those(replace(self._query, values=(*others, *((variable.id, value) for value in wanted))))

    # Several at once

    def meant(self) -> Sequence[int]:
        """The answers that an act is about: those that are ticked, else the one under the cursor."""
        if self._ticked:
            return sorted(self._ticked)
        return () if self.table.key is None else (self.table.key,)

    def action_tick(self) -> None:
        """Tick this answer, or take its tick away, and go to the next."""
        if self.table.key is not None:
            self._tick(self._ticked ^ {self.table.key})
            self.table.action_move("down")

    def action_tick_all(self) -> None:
        """Tick all answers that are shown, or take all ticks away."""
        shown = set(self._answers() if self._found is None else self._found)
        self._tick(set() if shown <= self._ticked else shown)

    @work(exclusive=True, group="filter")
    async def action_alike(self) -> None:
        """Tick the answers that say the same as this one, looked for beside the screen."""
        key = self.table.key
        if key is None:
            return
        self.say(_("looking for answers that say the same…"))
        try:
            found = await self.bench.before_the_next_key(lambda project: project.answers.alike(key))
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        same = set(self._answers()).intersection(found)
        if len(same) < 2:
            self._tick(set())
            self.say(_("No other answer says the same."))
            return
        self._tick(same)
        told = _("{n} answers say the same, ticked: a code goes on all; Esc: none ticked.")
        self.say(told.format(n=len(same)))

    def _tick(self, wanted: set[int]) -> None:
        """Tick exactly these; the column comes with the first and goes with the last."""
        laid = bool(self._ticked)
        self._ticked.clear()
        self._ticked.update(wanted)
        self._count_hidden()
        if laid != bool(wanted):
            self._fill()
        else:
            self.table.refresh()
            self._tell()


def _turned(now: bool | None, wanted: bool) -> bool | None:
    return None if now is wanted else wanted
