"""Pictures on a terminal: as long as the figures are, told apart without colour, and no label cut."""

import pytest
from chart_tables import NUMBER, agreement, answers, matrix, new_codes, scales, shares
from hypothesis import given, settings
from hypothesis import strategies as st
from report_tables import tables
from rich.cells import cell_len

from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Precise, Row, Share, Table
from codebench.report import Format, render


def test_bars_are_as_long_as_the_figures() -> None:
    lines = render(shares("tijd"), Format.BARS, width=80).splitlines()
    bars = [line.count("█") for line in lines if "█" in line]
    # The longest share has all the room, 100 of 357 and 40 of 174 have theirs of it.
    assert bars == [
        pytest.approx(bars[1] * 28.01 / 32.79, abs=1),
        bars[1],
        pytest.approx(bars[1] * 22.99 / 32.79, abs=1),
    ]
    assert all(len(line) <= 80 for line in lines)
    assert [line.split()[-2:] for line in lines if "█" in line] == [["28", "%"], ["33", "%"], ["23", "%"]]


def test_a_map_is_shaded_by_its_pairs_and_numbers_its_columns() -> None:
    lines = render(matrix(), Format.BARS).splitlines()
    assert [line.split() for line in lines[2:5]] == [
        ["1", "2"],
        ["tijd", "1", "90", "█", "4"],
        ["middelen", "2", "█", "4", "–"],
    ]


