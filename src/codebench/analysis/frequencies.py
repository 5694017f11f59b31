"""Frequencies: how often each code was given, by codings or by cases, overall or by the values of a variable."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.analysis.scope import Scope, ScopeRequest, pages, resolve
from codebench.domain.codetree import CodeNode, CodeTree
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table
from codebench.domain.text import shown_line
from codebench.domain.variables import VariableType
from codebench.i18n import _, plural
from codebench.store.connection import Store


class Base(StrEnum):
    """What is counted."""

    CASES = "cases"
    CODINGS = "codings"


@dataclass(frozen=True, slots=True)
class FrequencyRequest:
    """What to count, over which material, and by which variable (its name) to split it."""

    base: Base = Base.CASES
    by: str | None = None
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class _Groups:
    """The values that a table is split by: their labels in order, and the cases in each."""

    labels: tuple[str, ...] = ()
    cases: tuple[frozenset[int], ...] = ()

    def spread(self, cases: set[int]) -> list[int]:
        """How many of the cases there are, and how many in each group."""
        return [len(cases), *(len(cases & group) for group in self.cases)]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for a code: its cases at the level of the count; its codings, in all and by group."""

    cases: set[int]
    codings: list[int]


def frequencies(store: Store, request: FrequencyRequest) -> Table:
    """The frequency table, with its rule, its N and notes.

    Cases: each case at the named level counts once per code if one of its codings (or of a sub-code's) stands;
    the base is the cases with at least one reviewed unit. Codings: each coding counts once, whatever was reviewed.

    The reads are short, so that a coding act never waits; if something was written meanwhile, it is counted anew.

    Raises:
        InputError: several coders coded the same units and none was chosen, or the variable has no categories.
        NotFoundError: something that was named does not exist.
    """
    for _attempt in range(5):
        head = store.value("SELECT max(id) FROM events")
        table = _count(store, request)
        if store.value("SELECT max(id) FROM events") == head:
            break
    return table


def _count(store: Store, request: FrequencyRequest) -> Table:
    scope = resolve(store, request.scope)
    tree = CodeTree(
        CodeNode(*row)
        for row in store.tuples("SELECT id, parent_id, name, position FROM codes WHERE status = 'active'")
    )
    groups = _groups(store, request.by, scope)
    by_cases = request.base is Base.CASES
    direct = {node.id: _of_code(store, scope, groups, node.id) for node, _depth in tree.walk()}
    outside = len(set().union(*(found.cases for found in direct.values())) & scope.waiting)
    codings = [sum(column) for column in zip(*(found.codings for found in direct.values()), strict=True)]
    totals = groups.spread(scope.base) if by_cases else codings or groups.spread(set())
    rows: list[Row] = []
    empty = 0
    used = False
    for node, depth in tree.walk():
        below = [direct[code.id] for code in tree.subtree(node.id)]
        if depth == 0:
            used = any(found.codings[0] for found in below)
        if not used:
            empty += 1
            continue
        rows.append(Row((node.name, *_cells(scope, groups, below, totals, by_cases)), depth))
    return Table(
        title=_title(request),
        columns=_columns(groups, totals, by_cases),
        rows=tuple(rows),
        rule=_rule(scope, by_cases),
        n=_n(scope, totals, by_cases),
        notes=tuple(_notes(groups, empty, outside if by_cases else 0)),
    )


def _of_code(store: Store, scope: Scope, groups: _Groups, code_id: int) -> _Found:
    case_of = scope.case_of
    coders = ", ".join(map(str, scope.coders)) or "0"
    where = f"code_id = ? AND coder_id IN ({coders}){scope.filter}"
    alone = [
        row
        for row in store.tuples(
            f"SELECT case_id, count(*) FROM coding_units WHERE {where} AND is_alone = 1 GROUP BY case_id", [code_id]
        )
        if row[0] in case_of
    ]
    cases = {case_of[case] for case, _n in alone}
    codings = [sum(n for _case, n in alone)]
    codings += [sum(n for case, n in alone if case_of[case] in group) for group in groups.cases]
    across: dict[int, set[int]] = {}
    query = f"SELECT coding_id, case_id FROM coding_units WHERE {where} AND is_alone = 0"
    for coding_id, case in store.tuples(query, [code_id]):
        if case in case_of:
            across.setdefault(coding_id, set()).add(case_of[case])
    for several in across.values():
        cases |= several
        codings = [n + (found > 0) for n, found in zip(codings, groups.spread(several), strict=True)]
    return _Found(cases, codings)


