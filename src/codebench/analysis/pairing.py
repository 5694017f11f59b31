"""Which units, and which cases, have both of two codes: counted in arrays for all pairs at once.

numpy is imported where pairs are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from codebench.analysis.arrays import once
from codebench.analysis.counted_words import in_words
from codebench.analysis.reading import Columns, by_window, for_each, in_order, side_by_side
from codebench.analysis.scope import Scope
from codebench.domain.codetree import CodeNode, CodeTree
from codebench.store.connection import Store

_BLOCK = 8_192

_CODED = (
    "SELECT unit_id AS unit, coding_id AS coding FROM coding_units WHERE code_id = :code AND coder_id = :coder"
    " ORDER BY is_alone, case_id, coding_id, unit_id"
)
_SPANS = {
    "codings": 'SELECT id, start AS first, "end" AS last FROM codings WHERE id > :low AND id <= :high',
    "units": 'SELECT id, body_start AS first, "end" AS last FROM units WHERE id > :low AND id <= :high',
}


@dataclass(frozen=True, slots=True)
class Passages:
    """Arrays with an entry for each coding in a unit, for each code asked that it is of or hangs under.

    `code` is the place of that code among those asked, `unit` the unit's id; `first` and `last` are where the passage
    begins and ends in the text, where this was read. `outside` counts units of cases that are not in the base.
    """

    code: Any
    unit: Any
    first: Any
    last: Any
    outside: int


def passages_of(
    store: Store, scope: Scope, tree: CodeTree, codes: Sequence[CodeNode], *, with_places: bool
) -> Passages:
    """The passages of some codes and their sub-codes that count, of cases in the base."""
    import numpy

    asked: dict[int, list[int]] = {}
    for i, root in enumerate(codes):
        for node in tree.subtree(root.id):
            asked.setdefault(node.id, []).append(i)
    in_base = scope.flags(scope.base)
    empty = numpy.zeros(0, dtype=numpy.int64)
    parts: list[list[Any]] = [[empty], [empty], [empty]]
    outside: set[int] = set()
    for coder in scope.layer.coders:
        places = scope.places_of(coder)
        counts = in_base[places]
        found = for_each(store, [*asked], partial(_coded_by, coder))
        for code_id, at in asked.items():
            units, codings = found[code_id]
            outside.update(units[scope.are_cases(places[units]) & ~counts[units]].tolist())
            kept = counts[units]
            for i in at:
                for part, column in zip(parts, (numpy.full(kept.sum(), i), units[kept], codings[kept]), strict=True):
                    part.append(column)
    code, unit, coding = map(numpy.concatenate, parts)
    if not with_places:
        return Passages(code, unit, empty, empty, len(outside))
    # Two columns of spans, read once, cost less than to look up each of them for every code above.
    (begin, end), (unit_begin, unit_end) = side_by_side(
        store, lambda first: _spans(first, "codings"), lambda second: _spans(second, "units")
    )
    first, last = numpy.maximum(begin[coding], unit_begin[unit]), numpy.minimum(end[coding], unit_end[unit])
    return Passages(code, unit, first, last, len(outside))


def _coded_by(coder: int, store: Store, code: int) -> Columns:
    """The units and the codings of a code by a coder: an array of ids for each."""
    return in_order(store, _CODED, ["unit", "coding"], {"code": code, "coder": coder}, arrays=True)


def _spans(store: Store, table: str) -> tuple[Any, Any]:
    """Where each coding, or the body of each unit, begins and ends: two arrays by its id."""
    import numpy

    ids, *columns = by_window(store, _SPANS[table], ["id", "first", "last"], table, arrays=True)
    found = tuple(numpy.zeros(ids.max(initial=0) + 1, dtype=numpy.int64) for _column in columns)
    for array, column in zip(found, columns, strict=True):
        array[ids] = column
    return found[0], found[1]


def pairs_of_units(passages: Passages, n: int, scope: Scope) -> tuple[Any, Any]:
    """Two arrays of n × n: the units, and the cases with a unit, that have both codes."""
    import numpy

    units, at = numpy.unique(passages.unit, return_inverse=True)
    has = numpy.zeros((n, len(units)), dtype=numpy.uint8)
    has[passages.code, at] = 1
    together = numpy.zeros((n, n), dtype=numpy.int64)
    for low in range(0, len(units), _BLOCK):
        # Sums of at most 8,192 ones are exact as float32, for which there is a fast product.
        block = has[:, low : low + _BLOCK].astype(numpy.float32)
        together += (block @ block.T).astype(numpy.int64)
    places = scope.place[units]
    if len(numpy.unique(places)) == len(places):
        return together, together
    order = numpy.argsort(places, kind="stable")
    has, places = has[:, order], places[order]
    cases = numpy.zeros((n, n), dtype=numpy.int64)
    for i in range(n):
        there = has[i].nonzero()[0]
        if len(there):
            of = places[there]
            starts = numpy.flatnonzero(numpy.concatenate([[True], of[1:] != of[:-1]]))
            cases[i, i:] = numpy.maximum.reduceat(has[i:, there], starts, axis=1).sum(axis=1, dtype=numpy.int64)
            cases[i:, i] = cases[i, i:]
    return together, cases


def pairs_within(store: Store, passages: Passages, n: int, scope: Scope, gap: int | None) -> tuple[Any, Any]:
    """The same for passages of one unit that overlap, or between which stand at most `gap` words."""
    import numpy

    code, unit, first, last = passages.code, passages.unit, passages.first, passages.last
    if gap is not None:
        first, last = in_words(store, unit, first, last)
        worded = first < last
        code, unit, first, last = code[worded], unit[worded], first[worded], last[worded]
    order = numpy.lexsort((first, unit))
    code, unit, first, last = code[order], unit[order], first[order], last[order]
    reach = last if gap is None else last + gap + 1
    places = scope.place
    found = [once((code * n + code) * len(places) + unit)]
    # Each passage is held against the one that begins next in its unit, then the one after it, as far as it reaches.
    here, step = numpy.arange(len(code)), 0
    while len(here):
        step += 1
        here = here[: numpy.searchsorted(here, len(code) - step)]
        here = here[(unit[here + step] == unit[here]) & (first[here + step] < reach[here])]
        low, high = numpy.minimum(code[here], code[here + step]), numpy.maximum(code[here], code[here + step])
        found.append(once((low * n + high) * len(places) + unit[here]))
    keys = once(numpy.concatenate(found))
    pairs, units = keys // len(places), keys % len(places)
    # A code beside itself says nothing: only what `found` began with stands on the diagonal, and it holds all of that.
    together = numpy.bincount(pairs, minlength=n * n).reshape(n, n)
    by_case = once(pairs * (scope.nobody + 1) + places[units]) // (scope.nobody + 1)
    cases = numpy.bincount(by_case, minlength=n * n).reshape(n, n)
    return _mirrored(together), _mirrored(cases)


def _mirrored(upper: Any) -> Any:
    import numpy

    return numpy.triu(upper) + numpy.triu(upper, 1).T
