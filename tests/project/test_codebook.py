"""The code tree: paths, moves, merges and removals, each undone whole."""

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.project.test_journal import state


def paths(project: Project) -> list[str]:
    return [code.path for code in project.codebook.codes()]


def test_ensure_adds_what_is_missing_in_one_act(project: Project) -> None:
    code = project.codebook.ensure("tijd>  overleg > formeel > lang")
    assert paths(project) == [
        "tijd",
        "tijd > overleg",
        "tijd > overleg > formeel",
        "tijd > overleg > formeel > lang",
        "mandaat",
    ]
    assert project.codebook.ensure("Tijd > OVERLEG > formeel > lang") == code
    project.history.undo()
    assert paths(project) == ["tijd", "tijd > overleg", "mandaat"]


@pytest.mark.parametrize("path", ["", " > ", "tijd > ", "a > > b", "x" * 121, "a\nb"])
def test_what_can_be_no_path_adds_nothing(project: Project, path: str) -> None:
    before = state(project)
    with pytest.raises(InputError):
        project.codebook.ensure(path)
    assert state(project) == before


def test_find_by_path_or_name(project: Project) -> None:
    assert project.codebook.find("overleg") == project.codebook.find("tijd > overleg") == 2
    with pytest.raises(NotFoundError):
        project.codebook.find("geduld")


def test_merge_brings_codings_memos_sub_codes_and_aliases(project: Project) -> None:
    book = project.codebook
    fields = CodeFields(aliases=("lestijd", "tíjd"), keywords=("uur", "tijd"), rules=("uur* te weinig",))
    uren = book.add("uren", fields=fields)
    book.edit(1, CodeFields(keywords=("tijd",), rules=("geen tijd",)))
    book.add("Overleg", uren)
    book.add("planlast", uren)
    text_code = [(5, 9, uren), (5, 9, 1), (10, 20, uren), (30, 40, book.find("uren > Overleg"))]
    for start, end, code in text_code:
        project.codings.add(1, start, end, [code], memo=f"{start} {code}")
    project.coders.add("Bo")
    project.act_as("Bo")
    project.codings.add(1, 5, 9, [uren])
    project.act_as("An")
    project.memos.add(MemoTarget(code_id=uren), "over uren")
    before = state(project)
    book.merge(uren, 1)
    assert paths(project) == ["tijd", "tijd > overleg", "tijd > planlast", "mandaat"]
    merged = book.codes()[0].fields
    assert merged.aliases == ("uren", "lestijd", "tíjd")
    assert (merged.keywords, merged.rules) == (("tijd", "uur"), ("geen tijd", "uur* te weinig"))
    found = [(coding.start, coding.code_id, coding.coder) for coding in project.documents.codings(1)]
    assert found == [(5, 1, "An"), (5, 1, "Bo"), (10, 1, "An"), (30, 2, "An")]
    kept = project.documents.codings(1)[0].id
    assert sorted(memo.body for memo in project.memos.of(MemoTarget(coding_id=kept))) == ["5 1", f"5 {uren}"]
    assert [memo.body for memo in project.memos.of(MemoTarget(code_id=1))] == ["over uren"]
    assert project.check() == []
    project.history.undo()
    assert state(project) == before


def test_merging_a_code_that_nothing_hangs_on_leaves_the_codings_of_the_other_as_they_are(project: Project) -> None:
    book = project.codebook
    [coding] = project.codings.add(1, 3, 9, [2])
    for name, stale in (("Overleg", 0), ("overleggen", 0), ("vergaderen", 1)):
        source = book.add(name)
        if stale:
            project.codings.add(1, 20, 30, [source])
        book.merge(source, 2)
        assert [passage.coding_id for passage in project.code_passages.stale()] == [coding, coding + 1][: 2 * stale]
    assert book.codes()[1].fields.aliases == ("overleggen", "vergaderen")


def test_a_code_merges_into_its_parent_and_never_below_itself(project: Project) -> None:
    project.codings.add(1, 3, 9, [2])
    project.codebook.merge(2, 1)
    assert paths(project) == ["tijd", "mandaat"]
    assert project.documents.codings(1)[0].code_id == 1
    project.history.undo()
    for source, target in ((1, 1), (1, 2)):
        with pytest.raises(ConflictError, match="can't be merged"):
            project.codebook.merge(source, target)


def test_move_keeps_the_order_asked(project: Project) -> None:
    book = project.codebook
    book.move(3, None, 0)
    assert paths(project) == ["mandaat", "tijd", "tijd > overleg"]
    book.move(3, 1)
    assert paths(project) == ["tijd", "tijd > overleg", "tijd > mandaat"]
    with pytest.raises(ConflictError, match="can't move under"):
        book.move(1, 3)
    book.add("mandaat")
    with pytest.raises(ConflictError, match="already a code 'mandaat'"):
        book.move(3, None)


def test_remove_asks_before_codings_go(project: Project) -> None:
    project.codings.add(1, 3, 9, [2], memo="weg")
    project.memos.add(MemoTarget(code_id=1), "ook weg")
    before = state(project)
    with pytest.raises(ConflictError, match="'tijd' has 1 coding: merge it"):
        project.codebook.remove(1)
    assert state(project) == before
    project.codebook.remove(1, with_codings=True)
    assert paths(project) == ["mandaat"]
    assert project.memos.all() == []
    project.history.undo()
    assert state(project) == before


def test_counts_are_of_active_documents_and_rolled_up(project: Project) -> None:
    project.codings.add(1, 3, 9, [1, 2])
    project.codings.add(1, 3, 12, [2])
    assert [(code.n_codings, code.n_total) for code in project.codebook.codes()] == [(1, 3), (2, 2), (0, 0)]
    project.documents.retire(1)
    assert [code.n_total for code in project.codebook.codes()] == [0, 0, 0]


def test_a_code_has_its_own_colour_or_that_of_the_nearest_above(project: Project) -> None:
    book = project.codebook
    book.ensure("mandaat > rol > vaag")
    shown = {code.path: code.colour for code in book.codes()}
    assert shown["mandaat > rol > vaag"] == shown["mandaat"] != shown["tijd"]
    book.edit(book.find("rol"), CodeFields(colour="#123456"))
    assert {code.path: code.colour for code in book.codes()}["mandaat > rol > vaag"] == "#123456"
