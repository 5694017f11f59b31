"""Who works is asked where there are several, and whoever did last on this machine stands first."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.project.project import Project


async def test_who_worked_last_stands_first_and_enter_is_enough(path: Path, opened: Open) -> None:
    with Project.open(path, "Lena") as project:
        project.coders.add("Bo")
    async with opened(path) as hands:
        assert hands.sees("Who are you?") and not hands.sees("the last time")
        await hands.enter("Bo")
        assert hands.app.project.coder.name == "Bo"
    async with opened(path) as hands:
        assert hands.sees("the last time")
        await hands.press("enter")
        assert hands.app.project.coder.name == "Bo"
