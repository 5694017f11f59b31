"""Every format holds the same cells, whatever the table."""

import csv
import io
import json
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from report_tables import tables

from codebench.domain.table import Cell, Share, Table, Undefined, cell_text
from codebench.domain.text import shown, shown_line
from codebench.report import Format, as_docx, as_xlsx, render

MARKDOWN = MarkdownIt("commonmark").enable("table")


def markdown_rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    tokens = MARKDOWN.parse(text)
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("th_open", "td_open"):
            assert all(child.type == "text" for child in token.children or [])
            rows[-1].append("".join(child.content for child in token.children or []))
    return rows


def excel_shows(cell: Any) -> str:
    """What Excel displays: 15 digits, halves away from zero."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    number = Decimal(f"{cell.value:.15g}")
    match cell.number_format:
        case "General":
            return str(cell.value)
        case "0.00":
            return str(number.quantize(Decimal("0.01"), ROUND_HALF_UP))
        case '0" %"':
            return f"{number.quantize(Decimal(1), ROUND_HALF_UP)} %"
        case literal:
            return literal.strip('"')


def in_xml(text: str) -> str:
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def from_json(cell: Any) -> Cell:
    if isinstance(cell, dict):
        return Undefined(cell["undefined"]) if "undefined" in cell else Share(cell["n"], cell["of"])
    return cell


@given(tables())
def test_csv(table: Table):
    text = render(table, Format.CSV).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    for row, line in zip(table.rows, lines[1:], strict=False):
        assert len(line) == len(row.cells)
        for i, (cell, found) in enumerate(zip(row.cells, line, strict=True)):
            expected = "  " * row.level * (i == 0) + shown(cell_text(cell))
            if isinstance(cell, float):
                expected = expected.replace(".", ",")
            assert found == expected or (isinstance(cell, str) and found == "'" + expected)
    rest = lines[1 + len(table.rows) :]
    assert not rest or rest[0] == []


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


class _HtmlCells(HTMLParser):
    """The rows of the one table, each cell's text as a browser shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._within = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.rows[-1][-1] += data


@given(tables())
def test_html(table: Table):
    parser = _HtmlCells()
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


@pytest.mark.parametrize(
    ("cell", "text"),
    [(Share(5, 40), "13 %"), (Share(1, 200), "1 %"), (3.125, "3.13"), (-0.125, "-0.13"), (-0.0, "0.00")],
)
def test_figures_are_rounded_as_a_spreadsheet_does(cell: Cell, text: str):
    assert cell_text(cell) == text
