"""Reading much in short reads, a column at a time: a commit waits for whoever reads, so no read may last.

A slice comes as one text per column, which takes a third of the time of a row per Python object. numpy is imported
where arrays are asked.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar

from codebench.domain.errors import CodebenchError
from codebench.store.connection import Store
from codebench.store.journal import chunks

SLICE = 10_000
SOME = 5_000  # what is looked up one by one takes longer
TRIES = 5
MANY = 20_000  # units from which a second opening pays

NOTHING = -1
"""What stands in an array where the database holds nothing; ids are above it."""

K = TypeVar("K")
T = TypeVar("T")
U = TypeVar("U")
Columns = list[Any]
"""A list per column; an array of 64-bit whole numbers per column where these were asked, which takes half the time."""
Breathe = Callable[[], object]
"""Called between the many short pieces of a long count, by who lets something else go first."""


def go_on() -> None:
    """Nothing else goes first."""


def by_window(
    store: Store,
    query: str,
    names: Sequence[str],
    table: str,
    params: Mapping[str, Any] | None = None,
    *,
    arrays: bool = False,
) -> Columns:
    """The named columns of a query that asks a window of ids: `> :low` and `<= :high`, up to the table's last id."""
    found = _Arrays(names) if arrays else _Lists(names)
    last = store.value(f"SELECT max(id) FROM {table}") or 0
    for low in range(0, last, SLICE):
        found.read(store, query, {"low": low, "high": low + SLICE, **(params or {})})
    return found.columns()


def in_order(
    store: Store, query: str, names: Sequence[str], params: dict[str, Any], *, arrays: bool = False
) -> Columns:
    """The named columns of a query whose ORDER BY follows a covering index, so that skipping costs next to nothing."""
    found = _Arrays(names) if arrays else _Lists(names)
    skipped = 0
    while True:
        n = found.read(store, f"{query} LIMIT :slice OFFSET :skipped", params | {"slice": SLICE, "skipped": skipped})
        skipped += n
        if n < SLICE:
            return found.columns()


def by_ids(
    store: Store,
    query: str,
    names: Sequence[str],
    ids: Sequence[int],
    params: Mapping[str, Any] | None = None,
    *,
    arrays: bool = False,
) -> Columns:
    """The named columns of a query that asks for ids: `IN (SELECT value FROM json_each(:ids))`."""
    found = _Arrays(names) if arrays else _Lists(names)
    for some in chunks(ids, SOME):
        found.read(store, query, {"ids": json.dumps(some), **(params or {})})
    return found.columns()


def side_by_side(store: Store, one: Callable[[Store], T], other: Callable[[Store], U]) -> tuple[T, U]:
    """What two functions read: in a large project at the same time, the other by a second opening of the file.

    Like any count of several reads it belongs in `consistent`, whose last resort (one transaction) has them take turns.
    """
    if store.is_reading or (store.value("SELECT max(id) FROM units") or 0) < MANY:
        return one(store), other(store)
    from concurrent.futures import ThreadPoolExecutor

    with store.reader() as second, ThreadPoolExecutor(1) as hand:
        asked = hand.submit(other, second)
        return one(store), asked.result()


def for_each(store: Store, keys: Sequence[K], read: Callable[[Store, K], T]) -> dict[K, T]:
    """What a function reads for each of some keys, half of them side by side with the others."""

    def of(some: Sequence[K]) -> Callable[[Store], dict[K, T]]:
        return lambda reader: {key: read(reader, key) for key in some}

    one, other = side_by_side(store, of(keys[::2]), of(keys[1::2]))
    return one | other


def documents_of_units(store: Store) -> tuple[Any, Any]:
    """All units, and the document that each is of: two arrays of ids."""
    query = "SELECT id AS unit, document_id AS document FROM units WHERE id > :low AND id <= :high"
    units, documents = by_window(store, query, ["unit", "document"], "units", arrays=True)
    return units, documents


class _Lists:
    """Columns of anything, a slice as one JSON array for each."""

    def __init__(self, names: Sequence[str]) -> None:
        self._asked = ", ".join(f"json_group_array({name})" for name in names)
        self._columns: Columns = [[] for _name in names]

    def read(self, store: Store, query: str, params: dict[str, Any]) -> int:
        """Add what a query finds; the number of its rows."""
        slices = [json.loads(each) for each in store.tuples(f"SELECT {self._asked} FROM ({query})", params)[0]]
        for column, slice_ in zip(self._columns, slices, strict=True):
            column += slice_
        return len(slices[0])

    def columns(self) -> Columns:
        return self._columns


class _Arrays:
    """Columns of whole numbers, a slice as one text for each: that is written and read faster than JSON."""

    def __init__(self, names: Sequence[str]) -> None:
        import numpy

        self._asked = ", ".join(f"group_concat(ifnull({name}, {NOTHING}))" for name in names)
        self._slices: list[list[Any]] = [[numpy.zeros(0, dtype=numpy.int64)] for _name in names]

    def read(self, store: Store, query: str, params: dict[str, Any]) -> int:
        """Add what a query finds; the number of its rows."""
        import numpy

        for slices, text in zip(
            self._slices, store.tuples(f"SELECT {self._asked} FROM ({query})", params)[0], strict=True
        ):
            slices.append(numpy.fromstring(text or "", dtype=numpy.int64, sep=","))
        return len(self._slices[0][-1])

    def columns(self) -> Columns:
        import numpy

        return [numpy.concatenate(slices) for slices in self._slices]


def consistent(store: Store, count: Callable[[], T]) -> T:
    """What a function of many short reads finds, over one state of the project.

    If something was written meanwhile it is called anew; under a steady writer it reads in one transaction at last,
    for which that writer waits once. What is part of such a count is not watched by itself.
    """
    if _watched.get() is store:
        return count()
    token = _watched.set(store)
    try:
        return _over_one_state(store, count)
    finally:
        _watched.reset(token)


_watched: ContextVar[Store | None] = ContextVar("_watched", default=None)


def _over_one_state(store: Store, count: Callable[[], T]) -> T:
    for _attempt in range(TRIES):
        head = _head(store)
        try:
            result = count()
        except (CodebenchError, LookupError):
            # Half of one state and half of another may contradict each other.
            if _head(store) == head:
                raise
        else:
            if _head(store) == head:
                return result
    store.tuples("BEGIN")
    try:
        return count()
    finally:
        store.tuples("ROLLBACK")


def _head(store: Store) -> int:
    return int(store.value("SELECT max(id) FROM events") or 0)
