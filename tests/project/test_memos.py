"""Memos: about anything, shared or private, changed by their coder alone."""

import pytest

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.visibility import Visibility
from codebench.project.memos import MemoTarget, Noted
from codebench.project.project import Project
from tests.conftest import survey


def test_a_memo_can_be_about_anything(project: Project) -> None:
    project.imports.take([survey({"R1": "Ja."})])
    project.codings.add(1, 3, 9, [2])
    targets = {
        "project": MemoTarget(),
        "document groep-1": MemoTarget(document_id=1),
        "unit 2 of groep-1": MemoTarget(unit_id=2),
        "question 'Wat helpt?'": MemoTarget(question_id=1),
        "case Ilse": MemoTarget(case_id=project.cases.get("Ilse").id),
        "code 'overleg'": MemoTarget(code_id=2),
        "coding 'overleg' in groep-1": MemoTarget(coding_id=1),
        "passage in groep-1, turn 1": MemoTarget(passage=(1, 4, 8)),
        "document R1": MemoTarget(document_id=2),
    }
    for words, target in targets.items():
        project.memos.add(target, f"over {words}")
    assert [memo.target for memo in project.memos.all()] == list(targets)
    for words, target in targets.items():
        assert [memo.body for memo in project.memos.of(target)] == [f"over {words}"]
    places = [(memo.document_id, memo.start, memo.end) for memo in project.memos.all()]
    assert places[6] == (1, 3, 9)
    assert places[7] == (1, 4, 8)
    second = project.documents.open(1).units[1]
    assert project.memos.in_text(1) == [Noted(4, 8, True), Noted(second.start, second.end, False)]
    assert project.memos.in_text(2) == []


def test_private_memos_are_seen_by_their_coder_alone(project: Project) -> None:
    secret = project.memos.add(MemoTarget(code_id=1), "geheim", private=True)
    project.memos.add(MemoTarget(code_id=1), "open")
    project.memos.add(MemoTarget(passage=(1, 2, 7)), "ook geheim", private=True)
    project.memos.add(MemoTarget(passage=(1, 9, 12)), "elders")
    project.coders.add("Bo")
    project.act_as("Bo")
    assert [memo.body for memo in project.memos.all()] == ["open", "elders"]
    assert [memo.body for memo in project.memos.of(MemoTarget(code_id=1))] == ["open"]
    assert project.memos.all(term="geheim") == [] and project.memos.in_text(1) == [Noted(9, 12, True)]
    for act in (project.memos.get, project.memos.remove, lambda memo: project.memos.edit(memo, "x")):
        with pytest.raises(NotFoundError, match=f"no memo {secret}"):
            act(secret)
    project.act_as("An")
    assert project.memos.get(secret).private


def test_only_its_coder_changes_a_memo(project: Project) -> None:
    memo = project.memos.add(MemoTarget(), "van An", title="T", kind="reflexive")
    project.memos.edit(memo, "van An, beter")
    after = project.memos.get(memo)
    assert (after.body, after.title, after.kind, after.private) == ("van An, beter", "T", "reflexive", False)
    project.coders.add("Bo")
    project.act_as("Bo")
    for act in (project.memos.remove, lambda one: project.memos.edit(one, "x")):
        with pytest.raises(ConflictError, match="An's"):
            act(memo)
    assert project.memos.all(Visibility.only(project.coder.id)) == []


def test_what_can_be_no_memo_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="needs a text"):
        project.memos.add(MemoTarget(), " \n")
    with pytest.raises(InputError, match="no kind of memo"):
        project.memos.add(MemoTarget(), "x", kind="dagboek")
    with pytest.raises(InputError, match="no passage"):
        project.memos.add(MemoTarget(passage=(1, 5, 5)), "x")
    with pytest.raises(NotFoundError, match="no code 9"):
        project.memos.add(MemoTarget(code_id=9), "x")
    assert project.memos.all() == []


def test_memos_are_found_by_what_they_say_and_are_about(project: Project) -> None:
    project.memos.add(MemoTarget(code_id=3), "Twijfel", title="Later")
    project.memos.add(MemoTarget(), "niets")
    for term in ("twijf", "LATER", "mandaat"):
        assert [memo.body for memo in project.memos.all(term=term)] == ["Twijfel"]


