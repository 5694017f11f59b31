"""A memo in its editor: private, of a kind and with a title from the first act on; several on one thing."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.tui.modals.writing import changed_from
from codebench.tui.parts.entry import Page


async def test_a_memo_is_private_titled_and_of_a_kind_by_one_act(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t", "m")
        assert hands.sees("theoretical · for all coders")
        await hands.type("twijfel")
        await hands.press("f5", "f5", "f6", "f7")
        await hands.type("Bij mezelf")
        await hands.press("enter")
        assert hands.sees("reflexive · private: only you read it")
        await hands.type("!")
        await hands.press("f2")
        (memo,) = hands.app.project.memos.all()
        assert (memo.body, memo.title, memo.kind, memo.private) == ("twijfel!", "Bij mezelf", "reflexive", True)
        assert [act.kind for act in hands.app.project.history.acts(2)].count("memo") == 1
        await hands.press("m")
        assert hands.sees("Bij mezelf") and hands.sees("reflexive · private")


async def test_nothing_is_written_where_nothing_was_changed(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t", "m")
        await hands.type("eerst")
        await hands.press("f2")
        acts = len(hands.app.project.history.acts())
        await hands.press("m", "f2")
        assert len(hands.app.project.history.acts()) == acts


async def test_another_memo_on_the_same_and_then_it_is_asked_which(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t", "m", "f8")
        await hands.type("eerst")
        await hands.press("f2", "m", "f8")
        assert hands.app.screen.query_one(Page).text == ""
        await hands.type("tweede")
        await hands.press("f2")
        memos = hands.app.project.memos
        assert [memo.body for memo in memos.all()] == ["eerst", "tweede"]
        assert len({memo.target for memo in memos.all()}) == 1
        await hands.press("m")
        assert hands.sees("Which memo?")
        await hands.press("down", "enter")
        assert hands.app.screen.query_one(Page).text == "eerst"
        await hands.type("e")
        await hands.press("f2", "m")
        await hands.enter("a new one")
        await hands.type("derde")
        await hands.press("f2")
        assert [memo.body for memo in memos.all()] == ["eerste", "tweede", "derde"]


def test_from_your_own_editor_the_caret_stands_where_the_text_changed() -> None:
    assert changed_from("een\ntwee\ndrie", "een\ntweede\ndrie") == (1, 4)
    assert changed_from("een", "een") == (0, 3)
    assert changed_from("", "een") == (0, 0)
