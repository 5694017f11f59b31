"""Material on its way in: labels are put right by keys, shown with what is doubtful, and one key takes all in."""

from pathlib import Path
from threading import Event

import pytest
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands
from textual.widgets import Input

from codebench.domain.variables import Role
from codebench.project.imports import Imports
from codebench.tui.screens.importing import ImportScreen

SAID = "Int: Hoe\x1b[2J gaat het [red] nu?\nS01: Goed.\nInt: En?\nS02: Ja.\nS01: Nee.\nS02: Ja.\nKarl: Eens.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    place = tmp_path / "map"
    place.mkdir()
    (place / "g1.txt").write_text(SAID, "utf-8")
    (place / "g2.txt").write_text(SAID.replace("S02", "S03"), "utf-8")
    (place / "notitie.txt").write_text("Periode 1: sluiting\n\nWeinig.\n", "utf-8")


async def seen(hands: Hands, text: str) -> None:
    """Until a thread's result is on the screen."""
    for _attempt in range(400):
        if hands.sees(text):
            return
        await hands.pilot.pause(0.01)
    raise AssertionError(f"never saw {text}:\n{hands.text}")


async def looked_at(hands: Hands, place: str) -> ImportScreen:
    """Ask for a file or folder, and wait until it was read."""
    await hands.press("i")
    hands.app.screen.query_one(Input).value = place
    await hands.press("enter")
    await seen(hands, "Take this in?")
    assert isinstance(hands.app.screen, ImportScreen)
    return hands.app.screen


def row(hands: Hands, label: str) -> str:
    return next(line for line in hands.lines if line[2:].startswith(f"{label} "))


async def test_other_files_of_a_folder_are_named(path: Path, opened: Open, tmp_path: Path) -> None:
    (tmp_path / "map" / "foto.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "map" / "leeg.txt").write_text("")
    async with opened(path, size=(120, 40)) as hands:
        await looked_at(hands, "map")
        assert hands.sees("'leeg.txt' is empty") and hands.sees("1 file of another kind: foto.jpg")


async def test_labels_are_put_right_and_all_comes_in_at_once(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 40)) as hands:
        await looked_at(hands, "map")
        hands.assert_harmless()
        assert hands.sees("3 files · 3 texts · 15 units · 11 cases")
        assert "4     2  moderator" in row(hands, "Int") and "Hoe␛[2J gaat het [red] nu?" in row(hands, "Int")
        assert "? 'Karl' speaks only once" in row(hands, "Karl")
        assert hands.sees("section Periode 1: sluiting: in 1 file") and hands.sees("2 × Name: text")
        await hands.press("down", "n")
        hands.app.screen.query_one(Input).value = "An"
        await hands.press("enter")
        await seen(hands, "participant  An ")
        await hands.press("down", "down", "down", "s")
        await hands.enter("S02")
        await seen(hands, "participant  S02   ")
        assert "S02" in row(hands, "S03")
        await hands.press("up", "x")
        await seen(hands, "no speaker")
        await hands.press("y")
        await seen(hands, "notitie")
        project = hands.app.project
        names = {(case.group, case.name) for case in project.cases.all() if case.group in ("g1", "g2")}
        assert names == {(group, name) for group in ("g1", "g2") for name in ("Int", "An", "S02")}
        assert len(project.documents.all()) == 4
        await hands.press("u")
        assert len(project.documents.all()) == 1


async def test_roles_ties_and_forgetting(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 40)) as hands:
        screen = await looked_at(hands, "map/g1.txt")
        for key, wanted in (("m", "participant"), ("m", "moderator"), ("a", "collective"), ("a", "participant")):
            await hands.press(key)
            await seen(hands, f"2     1  {wanted}")
            assert wanted in row(hands, "Int")
        await hands.press("down", "c")
        await hands.enter("Ilse")
        await seen(hands, "groep 1/Ilse")
        await hands.press("backspace")
        await seen(hands, "participant  S01 ")
        await hands.press("c")
        await hands.enter("Ilse")
        await seen(hands, "groep 1/Ilse")
        await hands.press("enter")
        await seen(hands, "Taken in: 1 text, 7 units.")
        assert not screen.is_attached
        ilse = hands.app.project.cases.get("groep 1/Ilse")
        document = hands.app.project.documents.get("g1")
        assert ilse.role is Role.PARTICIPANT
        assert sum(unit.case == "Ilse" for unit in hands.app.project.documents.units(document.id)) == 2


async def test_a_key_of_pseudonyms_beside_a_damaged_file(path: Path, opened: Open, tmp_path: Path) -> None:
    (tmp_path / "map" / "kapot.docx").write_bytes(b"PK")
    key = tmp_path / "elders" / "wie.csv"
    key.parent.mkdir()
    key.write_text("original,pseudonym,kind\nKarl,[deelnemer 9],name\n", "utf-8")
    async with opened(path, size=(120, 40)) as hands:
        await looked_at(hands, "map")
        assert hands.sees("'kapot.docx' is") and hands.sees("3 files · 3 texts")
        await hands.press("K")
        await hands.enter(str(tmp_path / "geen.csv"))
        assert not hands.sees("Pseudonyms by")
        await hands.press("K")
        await hands.enter(str(key))
        await seen(hands, "Pseudonyms by wie.csv")
        await hands.press("y")
        await seen(hands, "notitie")
        project = hands.app.project
        text = project.documents.text(project.documents.get("g1").id)
        assert "[deelnemer 9]: Eens." in text and "Karl" not in text
        assert project.pseudonyms.key_here == key
        await hands.press("u")
        assert len(project.documents.all()) == 1


async def test_kind_owner_headings_and_pattern(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 40)) as hands:
        await looked_at(hands, "map/g1.txt")
        await hands.press("t")
        await seen(hands, "as transcripts")
        await hands.press("t")
        await seen(hands, "as notes")
        await hands.press("t")
        await seen(hands, "Int ")
        await hands.press("e")
        await hands.enter("Karl")
        await seen(hands, "section Karl: Eens.: in 1 file")
        await hands.press("p")
        await hands.enter("(x")
        await seen(hands, "is no regular expression")
        assert "moderator" in row(hands, "Int")


async def test_what_is_there_already_is_said(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 40)) as hands:
        await looked_at(hands, "map/g1.txt")
        await hands.press("y")
        await seen(hands, "g1 ")
        await looked_at(hands, "map")
        assert hands.sees("g1.txt is in this project already (as g1.txt).")
        await hands.press("y")
        await seen(hands, "g2 ")
        await looked_at(hands, "map")
        await hands.press("y")
        await seen(hands, "All of it is in this project already.")
        await hands.press("escape")
        assert len(hands.app.project.documents.all()) == 4


async def test_esc_stops_what_is_under_way(path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    take = Imports._take_documents

    def slow(*args: object) -> int:
        begun.set()
        assert go_on.wait(20)
        return take(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(Imports, "_take_documents", slow)
    async with opened(path, size=(120, 40)) as hands:
        await looked_at(hands, "map")
        await hands.pilot.press("y")
        await seen(hands, "Esc: stop; nothing is kept of it")
        assert begun.is_set()
        await hands.pilot.press("escape")
        go_on.set()
        await seen(hands, "Stopped; nothing was taken in.")
        assert len(hands.app.project.documents.all()) == 1
        assert hands.app.project.check() == []
