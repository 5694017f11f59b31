"""Sets, links and archived codes on the codebook screen and at the desk, by keys alone."""

from pathlib import Path

from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.project.preferences import Mode
from codebench.project.project import Project
from codebench.tui.modals.writing import Writing
from codebench.tui.parts.entry import Line, Page


def sets(hands: Hands) -> dict[str, list[str]]:
    return {each.name: [path for _code, path in each.codes] for each in hands.app.project.code_sets.all()}


async def test_codes_are_put_into_sets_that_the_picker_then_picks_from(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("ctrl+d", "down", "t")
        await hands.enter("drempels")
        assert sets(hands) == {"drempels": ["tijd > overleg"]}
        assert hands.sees("Sets") and hands.sees("drempels")
        await hands.press("down", "t", "enter")
        assert sets(hands) == {"drempels": ["tijd > overleg", "middelen"]}
        await hands.press("t")
        assert hands.sees("✓ drempels")
        await hands.press("escape", "T")
        await hands.enter("drempels")
        await hands.press("down", "enter")
        hands.app.screen.query_one(Line).value = "drempels so"
        await hands.press("enter")
        assert list(sets(hands)) == ["drempels so"]
        await hands.press("q", "enter", "t", "c")
        assert hands.sees("mandaat") and hands.sees("Ctrl+s: a set")
        await hands.press("ctrl+s")
        await hands.enter("drempels")
        picker = "\n".join(row[:70] for row in hands.lines[:20])
        assert "overleg" in picker and "mandaat" not in picker
        assert hands.sees("· drempels so")
        await hands.enter("midd")
        assert [code for code, _quote in hands.codings] == ["middelen"]
        # The set stays the one that is picked from.
        await hands.press("c")
        assert hands.sees("· drempels so")
        await hands.press("escape", "q", "ctrl+d", "T")
        await hands.enter("drempels")
        await hands.enter("theme")
        assert [theme.name for theme in hands.app.project.themes.all()] == ["drempels so"]
        await hands.press("u", "u", "u", "u", "u")
        assert sets(hands) == {}


async def test_an_archived_code_is_put_away_and_taken_back(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.codings.add(1, 0, 5, [1])
    async with opened(path) as hands:
        await hands.press("ctrl+d", "z")
        assert hands.sees("2 archived (Z)") and not hands.sees("overleg")
        assert hands.app.recent.places == []
        await hands.press("Z")
        assert hands.sees("overleg") and hands.sees("1 coding") and hands.sees("archived")
        await hands.press("q", "enter", "t", "c")
        await hands.enter("tijd")
        assert hands.sees("'tijd' is archived: take it back")
        assert [code for code, _quote in hands.codings] == ["tijd"]
        await hands.press("q", "ctrl+d", "Z", "k", "k", "z")
        assert not any(code.is_archived for code in hands.app.project.codebook.codes())
        await hands.press("u", "u")
        assert not any(code.is_archived for code in hands.app.project.codebook.codes())


async def test_links_are_made_written_about_and_taken_away_in_a_grounded_project(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("ctrl+d", "L")
        assert hands.sees("belong to a grounded project")
        assert not hands.sees("Links  –")
        hands.app.project.preferences.set_mode(Mode.GROUNDED)
        await hands.press("L")
        await hands.enter("leads to")
        await hands.enter("mandaat")
        assert hands.sees("leads to → mandaat")
        await hands.press("L")
        await hands.enter("maakt lastig")
        await hands.enter("middelen")
        await hands.press("end", "up")
        assert hands.sees("← tijd maakt lastig")
        await hands.press("enter", "end", "enter", "enter")
        assert isinstance(hands.app.screen, Writing)
        hands.app.screen.query_one(Page).load_text("Alleen in kleine scholen.")
        await hands.settle()
        await hands.press("ctrl+s")
        assert [link.note for link in hands.app.project.code_links.all()] == ["", "Alleen in kleine scholen."]
        await hands.press("enter")
        await hands.enter("take")
        assert len(hands.app.project.code_links.all()) == 1
        await hands.press("escape", "u", "u", "u", "u")
        assert hands.app.project.code_links.all() == []


async def test_a_name_that_is_much_like_another_is_warned_of_while_it_is_typed(path: Path, opened: Open) -> None:
    async with opened(path, size=(80, 24)) as hands:
        await hands.press("ctrl+d", "n")
        await hands.type("Over leg")
        assert hands.sees("Much like:") and hands.sees("overleg")
        await hands.press("escape", "q", "enter", "t", "c")
        await hands.type("mandaten")
        assert hands.sees("Much like:")
