"""Passages measured in words: every word of the material has a number, and a passage runs from one to another.

numpy is imported where words are counted.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from codebench.analysis.reading import documents_of_units
from codebench.store.connection import Store
from codebench.store.journal import chunks

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_JOINERS = "-'’"
_AT_ONCE = 500
_CHARACTERS = 1_000_000  # so many are read as one text, where documents are short


def in_words(store: Store, unit: Any, first: Any, last: Any) -> tuple[Any, Any]:
    """The numbers of the first word that a passage touches, and of the one after its last, as two arrays.

    `unit`, `first` and `last` are arrays: the unit (by id) of each passage, where it begins and ends in the text.
    """
    return words_of(store, _documents(store)[unit], first, last) if len(unit) else (first, last)


def words_of(store: Store, document: Any, first: Any, last: Any) -> tuple[Any, Any]:
    """The same where `document` is an array with the document (by id) of each passage."""
    import numpy

    found = numpy.zeros_like(first), numpy.zeros_like(last)
    if not len(document):
        return found
    order = numpy.argsort(document, kind="stable")
    ordered = document[order]
    wanted = ordered[numpy.append(True, ordered[1:] != ordered[:-1])].tolist()
    before = 0
    for documents, texts in _blocks(store, wanted):
        # The documents one after another, a line feed between two: no word runs from one into the next.
        begins = numpy.cumsum([0, *(len(text) + 1 for text in texts)])
        low, high = numpy.searchsorted(ordered, documents, "left"), numpy.searchsorted(ordered, documents, "right")
        sizes = high - low
        here = order[numpy.repeat(low - numpy.cumsum(sizes) + sizes, sizes) + numpy.arange(sizes.sum())]
        begin = numpy.repeat(begins[:-1], sizes)
        starts, ends = word_spans("\n".join(texts))
        found[0][here] = before + numpy.searchsorted(ends, begin + first[here], "right")
        found[1][here] = before + numpy.searchsorted(starts, begin + last[here], "left")
        before += len(starts)
    return found


def word_spans(text: str) -> tuple[Any, Any]:
    """Where each word of a text begins and ends, two arrays of code points: what WORD finds, in a tenth of its time."""
    import numpy

    points = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.int64)
    kinds = numpy.zeros(points.max(initial=0) + 1, dtype=numpy.int8)
    for point in numpy.bincount(points).nonzero()[0].tolist():
        character = chr(point)
        # The letters of `\w`, as the documentation of `re` tells them.
        kinds[point] = 1 if character.isalnum() or character == "_" else 2 * (character in _JOINERS)
    here = numpy.zeros(len(points) + 2, dtype=numpy.int8)
    here[1:-1] = kinds[points]
    letters = here == 1
    joins = (here[1:-1] == 2) & letters[:-2] & letters[2:]
    letters[1:-1] |= joins
    edges = numpy.flatnonzero(letters[1:] != letters[:-1])
    return edges[::2], edges[1::2]


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


def _documents(store: Store) -> Any:
    """The id of the document by that of the unit."""
    import numpy

    units, documents = documents_of_units(store)
    found = numpy.zeros(units.max(initial=0) + 1, dtype=numpy.int64)
    found[units] = documents
    return found


def _blocks(store: Store, wanted: Sequence[int]) -> Iterator[tuple[list[int], list[str]]]:
    """The documents that are wanted (by id, in order) with their texts, many short ones together."""
    query = (
        "SELECT document_id, text FROM view_documents WHERE document_id IN (SELECT value FROM json_each(?))"
        " ORDER BY document_id"
    )
    documents: list[int] = []
    texts: list[str] = []
    length = 0
    for some in chunks(wanted, _AT_ONCE):
        for document, text in store.tuples(query, [json.dumps(some)]):
            if texts and length + len(text or "") > _CHARACTERS:
                yield documents, texts
                documents, texts, length = [], [], 0
            documents.append(document)
            texts.append(text or "")
            length += len(text or "")
    if texts:
        yield documents, texts
