"""Surveys by commands: recipes, the next export, what was written folded in, the words for no answer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_running import Commands, sentence

HEAD = "Respondent ID;niveau;aspecten;aspecten: andere\n"
MAY = HEAD + "1;bao;contact|andere;via mail en telefoon gebeld\n2;so;motivatie|contact;\n3;bao;andere;geen\n"


@pytest.fixture
def survey(codebench: Commands, tmp_path: Path) -> Commands:
    (tmp_path / "mei.csv").write_text(MAY, "utf-8")
    codebench("init", "enquete", "--coder", "An")
    return codebench


def test_a_recipe_is_saved_edited_and_used(survey: Commands, tmp_path: Path) -> None:
    survey("import", "enquete", "mei.csv", "--save-recipe", "recept.yaml")
    recipe = tmp_path / "recept.yaml"
    told = recipe.read_text("utf-8")
    assert '  - column: "aspecten: andere"\n    role: open\n' in told
    recipe.write_text(told.replace("role: open\n", "role: open\n    name: andere\n    absence: {n.v.t.: [geen]}\n"))
    survey("import", "enquete", "mei.csv", "--recipe", "recept.yaml", "--yes")
    listed = survey("questions", "enquete", "--format", "csv").out
    assert "andere;aspecten: andere;1;2;1" in listed
    again = survey("import", "enquete", "mei.csv", "--save-recipe", "recept.yaml", code=1)
    assert "is there already" in again.err


def test_names_do_not_come_back_with_the_next_export(survey: Commands, tmp_path: Path) -> None:
    (tmp_path / "sleutels").mkdir()
    (tmp_path / "sleutels" / "wie.csv").write_text("original,pseudonym,kind\nIlse,[deelnemer 1],name\n", "utf-8")
    may = MAY.replace("geen", "Ilse belt altijd terug")
    (tmp_path / "mei.csv").write_text(may, "utf-8")
    (tmp_path / "juni.csv").write_text(may + "4;so;andere;ook Ilse belt vaak\n", "utf-8")
    survey("import", "enquete", "mei.csv", "--pseudonyms", "sleutels/wie.csv", "--yes")
    done = survey("append", "enquete", "juni.csv", "--yes")
    assert "Took in 1 new respondent, 0 changed answers" in done.err
    assert survey("search", "enquete", "belt").out.count("[deelnemer 1]") == 2
    assert "stands nowhere" in survey("search", "enquete", "Ilse").err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("role: open", "role: leuk"), "line 15: 'leuk' is no role"),
        (lambda text: text.replace("column: niveau", "column: nivo"), "line 9: 'mei.csv' has no column 'nivo'"),
        (lambda text: text.replace("    role: id", "     role: id"), "line 8: this is not YAML"),
        (lambda text: text + "rolle: x\n", "line 16: 'rolle' is not known here"),
        (lambda text: text + "  - column: niveau\n    role: skip\n", "line 16: column 'niveau' stands on line 9"),
        (lambda text: "", "holds nothing"),
        (lambda text: "- a\n", "line 1: here should be fields"),
        (lambda text: "[" * 1500, "is not YAML"),
    ],
)
def test_a_fault_in_a_recipe_is_told_with_its_line(
    survey: Commands, tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    survey("import", "enquete", "mei.csv", "--save-recipe", "recept.yaml")
    recipe = tmp_path / "recept.yaml"
    recipe.write_text(change(recipe.read_text("utf-8")), "utf-8")
    told = sentence(survey("import", "enquete", "mei.csv", "--recipe", "recept.yaml", "--yes", code=1).stderr)
    assert words in told


def test_the_next_export_is_shown_before_it_comes_in(survey: Commands, tmp_path: Path) -> None:
    survey("import", "enquete", "mei.csv", "--yes")
    later = MAY.replace("via mail en", "via") + "4;so;motivatie;\n"
    (tmp_path / "juni.csv").write_text(later, "utf-8")
    shown = survey("append", "enquete", "juni.csv")
    assert "via mail en telefoon gebeld" in shown.out and "1 new respondent, 1 changed answer" in shown.out
    assert "--yes does it" in shown.err
    assert (
        "Took in 1 new respondent, 1 changed answer, 0 changed values."
        in survey("append", "enquete", "juni.csv", "--yes").err
    )
    survey("undo", "enquete")
    assert "1 new respondent" in survey("append", "enquete", "juni.csv", "--to", "mei.csv").out


def test_what_was_written_is_folded_in(survey: Commands) -> None:
    survey("import", "enquete", "mei.csv", "--yes")
    survey("codebook", "add", "enquete", "telefoon")
    survey("code", "enquete", "-r", "1", "-q", "aspecten: andere", "--quote", "telefoon", "-c", "telefoon")
    before = survey("fold", "show", "enquete", "aspecten", "--format", "csv").out
    survey("fold", "set", "enquete", "aspecten", "-q", "aspecten: andere", "--pair", "telefoon=motivatie")
    after = survey("fold", "show", "enquete", "aspecten", "--by", "niveau", "--format", "csv").out
    assert "motivatie;1" in before and "motivatie;1;1 of 3;2;2 of 3" in after
    assert "telefoon;motivatie" in survey("fold", "list", "enquete", "--format", "csv").out
    survey("fold", "remove", "enquete", "aspecten")
    again = survey("fold", "show", "enquete", "aspecten", "--format", "csv").out
    assert [row for row in again.splitlines() if "hash" not in row] == [
        row for row in before.splitlines() if "hash" not in row
    ]


def test_the_words_for_no_answer_are_the_projects(survey: Commands) -> None:
    assert "geen;" not in survey("absence", "enquete", "--format", "csv").out
    survey("absence", "enquete", "--add", "weet niet=geen", "--remove", "nvt")
    listed = survey("absence", "enquete", "--format", "csv").out
    assert "weet niet;geen" in listed and "n.v.t.;nvt" not in listed
    survey("import", "enquete", "mei.csv", "--yes")
    assert "aspecten: andere;1;2;1" in survey("questions", "enquete", "--format", "csv").out
    assert "'leuk' is not one of" in survey("absence", "enquete", "--add", "leuk=geen", code=2).err
    assert "stands for weet niet already" in survey("absence", "enquete", "--add", "weet niet=Geen", code=1).err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.xlsx", b"", "is empty"),
        ("tekst.xlsx", MAY.encode(), "called a workbook but is none"),
        ("stuk.xlsx", b"PK\x03\x04" + b"\0" * 60, "is damaged"),
        ("dubbel.csv", (MAY + "1;so;;\n").encode(), "has '1' (lines 2, 5)"),
    ],
)
def test_a_file_that_is_none_leaves_the_project_as_it_was(
    codebench: Commands, tmp_path: Path, unchanged: Callable[[], None], name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert words in sentence(codebench("import", "studie", name, "--yes", code=1).stderr)
    unchanged()
