"""Questions to the project that are asked beside a screen."""

from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from tests.tui.bench import Bench, on_screen
from textual import work
from textual.screen import Screen

from codebench.domain.errors import InputError
from codebench.project.project import Project
from codebench.tui.app import CodebenchApp
from codebench.tui.table.aside import aside


class Asking(Screen[None]):
    """A screen that asks, and does something with the answer."""

    app: CodebenchApp

    def __init__(self, *, refuses: bool) -> None:
        super().__init__()
        self.may_answer, self.went_on, self.refuses = Event(), False, refuses

    def answer(self, _reader: Project) -> None:
        self.may_answer.wait()
        if self.refuses:
            raise InputError("no")

    @work
    async def ask(self) -> None:
        with suppress(InputError):
            await aside(self.app.project, self.answer)
        self.went_on = True


@pytest.mark.parametrize("refuses", [False, True])
@pytest.mark.parametrize("leaves", [False, True])
async def test_an_answer_to_a_screen_that_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leaves: bool, refuses: bool
) -> None:
    path = tmp_path / "studie.codebench"
    Project.create(path, "An").close()
    screen = Asking(refuses=refuses)
    async with on_screen(Bench, screen, path) as bench:
        # The moment before Textual ends the workers of a screen, made to last.
        monkeypatch.setattr(bench.app.workers, "cancel_node", lambda node: [])
        asked = screen.ask()
        if leaves:
            bench.app.pop_screen()
            await bench.pilot.pause()
        screen.may_answer.set()
        while not asked.is_finished:
            await bench.pilot.pause(0.01)
        assert screen.went_on is not leaves
