"""Annotating beside the screen: it begins and goes on when nobody types, is told quietly, and ends with the project."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from tests.conftest import survey
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands
from textual.widgets import Static

from codebench.language.pipelines import BLANK
from codebench.project.annotating import Tally
from codebench.project.project import Project
from codebench.tui import idle

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment without a key is enough for it to begin."""
    monkeypatch.setattr(idle, "_IDLE", 0.05)


def study(path: Path, answers: int) -> Path:
    path = path / "enquete.codebench"
    with Project.create(path, "Lena") as project:
        project.annotations.use(BLANK)
        project.imports.take([survey({f"r{i}": f"Er is geen tijd voor overleg {i}." for i in range(answers)})])
    return path


async def until(hands: Hands, condition: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end
        await hands.pilot.pause(0.01)


def info(hands: Hands) -> str:
    return str(hands.app.screen.query_one(".info", Static).render())


def status(hands: Hands) -> Tally:
    return hands.app.project.annotations.status()


async def test_texts_are_annotated_while_nobody_types_and_the_first_screen_says_how_far(
    tmp_path: Path, opened: Open
) -> None:
    async with opened(study(tmp_path, 150)) as hands:
        told = set()

        def is_done() -> bool:
            told.add(info(hands).split(" · ")[0])
            return status(hands).to_do == 0

        await until(hands, is_done)
        assert any(line.startswith("annotating: ") and line.endswith(" of 150") for line in told)
        await until(hands, lambda: info(hands).startswith("0 codes"))
        assert hands.app.annotating.tally is None
        hands.app.project.imports.take([survey({"later": "Nog een antwoord."}, question="En verder?")])
        await until(hands, lambda: status(hands).texts == 151 and status(hands).to_do == 0)
        assert hands.app.project.check() == []


async def test_it_waits_while_somebody_types_and_while_an_act_has_the_project(tmp_path: Path, opened: Open) -> None:
    async with opened(study(tmp_path, 1_000)) as hands:
        await until(hands, lambda: status(hands).done > 0)
        hands.app.idle.last_input = monotonic() + 3600
        before = status(hands)
        await asyncio.sleep(0.5)
        assert status(hands) == before
        hands.app.idle.last_input = monotonic() - 3600
        await until(hands, lambda: status(hands).done > before.done)
        seen: list[int] = []

        def long_act() -> None:
            for _ in range(50):
                seen.append(status(hands).done)

        await hands.app.work_on("long", long_act)
        assert len(set(seen)) == 1


async def test_leaving_the_project_ends_it_at_once_and_keeps_what_was_done(tmp_path: Path, opened: Open) -> None:
    path = study(tmp_path, 1_500)
    async with opened(path) as hands:
        await until(hands, lambda: status(hands).done > 0)
        running = hands.app.annotating._running
        assert running is not None
        pid = running._helper.pid
        assert pid is not None
        start = monotonic()
        hands.app.close_project()
        assert monotonic() - start < 5
        assert not running._thread.is_alive()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with Project.open(path) as project:
        tally = project.annotations.status()
        assert 0 < tally.done < tally.texts == 1_500
        assert project.check() == []


async def test_a_project_that_is_only_read_is_left_alone(tmp_path: Path, opened: Open) -> None:
    async with opened(study(tmp_path, 3), read_only=True) as hands:
        await hands.pilot.pause(0.3)
        assert hands.app.annotating._running is None
        assert status(hands).done == 0


async def test_what_goes_wrong_is_told_once(tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spacy.py").write_text("raise SystemExit(3)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    async with opened(study(tmp_path, 3)) as hands:
        await until(hands, lambda: len(hands.app._notifications) == 1)
        told = next(iter(hands.app._notifications)).message
        assert told.startswith("The texts are not annotated further: The helper process ended")
        await hands.pilot.pause(0.3)
        assert len(hands.app._notifications) == 1
        assert hands.app.annotating.tally is None
