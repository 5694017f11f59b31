"""The journal under the magnifying glass: blocks of two rows, one row changed in many ways within one act."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import ConflictError
from codebench.project.project import Project
from codebench.store import journal
from codebench.store.journal import Act
from codebench.store.undo import reverse
from tests.conftest import TURNS, coding_row, survey, transcript
from tests.project.test_journal import journal_explains, state


@pytest.fixture(params=[1, 2, 3, 7, 4000])
def flush_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many rows are journaled at once."""
    monkeypatch.setattr(journal, "FLUSH_AT", request.param)
    monkeypatch.setattr(journal, "BLOCK", max(1, request.param // 2))
    return int(request.param)


def whole_acts(project: Project) -> list[Callable[[], object]]:
    longer = [*TURNS, ("Bart", "En dan nog iets over de directie."), ("An", "Ja, zo is het.")]
    edited = project.documents.text(1).replace("We hebben te weinig tijd", "Wij hebben geen tijd") + "\nEn dit."
    many = [coding_row(code, i * 9, i * 9 + 20, document="groep-1") for i in range(12) for code in ("tijd", "mandaat")]
    return [
        lambda: project.imports.take([survey({f"R{i}": f"antwoord {i}" for i in range(9)}, {"R1": "bao"})]),
        lambda: project.imports.take([transcript("groep-2", longer), transcript("groep-3", longer[:4])]),
        lambda: project.coding_files.take(many),
        lambda: project.edits.apply(1, edited),
        lambda: project.codebook.merge(3, 1),
        lambda: project.codebook.remove(1, with_codings=True),
        lambda: project.documents.retire(1),
    ]


@pytest.mark.usefixtures("flush_at")
def test_acts_of_any_size_are_undone_and_done_again(project: Project) -> None:
    project.codings.add(1, 20, 120, [2, 3], memo="over twee beurten")
    project.reviews.mark([2, 3])
    beginning = state(project)
    states = [beginning]
    for act in whole_acts(project):
        event = project.session.value("SELECT max(id) FROM events")
        act()
        states.append(state(project))
        journal_explains(project, states[-2], states[-1], event)
    assert project.check() == []
    for before in reversed(states[:-1]):
        event = project.session.value("SELECT max(id) FROM events")
        present = state(project)
        project.history.undo()
        assert state(project) == before
        journal_explains(project, present, before, event)
    assert project.check() == []
    for after in states[1:]:
        project.history.redo()
        assert state(project) == after
    assert project.check() == []


def private_changes(act: Act) -> None:
    act.update("codes", 1, name="b")
    act.update("codes", 1, name="c")
    act.update_rows("codes", [(1, {"definition": "eerst"}), (1, {"definition": "dan"}), (1, {"keywords": '["uur"]'})])


def born_and_gone(act: Act) -> None:
    code = act.insert("variables", guid="g1", type="text", position=9, name="kortstondig")
    act.update("variables", code, name="korter")
    act.delete("variables", [code])
    act.insert("variables", guid="g2", type="text", position=9, name="blijvend")


def gone_and_back(act: Act) -> None:
    name, at = act.store.tuples("SELECT name, created_at FROM projects")[0]
    act.update("projects", 1, name="")
    act.update("projects", 1, name=name + "!", created_at=at)
    section = act.insert("sections", document_id=1, position=0, start=0, end=9, title="Deel")
    act.update("sections", section, title="")
    act.update("sections", section, title="Ander deel")


@pytest.mark.parametrize("change", [private_changes, born_and_gone, gone_and_back])
def test_one_row_may_change_many_times_in_one_act(
    project: Project, flush_at: int, change: Callable[[Act], None]
) -> None:
    before = state(project)
    event = project.session.value("SELECT max(id) FROM events")
    with project.session.act("code edit", "veel") as act:
        change(act)
    after = state(project)
    assert after != before
    assert project.check() == []
    project.history.undo()
    assert state(project) == before
    project.history.redo()
    assert state(project) == after
    assert project.check() == []
    if flush_at == 4000:
        journal_explains(project, before, after, event)


def test_the_last_of_several_changes_stands(project: Project) -> None:
    with project.session.act("code edit", "") as act:
        private_changes(act)
    assert project.session.tuples("SELECT name, definition FROM codes WHERE id = 1") == [("c", "dan")]


def test_what_was_empty_is_empty_again(project: Project) -> None:
    """The content of an earlier title must not stand in for a title that was empty."""
    for title in ("Deel", "", "Slot"):
        with project.session.act("document rename", title) as act:
            if title == "Deel":
                act.insert("sections", document_id=1, position=0, start=0, end=9, title=title)
            else:
                act.update("sections", 1, title=title)
    project.history.undo()
    assert project.session.value("SELECT title FROM sections") == ""
    project.history.undo()
    assert project.session.value("SELECT title FROM sections") == "Deel"
    assert project.check() == []


def test_a_column_that_does_not_exist_is_no_silent_loss(project: Project) -> None:
    with pytest.raises(AssertionError), project.session.act("case add") as act:
        act.insert("cases", guid="g", kind="person", role="participant", naam="Ilse")


def test_a_coding_alone_in_a_unit_after_its_neighbour_went_is_counted_as_such(project: Project) -> None:
    first, second = project.documents.units(1)[1:3]
    project.codings.add(1, first.start + 8, second.end, [1])
    alone = "SELECT unit_id, is_alone FROM coding_units"
    assert project.session.tuples(alone) == [(first.id, 0), (second.id, 0)]
    with project.session.act("edit", "") as act:
        act.delete("units", [second.id])
    assert project.session.tuples(alone) == [(first.id, 1)]
    assert project.check() == []
    project.history.undo()
    assert project.session.tuples(alone) == [(first.id, 0), (second.id, 0)]
    assert project.check() == []


def test_nothing_private_stands_in_the_chain(project: Project) -> None:
    project.imports.take([survey({"R1": "strikt vertrouwelijk"}, {"R1": "bao"})])
    project.codebook.edit(1, CodeFields(definition="geheime bepaling"))
    project.codings.add(1, 40, 60, [1], memo="een stille gedachte")
    chain = " ".join(row[0] for row in project.session.tuples("SELECT payload FROM events")).casefold()
    for word in ("vertrouwelijk", "geheime", "stille", "ilse", "bart", "groep-1", "bao", "tijd", "wat helpt"):
        assert word not in chain


@pytest.mark.usefixtures("flush_at")
def test_what_was_built_upon_is_named_across_blocks(project: Project) -> None:
    project.imports.take([survey({f"R{i}": f"antwoord {i}" for i in range(9)})])
    imported = project.history.acts(1)[0]
    project.coders.add("Bo")
    project.act_as("Bo")
    project.codings.add(9, 0, 5, [1])
    before = state(project)
    with (
        pytest.raises(ConflictError, match=r"'import enquete.csv' can't be undone: 'code 'tijd' on R7' by Bo"),
        project.session.act("undo", "", imported.id) as act,
    ):
        reverse(project.session.store, act, imported.id)
    assert state(project) == before


def test_ten_thousand_codings_are_undone_within_a_second(tmp_path: Path) -> None:
    with Project.create(tmp_path / "groot.codebench", "An") as project:
        project.imports.take([transcript("lang", TURNS * 400)])
        project.codebook.add("tijd")
        before = state(project)
        project.coding_files.take([coding_row("tijd", i * 10, i * 10 + 25, document="lang") for i in range(10_000)])
        started = time.process_time()
        project.history.undo()
        undone = time.process_time() - started
        assert state(project) == before
        project.history.redo()
        assert len(json.dumps(project.session.tuples("SELECT id FROM codings"))) > 10_000
    # Half a second; what grows with the square of the codings takes far more than this.
    assert undone < 2
