"""Weights of cases: a number variable that says how many cases each stands for."""

from dataclasses import dataclass
from itertools import compress

from codebench.analysis.crowds import Crowd, flags_of
from codebench.analysis.reading import in_order
from codebench.analysis.scope import Scope
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import WeightedShare
from codebench.domain.text import shown_line
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.store.connection import Store


@dataclass(frozen=True, slots=True)
class Weights:
    """What the case at each place of a scope weighs, and those that have a weight."""

    name: str
    by_place: list[float]
    known: Crowd

    def of(self, cases: Crowd) -> float:
        """What these cases weigh together."""
        return sum(compress(self.by_place, flags_of(cases, len(self.by_place)).tolist()))

    def share(self, cases: Crowd, among: Crowd) -> WeightedShare:
        """The share of the weight of `among` that `cases` of them have."""
        cases, whole = cases & among, self.of(among)
        percent = 100 * self.of(cases) / whole if whole else 0.0
        return WeightedShare(cases.bit_count(), among.bit_count(), percent)


def weights_of(store: Store, name: str, scope: Scope) -> Weights:
    """The weights of the cases of a scope, each of its own.

    Raises:
        NotFoundError: there is no such variable.
        InputError: it holds no numbers, or a negative one.
    """
    found = store.tuples("SELECT id, type FROM variables WHERE name = ?", [name])
    if not found:
        raise NotFoundError(_("There is no variable '{name}'.").format(name=shown_line(name)))
    variable, kind = found[0]
    if kind != VariableType.NUMBER:
        message = _("'{name}' is a variable of type {kind}: weights are numbers.")
        raise InputError(message.format(name=shown_line(name), kind=kind))
    query = (
        "SELECT case_id, number FROM case_values WHERE variable_id = :variable AND option_id IS NULL"
        " AND number IS NOT NULL ORDER BY case_id"
    )
    cases, numbers = in_order(store, query, ["case_id", "number"], {"variable": variable})
    if any(number < 0 for number in numbers):
        raise InputError(_("'{name}' has negative numbers: they weigh nothing.").format(name=shown_line(name)))
    held = dict(zip(cases, numbers, strict=True))
    by_place = [0.0] * (scope.nobody + 1)
    known = []
    for place, case in enumerate(scope.cases):
        if place and case in held:
            by_place[place] = float(held[case])
            known.append(place)
    return Weights(name, by_place, scope.crowd(known))
