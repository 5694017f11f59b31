"""New codes per document, in the order of the data, beside what other orders of the same documents would give.

It describes how codes came in. It does not say that nothing is left to find.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from codebench.analysis import told
from codebench.analysis.coded import code_tree
from codebench.analysis.reading import by_window, consistent, in_order
from codebench.analysis.scope import Scope, ScopeRequest, resolve
from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Table
from codebench.i18n import _, plural
from codebench.store.connection import Store

ORDERS = 500
SEED = 1
_ROWS = 50
_BAND = (2.5, 50, 97.5)


@dataclass(frozen=True, slots=True)
class NewCodesRequest:
    """Over which material; how many documents make a row (as many as it takes for 50 rows where nothing is said).

    `is_given` where the codebook was there before the material: then new codes say nothing, and are refused.
    """

    step: int | None = None
    is_given: bool = False
    seed: int = SEED
    scope: ScopeRequest = field(default_factory=ScopeRequest)


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
    scope = resolve(store, request.scope)
    documents, names = _documents(store, scope)
    if not documents:
        raise InputError(_("No document of this material has a reviewed unit yet."))
    codes = _codes_of(store, scope, {document: i for i, document in enumerate(documents)})
    n = len(documents)
    step = request.step or ceil(n / _ROWS)
    new = _first(codes, n)
    band = permuted(codes, n, request.seed)
    rows = []
    for low in range(0, n, step):
        last = min(low + step, n) - 1
        here = sum(bisect_left(at, low) < bisect_left(at, last + 1) for at in codes.values())
        label = names[low] if last == low else _("{first} … {last}").format(first=names[low], last=names[last])
        figures: list[Cell] = [last + 1, here, sum(new[low : last + 1]), sum(new[: last + 1])]
        rows.append(Row((label, *figures, *(int(band[k][last]) for k in range(len(_BAND))))))
    return Table(
        title=_("New codes per document"),
        columns=_columns(),
        rows=tuple(rows),
        rule=told.rule(*_rules(scope, request, step)),
        n=_("N = {documents} with {codes}.").format(
            documents=plural("{n} document", "{n} documents", n), codes=plural("{n} code", "{n} codes", len(codes))
        ),
        notes=(
            _(
                "This describes how codes came in, in this order and by this coding. It is no proof that nothing is"
                " left to find: what was not asked, or not heard, is not in it."
            ),
        ),
    )


def _documents(store: Store, scope: Scope) -> tuple[list[int], list[str]]:
    """The documents with a reviewed unit of somebody who counts, in the order of the data, and their names."""
    reviewed = {unit for unit in scope.layer.reviewed(store) if scope.is_case(scope.place[unit])}
    query = "SELECT id AS unit, document_id AS document FROM units WHERE id > :low AND id <= :high"
    units, documents = by_window(store, query, ["unit", "document"], "units")
    there = {document for unit, document in zip(units, documents, strict=True) if unit in reviewed}
    query = (
        "SELECT document_id AS document, ifnull(name, '') AS name, position FROM view_documents"
        " WHERE document_id > :low AND document_id <= :high"
    )
    found = zip(*by_window(store, query, ["position", "document", "name"], "documents"), strict=True)
    ordered = sorted((position, document, name) for position, document, name in found if document in there)
    return [document for _position, document, _name in ordered], [name for _position, _document, name in ordered]


def _codes_of(store: Store, scope: Scope, place: dict[int, int]) -> dict[int, list[int]]:
    """For each code that was given the documents, by their place in the order, that have it."""
    query = "SELECT id AS unit, document_id AS document FROM units WHERE id > :low AND id <= :high"
    document_of = dict(zip(*by_window(store, query, ["unit", "document"], "units"), strict=True))
    query = (
        "SELECT unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder"
        " ORDER BY is_alone, case_id, coding_id, unit_id"
    )
    found: dict[int, list[int]] = {}
    for coder in scope.layer.coders:
        places = scope.places_of(coder)
        for node, _depth in code_tree(store).walk():
            units = in_order(store, query, ["unit_id"], {"code": node.id, "coder": coder})[0]
            documents = {document_of[unit] for unit in units if scope.is_case(places[unit])}
            there = {place[document] for document in documents & place.keys()}
            if there:
                found[node.id] = sorted(there.union(found.get(node.id, ())))
    return found


def _first(codes: dict[int, list[int]], n: int) -> list[int]:
    """How many codes each document is the first to have."""
    new = [0] * n
    for at in codes.values():
        new[min(at)] += 1
    return new


def permuted(codes: dict[int, list[int]], n: int, seed: int = SEED, orders: int = ORDERS) -> Any:
    """The 2.5th, 50th and 97.5th percentiles (an array of 3 × n) of the codes so far, over random orders.

    The curve of a species-accumulation under random orders of the samples (Gotelli and Colwell 2001), by drawing.
    """
    import numpy

    if not codes:
        return numpy.zeros((len(_BAND), n))
    random = numpy.random.default_rng(seed)
    flat = numpy.concatenate([numpy.array(at) for at in codes.values()])
    starts = numpy.cumsum([0, *(len(at) for at in codes.values())])[:-1]
    curves = numpy.empty((orders, n), dtype=numpy.int64)
    for i in range(orders):
        first = numpy.minimum.reduceat(random.permutation(n)[flat], starts)
        curves[i] = numpy.cumsum(numpy.bincount(first, minlength=n))
    return numpy.percentile(curves, _BAND, axis=0, method="nearest")


def _columns() -> tuple[Column, ...]:
    orders = _("So far, in other orders")
    return (
        Column(_("Document")),
        Column(_("Documents"), ColumnKind.COUNT),
        Column(_("Codes"), ColumnKind.COUNT),
        Column(_("New"), ColumnKind.COUNT),
        Column(_("So far"), ColumnKind.COUNT),
        *(Column(f"{each:g} %", ColumnKind.COUNT, orders) for each in _BAND),
    )


def _rules(scope: Scope, request: NewCodesRequest, step: int) -> Iterator[str]:
    yield _("a code is new where no document before it in the order of the data has it, each code by itself")
    if step > 1:
        yield _("a row is {n} documents").format(n=step)
    yield _("the band holds 95 % of {n} random orders of these documents (seed {seed})").format(
        n=ORDERS, seed=request.seed
    )
    yield told.left_out()
    yield scope.layer.in_words()
    yield scope.material
