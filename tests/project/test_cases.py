"""Cases, variables and their values: named, changed and undone."""

import pytest

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType
from codebench.project.cases import set_values
from codebench.project.project import Project
from tests.conftest import TURNS, survey, transcript
from tests.project.test_journal import state


def test_a_case_is_found_by_its_name_or_with_its_group(project: Project) -> None:
    project.imports.take([transcript("groep-2", TURNS[1:3]), survey({"Ilse": "Ja.", "R1": "Nee."})])
    assert project.cases.get("An").group == "groep-1"
    assert project.cases.get("groep-2/Ilse").group == "groep-2"
    assert project.cases.get("/Ilse").group == ""
    with pytest.raises(NotFoundError, match="Several cases are called so: groep-1/Ilse, groep-2/Ilse, /Ilse"):
        project.cases.get("Ilse")
    for name in ("Wie", "groep-1/Wie", "/An", ""):
        with pytest.raises(NotFoundError, match=f"no case '{name}'"):
            project.cases.get(name)


def test_names_are_unique_in_a_group(project: Project) -> None:
    group = project.cases.get("groep-1").id
    with pytest.raises(ConflictError, match="a case 'Bart' there already"):
        project.cases.add("Bart", group_id=group)
    outside = project.cases.add(" Bart ")
    with pytest.raises(ConflictError, match="a case 'Bart' there already"):
        project.cases.set_group(outside, group)
    with pytest.raises(ConflictError, match="a case 'Ilse' there already"):
        project.cases.rename(project.cases.get("groep-1/Bart").id, "Ilse")
    project.cases.rename(outside, "Bart twee")
    project.cases.set_group(outside, group)
    project.cases.set_group(outside, group)
    assert project.cases.get("Bart twee").group == "groep-1"
    with pytest.raises(InputError, match="needs a name"):
        project.cases.add("  ")


def test_no_case_belongs_to_itself(project: Project) -> None:
    group, bart = project.cases.get("groep-1").id, project.cases.get("Bart").id
    school = project.cases.add("De Linde", CaseKind.ORGANISATION)
    project.cases.set_group(group, school)
    for above in (school, group, bart):
        with pytest.raises(ConflictError, match="can't belong to itself"):
            project.cases.set_group(school, above)
    with pytest.raises(NotFoundError, match="no case 99"):
        project.cases.set_group(bart, 99)


def test_role_and_kind(project: Project) -> None:
    before = state(project)
    bart = project.cases.get("Bart").id
    project.cases.set_role(bart, Role.MODERATOR)
    project.cases.set_kind(bart, CaseKind.COLLECTIVE)
    assert (project.cases.get("Bart").role, project.cases.get("Bart").kind) == (Role.MODERATOR, CaseKind.COLLECTIVE)
    assert project.documents.info(1).progress.units == 3
    project.history.undo()
    project.history.undo()
    assert state(project) == before


def test_values_of_every_type_come_back_as_they_went_in(project: Project) -> None:
    values = {
        VariableType.CATEGORY: Value(options=("bao",)),
        VariableType.MULTIPLE: Value(options=("zorg", "klas")),
        VariableType.SCALE: Value(options=("eens",)),
        VariableType.NUMBER: Value(number=12.5),
        VariableType.DATE: Value(text="2026-11-22"),
        VariableType.TEXT: Value(text="=SOM(1)"),
    }
    bart = project.cases.get("Bart").id
    for kind, value in values.items():
        project.cases.set_value(bart, project.variables.add(str(kind), kind), value)
    assert project.cases.get("Bart").values == {str(kind): value for kind, value in values.items()}
    project.cases.set_value(bart, 2, Value(options=("klas",)))
    project.cases.set_value(bart, 1, Value(absence=Absence.NOT_APPLICABLE))
    project.cases.set_value(bart, 4, None)
    found = project.cases.get("Bart").values
    assert found["multiple"] == Value(options=("klas",))
    assert found["category"] == Value(absence=Absence.NOT_APPLICABLE)
    assert "number" not in found
    assert [variable.n_cases for variable in project.variables.all()] == [0, 1, 1, 0, 1, 1]
    for _times in range(3):
        project.history.undo()
    assert project.cases.get("Bart").values == {str(kind): value for kind, value in values.items()}
    with pytest.raises(NotFoundError, match="no variable 99"):
        project.cases.set_value(bart, 99, None)
    with pytest.raises(NotFoundError, match="no case #99"):
        project.cases.set_value(99, 1, None)


def test_many_values_in_one_act_of_doubles_the_last(project: Project) -> None:
    level = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so", "bao"))
    assert project.variables.get("niv").options == ("bao", "so")
    bao, so = Value(options=("bao",)), Value(options=("so",))
    cases = [case.id for case in project.cases.all()]
    with project.session.act("value") as act:
        set_values(project.session, act, [(case, level, bao) for case in cases] + [(cases[0], level, so)])
    assert [case.values["niveau"] for case in project.cases.all()] == [so] + [bao] * (len(cases) - 1)
    assert project.check() == []


def test_variables_are_added_renamed_and_removed(project: Project) -> None:
    level = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so"))
    project.variables.add("nis", VariableType.TEXT)
    project.cases.set_value(1, level, Value(options=("so",)))
    with pytest.raises(ConflictError, match="variable 'niveau' already"):
        project.variables.add(" niveau ", VariableType.TEXT)
    with pytest.raises(InputError, match="type number has no options"):
        project.variables.add("leeftijd", VariableType.NUMBER, ("1",))
    with pytest.raises(ConflictError, match="variable 'nis' already"):
        project.variables.rename(level, "nis")
    with pytest.raises(NotFoundError, match="this project has: niveau, nis"):
        project.variables.get("ni")
    project.variables.rename(level, "onderwijsniveau")
    before = state(project)
    project.variables.remove(level)
    assert [variable.name for variable in project.variables.all()] == ["nis"]
    assert project.cases.all()[0].values == {}
    project.history.undo()
    assert state(project) == before
    with pytest.raises(NotFoundError, match="no variable 99"):
        project.variables.remove(99)
