"""Nothing of the material is interpreted: no escape sequence, no markup, no formula."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from report_tables import HOSTILE, tables

from codebench.domain.table import Column, Row, Table
from codebench.domain.text import shown, shown_line
from codebench.report import Format, as_docx, as_xlsx, render

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def holding(text: str) -> Table:
    """A table with the text in every place where one can be."""
    return Table(
        title=text,
        columns=(Column(text, group=text), Column("tweede", group=text)),
        rows=(Row((text, text)), Row((text, text), 1)),
        rule=text,
        n=text,
        notes=(text,),
    )


@given(tables())
@pytest.mark.parametrize("format", [Format.TABLE, Format.MD, Format.JSON])
def test_no_raw_control_character_is_printed(format: Format, table: Table):
    assert not RAW.search(render(table, format))


@given(tables())
@pytest.mark.parametrize("format", [Format.CSV, Format.HTML])
def test_a_file_holds_no_control_character_but_tab_and_newline(format: Format, table: Table):
    assert not RAW.search(render(table, format).replace("\t", ""))


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_interprets_nothing(text: str):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(render(holding(text), Format.MD))
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert blocks <= {"heading", "paragraph", "inline", "table", "thead", "tbody", "tr", "th", "td"}
    inline = [token for token in tokens if token.type == "inline"]
    assert all(child.type == "text" for token in inline for child in token.children or [])
    plain = ["".join(child.content for child in token.children or []) for token in inline]
    expected = shown_line(text).strip()
    assert plain[0] == expected
    assert plain[-3:] == [expected] * 3


@pytest.mark.parametrize("address", ["https://example.org", "www.example.org"])
def test_markdown_makes_no_link_of_a_bare_address(address: str):
    assert address not in render(holding(address), Format.MD)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_text_is_never_a_formula(text: str):
    written = render(holding(text), Format.CSV).removeprefix("\ufeff")
    for line in csv.reader(io.StringIO(written, newline=""), delimiter=";"):
        for cell in line:
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert not cell.startswith(("\t", "\r"))


def test_csv_numbers_get_no_quote():
    table = Table("", (Column("a"), Column("b")), (Row((-5, -0.5)),), "", "")
    assert render(table, Format.CSV) == "\ufeffa;b\n-5;-0,50\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_xlsx_opens_and_holds_only_text(text: str):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.render(holding(text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    # Excel calls a file damaged that holds U+FFFE or U+FFFF; openpyxl does not.
    expected = shown(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert {cell.value.strip() for cell in cells} == {expected.strip(), "tweede"}
    assert not RAW.search(expected.replace("\t", ""))


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_the_original(text: str):
    content = json.loads(render(holding(text), Format.JSON))
    assert content["title"] == content["columns"][0]["heading"] == content["rows"][0]["cells"][1] == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format", [Format.TABLE, Format.CSV, Format.MD, Format.JSON, Format.HTML])
def test_every_text_can_be_encoded(format: Format, text: str):
    render(holding(text), format).encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_html_interprets_nothing_and_loads_nothing(text: str):
    tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append(tag)
            assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    Tags().feed(render(holding(text), Format.HTML))
    known = {"html", "head", "meta", "title", "style", "body", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert set(tags) <= known | {"p", "div"}


def test_a_document_in_word_tells_only_the_moment_of_its_data(tmp_path: Path):
    table = holding("tekst")
    assert as_docx.render(table) == as_docx.render(table)
    with zipfile.ZipFile(io.BytesIO(as_docx.render(table))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01" in archive.read("docProps/core.xml")
