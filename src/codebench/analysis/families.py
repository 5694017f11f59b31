"""Two families of codes side by side (what helps, what hinders), each ranked by how many cases have a code of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from codebench.analysis import told
from codebench.analysis.coded import Coded, coded
from codebench.analysis.compared import heading
from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.reading import consistent
from codebench.analysis.scope import Crowd, ScopeRequest, resolve
from codebench.domain.codetree import CodeNode
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.store.connection import Store


@dataclass(frozen=True, slots=True)
class FamiliesRequest:
    """Two codes by path or name, whose sub-codes are ranked beside each other; by a variable where one is named."""

    first: str
    second: str
    by: str | None = None
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class _Member:
    """A code of a family with the cases that have it."""

    name: str
    cases: Crowd


def families(store: Store, request: FamiliesRequest) -> Table:
    """The sub-codes of two codes, each family from the one that most cases have; the codes themselves come first.

    Raises:
        NotFoundError: something that was named does not exist.
        InputError: several coders coded the same units and none was chosen, the variable has no categories, or a name
            stands for several codes.
    """
    return consistent(store, lambda: _table(store, request))


def _table(store: Store, request: FamiliesRequest) -> Table:
    scope = resolve(store, request.scope)
    groups = groups_by(store, request.by, scope)
    found = coded(store, scope)
    roots = [found.tree.find(request.first), found.tree.find(request.second)]
    sizes = groups.spread(scope.base)
    both = [_members(found, root, scope.base) for root in roots]
    width = 1 + 2 * len(sizes)
    rows = []
    for rank, pair in enumerate(zip_longest(*both)):
        cells: list[Cell] = [None if rank == 0 else rank]
        for member in pair:
            cells += [None] * width if member is None else _cells(member, groups, sizes)
        rows.append(Row(tuple(cells)))
    names = [shown_line(root.name) for root in roots]
    return Table(
        title=_("{first} beside {second}").format(first=names[0], second=names[1]),
        columns=(
            Column(_("Rank"), ColumnKind.COUNT),
            *(column for name in names for column in _columns(name, groups, sizes)),
        ),
        rows=tuple(rows),
        rule=told.rule(
            told.counts_once(scope.level, _("code")),
            _("sub-codes are rolled up (as a union)"),
            _("ranked by all cases, within each family"),
            _("a case may have several codes, so columns may add up to more than 100 %"),
            told.left_out(),
            scope.layer.in_words(),
            scope.material,
            told.weighted(None),
        ),
        n=told.n_of(scope, request.scope.of),
        notes=(
            *_in_both(both),
            _("Not tested: a case may have codes of both families, so they are no groups of cases."),
            *told.of_cases(scope, groups, found.everything),
        ),
    )


def _members(found: Coded, root: CodeNode, base: Crowd) -> list[_Member]:
    """The family as a whole, then the codes right under it."""
    members = [_Member(child.name, found.below(child.id).cases & base) for child in found.tree.children(root.id)]
    members.sort(key=lambda member: -member.cases.bit_count())
    return [_Member(root.name, found.below(root.id).cases & base), *members]


def _cells(member: _Member, groups: Groups, sizes: list[int]) -> list[Cell]:
    cells: list[Cell] = [member.name]
    for n, of in zip(groups.spread(member.cases), sizes, strict=True):
        cells += [n, Share(n, of)]
    return cells


def _columns(name: str, groups: Groups, sizes: list[int]) -> Iterator[Column]:
    yield Column(_("Code"), ColumnKind.TEXT, name)
    for label, n in zip((_("Total"), *groups.labels), sizes, strict=True):
        group = f"{name} · {heading(label, n)}"
        yield Column(_("Cases"), ColumnKind.COUNT, group)
        yield Column("%", ColumnKind.SHARE, group)


def _in_both(both: list[list[_Member]]) -> Iterator[str]:
    first, second = both[0][0], both[1][0]
    yield plural(
        "{n} case has codes of both families.",
        "{n} cases have codes of both families.",
        (first.cases & second.cases).bit_count(),
    )
