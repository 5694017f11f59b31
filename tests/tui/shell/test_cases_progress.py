"""Respondents with how far one is, which of them are shown, and what they said."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.domain.variables import Value, VariableType
from codebench.project.project import Project
from codebench.tui.screens.said import SaidScreen


async def test_from_a_respondent_to_what_they_said_and_back(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("w", "s")
        assert hands.sees("by name")
        await hands.press("f", *"bart", "enter")
        assert hands.sees("0/2")
        await hands.press("enter")
        assert isinstance(hands.app.screen, SaidScreen)
        assert hands.sees("2 turns, paragraphs and answers: 0 with a code of yours, 0 reviewed")
        await hands.press("down", "enter")
        assert hands.sees("turn 6, Bart")
        await hands.press("c", *"mandaat", "enter", "space", "q")
        assert hands.sees("1 with a code of yours, 1 reviewed") and hands.sees("groep 1, turn 6  mandaat")
        await hands.press("q")
        assert hands.sees("1/2")


async def test_what_is_asked_of_respondents_adds_up_until_escape(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t", "space", "q", "w", "v", *"begun", "enter")
        assert hands.sees("shown: 1, begun, Esc: all")
        await hands.press("v", *"not", "enter")
        assert hands.sees("shown: 1, not begun, Esc: all")
        await hands.press("escape")
        assert not hands.sees("Esc: all") and hands.sees("Moderator")
        await hands.press("s", "s")
        assert hands.sees("what is to be done first")


async def test_progress_is_told_by_text_and_by_case(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("y")
        assert hands.sees("groep 1")
        await hands.press("b")
        assert hands.sees("groep 1 / Ilse")


async def test_one_of_several_options_finds_all_who_chose_it(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        variable = project.variables.add("kanalen", VariableType.MULTIPLE)
        for name, options in (("Ilse", ("mail", "telefoon")), ("Bart", ("mail",))):
            project.cases.set_value(project.cases.get(name).id, variable, Value(options))
    async with opened(path) as hands:
        await hands.press("w", "v", *"kanalen", "enter", *"mail")
        assert hands.sees("mail  2")
        await hands.press("enter")
        assert hands.sees("shown: 2, kanalen: mail") and hands.sees("Ilse") and hands.sees("Bart")
        await hands.press("v", *"kanalen", "enter", *"telefoon")
        await hands.press("enter")
        assert hands.sees("shown: 1, kanalen: telefoon")


async def test_a_value_is_counted_as_often_as_it_is_shown(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.variables.add("niveau", VariableType.TEXT)
        everybody = len(project.cases.all())
    async with opened(path) as hands:
        await hands.press("w", "v", *"niveau", "enter")
        assert hands.sees(f"(none)  {everybody}")
        await hands.press("enter")
        assert hands.sees(f"shown: {everybody}, niveau: (none)")
