"""Code by period within one interview: each section is counted by itself, over the cases that speak in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import Share, Table, cell_text
from codebench.domain.variables import CaseKind
from codebench.ingest import ReadOptions
from codebench.ingest.gathering import Gathering
from codebench.project.project import Project
from tests.conftest import TURNS, coding_row, transcript

NOTE = "Periode 1: sluiting\nVeel zorg, {n}.\nVraag 1\nDe ouders ook.\nPeriode 2: heropstart\nMinder zorg.\n"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Three centres about two periods, all reviewed but one paragraph; four codings of 'zorg' in two of them."""
    folder = tmp_path_factory.mktemp("calls")
    for n in range(3):
        (folder / f"CLB {n}.txt").write_text(NOTE.format(n=n), "utf-8")
    with Project.create(folder / "b.codebench", "An") as project:
        options = ReadOptions(case_kind=CaseKind.ORGANISATION)
        project.imports.take(Gathering.of(sorted(folder.glob("*.txt")), options).drafts)
        project.codebook.ensure("zorg")
        units = [unit.id for info in project.documents.all() for unit in project.documents.units(info.id)]
        project.reviews.mark(units[:-1])
        places = [("CLB 0", "Veel zorg"), ("CLB 0", "De ouders"), ("CLB 1", "Veel zorg"), ("CLB 1", "Minder zorg")]
        text = {name: NOTE.format(n=name[-1]) for name, _quote in places}
        spans = [(name, text[name].index(quote), len(quote)) for name, quote in places]
        rows = [coding_row("zorg", start, start + n, document=name) for name, start, n in spans]
        project.coding_files.take(rows)
        yield project


def cells(table: Table, code: str) -> list[str]:
    return next([cell_text(cell) for cell in row.cells[1:]] for row in table.rows if row.cells[0] == code)


def test_centres_count_once_in_each_period(calls: Project) -> None:
    table = calls.frequencies(FrequencyRequest(by="section"))
    assert table.title == "Frequencies of codes by cases and section"
    assert [column.group for column in table.columns[2::2]] == [
        "Total (N = 3)",
        "Periode 1: sluiting (N = 3)",
        "Vraag 1 (N = 3)",
        "Periode 2: heropstart (N = 2)",
    ]
    # A section counts what lies in the sections inside it, too.
    assert cells(table, "zorg") == ["4", "2", "2 of 3", "2", "2 of 3", "1", "1 of 3", "1", "1 of 2"]
    assert any("repeated measures" in note for note in table.notes)


def test_codings_by_section(calls: Project) -> None:
    table = calls.frequencies(FrequencyRequest(base=Base.CODINGS, by="section"))
    assert cells(table, "zorg")[::2] == ["4", "3", "1", "1"]


def test_one_section_alone(calls: Project) -> None:
    scope = ScopeRequest(sections=("Periode 2: heropstart",))
    table = calls.frequencies(FrequencyRequest(scope=scope))
    assert cells(table, "zorg") == ["1", "1", "1 of 2"]
    assert "only section Periode 2: heropstart" in table.rule
    whole = calls.frequencies(FrequencyRequest(scope=ScopeRequest(sections=("Periode 1: sluiting",))))
    assert cells(whole, "zorg")[0] == "3"


def test_sections_that_there_are_not(calls: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no section 'Periode 9'"):
        calls.frequencies(FrequencyRequest(scope=ScopeRequest(sections=("Periode 9",))))
    with Project.create(tmp_path / "c.codebench", "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        with pytest.raises(InputError, match="No unit of this material lies in a section"):
            project.frequencies(FrequencyRequest(by="section"))


def test_sections_inside_each_other_are_not_tested(calls: Project) -> None:
    table = calls.figures.compared(ComparisonRequest())
    assert "Not tested: sections lie inside each other (--section names some)." in table.notes
    assert table.rows[0].cells[:4] == ("zorg", 4, 2, Share(2, 3))
    assert any("columns overlap" in note for note in table.notes)


def test_the_same_centres_in_two_periods_are_tested_as_such(calls: Project) -> None:
    periods = ScopeRequest(sections=("Periode 1: sluiting", "Periode 2: heropstart"))
    table = calls.figures.compared(ComparisonRequest(scope=periods))
    assert table.rows[0].cells[-5:] == ("McNemar", None, 1.0, 1.0, "")
    assert "over the 2 cases that spoke in every section" in table.rule
