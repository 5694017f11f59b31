"""Withdrawal of consent: nothing of somebody is left in any byte, all else stays, and nothing brings it back."""

import shutil
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import ConflictError
from codebench.domain.variables import Role
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from tests.conftest import survey, transcript
from tests.project.withdrawal_material import ALONE, GONE, KEPT, TURNS, make
from tests.store.test_purge import found_in


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("withdraw") / "studie.codebench"
    make(path)
    return path


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "studie.codebench"
    shutil.copytree(made.parent, tmp_path, dirs_exist_ok=True)
    return path


def withdraw(project: Project, *names: str) -> None:
    for name in names:
        project.withdrawing.withdraw(project.withdrawing.plan(project.cases.get(name).id))


def test_nothing_of_it_is_left_and_what_others_said_stays(study: Path) -> None:
    with Project.open(study) as project:
        document = project.documents.get("groep").id
        plan = project.withdrawing.plan(project.cases.get("groep/Zwaantje").id)
        assert (plan.turns, plan.memos, plan.values, plan.whole) == (2, 1, 1, ())
        assert [row.cells for row in plan.counts.rows] == [("zorg", 2, 1, 4, 2)]
        assert plan.counts.n == "N = 3 before, 2 after (person)"
        withdraw(project, "groep/Zwaantje", "gesprek/Zwaantje")
        assert project.check() == []
        # The option of a variable is the researcher's; all else is gone.
        assert set(found_in(study, GONE)) == {"logopediste"}
        assert set(found_in(study, KEPT)) == set(KEPT)
        text = project.documents.text(document)
        assert text == (
            "Moderator: Hoe verloopt de zorgweek bij jullie?\n[ingetrokken]\n"
            "Gudrun: Wij hebben een onthaalhoekje gekregen van de gemeente dit jaar.\n[ingetrokken]\n"
            "Moderator: En bij jullie?\nGudrun: Dat was fijn.\nGudrun: nog iets.\n"
        )
        quotes = [text[each.start : each.end] for each in project.documents.codings(document)]
        assert "onthaalhoekje gekregen" in quotes
        assert not any("[ingetrokken]" in quote for quote in quotes)
        assert [unit.case for unit in project.documents.units(document)][:3] == ["Moderator", "Gudrun", "Moderator"]
        assert [case.name for case in project.cases.all()] == ["groep", "Moderator", "Gudrun"]
        assert project.codebook.codes()[0].fields.example == ""
        assert [memo.body for memo in project.memos.all()] == ["Let op: […]!"]
        assert [info.name for info in project.documents.all()] == ["groep"]


def test_it_is_for_good_and_undo_passes_over_it(study: Path) -> None:
    with Project.open(study) as project:
        withdraw(project, "groep/Zwaantje")
        assert project.history.acts(1)[0].summary == "withdraw a case"
        with pytest.raises(ConflictError, match="withdraw a case"):
            project.history.undo_to(1)
        document = project.documents.get("groep").id
        project.reviews.mark([project.documents.units(document)[1].id])
        assert project.history.undo().kind == "review"
        last = project.history.undoable()
        assert last is None or last.kind not in ("code", "edit", "memo")
        assert project.check() == []


def test_neither_a_merge_nor_an_import_brings_anything_back(study: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bij-bo.codebench"
    shutil.copyfile(study, copy)
    with Project.open(copy) as theirs:
        theirs.coders.add("Bo")
        theirs.act_as("Bo")
        case, document = theirs.cases.get("groep/Zwaantje").id, theirs.documents.get("groep").id
        code = theirs.codebook.codes()[0].id
        theirs.codings.add(document, 60, 90, [code])
        theirs.memos.add(MemoTarget(case_id=case), "Nog een randgedachte.")
        theirs.memos.add(MemoTarget(code_id=code), "Zij: huilde ’s ochtends in de fietsenstalling, echt waar.")
        theirs.codebook.add("nieuw")
        new = theirs.codebook.find("nieuw")
        theirs.codebook.edit(new, CodeFields(example="Mijn kleindochter Philippine zit in de klas"))
    with Project.open(study) as project:
        withdraw(project, "groep/Zwaantje", "gesprek/Zwaantje")
        for theirs_wins in (False, True):
            plan = project.merging.plan(copy, theirs_wins=theirs_wins)
            if not plan.is_empty:
                project.merging.take(plan)
        assert {memo.body for memo in project.memos.all()} >= {"Zij: […]."}
        assert {code.name for code in project.codebook.codes()} == {"zorg", "nieuw"}
        copy.unlink()
        shutil.rmtree(study.with_name(f"{study.name}-snapshots"))
        assert set(found_in(study, GONE)) <= {"logopediste"}
        again = transcript("groep", TURNS)
        assert project.withdrawals.count(again) == 1
        with pytest.raises(ConflictError, match="somebody who withdrew"):
            project.imports.take([transcript("gesprek", ALONE)])
        assert project.check() == []


def test_material_that_comes_again_has_a_mark_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "p.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep", TURNS), survey({"R1": "appelsientje", "R2": "perenboom"})])
        withdraw(project, "Zwaantje", "R1")
        assert found_in(path, ("appelsientje", "fietsenstalling")) == {}
        later = survey({"R1": "kersenpit", "R3": "pruimen"}, question="Wat nog?")
        project.imports.take([later])
        assert [case.name for case in project.cases.all()][-2:] == ["R2", "R3"]
        project.documents.rename(project.documents.get("groep").id, "eerst")
        project.cases.rename(project.cases.get("groep").id, "groep een")
        project.imports.take([transcript("groep", [*TURNS, ("Gudrun", "Nog dit.")])])
        text = project.documents.text(project.documents.get("groep").id)
        assert text.count("[ingetrokken]") == 2
        assert found_in(path, ("appelsientje", "fietsenstalling", "zwaantje", "kersenpit")) == {}
        assert project.check() == []


def test_a_group_does_not_withdraw_and_a_moderator_changes_no_n(study: Path) -> None:
    with Project.open(study) as project:
        with pytest.raises(ConflictError, match="groep has 3 members"):
            project.withdrawing.plan(project.cases.get("groep").id)
        plan = project.withdrawing.plan(project.cases.get("groep/Moderator").id)
        assert plan.case.role is Role.MODERATOR
        assert "A moderator counts nowhere: no N changes." in plan.told()
        withdraw(project, "groep/Moderator")
        assert project.check() == []
        assert "En bij jullie?" not in project.documents.text(1)


def test_in_a_blind_round_only_own_work_is_counted_and_all_of_it_goes(study: Path) -> None:
    with Project.open(study) as project:
        project.coders.add("Bo")
        code, document = project.codebook.codes()[0].id, project.documents.get("groep").id
        project.rounds.make(RoundPlan(name="r", coders=("An", "Bo"), documents=("groep",)))
        case = project.cases.get("groep/Zwaantje").id
        seen = project.withdrawing.plan(case)
        project.act_as("Bo")
        at = project.documents.text(document).index("zorgco")
        project.codings.add(document, at, at + 10, [code])
        project.act_as("An")
        again = project.withdrawing.plan(case)
        assert (again.codings, again.memos, again.counts) == (seen.codings, seen.memos, seen.counts)
        project.withdrawing.withdraw(again)
        assert project.session.value("SELECT count(*) FROM codings WHERE start = ?", [at]) == 0
        assert project.check() == []