def quoted(project: Project, memo: int) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in project.memo_links.of(memo)]


def test_a_memo_links_to_codings_that_come_and_go(project: Project) -> None:
    first, second = project.codings.add(1, 3, 9, [2]), project.codings.add(1, 12, 20, [1])
    memo = project.memos.add(MemoTarget(), "Een gedachte.")
    project.memo_links.link(memo, [*second, *first])
    assert quoted(project, memo) == [(3, 9), (12, 20)] and project.memos.get(memo).n_linked == 2
    with pytest.raises(InputError, match="Nothing changes"):
        project.memo_links.link(memo, first)
    project.codings.remove(first)
    assert quoted(project, memo) == [(12, 20)] and project.memos.get(memo).n_linked == 1
    project.history.undo()
    assert quoted(project, memo) == [(3, 9), (12, 20)]
    project.memo_links.unlink(memo, second)
    assert quoted(project, memo) == [(3, 9)]
    project.history.undo()
    project.history.undo()
    assert quoted(project, memo) == [] and project.memos.get(memo).n_linked == 0
    with pytest.raises(InputError, match="Nothing changes"):
        project.memo_links.unlink(memo, first)


def test_a_link_goes_along_with_a_coding_that_another_one_takes_in(project: Project) -> None:
    """Codes that are merged leave one of two codings of one passage; codings that are united leave the first."""
    (gone,), (stays,) = project.codings.add(1, 3, 9, [2]), project.codings.add(1, 3, 9, [1])
    (before,) = project.codings.add(1, 0, 5, [1])
    memo = project.memos.add(MemoTarget(), "Een gedachte.")
    project.memo_links.link(memo, [gone])
    project.codebook.merge(2, 1)
    assert [each.id for each in project.memo_links.of(memo)] == [stays]
    united = project.borders.merge([stays, before])
    assert [each.id for each in project.memo_links.of(memo)] == [united]
    for _act in range(2):
        project.history.undo()
    assert [each.id for each in project.memo_links.of(memo)] == [gone]


def test_only_its_coder_links_a_memo(project: Project) -> None:
    codings = project.codings.add(1, 3, 9, [2])
    memo = project.memos.add(MemoTarget(), "van An")
    project.coders.add("Bo")
    project.act_as("Bo")
    for change in (project.memo_links.link, project.memo_links.unlink):
        with pytest.raises(ConflictError, match="only An changes it"):
            change(memo, codings)
    with pytest.raises(NotFoundError, match="no memo 9"):
        project.memo_links.of(9)


def test_the_same_coding_is_linked_once(project: Project) -> None:
    (coding,) = project.codings.add(1, 3, 9, [2])
    memo = project.memos.add(MemoTarget(), "Een gedachte.")
    project.memo_links.link(memo, [coding, coding])
    assert project.memos.get(memo).n_linked == 1
    undone = project.history.undoable()
    assert undone is not None and undone.summary == "link a memo to 1 coding"


def test_a_memo_and_its_links_are_undone_apart(project: Project) -> None:
    """Who merges codes lets the links of somebody's memo follow, and neither stands in the other's way."""
    project.coders.add("Bo")
    for code in (1, 2):
        project.codings.add(1, 3, 9, [code])
    gone = project.session.value("SELECT id FROM codings WHERE code_id = 2")
    project.act_as("Bo")
    memo = project.memos.add(MemoTarget(), "van Bo")
    project.memo_links.link(memo, [gone])
    project.memos.edit(memo, "van Bo, beter")
    project.act_as("An")
    project.codebook.merge(2, 1)
    project.act_as("Bo")
    project.history.undo()
    assert project.memos.get(memo).body == "van Bo" and [each.code_id for each in project.memo_links.of(memo)] == [1]
    project.history.redo()
    project.act_as("An")
    project.history.undo()
    assert project.memos.get(memo).body == "van Bo, beter"
    assert [each.id for each in project.memo_links.of(memo)] == [gone]
    assert project.check() == []
