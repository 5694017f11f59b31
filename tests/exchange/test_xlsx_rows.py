"""Rows of a workbook come in as texts, whoever wrote it; what is no workbook, or a hostile one, is refused."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from codebench.domain.errors import InputError
from codebench.exchange.xlsx_rows import read_rows

SHEET = "xl/worksheets/sheet1.xml"
CELLS = st.text(st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cc"]), max_size=30)


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_texts_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write_string(y, x, f"={cell}|")
    assert read_rows(path) == [[f"={cell}|" for cell in row] for row in rows]


def test_what_spreadsheets_make_of_cells(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["C1"], sheet["A3"] = "een", 3, True
    sheet["D1"] = CellRichText("half ", TextBlock(InlineFont(b=True), "vet"))
    book.save(path)
    assert read_rows(path) == [["een", "", "3", "half vet"], ["1"]]


def rewritten(path: Path, part: str, content: bytes) -> None:
    """The workbook with another content of one of its parts."""
    parts = zipfile.ZipFile(BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as book:
        for name in parts.namelist():
            book.writestr(name, content if name == part else parts.read(name))


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>&a;</sheetData></worksheet>',
        '<?xml version="1.0" encoding="utf-16"?><worksheet/>'.encode("utf-16"),
        b"<worksheet",
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        b'<c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_hostile_or_broken_sheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.xlsx"
    openpyxl.Workbook().save(path)
    rewritten(path, SHEET, content)
    with pytest.raises(InputError, match="Excel"):
        read_rows(path)
