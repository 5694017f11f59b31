"""The next export of a survey: respondents are known by their ids, changed answers keep their codings, one undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.variables import Absence, CaseKind
from codebench.ingest import ReadOptions, read
from codebench.project.appending import AppendPlan
from codebench.project.project import Project
from tests.project.test_journal import state

HEAD = "respondent;niveau;Wat helpt er volgens u?"
MAY = ("1;bao;Te weinig tijd voor overleg.", "2;so;", "3;bao;Rust en tijd.", "4;so;Niets meer.")
Append = Callable[..., AppendPlan]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.imports.take([read(write(tmp_path, "mei.csv", *MAY))])
        found = made.documents.answer("1", "Wat helpt")
        made.codings.add(found.id, 10, 14, [made.codebook.add("tijd")])
        yield made


@pytest.fixture
def planned(project: Project, tmp_path: Path) -> Append:
    def plan(*rows: str, name: str = "juni.csv") -> AppendPlan:
        recipe = project.appending.recipe()
        return project.appending.plan(read(write(tmp_path, name, *rows), options=ReadOptions(recipe=recipe)))

    return plan


def write(folder: Path, name: str, *rows: str, head: str = HEAD) -> Path:
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", "utf-8")
    return path


def answer(project: Project, case: str) -> str:
    return project.documents.text(project.documents.answer(case, "Wat helpt").id)


def test_what_is_new_changed_and_gone(project: Project, planned: Append) -> None:
    before = state(project)
    plan = planned("1;so;Veel te weinig tijd voor overleg.", "2;so;Nu wel iets.", "3;bao;Rust en tijd.", "5;bao;Nieuw.")
    assert state(project) == before
    assert (plan.new, plan.vanished) == (("5",), ("4",))
    assert [(each.case, str(each.before), str(each.after)) for each in plan.values] == [("1", "bao", "so")]
    assert [(each.case, each.after) for each in plan.answers] == [
        ("1", "Veel te weinig tijd voor overleg."),
        ("2", "Nu wel iets."),
    ]
    assert [(effect.code, effect.outcome, effect.after) for effect in plan.answers[0].effects] == [
        ("tijd", "moved", "tijd")
    ]
    taken = project.appending.take(plan)
    assert (taken.cases, taken.documents) == (1, 1)
    assert [answer(project, case) for case in "1245"] == [
        plan.answers[0].after,
        "Nu wel iets.",
        "Niets meer.",
        "Nieuw.",
    ]
    assert project.documents.questions()[0].progress.units == 5
    assert project.cases.get("1").values["niveau"].options == ("so",)
    assert not project.check()
    project.history.undo()
    assert state(project) == before


def test_the_same_again_changes_nothing(planned: Append) -> None:
    plan = planned(*MAY[::-1], name="zelfde.csv")
    assert plan.is_empty and not plan.vanished and not plan.edited


def test_a_third_export_goes_on_from_the_second(project: Project, planned: Append) -> None:
    project.appending.take(planned("1;bao;Te weinig overleg.", *MAY[1:]))
    plan = planned("1;bao;Te weinig overleg op school.", *MAY[1:], "5;so;Nieuw.", name="juli.csv")
    assert [(each.before, each.after) for each in plan.answers] == [
        ("Te weinig overleg.", "Te weinig overleg op school.")
    ]
    assert not plan.edited and plan.survey == "mei.csv"
    project.appending.take(plan)
    assert project.appending.surveys() == ["mei.csv"]
    assert not project.check()


def test_what_was_edited_here_stays(project: Project, planned: Append) -> None:
    project.edits.apply(project.documents.answer("3", "Wat helpt").id, "[rust] en tijd.")
    assert planned(*MAY[::-1], name="weer.csv").is_empty
    plan = planned(*MAY[:2], "3;bao;Alleen rust.", MAY[3])
    assert plan.is_empty and [(each.case, each.after) for each in plan.edited] == [("3", "Alleen rust.")]
    assert answer(project, "3") == "[rust] en tijd."


def test_who_withdrew_is_not_new(project: Project, planned: Append) -> None:
    project.withdrawing.withdraw(project.withdrawing.plan(project.cases.get("2").id))
    plan = planned(*MAY, "5;bao;Nieuw.")
    assert (plan.new, plan.vanished) == (("5",), ())
    project.appending.take(plan)
    assert [case.name for case in project.cases.all()] == ["1", "3", "4", "5"]


def test_comparing_tells_how_far_it_is_and_stops(project: Project, planned: Append) -> None:
    before, plan = state(project), planned("1;bao;Anders.", *MAY[1:])
    told: list[tuple[int, int]] = []
    project.appending.plan(plan.draft, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 8)]

    def stop(_done: int, of: int) -> None:
        if of == len(plan.answers):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project.appending.take(plan, stop)
    assert state(project) == before


def test_what_was_erased_here_stays_erased(project: Project, planned: Append) -> None:
    project.purging.purge([project.documents.answer("4", "Wat helpt").id])
    plan = planned(*MAY[:3], "4;so;Niets meer, echt.")
    assert plan.erased == 1 and plan.is_empty


def test_an_answer_may_become_none(project: Project, planned: Append) -> None:
    project.appending.take(planned("1;bao;n.v.t.", *MAY[1:]))
    assert project.documents.questions()[0].absent[Absence.NOT_APPLICABLE] == 1
    assert [effect.code for effect in project.orphans.all()] == ["tijd"]
    assert not project.check()


def test_a_plan_that_is_out_of_date_is_refused(project: Project, planned: Append) -> None:
    plan = planned("1;bao;Anders.", *MAY[1:])
    project.edits.apply(project.documents.answer("1", "Wat helpt").id, "Intussen bewerkt.")
    with pytest.raises(ConflictError, match="changed in the meantime"):
        project.appending.take(plan)
    with pytest.raises(ConflictError, match=r"kopie\.csv is in this project already \(as mei"):
        planned(*MAY, name="kopie.csv")


@pytest.mark.parametrize("head", [HEAD, "respondent;niveau"])
def test_who_is_new_among_schools_is_a_school(tmp_path: Path, head: str) -> None:
    schools = ReadOptions(case_kind=CaseKind.ORGANISATION, roles={"respondent": "id"})
    cells = head.count(";") + 1
    may, june = (
        [";".join(row.split(";")[:cells]) for row in rows]
        for rows in ((MAY[0], MAY[1]), ("1;so;Te weinig tijd voor overleg.", MAY[1], "7;bao;Nieuw."))
    )
    with Project.create(tmp_path / "scholen.codebench", "An") as project:
        project.imports.take([read(write(tmp_path, "mei.csv", *may, head=head), options=schools)])
        options = ReadOptions(recipe=project.appending.recipe())
        plan = project.appending.plan(read(write(tmp_path, "juni.csv", *june, head=head), options=options))
        assert (plan.new, plan.vanished) == (("7",), ())
        project.appending.take(plan)
        assert [(case.name, case.kind) for case in project.cases.all()] == [
            (name, CaseKind.ORGANISATION) for name in "127"
        ]
        assert project.cases.get("1").values["niveau"].options == ("so",)


def test_columns_that_are_gone_or_new_are_named(project: Project, tmp_path: Path) -> None:
    options = ReadOptions(recipe=project.appending.recipe())
    with pytest.raises(InputError, match=r"mei\.csv, line \d+: 'juni\.csv' has no column 'niveau'"):
        read(write(tmp_path, "juni.csv", "1;a", head="respondent;Wat helpt er volgens u?"), options=options)
    more = read(write(tmp_path, "juni.csv", "1;bao;a;7", head=f"{HEAD};cijfer"), options=options)
    assert "left out: cijfer" in more.doubts[0].what


def test_without_ids_nothing_is_appended(tmp_path: Path) -> None:
    with Project.create(tmp_path / "studie.codebench", "An") as project:
        with pytest.raises(NotFoundError, match="Say to which survey"):
            project.appending.recipe()
        project.imports.take([read(write(tmp_path, "mei.csv", "Zo is het.", "Of zo.", head="Waarom is dat zo?"))])
        with pytest.raises(InputError, match="no column that identifies"):
            project.appending.recipe()
