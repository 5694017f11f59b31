"""Merging files after codes were merged or moved on one side: work follows the code that stayed."""

from pathlib import Path

from codebench.domain.codebook import CodeFields
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.project.merge_material import code_unit, copy, merge, pack, state


def of_bo(path: Path) -> list[tuple[str, str]]:
    with Project.open(path, "An") as project:
        assert project.check() == []
        return list(project.session.tuples("SELECT code, coder FROM view_codings ORDER BY start, code"))


def merge_codes(path: Path, source: str, target: str, coder: str = "An") -> None:
    with Project.open(path, coder) as project:
        project.codebook.merge(project.codebook.find(source), project.codebook.find(target))


def test_work_with_a_code_that_was_merged_here_is_work_of_the_code_that_stayed(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "tijd > druk")
        code_unit(project, 2, "mandaat")
        code_unit(project, 2, "tijd > overleg")
        project.memos.add(MemoTarget(code_id=project.codebook.find("mandaat")), "Vaag.")
        project.codebook.add("gezag", project.codebook.find("mandaat"))
        code_unit(project, 3, "mandaat > gezag")
    merge_codes(study, "mandaat", "tijd > overleg")
    merge_codes(study, "tijd > overleg", "tijd")
    with Project.open(study, "An") as project:
        plan = project.merging.plan(package)
        told = {difference.path: difference for difference in plan.codes}
        assert told["mandaat"].what == "merged into 'tijd'"
        assert not any(item.table == "codes" and item.there == item.here for item in plan.items)
    before = state(study)
    merge(study, package)
    assert of_bo(study) == [("tijd > druk", "Bo"), ("tijd", "Bo"), ("tijd > gezag", "Bo")]
    with Project.open(study, "An") as project:
        (memo,) = project.memos.of(MemoTarget(code_id=project.codebook.find("tijd")))
        assert memo.body == "Vaag."
        project.history.undo()
    assert state(study) == before


def test_a_code_that_was_moved_here_or_there_is_the_same_code(study: Path) -> None:
    other = copy(study, "kopie")
    with Project.open(other, "Cas") as project:
        project.codebook.move(project.codebook.find("tijd > overleg"), project.codebook.find("mandaat"))
        code_unit(project, 1, "mandaat > overleg")
    with Project.open(study, "An") as project:
        project.codebook.move(project.codebook.find("mandaat"), project.codebook.find("tijd"))
    merge(study, other)
    assert of_bo(study) == [("tijd > mandaat > overleg", "Cas")]


def test_a_merge_of_codes_that_was_undone_leads_nowhere(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "mandaat")
    merge_codes(study, "mandaat", "tijd")
    with Project.open(study, "An") as project:
        project.history.undo()
    merge(study, package)
    assert of_bo(study) == [("mandaat", "Bo")]


def test_codes_that_were_merged_in_a_copy_stay_here_where_work_hangs_on_them(study: Path) -> None:
    other = copy(study, "kopie")
    merge_codes(other, "mandaat", "tijd", "Cas")
    with Project.open(other, "Cas") as project:
        code_unit(project, 1, "tijd")
    with Project.open(study, "An") as project:
        project.codebook.edit(project.codebook.find("tijd"), CodeFields(definition="Uren en minuten."))
        code_unit(project, 2, "mandaat")
    merge(study, other)
    assert of_bo(study) == [("tijd", "Cas"), ("mandaat", "An")]
    merge_codes(study, "mandaat", "tijd")
    assert of_bo(study) == [("tijd", "Cas"), ("tijd", "An")]
    merge(other, study, "Cas")
    assert of_bo(other) == [("tijd", "Cas"), ("tijd", "An")]


def test_a_code_that_was_made_in_a_package_and_taken_back_there_goes_here_too(study: Path) -> None:
    (package,) = pack(study, "Bo")
    before = state(study)["codes"]
    with Project.open(package) as project:
        code_unit(project, 1, "samen")
    merge(study, package)
    assert state(study)["codes"] != before
    with Project.open(package) as project:
        project.history.undo()
    merge(study, package)
    assert state(study)["codes"] == before
