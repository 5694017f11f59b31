"""Taking material in: what is there already is recognised, and nothing comes in twice or by half."""

from dataclasses import replace
from pathlib import Path

import pytest

from codebench.domain.draft import Draft
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.variables import CaseKind, VariableType
from codebench.ingest import read
from codebench.project.project import Project
from tests.conftest import TURNS, survey, transcript
from tests.project.test_journal import state


def table(folder: Path, name: str, *lines: str) -> Draft:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read(path)


def refused(project: Project, drafts: list[Draft], words: str, **more: str) -> None:
    before = state(project)
    with pytest.raises(ConflictError, match=words):
        project.imports.take(drafts, **more)
    assert state(project) == before


def test_the_same_file_comes_in_once(project: Project) -> None:
    again = transcript("groep-1", TURNS)
    assert project.imports.known(again) == "groep-1.txt"
    refused(project, [replace(again, source="elders/kopie.txt")], r"kopie.txt is in this project already \(as groep-1")
    project.history.undo_to(1)
    assert project.imports.known(again) is None
    project.imports.take([again])


def test_another_file_of_the_same_name_is_refused(project: Project) -> None:
    refused(project, [transcript("groep-1", TURNS[:2])], "a document 'groep-1' already")
    twins = [transcript("groep-2", TURNS[:2]), transcript("groep-2", TURNS[:3])]
    refused(project, twins, "a document 'groep-2' already")


def test_appended_rows_are_refused_whole_and_the_respondent_named(project: Project, tmp_path: Path) -> None:
    lines = ["id;Waarom is dat zo?", "1;Te weinig tijd.", "2;Niets."]
    project.imports.take([table(tmp_path, "mei.csv", *lines)])
    refused(project, [table(tmp_path, "juni.csv", *lines, "3;Nieuw.")], "'1.*' has answered 'Waarom is dat zo")
    taken = project.imports.take([table(tmp_path, "nieuw.csv", lines[0], "3;Nieuw.", "4;Ook nieuw.")])
    assert (taken.documents, taken.units, taken.cases) == (2, 2, 2)


def test_one_person_does_not_answer_twice_in_two_files_of_one_import(project: Project) -> None:
    refused(project, [survey({"R1": "Ja."}), survey({"R1": "Nee."})], "'R1' has answered")
    both = [survey({"R1": "Ja."}), survey({"R1": "Nee."}, question="Wat niet?")]
    assert project.imports.take(both).cases == 1


def test_respondents_are_matched_and_get_the_values_they_lacked(project: Project, tmp_path: Path) -> None:
    first = table(tmp_path, "a.csv", "id;niveau;Waarom is dat zo?", "1;bao;Tijd.", "2;so;Niets.", "3;so;Veel.")
    project.imports.take([first])
    second = table(
        tmp_path, "b.csv", "id;niveau;net;En daarna, waarom?", "1;so;GO!;Rust.", "2;so;OGO;Hm.", "9;so;GO!;Ja."
    )
    assert project.imports.same_cases(second) == 2
    assert project.imports.take([second]).cases == 1
    values = {case.name: {k: str(v) for k, v in case.values.items()} for case in project.cases.all()}
    assert values["1"] == {"niveau": "bao", "net": "GO!"}
    assert values["2"] == {"niveau": "so", "net": "OGO"}
    assert values["3"] == {"niveau": "so"}
    assert values["9"] == {"niveau": "so", "net": "GO!"}
    assert project.check() == []


def test_same_cases_counts_persons_by_name_and_group(project: Project) -> None:
    assert project.imports.same_cases(transcript("groep-1", TURNS[:3])) == 3
    assert project.imports.same_cases(transcript("groep-2", TURNS)) == 0
    assert project.imports.same_cases(survey({"Ilse": "Ja."})) == 0
    project.imports.take([survey({"1": "Ja.", "2": "Nee."})])
    assert project.imports.same_cases(survey({"2": "?", "3": "!"}, question="Anders?")) == 1


def test_two_surveys_can_be_kept_apart(project: Project) -> None:
    project.imports.take([survey({"1": "Ja.", "2": "Nee."})])
    other = survey({"1": "Iemand anders.", "2": "Ook."}, {"1": "so"})
    refused(project, [other], "'1' has answered")
    before = state(project)
    assert project.imports.same_cases(other) == 2
    assert project.imports.take([other], separate=" najaar ").cases == 2
    group = project.cases.get("najaar")
    assert (group.kind, group.group_id) == (CaseKind.GROUP, None)
    assert project.cases.get("najaar/1").group_id == group.id
    assert project.cases.get("najaar/1").values["niveau"].options == ("so",)
    assert project.cases.get("/1").values == {}
    assert project.documents.questions()[0].answers == 4
    assert project.imports.same_cases(other) == 2
    assert project.check() == []
    project.history.undo()
    assert state(project) == before


def test_the_group_that_keeps_apart_is_new(project: Project) -> None:
    refused(project, [survey({"1": "Ja."})], "a case 'groep-1' there already", separate="groep-1")
    with pytest.raises(InputError, match="needs a name"):
        project.imports.take([survey({"1": "Ja."})], separate=" ")
    taken = project.imports.take([transcript("groep-2", TURNS[:5]), survey({"1": "Ja."})], separate="enquête")
    assert taken.cases == 5
    groups = [case.name for case in project.cases.all() if case.kind is CaseKind.GROUP]
    assert groups == ["groep-1", "groep-2", "enquête"]
    assert project.cases.get("groep-2/Ilse").group == "groep-2"


def test_keeping_apart_works_over_many_chunks(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codebench.project.imports.CHUNK", 3)
    answers = {f"R{i}": "Ja." for i in range(20)}
    project.imports.take([survey(answers)])
    later = survey(dict.fromkeys(answers, "Nee."), dict.fromkeys(answers, "so"))
    project.imports.take([later], separate="later")
    assert sum(case.group == "later" for case in project.cases.all()) == 20
    assert project.check() == []


def test_a_variable_of_another_type_is_named(project: Project) -> None:
    project.variables.add("niveau", VariableType.NUMBER)
    refused(project, [survey({"R1": "Ja."})], "'niveau' is of type number in this project and category in the file")


def test_options_are_joined(project: Project) -> None:
    project.variables.add("niveau", VariableType.CATEGORY, ("buso",))
    project.imports.take([survey({"R1": "Ja."}, {"R1": "so"})])
    assert project.variables.get("niveau").options == ("buso", "bao", "so")
