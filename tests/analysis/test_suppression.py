"""Small cells are hidden, and nothing that is hidden can be worked out from what is shown."""

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from codebench.analysis.suppression import hidden, hidden_rows

tables = st.lists(st.integers(0, 7).flatmap(lambda n: st.tuples(st.just(n), st.integers(n, 8))), min_size=1, max_size=3)


def could_be(n: int, size: int, is_hidden: bool, least: int, *, all_gone: bool = False) -> range:
    """What a reader who knows the rule takes a cell for: of a large enough group "nobody" and "all" would be shown.

    Only of a row that is hidden whole, that cannot be said of its groups.
    """
    if not is_hidden:
        return range(n, n + 1)
    return range(size + 1) if all_gone or size < max(least, 3) else range(1, size)


@settings(max_examples=200)
@given(tables, st.integers(2, 5))
@example([(0, 3), (1, 1)], 2)
def test_no_hidden_cell_can_be_recomputed(cells: list[tuple[int, int]], least: int) -> None:
    counts, sizes = [n for n, _size in cells], [size for _n, size in cells]
    total, of = sum(counts), sum(sizes)
    found = hidden(counts, sizes, total, of, least)
    whole = found.total and all(found.groups)
    ranges = [
        could_be(n, size, gone, least, all_gone=whole) for (n, size), gone in zip(cells, found.groups, strict=True)
    ]
    totals = could_be(total, of, found.total, least)
    possible = [row for row in product(*ranges) if sum(row) in totals]
    assert tuple(counts) in possible
    for i, gone in enumerate(found.groups):
        assert not gone or sizes[i] == 0 or len({row[i] for row in possible}) > 1
    assert not found.total or of == 0 or len({sum(row) for row in possible}) > 1
    if total in (0, of):
        return
    for (n, size), gone in zip(cells, found.groups, strict=True):
        assert gone or n == 0 or n >= least, "a small cell is shown"
        assert gone or size == n or size - n >= least, "that few have it not is shown"


@settings(max_examples=80)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=5),
    st.integers(2, 5),
)
def test_rows_that_add_up_hide_no_single_row_and_no_small_sum(rows: list[list[int]], least: int) -> None:
    sizes = [sum(row[j] for row in rows) for j in range(2)]
    gone = hidden_rows(rows, sizes, least)
    for row, is_gone in zip(rows, gone, strict=True):
        if not is_gone:
            assert all(n == 0 or n >= least for n in row)
    if any(gone) and not all(gone):
        assert sum(gone) > 1
        for j in range(2):
            assert sum(row[j] for row, is_gone in zip(rows, gone, strict=True) if is_gone) not in range(1, least)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert not hidden([10, 20], [30, 40], 30, 70, 5).any
    assert hidden([3, 20], [30, 40], 23, 70, 5).groups == (True, True)
    assert hidden([3, 20, 9], [30, 40, 50], 32, 120, 5).groups == (True, False, True)
