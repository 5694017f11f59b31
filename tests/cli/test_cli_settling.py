"""Agreement of a project, settling on paper and ratings for other programs, by command."""

import json
from pathlib import Path

import openpyxl
import pytest
from cli_running import Commands, sentence

GIVEN = {
    "Lena": (("te weinig tijd voor overleg", "tijd"), ("Wij werken altijd over.", "tijd"), ("Dat klopt.", "mandaat")),
    "Wout": (("te weinig tijd voor overleg", "tijd"), ("Wij werken altijd over.", "middelen")),
}


@pytest.fixture
def twice(codebench: Commands) -> Commands:
    """The study, with its focus group coded by Lena and Wout."""
    codebench("coders", "studie", "--add", "Wout", "--coder", "Lena")
    for coder, given in GIVEN.items():
        for quote, code in given:
            codebench("code", "studie", "-d", "groep-1", "--quote", quote, "-c", code, "--coder", coder)
        codebench("review", "mark", "studie", "-d", "groep-1", "--coder", coder)
    return codebench


def test_a_sentence_and_tables_for_people(twice: Commands) -> None:
    out = twice("agreement", "studie").out
    assert out.startswith("Agreement between Lena and Wout on 6 turns (groep-1; no rating is missing): Krippendorff")
    for title in ("Agreement per code", "What the disagreement consists of", "The same data by other conventions"):
        assert title in out, title
    assert "sub-codes count as their top code" in twice("agreement", "studie", "--top-codes").out
    one = twice("agreement", "studie", "--table", "coders").out
    assert one.startswith("Agreement between coders\n")
    assert "codes, coders" in sentence(twice("agreement", "studie", "--table", "tally", code=1).stderr)


def test_a_project_has_the_keys_that_its_ratings_have(twice: Commands) -> None:
    mine = json.loads(twice("agreement", "studie", "--format", "json").out)
    twice("ratings", "export", "studie", "r.csv")
    theirs = json.loads(twice("agreement", "--matrix", "r.csv", "--format", "json").out)
    assert theirs.pop("undefined").items() <= mine["undefined"].items()
    assert {key: mine[key] for key in theirs} == pytest.approx(theirs)
    assert mine["about"]["coders"] == ["Lena", "Wout"]
    twice("agreement", "studie", "-o", "codes.xlsx")
    assert Path("codes.xlsx").stat().st_size > 1000


def test_what_does_not_go_together_is_said(twice: Commands) -> None:
    assert "PROJECT" in sentence(twice("agreement", code=1).stderr)
    assert "--level" in twice("agreement", "studie", "--level", "ordinal", code=2).err
    assert "annotate" in sentence(twice("agreement", "studie", "--unit", "sentence", code=1).stderr)
    assert "ronde" in sentence(twice("agreement", "studie", "--round", "ronde", code=1).stderr)


def test_settled_on_paper(twice: Commands) -> None:
    assert "2 open" not in twice("settle", "list", "studie", "--code", "tijd").out
    twice("settle", "round", "studie", "dubbel", "--kind", "reliability", "--coder", "Lena")
    twice("settle", "export", "studie", "overleg.xlsx", "--round", "dubbel")
    book = openpyxl.load_workbook("overleg.xlsx")
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "decision")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column).value = "Wout"
    book.save("overleg.xlsx")
    dry = twice("settle", "import", "studie", "overleg.xlsx", "--coder", "Lena")
    assert "Nothing was changed" in dry.err
    assert dry.out.count("decides") == 3
    done = twice("settle", "import", "studie", "overleg.xlsx", "--yes", "--coder", "Lena")
    assert "3 codes in units are settled" in done.err
    out = twice("agreement", "studie", "--round", "dubbel").out
    assert "frozen" in out.splitlines()[0]
    assert "Wout's taken" in out
    assert (
        "Nothing in the file"
        in twice("settle", "import", "studie", "overleg.xlsx", "--yes", "--coder", "Lena", code=1).err
    )
    twice("undo", "studie", "--coder", "Lena")
    assert "Wout's taken" not in twice("agreement", "studie", "--round", "dubbel").out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(twice: Commands, content: bytes) -> None:
    Path("kapot.xlsx").write_bytes(content)
    twice("settle", "round", "studie", "dubbel", "--coder", "Lena")
    sentence(twice("settle", "import", "studie", "kapot.xlsx", "--coder", "Lena", code=1).stderr)
