"""What a count is over: which units, whose codings (the reporting layer), which cases at which level."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural
from codebench.store.connection import Store

# Rows a background read takes at a time: a commit waits for a reader, so no read may last.
PAGE = 4000


@dataclass(frozen=True, slots=True)
class ScopeRequest:
    """Which material and whose work to count.

    `documents` and `questions` (names) narrow the material, `where` the cases (variable name, option label).
    `coder` chooses the reporting layer; without it every unit must have one coder only.
    """

    coder: str | None = None
    documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    level: CaseKind | None = None


@dataclass(slots=True)
class Scope:
    """Material resolved for counting.

    `case_of` maps each counting case to the case that stands for it at `level`; `base` holds those with a reviewed
    unit, `waiting` those without. `filter` is an SQL condition on `unit_id` ("" when all units are in).
    """

    coders: tuple[int, ...]
    coder_names: tuple[str, ...]
    level: CaseKind
    case_of: dict[int, int] = field(default_factory=dict)
    base: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    filter: str = ""
    one_coder_each: bool = False

    def layer(self) -> str:
        """The reporting layer in words."""
        names = ", ".join(shown_line(name) for name in self.coder_names)
        if self.one_coder_each and len(self.coder_names) > 1:
            return _("reporting layer: each unit's only coder ({names})").format(names=names)
        return _("reporting layer: {names}").format(names=names or "–")


def resolve(store: Store, request: ScopeRequest) -> Scope:
    """The scope that a request names.

    Raises:
        NotFoundError: a document, question, variable, option or coder does not exist.
        InputError: several coders coded the same units, and none was chosen.
    """
    scope_filter = _unit_filter(store, request)
    coders, one_each = _layer(store, request, scope_filter)
    level = request.level or _level(store, scope_filter)
    scope = Scope(
        coders=tuple(coders),
        coder_names=tuple(coders.values()),
        level=level,
        filter=scope_filter,
        one_coder_each=one_each,
    )
    parents = {
        row[0]: row[1:]
        for page in pages(store, "SELECT id, kind, role, parent_id FROM cases WHERE id > ? ORDER BY id")
        for row in page
    }
    allowed = _allowed(store, request.where)
    who = ", ".join(map(str, scope.coders)) or "0"
    units = (
        "SELECT u.case_id, max(EXISTS (SELECT 1 FROM review_marks m WHERE m.unit_id = u.id"
        f" AND m.coder_id IN ({who}))) FROM units u WHERE u.case_id > ?"
        f"{scope_filter.replace('unit_id', 'u.id')} GROUP BY u.case_id ORDER BY u.case_id"
    )
    for page in pages(store, units):
        for case_id, is_reviewed in page:
            kind, role, above = parents[case_id]
            if role != "participant" or kind == "collective" or (allowed is not None and case_id not in allowed):
                continue
            stands = case_id
            while kind != level and above is not None:
                stands = above
                kind, _role, above = parents[stands]
            if kind == level:
                scope.case_of[case_id] = stands
                (scope.base if is_reviewed else scope.waiting).add(stands)
    scope.waiting -= scope.base
    return scope


def pages(store: Store, sql: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a SELECT in short reads: its first column is the key, compared with `> ?`."""
    last = 0
    while True:
        rows = store.tuples(f"{sql} LIMIT {PAGE}", [last])
        yield rows
        if len(rows) < PAGE:
            return
        last = rows[-1][0]


def _unit_filter(store: Store, request: ScopeRequest) -> str:
    """A condition on `unit_id`, as SQL that can be added to a WHERE; empty when all active units are in."""
    documents = []
    for name in request.documents:
        found = store.value(
            "SELECT id FROM documents WHERE name = ? AND kind <> 'answer' AND status = 'active'", [name]
        )
        if found is None:
            raise NotFoundError(_("There is no document '{name}'.").format(name=shown_line(name)))
        documents.append(int(found))
    questions = []
    for name in request.questions:
        found = store.tuples("SELECT id FROM questions WHERE name = ? OR wording = ?", [name, name])
        if len(found) != 1:
            raise NotFoundError(_("There is no question '{name}'.").format(name=shown_line(name)))
        questions.append(int(found[0][0]))
    if not documents and not questions:
        hidden = store.value("SELECT 1 FROM documents WHERE status <> 'active' LIMIT 1")
        wanted = "d.status = 'active'" if hidden else ""
    else:
        wanted = (
            f"d.status = 'active' AND (d.id IN ({', '.join(map(str, documents)) or 'NULL'})"
            f" OR d.question_id IN ({', '.join(map(str, questions)) or 'NULL'}))"
        )
    if not wanted:
        return ""
    return (
        " AND EXISTS (SELECT 1 FROM units su JOIN documents d ON d.id = su.document_id"
        f" WHERE su.id = unit_id AND {wanted})"
    )


