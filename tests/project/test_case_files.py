"""Tables about cases: shown first, taken in by one act, and what fits no case is named."""

from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.variables import Absence, Role, Value, VariableType
from codebench.project.project import Project
from tests.conftest import TURNS, transcript
from tests.project.test_journal import state


def table(folder: Path, *lines: str) -> Path:
    path = folder / "deelnemers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def values(project: Project, case: str) -> dict[str, str]:
    return {name: str(value) for name, value in project.cases.get(case).values.items()}


def test_values_come_in_by_one_act_that_can_be_undone(project: Project, tmp_path: Path) -> None:
    before = state(project)
    path = table(
        tmp_path,
        "Naam;niveau;leeftijd;sinds;taken",
        "Ilse;bao;41,5;1/09/2020;zorg|klas",
        "Bart;so;38;2019-02-28;nvt",
        "An;so;;;",
    )
    plan = project.case_files.preview(path, {"taken": "multiple"})
    assert state(project) == before
    assert [(one.name, one.type) for one in plan.variables] == [
        ("niveau", VariableType.CATEGORY),
        ("leeftijd", VariableType.NUMBER),
        ("sinds", VariableType.DATE),
        ("taken", VariableType.MULTIPLE),
    ]
    assert project.case_files.take(path, roles={"taken": "multiple"}) == plan
    assert plan.n_cases == 3
    assert values(project, "Ilse") == {
        "niveau": "bao",
        "leeftijd": "41.5",
        "sinds": "2020-09-01",
        "taken": "klas; zorg",
    }
    assert values(project, "Bart")["taken"] == "(n.v.t.)"
    assert values(project, "An") == {"niveau": "so"}
    assert project.variables.get("niveau").options == ("bao", "so")
    assert project.history.acts(1)[0].summary == "set what deelnemers.csv says of 3 cases"
    assert project.check() == []
    project.history.undo()
    assert state(project) == before


def test_the_group_tells_namesakes_apart_and_the_role_is_set(project: Project, tmp_path: Path) -> None:
    project.imports.take([transcript("groep-2", [*TURNS[:2], ("An", "Ja.")])])
    path = table(
        tmp_path,
        "groep,naam,rol,niveau",
        "groep-1,Moderator,moderator,",
        "groep-2,Ilse,deelnemer,so",
        "groep-2,An,Moderator,",
    )
    plan = project.case_files.take(path)
    assert [(change.line, change.variable, change.role) for change in plan.changes] == [
        (3, "niveau", None),
        (4, "", Role.MODERATOR),
    ]
    assert values(project, "groep-2/Ilse") == {"niveau": "so"}
    assert values(project, "groep-1/Ilse") == {}
    assert project.cases.get("groep-2/An").role is Role.MODERATOR


def test_known_variables_keep_their_type_and_blanks_change_nothing(project: Project, tmp_path: Path) -> None:
    level = project.variables.add("niveau", VariableType.TEXT)
    project.cases.set_value(project.cases.get("Bart").id, level, Value(text="oud"))
    project.cases.set_value(project.cases.get("Ilse").id, level, Value(text="bao"))
    path = table(tmp_path, "case;niveau", "Ilse;bao", "Bart;", "An;so")
    plan = project.case_files.take(path)
    assert [(change.case.name, change.value) for change in plan.changes] == [("An", Value(text="so"))]
    assert values(project, "Bart") == {"niveau": "oud"}
    with pytest.raises(ConflictError, match="known already"):
        project.case_files.take(path)


def test_a_value_that_is_there_is_replaced(project: Project, tmp_path: Path) -> None:
    project.case_files.take(table(tmp_path, "naam;niveau", "Ilse;bao", "Bart;bao", "An;so"))
    project.case_files.take(table(tmp_path, "naam;niveau", "Ilse;so", "Bart;weet niet", "An;so"))
    assert values(project, "Ilse") == {"niveau": "so"}
    assert project.cases.get("Bart").values["niveau"] == Value(absence=Absence.DONT_KNOW)


def test_rows_that_fit_no_case_are_named_and_nothing_is_written(project: Project, tmp_path: Path) -> None:
    project.cases.add("Bart")
    before = state(project)
    rows = ["naam;rol;niveau", "Ilse;deelnemer;bao", "Wie;;so", "Bart;;so", "An;baas;so", ";;so", "Ilse;;so"]
    path = table(tmp_path, *rows)
    plan = project.case_files.preview(path)
    assert [(mismatch.line, mismatch.what) for mismatch in plan.mismatches] == [
        (3, "there is no case 'Wie' in this project."),
        (4, "several cases are called so (groep-1/Bart, /Bart); add a column `groep`."),
        (5, "'baas' is no role; use one of deelnemer, participant, moderator."),
        (6, "this row names no case."),
        (7, "'Ilse' stands on line 2 already."),
    ]
    with pytest.raises(ConflictError, match=r"5 rows do not fit this project \(line 3: there is no case 'Wie'"):
        project.case_files.take(path)
    assert state(project) == before
    assert project.case_files.take(path, skip_mismatches=True) == plan
    assert values(project, "Ilse") == {"niveau": "bao"}
    with pytest.raises(ConflictError, match="1 row does not fit"):
        project.case_files.take(table(tmp_path, "naam;niveau", "Wie;so"), skip_mismatches=True)


def test_what_looks_like_answers_is_a_variable_of_texts(project: Project, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "naam;toelichting",
        "Ilse;Komt van een andere school, met veel ervaring.",
        "Bart;Is pas begonnen, zegt hij zelf.",
    )
    project.case_files.take(path)
    assert project.variables.get("toelichting").type is VariableType.TEXT
    assert project.documents.questions() == []
    assert values(project, "Bart") == {"toelichting": "Is pas begonnen, zegt hij zelf."}


def test_bad_files_are_refused_in_words(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column that says which case"):
        project.case_files.preview(table(tmp_path, "wie;niveau", "Ilse;so"))
    project.variables.add("leeftijd", VariableType.NUMBER)
    with pytest.raises(InputError, match="'leeftijd' can't be a number: 'veertig' on line 2"):
        project.case_files.preview(table(tmp_path, "naam;leeftijd", "Ilse;veertig", "Bart;12"))
    with pytest.raises(InputError, match="no file"):
        project.case_files.preview(tmp_path / "weg.csv")
    with pytest.raises(InputError, match="no column 'net'"):
        project.case_files.preview(table(tmp_path, "naam;niveau", "Ilse;so"), {"net": "text"})
