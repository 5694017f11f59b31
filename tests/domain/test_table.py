import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.table import SMALL_N, ColumnKind, Share, Undefined, cell_text, plain_table


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share_is_a_percentage_only_of_enough_cases(a: int, b: int) -> None:
    share = Share(min(a, b), max(a, b))
    text = str(share)
    if share.of == 0:
        assert text == "–" and share.percent is None
    elif share.of < SMALL_N:
        assert text == f"{share.n} of {share.of}" and share.percent is None
    elif text == "<1 %":
        assert share.n > 0 and 200 * share.n < share.of
    else:
        shown = int(text.removesuffix(" %"))
        assert abs(Fraction(100 * share.n, share.of) - shown) <= Fraction(1, 2)
        assert share.percent == pytest.approx(100 * share.n / share.of)


@pytest.mark.parametrize(
    ("n", "of", "text"),
    [
        (0, 0, "–"),
        (0, 29, "0 of 29"),
        (29, 29, "29 of 29"),
        (0, 30, "0 %"),
        (30, 30, "100 %"),
        (1, 1000, "<1 %"),
        (1, 200, "1 %"),
        (1, 40, "3 %"),
        (5, 40, "13 %"),
    ],
)
def test_shares_as_they_are_read(n: int, of: int, text: str) -> None:
    assert str(Share(n, of)) == cell_text(Share(n, of)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        ("=1+1", "=1+1"),
        (0, "0"),
        (1234567, "1234567"),
        (0.5, "0.50"),
        (-0.0, "0.00"),
        (-0.004, "0.00"),
        (-0.006, "-0.01"),
        (3.125, "3.13"),
        (1e20, "100000000000000000000.00"),
        (math.nan, "–"),
        (math.inf, "–"),
        (Undefined("one category only"), "–"),
    ],
)
def test_cells_as_they_are_read(cell: str | int | float | Undefined | None, text: str) -> None:
    assert cell_text(cell) == text


@given(st.floats(-1e300, 1e300))
def test_a_figure_has_two_decimals_and_is_never_a_negative_zero(number: float) -> None:
    text = cell_text(number)
    assert text[-3] == "." and not text.startswith("-0.00")
    assert float(text) == pytest.approx(number, abs=0.0051, rel=1e-14)


def test_a_listing_has_no_rule_and_knows_its_counts() -> None:
    table = plain_table("Codes", ["code", "n", "mixed"], [("a", 1, "x"), ("b", None, 2)])
    assert [column.kind for column in table.columns] == [ColumnKind.TEXT, ColumnKind.COUNT, ColumnKind.TEXT]
    assert [row.cells for row in table.rows] == [("a", 1, "x"), ("b", None, 2)]
    assert (table.rule, table.n, table.notes) == ("", "", ())
    assert [column.kind for column in plain_table("Codes", ["code"], []).columns] == [ColumnKind.TEXT]
