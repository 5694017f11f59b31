"""Another type and other options for a variable, on the screen."""

from pathlib import Path

import pytest
from tests.tui.shell.conftest import Open

from codebench.domain.variables import Absence, Value, VariableType
from codebench.project.project import Project


@pytest.fixture
def with_ages(path: Path) -> Path:
    with Project.open(path, "Lena") as project:
        variable = project.variables.add("leeftijd", VariableType.TEXT)
        for name, text in (("Ilse", "34"), ("Bart", "jong")):
            project.cases.set_value(project.cases.get(name).id, variable, Value(text=text))
    return path


async def test_what_does_not_fit_is_shown_before_a_type_is_changed(with_ages: Path, opened: Open) -> None:
    async with opened(with_ages) as hands:
        await hands.press("v", "t")
        await hands.enter("number")
        assert hands.sees("1 value does not fit: take it away?") and hands.sees("Bart: jong")
        await hands.press("n")
        assert hands.app.project.variables.all()[0].type is VariableType.TEXT
        await hands.press("t")
        await hands.enter("number")
        await hands.press("y")
        assert hands.app.project.variables.all()[0].type is VariableType.NUMBER
        await hands.press("u")
        assert hands.app.project.variables.all()[0].type is VariableType.TEXT


async def test_options_are_renamed_and_added(with_ages: Path, opened: Open) -> None:
    async with opened(with_ages) as hands:
        await hands.press("v", "o")
        assert hands.sees("A variable of type")
        await hands.press("t")
        await hands.enter("category")
        await hands.press("o")
        await hands.enter("jong")
        await hands.press("ctrl+u")
        await hands.enter("jonger")
        await hands.press("o")
        await hands.enter("a new")
        await hands.enter("ouder")
        assert set(hands.app.project.variables.all()[0].options) == {"34", "jonger", "ouder"}
        await hands.press("o")
        await hands.enter("ouder")
        await hands.press("ctrl+u")
        await hands.enter("-")
        assert set(hands.app.project.variables.all()[0].options) == {"34", "jonger"}


async def test_a_value_is_said_to_mean_missing(with_ages: Path, opened: Open) -> None:
    async with opened(with_ages) as hands:
        await hands.press("v", "m")
        assert hands.sees("means that there is none?")
        await hands.enter("jong")
        await hands.enter("blank")
        assert hands.sees("'jong' means blank now (1 case); u undoes it.")
        assert hands.app.project.variables.absent() == {1: {Absence.BLANK: 1}}
