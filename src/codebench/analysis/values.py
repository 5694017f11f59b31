"""Which cases hold which value of a variable; what a group holds, holds for those in it who have none of their own."""

from dataclasses import dataclass

from codebench.analysis.reading import in_order
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, Value, VariableType
from codebench.i18n import _
from codebench.store.connection import Store

GROUPING = (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE)

# Who says "n.v.t." has answered; whoever left it blank or was not asked may be known by the group.
_ANSWERED = (Absence.NOT_APPLICABLE, Absence.DONT_KNOW)


@dataclass(frozen=True, slots=True)
class Holders:
    """The cases that hold each option (by its label, in order), and those without one by kind of absence."""

    options: dict[str, set[int]]
    absent: dict[Absence, set[int]]

    def labelled(self) -> list[tuple[str, set[int]]]:
        """All of them with the words that head a column: options first, then the kinds of absence."""
        absences = [(str(Value(absence=kind)), cases) for kind, cases in self.absent.items()]
        return [*self.options.items(), *absences]


def holders(store: Store, name: str, parents: dict[int, int]) -> Holders:
    """Who holds which value of a variable with options; `parents` are the cases that belong to another.

    Raises:
        NotFoundError: there is no such variable.
        InputError: it has no options.
    """
    found = store.tuples("SELECT id, type FROM variables WHERE name = ?", [name])
    if not found:
        names = ", ".join(shown_line(row[0]) for row in store.tuples("SELECT name FROM variables ORDER BY position"))
        message = _("There is no variable '{name}'; this project has: {names}.")
        raise NotFoundError(message.format(name=shown_line(name), names=names or "–"))
    variable, kind = found[0]
    if kind not in GROUPING:
        message = _("'{name}' is a variable of type {kind}: a table goes by a category, multiple or scale variable.")
        raise InputError(message.format(name=shown_line(name), kind=kind))
    query = "SELECT case_id FROM case_values WHERE variable_id = :variable AND option_id = :option ORDER BY case_id"
    options = {
        label: set(in_order(store, query, ["case_id"], {"variable": variable, "option": option})[0])
        for option, label in store.tuples(
            "SELECT id, label FROM variable_options WHERE variable_id = ? ORDER BY position, id", [variable]
        )
    }
    query = (
        "SELECT case_id, absence FROM case_values WHERE variable_id = :variable AND option_id IS NULL ORDER BY case_id"
    )
    cases, kinds = in_order(store, query, ["case_id", "absence"], {"variable": variable})
    absent: dict[Absence, set[int]] = {kind: set() for kind in Absence}
    for case, absence in zip(cases, kinds, strict=True):
        absent[Absence(absence)].add(case)
    result = Holders(options, absent)
    _inherit(result, parents)
    return result


def _inherit(values: Holders, parents: dict[int, int]) -> None:
    answers = [*values.options.values(), *(values.absent[kind] for kind in _ANSWERED)]
    own = set().union(*answers)
    heirs: dict[int, set[int]] = {}
    for case, parent in parents.items():
        if case in own:
            continue
        above: int | None = parent
        while above is not None and above not in own:
            above = parents.get(above)
        if above is not None:
            heirs.setdefault(above, set()).add(case)
    for cases in answers:
        cases.update(*(heirs[above] for above in cases & heirs.keys()))
    for kind in values.absent.keys() - set(_ANSWERED):
        values.absent[kind].difference_update(*heirs.values())
