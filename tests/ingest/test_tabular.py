import pytest

from codebench.domain.errors import InputError
from codebench.ingest.source import inspect
from codebench.ingest.tabular import Sheet, open_sheet
from tests.ingest.conftest import Write


def sheet_of(write: Write, content: str, encoding: str = "utf-8") -> Sheet:
    return open_sheet(inspect(write("a.csv", content, encoding)))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_by_what_it_yields(write: Write, delimiter: str, ends: str) -> None:
    table = [["id", "Wat, en waarom?", "score"], ["1", "tijd; geld, rust | dus", "3,5"], ["2", "geld", "4,25"]]
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in table]
    sheet = sheet_of(write, ends.join(lines))
    assert sheet.headings == tuple(table[0])
    assert list(sheet.rows()) == [(2, table[1]), (3, table[2])]
    assert (sheet.n_rows, sheet.doubts) == (2, ())


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_excel_may_say_the_delimiter(write: Write, first: str) -> None:
    sheet = sheet_of(write, first + "id;a,b\n1;x,y\n")
    assert sheet.headings == ("id", "a,b")
    assert list(sheet.rows()) == [(3, ["1", "x,y"])]


def test_one_column_is_a_table_too(write: Write) -> None:
    sheet = sheet_of(write, "Wat vond je goed, en wat niet?\nDe klas, en de juf\nNiets; echt\nalles\n")
    assert [cells for _line, cells in sheet.rows()] == [["De klas, en de juf"], ["Niets; echt"], ["alles"]]


def test_cells_of_several_lines_and_the_lines_they_begin_on(write: Write) -> None:
    sheet = sheet_of(write, 'id;a\n\n1;"een\r\ntwee; ""drie"""\n;\n2;  b\xa0\n')
    assert list(sheet.rows()) == [(3, ["1", 'een\ntwee; "drie"']), (6, ["2", "b"])]


def test_ragged_rows_are_padded_and_named(write: Write) -> None:
    sheet = sheet_of(write, "id;a;b\n1;x;y\n2;x\n3;x;y;;\n4;x;y;;\n5\n" + "6;x;y\n" * 5)
    assert [cells for _line, cells in sheet.rows()][:5] == [
        ["1", "x", "y"],
        ["2", "x", ""],
        ["3", "x", "y"],
        ["4", "x", "y"],
        ["5", "", ""],
    ]
    assert [doubt.what for doubt in sheet.doubts] == [
        "2 rows have fewer cells than there are headings (lines 3, 6); the missing ones are taken as blank.",
    ]


def test_empty_headings_get_a_name(write: Write) -> None:
    assert sheet_of(write, "id;;b;\n1;2;3;4\n").headings == (
        "id",
        "kolom 2",
        "b",
        "kolom 4",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id;a;b;a \n1;2;3;4\n", r"more than one column with the heading 'a' \(columns 2, 4\)"),
        ("id;a\n", "no rows under it"),
        ("id;a\n;\n\n;;;\n", "no rows under it"),
        ('id;a\n1;"x;y"\n2;"open\n3;z;\n', r"in the row that begins on line 3: a quotation mark"),
        ('id;a\n1;"x;y"\n2;"Ja" zei ze\n', r"in the row that begins on line 3: a quotation mark"),
        ("id;a\n1;x\n2;x;y\n3;x\n", r"1 row with more cells than there are headings \(line 3\)"),
        ("a,b\n1,2,3\n4,5,6\n", r"has 2 headings, but most rows have more cells \(line 2\)"),
    ],
)
def test_broken_tables_are_refused_in_one_sentence(write: Write, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        sheet_of(write, content)
    assert str(caught.value).startswith("'a.csv'")


def test_a_cell_without_end(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codebench.ingest.tabular.MAX_CELL", 1000)
    with pytest.raises(InputError, match="line 3: a cell holds more than a million characters"):
        sheet_of(write, 'id;a\n1;"b;c"\n2;"' + "d\n" * 2000)


def test_quotation_marks_that_quote_nothing_stay_in_the_text(write: Write) -> None:
    sheet = sheet_of(write, 'id\ta\n1\t"Ja" zei ze\n2\tze zei "nee"\n3\t"open\n')
    assert [cells[1] for _line, cells in sheet.rows()] == ['"Ja" zei ze', 'ze zei "nee"', '"open']
    assert "read as part of the text" in sheet.doubts[0].what
