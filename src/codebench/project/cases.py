"""Cases and their variables: who speaks, and what is known of them."""

from collections.abc import Sequence

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType
from codebench.i18n import _
from codebench.project.folds import forget_fold_of
from codebench.project.imports import VALUE_COLUMNS, value_rows
from codebench.project.models import CaseInfo, Progress, VariableInfo
from codebench.project.said import Said, progress_by_case, progress_table, said_by
from codebench.project.session import Session, clean_name
from codebench.store.journal import Act, chunks, new_guid


class Cases:
    """The cases of a project; each method that changes something is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[CaseInfo]:
        """All cases in the order in which they came, with their values."""
        return self._select("1", [])

    def said(self, case_id: int) -> list[Said]:
        """What a case says and answers, in the order of the material, with the present coder's codes."""
        return said_by(self._session, case_id)

    def progress(self) -> dict[int, Progress]:
        """How far the present coder is with each case that says something."""
        return progress_by_case(self._session)

    def team_progress(self) -> Table:
        """How far each coder is, case by case; blind only one's own."""
        return progress_table(self._session, self.all())

    def get(self, name: str) -> CaseInfo:
        """The case of this name, or "group/name" where several groups have it ("/name" for that of no group).

        Raises:
            NotFoundError: none or several fit.
        """
        found = self._select("k.name = ?", [name])
        if not found and "/" in name:
            group, _slash, member = name.rpartition("/")
            found = self._select("k.name = ? AND ifnull(p.name, '') = ?", [member, group])
        if len(found) == 1:
            return found[0]
        if found:
            options = ", ".join(shown_line(f"{case.group}/{case.name}") for case in found)
            raise NotFoundError(_("Several cases are called so: {options}.").format(options=options))
        raise NotFoundError(_("There is no case '{name}'; `codebench cases` lists them.").format(name=shown_line(name)))

    def add(
        self, name: str, kind: CaseKind = CaseKind.PERSON, role: Role = Role.PARTICIPANT, group_id: int | None = None
    ) -> int:
        """Add a case; its id.

        Raises:
            ConflictError: the group has a case of this name.
        """
        clean = self._free(name, group_id)
        with self._session.act("case add", _("add case {name}").format(name=clean)) as act:
            return act.insert("cases", guid=new_guid(), kind=str(kind), role=str(role), parent_id=group_id, name=clean)

    def rename(self, case_id: int, name: str) -> None:
        """Give a case another name (the label in a text stays as it is).

        Raises:
            ConflictError: the group has a case of this name.
        """
        info = self._one(case_id)
        clean = self._free(name, info.group_id)
        with self._session.act("case rename", _("rename case {old} to {new}").format(old=info.name, new=clean)) as act:
            act.update("cases", case_id, name=clean)

    def set_role(self, case_id: int, role: Role) -> None:
        """Make a case a participant or a moderator; a moderator never counts."""
        info = self._one(case_id)
        with self._session.act("case role", _("make {name} a {role}").format(name=info.name, role=_(str(role)))) as act:
            act.update("cases", case_id, role=str(role))

    def set_kind(self, case_id: int, kind: CaseKind) -> None:
        """Say what a case is: the level at which it counts."""
        info = self._one(case_id)
        with self._session.act("case kind", _("make {name} a {kind}").format(name=info.name, kind=_(str(kind)))) as act:
            act.update("cases", case_id, kind=str(kind))

    def set_group(self, case_id: int, group_id: int | None) -> None:
        """Say to which case (a group, a school) a case belongs.

        Raises:
            ConflictError: it would belong to itself, or the group has a case of its name.
        """
        info = self._one(case_id)
        if group_id is not None:
            self._session.require("cases", group_id, _("case"))
        if group_id != info.group_id:
            self._free(info.name, group_id)
        above = group_id
        while above is not None:
            if above == case_id:
                raise ConflictError(_("{name} can't belong to itself.").format(name=shown_line(info.name)))
            above = self._session.value("SELECT parent_id FROM cases WHERE id = ?", [above])
        with self._session.act("case group", _("change the group of {name}").format(name=info.name)) as act:
            act.update("cases", case_id, parent_id=group_id)

    def set_value(self, case_id: int, variable_id: int, value: Value | None) -> None:
        """Write the value of a variable for a case; None takes it away."""
        info = self._one(case_id)
        self._session.require("variables", variable_id, _("variable"))
        name = self._session.value("SELECT name FROM variables WHERE id = ?", [variable_id])
        with self._session.act("value", _("set {variable} of {case}").format(variable=name, case=info.name)) as act:
            set_values(self._session, act, [(case_id, variable_id, value)])

    def _one(self, case_id: int) -> CaseInfo:
        found = self._select("k.id = ?", [case_id])
        if not found:
            raise NotFoundError(_("There is no case #{id}.").format(id=case_id))
        return found[0]

    def _free(self, name: str, group_id: int | None) -> str:
        clean = clean_name(name, _("case"))
        if self._session.value("SELECT 1 FROM cases WHERE name = ? AND parent_id IS ?", [clean, group_id]):
            raise ConflictError(_("There is a case '{name}' there already.").format(name=shown_line(clean)))
        return clean

    def _select(self, where: str, params: list[str | int]) -> list[CaseInfo]:
        values: dict[int, dict[str, Value]] = {}
        for case_id, variable, label, number, text, absence in self._session.tuples(
            "SELECT w.case_id, b.name, o.label, w.number, w.text, w.absence FROM case_values w"
            " JOIN variables b ON b.id = w.variable_id LEFT JOIN variable_options o ON o.id = w.option_id"
            f" WHERE w.case_id IN (SELECT k.id FROM cases k LEFT JOIN cases p ON p.id = k.parent_id WHERE {where})"
            " ORDER BY b.position, b.id, o.position",
            params,
        ):
            mine = values.setdefault(case_id, {})
            before = mine.get(variable)
            options = (*(before.options if before else ()), label) if label is not None else ()
            mine[variable] = Value(options, number, text, None if absence is None else Absence(absence))
        rows = self._session.rows(
            "SELECT k.id, k.guid, k.name, k.kind, k.role, k.parent_id AS group_id, ifnull(p.name, '') AS \"group\","
            " (SELECT count(*) FROM view_units u WHERE u.case_id = k.id) AS n_units"
            f" FROM cases k LEFT JOIN cases p ON p.id = k.parent_id WHERE {where} ORDER BY k.id",
            params,
        )
        return [
            CaseInfo(
                **row | {"kind": CaseKind(row["kind"]), "role": Role(row["role"])}, values=values.get(row["id"], {})
            )
            for row in rows
        ]


