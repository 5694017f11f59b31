"""Acts of any kind, played and then taken back one by one."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from codebench.domain.errors import CodebenchError
from codebench.project.project import Project
from tests.project.merge_material import tables

Act = tuple[int, int, int]


def undone_whole(project: Project, acts: Iterable[Act], play: Callable[[Project, int, int, int], None]) -> None:
    """Play acts, but for those that are refused; each undo then leaves the state tables as they were before its act."""
    states, point = [tables(project)], project.history.acts(1)[0].id
    for act in acts:
        before = project.history.acts(1)[0].id
        with suppress(CodebenchError):
            play(project, *act)
        if project.history.acts(1)[0].id != before:
            states.append(tables(project))
    assert project.check() == []
    for state in states[-2::-1]:
        project.history.undo()
        assert tables(project) == state
    assert project.check() == [] and project.history.undoable().id == point
