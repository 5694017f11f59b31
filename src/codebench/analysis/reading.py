"""Reading much in short reads, a column at a time: a commit waits for whoever reads, so no read may last.

A slice comes as one JSON array per column, which takes a third of the time of a row per Python object.
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

T = TypeVar("T")
Columns = list[list[Any]]
Breathe = Callable[[], object]
"""Called between the many short pieces of a long count, by who lets something else go first."""


def go_on() -> None:
    """Nothing else goes first."""


def by_window(
    store: Store, query: str, names: Sequence[str], table: str, params: Mapping[str, Any] | None = None
) -> Columns:
    """The named columns of a query that asks a window of ids: `> :low` and `<= :high`, up to the table's last id."""
    found: Columns = [[] for _name in names]
    last = store.value(f"SELECT max(id) FROM {table}") or 0
    for low in range(0, last, SLICE):
        _extend(store, found, query, names, {"low": low, "high": low + SLICE, **(params or {})})
    return found


def in_order(store: Store, query: str, names: Sequence[str], params: dict[str, Any]) -> Columns:
    """The named columns of a query whose ORDER BY follows a covering index, so that skipping costs next to nothing."""
    found: Columns = [[] for _name in names]
    while len(found[0]) % SLICE == 0:
        skipped = len(found[0])
        page = params | {"slice": SLICE, "skipped": skipped}
        _extend(store, found, f"{query} LIMIT :slice OFFSET :skipped", names, page)
        if len(found[0]) == skipped:
            break
    return found


def by_ids(
    store: Store, query: str, names: Sequence[str], ids: Sequence[int], params: Mapping[str, Any] | None = None
) -> Columns:
    """The named columns of a query that asks for ids: `IN (SELECT value FROM json_each(:ids))`."""
    found: Columns = [[] for _name in names]
    for some in chunks(ids, SOME):
        _extend(store, found, query, names, {"ids": json.dumps(some), **(params or {})})
    return found


def _extend(store: Store, found: Columns, query: str, names: Sequence[str], params: dict[str, Any]) -> None:
    arrays = ", ".join(f"json_group_array({name})" for name in names)
    for column, read in zip(found, store.tuples(f"SELECT {arrays} FROM ({query})", params)[0], strict=True):
        column += json.loads(read)


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
