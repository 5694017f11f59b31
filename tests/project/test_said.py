"""What a case said, and how far each coder is with it."""

from pathlib import Path

import pytest

from codebench.project.models import Progress, Stage
from codebench.project.project import Project
from tests.conftest import survey, transcript

TURNS = [("Moderator", "Is er tijd?"), ("Bart", "Nee."), ("Ilse", "Ja, 😀 soms."), ("Bart", "Geen tijd, dus.")]


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([transcript("groep", TURNS), survey({"R1": "Geen tijd.", "R2": "Tijd!"})])
        project.codebook.add("tijd")
        project.coders.add("Bo")
        yield project


def case(project: Project, name: str) -> int:
    return next(each.id for each in project.cases.all() if each.name == name)


def test_what_a_case_said_stands_in_order_with_codes_and_marks(project: Project) -> None:
    units = project.documents.units(1)
    project.codings.add(1, units[3].body_start, units[3].end, [1])
    project.reviews.mark([units[1].id])
    said = project.cases.said(case(project, "Bart"))
    assert [(each.text, each.reviewed, each.codes, each.number) for each in said] == [
        ("Nee.", True, (), 2),
        ("Geen tijd, dus.", False, ("tijd",), 4),
    ]
    text = project.documents.text(1)
    assert all(text[each.start : each.end] == each.text for each in said)
    (soms,) = project.cases.said(case(project, "Ilse"))
    assert text[soms.start : soms.end] == soms.text == "Ja, 😀 soms."
    (answer,) = project.cases.said(case(project, "R1"))
    assert (answer.is_answer, answer.text, answer.place) == (True, "Geen tijd.", project.documents.questions()[0].name)


def test_progress_is_by_case_and_a_moderator_has_none(project: Project) -> None:
    units = project.documents.units(1)
    project.reviews.mark([units[1].id, units[2].id])
    project.codings.add(1, units[3].body_start, units[3].end, [1])
    progress = project.cases.progress()
    assert progress[case(project, "Bart")] == Progress(2, 1, 1, 1)
    assert progress[case(project, "Ilse")].stage is Stage.DONE
    assert progress[case(project, "R1")].stage is Stage.NOT_BEGUN
    assert case(project, "Moderator") not in progress


def test_the_table_has_a_column_for_each_coder(project: Project) -> None:
    project.reviews.mark([project.documents.units(1)[1].id])
    table = project.cases.team_progress()
    assert [column.heading for column in table.columns][2:] == ["An", "Bo"]
    rows = {row.cells[0]: row.cells[1:] for row in table.rows}
    assert rows["groep / Bart"] == (2, "1 of 2", "–")
    assert not any("Moderator" in name for name in rows)
