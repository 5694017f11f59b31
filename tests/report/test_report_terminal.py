"""The terminal table: aligned by cells, fitted to a width, never at the expense of a figure."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_tables import RESULT, tables
from rich.cells import cell_len

from codebench.domain.table import Column, ColumnKind, Row, Share, Table, cell_text, plain_table
from codebench.report import Format, render


def drawn(text: str) -> str:
    return dedent(text).removeprefix("\n")


def test_a_result():
    assert render(RESULT, Format.TABLE) == drawn(
        """
        Codes naar geslacht

                             Geslacht      Toets
                          ───────────────  ─────
        Code           N       man  vrouw      V
        ────────────────────────────────────────
        Drempels      40      13 %   <1 %   0.13
          Taal thuis  12  12 of 20  100 %      –
            漢字       3         –         -0.50
        ────────────────────────────────────────
        N = 60 participants.
        Each participant counts once.
        Moderators never count.
        –: fewer than two groups
        """
    )


def test_a_listing_has_no_lines_under_it():
    table = plain_table("", ["document", "units"], [["a.txt", 12], ["b.txt", 3]])
    assert render(table, Format.TABLE) == drawn(
        """
        document  units
        ───────────────
        a.txt        12
        b.txt         3
        """
    )


def test_an_empty_table_shows_its_headings():
    assert render(plain_table("Cases", ["case"], []), Format.TABLE) == "Cases\n\ncase\n────\n"


def test_texts_wrap_to_three_lines_and_are_then_cut():
    table = plain_table("", ["n", "quote"], [[1, "een twee drie vier vijf zes zeven acht negen"], [2, "kort"]])
    assert render(table, Format.TABLE, width=13) == drawn(
        """
        n  quote
        ─────────────
        1  een twee
           drie vier
           vijf zes…
        2  kort
        """
    )


def test_a_wide_character_is_not_halved():
    table = plain_table("", ["text"], [["漢" * 30]])
    assert render(table, Format.TABLE, width=9).splitlines()[2:] == ["漢漢漢漢"] * 2 + ["漢漢漢漢…"]


def test_headings_and_groups_wrap_whole():
    table = Table(
        "",
        (Column("x"), Column("helemaal mee eens", ColumnKind.COUNT, "een lange groep")),
        (Row(("a", 1234567)),),
        "",
        "",
    )
    assert render(table, Format.TABLE, width=11) == drawn(
        """
             een
            lange
            groep
           ────────
           helemaal
        x  mee eens
        ───────────
        a   1234567
        """
    )


@pytest.mark.parametrize("width", [1, 5, 20])
def test_figures_are_whole_in_any_width(width: int):
    lines = render(RESULT, Format.TABLE, width=width).splitlines()
    for row in RESULT.rows:
        whole = [cell_text(cell) for cell in row.cells[1:]]
        assert any(all(text in line for text in whole) for line in lines)


def test_a_terminal_without_a_width_cuts_nothing():
    table = plain_table("", ["quote"], [["woord " * 500 + "slot"]])
    for width in (None, 0):
        assert "slot\n" in render(table, Format.TABLE, width=width)
        assert "…" not in render(table, Format.TABLE, width=width)


@given(tables(), st.integers(1, 200))
def test_any_width_can_be_asked(table: Table, width: int):
    assert render(table, Format.TABLE, width=width).endswith("\n")


@given(
    st.lists(st.lists(st.text("ab 漢é", max_size=60), min_size=3, max_size=3), max_size=4),
    st.integers(28, 90),
)
def test_texts_always_fit(rows: list[list[str]], width: int):
    text = render(plain_table("titel " * 9, ["een", "lange kop", "x"], rows), Format.TABLE, width=width)
    assert max(map(cell_len, text.split("\n"))) <= width


def test_the_figures_of_a_column_end_at_the_same_cell():
    rows = tuple(Row((name, Share(n, 40), n)) for name, n in (("漢字", 3), ("é", 40), ("abc", 0)))
    columns = (Column("a"), Column("share", ColumnKind.SHARE), Column("n", ColumnKind.COUNT))
    lines = render(Table("", columns, rows, "", ""), Format.TABLE).splitlines()
    assert {cell_len(line) for line in lines} == {cell_len(lines[1])}
    assert len({cell_len(line.partition("%")[0]) for line in lines[2:]}) == 1
