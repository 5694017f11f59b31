"""Frequencies: how often each code was given, by codings or by cases, overall or by the values of a variable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.reading import consistent, in_order
from codebench.analysis.scope import OUTSIDE, Crowd, Scope, ScopeRequest, resolve
from codebench.domain.codetree import CodeNode, CodeTree
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table
from codebench.domain.variables import CaseKind
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


@dataclass(slots=True)
class _Found:
    """What was found for a code: its cases; its codings, in all and by group; those of no case, and across turns."""

    cases: Crowd
    codings: list[int]
    nobodys: int = 0
    across: int = 0


def frequencies(store: Store, request: FrequencyRequest) -> Table:
    """The frequency table, with its rule, its N and notes.

    Cases: each case at the named level counts once per code if one of its codings (or of a sub-code's) stands;
    the base is the cases with at least one reviewed unit. Codings: each coding counts once, whatever was reviewed.

    The reads are short, so that a coding act never waits; if something was written meanwhile, it is counted anew.

    Raises:
        InputError: several coders coded the same units and none was chosen, or the variable has no categories.
        NotFoundError: something that was named does not exist.
    """
    return consistent(store, lambda: _count(store, request))


def _count(store: Store, request: FrequencyRequest) -> Table:
    by_cases = request.base is Base.CASES
    scope = resolve(store, request.scope, at_level=by_cases)
    tree = CodeTree(
        CodeNode(*row)
        for row in store.tuples("SELECT id, parent_id, name, position FROM codes WHERE status = 'active'")
    )
    groups = groups_by(store, request.by, scope)
    places = {coder: scope.places_of(coder) for coder in scope.layer.coders}
    direct = {node.id: _of_code(store, scope, places, groups, node.id, by_cases) for node, _depth in tree.walk()}
    everything = _together(direct.values(), groups)
    totals = groups.spread(scope.base) if by_cases else everything.codings
    rows: list[Row] = []
    empty = 0
    used = False
    for node, depth in tree.walk():
        found = _together((direct[code.id] for code in tree.subtree(node.id)), groups)
        if depth == 0:
            used = found.codings[0] > 0
        if not used:
            empty += 1
            continue
        rows.append(Row((node.name, *_cells(scope, groups, found, totals, by_cases)), depth))
    return Table(
        title=_title(request),
        columns=_columns(groups, totals, by_cases),
        rows=tuple(rows),
        rule=_rule(scope, by_cases),
        n=_n(scope, everything, totals, by_cases),
        notes=tuple(_notes(scope, groups, everything, empty, by_cases)),
    )


def _of_code(
    store: Store, scope: Scope, places_of: Mapping[int, list[int]], groups: Groups, code_id: int, by_cases: bool
) -> _Found:
    """What a code has of its own; units count at the place that they have for each coder.

    Only a count of codings asks these by group.
    """
    flags = [] if by_cases else [group.to_bytes(scope.nobody + 1, "little") for group in groups.crowds]
    found = _Found(0, [0] * (1 + len(groups.crowds)))
    across: dict[int, set[int]] = {}
    query = (
        "SELECT coding_id, unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder AND is_alone = :alone"
        " ORDER BY case_id, coding_id, unit_id"
    )
    for coder, place in places_of.items():
        params = {"code": code_id, "coder": coder}
        units = in_order(store, query, ["unit_id"], params | {"alone": 1})[0]
        places = list(map(place.__getitem__, units))
        found.cases |= scope.crowd(places)
        nobodys = places.count(scope.nobody)
        found.nobodys += nobodys
        found.codings[0] += len(places) - places.count(OUTSIDE) - nobodys
        for i, group in enumerate(flags, 1):
            found.codings[i] += sum(map(group.__getitem__, places))
        for coding, unit in zip(*in_order(store, query, ["coding_id", "unit_id"], params | {"alone": 0}), strict=True):
            across.setdefault(coding, set()).add(place[unit])
    for several in across.values():
        counts = bool(several - {OUTSIDE, scope.nobody})
        found.across += counts
        found.nobodys += not counts and scope.nobody in several
        found.codings[0] += counts
        for i, group in enumerate(flags, 1):
            found.codings[i] += any(group[place] for place in several)
    if across:
        found.cases |= scope.crowd(chain.from_iterable(across.values()))
    return found


def _together(parts: Iterable[_Found], groups: Groups) -> _Found:
    """What several codes have together: their cases once, their codings added up."""
    whole = _Found(0, [0] * (1 + len(groups.crowds)))
    for part in parts:
        whole.cases |= part.cases
        whole.codings = [a + b for a, b in zip(whole.codings, part.codings, strict=True)]
        whole.nobodys += part.nobodys
        whole.across += part.across
    return whole


def _cells(scope: Scope, groups: Groups, found: _Found, totals: list[int], by_cases: bool) -> list[Cell]:
    if not by_cases:
        return [cell for n, of in zip(found.codings, totals, strict=True) for cell in (n, Share(n, of))]
    cells: list[Cell] = [found.codings[0]]
    for n, of in zip(groups.spread(found.cases & scope.base), totals, strict=True):
        cells += [n, Share(n, of)]
    return cells


def _columns(groups: Groups, totals: list[int], by_cases: bool) -> tuple[Column, ...]:
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
        CaseKind.PERSON: _("each person counts once per code"),
        CaseKind.GROUP: _("each group counts once per code"),
        CaseKind.ORGANISATION: _("each organisation counts once per code"),
    }
    counted = levels[scope.level] if scope.level is not None else _("each coding counts once")
    rolled = _("sub-codes are rolled up (as a union)") if by_cases else _("sub-codes are rolled up")
    left_out = _("moderators, speakers who are not one person (allen, onbekend) and suggestions are left out")
    return _("Rule: {counted}; {rolled}; {left_out}; {layer}; {material}; unweighted.").format(
        counted=counted, rolled=rolled, left_out=left_out, layer=scope.layer.in_words(), material=scope.material
    )


def _n(scope: Scope, everything: _Found, totals: list[int], by_cases: bool) -> str:
    if not by_cases:
        codings = plural("N = {n} coding", "N = {n} codings", totals[0])
        cases = plural("{n} case", "{n} cases", everything.cases.bit_count())
        return _("{codings} by {cases}.").format(codings=codings, cases=cases)
    kinds = {
        CaseKind.PERSON: _("persons"),
        CaseKind.GROUP: _("groups"),
        CaseKind.ORGANISATION: _("organisations"),
    }
    kind = kinds[scope.level or CaseKind.PERSON]
    sentence = _("N = {n} {kind} with at least one reviewed unit").format(n=totals[0], kind=kind)
    n_waiting = scope.waiting.bit_count()
    waiting = plural("{n} is not yet reviewed", "{n} are not yet reviewed", n_waiting)
    return f"{sentence}; {waiting}." if n_waiting else f"{sentence}."


def _notes(scope: Scope, groups: Groups, everything: _Found, empty: int, by_cases: bool) -> Iterable[str]:
    outside = (everything.cases & scope.waiting).bit_count() if by_cases else 0
    if outside:
        yield plural(
            "{n} case has codings but no reviewed unit, and is not in the count of cases.",
            "{n} cases have codings but no reviewed unit, and are not in the count of cases.",
            outside,
        )
    if by_cases and scope.together:
        yield _("Speakers of one group spoke in each other's presence: they are no independent cases.")
    counted = scope.base if by_cases else everything.cases
    if groups.overlap(counted):
        yield _("The groups overlap (several values per case): their numbers add up to more than the total.")
    if everything.across:
        yield plural(
            "{n} coding runs across turns: it counts for each participant of whose turn it covers a word.",
            "{n} codings run across turns: each counts for each participant of whose turn it covers a word.",
            everything.across,
        )
    if everything.nobodys:
        yield plural(
            "{n} coding is in no count: nobody who counts said it (a moderator, allen, onbekend, no known speaker).",
            "{n} codings are in no count: nobody who counts said it (a moderator, allen, onbekend, no known speaker).",
            everything.nobodys,
        )
    if scope.stray:
        yield plural(
            "{n} case is in no count: it is not of the level that is counted, and belongs to no case that is.",
            "{n} cases are in no count: they are not of the level that is counted, and belong to no case that is.",
            scope.stray,
        )
    if scope.absent:
        kinds = ", ".join(f"{kind} {n}" for kind, n in scope.absent.items())
        n_absent = sum(scope.absent.values())
        yield plural(
            "{n} answer holds nothing to code ({{kinds}}) and is kept apart.",
            "{n} answers hold nothing to code ({{kinds}}) and are kept apart.",
            n_absent,
        ).format(kinds=kinds)
    if empty:
        yield plural(
            "{n} code without codings here is left out.", "{n} codes without codings here are left out.", empty
        )
