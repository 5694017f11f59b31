"""Bookmarks and where one stopped: of each coder, undone exactly, gone with what they are on."""

import pytest

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.project.project import Project
from tests.project.test_journal import state


def test_bookmarks_are_each_coders_own_and_undone_exactly(project: Project) -> None:
    units = [unit.id for unit in project.documents.units(1)]
    before = state(project)
    assert project.bookmarks.put([units[1], units[0], units[1]]) == 2
    assert [mark.unit_id for mark in project.bookmarks.all(1)] == units[:2]
    mark = project.bookmarks.all()[0]
    assert project.documents.text(1)[mark.start :].startswith(mark.text)
    with pytest.raises(ConflictError, match="bookmark of yours already"):
        project.bookmarks.put(units[:1])
    with pytest.raises(NotFoundError):
        project.bookmarks.put([987])
    assert project.bookmarks.remove(units[:1]) == 1
    project.coders.add("Bo")
    project.act_as("Bo")
    assert project.bookmarks.all() == []
    with pytest.raises(ConflictError, match="no bookmark of yours"):
        project.bookmarks.remove(units[1:2])
    project.act_as("An")
    for _act in range(3):
        project.history.undo()
    assert state(project) == before


def test_a_purge_takes_bookmarks_and_stops_along(project: Project) -> None:
    project.bookmarks.put([unit.id for unit in project.documents.units(1)])
    project.bookmarks.stop(1, 7)
    assert project.bookmarks.stopped(1) == 7
    project.documents.retire(1)
    project.purging.purge([1])
    for table in ("bookmarks", "reading_stops"):
        assert project.session.value(f"SELECT count(*) FROM {table}") == 0


def test_where_one_stopped_is_of_a_coder_and_a_text_and_no_act(project: Project) -> None:
    acts = project.history.moment()
    assert project.bookmarks.stopped(1) is None
    project.bookmarks.stop(1, 7)
    project.bookmarks.stop(1, 9)
    assert project.bookmarks.stopped(1) == 9 and project.history.moment() == acts
    project.coders.add("Bo")
    project.act_as("Bo")
    assert project.bookmarks.stopped(1) is None


def test_where_one_stopped_stays_with_its_words_when_the_text_is_edited(project: Project) -> None:
    text = project.documents.text(1)
    at = len(text) // 2
    project.bookmarks.stop(1, at)
    project.edits.apply(1, f"# Begin\n\n{text}")
    assert project.bookmarks.stopped(1) == at + 9
    project.bookmarks.stop(1, 3)
    assert project.bookmarks.stopped(1) == 3
    project.history.undo()
    assert project.bookmarks.stopped(1) == at
