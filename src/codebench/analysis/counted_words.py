"""Passages measured in words: every word of the material has a number, and a passage runs from one to another.

numpy is imported where words are counted.
"""

import re
from collections.abc import Iterator
from typing import Any

from codebench.analysis.reading import by_window
from codebench.store.connection import Store

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_AT_ONCE = 500


def in_words(store: Store, unit: Any, first: Any, last: Any) -> tuple[Any, Any]:
    """The numbers of the first word that a passage touches, and of the one after its last, as two arrays.

    `unit`, `first` and `last` are arrays: the unit (by id) of each passage, where it begins and ends in the text.
    """
    import numpy

    order = numpy.argsort(unit, kind="stable")
    ordered = unit[order]
    found = numpy.zeros_like(first), numpy.zeros_like(last)
    before = 0
    for units, text in _texts(store):
        low, high = numpy.searchsorted(ordered, units, "left"), numpy.searchsorted(ordered, units, "right")
        here = numpy.concatenate([order[a:b] for a, b in zip(low, high, strict=True)])
        if len(here):
            spans = [match.span() for match in WORD.finditer(text)]
            starts, ends = (numpy.array([span[i] for span in spans], dtype=numpy.int64) for i in (0, 1))
            found[0][here] = before + numpy.searchsorted(ends, first[here], "right")
            found[1][here] = before + numpy.searchsorted(starts, last[here], "left")
            before += len(spans)
    return found


def by_place(places: Any, unit: Any, first: Any, last: Any) -> Any:
    """How many words passages cover together, each word once: an array by the place of whoever speaks in the unit.

    `places` is an array of places by unit, `first` and `last` are numbers of words.
    """
    import numpy

    order = numpy.argsort(first, kind="stable")
    unit, first, last = unit[order], first[order], last[order]
    covered = numpy.maximum.accumulate(numpy.concatenate([numpy.zeros(1, dtype=numpy.int64), last]))[:-1]
    new = numpy.maximum(0, last - numpy.maximum(first, covered))
    return numpy.bincount(places[unit], weights=new, minlength=int(places.max(initial=0)) + 1).astype(numpy.int64)


def _texts(store: Store) -> Iterator[tuple[list[int], str]]:
    """The units of each document (by id), and its text."""
    query = "SELECT id AS unit, document_id AS document FROM units WHERE id > :low AND id <= :high"
    units: dict[int, list[int]] = {}
    for unit, document in zip(*by_window(store, query, ["unit", "document"], "units"), strict=True):
        units.setdefault(document, []).append(unit)
    query = "SELECT document_id, text FROM view_documents WHERE document_id > :low AND document_id <= :high"
    last = store.value("SELECT max(id) FROM documents") or 0
    for low in range(0, last, _AT_ONCE):
        for document, text in store.tuples(query, {"low": low, "high": low + _AT_ONCE}):
            if document in units:
                yield units[document], text or ""
