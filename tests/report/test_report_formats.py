"""What is particular to each format, on one table that looks like a real one."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from report_tables import RESULT

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.table import Column, ColumnKind, Row, Share, Table, Undefined, plain_table
from codebench.report import Format, as_docx, as_xlsx, render
from codebench.report.blocks import Picture, Report
from codebench.report.charting import chart_of


def test_csv():
    assert render(RESULT, Format.CSV) == (
        "\ufeffCode;N;Geslacht: man;Geslacht: vrouw;Toets: V\n"
        "Drempels;40;13 %;<1 %;0,13\n"
        "  Taal thuis;12;12 of 20;100 %;–\n"
        "    漢字;3;–;;-0,50\n"
        "\n"
        "N = 60 participants.\n"
        "Each participant counts once.\n"
        "Moderators never count.\n"
        "–: fewer than two groups\n"
    )


def test_csv_for_every_other_program():
    assert render(RESULT, Format.CSV, profile=CsvProfile.OPEN).startswith(
        "Code,N,Geslacht: man,Geslacht: vrouw,Toets: V\n"
        "Drempels,40,13 %,<1 %,0.13\n"
        "  Taal thuis,12,12 of 20,100 %,–\n"
        "    漢字,3,–,,-0.50\n"
    )


def test_a_csv_listing_is_rows_alone():
    assert render(plain_table("Cases", ["case"], [[""], ["a;b"]]), Format.CSV) == '\ufeffcase\n""\n"a;b"\n'


def test_markdown():
    assert render(RESULT, Format.MD) == (
        "## Codes naar geslacht\n"
        "\n"
        "| Code | N | Geslacht: man | Geslacht: vrouw | Toets: V |\n"
        "| --- | ---: | ---: | ---: | ---: |\n"
        "| Drempels | 40 | 13 % | \\<1 % | 0.13 |\n"
        "| &emsp;Taal thuis | 12 | 12 of 20 | 100 % | – |\n"
        "| &emsp;&emsp;漢字 | 3 | – |  | -0.50 |\n"
        "\n"
        "N = 60 participants.\n"
        "\n"
        "Each participant counts once.\n"
        "\n"
        "Moderators never count.\n"
        "\n"
        "–: fewer than two groups\n"
    )


def test_json():
    text = render(RESULT, Format.JSON)
    assert text.endswith("}\n")
    assert "漢字" in text
    content = json.loads(text)
    assert list(content) == ["title", "columns", "rows", "rule", "n", "notes", "state"]
    assert content["columns"][2] == {"heading": "man", "group": "Geslacht", "kind": "share"}
    assert content["rows"][1] == {
        "level": 1,
        "cells": [
            "Taal thuis",
            12,
            {"n": 12, "of": 20, "percent": None},
            {"n": 40, "of": 40, "percent": 100.0},
            {"undefined": "fewer than two groups"},
        ],
    }


def test_json_escapes_what_a_terminal_would_obey():
    text = render(plain_table("\x7f\x9b\u202e\u2028\ud800", [], []), Format.JSON)
    assert r'"\u007f\u009b\u202e\u2028\ud800"' in text


def test_several_reasons_name_their_columns():
    row = Row(("a", Undefined("no groups"), Undefined("too few")))
    table = Table("", (Column("code"), Column("V"), Column("p", group="toets")), (row, row), "", "")
    assert render(table, Format.CSV).endswith("\n\n– (V): no groups\n– (toets: p): too few\n")


def test_several_reasons_in_one_column_name_their_rows():
    rows = (Row(("a", Undefined("no groups"))), Row(("b", Undefined("too few"))))
    table = Table("", (Column("code"), Column("V")), rows, "", "")
    assert render(table, Format.CSV).endswith("\n\n– (a): no groups\n– (b): too few\n")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_a_dash_with_its_reason(number: float):
    table = Table("", (Column("α"),), (Row((number,)),), "", "")
    assert render(table, Format.CSV) == "\ufeffα\n–\n\n–: not a finite number\n"
    assert json.loads(render(table, Format.JSON))["rows"][0]["cells"] == [{"undefined": "not a finite number"}]
    assert opened(table)[as_xlsx.TABLE_SHEET]["A2"].value == "–"


def test_xlsx_is_no_text():
    with pytest.raises(InputError, match="name a file"):
        render(RESULT, Format.XLSX)


def opened(table: Table) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(as_xlsx.render(table)))


def test_xlsx_sheet():
    sheet = opened(RESULT)["Tabel"]
    assert sheet.freeze_panes == "A3"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["C1:D1"]
    assert [sheet["C1"].value, sheet["E1"].value] == ["Geslacht", "Toets"]
    assert [cell.value for cell in sheet[2]] == ["Code", "N", "man", "vrouw", "V"]
    assert [sheet["A3"].alignment.indent, sheet["A4"].alignment.indent, sheet["A5"].alignment.indent] == [0, 1, 2]
    assert [sheet["C3"].value, sheet["C3"].number_format] == [12.5, '0" %"']
    assert sheet["D3"].value == pytest.approx(100 / 300)
    assert sheet["D3"].number_format == '"<1 %"'
    assert [sheet["E3"].value, sheet["E3"].number_format] == [0.125, "0.00"]
    assert [sheet["C4"].value, sheet["C5"].value, sheet["E4"].value] == ["12 of 20", "–", "–"]
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width


def test_xlsx_notes():
    sheet = opened(RESULT)["Toelichting"]
    assert [row[0].value for row in sheet.iter_rows()] == [
        "Codes naar geslacht",
        "N = 60 participants.",
        "Each participant counts once.",
        "Moderators never count.",
        "–: fewer than two groups",
    ]


def test_xlsx_is_printed_on_pages_that_hold_all_columns():
    wide = Table("A & B", tuple(Column(f"een kolom {i}") for i in range(12)), (), "", "Toelichting " * 30)
    for table, is_lying in ((RESULT, False), (wide, True)):
        book = opened(table)
        sheet = book["Tabel"]
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.orientation == "landscape") == is_lying
        assert sheet.oddHeader.left.text == table.title.replace("&", "&&")  # one that stands alone begins a field
        assert sheet.print_title_rows == f"$1:${2 if table is RESULT else 1}"
    # Not every program makes a row as high as its text.
    assert book["Toelichting"].row_dimensions[2].height == 15 * 5


def test_xlsx_of_the_same_table_is_the_same_bytes():
    content = as_xlsx.render(RESULT)
    assert content == as_xlsx.render(RESULT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_xlsx_keeps_every_digit_of_a_long_number():
    sheet = opened(plain_table("", ["id"], [[10**15 + 1], [10**15 - 1]]))["Tabel"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["1000000000000001", 10**15 - 1]


@pytest.mark.parametrize("text", ["a" * 32_768, "👍" * 16_384])
def test_xlsx_refuses_to_cut_a_text(text: str):
    with pytest.raises(InputError, match="Row 2, column “quote” is longer than the 32767 characters"):
        as_xlsx.render(plain_table("", ["quote"], [["kort"], [text]]))
    with pytest.raises(InputError, match=f"“{text[:40]}…” is longer"):
        as_xlsx.render(replace(RESULT, notes=(text,)))


def test_xlsx_holds_the_longest_text():
    sheet = opened(plain_table("", ["quote"], [["👍" * 16_383]]))["Tabel"]
    assert sheet["A2"].value == "👍" * 16_383


def test_xlsx_refuses_more_rows_than_excel_has(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(as_xlsx, "_ROWS", 4)
    with pytest.raises(InputError, match="3 rows and 5 columns"):
        as_xlsx.render(RESULT)


def test_the_excel_writer_is_imported_only_when_needed():
    code = "import sys, codebench.report; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def word(table: Table) -> Any:
    return docx.Document(io.BytesIO(as_docx.render(table)))


def test_a_table_in_word_has_room_for_its_figures():
    narrow, wide = word(RESULT), word(widened(RESULT, 12))
    assert narrow.sections[0].orientation == WD_ORIENT.PORTRAIT
    assert wide.sections[0].orientation == WD_ORIENT.LANDSCAPE
    for document in (narrow, wide):
        section = document.sections[0]
        columns = [column.width for column in document.tables[0].columns]
        assert sum(columns) <= section.page_width - section.left_margin - section.right_margin
        # As wide as what stands in it, at the size of its letters.
        size = document.tables[0].rows[-1].cells[0].paragraphs[0].runs[0].font.size.pt
        longest = [max(len(cell.text) for cell in column.cells[2:]) for column in document.tables[0].columns][1:]
        assert all(width.pt >= 0.6 * size * n for width, n in zip(columns[1:], longest, strict=True))


def widened(table: Table, columns: int) -> Table:
    """The same with its last column so many times more."""
    rows = tuple(replace(row, cells=(*row.cells, *[f"{i}.000" for i in range(columns)])) for row in table.rows)
    return replace(table, columns=(*table.columns, *[Column("chi²", ColumnKind.NUMBER)] * columns), rows=rows)


def test_a_picture_that_is_higher_than_a_page_of_word_is_several():
    labels = [f"code {i}" for i in range(60)]
    columns = (Column("Code"), *(Column("%", ColumnKind.SHARE, group) for group in ("bao", "so")))
    table = Table("", columns, tuple(Row((label, Share(30, 60), Share(20, 40))) for label in labels), "", "")
    report = Report("", "", (Picture(chart_of(table), "Figuur 1. Codes"),))
    document = docx.Document(io.BytesIO(as_docx.render_report(report)))
    assert all(shape.height < Cm(23) for shape in document.inline_shapes)
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert captions == [f"Figuur 1. Codes ({i}/{len(captions)})" for i in range(1, len(captions) + 1)]
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == len(captions) > 1
    assert all(any(f"{label}: 50 %, 50 %" in words for words in told) for label in labels)
