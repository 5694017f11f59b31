"""Putting many rows into a table with few statements.

A statement has a price of its own, whatever it puts in: SQLite builds the lists of its CHECKs anew, and keeps every
page that it touches for the case that it fails halfway. With two hundred rows to a statement, rows go in twice as fast.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain

from codebench.store.tables import Scalar

_AT_ONCE = (200, 20, 1)

Row = Sequence[Scalar | bytearray]


def put_in(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows that have these columns, in their order."""
    if not rows:
        return
    # Python looks for an adapter for every None that it binds, which takes longer than all else; and for bytes.
    down = [None if _is_empty(values) else values for values in zip(*rows, strict=True)]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join('NULL' if values is None else '?' for values in down)})"
    bound = [values for values in down if values is not None]
    cells = list(chain.from_iterable(zip(*bound, strict=True)))
    start = 0
    for n in _AT_ONCE:
        size = n * len(bound)
        stop = len(cells) - (len(cells) - start) % size
        if start < stop:
            runs = (cells[i : i + size] for i in range(start, stop, size))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * n)}", runs)
        start = stop


def _is_empty(values: Sequence[Scalar | bytearray]) -> bool:
    return values[0] is None and values.count(None) == len(values)
