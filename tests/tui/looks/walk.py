"""One walk with the keyboard past the main screens, and what was seen on the way."""

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from tests.tui.bench import Bench
from tests.tui.looks.drawn import Drawn, drawn
from textual.widgets import Input

from codebench.project.project import Project
from codebench.tui.app import CodebenchApp

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("project", ()),
    ("coding desk", ("enter", "t", "t", "t")),
    ("picker", ("c", "m")),
    ("help", ("escape", "f1")),
    ("answers", ("escape", "q", "down", "enter", "down")),
    ("codebook", ("q", "ctrl+d")),
    ("frequencies", ("q", "f5")),
    ("agreement", ("q", "f12")),
    ("settling", ("enter",)),
    ("search", ("q", "q", "slash", "t", "i", "j", "d", "enter")),
    ("retrieval", ("q", "ctrl+e", "slash", "t", "i", "j", "d", "enter")),
    ("memos", ("q", "f7")),
    ("commands", ("q", "ctrl+p")),
    ("passages", ("escape", "home", "enter", "semicolon", "Q")),
    ("links of a memo", ("escape", "Y")),
)
"""The screens by name, with the keys that lead there from the one before; the start is seen before them."""


class Walker(Bench):
    """Waits for the texts beside each other as well."""

    async def settle(self) -> None:
        await super().settle()
        for worker in list(self.app.workers):
            if worker.group == "panes" and worker.node is self.app.screen:
                await worker.wait()
        await self.pilot.pause()


Seen = dict[tuple[str, str], Drawn]


async def walk(path: Path, size: tuple[int, int], themes: Sequence[str], steps: int = len(STEPS)) -> Seen:
    """What is drawn of each screen, up to so many steps, in each theme, by the names of both."""
    seen: Seen = {}
    there_and_back = cycle([themes, themes[::-1]])  # to change the theme costs more than to go to another screen
    app = CodebenchApp()
    async with app.run_test(size=size) as pilot:
        walker = Walker(app, pilot)

        async def look(name: str) -> None:
            for theme in next(there_and_back):
                app.idle.typed()  # however slow the machine: nothing begins that is done when nobody types
                app.set_theme(theme)
                for line in app.screen.query(Input):
                    line.cursor_blink = False
                await pilot.pause()
                seen[name, theme] = drawn(app)

        await walker.settle()
        await look("start")
        app.go_into(Project.open(path, "An"))
        await walker.settle()
        for name, keys in STEPS[:steps]:
            await walker.press(*keys)
            await look(name)
    return seen
