"""Codings as data: cases by codes as the frequencies count them, and one row per coding."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis.frequencies import FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.table import Share
from codebench.project.project import Project
from tests.conftest import survey, transcript

TURNS = [("Moderator", "Wat helpt?"), ("Jan", "Meer tijd."), ("Els", "Overleg."), ("Jan", "Ja.")]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("data")
    with Project.create(folder / "studie.codebench", "An") as project:
        said = survey({"R1": "Tijd!", "R2": "Geld."}, {"R1": "bao", "R2": "so"})
        project.imports.take([transcript("groep-1", TURNS), said])
        project.codebook.ensure("tijd > overleg")
        query = 'SELECT id, document_id, body_start, "end" FROM units ORDER BY id'
        units = project.session.tuples(query)
        for n, path in ((1, "tijd"), (2, "tijd > overleg"), (4, "tijd")):
            _unit, document, start, end = units[n]
            project.codings.add(document, start, end, [project.codebook.find(path)])
        project.reviews.mark([unit[0] for unit in units[:5]])
        yield project


def test_a_matrix_has_a_row_per_case_and_gaps_where_nobody_looked(study: Project) -> None:
    data = study.datasets.make("matrix", ScopeRequest())
    labels = [field.label for field in data.fields]
    rows = {row[0]: dict(zip(labels, row, strict=True)) for row in data.rows}
    assert {name: (row["tijd"], row["tijd > overleg"]) for name, row in rows.items()} == {
        "Jan": ("1", "0"),
        "Els": ("1", "1"),
        "R1": ("1", "0"),
        "R2": ("", ""),
    }
    assert rows["R1"]["niveau"] == "bao"


def test_the_ones_of_a_code_are_the_cases_of_the_frequencies(study: Project) -> None:
    data = study.datasets.make("matrix", ScopeRequest())
    table = study.frequencies(FrequencyRequest())
    counted = {row.cells[0]: cell.n for row in table.rows for cell in row.cells if isinstance(cell, Share)}
    ones = {
        field.label.rpartition(" > ")[2]: sum(row[i] == "1" for row in data.rows)
        for i, field in enumerate(data.fields)
        if field.name.startswith("code_")
    }
    assert ones == counted


def test_a_long_file_has_a_row_per_coding_and_unit(study: Project, tmp_path: Path) -> None:
    data = study.datasets.make("long", ScopeRequest(documents=("groep-1",)))
    study.datasets.write(data, tmp_path / "data.csv")
    with (tmp_path / "data.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["case"], row["unit"], row["code"], row["quote"]) for row in rows] == [
        ("Jan", "2", "tijd", "Meer tijd."),
        ("Els", "3", "tijd > overleg", "Overleg."),
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"data.csv", "data.sps", "data.R"}
