"""A project of another tool on the screen: its report is shown, and one key takes it in."""

from pathlib import Path

from tests.exchange.refi_files import Tool, simple, undecided
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands
from textual.widgets import Input


async def seen(hands: Hands, text: str) -> None:
    """Until a thread's result is on the screen."""
    for _attempt in range(400):
        if hands.sees(text):
            return
        await hands.pilot.pause(0.01)
    raise AssertionError(f"never saw {text}:\n{hands.text}")


async def asked(hands: Hands, place: str) -> None:
    await hands.press("i")
    hands.app.screen.query_one(Input).value = place
    await hands.press("enter")


async def test_the_report_is_shown_and_a_yes_takes_it_in(path: Path, opened: Open, tmp_path: Path) -> None:
    tool = Tool("MAX[red]QDA", crlf=True, words=True)
    simple(tool).write(tmp_path / "werk.qdpx")
    async with opened(path, size=(120, 60)) as hands:
        await asked(hands, "werk.qdpx")
        await seen(hands, "What comes of werk.qdpx (MAX[red]QDA)")
        assert hands.sees("druk 😀 op school") and hands.sees("told from 7 passages")
        hands.assert_harmless()
        before = len(hands.app.project.documents.all())
        await hands.press("n")
        assert len(hands.app.project.documents.all()) == before
        await asked(hands, "werk.qdpx")
        await seen(hands, "What comes of")
        await hands.press("y")
        await seen(hands, "Took in werk.qdpx")
        assert hands.sees("gesprek")
        assert len(hands.app.project.documents.all()) == before + 1


async def test_how_positions_count_is_chosen_where_it_is_open(path: Path, opened: Open, tmp_path: Path) -> None:
    undecided().write(tmp_path / "werk.qdpx")
    async with opened(path, size=(140, 60)) as hands:
        await asked(hands, "werk.qdpx")
        await seen(hands, "zei 5[ ]van de 10.")
        assert hands.sees("zei [5] van de 10.") and hands.sees("p: how positions count")
        await hands.press("p", "escape")
        await seen(hands, "undecided, too few passages")
        await hands.press("p", *"utf not", "enter")
        await seen(hands, "chosen by")
        assert not hands.sees("5[ ]van")
        await hands.press("y")
        await seen(hands, "Took in werk.qdpx")
        (coding,) = hands.app.project.documents.codings(hands.app.project.documents.get("gesprek").id)
        assert (coding.start, coding.end) == (21, 22)


async def test_what_is_no_project_is_told_on_the_line(path: Path, opened: Open, tmp_path: Path) -> None:
    (tmp_path / "stuk.qdpx").write_bytes(b"geen zip")
    async with opened(path, size=(120, 40)) as hands:
        await asked(hands, "stuk.qdpx")
        await seen(hands, "stuk.qdpx is damaged")


async def test_a_project_is_written_for_another_tool(path: Path, opened: Open, tmp_path: Path) -> None:
    async with opened(path, size=(120, 60)) as hands:
        await hands.press("e")
        await seen(hands, "For which tool?")
        await hands.press("enter")
        hands.app.screen.query_one(Input).value = str(tmp_path / "uit.qdpx")
        await hands.press("enter")
        await seen(hands, "goes along")
        assert hands.sees("stays behind")
        hands.assert_harmless()
        await hands.press("enter")
        assert (tmp_path / "uit.qdpx").stat().st_size > 500
        await hands.press("e", "enter")
        hands.app.screen.query_one(Input).value = str(tmp_path / "uit.qdpx")
        await hands.press("enter")
        await seen(hands, "Write over it?")
