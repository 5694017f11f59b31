"""Codes that come together: on the same unit, on words that overlap, or with few words between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from codebench.analysis import told
from codebench.analysis.coded import code_tree, codes_of_set
from codebench.analysis.pairing import Passages, pairs_of_units, pairs_within, passages_of
from codebench.analysis.reading import consistent
from codebench.analysis.scope import Scope, ScopeRequest, resolve
from codebench.domain.codetree import CodeNode, CodeTree
from codebench.domain.errors import InputError
from codebench.domain.table import SMALL_N, Cell, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.i18n import _
from codebench.store.connection import Store


class Nearness(StrEnum):
    """When two codes come together."""

    UNIT = "unit"
    OVERLAP = "overlap"
    WORDS = "words"


class Shape(StrEnum):
    """A row for each pair, or a square of codes."""

    PAIRS = "pairs"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True)
class CooccurrenceRequest:
    """Which codes (by path or name; all top codes where none is named, all codes with `every`), and how near.

    `code_set` names a set (by its name) instead: its codes, in its order.
    `words` is how many words may stand between two codings; a square counts cases, or units with `by_units`. Numbers of
    cases below `min_cell` are hidden.
    """

    codes: tuple[str, ...] = ()
    every: bool = False
    nearness: Nearness = Nearness.UNIT
    words: int = 5
    shape: Shape = Shape.PAIRS
    by_units: bool = False
    limit: int = 100
    min_cell: int = 0
    scope: ScopeRequest = field(default_factory=ScopeRequest)
    code_set: str | None = None


def cooccurrence(store: Store, request: CooccurrenceRequest) -> Table:
    """How many units, and cases, have both of two codes; sub-codes rolled up.

    Raises:
        NotFoundError: something that was named does not exist.
        InputError: several coders coded the same units and none was chosen, or fewer than two codes are there.
    """
    return consistent(store, lambda: _table(store, request))


@dataclass(frozen=True, slots=True)
class _Counts:
    """Square arrays by code: units and cases that have both; on the diagonal those that have the code."""

    units: Any
    cases: Any


def _table(store: Store, request: CooccurrenceRequest) -> Table:
    scope = resolve(store, request.scope)
    tree = code_tree(store)
    codes = _chosen(store, tree, request)
    passages = passages_of(store, scope, tree, codes, with_places=request.nearness is not Nearness.UNIT)
    if request.nearness is Nearness.UNIT:
        units, cases = pairs_of_units(passages, len(codes), scope)
    else:
        gap = request.words if request.nearness is Nearness.WORDS else None
        units, cases = pairs_within(store, passages, len(codes), scope, gap)
    used = units.diagonal().nonzero()[0]
    empty = len(codes) - len(used)
    codes = [codes[i] for i in used]
    counts = _Counts(units[used][:, used], cases[used][:, used])
    rows, notes = (_pairs if request.shape is Shape.PAIRS else _square)(tree, codes, counts, scope, request)
    return Table(
        title=_("Codes that come together"),
        columns=_columns(tree, codes, request),
        rows=tuple(rows),
        rule=told.rule(*_rules(scope, request)),
        n=told.n_of(scope, request.scope.of),
        notes=(
            *notes,
            _("Not tested: codes that come together in one text are no independent draws."),
            *_hidden_note(request),
            *told.of_set(request.code_set),
            *_of_passages(passages),
            *told.empty_codes(empty),
        ),
    )


def _chosen(store: Store, tree: CodeTree, request: CooccurrenceRequest) -> list[CodeNode]:
    members = codes_of_set(store, request.code_set)
    if members is not None:
        if request.codes or request.every:
            raise InputError(_("Name a set, or codes, or take all of them: one of these."))
        found = [tree[code] for code in members]
    elif request.codes:
        found = list(dict.fromkeys(tree.find(path) for path in request.codes))
    else:
        found = [node for node, depth in tree.walk() if request.every or depth == 0]
    if len(found) < 2:
        raise InputError(_("It takes two codes to come together: name some with --with-code, or take all of them."))
    return found


def _related(tree: CodeTree, first: CodeNode, second: CodeNode) -> bool:
    return first in tree.ancestors(second.id) or second in tree.ancestors(first.id)


def _pairs(
    tree: CodeTree, codes: Sequence[CodeNode], counts: _Counts, scope: Scope, request: CooccurrenceRequest
) -> tuple[list[Row], list[str]]:
    found = []
    for i, first in enumerate(codes):
        for j in (counts.units[i, i + 1 :] > 0).nonzero()[0] + i + 1:
            if not _related(tree, first, codes[j]):
                found.append((int(counts.cases[i, j]), int(counts.units[i, j]), i, int(j)))
    found.sort(key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3]))
    of = scope.base.bit_count()
    rows = []
    for cases, units, i, j in found[: request.limit]:
        either = int(counts.units[i, i] + counts.units[j, j]) - units
        figures: tuple[Cell, ...] = (cases, Share(cases, of), units, int(counts.units[i, i]), int(counts.units[j, j]))
        jaccard: Cell = units / either if either >= SMALL_N else Share(units, either)
        if cases < request.min_cell:
            figures, jaccard = (_gone(request),) * 5, _gone(request)
        rows.append(Row((tree.path(codes[i].id), tree.path(codes[j].id), *figures, jaccard)))
    notes = []
    if len(found) > request.limit:
        notes.append(_("Shown are the first {n} of {all} pairs.").format(n=request.limit, all=len(found)))
    return rows, notes


def _square(
    tree: CodeTree, codes: Sequence[CodeNode], counts: _Counts, scope: Scope, request: CooccurrenceRequest
) -> tuple[list[Row], list[str]]:
    del scope
    shown = counts.units if request.by_units else counts.cases
    rows = []
    for i, first in enumerate(codes):
        # numpy's own whole numbers would be no cells of a table.
        cells: list[Cell] = []
        for j, second in enumerate(codes):
            n, cases = int(shown[i, j]), int(counts.cases[i, j])
            if i != j and _related(tree, first, second):
                cells.append(Undefined(_("one is a sub-code of the other")))
            elif 0 < cases < request.min_cell:
                cells.append(_gone(request))
            else:
                cells.append(n)
        rows.append(Row((tree.path(first.id), *cells)))
    return rows, [_("On the diagonal: all that have the code.")]


def _gone(request: CooccurrenceRequest) -> Undefined:
    return Undefined(_("hidden: fewer than {n} cases").format(n=request.min_cell))


def _columns(tree: CodeTree, codes: Sequence[CodeNode], request: CooccurrenceRequest) -> tuple[Column, ...]:
    if request.shape is Shape.MATRIX:
        group = _("Units") if request.by_units else _("Cases")
        return (Column(_("Code")), *(Column(tree.path(code.id), ColumnKind.COUNT, group) for code in codes))
    together = _("Both")
    return (
        Column(_("Code")),
        Column(_("And")),
        Column(_("Cases"), ColumnKind.COUNT, together),
        Column("%", ColumnKind.SHARE, together),
        Column(_("Units"), ColumnKind.COUNT, together),
        Column(_("the one"), ColumnKind.COUNT, _("Units in all")),
        Column(_("the other"), ColumnKind.COUNT, _("Units in all")),
        Column("Jaccard", ColumnKind.NUMBER),
    )


def _rules(scope: Scope, request: CooccurrenceRequest) -> Iterator[str]:
    yield {
        Nearness.UNIT: _("two codes come together where one unit has both"),
        Nearness.OVERLAP: _("two codes come together where their codings share a character within one unit"),
        Nearness.WORDS: _("two codes come together where at most {n} words of one unit stand between their codings"),
    }[request.nearness].format(n=request.words)
    yield _("each unit counts once per pair, each case once where one of its units has both")
    yield _("sub-codes are rolled up (as a union)")
    if request.shape is Shape.PAIRS:
        yield _("Jaccard: units with both among units with either (Jaccard 1901)")
    yield told.left_out()
    yield scope.layer.in_words()
    yield scope.material
    yield told.weighted(None)


def _hidden_note(request: CooccurrenceRequest) -> Iterator[str]:
    if request.min_cell:
        yield _("Hidden: pairs of fewer than {n} cases.").format(n=request.min_cell)


def _of_passages(passages: Passages) -> Iterator[str]:
    if passages.outside:
        yield _("{n} units with codings are of cases without a reviewed unit, and are left out.").format(
            n=passages.outside
        )
