"""Codings go through a CSV file unchanged, and each fault in a file is told with its line."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codebench.domain.coding_table import CodingDraft
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.exchange.codings_csv import COLUMNS, ORIGINS, read_codings, write_codings

CORPORA = Path(__file__).parents[2] / "corpora"

HARMFUL = "=+-@\t\r"
odd = st.text(st.sampled_from("'=+-@\t\r\n\",; a"), max_size=8)
texts = st.one_of(odd, st.text(max_size=30))
filled = texts.filter(str.strip)
offsets = st.one_of(st.just((None, None)), st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)))


def draft(
    document="",
    respondent="",
    question="",
    span=(None, None),
    quote="",
    code="tijd",
    coder="",
    memo="",
    o="import",
    w=None,
):
    return CodingDraft(0, document, respondent, question, span[0], span[1], quote, code, coder, memo, o, w)


shared = {"span": offsets, "quote": texts, "code": filled, "coder": texts, "memo": texts, "o": st.sampled_from(ORIGINS)}
shared["w"] = st.none() | st.integers(0, 100)
rows = st.builds(draft, document=filled, **shared) | st.builds(draft, respondent=filled, question=texts, **shared)


def read(tmp_path, text):
    path = tmp_path / "codings.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_codings(path)


@given(st.lists(rows, max_size=8), st.sampled_from(CsvProfile))
@example(
    [draft("d", quote="'t is waar", memo="'=1", coder="''=1"), draft("=d", code="-x", quote="a\r\nb\rc\n;,")],
    CsvProfile.EXCEL,
)
def test_what_is_written_is_read_back(tmp_path_factory, written, profile):
    path = tmp_path_factory.mktemp("csv") / "codings.csv"
    write_codings(written, path, profile)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (profile is CsvProfile.EXCEL)
    assert [replace(row, line=0) for row in read_codings(path)] == written


@given(st.lists(rows, min_size=1, max_size=5), st.sampled_from(CsvProfile))
def test_no_written_cell_begins_like_a_formula(tmp_path_factory, written, profile):
    path = tmp_path_factory.mktemp("csv") / "codings.csv"
    write_codings(written, path, profile)
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file, delimiter=profile.delimiter))
    assert not [cell for row in found for cell in row if cell.startswith(tuple(HARMFUL))]


def test_a_written_file_line_by_line(tmp_path):
    path = tmp_path / "codings.csv"
    row = draft(
        "groep 1", span=(3, 12), quote='\'t is, "ja"', code="tijd > overleg", coder="An", memo="=1+1", o="manual", w=80
    )
    write_codings([row, draft(respondent="R1", question="Wat?", quote="-\nnee")], path)
    assert path.read_bytes().decode() == (
        "document,respondent,question,start,end,quote,code,coder,memo,origin,weight\n"
        'groep 1,,,3,12,"\'t is, ""ja""",tijd > overleg,An,\'=1+1,manual,80\n'
        ',R1,Wat?,,,"\'-\nnee",tijd,,,import,\n'
    )


@pytest.mark.parametrize("cell", ["101", "-1", "3,5", "zwaar"])
def test_a_weight_lies_between_0_and_100(tmp_path, cell):
    with pytest.raises(InputError, match=r"line 2.*weight"):
        read(tmp_path, f'document,code,weight\ngroep,tijd,"{cell}"\n')


@pytest.mark.parametrize(("name", "n"), [("ondersteuners", 516), ("zorgcoordinatoren", 388)])
def test_the_codings_that_ship(tmp_path, name, n):
    found = read_codings(CORPORA / name / "codings.csv")
    assert len(found) == n
    assert {row.coder for row in found} == {"Lena", "Wout"}
    write_codings(found, tmp_path / "copy.csv")
    assert [replace(row, line=0) for row in read_codings(tmp_path / "copy.csv")] == [
        replace(row, line=0) for row in found
    ]


