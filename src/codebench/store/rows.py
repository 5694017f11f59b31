"""Putting many rows into a table with few statements.

A statement has a price of its own, whatever it puts in: SQLite keeps every page that it touches for the case that it
fails halfway. With two hundred rows to a statement, rows go in twice as fast. So has each value that Python binds: a
number or word that all rows share stands in the statement.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain

from codebench.store.tables import Scalar

_AT_ONCE = (200, 20, 1)
_BOUND = "?"
# The least rows of which it is worth while to see what they share, and what of that is the same few words each time:
# SQLite's driver remembers a hundred statements.
_MANY = 20
_SMALL = range(100)
_WORD = re.compile(r"(?:[a-z][a-z .]{0,19})?")

Cell = Scalar | bytearray


def put_in(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Insert rows that have these columns, in their order."""
    if rows:
        put_columns(connection, table, dict(zip(columns, zip(*rows, strict=True), strict=True)))


def put_columns(connection: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[Cell]]) -> None:
    """Insert rows given as columns of one length, the first of which tells the rows apart."""
    first, *others = columns.values()
    if not first:
        return
    marks = (_BOUND, *map(_mark, others))
    bound = [values for mark, values in zip(marks, columns.values(), strict=True) if mark == _BOUND]
    cells = list(chain.from_iterable(zip(*bound, strict=True)))
    names, row = ", ".join(f'"{name}"' for name in columns), f"({', '.join(marks)})"
    start = 0
    for n in _AT_ONCE:
        size = n * len(bound)
        stop = len(cells) - (len(cells) - start) % size
        if start < stop:
            runs = (cells[i : i + size] for i in range(start, stop, size))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * n)}", runs)
        start = stop


def _mark(values: Sequence[Cell]) -> str:
    """What stands in the statement for the cells of a column: what they all hold, else that each is bound."""
    one = values[0]
    if one is None:
        # Python looks for an adapter for every None that it binds, which takes longer than all else; and for bytes.
        return "NULL" if values.count(None) == len(values) else _BOUND
    if len(values) < _MANY or values[-1] != one or values.count(one) < len(values):
        return _BOUND
    if type(one) is int and one in _SMALL:
        return str(one)
    return f"'{one}'" if type(one) is str and _WORD.fullmatch(one) else _BOUND
