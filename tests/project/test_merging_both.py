"""Merging where both sides went on: what stands, what is asked, what stays out; whole projects, blind rounds."""

from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, InputError
from codebench.project.memos import MemoTarget
from codebench.project.merge_models import Fate, Reason
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from tests.conftest import transcript
from tests.project.merge_material import (
    code_unit,
    copy,
    everything,
    make_project,
    merge,
    pack,
    planned,
    shown,
    state,
    unit_ids,
)

# Two sides that went on


def test_where_one_side_went_on_its_state_stands(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        first, second = code_unit(project, 1, "tijd"), code_unit(project, 2, "tijd")
    other = copy(study, "kopie")
    with Project.open(study, "Bo") as project:
        project.codings.recode(first, project.codebook.find("mandaat"))
    with Project.open(other, "Bo") as project:
        project.codings.recode(second, project.codebook.find("overleg"))
    merge(study, other)
    merge(other, study)
    for path in (study, other):
        with Project.open(path, "An") as project:
            assert project.session.tuples("SELECT code FROM view_codings ORDER BY start") == [
                ("mandaat",),
                ("tijd > overleg",),
            ]
    assert state(study) == state(other)


def test_what_both_changed_is_listed_stays_and_can_be_taken(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        coding = code_unit(project, 1, "tijd")
    other = copy(study, "kopie")
    with Project.open(study, "Bo") as project:
        project.codings.recode(coding, project.codebook.find("mandaat"))
    with Project.open(other, "Bo") as project:
        project.codings.recode(coding, project.codebook.find("overleg"))
        code_unit(project, 2, "tijd")
    assert "changed on both sides" in everything(shown(study, other))
    merge(study, other)
    codes = "SELECT code FROM view_codings ORDER BY start"
    with Project.open(study, "An") as project:
        assert project.session.tuples(codes) == [("mandaat",), ("tijd",)]
        # It is asked again as long as nobody decides.
        assert [item.reason for item in project.merging.plan(other).items] == [Reason.UNDECIDED]
    merge(study, other, theirs_wins=True)
    with Project.open(study, "An") as project:
        assert project.session.tuples(codes) == [("tijd > overleg",), ("tijd",)]
        assert project.merging.plan(other).items == ()


def test_what_was_removed_here_stays_removed(study: Path) -> None:
    other = copy(study, "kopie")
    with Project.open(other, "Bo") as project:
        coding = code_unit(project, 1, "tijd")
        guid = project.codings.get(coding).guid
    merge(study, other)
    with Project.open(study, "Bo") as project:
        project.codings.remove([project.session.value("SELECT id FROM codings WHERE guid = ?", [guid])])
    merge(other, study)
    with Project.open(other, "Bo") as project:
        assert project.info().codings == 0
        code_unit(project, 2, "mandaat")
    merge(study, other)
    with Project.open(study, "Bo") as project:
        assert project.session.tuples("SELECT code FROM view_codings") == [("mandaat",)]


def test_the_same_coding_made_on_both_sides_is_one(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        coding = code_unit(project, 1, "tijd")
        project.reviews.mark(unit_ids(project)[:1])
    with Project.open(study, "Bo") as project:
        code_unit(project, 1, "tijd")
        project.reviews.mark(unit_ids(project)[:1])
    assert {item.fate for item in planned(study, package).items} == {Fate.SAME}
    with Project.open(package) as project:
        project.memos.add(MemoTarget(coding_id=coding), "Bij de mijne.")
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.info().codings == 1
        assert [memo.target for memo in project.memos.all()] == ["coding 'tijd' in groep-1"]


def test_a_removed_coding_on_which_another_wrote_stays(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        coding = code_unit(project, 1, "tijd")
    other = copy(study, "kopie")
    with Project.open(study, "An") as project:
        project.memos.add(MemoTarget(coding_id=coding), "Te bespreken.")
    with Project.open(other, "Bo") as project:
        project.codings.remove([coding])
    assert [item.reason for item in planned(study, other).items] == [Reason.USED]


# Codebooks


def test_of_a_package_only_new_codes_come_in(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        project.codebook.rename(project.codebook.find("mandaat"), "bevoegdheid")
        code_unit(project, 2, "bevoegdheid")
        code_unit(project, 1, "tijd > druk")
    told = everything(shown(study, package))
    assert "('bevoegdheid', 'there', 'renamed', 'stays out: the codebook of the project stands')" in told
    assert "('tijd > druk', 'there', 'new', 'comes in')" in told
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT code FROM view_codings ORDER BY start") == [
            ("tijd > druk",),
            ("mandaat",),
        ]


def test_codes_that_both_made_under_one_name_are_one_code_and_stay_so(study: Path) -> None:
    packages = pack(study, "Bo", "Cas")
    for package in packages:
        with Project.open(package) as project:
            code_unit(project, 1, "Druk > thuis")
    merge(study, packages[0])
    told = everything(shown(study, packages[1]))
    assert (
        "('Druk', 'there', 'made on both sides', 'taken for the same code: the name and the place are equal')" in told
    )
    merge(study, packages[1])
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT code, coder FROM view_codings ORDER BY coder") == [
            ("Druk > thuis", "Bo"),
            ("Druk > thuis", "Cas"),
        ]
        project.codebook.rename(project.codebook.find("Druk"), "Stress")
    with Project.open(packages[1]) as project:
        code_unit(project, 2, "Druk > thuis")
    merge(study, packages[1])
    with Project.open(study, "An") as project:
        assert project.session.value("SELECT count(*) FROM view_codings WHERE code = 'Stress > thuis'") == 3
        assert len(project.codebook.codes()) == 5


def test_edits_of_codes_in_a_copy_come_in_and_a_code_in_use_stays(study: Path) -> None:
    other = copy(study, "kopie")
    with Project.open(other, "Cas") as project:
        project.rounds.close(project.rounds.get().id, reason="klaar")
        project.codebook.rename(project.codebook.find("tijd"), "tijdsdruk")
        project.codebook.remove(project.codebook.find("mandaat"))
    with Project.open(study, "Bo") as project:
        code_unit(project, 2, "mandaat")
    told = everything(shown(study, other))
    assert "('tijdsdruk', 'there', 'renamed', 'comes in')" in told
    assert "('mandaat', 'there', 'removed', 'stays out: it is still used here')" in told
    merge(study, other)
    with Project.open(study, "An") as project:
        assert [code.path for code in project.codebook.codes()] == ["tijdsdruk", "tijdsdruk > overleg", "mandaat"]


def test_codes_may_change_names_and_places_but_never_hang_under_themselves(study: Path) -> None:
    other = copy(study, "kopie")
    with Project.open(other, "Cas") as project:
        book = project.codebook
        tijd, mandaat = book.find("tijd"), book.find("mandaat")
        book.rename(tijd, "x")
        book.rename(mandaat, "tijd")
        book.rename(tijd, "mandaat")
    merge(study, other)
    with Project.open(study, "An") as project:
        assert [code.path for code in project.codebook.codes()] == ["mandaat", "mandaat > overleg", "tijd"]
        project.codebook.move(tijd, mandaat)
    with Project.open(other, "Cas") as project:
        project.codebook.move(mandaat, tijd)
    assert [item.reason for item in planned(study, other).items] == [Reason.UNDECIDED]


def test_work_with_a_code_that_was_removed_here_waits_until_the_code_may_come_back(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 2, "tijd > overleg")
    with Project.open(study, "An") as project:
        project.codebook.remove(project.codebook.find("tijd"))
        plan = project.merging.plan(package)
        assert [item.reason for item in plan.items] == [Reason.CODE]
        assert "can come back" in everything(project.merging.tables(plan))
        project.merging.take(project.merging.plan(package, theirs_wins=True))
        assert project.check() == []
        assert project.session.tuples("SELECT code FROM view_codings") == [("tijd > overleg",)]


# Whole projects


def test_a_copy_brings_its_new_coders_and_rounds(study: Path) -> None:
    other = copy(study, "kopie")
    with Project.open(other, "An") as project:
        project.coders.add("Dré")
    with Project.open(other, "Dré") as project:
        code_unit(project, 1, "tijd")
        project.reviews.mark(unit_ids(project))
    with Project.open(other, "An") as project:
        project.rounds.make(RoundPlan("opnieuw", coders=("Dré",), again=True, documents=("groep-1",)))
    merge(study, other)
    with Project.open(study, "An") as project:
        assert [coder.name for coder in project.coders.everyone()] == ["An", "Bo", "Cas", "Dré", "Dré (opnieuw)"]
        info = project.rounds.get("opnieuw")
        assert info.units == 3
        assert [coder.name for coder in info.coders] == ["Dré (opnieuw)"]
        assert "only groep-1" in info.selection
    assert state(study) == state(other)


def test_two_people_of_one_name_are_not_taken_for_one(study: Path) -> None:
    other = copy(study, "kopie")
    for path in (study, other):
        with Project.open(path, "An") as project:
            project.coders.add("Dré")
    with Project.open(other, "Dré") as project:
        code_unit(project, 1, "tijd")
    with pytest.raises(ConflictError, match="Both sides have a coder 'Dré' of their own"):
        planned(study, other)


def test_texts_that_are_there_alone_are_named(study: Path) -> None:
    other = copy(study, "kopie")
    with Project.open(other, "Bo") as project:
        project.imports.take([transcript("groep-2", [("Eva", "Wij ook.")])])
        code_unit(project, 0, "tijd", "groep-2")
        code_unit(project, 1, "tijd")
    told = everything(shown(study, other))
    assert "1 text is there alone and stays there: groep-2." in told
    merge(study, other)
    with Project.open(study, "An") as project:
        assert project.info().codings == 1
        assert project.info().documents == 1


# Blind


def test_a_blind_round_hides_what_came_in(study: Path) -> None:
    packages = pack(study, "Cas")
    with Project.open(packages[0]) as project:
        coding = code_unit(project, 1, "tijd")
        project.memos.add(MemoTarget(coding_id=coding), "Van Cas.")
        project.reviews.mark(unit_ids(project))
    told = everything(shown(study, packages[0], "Bo"))
    assert "Cas" not in told.replace(packages[0].name, "")
    assert "hides others' work from you" in told
    assert all(row.cells[1] != "Cas" for table in shown(study, packages[0], "Bo") for row in table.rows)
    merge(study, packages[0], "Bo")
    with Project.open(study, "Bo") as project:
        assert project.documents.codings(1, project.session.visible()) == []
        assert project.memos.all() == []
        assert [code.n_codings for code in project.codebook.codes()] == [0, 0, 0]
        assert "Cas" not in "".join(act.summary for act in project.history.acts(1)).replace(packages[0].stem, "")
    with Project.open(study, "An") as project:
        assert project.info().codings == 1


# Files that are no package


def test_the_project_itself_is_refused(study: Path) -> None:
    with pytest.raises(InputError, match="is this project itself"):
        planned(study, study)


def test_a_project_of_another_origin_is_refused(study: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "vreemd.codebench"
    make_project(stranger, "Bo", "Cas")
    with pytest.raises(ConflictError, match=r"vreemd\.codebench has no text in common with this project"):
        planned(study, stranger)


def test_a_plan_that_has_been_overtaken_is_refused(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "tijd")
    with Project.open(study, "An") as project:
        plan = project.merging.plan(package)
        project.codebook.add("later")
        with pytest.raises(ConflictError, match="has changed since"):
            project.merging.take(plan)
