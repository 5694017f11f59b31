"""Review marks: one coder's judgement of a unit, and the way to the next one."""

import pytest

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.project.project import Project
from tests.conftest import survey


def test_marks_are_set_once_and_cleared_once(project: Project) -> None:
    assert project.reviews.mark([2, 3, 2]) == 2
    assert project.reviews.mark([3, 5]) == 1
    with pytest.raises(ConflictError, match="reviewed already"):
        project.reviews.mark([2, 3])
    assert project.reviews.clear([3, 3, 1]) == 1
    with pytest.raises(ConflictError, match="not marked"):
        project.reviews.clear([3])
    with pytest.raises(NotFoundError, match="no unit 99"):
        project.reviews.mark([99])
    assert project.documents.open(1).reviewed == {2, 5}
    project.history.undo()
    assert project.documents.open(1).reviewed == {2, 3, 5}


def test_marks_are_each_coders_own(project: Project) -> None:
    project.reviews.mark([2])
    project.coders.add("Bo")
    project.act_as("Bo")
    assert not project.reviews.is_marked(2)
    with pytest.raises(ConflictError):
        project.reviews.clear([2])
    assert project.reviews.mark([2]) == 1


def test_the_next_unit_passes_the_moderator_and_goes_round(project: Project) -> None:
    units = project.documents.units(1)
    ilse, bart, again, an = (unit for unit in units if not unit.moderator)

    def following(after: int, *, uncoded: bool = False) -> int | None:
        found = project.reviews.next_unit(units, after, uncoded=uncoded)
        return None if found is None else found.id

    assert following(-1) == ilse.id
    assert following(bart.start) == again.id
    assert following(an.start) == ilse.id
    project.reviews.mark([ilse.id, again.id])
    assert following(bart.start) == an.id
    assert following(an.start) == bart.id
    assert following(an.start, uncoded=True) == ilse.id
    project.codings.add(1, bart.start, again.end, [1])
    assert following(ilse.start, uncoded=True) == an.id
    project.reviews.mark([bart.id, an.id])
    assert following(-1) is None
    assert project.reviews.next_unit([], 0, uncoded=False) is None


def test_the_next_answer_goes_round_and_leaves_out_the_absent(project: Project) -> None:
    project.imports.take([survey({"R1": "Ja.", "R2": "", "R3": "Nee.", "R4": "Tijd."})])
    first, _blank, third, fourth = (project.documents.answer(f"R{i}", "Wat helpt?").id for i in range(1, 5))
    units = project.reviews.units_of_question(1)
    assert units[1] == 0
    following = project.reviews.next_answer
    assert following(1, 0, uncoded=False) == first
    assert following(1, first, uncoded=False) == third
    assert following(1, fourth, uncoded=False) == first
    project.reviews.mark([units[0], units[2]])
    assert following(1, fourth, uncoded=False) == fourth
    assert following(1, fourth, uncoded=True) == first
    project.codings.add(third, 0, 3, [1])
    assert following(1, first, uncoded=True) == fourth
    project.documents.retire(fourth)
    assert following(1, first, uncoded=False) is None
    assert project.reviews.units_of_question(1) == units[:3]
