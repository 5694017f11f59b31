"""Another type, other options or missing values for a variable that has values: what would fit, and doing it."""

from collections import Counter
from dataclasses import dataclass, replace

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, Value, VariableType, parse_value
from codebench.i18n import _, plural
from codebench.project.cases import set_values
from codebench.project.folds import forget_fold_of
from codebench.project.session import Session

WITH_OPTIONS = (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE)
_VALUES = """
  SELECT w.case_id, k.name, o.label, w.number, w.text FROM case_values w JOIN cases k ON k.id = w.case_id
  LEFT JOIN variable_options o ON o.id = w.option_id
  WHERE w.variable_id = ? AND w.absence IS NULL ORDER BY w.case_id, o.position
"""


def _fitted(value: Value, kind: VariableType) -> Value:
    """The value in a variable of another type.

    Raises:
        InputError: it does not fit.
    """
    if len(value.options) > 1 and kind not in (VariableType.MULTIPLE, VariableType.TEXT):
        raise InputError(_("A variable of type {kind} has one value.").format(kind=_(str(kind))))
    if value.options and kind in WITH_OPTIONS:
        return value
    return parse_value(kind, str(value))


@dataclass(frozen=True, slots=True)
class Refit:
    """What another type does to a variable's values: by case those that fit, and (case, value) those that do not.

    What is absent stays absent, and is in neither.
    """

    variable_id: int
    kind: VariableType
    fits: dict[int, Value]
    unfit: tuple[tuple[str, str], ...]
    gone: tuple[int, ...]


