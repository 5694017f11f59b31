"""Two families of codes side by side (what helps, what hinders), each ranked by how many cases have a code of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from codebench.analysis import told
from codebench.analysis.coded import Coded, coded
from codebench.analysis.compared import heading
from codebench.analysis.crowds import Crowd
from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.reading import consistent
from codebench.analysis.scope import ScopeRequest, resolve
from codebench.analysis.suppression import Hidden, hidden_line, hidden_note, is_small, withheld
from codebench.domain.codetree import CodeNode
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.store.connection import Store


@dataclass(frozen=True, slots=True)
class FamiliesRequest:
    """Two codes by path or name, whose sub-codes are ranked beside each other; by a variable where one is named.

    With `min_cell` cells that stand for fewer cases are hidden.
    """

    first: str
    second: str
    by: str | None = None
    min_cell: int = 0
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class _Member:
    """A code of a family with the cases that have it: how many in all and in each group, and what is hidden of that."""

    name: str
    cases: Crowd
    counts: list[int]
    hide: Hidden


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

    def member(code: CodeNode) -> _Member:
        cases = found.below(code.id).cases & scope.base
        counts = groups.spread(cases)
        return _Member(code.name, cases, counts, hidden_line(counts, sizes, request.min_cell))

    both = [_members(found, root, member) for root in roots]
    width = 1 + 2 * len(sizes)
    rows = []
    for rank, pair in enumerate(zip_longest(*both)):
        cells: list[Cell] = [None if rank == 0 else rank]
        for each in pair:
            cells += [None] * width if each is None else _cells(each, sizes, request.min_cell)
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
            *_in_both(both, scope.base.bit_count(), request.min_cell),
            _("Not tested: a case may have codes of both families, so they are no groups of cases."),
            *(hidden_note(request.min_cell) if any(each.hide.any for members in both for each in members) else ()),
            *told.of_cases(scope, groups, found.everything),
        ),
    )


def _members(found: Coded, root: CodeNode, member: Callable[[CodeNode], _Member]) -> list[_Member]:
    """The family as a whole, then the codes right under it."""
    members = [member(child) for child in found.tree.children(root.id)]
    # A place among the others would tell a number that is hidden: those come last.
    members.sort(key=lambda each: 1 if each.hide.total else -each.counts[0])
    return [member(root), *members]


def _cells(member: _Member, sizes: list[int], least: int) -> list[Cell]:
    cells: list[Cell] = [member.name]
    hides = (member.hide.total, *member.hide.groups)
    for n, of, is_hidden in zip(member.counts, sizes, hides, strict=True):
        cells += [withheld(least), withheld(least)] if is_hidden else [n, Share(n, of)]
    return cells


def _columns(name: str, groups: Groups, sizes: list[int]) -> Iterator[Column]:
    yield Column(_("Code"), ColumnKind.TEXT, name)
    for label, n in zip((_("Total"), *groups.labels), sizes, strict=True):
        group = f"{name} · {heading(label, n)}"
        yield Column(_("Cases"), ColumnKind.COUNT, group)
        yield Column("%", ColumnKind.SHARE, group)


def _in_both(both: list[list[_Member]], of: int, least: int) -> Iterator[str]:
    first, second = both[0][0], both[1][0]
    n = (first.cases & second.cases).bit_count()
    if least and (first.hide.total or second.hide.total or is_small(n, of, least)):
        return
    yield plural("{n} case has codes of both families.", "{n} cases have codes of both families.", n)
