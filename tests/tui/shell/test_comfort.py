"""Comfort: a user's own keys at work, the keyboard, the menu with everything, copying, a picture of the screen."""

import re
from pathlib import Path
from xml.etree import ElementTree

from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.tui import state
from codebench.tui.actions import actions
from codebench.tui.actions.keyboard import Layout
from codebench.tui.modals.help import HelpScreen
from codebench.tui.parts.filterlist import FilterList
from codebench.tui.parts.lines import KeyLine
from codebench.tui.screens.base import ProjectScreen

OWN = """
# pick with the left hand
coding.pick = ctrl+x
pane.next-turn = ctrl+u
pane.next-word = b
pane.previous-word = w
coding.star = m
nonsense = x
"""


async def test_own_keys_work_and_are_shown_and_what_is_amiss_is_told(path: Path, home: Path, opened: Open) -> None:
    home.mkdir(exist_ok=True)
    (home / "keys.txt").write_text(OWN, "utf-8")
    async with opened(path, size=(100, 40)) as hands:
        await hands.press("enter")
        assert hands.sees("keys.txt, line 7: m is the key of coding.memo")
        assert hands.sees("keys.txt, line 8: no action is called 'nonsense'")
        assert hands.sees("Ctrl+x code")
        await hands.press("c")
        assert isinstance(hands.app.screen, ProjectScreen), "the key by default is free now"
        at = hands.coding.pane.caret
        await hands.press("ctrl+u")
        assert hands.coding.pane.caret > at
        await hands.press("b")
        on = hands.coding.pane.caret
        await hands.press("w")
        assert hands.coding.pane.caret < on, "swapped"
        await hands.press("ctrl+x")
        await hands.enter("tijd")
        assert hands.codings == [("tijd", "Het overleg. En de tijd die niemand telt.")]
        await hands.press("f1")
        assert isinstance(hands.app.screen, HelpScreen)
        assert re.search(r"Ctrl\+x +Code: pick or make a code", hands.text)
        await hands.press("escape", "ctrl+p")
        await hands.type("pick or make")
        assert re.search(r"Ctrl\+x +Code: pick or make a code", hands.text)


async def test_without_a_file_nothing_is_told(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        assert not hands.app.keyboard.keymap.faults
        assert not hands.app._notifications


async def test_a_file_of_keys_that_is_no_text_changes_nothing(path: Path, home: Path, opened: Open) -> None:
    home.mkdir(exist_ok=True)
    (home / "keys.txt").write_bytes(b"coding.pick = \xff")
    async with opened(path) as hands:
        await hands.press("enter", "c")
        assert not isinstance(hands.app.screen, ProjectScreen)
        assert any("can't be read" in note.message for note in hands.app._notifications)


async def test_the_keyboard_decides_which_keys_are_shown_first(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 30)) as hands:
        assert hands.sees("F1 keys")
        await hands.press("f10")
        await hands.type("azerty")
        await hands.press("enter")
        assert state.layout() == Layout.AZERTY
        await hands.press("enter", "f1")
        assert "&…ç  1…9" in "\n".join(told(hands))
        assert any(line.startswith(":  Ctrl+f  /") for line in told(hands))


async def test_help_tells_the_keys_of_what_has_the_focus(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "f1")
        assert any("To the next word" in line for line in told(hands))
        await hands.press("escape", "tab", "f1")
        assert not any("To the next word" in line for line in told(hands))
        await hands.press("escape", "q", "f5", "f1")
        assert any("Further to the right" in line for line in told(hands))


async def test_the_menu_holds_everything_and_opens_by_the_mouse(path: Path, opened: Open) -> None:
    async with opened(path, size=(80, 24)) as hands:
        for keys, scope in ((("enter",), "coding"), (("q", "f5"), "frequencies"), (("q",), "project")):
            await hands.press(*keys)
            line = hands.app.screen.query_one(KeyLine)
            at = hands.lines[line.region.y].index("commands")
            await hands.pilot.click(offset=(at, line.region.y))
            await hands.settle()
            shown = {item.text for item in hands.app.screen.query_one(FilterList)._items}
            wanted = {action.help for action in (*actions(scope), *actions("app")) if action.id != "palette"}
            assert {told for told in wanted if not told.startswith("Code with recent code")} <= shown
            await hands.press("escape")


async def test_what_moves_in_a_text_is_in_the_menu_as_well(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        at = hands.coding.pane.caret
        await hands.press("ctrl+p")
        await hands.enter("to the next turn")
        assert hands.coding.pane.caret > at


async def test_what_is_selected_or_under_the_cursor_is_copied(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("ctrl+c")
        assert hands.app.clipboard.split()[:2] == ["groep", "1"]
        await hands.press("enter", "ctrl+c")
        assert hands.app.clipboard == "De verplaatsingen [lacht]. Negen scholen, dat is veel."
        await hands.press("=", "ctrl+c")
        assert hands.app.clipboard == "De"
        assert hands.sees("1 word is on the clipboard")
        await hands.code("tijd")
        await hands.press("q", "f5", "ctrl+c")
        assert hands.app.clipboard.startswith("tijd\t1")


async def test_a_picture_of_the_screen_needs_nothing_from_elsewhere(path: Path, tmp_path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "ctrl+k", "enter")
        drawn = (tmp_path / "studie.svg").read_text("utf-8")
        assert hands.sees("Saved as")
        await hands.press("ctrl+k", "enter")
        assert hands.sees("Write over it?")
    elements = [*ElementTree.fromstring(drawn).iter()]
    assert "verplaatsingen" in "".join(element.text or "" for element in elements)
    addresses = re.findall(r"https?:[^\s\"'<>]*", drawn)
    assert set(addresses) == {"http://www.w3.org/2000/svg"}, "only the name of the format"
    assert "@import" not in drawn
    assert not re.search(r"url\((?!#)", drawn)
    assert not any("href" in name for element in elements for name in element.attrib)


async def test_the_first_screen_offers_colours_and_keyboard(opened: Open) -> None:
    async with opened(None) as hands:
        await hands.press("c")
        assert hands.sees("Dark, high contrast")
        assert hands.sees("Belgian AZERTY")


def told(hands: Hands) -> list[str]:
    """The whole help, line by line."""
    assert isinstance(hands.app.screen, HelpScreen)
    return str(hands.app.screen._table(76)).splitlines()