TABLE = "Document ,code,quote\ngroep 1,tijd,één\n"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("cp1252"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        ("\n" + TABLE.replace("\n", "\n,,\n\n")).encode(),
    ],
)
def test_what_other_programs_make_of_a_table(tmp_path, content):
    assert [replace(row, line=0) for row in read(tmp_path, content)] == [draft("groep 1", quote="één")]


def test_lines_are_those_of_the_file(tmp_path):
    text = 'quote,code,document\n"a\nb",x,d\n\n"c\r\nd",y,d\nlaatste,z,d\n'
    assert [(row.line, row.code, row.quote) for row in read(tmp_path, text)] == [
        (2, "x", "a\nb"),
        (5, "y", "c\r\nd"),
        (7, "z", "laatste"),
    ]


def test_a_quote_may_be_long(tmp_path):
    long = "woord " * 100_000
    write_codings([draft("d", quote=long)], tmp_path / "codings.csv")
    assert read_codings(tmp_path / "codings.csv")[0].quote == long


FAULTS = {
    "an unknown column": ("document,code,colour\n", 1, "'colour'"),
    "a column without a name": ("document,code,\n", 1, "''"),
    "a column twice": ("document,code,Code\n", 1, "'code'"),
    "no code": ("document,quote\n", 1, "`code`"),
    "no document": ("code,quote\n", 1, "`document`"),
    "no known header": ("groep 1;tijd;één\n", 1, "first line"),
    "too few cells": ("document,code\nd,x\nd\n", 3, "1 cells"),
    "too many cells": ("document,code\nd,x,\n", 2, "3 cells"),
    "the header twice": ("document,code\nd,x\ndocument,code\n", 3, "header"),
    "no number": ("document,code,start,end\nd,x,1.0,2\n", 2, "'1.0'"),
    "a negative number": ("document,code,start,end\nd,x,-1,2\n", 2, "'-1'"),
    "a number in another script": ("document,code,start,end\nd,x,1,٣\n", 2, "'٣'"),
    "an endless number": ("document,code,start,end\nd,x,1," + "9" * 5000 + "\n", 2, "no offset"),
    "a start without an end": ("document,code,start,end\nd,x,1,\n", 2, "only one of"),
    "an end without a start": ("document,code,start,end\nd,x,,1\n", 2, "only one of"),
    "a coder without a code": ("document,code,coder\nd,,An\n", 2, "no code"),
    "nowhere": ("document,respondent,code\n, ,x\n", 2, "document or a respondent"),
    "in two places": ("document,respondent,code\nd,r,x\n", 2, "not both"),
    "a question without a respondent": ("document,question,code\nd,q,x\n", 2, "respondent"),
    "an unknown origin": ("document,code,origin\nd,x,magic\n", 2, "'magic'"),
    "an open quotation mark": ('document,code\nd,x\nd,"x\ny,z\n', 3, "not closed"),
    "a quotation mark inside": ('document,code\nd,"x"y\n', 2, "not closed or not doubled"),
}


@pytest.mark.parametrize(("text", "line", "told"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_with_file_and_line(tmp_path, text, line, told):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"codings.csv, line {line}: ")
    assert told in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04\0\0", "is a spreadsheet"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (b"document,code\nd,\x81\xff\n", "neither"),
    ],
)
def test_what_is_no_table(tmp_path, content, told):
    with pytest.raises(InputError, match=told):
        read(tmp_path, content)


def test_a_table_of_only_a_header_has_no_codings(tmp_path):
    assert read(tmp_path, ",".join(COLUMNS)) == []


@given(st.one_of(st.binary(max_size=80), odd.map(lambda text: f"document,code,start,end\n{text}")))
def test_any_file_is_a_table_or_an_input_error(tmp_path_factory, content):
    try:
        found = read(tmp_path_factory.mktemp("fuzz"), content)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert all(row.code.strip() for row in found)
