"""The app under a Pilot: keys that are seen through, and what stands on its screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from codebench.tui.app import CodebenchApp


class Bench:
    """The app under test, and its keyboard."""

    def __init__(self, app: CodebenchApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, each seen through before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until this screen has nothing more to read or to draw."""
        await self.pilot.pause()
        for worker in list(self.app.workers):
            # One that asks something waits for us: another screen lies over its own.
            if worker.group in ("count", "filter", "suggestions") and worker.node is self.app.screen:
                await worker.wait()
                await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The screen as it is drawn, with what lies over it."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


Kind = TypeVar("Kind", bound=Bench)


@asynccontextmanager
async def on_screen(
    kind: type[Kind], screen: Screen[None], path: Path, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Kind]:
    """The app on a project, for the coder An, with this screen in view."""
    app = CodebenchApp(path, "An")
    async with app.run_test(size=size) as pilot:
        bench = kind(app, pilot)
        await pilot.pause()
        app.push_screen(screen)
        await bench.settle()
        yield bench
