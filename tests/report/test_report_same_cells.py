"""Every format holds the same cells, whatever the table."""

import csv
import io
import json
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_readers import HtmlCells, excel_shows, markdown_rows
from report_tables import tables

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Undefined, Word, cell_text, plain_table
from codebench.domain.text import shown, shown_line
from codebench.i18n import speaking
from codebench.report import Format, as_docx, as_xlsx, render
from codebench.tui.table.grid import grid


def in_xml(text: str) -> str:
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def from_json(cell: Any) -> Cell:
    if isinstance(cell, dict):
        return Undefined(cell["undefined"]) if "undefined" in cell else Share(cell["n"], cell["of"])
    return cell


@given(tables(), st.sampled_from(CsvProfile))
def test_csv(table: Table, profile: CsvProfile):
    text = render(table, Format.CSV, profile=profile)
    assert text.startswith("\ufeff") == (profile is CsvProfile.EXCEL)
    delimiter = ";" if profile is CsvProfile.EXCEL else ","
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    for row, line in zip(table.rows, lines[1:], strict=False):
        assert len(line) == len(row.cells)
        for i, (cell, found) in enumerate(zip(row.cells, line, strict=True)):
            expected = "  " * row.level * (i == 0) + shown(cell_text(cell))
            if isinstance(cell, float) and profile is CsvProfile.EXCEL:
                expected = expected.replace(".", ",")
            assert found == expected or (isinstance(cell, str) and found == "'" + expected)
            if isinstance(cell, str):
                assert not found.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    rest = lines[1 + len(table.rows) :]
    assert not rest or rest[0] == []


@pytest.mark.parametrize(("profile", "text"), [(CsvProfile.EXCEL, "0,13"), (CsvProfile.OPEN, "0.13")])
def test_decimals_are_those_of_the_profile_in_any_language(profile: CsvProfile, text: str):
    table = Table("", (Column("V"),), (Row((0.125,)),), "", "")
    for language in ("en", "nl"):
        with speaking(language):
            assert render(table, Format.CSV, profile=profile).removeprefix("\ufeff") == f"V\n{text}\n"


@given(tables())
@settings(max_examples=40)  # openpyxl takes its time
def test_xlsx(table: Table):
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx.render(table)))[as_xlsx.TABLE_SHEET]
    head = 2 if any(column.group for column in table.columns) else 1
    for line, row in enumerate(table.rows, head + 1):
        for i, cell in enumerate(row.cells, 1):
            found = sheet.cell(line, i)
            assert found.data_type != "f"
            expected = in_xml(shown(cell_text(cell)))
            assert excel_shows(found) in (expected, f"{expected} " if expected.endswith("</r>") else expected)


@given(tables())
def test_markdown(table: Table):
    rows = markdown_rows(render(table, Format.MD))
    assert len(rows) == 1 + len(table.rows)
    for row, line in zip(table.rows, rows[1:], strict=True):
        for i, (cell, found) in enumerate(zip(row.cells, line, strict=True)):
            indent = "\u2003" * row.level * (i == 0)
            # A NUL can't be in Markdown; spaces around a cell are not part of it.
            assert found == indent + shown_line(cell_text(cell)).strip()


@given(tables())
def test_html(table: Table):
    parser = HtmlCells()
    parser.feed(render(table, Format.HTML))
    rows = parser.rows[len(parser.rows) - len(table.rows) :]
    for row, found in zip(table.rows, rows, strict=True):
        assert found == [in_xml(shown(cell_text(cell))) for cell in row.cells]


@given(tables())
@settings(max_examples=10)
def test_docx(table: Table):
    found = docx.Document(io.BytesIO(as_docx.render(table))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in found.rows]
    assert len(rows) == len(table.rows) + 1 + any(column.group for column in table.columns)
    for row, cells in zip(table.rows, rows[len(rows) - len(table.rows) :], strict=True):
        assert cells == [in_xml(shown(cell_text(cell))) for cell in row.cells]


@given(tables())
def test_json(table: Table):
    content = json.loads(render(table, Format.JSON))
    assert [row["level"] for row in content["rows"]] == [row.level for row in table.rows]
    for row, line in zip(table.rows, content["rows"], strict=True):
        assert [from_json(cell) for cell in line["cells"]] == list(row.cells)


@given(tables())
def test_terminal(table: Table):
    lines = render(table, Format.TABLE).split("\n")
    head = 2 * bool(table.title) + 2 * any(column.group for column in table.columns) + 2
    for row, line in zip(table.rows, lines[head:], strict=False):
        cells = "".join(shown_line(cell_text(cell)) for cell in row.cells)
        assert "".join(line.split()) == "".join(cells.split())


@given(tables())
def test_screen(table: Table):
    """The screen holds whole texts, and shows every figure whole: a text alone may end in an ellipsis."""
    shown_there = grid(table)
    assert [list(row) for row in shown_there.texts] == [[cell_text(cell) for cell in row.cells] for row in table.rows]
    for i, row in enumerate(table.rows):
        line = "".join(shown_there.figures(i, 0, shown_there.figures_width).split())
        for column, cell in list(zip(table.columns, row.cells, strict=True))[1:]:
            if column.kind is not ColumnKind.TEXT:
                assert "".join(shown_line(cell_text(cell)).split()) in line


@pytest.mark.parametrize(
    ("cell", "text"),
    [(Share(5, 40), "13 %"), (Share(1, 200), "1 %"), (3.125, "3.13"), (-0.125, "-0.13"), (-0.0, "0.00")],
)
def test_figures_are_rounded_as_a_spreadsheet_does(cell: Cell, text: str):
    assert cell_text(cell) == text


def test_a_word_of_a_fixed_list_is_read_in_any_language_and_written_in_one():
    table = plain_table("T", ["soort"], [(Word("person"),), ("person",)])
    with speaking("nl"):
        assert [cell_text(row.cells[0]) for row in table.rows] == ["persoon", "person"]
        assert "persoon" in render(table, Format.TABLE)
        assert render(table, Format.CSV).removeprefix("\ufeff") == "soort\nperson\nperson\n"
        assert "persoon" not in render(table, Format.JSON)
