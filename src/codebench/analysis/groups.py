"""The groups that a table is split by: the values of a variable, and the cases of a scope that hold each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from codebench.analysis.crowds import Crowd, crowd_of
from codebench.analysis.scope import Scope
from codebench.analysis.values import holders
from codebench.i18n import _
from codebench.store.connection import Store


@dataclass(frozen=True, slots=True)
class Groups:
    """The labels in order and the cases in each; after the first `n_values` come the kinds of having no value."""

    labels: tuple[str, ...] = ()
    crowds: tuple[Crowd, ...] = ()
    n_values: int = 0

    def spread(self, cases: Crowd) -> list[int]:
        """How many of the cases there are, and how many in each group."""
        return [cases.bit_count(), *((cases & group).bit_count() for group in self.crowds)]

    def overlap(self, cases: Crowd) -> bool:
        """Whether one of the cases is in several groups."""
        return sum(self.spread(cases)[1:]) > cases.bit_count()

    def of_place(self, scope: Scope) -> list[tuple[int, ...]]:
        """For each place of the scope the numbers of the groups that its case is in."""
        if not self.crowds:
            return [()] * (scope.nobody + 1)
        flags = [scope.flags(group).tolist() for group in self.crowds]
        return [tuple(i for i, flag in enumerate(flags) if flag[place]) for place in range(scope.nobody + 1)]


def groups_by(store: Store, by: str | None, scope: Scope, owners: Sequence[int | None] | None = None) -> Groups:
    """The groups by a variable that any case of the scope is in; none where there is no variable.

    `owners` says for each place whose values it has, where that is not the case itself.

    Raises:
        NotFoundError: there is no such variable.
        InputError: it has no options.
    """
    if by is None:
        return Groups()
    import numpy

    whose = numpy.array(scope.cases if owners is None else [owner or 0 for owner in owners])
    held = holders(store, by, scope.people.parents)
    crowds = [(label, crowd_of(_among(whose, cases)) if cases else 0) for label, cases in held.labelled()]
    rest = scope.base | scope.waiting
    for _label, crowd in crowds:
        rest &= ~crowd
    there = [(label, crowd) for label, crowd in (*crowds, (_("(no value)"), rest)) if crowd]
    n_values = sum(bool(crowd) for _label, crowd in crowds[: len(held.options)])
    return Groups(tuple(label for label, _crowd in there), tuple(crowd for _label, crowd in there), n_values)


def _among(whose: Any, cases: set[int]) -> Any:
    """For each entry of an array of ids (0 where there is none) whether it is one of the cases."""
    import numpy

    there = numpy.zeros(max(int(whose.max(initial=0)), max(cases)) + 1, dtype=bool)
    there[numpy.fromiter(cases, dtype=numpy.int64, count=len(cases))] = True
    return there[whose]
