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


async def test_what_was_said_of_names_is_kept_and_the_earlier_texts_can_be_erased_later(
    path: Path, opened: Open
) -> None:
    key = path.parent / "sleutel.csv"
    async with opened(path, size=(100, 30)) as hands:
        await hands.press("p", "x", "a", "n", *"verplaatsingen", "enter", "ctrl+u", *"reizen", "enter")
        assert "3 proposals · 2 taken · 0 not judged" in hands.text
        await hands.press("q", "p")
        await hands.settle()
        assert "3 proposals · 2 taken · 0 not judged" in hands.text
        assert "✗ Ilse" in hands.text and "✓ verplaatsingen → reizen" in hands.text
        await hands.press("delete")
        assert "no key of pseudonyms" in hands.text
        await hands.press("s")
        hands.app.screen.query_one(Line).value = str(key)
        await hands.press("enter")
        assert "Put 2 pseudonyms" in hands.text
        await hands.press("enter")
        await hands.settle()
        await hands.press("escape")
        await hands.settle()
        assert "with the names in them; Del" in hands.text
        await hands.press("delete", *"erase", "enter")
        await hands.settle()
        assert "1 earlier text is erased" in hands.text
        assert b"verplaatsingen" not in path.read_bytes()
        await hands.press("delete")
        assert "No earlier text holds a name" in hands.text


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
        # What was done before it is no longer what the last key did: undo asks.
        before = len(hands.app.project.history.acts())
        await hands.press("u")
        assert "can't be undone" in hands.text and "done before it. Undo that?" in hands.text
        await hands.press("n")
        assert len(hands.app.project.history.acts()) == before
        await hands.press("u", "y")
        assert hands.app.project.history.acts()[0].kind == "undo"
    with Project.open(path) as project:
        assert project.documents.text(1).count("[ingetrokken]") == 2
        assert project.check() == []


async def test_a_case_is_found_by_name_and_put_right(path: Path, opened: Open) -> None:
    async with opened(path, size=(110, 34)) as hands:
        await hands.press("w", "f", *"bart", "enter", "o")
        assert hands.app.project.cases.get("Bart").role == "moderator"
        assert any("Bart" in line and "moderator" in line for line in hands.lines)
        assert hands.sees("Bart is a moderator now, and counts nowhere")
        await hands.press("u", "r", "ctrl+u", *"Bert", "enter")
        found = hands.app.project.cases.get("Bert")
        assert (found.role, found.group) == ("participant", "groep 1")
        await hands.press("r", "ctrl+u", *"Ilse", "enter")
        assert "Ilse" in hands.text and hands.app.project.cases.get("Bert").id == found.id