def _groups(store: Store, by: str | None, scope: Scope) -> _Groups:
    if by is None:
        return _Groups()
    found = store.tuples("SELECT id, type FROM variables WHERE name = ?", [by])
    if not found:
        names = ", ".join(shown_line(row[0]) for row in store.tuples("SELECT name FROM variables ORDER BY position"))
        message = _("There is no variable '{name}'; this project has: {names}.")
        raise NotFoundError(message.format(name=shown_line(by), names=names or "–"))
    variable, kind = found[0]
    if kind not in (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE):
        message = _("'{name}' is a variable of type {kind}: a table goes by a category, multiple or scale variable.")
        raise InputError(message.format(name=shown_line(by), kind=kind))
    options = store.tuples("SELECT id, label FROM variable_options WHERE variable_id = ? ORDER BY position", [variable])
    everyone = scope.base | scope.waiting
    own = _values(store, variable)
    # A value of the group (a school's level) holds for those in it who have none of their own.
    inherited = {
        case: own[above]
        for case, above in store.tuples("SELECT id, parent_id FROM cases WHERE parent_id IS NOT NULL")
        if case not in own and above in own
    }
    members: dict[int | None, set[int]] = {}
    for case in everyone:
        for option in own.get(case) or inherited.get(case) or (None,):
            members.setdefault(option, set()).add(case)
    labelled = [(option, label) for option, label in (*options, (None, _("(no value)"))) if option in members]
    return _Groups(
        labels=tuple(label for _option, label in labelled),
        cases=tuple(frozenset(members[option]) for option, _label in labelled),
    )


def _values(store: Store, variable: int) -> dict[int, tuple[int, ...]]:
    """Per case the options it has of a variable."""
    found: dict[int, tuple[int, ...]] = {}
    query = (
        "SELECT id, case_id, option_id FROM case_values WHERE id > ?"
        f" AND variable_id = {int(variable)} AND option_id IS NOT NULL ORDER BY id"
    )
    for page in pages(store, query):
        for _id, case, option in page:
            found[case] = (*found.get(case, ()), option)
    return found


def _cells(scope: Scope, groups: _Groups, below: list[_Found], totals: list[int], by_cases: bool) -> list[Cell]:
    codings = [sum(column) for column in zip(*(found.codings for found in below), strict=True)]
    if not by_cases:
        return [cell for n, of in zip(codings, totals, strict=True) for cell in (n, Share(n, of))]
    cases = set().union(*(found.cases for found in below)) & scope.base
    cells: list[Cell] = [codings[0]]
    for n, of in zip(groups.spread(cases), totals, strict=True):
        cells += [n, Share(n, of)]
    return cells


def _columns(groups: _Groups, totals: list[int], by_cases: bool) -> tuple[Column, ...]:
    columns = [Column(_("Code"))]
    if by_cases:
        columns.append(Column(_("Codings"), ColumnKind.COUNT))
    n, percent = (_("Cases"), _("% of cases")) if by_cases else (_("Codings"), _("% of codings"))
    if not groups.labels:
        return (*columns, Column(n, ColumnKind.COUNT), Column(percent, ColumnKind.SHARE))
    for label, total in zip((_("Total"), *groups.labels), totals, strict=True):
        group = _("{label} (N = {n})").format(label=label, n=total)
        columns += [Column(n, ColumnKind.COUNT, group), Column("%", ColumnKind.SHARE, group)]
    return tuple(columns)


def _title(request: FrequencyRequest) -> str:
    base = _("cases") if request.base is Base.CASES else _("codings")
    if request.by is None:
        return _("Frequencies of codes by {base}").format(base=base)
    return _("Frequencies of codes by {base} and {variable}").format(base=base, variable=request.by)


def _rule(scope: Scope, by_cases: bool) -> str:
    levels = {
        "person": _("each person counts once per code"),
        "group": _("each group counts once per code"),
        "organisation": _("each organisation counts once per code"),
    }
    counted = levels[scope.level] if by_cases else _("each coding counts once")
    rolled = _("sub-codes are rolled up (as a union)") if by_cases else _("sub-codes are rolled up")
    left_out = _("moderators, groups speaking as one and suggestions are left out")
    return _("Rule: {counted}; {rolled}; {left_out}; {layer}; unweighted.").format(
        counted=counted, rolled=rolled, left_out=left_out, layer=scope.layer()
    )


def _n(scope: Scope, totals: list[int], by_cases: bool) -> str:
    if not by_cases:
        return _("N = {n} codings by {cases}.").format(
            n=totals[0], cases=plural("{n} case", "{n} cases", len(scope.base | scope.waiting))
        )
    kinds = {"person": _("persons"), "group": _("groups"), "organisation": _("organisations")}
    sentence = _("N = {n} {kind} with at least one reviewed unit").format(n=totals[0], kind=kinds[scope.level])
    waiting = plural("{n} is not yet reviewed", "{n} are not yet reviewed", len(scope.waiting))
    return f"{sentence}; {waiting}." if scope.waiting else f"{sentence}."


def _notes(groups: _Groups, empty: int, outside: int) -> Iterable[str]:
    if outside:
        yield plural(
            "{n} case has codings but no reviewed unit, and is not in the count of cases.",
            "{n} cases have codings but no reviewed unit, and are not in the count of cases.",
            outside,
        )
    if sum(len(group) for group in groups.cases) > len(frozenset().union(*groups.cases)):
        yield _("The groups overlap (several values per case): their numbers add up to more than the total.")
    if empty:
        yield plural(
            "{n} code without codings here is left out.", "{n} codes without codings here are left out.", empty
        )
