"""Texts that were opened and closed again do not stay in memory for the rest of the day."""

from pathlib import Path
from weakref import ref

from tests.tui.shell.conftest import Open

from codebench.tui.screens.coding import CodingScreen


async def test_closed_texts_come_free(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        seen = []
        for _time in range(9):
            await hands.press("enter")
            assert isinstance(hands.app.screen, CodingScreen)
            seen.append(ref(hands.app.screen))
            await hands.press("q")
            assert not isinstance(hands.app.screen, CodingScreen)
        assert sum(one() is not None for one in seen) <= 4
