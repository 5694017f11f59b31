"""What was written under "andere" counts with the options that were offered, each respondent once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from codebench.analysis.folding import FoldRequest
from codebench.domain.errors import CodebenchError, InputError, NotFoundError
from codebench.domain.table import Table, Undefined, cell_text
from codebench.ingest import read
from codebench.project.project import Project

# The shape of a questionnaire with several answers and a field for what is not among them; all of it is made up.
SURVEY = """id;niveau;aspecten;hoofdzaak;aspecten: andere
1;bao;bereikbaarheid;bereikbaarheid;
2;bao;bereikbaarheid, motivatie, andere;andere;via mail contact gehouden
3;bao;motivatie, andere;andere;mails, en een nieuwsbrief gestuurd
4;so;andere;andere;alleen een nieuwsbrief van de school
5;so;andere;andere;de leerlingen hadden geen zin meer
6;so;nvt;nvt;
7;so;;motivatie;
8;so;bereikbaarheid, motivatie;motivatie;nog meer zin geven
"""
OTHER = "aspecten: andere"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "enquete.csv").write_text(SURVEY, "utf-8")
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.imports.take([read(tmp_path / "enquete.csv")])
        reached, mail = made.codebook.add("contact"), made.codebook.ensure("contact > mailverkeer")
        letter, drive = made.codebook.add("nieuwsbrief"), made.codebook.add("zin")
        for case, codes in (("2", [mail]), ("3", [mail, letter]), ("4", [letter]), ("5", [drive]), ("8", [reached])):
            found = made.documents.answer(case, OTHER)
            made.codings.add(found.id, 0, found.length, codes)
        yield made


def rows(table: Table) -> dict[str, list[str]]:
    return {str(row.cells[0]): [cell_text(cell) for cell in row.cells[1:]] for row in table.rows}


def fold(project: Project, variable: str, **pairs: str) -> Table:
    project.folds.set(variable, OTHER, {project.codebook.find(code): label for code, label in pairs.items()})
    return project.folded(FoldRequest(variable, by="niveau"))


def test_several_answers_are_joined_for_each_respondent(project: Project) -> None:
    table = fold(project, "aspecten", contact="bereikbaarheid", zin="motivatie")
    assert [column.group for column in table.columns[1::2]] == [
        "As chosen",
        "With what was written (N = 6)",
        "bao (N = 3)",
        "so (N = 3)",
    ]
    # Respondent 2 chose and wrote it: counted once. 5 wrote only what has an option: leaves "andere".
    assert rows(table) == {
        "bereikbaarheid": ["3", "3 of 6", "4", "4 of 6", "3", "3 of 3", "1", "1 of 3"],
        "motivatie": ["3", "3 of 6", "4", "4 of 6", "2", "2 of 3", "2", "2 of 3"],
        "andere": ["4", "4 of 6", "2", "2 of 6", "1", "1 of 3", "1", "1 of 3"],
        "spontaan vermeld": [""] * 8,
        "nieuwsbrief": ["", "", "2", "2 of 6", "1", "1 of 3", "1", "1 of 3"],
    }
    assert table.n == "N = 6 respondents who answered; kept apart: blank 1, n.v.t. 1."
    assert "2 answers were written and not chosen, and are added." in table.notes
    assert "2 respondents go from 'andere' to what they wrote." in table.notes
    assert "is not ranked with the options" in table.rule and "reporting layer: An" in table.rule


def test_a_single_choice_moves(project: Project) -> None:
    table = fold(project, "hoofdzaak", contact="bereikbaarheid", zin="motivatie", nieuwsbrief="andere")
    # 2 moves to what they wrote; 3 wrote two things; 8 chose one and wrote another: the choice stands.
    assert {label: cells[:4] for label, cells in rows(table).items()} == {
        "bereikbaarheid": ["1", "1 of 7", "2", "2 of 7"],
        "motivatie": ["2", "2 of 7", "3", "3 of 7"],
        "andere": ["4", "4 of 7", "2", "2 of 7"],
    }
    assert any("stays where they were" in note for note in table.notes)
    assert "1 respondent chose one option and wrote another; the choice stands." in table.notes


def test_without_a_fold_the_answers_are_counted_as_they_are(project: Project) -> None:
    table = project.folded(FoldRequest("aspecten"))
    assert rows(table)["bereikbaarheid"] == ["3", "3 of 6"]
    assert list(rows(table))[-1] == "andere"
    with pytest.raises(NotFoundError, match="no variable 'weg'"):
        project.folded(FoldRequest("weg"))


def test_few_respondents_are_hidden_with_how_many_went_where(project: Project) -> None:
    fold(project, "aspecten", contact="bereikbaarheid", zin="motivatie")
    table = project.folded(FoldRequest("aspecten", min_cell=3))
    # 3 of 6 chose contact and 4 mention it now: of the 4, 2 of 6 do not; "andere" keeps its place.
    assert [str(row.cells[0]) for row in table.rows] == list(rows(project.folded(FoldRequest("aspecten"))))
    assert all(cell == "–" for cells in rows(table).values() for cell in cells if cell)
    assert any(note.startswith("Hidden: what stands for fewer than 3 cases") for note in table.notes)
    assert not any("written and not chosen" in note or "go from" in note for note in table.notes)
    fold(project, "hoofdzaak", contact="bereikbaarheid")
    single = project.folded(FoldRequest("hoofdzaak", min_cell=2))
    assert all(isinstance(row.cells[1], Undefined) for row in single.rows[:3]), "what was chosen adds up: all of it"


def test_the_answers_stay_and_a_fold_is_undone(project: Project) -> None:
    before = project.folded(FoldRequest("aspecten"))
    fold(project, "aspecten", contact="bereikbaarheid")
    assert project.cases.get("5").values["aspecten"].options == ("andere",)
    project.folds.remove("aspecten")
    assert replace(project.folded(FoldRequest("aspecten")), state=before.state) == before
    project.history.undo()
    assert [pair[1:] for pair in project.folds.get("aspecten").pairs] == [("contact", "bereikbaarheid")]
    project.history.undo()
    assert not project.folds.all()
    assert not project.check()


def test_what_goes_leaves_the_fold(project: Project) -> None:
    fold(project, "aspecten", contact="bereikbaarheid", zin="motivatie")
    project.codebook.merge(project.codebook.find("zin"), project.codebook.find("nieuwsbrief"))
    project.codebook.remove(project.codebook.find("contact"), with_codings=True)
    assert [pair[1:] for pair in project.folds.get("aspecten").pairs] == [("nieuwsbrief", "motivatie")]
    project.variables.remove(project.variables.get("aspecten").id)
    assert not project.folds.all()
    assert not project.check()


@pytest.mark.parametrize(
    ("variable", "question", "pairs", "error", "words"),
    [
        ("weg", OTHER, {}, NotFoundError, "no variable 'weg'"),
        ("aspecten", "weg", {}, NotFoundError, "no question 'weg'"),
        ("aspecten", OTHER, {1: "geld"}, NotFoundError, "'aspecten' has no option 'geld'; it has: andere, bereik"),
        ("aspecten", OTHER, {99: "andere"}, NotFoundError, "no code 99"),
    ],
)
def test_what_is_not_there_is_named(
    project: Project, variable: str, question: str, pairs: dict[int, str], error: type[CodebenchError], words: str
) -> None:
    with pytest.raises(error, match=words):
        project.folds.set(variable, question, pairs)
    project.variables.add("leeftijd", project.variables.get("niveau").type.NUMBER)
    with pytest.raises(InputError, match="of type number"):
        project.folds.set("leeftijd", OTHER, {})
