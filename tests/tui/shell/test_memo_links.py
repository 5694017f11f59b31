"""A memo and the codings that it links to: from a coding to a memo, and from a memo to codings and their place."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.tui.screens.coding import CodingScreen


async def test_a_coding_is_linked_to_a_memo_and_the_memo_leads_back_to_it(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t")
        await hands.code("tijd")
        await hands.press("Y")
        assert hands.sees("There is no memo of yours yet")
        await hands.press("f7", "n")
        await hands.type("een gedachte")
        await hands.press("f2", "q", "Y", "enter")
        assert hands.sees("This memo links to 1 coding now: “een gedachte”")
        links = hands.app.project.memo_links
        memo = hands.app.project.memos.all()[0].id
        (there,) = links.of(memo)
        await hands.press("f7")
        assert hands.sees("links to 1 coding")
        await hands.press("l")
        assert hands.sees("This memo links to 1 coding")
        await hands.press("enter")
        assert isinstance(hands.app.screen, CodingScreen) and hands.coding.pane.selection is not None
        await hands.press("escape")
        assert hands.sees("tijd ↗")
        await hands.press("Y")
        assert hands.sees("✓ een gedachte")
        await hands.press("enter")
        assert links.of(memo) == [] and hands.sees("This memo links to no coding now: “een gedachte”")
        await hands.press("right", "left")
        assert hands.sees("1 code: ▌tijd ·")
        await hands.press("u")
        assert [each.id for each in links.of(memo)] == [there.id]
        await hands.press("right", "left")
        assert hands.sees("tijd ↗")


async def test_a_memo_is_linked_to_a_passage_of_a_code_and_a_link_taken_away(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t")
        await hands.code("tijd")
        await hands.press("f7", "n")
        await hands.type("een gedachte")
        await hands.press("f2")
        await hands.press("n")
        await hands.type("een latere")
        await hands.press("f2", "l")  # the cursor is on the one just written
        assert hands.sees("This memo links to 0 codings")
        await hands.enter("another")
        assert hands.sees("A coding of which code?")
        await hands.press("enter")
        assert hands.sees("Which passage?")
        await hands.press("enter")
        memo = hands.app.project.memos.all()[1].id
        assert hands.app.project.memos.get(memo).n_linked == 1
        await hands.press("l")
        await hands.enter("away")
        await hands.press("enter")
        assert hands.app.project.memos.get(memo).n_linked == 0
