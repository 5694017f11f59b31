"""The versions of a text: who made each and when, what differs, and what is said of those that were erased."""

from pathlib import Path

import pytest

from codebench.domain.differences import passages
from codebench.domain.errors import InputError, NotFoundError
from codebench.project.project import Project
from tests.conftest import transcript


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([transcript("groep", [("Ilse", "Te weinig tijd hier."), ("Bart", "Ja.")])])
        project.coders.add("Wout")
        project.edits.apply(1, project.documents.text(1).replace("weinig", "veel"))
        project.act_as("Wout")
        project.edits.apply(1, project.documents.text(1).replace("tijd", "tijdsdruk"))
        yield project


def test_each_says_by_whom_and_by_what_it_was_made(project: Project) -> None:
    found = project.text_versions.of(1)
    assert [(each.number, each.coder, each.state) for each in found] == [
        (3, "Wout", "present"),
        (2, "An", ""),
        (1, "An", ""),
    ]
    assert [each.what.split()[0] for each in found[:2]] == ["edit", "edit"]
    assert all(each.at.startswith("20") for each in found)
    assert [each.length for each in found] == [len(project.documents.text(1, n)) for n in (3, 2, 1)]


def test_two_of_them_are_compared_in_either_direction(project: Project) -> None:
    versions = project.text_versions
    assert [each.marked() for each in passages(versions.difference(1, 1, 3))] == [
        "Ilse: Te −[weinig tijd]+[veel tijdsdruk] hier."
    ]
    (back,) = passages(versions.difference(1, 3, 2))
    assert back.marked().endswith("−[tijdsdruk]+[tijd] hier.")
    with pytest.raises(InputError, match="not the same"):
        versions.difference(1, 2, 2)
    with pytest.raises(NotFoundError, match="no version 9"):
        versions.difference(1, 9, 2)


def test_an_undone_edit_is_no_version(project: Project) -> None:
    project.history.undo()
    assert [each.number for each in project.text_versions.of(1)] == [2, 1]


def test_what_a_purge_erased_is_said_to_be(project: Project) -> None:
    project.purging.purge_earlier([1])
    found = project.text_versions.of(1)
    assert [(each.number, each.state) for each in found] == [
        (3, "present"),
        (2, "erased for good"),
        (1, "erased for good"),
    ]
    with pytest.raises(NotFoundError, match="Version 1 was erased"):
        project.text_versions.difference(1, 1, 3)
    rows = [row.cells for row in project.text_versions.table(1).rows]
    assert [row[-1] for row in rows] == ["present", "erased for good", "erased for good"]
