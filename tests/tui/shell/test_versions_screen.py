"""The versions of a text on the screen: listed, compared with the one before or another, marked by more than colour."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.project.project import Project


def edited(path: Path) -> None:
    with Project.open(path, "Lena") as project:
        for old, new in (("niemand telt", "iedereen telt"), ("mandaat", "duidelijk mandaat")):
            project.edits.apply(1, project.documents.text(1).replace(old, new))


async def test_versions_compares_with_the_one_before_and_with_another(path: Path, opened: Open) -> None:
    edited(path)
    async with opened(path) as hands:
        await hands.press("enter", "O")
        assert hands.sees("Versions") and hands.sees("coder: Lena") and hands.sees("present")
        assert hands.sees("From version 2 to 3: 1 place") and hands.sees("Een +[duidelijk ]mandaat.")
        await hands.press("down")
        assert hands.sees("From version 1 to 2") and hands.sees("−[niemand]+[iedereen] telt")
        await hands.press("down")
        assert hands.sees("the text as it came in")
        await hands.press("up", "up", "b")
        await hands.enter("version 1")
        assert hands.sees("From version 1 to 3")
        assert hands.sees("−[niemand]+[iedereen]") and hands.sees("+[duidelijk ]")
        await hands.press("q")
        assert hands.coding


async def test_versions_says_what_was_erased_and_follows_undo(path: Path, opened: Open) -> None:
    edited(path)
    with Project.open(path, "Lena") as project:
        project.purging.purge_earlier([1])
    async with opened(path) as hands:
        await hands.press("O")
        assert hands.sees("erased for good") and hands.sees("Version 2, with which it would be compared, was erased")
        await hands.press("down")
        assert hands.sees("This version was erased for good")


async def test_versions_of_a_text_that_never_changed(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("O")
        assert hands.sees("the text as it came in")
        await hands.press("b")
        await hands.settle()
        assert hands.app.screen.SCOPE == "versions"
