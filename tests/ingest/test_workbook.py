"""Excel workbooks as surveys come in them: the same answers as from text, and nothing that harms."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from codebench.domain.draft import Draft
from codebench.domain.errors import InputError
from codebench.ingest import read
from tests.ingest.conftest import Write
from tests.ingest.helpers import answers, cases, check, roles

Book = Callable[..., Path]
Cell = str | int | float | bool | date | datetime | None
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Respondent ID", "niveau", "tevreden (1-10)", "uren", "gesprek", "Wat helpt er?"),
    (100_000_000, "bao", 7, 3.5, date(2020, 2, 1), "Meer tijd, en “rust”.\nEcht."),
    (100_000_001, "so", 9, 1.125, date(2020, 2, 28), "nvt"),
    (118_500_000_002, "bao", None, 2, None, "  Überleg\u00a0"),
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a workbook with a sheet for each list of rows."""

    def make(*sheets: tuple[tuple[Cell, ...], ...], name: str = "enquete.xlsx") -> Path:
        path = tmp_path / name
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as made:
            formats = {date: made.add_format({"num_format": "d/mm/yyyy"})}
            for rows in sheets:
                sheet = made.add_worksheet()
                for i, row in enumerate(rows):
                    for j, cell in enumerate(row):
                        if isinstance(cell, date):
                            sheet.write_datetime(i, j, cell, formats[date])
                        elif cell is not None:
                            sheet.write(i, j, cell)
        return path

    return make


def test_a_survey_in_a_workbook(book: Book) -> None:
    draft = read(book(ROWS))
    check(draft)
    assert roles(draft) == {
        "Respondent ID": "id",
        "niveau": "category",
        "tevreden (1-10)": "scale",
        "uren": "number",
        "gesprek": "date",
        "Wat helpt er?": "open",
    }
    # Whole numbers come back whole, and 1.125 is not a thousand.
    assert list(cases(draft)) == ["100000000", "100000001", "118500000002"]
    first, second, _third = cases(draft).values()
    assert [str(value) for value in first.values.values()] == ["bao", "7", "3.5", "2020-02-01"]
    assert second.values["uren"].number == 1.125
    assert [one.text for one in answers(draft, "Wat helpt er?").values()] == [
        "Meer tijd, en “rust”.\nEcht.",
        "nvt",
        "Überleg",
    ]


def test_the_same_as_from_text(book: Book, write: Write) -> None:
    lines = [[str(cell) if cell is not None else "" for cell in row] for row in ROWS]
    as_text = "".join(";".join(f'"{cell}"' for cell in line) + "\n" for line in lines).replace("3.5", "3,5")

    def content(draft: Draft) -> list[str]:
        return [repr(record) for record in draft.records()]

    assert content(read(book(ROWS))) == content(read(write("enquete.csv", as_text.replace("1.125", "1,125"))))


def test_the_first_sheet_that_holds_something_is_read(book: Book) -> None:
    draft = read(book((), ROWS, (("x",),)))
    assert draft.n_cases == 3
    assert draft.doubts[0].what == "The first sheet, 'Sheet2', was read; the others were not: Sheet3."


def test_lines_are_those_of_the_sheet(book: Book) -> None:
    with pytest.raises(InputError, match=r"'12' \(lines 4, 5\)"):
        read(book(((), (), (None, "respondent", "Wat?"), (None, "12", "a"), (None, "12", "b"))))


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        # One cell far away would take half a terabyte.
        (lambda p: p | {SHEET: p[SHEET].replace(b'r="F4"', b'r="XFD1048576"')}, "too large for a workbook"),
        (lambda p: p | {SHEET: p[SHEET].replace(b'r="F4"', b'r="A4294967296"')}, "is damaged"),
        (lambda p: p | {SHEET: p[SHEET].replace(b'r="F4"', b's=">" r="XFD1048576"')}, "is damaged"),
        (lambda p: p | {SHEET: p[SHEET].replace(b'r="F4"', b'r="&#88;FD1048576"')}, "is damaged"),
        (lambda p: p | {SHEET: p[SHEET].replace(b'r="F4"', b"")}, "is damaged"),
        (lambda p: p | {"content.xml": b"<x/>"}, "is damaged"),
        (lambda p: p | {SHEET: p[SHEET] + b" " * 11_000_000}, "too large for a workbook"),
        (lambda p: p | {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + p[SHEET]}, "is damaged"),
        (lambda p: p | {SHEET: p[SHEET].decode().encode("utf-16")}, "is damaged"),
        (lambda p: p | {SHEET: p[SHEET][:400]}, "damaged|empty"),
        (lambda p: {name: part for name, part in p.items() if name != SHEET}, "damaged|empty"),
        (lambda p: {"word/document.xml": b"<x/>"}, "is damaged"),
        (lambda p: p | {f"xl/{i}.xml": b"" for i in range(6_000)}, "too large for a workbook"),
    ],
    ids=[
        "far",
        "further",
        "behind a bracket",
        "as a reference",
        "nowhere",
        "as another format",
        "blown up",
        "doctype",
        "utf-16",
        "cut",
        "no sheet",
        "docx",
        "many",
    ],
)
def test_a_hostile_workbook_is_refused(
    book: Book, write: Write, change: Callable[[dict[str, bytes]], dict[str, bytes]], words: str
) -> None:
    content = packed(change(parts_of(book(ROWS))))
    with pytest.raises(InputError, match=words):
        read(write("kwaad.xlsx", content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"id;Wat?\n1;a\n", "called a workbook but is none"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password",
        ),
        (b"PK\x03\x04" + b"\0" * 100, "is damaged"),
    ],
    ids=["empty", "text", "old", "encrypted", "no archive"],
)
def test_what_is_no_workbook_is_told(write: Write, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(write("enquete.xlsx", content))


def test_a_size_that_lies_is_found_out(book: Book, write: Write) -> None:
    parts = parts_of(book(ROWS))
    content = bytearray(packed(parts | {SHEET: parts[SHEET] + b" " * 11_000_000}))
    # The directory at the end says that the sheet is small.
    at = content.rindex(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = len(parts[SHEET]).to_bytes(4, "little")
    with pytest.raises(InputError, match="too large for a workbook"):
        read(write("kwaad.xlsx", bytes(content)))
