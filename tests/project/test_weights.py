"""A weight on a coding: given, taken away, kept by whatever becomes of the coding, and never counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis.frequencies import FrequencyRequest
from codebench.domain.errors import ConflictError, InputError
from codebench.exchange.codings_csv import read_codings, write_codings
from codebench.project.exchange_out import OutRequest
from codebench.project.passages import RetrievalRequest
from codebench.project.project import Project
from tests.conftest import transcript
from tests.project.merge_material import copy
from tests.project.test_journal import state

TURNS = [("Moderator", "Wat vraagt tijd?"), ("Ilse", "Het overleg en veel. Negen scholen!"), ("Bart", "Ja.")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that every test leaves as it was, by undoing."""
    with Project.create(tmp_path_factory.mktemp("weights") / "p.codebench", "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        for name in ("tijd", "middelen"):
            project.codebook.add(name)
        project.reviews.mark([unit.id for unit in project.documents.units(1)])
        start, end = said(project, "Het overleg en veel. Negen scholen!")
        project.codings.add(1, start, end, [1])
        project.codings.add(1, start, end - 15, [2])
        yield project


@pytest.fixture
def before(desk: Project) -> Iterator[object]:
    found = state(desk)
    yield found
    while state(desk) != found:
        desk.history.undo()


def said(project: Project, words: str) -> tuple[int, int]:
    start = project.documents.text(1).index(words)
    return start, start + len(words)


def weights(project: Project) -> list[int | None]:
    return [coding.weight for coding in project.documents.codings(1)]


@pytest.mark.usefixtures("before")
def test_it_is_given_and_taken_away_in_one_act_each(desk: Project) -> None:
    assert desk.codings.weigh([1, 2], 70) == 2
    assert desk.codings.weigh([1, 2], 70 - 30) == 2
    assert weights(desk) == [40, 40]
    assert desk.codings.weigh([1], None) == 1
    assert weights(desk) == [None, 40]
    desk.history.undo()
    assert weights(desk) == [40, 40]


@pytest.mark.usefixtures("before")
def test_what_is_no_weight_is_refused_and_so_is_what_stands(desk: Project) -> None:
    for wrong in (-1, 101):
        with pytest.raises(InputError, match="between 0 and 100"):
            desk.codings.weigh([1], wrong)
    with pytest.raises(ConflictError, match="no weight"):
        desk.codings.weigh([1], None)
    desk.codings.weigh([1], 0)
    assert weights(desk) == [0, None]


@pytest.mark.usefixtures("before")
def test_no_count_reads_it(desk: Project) -> None:
    plain = desk.frequencies(FrequencyRequest())
    desk.codings.weigh([1], 100)
    desk.codings.weigh([2], 0)
    assert desk.frequencies(FrequencyRequest()).rows == plain.rows


@pytest.mark.usefixtures("before")
def test_a_query_may_ask_for_it_and_finds_none_without(desk: Project) -> None:
    def found(query: str) -> list[int]:
        return sorted(each.coding_id or 0 for each in desk.retrieval.find(RetrievalRequest(query)).items)

    assert found("weight>=0") == [] and found("*") == [1, 2]
    desk.codings.weigh([1], 70)
    assert (found("weight>=70"), found("tijd weight<=70"), found("middelen weight>=0")) == ([1], [1], [])
    assert found("weight>=71") == []


@pytest.mark.usefixtures("before")
def test_it_stays_through_moving_recoding_editing_splitting_and_making_one(desk: Project) -> None:
    desk.codings.weigh([1], 70)
    start, end = said(desk, "overleg en veel. Negen")
    desk.codings.move(1, start, end)
    desk.edits.apply(1, desk.documents.text(1).replace("Ja.", "Ja, ja."))
    new = desk.borders.split(1, start + 8)
    assert [desk.codings.get(each).weight for each in (1, new)] == [70, 70]
    desk.codings.weigh([1], None)
    assert desk.codings.get(desk.borders.merge([1, new])).weight == 70
    desk.codings.recode(1, 2)
    assert desk.codings.get(1).weight == 70


@pytest.mark.usefixtures("before")
def test_codes_that_become_one_keep_the_weight_that_there_is(desk: Project) -> None:
    twin = desk.codings.add(1, *said(desk, "Ja."), [1, 2])
    desk.codings.weigh(twin[:1], 30)
    desk.codebook.merge(1, 2)
    assert desk.codings.get(twin[1]).weight == 30


def test_it_goes_along_in_a_file_of_codings(desk: Project, before: object, tmp_path: Path) -> None:
    desk.codings.weigh([1], 70)
    rows = desk.coding_files.rows()
    write_codings(rows, tmp_path / "codings.csv")
    desk.codings.remove([1, 2])
    desk.coding_files.take(read_codings(tmp_path / "codings.csv"))
    assert weights(desk) == [70, None]
    assert state(desk) != before


@pytest.mark.usefixtures("before")
def test_what_goes_to_another_tool_says_that_weights_stay(desk: Project, tmp_path: Path) -> None:
    desk.codings.weigh([1], 70)
    report = desk.exchange_out.write(tmp_path / "p.qdpx", OutRequest())
    assert ("weights of codings", 1) in {row.cells[1:3] for row in report.rows}


def test_a_weight_given_in_a_copy_comes_back(desk: Project, before: object, tmp_path: Path) -> None:
    other = copy(desk.path, "weights-copy")
    with Project.open(other, "An") as there:
        there.codings.weigh([2], 90)
    desk.merging.take(desk.merging.plan(other))
    assert weights(desk) == [None, 90]
    assert state(desk) != before
