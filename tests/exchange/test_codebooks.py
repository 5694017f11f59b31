"""Codebooks of other tools: .qdc as it should be and as Taguette writes it, and tables."""

from pathlib import Path

import pytest
import xlsxwriter
from tests.exchange.refi_files import guid

from codebench.domain.errors import InputError
from codebench.exchange.codebooks import read_any_codebook

TREE = [("werk",), ("werk", "druk"), ("werk", "druk", "avond"), ("tijd",)]


def paths(path: Path) -> list[tuple[str, ...]]:
    return [names for names, _code in read_any_codebook(path).walk()]


def code(n: int, name: str, below: str = "") -> str:
    return f'<Code guid="{guid(n)}" name="{name}" isCodable="true" color="#fff">{below}</Code>'


@pytest.mark.parametrize(
    "namespace", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:0.4", ""]
)
@pytest.mark.parametrize("sets", ["", "<Sets/>", "<Sets></Sets>"])
def test_a_qdc_is_read_with_empty_sets_and_old_namespaces(tmp_path: Path, namespace: str, sets: str) -> None:
    book = tmp_path / "boek.qdc"
    codes = code(1, "werk", "<Description>alles</Description>" + code(2, "druk", code(3, "avond"))) + code(4, "tijd")
    book.write_text(f'<?xml version="1.0"?><CodeBook xmlns="{namespace}"><Codes>{codes}</Codes>{sets}</CodeBook>')
    assert paths(book) == TREE
    top = read_any_codebook(book).codes[0]
    assert (top.fields.definition, top.fields.colour) == ("alles", "#ffffff")


def test_names_that_a_tree_can_not_have_are_made_fit(tmp_path: Path) -> None:
    book = tmp_path / "boek.qdc"
    codes = code(1, "a &gt; b") + code(2, "druk") + code(3, "Druk") + code(4, "") + code(5, "x" * 200)
    book.write_text(f"<CodeBook><Codes>{codes}</Codes></CodeBook>")
    names = [names[0] for names in paths(book)]
    assert names[:4] == ["a › b", "druk", "Druk (2)", "(no name)"]
    assert len(names[4]) == 120


TABLES = {
    "MAXQDA, paths": "Code;Memo\nwerk;alles\nwerk > druk;\nwerk > druk > avond;laat\ntijd;",
    "MAXQDA, levels": "Level 1\tLevel 2\tLevel 3\tMemo\nwerk\t\t\talles\n\tdruk\t\t\n\t\tavond\tlaat\ntijd\t\t\t",
    "NVivo, paths": "\n".join(
        (
            "Name,Description",
            r"Codes\\werk,alles",
            r"Codes\\werk\druk,",
            r"Codes\\werk\druk\avond,laat",
            r"Codes\\tijd,",
        )
    ),
    "NVivo, indented": "Name,Description\nwerk,alles\n  druk,\n    avond,laat\ntijd,",
    "only the lowest": "Code;Beschrijving\nwerk>druk>avond;laat\ntijd;",
    "Excel's first line": "sep=;\nCode;Memo\nwerk;alles\nwerk>druk>avond;laat\ntijd;",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_is_a_tree(tmp_path: Path, name: str, encoding: str) -> None:
    book = tmp_path / "boek.csv"
    book.write_text(TABLES[name], encoding)
    draft = read_any_codebook(book)
    assert [names for names, _code in draft.walk()] == TREE
    (deepest,) = [code for names, code in draft.walk() if len(names) == 3]
    assert deepest.fields.definition == "laat"


def test_qualcoder_names_the_category_beside_the_code(tmp_path: Path) -> None:
    book = tmp_path / "boek.csv"
    book.write_text("codename,memo,category\ndruk,te veel,werk\ntijd,,\n")
    assert paths(book) == [("werk",), ("werk", "druk"), ("tijd",)]


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "boek.xlsx") as book:
        sheet = book.add_worksheet()
        for i, row in enumerate((("Code", "Color", "Memo"), ("werk", "#FF0000", "alles"), ("werk > druk", "", ""))):
            sheet.write_row(i, 0, row)
    draft = read_any_codebook(tmp_path / "boek.xlsx")
    assert [names for names, _code in draft.walk()] == TREE[:2]
    assert (draft.codes[0].fields.colour, draft.codes[0].fields.definition) == ("#FF0000", "alles")


@pytest.mark.parametrize("content", ["", "a;b\n1;2\n", "Code;Memo\n;\n", '"open'])
def test_what_is_no_codebook_is_told_in_one_sentence(tmp_path: Path, content: str) -> None:
    book = tmp_path / "boek.csv"
    book.write_text(content)
    with pytest.raises(InputError, match=r"boek\.csv"):
        read_any_codebook(book)
