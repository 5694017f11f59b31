"""New codes per document, in the order of the data, beside what other orders of the same documents would give.

It describes how codes came in. It does not say that nothing is left to find.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from codebench.analysis import told
from codebench.analysis.arrays import once
from codebench.analysis.coded import code_tree, codes_of_set
from codebench.analysis.reading import by_window, consistent, documents_of_units, in_order
from codebench.analysis.scope import Scope, ScopeRequest, resolve
from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Table
from codebench.i18n import _, plural
from codebench.store.connection import Store

ORDERS = 500
SEED = 1
_ROWS = 50
_BAND = (2.5, 50, 97.5)
_EARLY = 1_024  # so many documents at the beginning of an order
_SURE = 5  # hold so many of a common code on average: all but 7 in 1,000 are found there


@dataclass(frozen=True, slots=True)
class NewCodesRequest:
    """Over which material; how many documents make a row (as many as it takes for 50 rows where nothing is said).

    `is_given` where the codebook was there before the material: then new codes say nothing, and are refused. Of a
    `code_set`, by its name, only the codes are counted, each with its sub-codes.
    """

    step: int | None = None
    is_given: bool = False
    seed: int = SEED
    scope: ScopeRequest = field(default_factory=ScopeRequest)
    code_set: str | None = None


def new_codes(store: Store, request: NewCodesRequest) -> Table:
    """A row per document (or per so many): its codes, those that none before it has, and all so far with a band.

    Raises:
        InputError: the codebook was given, no document is reviewed, or several coders coded the same units and none
            was chosen.
        NotFoundError: something that was named does not exist.
    """
    if request.is_given:
        raise InputError(
            _(
                "New codes per document are counted for codes that came out of the material. With a given codebook"
                " every code was there before the first document, so the curve would say nothing of it."
            )
        )
    return consistent(store, lambda: _table(store, request))


def _table(store: Store, request: NewCodesRequest) -> Table:
    members = codes_of_set(store, request.code_set)
    scope = resolve(store, request.scope)
    documents, names = _documents(store, scope)
    if not documents:
        raise InputError(_("No document of this material has a reviewed unit yet."))
    codes = _codes_of(store, scope, documents, members)
    n = len(documents)
    step = request.step or ceil(n / _ROWS)
    firsts = sorted(int(at[0]) for at in codes)
    after = [min(low + step, n) - 1 for low in range(0, n, step)]
    band = permuted(codes, n, after, request.seed)
    rows = []
    for low, last, percentiles in zip(range(0, n, step), after, band.T.tolist(), strict=True):
        here = sum(bool(at.searchsorted(low) < at.searchsorted(last, "right")) for at in codes)
        label = names[low] if last == low else _("{first} … {last}").format(first=names[low], last=names[last])
        so_far = bisect_left(firsts, last + 1)
        figures: list[Cell] = [last + 1, here, so_far - bisect_left(firsts, low), so_far]
        rows.append(Row((label, *figures, *map(int, percentiles))))
    return Table(
        title=_("New codes per document"),
        columns=_columns(),
        rows=tuple(rows),
        rule=told.rule(*_rules(scope, request, step)),
        n=_("N = {documents} with {codes}.").format(
            documents=plural("{n} document", "{n} documents", n), codes=plural("{n} code", "{n} codes", len(codes))
        ),
        notes=(
            *told.of_set(request.code_set),
            _(
                "This describes how codes came in, in this order and by this coding. It is no proof that nothing is"
                " left to find: what was not asked, or not heard, is not in it."
            ),
        ),
    )


def _documents(store: Store, scope: Scope) -> tuple[list[int], list[str]]:
    """The documents with a reviewed unit of somebody who counts, in the order of the data, and their names."""
    import numpy

    reviewed = scope.layer.reviewed(store)
    is_reviewed = numpy.zeros(len(scope.place), dtype=bool)
    is_reviewed[reviewed] = scope.are_cases(scope.place[reviewed])
    units, document_of = documents_of_units(store)
    there = set(once(document_of[is_reviewed[units]]).tolist())
    query = (
        "SELECT document_id AS document, ifnull(name, '') AS name, position FROM view_documents"
        " WHERE document_id > :low AND document_id <= :high"
    )
    found = zip(*by_window(store, query, ["position", "document", "name"], "documents"), strict=True)
    ordered = sorted((position, document, name) for position, document, name in found if document in there)
    return [document for _position, document, _name in ordered], [name for _position, _document, name in ordered]


def _codes_of(store: Store, scope: Scope, documents: list[int], members: list[int] | None) -> list[Any]:
    """For each code that was given an array of the documents, by their place among these, that have it.

    Of `members` each counts with its sub-codes; else every code by itself.
    """
    import numpy

    units, document_of = documents_of_units(store)
    order = numpy.full(document_of.max(initial=0) + 1, -1)
    order[documents] = numpy.arange(len(documents))
    at = numpy.full(len(scope.place), -1)
    at[units] = order[document_of]
    query = (
        "SELECT unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder"
        " ORDER BY is_alone, case_id, coding_id, unit_id"
    )
    tree, found = code_tree(store), dict[int, list[Any]]()
    wanted = [node.id for node, _depth in tree.walk()] if members is None else members
    under = {code: [code] if members is None else [node.id for node in tree.subtree(code)] for code in wanted}
    for coder in scope.layer.coders:
        places = scope.places_of(coder)
        counts = numpy.where(scope.are_cases(places), at, -1)
        for code, below in under.items():
            for each in below:
                units = in_order(store, query, ["unit_id"], {"code": each, "coder": coder}, arrays=True)[0]
                found.setdefault(code, []).append(counts[units])
    parts = (numpy.unique(numpy.concatenate(each)) for each in found.values())
    return [there for part in parts if len(there := part[part >= 0])]


def permuted(codes: Sequence[Any], n: int, after: Sequence[int], seed: int = SEED, orders: int = ORDERS) -> Any:
    """The 2.5th, 50th and 97.5th percentiles of the codes so far, over random orders: an array of 3 × `after`.

    `codes` are arrays of the documents (from 0, below `n`) that have each code; `after` says after which of them, by
    their place in an order, it is counted. The curve of a species-accumulation under random orders of the samples
    (Gotelli and Colwell 2001), by drawing.
    """
    import numpy

    if not codes:
        return numpy.zeros((len(_BAND), len(after)))
    random = numpy.random.default_rng(seed)
    # A code of many documents comes early in any order: it is looked for among the first of them, and not in all.
    common = [code for code, at in enumerate(codes) if len(at) * _EARLY >= _SURE * n]
    rare = [code for code, at in enumerate(codes) if len(at) * _EARLY < _SURE * n]
    has = numpy.zeros((n, len(common)), dtype=bool)
    for column, code in enumerate(common):
        has[codes[code], column] = True
    flat = numpy.concatenate([codes[code] for code in rare] or [numpy.zeros(0, dtype=numpy.int64)])
    starts = numpy.cumsum([0, *(len(codes[code]) for code in rare)])[:-1]
    curves = numpy.empty((orders, len(after)), dtype=numpy.int64)
    for i in range(orders):
        position = random.permutation(n)
        order = numpy.empty_like(position)
        order[position] = numpy.arange(n)
        early = has[order[:_EARLY]]
        first = early.argmax(axis=0)
        for column in numpy.flatnonzero(~early.any(axis=0)).tolist():
            first[column] = position[codes[common[column]]].min()
        if rare:
            first = numpy.concatenate([first, numpy.minimum.reduceat(position[flat], starts)])
        curves[i] = numpy.searchsorted(numpy.sort(first), after, "right")
    return numpy.percentile(curves, _BAND, axis=0, method="nearest")


def _columns() -> tuple[Column, ...]:
    orders = _("So far, in other orders")
    return (
        Column(_("Document")),
        Column(_("Documents"), ColumnKind.COUNT),
        Column(_("Codes"), ColumnKind.COUNT),
        Column(_("New"), ColumnKind.COUNT),
        Column(_("So far"), ColumnKind.COUNT),
        *(Column(f"{told.decimal(each)} %", ColumnKind.COUNT, orders) for each in _BAND),
    )


def _rules(scope: Scope, request: NewCodesRequest, step: int) -> Iterator[str]:
    if request.code_set is None:
        yield _("a code is new where no document before it in the order of the data has it, each code by itself")
    else:
        yield _("a code is new where no document before it in the order of the data has it, or a sub-code of it")
    if step > 1:
        yield _("a row is {n} documents").format(n=step)
    yield _("the band holds 95 % of {n} random orders of these documents (seed {seed})").format(
        n=ORDERS, seed=request.seed
    )
    yield told.left_out()
    yield scope.layer.in_words()
    yield scope.material
