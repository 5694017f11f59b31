"""Rows as the chain holds them: written from their columns, and yet to the letter what an encoder makes of them."""

from hypothesis import given
from hypothesis import strategies as st

from codebench.store.chain_json import encoded, encoded_rows
from codebench.store.tables import Scalar

CELL = st.none() | st.text(max_size=3) | st.integers() | st.floats(allow_nan=False)
ROWS = st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), min_size=1, max_size=5))
KEPT = st.none() | st.tuples(st.integers(0), st.none() | st.text("0123456789abcdef", min_size=1, max_size=4))


@given(ROWS, st.lists(KEPT, min_size=1, max_size=2), st.integers(1, 3))
def test_rows_are_written_as_an_encoder_writes_them(
    rows: list[tuple[Scalar, ...]], kept: list[tuple[int, str | None] | None], times: int
) -> None:
    """A row that is there several times over makes columns in which all is the same."""
    rows = rows * times
    references = [kept[i % len(kept)] for i in range(len(rows))]
    told = [(*row, reference) for row, reference in zip(rows, references, strict=True)]
    assert encoded_rows(list(zip(*rows, strict=True)), references) == encoded(told)


def test_what_is_equal_but_written_differently_stays_apart() -> None:
    assert encoded_rows([(1, 1.0, 1), (0.0, -0.0, 0.0), ("%d", "%d", "%d")], [None] * 3) == (
        '[[1,0.0,"%d",null],[1.0,-0.0,"%d",null],[1,0.0,"%d",null]]'
    )