def _layer(store: Store, request: ScopeRequest, scope_filter: str) -> tuple[dict[int, str], bool]:
    coders = dict(store.tuples("SELECT id, name FROM coders ORDER BY id"))
    if request.coder is not None:
        chosen = {key: name for key, name in coders.items() if name.casefold() == request.coder.casefold()}
        if not chosen:
            raise NotFoundError(_("There is no coder '{name}'.").format(name=shown_line(request.coder)))
        return chosen, False
    worked = [key for key in coders if _has_worked(store, key)]
    if len(worked) <= 1:
        return {key: coders[key] for key in worked}, True
    seen: set[int] = set()
    active: dict[int, str] = {}
    several: set[int] = set()
    for coder_id in worked:
        mine = set(_units_of(store, coder_id, scope_filter))
        if mine:
            active[coder_id] = coders[coder_id]
            several |= mine & seen
            seen |= mine
    if several:
        message = _(
            "{units} coded by several coders ({names}), and coders are never added up:"
            " choose whose work counts (--coder NAME)."
        )
        names = ", ".join(shown_line(name) for name in active.values())
        raise InputError(message.format(units=plural("{n} unit was", "{n} units were", len(several)), names=names))
    return active, True


def _has_worked(store: Store, coder_id: int) -> bool:
    return any(
        store.value(f"SELECT 1 FROM {table} WHERE coder_id = ? LIMIT 1", [coder_id]) is not None
        for table in ("review_marks", "codings")
    )


def _units_of(store: Store, coder_id: int, scope_filter: str) -> Iterator[int]:
    marks = f"SELECT id, unit_id FROM review_marks WHERE id > ? AND coder_id = {coder_id}{scope_filter} ORDER BY id"
    for page in pages(store, marks):
        yield from (row[1] for row in page)
    coded = (
        f"SELECT DISTINCT coding_id, unit_id FROM coding_units WHERE coding_id > ? AND coder_id = {coder_id}"
        f"{scope_filter} ORDER BY coding_id"
    )
    for page in pages(store, coded):
        yield from (row[1] for row in page)


def _level(store: Store, scope_filter: str) -> CaseKind:
    """The level to count at: persons where any speaks, else organisations, else groups."""
    for kind in (CaseKind.PERSON, CaseKind.ORGANISATION, CaseKind.GROUP):
        found = store.value(
            f"SELECT 1 FROM view_units WHERE case_kind = ? AND counts{scope_filter} LIMIT 1", [str(kind)]
        )
        if found is not None:
            return kind
    return CaseKind.PERSON


def _allowed(store: Store, where: tuple[tuple[str, str], ...]) -> set[int] | None:
    """The cases that have each of these values, or whose group has; None when nothing is asked."""
    allowed: set[int] | None = None
    for variable, label in where:
        option = store.value(
            "SELECT o.id FROM variable_options o JOIN variables b ON b.id = o.variable_id"
            " WHERE b.name = ? AND o.label = ?",
            [variable, label],
        )
        if option is None:
            message = _("Variable '{variable}' has no value '{label}' in this project.")
            raise NotFoundError(message.format(variable=shown_line(variable), label=shown_line(label)))
        rows = store.tuples(
            "SELECT case_id FROM case_values WHERE option_id = ? UNION SELECT k.id FROM cases k JOIN case_values w"
            " ON w.case_id = k.parent_id WHERE w.option_id = ?",
            [option, option],
        )
        found = {row[0] for row in rows}
        allowed = found if allowed is None else allowed & found
    return allowed
