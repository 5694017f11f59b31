"""The screens of pseudonyms and of who speaks, by keys alone."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.project.project import Project
from codebench.project.pseudonym_key import read_key
from codebench.tui.parts.entry import Line


async def test_names_are_judged_put_everywhere_and_the_earlier_texts_erased(path: Path, opened: Open) -> None:
    key = path.parent / "sleutel.csv"
    async with opened(path, size=(100, 30)) as hands:
        await hands.press("p")
        await hands.settle()
        assert "2 proposals · 0 taken · 2 not judged · key: none yet" in hands.text
        assert "jullie tijd? Ilse: De verplaatsingen" in hands.text
        await hands.press("a", "x", "up")
        assert "✓ Ilse → [deelnemer 1]" in hands.text
        assert "✗ Bart → [deelnemer 2]" in hands.text
        await hands.press("s")
        hands.app.screen.query_one(Line).value = str(path)
        await hands.press("enter")
        assert "may not be in the project" in hands.text
        hands.app.screen.query_one(Line).value = str(key)
        await hands.press("enter")
        assert "Put 1 pseudonym at 2 places?" in hands.text
        await hands.press("enter")
        await hands.settle()
        assert "Erase the earlier texts for good?" in hands.text
        await hands.press(*"erase", "enter")
        await hands.settle()
        assert "Ilse" not in hands.text
        assert b"Ilse:" not in path.read_bytes()
        assert [one.original for one in read_key(key)] == ["Ilse"]
    with Project.open(path) as project:
        assert project.documents.text(1).count("[deelnemer 1]: ") == 2
        assert project.check() == []


async def test_who_withdraws_is_erased_once_the_name_is_typed(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.codings.add(1, 50, 70, [1])
    async with opened(path, size=(110, 34)) as hands:
        await hands.press("w")
        assert "4 cases, of whom 3 speak or answer" in hands.text
        await hands.press("delete")
        assert "a group does not withdraw" in hands.text
        await hands.press("down", "down", "delete")
        assert "Ilse withdraws: erase for good?" in hands.text
        assert "N = 2 before, 1 after (person)" in hands.text
        await hands.press(*"ilse", "enter")
        assert "That is not the name" in hands.text
        hands.app.screen.query_one(Line).value = "Ilse"
        await hands.press("enter")
        await hands.settle()
        assert "3 cases, of whom 2 speak or answer" in hands.text
        assert b"verplaatsingen" not in path.read_bytes()
    with Project.open(path) as project:
        assert project.documents.text(1).count("[ingetrokken]") == 2
        assert project.check() == []
