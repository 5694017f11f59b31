"""Another type or other options for a variable that has values: nothing is lost without being told."""

from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.variables import Absence, Value, VariableType
from codebench.project.project import Project
from tests.conftest import survey


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey({"R1": "Ja.", "R2": "Nee.", "R3": "Soms.", "R4": "Nooit."})])
        yield project


def given(project: Project, kind: VariableType, *values: Value | None) -> int:
    variable = project.variables.add("leeftijd", kind)
    for name, value in zip(("R1", "R2", "R3", "R4"), values, strict=False):
        project.cases.set_value(project.cases.get(name).id, variable, value)
    return variable


def told(project: Project) -> list[str]:
    return [str(case.values.get("leeftijd", "")) for case in project.cases.all()]


def test_texts_become_numbers_and_what_is_none_is_told_and_taken_away(project: Project) -> None:
    texts = [Value(text="34"), Value(text="jong"), Value(text="41,5"), Value(absence=Absence.DONT_KNOW)]
    variable = given(project, VariableType.TEXT, *texts)
    refit = project.retyping.refit(variable, VariableType.NUMBER)
    assert refit.unfit == (("R2", "jong"),)
    before = told(project)
    project.retyping.retype(refit)
    assert told(project) == ["34", "", "41.5", "(weet niet)"]
    assert project.variables.get("leeftijd").type is VariableType.NUMBER
    assert "1 value taken away" in project.history.acts()[0].summary
    project.history.undo()
    assert told(project) == before
    assert project.variables.get("leeftijd").type is VariableType.TEXT
    assert project.check() == []


def test_categories_become_several_and_back_where_one_was_chosen(project: Project) -> None:
    variable = given(project, VariableType.CATEGORY, Value(("bao",)), Value(("so",)), Value(("bao",)))
    project.retyping.retype(project.retyping.refit(variable, VariableType.MULTIPLE))
    project.cases.set_value(project.cases.get("R3").id, variable, Value(("bao", "so")))
    refit = project.retyping.refit(variable, VariableType.CATEGORY)
    assert refit.unfit == (("R3", "bao; so"),)
    project.retyping.retype(refit)
    assert told(project) == ["bao", "so", "", ""]
    assert project.variables.get("leeftijd").options == ("bao", "so")


def test_options_become_texts_and_texts_options(project: Project) -> None:
    variable = given(project, VariableType.CATEGORY, Value(("bao",)), Value(("so",)))
    project.retyping.retype(project.retyping.refit(variable, VariableType.TEXT))
    assert (told(project), project.variables.get("leeftijd").options) == (["bao", "so", "", ""], ())
    project.retyping.retype(project.retyping.refit(variable, VariableType.SCALE))
    assert (told(project), project.variables.get("leeftijd").options) == (["bao", "so", "", ""], ("bao", "so"))
    with pytest.raises(ConflictError, match="already"):
        project.retyping.refit(variable, VariableType.SCALE)


def test_what_was_changed_since_is_not_retyped(project: Project) -> None:
    variable = given(project, VariableType.TEXT, Value(text="34"))
    refit = project.retyping.refit(variable, VariableType.NUMBER)
    project.cases.set_value(project.cases.get("R2").id, variable, Value(text="oud"))
    with pytest.raises(ConflictError, match="changed meanwhile"):
        project.retyping.retype(refit)


def test_options_are_renamed_added_and_taken_away(project: Project) -> None:
    variable = given(project, VariableType.CATEGORY, Value(("bao",)), Value(("so",)))
    retyping = project.retyping
    retyping.rename_option(variable, "bao", "basis")
    assert told(project)[:2] == ["basis", "so"]
    retyping.rename_option(variable, "basis", "Basis")
    retyping.add_option(variable, " buso ")
    assert project.variables.get("leeftijd").options == ("Basis", "so", "buso")
    with pytest.raises(ConflictError, match="1 case has 'so'"):
        retyping.remove_option(variable, "so")
    retyping.remove_option(variable, "buso")
    for wrong in ("SO", "basis"):
        with pytest.raises(ConflictError, match="already"):
            retyping.add_option(variable, wrong)
    for wrong in ("", "a; b"):
        with pytest.raises(InputError, match="has a name"):
            retyping.add_option(variable, wrong)
    with pytest.raises(NotFoundError):
        retyping.rename_option(variable, "geen", "x")
    for _act in range(4):
        project.history.undo()
    assert project.variables.get("leeftijd").options == ("bao", "so")
    assert told(project)[:2] == ["bao", "so"]


def test_numbers_have_no_options(project: Project) -> None:
    variable = given(project, VariableType.NUMBER, Value(number=3))
    with pytest.raises(InputError, match="has no options"):
        project.retyping.add_option(variable, "drie")


def test_a_value_that_means_missing_is_so_for_all_who_have_it(project: Project) -> None:
    variable = given(project, VariableType.NUMBER, Value(number=34), Value(number=99), Value(number=99))
    assert project.retyping.values(variable) == {"99": 2, "34": 1}
    before = told(project)
    assert project.retyping.make_missing(variable, "99", Absence.DONT_KNOW) == 2
    assert told(project) == ["34", "(weet niet)", "(weet niet)", ""]
    assert project.variables.absent()[variable] == {Absence.DONT_KNOW: 2}
    with pytest.raises(NotFoundError, match="No case has '99' in leeftijd"):
        project.retyping.make_missing(variable, "99", Absence.BLANK)
    project.history.undo()
    assert told(project) == before


def test_an_option_that_meant_missing_goes_with_its_last_case(project: Project) -> None:
    options = Value(("jong",)), Value(("geen opgave",)), Value(("geen opgave",))
    variable = given(project, VariableType.CATEGORY, *options)
    project.retyping.make_missing(variable, "geen opgave", Absence.BLANK)
    assert project.variables.get("leeftijd").options == ("jong",)
    project.history.undo()
    assert project.variables.get("leeftijd").options == ("jong", "geen opgave")


def test_a_value_that_means_missing_goes_out_of_what_was_chosen_with_it(project: Project) -> None:
    chosen = Value(("jong", "99")), Value(("99",)), Value(("jong",))
    variable = given(project, VariableType.MULTIPLE, *chosen)
    assert project.retyping.make_missing(variable, "99", Absence.DONT_KNOW) == 2
    assert told(project) == ["jong", "(weet niet)", "jong", ""]
    assert project.variables.get("leeftijd").options == ("jong",)