class Retyping:
    """Changes variables that are there; each method that does is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refit(self, variable_id: int, kind: VariableType) -> Refit:
        """What giving a variable another type would do.

        Raises:
            NotFoundError: there is no such variable.
            ConflictError: it has that type.
        """
        name, now = self._variable(variable_id)
        if now is kind:
            raise ConflictError(_("{name} is of type {kind} already.").format(name=shown_line(name), kind=_(str(kind))))
        there = self._there(variable_id)
        fits: dict[int, Value] = {}
        unfit: list[tuple[str, str]] = []
        gone: list[int] = []
        for case_id, (case, value) in there.items():
            try:
                fits[case_id] = _fitted(value, kind)
            except InputError:
                unfit.append((case, str(value)))
                gone.append(case_id)
        return Refit(variable_id, kind, fits, tuple(unfit), tuple(gone))

    def retype(self, refit: Refit) -> None:
        """Give a variable its other type; values that do not fit are taken away (an undo brings them back).

        A fold on the variable goes with its options.

        Raises:
            ConflictError: its values were changed since.
        """
        if self.refit(refit.variable_id, refit.kind) != refit:
            raise ConflictError(_("Values were changed meanwhile; nothing was done. Try again."))
        session, variable_id = self._session, refit.variable_id
        name, now = self._variable(variable_id)
        summary = _("make variable {name} a {kind}").format(name=name, kind=_(str(refit.kind)))
        if refit.gone:
            summary += plural(", {n} value taken away", ", {n} values taken away", len(refit.gone))
        with session.risky_act("variable type", summary) as act:
            act.update("variables", variable_id, type=str(refit.kind))
            keeps_options = now in WITH_OPTIONS and refit.kind in WITH_OPTIONS
            if not keeps_options:
                forget_fold_of(session, act, variable_id)
            values = [(case, variable_id, value) for case, value in refit.fits.items()]
            set_values(session, act, [*values, *((case, variable_id, None) for case in refit.gone)])
            if refit.kind not in WITH_OPTIONS:
                rows = session.tuples("SELECT id FROM variable_options WHERE variable_id = ?", [variable_id])
                act.delete("variable_options", [row[0] for row in rows])

    def values(self, variable_id: int) -> dict[str, int]:
        """The values of a variable as they are written, the most frequent first, with how many cases have each.

        Raises:
            NotFoundError: there is no such variable.
        """
        self._variable(variable_id)
        return dict(Counter(str(value) for _case, value in self._there(variable_id).values()).most_common())

    def make_missing(self, variable_id: int, written: str, kind: Absence) -> int:
        """Let a value as it is written (99) mean that there is none, of this kind; how many cases had it.

        Where it was chosen with other options, only it is taken out.
        An option that nobody has then goes, unless a fold uses it.

        Raises:
            NotFoundError: there is no such variable, or no case has this value.
        """
        name, now = self._variable(variable_id)
        there = self._there(variable_id)
        cases = [case for case, (_name, value) in there.items() if str(value) == written]
        # Who chose it with others said something all the same: what is left of it stands.
        among = {case: value for case, (_name, value) in there.items() if written in value.options}
        among = {case: value for case, value in among.items() if str(value) != written}
        if not cases and not among:
            message = _("No case has '{value}' in {name}.")
            raise NotFoundError(message.format(value=shown_line(written), name=shown_line(name)))
        n = plural("{n} case", "{n} cases", len(cases) + len(among))
        told = _("'{value}' of {name} means: {kind} ({n})")
        told = told.format(value=shown_line(written), name=shown_line(name), kind=_(str(kind)), n=n)
        with self._session.act("variable missing", told) as act:
            left = {case: tuple(each for each in value.options if each != written) for case, value in among.items()}
            rest = ((case, variable_id, replace(among[case], options=options)) for case, options in left.items())
            set_values(self._session, act, [*((case, variable_id, Value(absence=kind)) for case in cases), *rest])
            if now in WITH_OPTIONS:
                bare = self._session.tuples(
                    "SELECT o.id FROM variable_options o WHERE o.variable_id = ? AND o.label = ?"
                    " AND NOT EXISTS (SELECT 1 FROM case_values w WHERE w.option_id = o.id)"
                    " AND NOT EXISTS (SELECT 1 FROM fold_pairs p WHERE p.option_id = o.id)",
                    [variable_id, written],
                )
                act.delete("variable_options", [row[0] for row in bare])
        return len(cases) + len(among)

    def _there(self, variable_id: int) -> dict[int, tuple[str, Value]]:
        """By case its name and its value, where it has one."""
        found: dict[int, tuple[str, Value]] = {}
        for case_id, case, label, number, text in self._session.tuples(_VALUES, [variable_id]):
            before = found[case_id][1].options if case_id in found else ()
            found[case_id] = case, Value((*before, label) if label is not None else (), number, text)
        return found

    def add_option(self, variable_id: int, label: str) -> None:
        """Put an option behind the others.

        Raises:
            InputError: the variable's type has none, or the option has no name.
            ConflictError: it is there already.
        """
        name = self._with_options(variable_id)
        clean = self._free(variable_id, label)
        summary = _("add option '{label}' to {name}").format(label=clean, name=name)
        with self._session.act("variable option", summary) as act:
            query = "SELECT ifnull(max(position) + 1, 0) FROM variable_options WHERE variable_id = ?"
            position = self._session.value(query, [variable_id])
            act.insert("variable_options", variable_id=variable_id, position=position, label=clean)

    def rename_option(self, variable_id: int, label: str, new: str) -> None:
        """Give an option another name; whoever has it keeps it.

        Raises:
            NotFoundError: there is no such option.
            InputError: the new name is none.
            ConflictError: another option is called so.
        """
        name = self._with_options(variable_id)
        option, clean = self._option(variable_id, label), self._free(variable_id, new, label)
        summary = _("rename option '{label}' of {name} to '{new}'").format(label=label, name=name, new=clean)
        with self._session.act("variable option", summary) as act:
            act.update("variable_options", option, label=clean)

    def remove_option(self, variable_id: int, label: str) -> None:
        """Take away an option that nobody has.

        Raises:
            NotFoundError: there is no such option.
            ConflictError: some cases have it.
        """
        name = self._with_options(variable_id)
        option = self._option(variable_id, label)
        n = self._session.value("SELECT count(*) FROM case_values WHERE option_id = ?", [option])
        folded = self._session.value("SELECT count(*) FROM fold_pairs WHERE option_id = ?", [option])
        if n or folded:
            many = plural("{n} case has '{{label}}'", "{n} cases have '{{label}}'", n)
            told = (many if n else _("A fold uses '{label}'")).format(label=shown_line(label))
            raise ConflictError(_("{who}; give them another value first, or rename the option.").format(who=told))
        summary = _("remove option '{label}' of {name}").format(label=label, name=name)
        with self._session.act("variable option", summary) as act:
            act.delete("variable_options", [option])

    def _variable(self, variable_id: int) -> tuple[str, VariableType]:
        rows = self._session.tuples("SELECT name, type FROM variables WHERE id = ?", [variable_id])
        if not rows:
            raise NotFoundError(_("There is no variable #{id}.").format(id=variable_id))
        return rows[0][0], VariableType(rows[0][1])

    def _with_options(self, variable_id: int) -> str:
        name, kind = self._variable(variable_id)
        if kind not in WITH_OPTIONS:
            raise InputError(_("A variable of type {kind} has no options.").format(kind=_(str(kind))))
        return name

    def _option(self, variable_id: int, label: str) -> int:
        query = "SELECT id FROM variable_options WHERE variable_id = ? AND label = ?"
        rows = self._session.tuples(query, [variable_id, label])
        if not rows:
            raise NotFoundError(_("There is no option '{label}'.").format(label=shown_line(label)))
        return int(rows[0][0])

    def _free(self, variable_id: int, label: str, besides: str = "") -> str:
        clean = label.strip()
        if not clean or ";" in clean:
            raise InputError(_("An option has a name, without ';' in it."))
        there = self._session.tuples("SELECT label FROM variable_options WHERE variable_id = ?", [variable_id])
        if any(row[0].casefold() == clean.casefold() and row[0] != besides for row in there):
            raise ConflictError(_("There is an option '{label}' already.").format(label=shown_line(clean)))
        return clean
