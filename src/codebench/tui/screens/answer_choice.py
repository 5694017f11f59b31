"""Which answers are shown, in which order and with which variables; and ticking several to act on at once."""

from collections.abc import Sequence
from dataclasses import replace

from textual import work

from codebench.domain.errors import CodebenchError
from codebench.i18n import _
from codebench.project.answers import AnswerQuery, Order
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.answer_list import AnswerList

_SHORT, _LONG = 30, 200  # characters


class AnswerChoice(AnswerList):
    """The answers to one question, as many of them as are wanted."""

    # Order and columns

    @work
    async def action_order(self) -> None:
        """Ask in which order the answers stand."""
        orders = {
            Order.PLACE: _("as in the file"),
            Order.ALIKE: _("those that say the same together, the largest groups first"),
            Order.SHORTEST: _("the shortest first"),
            Order.LONGEST: _("the longest first"),
            Order.TEXT: _("by text"),
            Order.RESPONDENT: _("by respondent"),
        }
        named: dict[tuple[Order, int | None], str] = {(order, None): words for order, words in orders.items()}
        for variable in self.project.variables.all():
            named[Order.PLACE, variable.id] = _("by {variable}").format(variable=variable.name)
        now = self._query.order, self._query.by_variable
        items = [Item(order, words, _("as now") if order == now else "") for order, words in named.items()]
        chosen = await self.app.push_screen_wait(Choice(_("In which order?"), items))
        if chosen is not None:
            self.show_those(replace(self._query, order=chosen[0], by_variable=chosen[1]), self._which)

    @work
    async def action_columns(self) -> None:
        """Ask which variable to show beside the answers, or to show no more."""
        shown = {variable.id for variable in self._variables}
        variables = self.project.variables.all()
        if not variables:
            self.say(_("There are no variables in this project."))
            return
        items = [Item(one, one.name, _("shown: take it away") if one.id in shown else "") for one in variables]
        chosen = await self.app.push_screen_wait(Choice(_("Which variable beside the answers?"), items))
        if chosen is not None:
            kept = tuple(one for one in self._variables if one.id != chosen.id)
            self._variables = kept if chosen.id in shown else (*kept, chosen)
            self._fill()

    # Which

    @work
    async def action_which(self) -> None:
        """Ask which answers to show."""
        whole = AnswerQuery(self.question_id, order=self._query.order, by_variable=self._query.by_variable)
        kinds = {
            _("without a code"): replace(whole, coded=False),
            _("with a code"): replace(whole, coded=True),
            _("not reviewed"): replace(whole, reviewed=False),
            _("reviewed without a code"): replace(whole, reviewed=True, coded=False),
            _("at most {n} characters long").format(n=_SHORT): replace(whole, longest=_SHORT),
            _("at least {n} characters long").format(n=_LONG): replace(whole, shortest=_LONG),
        }
        items: list[Item] = [Item((query, words), words) for words, query in kinds.items()]
        items += [Item("code", _("with one code…")), *([Item("ticked", _("ticked"))] if self._ticked else [])]
        for variable in self.project.variables.all():
            items.append(Item(variable, _("by {variable}…").format(variable=variable.name)))
        chosen = await self.app.push_screen_wait(Choice(_("Which answers?"), [*items, Item((whole, ""), _("all"))]))
        if chosen == "ticked":
            self.show_those(replace(whole, among=frozenset(self._ticked)), _("ticked"))
        elif chosen == "code":
            await self._with_code(whole)
        elif isinstance(chosen, tuple):
            self.show_those(*chosen)
        elif chosen is not None:
            await self._with_value(whole, chosen.id, chosen.name)

    async def _with_code(self, whole: AnswerQuery) -> None:
        code = await self.ask_code(_("Answers with which code?"))
        if code is not None:
            which = _("with {code}").format(code=self._codes[code].name)
            self.show_those(replace(whole, code_id=code), which)

    async def _with_value(self, whole: AnswerQuery, variable_id: int, name: str) -> None:
        tally = self.project.answers.tally(self.question_id, variable_id)
        items = [Item((value,), value or _("(none)"), str(n)) for value, n in tally]
        chosen = await self.app.push_screen_wait(Choice(_("Which {variable}?").format(variable=name), items))
        if chosen is not None:
            which = f"{name}: {chosen[0] or _('(none)')}"
            self.show_those(replace(whole, variable_id=variable_id, value=chosen[0]), which)

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
        if laid != bool(wanted):
            self._fill()
        else:
            self.table.refresh()
            self._tell()
