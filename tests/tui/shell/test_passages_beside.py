"""The passages of a code beside the text: on one key where it is wide, kept from text to text, followed and left."""

from pathlib import Path

from tests.conftest import transcript
from tests.tui.shell.conftest import Open

from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.tui.coding.passages_beside import MOST
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.comparing import ComparingScreen

WIDE = (120, 40)


async def test_passages_stand_beside_the_text_follow_what_is_coded_and_go(path: Path, opened: Open) -> None:
    async with opened(path, size=WIDE) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("Q")
        assert isinstance(hands.app.screen, CodingScreen)
        assert hands.sees("tijd") and hands.sees("Uren en ritme.") and hands.sees("1 passage · Q: all")
        await hands.press("t", "1")
        assert hands.sees("2 passages")
        await hands.press("u")
        assert hands.sees("1 passage · Q: all")
        await hands.press("escape")
        assert not hands.sees("1 passage")
        await hands.press("comma", "Q", "Q")
        assert isinstance(hands.app.screen, ComparingScreen)


async def test_passages_stay_beside_another_text_and_lead_back_to_their_own(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.imports.take([transcript("groep 2", [("Ann", "Ook hier ontbreekt de tijd.")])])
        project.codings.add(1, 11, 20, [1])
    async with opened(path, size=WIDE) as hands:
        hands.app.open_document(1, 11, 20)
        await hands.settle()
        await hands.press("Q")
        hands.app.open_document(2)
        await hands.settle()
        assert hands.coding.document_id == 2 and hands.sees("1 passage · Q: all")
        await hands.press("tab", "enter")
        assert hands.coding.document_id == 1 and hands.coding.pane.selection == (11, 20)
        await hands.press("tab", "tab")
        assert hands.coding.pane.has_focus


async def test_passages_have_a_screen_of_their_own_where_there_is_no_room(path: Path, opened: Open) -> None:
    async with opened(path, size=(100, 30)) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("Q")
        assert isinstance(hands.app.screen, ComparingScreen)


async def test_passages_give_way_when_the_terminal_gets_narrow_and_come_back(path: Path, opened: Open) -> None:
    async with opened(path, size=WIDE) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("Q")
        await hands.pilot.resize_terminal(80, 24)
        await hands.settle()
        assert not hands.sees("1 passage")
        await hands.pilot.resize_terminal(160, 40)
        await hands.settle()
        assert hands.sees("1 passage") and hands.sees("▾ ▌ tijd")
        screen = hands.coding
        for widget in (screen.beside.view, screen.panel.view, screen.pane):
            await hands.press("tab")
            assert widget.has_focus


async def test_passages_are_the_first_of_many_and_say_of_how_many(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        spans = [(start, end) for start in range(11, 26) for end in range(start + 5, start + 19)]
        for start, end in spans:
            project.codings.add(1, start, end, [1])
    assert len(spans) > MOST
    async with opened(path, size=WIDE) as hands:
        hands.app.open_document(1, *spans[0])
        await hands.settle()
        await hands.press("Q")
        assert hands.sees(f"the first {MOST} of {len(spans)} passages")


async def test_passages_take_no_key_that_is_meant_for_the_text(path: Path, opened: Open) -> None:
    async with opened(path, size=WIDE) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        before = hands.codings
        await hands.press("Q", "tab")
        for key in ("1", "x", "r", "space", "backspace", "C", "Y"):
            await hands.press(key)
            assert hands.sees("You are among the passages"), key
        assert hands.codings == before and hands.coding.desk.reviewed == set()
        await hands.press("tab", "x")
        assert hands.codings == []


async def test_passages_that_go_give_the_focus_back(path: Path, opened: Open) -> None:
    async with opened(path, size=WIDE) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("Q", "tab")
        await hands.pilot.resize_terminal(80, 24)
        await hands.settle()
        assert hands.coding.pane.has_focus
        await hands.pilot.resize_terminal(*WIDE)
        await hands.settle()
        await hands.press("tab")
        hands.app.project.codebook.remove(1, with_codings=True)
        hands.coding.reread()
        await hands.settle()
        assert hands.coding.pane.has_focus


async def test_passages_make_room_for_the_tree_where_a_code_is_gone_to(path: Path, opened: Open) -> None:
    async with opened(path, size=WIDE) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("Q", "ctrl+p")
        await hands.enter("mandaat")
        assert hands.coding.panel.display and hands.coding.panel.view.has_focus and not hands.sees("Q: all")


async def test_passages_of_another_text_lead_back_into_the_round(path: Path, opened: Open) -> None:
    with Project.open(path, "Lena") as project:
        project.imports.take([transcript("groep 2", [("Ann", "Ook hier ontbreekt de tijd."), ("Bob", "Ja, tijd.")])])
        project.codings.add(1, 11, 20, [1])
        project.coders.add("Bo")
        made = project.rounds.make(RoundPlan("ronde", coders=("Lena", "Bo"), documents=("groep 2",)))
    async with opened(path, "Lena", size=WIDE) as hands:
        hands.app.open_round(made.id)
        await hands.settle()
        in_round = hands.coding
        hands.app.recent.beside = 1
        in_round.reread()
        await hands.press("tab", "enter")
        assert hands.coding.document_id == 1 and hands.coding.walk is None
        await hands.press("q")
        assert hands.coding is in_round and in_round.walk is not None


async def test_passages_are_those_whose_codings_the_text_shows(path: Path, opened: Open) -> None:
    with Project.open(path, "Lena") as project:
        project.codings.add(1, 11, 20, [1])
        project.coders.add("Bo")
        project.act_as("Bo")
        project.codings.add(1, 30, 40, [1])
    async with opened(path, "Lena", size=WIDE) as hands:
        hands.app.open_document(1, 11, 20)
        await hands.settle()
        await hands.press("Q")
        assert hands.sees("1 passage ·")
        await hands.press("ctrl+t")
        assert hands.sees("2 passages ·")


async def test_among_the_passages_no_key_acts_on_the_text(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.codings.add(1, 11, 20, [3])
        project.codings.add(1, 45, 60, [1])
    async with opened(path, size=WIDE) as hands:
        hands.app.open_document(1, 45, 60)
        await hands.settle()
        await hands.press("Q")
        hands.coding.pane.go_to(12)
        await hands.press("tab")
        acts = len(hands.app.project.history.acts())
        for key in ("m", "B", "e", "x", "1", "z"):
            await hands.press(key)
            assert isinstance(hands.app.screen, CodingScreen) and hands.sees("You are among the passages")
        assert len(hands.app.project.history.acts()) == acts
        assert hands.coding.codings_here.adjusting is None and not hands.coding.desk.bookmarked
        await hands.press("Q")  # all of the code whose passages these are, whatever is under the caret
        assert isinstance(hands.app.screen, ComparingScreen) and hands.app.recent.beside == 1


async def test_a_border_that_moved_is_seen_in_the_passages(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.codings.add(1, 11, 20, [1])
    async with opened(path, size=WIDE) as hands:
        hands.app.open_document(1, 11, 20)
        await hands.settle()
        await hands.press("Q", "e", "right", "right", "right", "right", "right", "e")
        await hands.press("tab", "enter")
        assert hands.coding.pane.selection == (11, 25)


async def test_the_highlight_stays_on_its_passage(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        for start in (60, 80, 100):
            project.codings.add(1, start, start + 8, [1])
    async with opened(path, size=WIDE) as hands:
        hands.app.open_document(1, 60, 68)
        await hands.settle()
        await hands.press("Q", "tab", "down", "tab")
        hands.coding.pane.select(3, 9)
        await hands.press("1", "tab", "enter")
        assert hands.coding.pane.selection == (80, 88)


async def test_an_undo_of_the_coding_whose_border_is_moved_ends_the_moving(path: Path, opened: Open) -> None:
    async with opened(path, size=WIDE) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("e", "left", "left", "u")
        assert hands.codings == [] and hands.coding.codings_here.adjusting is None
        await hands.press("e")
        assert not hands.sees("There is no coding 1")