def test_parts_begin_with_their_sign_and_fill_the_bar() -> None:
    lines = render(scales(), Format.BARS, width=80).splitlines()
    bar = next(line for line in lines if line.startswith("Mijn taak"))
    parts = bar.removeprefix("Mijn taak is duidelijk").removesuffix(" N = 80").strip()
    # Five equal parts, none of which looks like the one beside it.
    assert [parts[i * len(parts) // 5] for i in range(5)] == list("12345")
    assert [parts[i * len(parts) // 5 + 2] for i in range(5)] == list("░▓▒█░")
    assert "1: 20 %  2: 20 %  3: 20 %" in lines[lines.index(bar) + 1]
    assert next(line for line in lines if line.startswith("  so")).split(maxsplit=1)[1] == "N = 10: 2 + 2 + 2 + 2 + 2"


def test_parts_with_names_have_a_key() -> None:
    lines = render(answers(), Format.BARS, width=80, stacked=True).splitlines()
    assert lines[2] == "1 = ja, 2 = nee"
    assert [line.count("░") > line.count("▓") for line in lines if "░" in line] == [True, True, False]


def place(lines: list[str], label: str, sign: str) -> int:
    return next(line for line in lines if line.startswith(label)).index(sign)


def test_a_dot_stands_on_its_interval_between_the_bounds() -> None:
    lines = render(agreement(), Format.BARS, width=100).splitlines()
    ends = place(lines, "overleg", "○") - 1, place(lines, "middelen", "┤")  # -.2 (-.25 is beside it) and 1
    at = lambda value: ends[0] + (value + 0.25) / 1.25 * (ends[1] - ends[0])  # noqa: E731
    assert place(lines, "tijd", "├") == pytest.approx(at(0.25), abs=1.5)
    assert place(lines, "tijd", "●") == pytest.approx(at(0.5), abs=1.5)
    assert place(lines, "tijd", "┤") == pytest.approx(at(0.75), abs=1.5)
    assert place(lines, "mandaat", "┊") == pytest.approx(at(0.667), abs=1.5)
    assert "○" in next(line for line in lines if line.startswith("middelen"))
    assert next(line for line in lines if line.startswith("mandaat")).split() == ["mandaat", "┊", "┊", "–"]


def test_new_codes_lie_on_their_band() -> None:
    lines = render(new_codes(), Format.BARS, width=80).splitlines()
    assert next(line for line in lines if line.startswith("groep 1")).endswith("10 [2; 11]")
    assert "● So far, ├──┤ So far, in other orders: 2.5 % – 97.5 %" in lines


words = st.text("abcdefgh", min_size=1, max_size=30)
labels = st.lists(words, min_size=1, max_size=8).map(" ".join)


def bars_of(label: str) -> Table:
    return Table("", (Column("x"), Column("y", ColumnKind.SHARE)), (Row((label, Share(50, 100))),), "", "")


def parts_of(label: str) -> Table:
    columns = (Column("x"), *(Column(name, ColumnKind.SHARE, "Y") for name in "123"))
    return Table("", columns, (Row((label, Share(50, 100), Share(1, 100), Share(49, 100))),), "", "")


def interval_of(label: str) -> Table:
    columns = (Column("x"), Column("y", NUMBER), Column("z", NUMBER, "Y"), Column("z", NUMBER, "Y"))
    cells: tuple[Cell, ...] = (label, Precise(0.5), Precise(0.1), Precise(0.7))
    return Table("", columns, (Row(cells),), "", "")


@given(labels, st.sampled_from([bars_of, parts_of, interval_of]), st.integers(70, 160))
@settings(max_examples=60)
def test_no_label_is_cut(label: str, table_of, width: int) -> None:
    text = render(table_of(label), Format.BARS, width=width)
    picture = text.split("\n\n")[0] if table_of is interval_of else text
    assert "".join(c for c in picture if c in "abcdefgh") == label.replace(" ", "")
    assert max(map(cell_len, text.splitlines())) <= width


@given(tables(), st.integers(40, 120), st.booleans())
@settings(max_examples=60)
def test_any_table_is_drawn_or_refused_in_a_sentence(table: Table, width: int, stacked: bool) -> None:
    try:
        text = render(table, Format.BARS, width=width, stacked=stacked)
    except InputError as error:
        assert "\x1b" not in str(error)
    else:
        assert text.endswith("\n")
        assert not set(text) & {"\x1b", "\x9b", "\u202e", "\x07"}


def test_a_part_of_a_scale_has_its_own_number_as_its_sign() -> None:
    points = [Column(str(n), ColumnKind.SHARE, "Verdeling") for n in range(11)]
    columns = (Column("Variabele"), Column("n", ColumnKind.COUNT), *points)
    rows = (Row(("tevredenheid", 110, *[Share(10, 110)] * 11)),)
    lines = render(Table("Schalen", columns, rows, "", ""), Format.BARS, width=100).splitlines()
    assert "a = 10" in lines
    assert [sign for sign in lines[4].split("N =")[0] if sign.isalnum()][-11:] == [*"0123456789", "a"]


def test_a_part_whose_name_is_no_cell_or_two_has_a_sign_of_one() -> None:
    points = [Column(name, ColumnKind.SHARE, "Verdeling") for name in ("是", "\u1160", "x")]
    columns = (Column("Variabele"), Column("n", ColumnKind.COUNT), *points)
    table = Table("Schalen", columns, (Row(("eens", 90, *[Share(30, 90)] * 3)),), "", "")
    lines = render(table, Format.BARS, width=60).splitlines()
    assert "1 = 是, 2 = \u1160" in lines
    assert max(map(cell_len, lines)) <= 60


def test_a_square_wider_than_the_window_goes_on_under_itself() -> None:
    names = [f"handelingsbekwaamheid {letter}" for letter in "abcdefghijklm"]
    columns = (Column("Code"), *(Column(name, ColumnKind.COUNT, "Cases") for name in names))
    table = Table("Samen", columns, tuple(Row((name, *range(13))) for name in names), "", "")
    lines = render(table, Format.BARS, width=60).splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    heads = [line.split() for line in lines if line.split() and all(word.isdigit() for word in line.split())]
    assert [int(word) for head in heads for word in head] == list(range(1, 14))
    assert sum(line.startswith("handelingsbekwaamheid") for line in lines) == len(heads) * len(names)
