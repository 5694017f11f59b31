"""Codings made in a spreadsheet: workbooks, and a column of ticks for each theme."""

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.exchange.codings_csv import read_codings


def book(path: Path, *rows: list[str | int]) -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell)
    return path


def test_a_workbook_is_read_as_the_same_table_in_csv_is(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [
        ["document", "citaat", "start", "end", "code", "codeur"],
        ["groep-1", "", 12, 20, "tijd > overleg", "An"],
        ["groep-1", "te weinig, zei ze", "", "", "mandaat", "Wout"],
    ]
    text = "\n".join(";".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows)
    (tmp_path / "a.csv").write_text(text, "utf-8")
    found = read_codings(book(tmp_path / "a.xlsx", *rows))
    assert found == read_codings(tmp_path / "a.csv")
    assert [(one.line, one.start, one.end, one.quote, one.coder) for one in found] == [
        (2, 12, 20, "", "An"),
        (3, None, None, "te weinig, zei ze", "Wout"),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_one_column_for_each_theme(tmp_path: Path, suffix: str) -> None:
    rows: list[list[str | int]] = [
        ["id", "tijd", "drempels > middelen", "codeur"],
        ["R1", 1, 0, "An"],
        ["R2", "x", "ja", "An"],
        ["R3", "", "nee", ""],
    ]
    path = tmp_path / f"breed{suffix}"
    if suffix == ".xlsx":
        book(path, *rows)
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), "utf-8")
    assert [(one.line, one.respondent, one.code, one.coder) for one in read_codings(path)] == [
        (2, "R1", "tijd", "An"),
        (3, "R2", "tijd", "An"),
        (3, "R2", "drempels > middelen", "An"),
    ]


def test_a_cell_that_is_no_tick_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;tijd;niveau\nR1;1;bao\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.csv, line 2: 'bao' in column 'niveau' is neither 1 nor 0"):
        read_codings(tmp_path / "a.csv")


def test_a_table_without_themes_is_no_table_of_codings(tmp_path: Path) -> None:
    for header in ("respondent;quote", "tijd;mandaat"):
        (tmp_path / "a.csv").write_text(f"{header}\n1;1\n", "utf-8")
        with pytest.raises(InputError, match="must name the columns `code`"):
            read_codings(tmp_path / "a.csv")


@settings(max_examples=25)
@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=6))
def test_each_tick_is_a_coding(tmp_path_factory: pytest.TempPathFactory, ticks: list[list[bool]]) -> None:
    path = tmp_path_factory.mktemp("wide") / "a.csv"
    lines = [f"R{i},{','.join('1' if tick else '0' for tick in row)}" for i, row in enumerate(ticks)]
    path.write_text("respondent,a,b,c\n" + "\n".join(lines), "utf-8")
    wanted = [(f"R{i}", code) for i, row in enumerate(ticks) for code, tick in zip("abc", row, strict=True) if tick]
    assert [(one.respondent, one.code) for one in read_codings(path)] == wanted
