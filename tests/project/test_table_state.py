"""Each table names the state of the project that it is of, by the journal's head and never by the clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis.frequencies import FrequencyRequest
from codebench.domain.table import ProjectState, Table
from codebench.project.agreement_data import AgreementRequest
from codebench.project.project import Project
from codebench.report import Format, as_docx, as_xlsx, render
from tests.project.rounds_material import group_round, judge, study


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as project:
        yield project


def head(project: Project) -> ProjectState:
    row = project.session.tuples(
        "SELECT a.created_at, (SELECT max(id) FROM codebook_revisions), e.hash FROM events e"
        " JOIN acts a ON a.id = e.act_id ORDER BY e.id DESC LIMIT 1"
    )[0]
    return ProjectState(*row)


def files(table: Table) -> list[str | bytes]:
    texts = [render(table, format) for format in (Format.TABLE, Format.CSV, Format.MD, Format.HTML, Format.JSON)]
    return [*texts, as_xlsx.render(table), as_docx.render(table)]


def test_the_same_project_gives_the_same_bytes_and_another_state_others(made: Project) -> None:
    project = made
    project.reviews.mark([unit.id for unit in project.documents.units(1)])
    first = project.frequencies(FrequencyRequest())
    assert first.state == head(project)
    with Project.open(project.path, "An", read_only=True) as again:
        assert files(again.frequencies(FrequencyRequest())) == files(first)
    project.codebook.add("nieuw")
    later = project.frequencies(FrequencyRequest())
    assert first.state is not None
    assert later.state == head(project) != first.state
    assert later.state.codebook_revision == first.state.codebook_revision + 1
    for before, after in zip(files(first), files(later), strict=True):
        assert before != after


def test_a_blind_round_hides_what_others_did_last(made: Project) -> None:
    project = made
    group_round(project)
    assert project.frequencies(FrequencyRequest()).state is None
    project.act_as("Cé")
    assert project.frequencies(FrequencyRequest()).state == head(project)


def test_what_a_round_froze_is_of_the_state_in_which_it_closed(made: Project) -> None:
    project = made
    chosen = group_round(project)
    units = [unit.id for unit in project.documents.units(1)]
    for coder in ("An", "Bo"):
        judge(project, coder, units)
        project.act_as(coder)
        project.codings.add(1, 40, 60, [1])
    before = head(project)
    project.rounds.close(chosen.id, reason="De tijd is om.")
    project.codebook.add("nieuw")
    report = project.agreement.report(AgreementRequest(round="ronde 1"))
    assert report.frozen
    assert {table.state for name, table in report.tables.items() if name != "tally"} == {before}