class Variables:
    """The variables of a project; each method that changes something is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[VariableInfo]:
        """All variables in order."""
        options: dict[int, list[str]] = {}
        for variable_id, label in self._session.tuples(
            "SELECT variable_id, label FROM variable_options ORDER BY variable_id, position"
        ):
            options.setdefault(variable_id, []).append(label)
        rows = self._session.tuples(
            "SELECT b.id, b.name, b.type, (SELECT count(DISTINCT w.case_id) FROM case_values w"
            " WHERE w.variable_id = b.id AND w.absence IS NULL) FROM variables b ORDER BY b.position, b.id"
        )
        return [
            VariableInfo(row_id, name, VariableType(kind), tuple(options.get(row_id, ())), n)
            for row_id, name, kind, n in rows
        ]

    def absent(self) -> dict[int, dict[Absence, int]]:
        """Per variable how many cases have no value for it, by the kind of absence."""
        found: dict[int, dict[Absence, int]] = {}
        for variable_id, absence, n in self._session.tuples(
            "SELECT variable_id, absence, count(*) FROM case_values WHERE absence IS NOT NULL"
            " GROUP BY variable_id, absence ORDER BY variable_id, absence"
        ):
            found.setdefault(variable_id, {})[Absence(absence)] = n
        return found

    def get(self, name: str) -> VariableInfo:
        """The variable of this name.

        Raises:
            NotFoundError: there is none.
        """
        variables = self.all()
        found = [v for v in variables if v.name == name] or [
            v for v in variables if v.name.casefold().startswith(name.strip().casefold())
        ]
        if len(found) != 1:
            names = ", ".join(shown_line(variable.name) for variable in variables) or "–"
            message = _("There is no variable '{name}'; this project has: {names}.")
            raise NotFoundError(message.format(name=shown_line(name), names=names))
        return found[0]

    def add(self, name: str, kind: VariableType, options: tuple[str, ...] = ()) -> int:
        """Add a variable; its id.

        Raises:
            ConflictError: the name is taken.
            InputError: options were given to a type that has none.
        """
        clean = clean_name(name, _("variable"))
        if any(variable.name == clean for variable in self.all()):
            raise ConflictError(_("There is a variable '{name}' already.").format(name=shown_line(clean)))
        if options and kind not in (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE):
            raise InputError(_("A variable of type {kind} has no options.").format(kind=_(str(kind))))
        with self._session.act("variable add", _("add variable {name}").format(name=clean)) as act:
            return add_variable(self._session, act, clean, kind, options)

    def rename(self, variable_id: int, name: str) -> None:
        """Give a variable another name.

        Raises:
            ConflictError: the name is taken.
        """
        clean = clean_name(name, _("variable"))
        if any(variable.name == clean for variable in self.all()):
            raise ConflictError(_("There is a variable '{name}' already.").format(name=shown_line(clean)))
        with self._session.act("variable rename", _("rename variable to {name}").format(name=clean)) as act:
            act.update("variables", variable_id, name=clean)

    def remove(self, variable_id: int) -> None:
        """Remove a variable with its values (an undo brings them back)."""
        self._session.require("variables", variable_id, _("variable"))
        name = self._session.value("SELECT name FROM variables WHERE id = ?", [variable_id])
        with self._session.risky_act("variable remove", _("remove variable {name}").format(name=name)) as act:
            forget_fold_of(self._session, act, variable_id)
            for table in ("case_values", "variable_options"):
                rows = self._session.tuples(f"SELECT id FROM {table} WHERE variable_id = ?", [variable_id])
                act.delete(table, [row[0] for row in rows])
            act.delete("variables", [variable_id])


def add_variable(session: Session, act: Act, name: str, kind: VariableType, options: Sequence[str] = ()) -> int:
    """Within an act, put in a variable behind the others, with its options; its id."""
    position = session.value("SELECT ifnull(max(position) + 1, 0) FROM variables")
    row_id = act.insert("variables", guid=new_guid(), type=str(kind), position=position, name=name)
    rows = [(row_id, i, label) for i, label in enumerate(dict.fromkeys(options))]
    act.insert_rows("variable_options", ("variable_id", "position", "label"), rows)
    return row_id


def set_values(session: Session, act: Act, values: Sequence[tuple[int, int, Value | None]]) -> None:
    """Within an act, write values (case, variable, value); None takes a value away, of doubles the last counts."""
    options = {
        (variable, label): row_id
        for variable, label, row_id in session.tuples("SELECT variable_id, label, id FROM variable_options")
    }
    wanted = {(case_id, variable_id): value for case_id, variable_id, value in values}
    old = []
    for some in chunks(list(dict.fromkeys(case_id for case_id, _variable in wanted)), 500):
        marks = ",".join("?" * len(some))
        query = f"SELECT id, case_id, variable_id FROM case_values WHERE case_id IN ({marks})"
        old += [row_id for row_id, *place in session.tuples(query, some) if tuple(place) in wanted]
    act.delete("case_values", old)
    rows = [
        (case_id, *row)
        for (case_id, variable_id), value in wanted.items()
        if value is not None
        for row in value_rows(act, options, variable_id, value)
    ]
    act.insert_rows("case_values", VALUE_COLUMNS, rows)
