"""Codings: put on, moved, recoded, taken off; what contradicts the project is refused in words."""

import pytest

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.project.test_journal import state


def places(project: Project) -> list[tuple[int, int, int]]:
    return [(coding.start, coding.end, coding.code_id) for coding in project.documents.codings(1)]


def test_several_codes_on_one_passage_are_one_act(project: Project) -> None:
    assert project.codings.add(1, 3, 9, [1, 2, 1], memo="samen") == [1, 2]
    assert [memo.body for memo in project.memos.all()] == ["samen", "samen"]
    project.history.undo()
    assert places(project) == []
    assert project.memos.all() == []


def test_what_is_there_already_is_left_as_it_is(project: Project) -> None:
    project.codings.add(1, 3, 9, [1])
    assert project.codings.add(1, 3, 9, [1, 3]) == [2]
    with pytest.raises(ConflictError, match="You have 'tijd', 'mandaat' on exactly this passage already"):
        project.codings.add(1, 3, 9, [1, 3])
    project.coders.add("Bo")
    project.act_as("Bo")
    assert project.codings.add(1, 3, 9, [1]) == [3]


@pytest.mark.parametrize("place", [(0, 0), (5, 5), (9, 3), (-1, 4), (0, 100_000)])
def test_a_passage_lies_in_the_text_and_has_a_length(project: Project, place: tuple[int, int]) -> None:
    project.codings.add(1, 3, 9, [1])
    before = state(project)
    for act in (lambda: project.codings.add(1, *place, [1]), lambda: project.codings.move(1, *place)):
        with pytest.raises(InputError, match="is no passage of groep-1"):
            act()
    assert state(project) == before


def test_what_does_not_exist_is_named(project: Project) -> None:
    project.codings.add(1, 3, 9, [1])
    for act, words in (
        (lambda: project.codings.add(9, 0, 3, [1]), "no active document #9"),
        (lambda: project.codings.add(1, 0, 3, [77]), "no code #77"),
        (lambda: project.codings.recode(1, 77), "no code #77"),
        (lambda: project.codings.remove([1, 5]), "no coding 5"),
        (lambda: project.codings.move(5, 0, 3), "no coding 5"),
    ):
        with pytest.raises(NotFoundError, match=words):
            act()
    with pytest.raises(InputError, match="which code"):
        project.codings.add(1, 0, 3, [])
    assert places(project) == [(3, 9, 1)]


def test_recode_and_move_keep_the_memo(project: Project) -> None:
    (coding,) = project.codings.add(1, 3, 9, [1], memo="waarom")
    project.codings.recode(coding, 3)
    project.codings.move(coding, 5, 20)
    assert places(project) == [(5, 20, 3)]
    assert [memo.body for memo in project.memos.of(MemoTarget(coding_id=coding))] == ["waarom"]


def test_twins_are_refused(project: Project) -> None:
    project.codings.add(1, 3, 9, [1])
    other, third = project.codings.add(1, 3, 12, [1, 3])
    with pytest.raises(ConflictError, match="An has 'tijd' on exactly that passage already"):
        project.codings.move(other, 3, 9)
    with pytest.raises(ConflictError, match="An has 'tijd' on exactly that passage already"):
        project.codings.recode(third, 1)
    project.codings.recode(other, 2)
    project.codings.recode(third, 1)


def test_a_retired_document_takes_no_codings_and_keeps_its_own(project: Project) -> None:
    (coding,) = project.codings.add(1, 3, 9, [1])
    project.documents.retire(1)
    with pytest.raises(NotFoundError, match="no active document #1"):
        project.codings.add(1, 10, 12, [1])
    with pytest.raises(NotFoundError, match="no active document #1"):
        project.codings.move(coding, 3, 12)
    project.codings.remove([coding, coding])
    assert project.history.acts(1)[0].summary == "remove 'tijd' from groep-1, turn 1"
    project.history.undo()
    project.documents.restore(1)
    assert places(project) == [(3, 9, 1)]
