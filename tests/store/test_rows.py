"""Rows put in by the hundreds: all of them, as they were given, whatever is empty and however many there are."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.store.journal import new_guids
from codebench.store.rows import put_in
from codebench.store.tables import Scalar

CELL = st.none() | st.text(max_size=3) | st.integers(-9, 9) | st.floats(-1, 1)
SHAPES = st.tuples(st.sampled_from([0, 1, 19, 20, 21, 199, 200, 201, 419, 421]), st.lists(CELL, min_size=1, max_size=4))


@given(SHAPES, SHAPES)
def test_rows_come_out_as_they_went_in(one: tuple[int, list[Scalar]], other: tuple[int, list[Scalar]]) -> None:
    """Two columns with their cells in turn, so that a column is empty, partly empty or full."""
    n = one[0]
    rows = [(i, one[1][i % len(one[1])], other[1][i % len(other[1])]) for i in range(n)]
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, "start", "end")')
    put_in(connection, "t", ("id", "start", "end"), rows)
    assert connection.execute("SELECT * FROM t ORDER BY id").fetchall() == rows
    connection.close()


def test_a_column_that_must_hold_something_is_not_filled_in_silently() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '')")
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        put_in(connection, "t", ("id", "name"), [(i, None) for i in range(300)])
    connection.close()


def test_guids_are_of_version_7_unique_and_in_ascending_order() -> None:
    guids = [guid for _ in range(3) for guid in new_guids(5_000)]
    assert len(set(guids)) == len(guids)
    assert all(len(guid) == 32 and guid[12] == "7" and guid[16] in "89ab" for guid in guids)
    assert {guid[16] for guid in guids} == set("89ab")
    for start in range(0, len(guids), 5_000):
        assert guids[start : start + 5_000] == sorted(guids[start : start + 5_000])
    assert guids[0][:12] <= guids[-1][:12]
