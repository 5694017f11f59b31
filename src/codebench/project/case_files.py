"""What is known of cases, from a table: one row a case that exists, one column a variable, taken in by one act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codebench.domain.draft import CaseDraft, VariableDraft
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, Role, Value
from codebench.i18n import _, plural
from codebench.ingest import ReadOptions, read
from codebench.ingest.tabular import Sheet
from codebench.ingest.workbook import open_table
from codebench.project.cases import Cases, Variables, add_variable, set_values
from codebench.project.coding_files import Mismatch
from codebench.project.models import CaseInfo
from codebench.project.session import Session

NAMES = ("naam", "name", "case", "respondent")
GROUPS = ("groep", "group")
ROLES = ("rol", "role")
ROLE_WORDS = {"deelnemer": Role.PARTICIPANT, **{str(role): role for role in Role}}

_NO_ROLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One thing that the file says of a case and that is not so yet; a `role` changes instead of a variable."""

    line: int
    case: CaseInfo
    variable: str
    value: Value | None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class CaseFilePlan:
    """What a file would do: the changes, the variables that are new, and the rows that fit no case."""

    changes: tuple[CaseChange, ...]
    variables: tuple[VariableDraft, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def n_cases(self) -> int:
        """How many cases change."""
        return len({change.case.id for change in self.changes})


class CaseFiles:
    """The way in for tables about cases that are in the project already."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cases = Cases(session)

    def preview(self, path: Path, roles: Mapping[str, str] = _NO_ROLES) -> CaseFilePlan:
        """What a table would change; nothing is written.

        A column `naam` (name, case, respondent) says which case a row is about, `groep` (group) of which group where
        several have the name; `rol` (role) makes it a participant or a moderator. All others are variables: of the
        type that the project knows, else of the one in `roles` (heading: type), else as the cells look. Blank cells
        change nothing.

        Raises:
            InputError: the file can't be read, has no column of names, or cells contradict a variable's type.
        """
        sheet = open_table(path)
        naming = {what: _column(sheet, words) for what, words in (("case", NAMES), ("group", GROUPS), ("role", ROLES))}
        if naming["case"] is None:
            message = _("{name} has no column that says which case a row is about; call it one of {words}.")
            raise InputError(message.format(name=sheet.name, words=", ".join(NAMES)))
        known = {variable.name: variable for variable in Variables(self._session).all()}
        told = {heading: str(known[heading].type) for heading in sheet.headings if heading in known} | dict(roles)
        told |= {sheet.headings[index]: "skip" for index in naming.values() if index is not None}
        draft = read(path, options=ReadOptions(roles=told))
        if draft.questions:
            # Nobody asked anything here: what looks like the answers to a question is a variable of texts.
            told |= {question.wording: "text" for question in draft.questions}
            draft = read(path, options=ReadOptions(roles=told))
        changes: list[CaseChange] = []
        mismatches: list[Mismatch] = []
        lines: dict[int, int] = {}
        by_name = self._by_name()
        records = (record for record in draft.records() if isinstance(record, CaseDraft))
        for (line, cells), record in zip(sheet.rows(), records, strict=True):
            said = {what: "" if index is None else cells[index] for what, index in naming.items()}
            try:
                case = _found(by_name, said["case"], said["group"])
                if case.id in lines:
                    message = _("'{case}' stands on line {line} already.")
                    raise InputError(message.format(case=shown_line(said["case"]), line=lines[case.id]))
                changes += _changes(line, case, said["role"], record.values)
                lines[case.id] = line
            except (InputError, NotFoundError) as error:
                mismatches.append(Mismatch(line, str(error)))
        used = {change.variable for change in changes}
        fresh = tuple(one for one in draft.variables if one.name not in known and one.name in used)
        return CaseFilePlan(tuple(changes), fresh, tuple(mismatches))

    def take(self, path: Path, *, roles: Mapping[str, str] = _NO_ROLES, skip_mismatches: bool = False) -> CaseFilePlan:
        """Set what the table says, in one act; see `preview`.

        Raises:
            InputError: see `preview`.
            ConflictError: rows fit no case and were not to be skipped, or there is nothing to change.
        """
        plan = self.preview(path, roles)
        if plan.mismatches and not (skip_mismatches and plan.changes):
            raise ConflictError(_told(plan.mismatches))
        if not plan.changes:
            raise ConflictError(_("All of this is known already; nothing was changed."))
        summary = _("set what {file} says of {cases}").format(
            file=shown_line(path.name), cases=plural("{n} case", "{n} cases", plan.n_cases)
        )
        with self._session.act("case import", summary) as act:
            ids = dict(self._session.tuples("SELECT name, id FROM variables"))
            for variable in plan.variables:
                ids[variable.name] = add_variable(self._session, act, variable.name, variable.type, variable.options)
            values = [(one.case.id, ids[one.variable], one.value) for one in plan.changes if one.role is None]
            set_values(self._session, act, values)
            act.update_rows("cases", [(one.case.id, {"role": str(one.role)}) for one in plan.changes if one.role])
        return plan

    def _by_name(self) -> dict[str, list[CaseInfo]]:
        found: dict[str, list[CaseInfo]] = {}
        for case in self._cases.all():
            found.setdefault(case.name, []).append(case)
        return found


def _column(sheet: Sheet, words: Sequence[str]) -> int | None:
    headings = [heading.casefold() for heading in sheet.headings]
    return next((headings.index(word) for word in words if word in headings), None)


def _found(by_name: Mapping[str, list[CaseInfo]], name: str, group: str) -> CaseInfo:
    if not name:
        raise InputError(_("this row names no case."))
    fits = [case for case in by_name.get(name, ()) if not group or case.group == group]
    if not fits:
        wanted = f"{group}/{name}" if group else name
        raise NotFoundError(_("there is no case '{case}' in this project.").format(case=shown_line(wanted)))
    if len(fits) > 1:
        options = ", ".join(shown_line(f"{case.group}/{case.name}") for case in fits)
        raise NotFoundError(_("several cases are called so ({options}); add a column `groep`.").format(options=options))
    return fits[0]


def _changes(line: int, case: CaseInfo, word: str, values: Mapping[str, Value]) -> Iterator[CaseChange]:
    if word:
        role = ROLE_WORDS.get(word.casefold())
        if role is None:
            message = _("'{word}' is no role; use one of {words}.")
            raise InputError(message.format(word=shown_line(word[:40]), words=", ".join(ROLE_WORDS)))
        if role is not case.role:
            yield CaseChange(line, case, "", None, role)
    for name, value in values.items():
        if value.absence is not Absence.BLANK and not _same(value, case.values.get(name)):
            yield CaseChange(line, case, name, value)


def _same(value: Value, there: Value | None) -> bool:
    if there is None:
        return False
    return replace(value, options=()) == replace(there, options=()) and set(value.options) == set(there.options)


def _told(mismatches: Sequence[Mismatch]) -> str:
    first = mismatches[0]
    sentence = plural("{n} row does not fit", "{n} rows do not fit", len(mismatches))
    message = _("{rows} this project (line {line}: {what}); nothing was changed.")
    return message.format(rows=sentence, line=first.line, what=first.what.rstrip("."))
