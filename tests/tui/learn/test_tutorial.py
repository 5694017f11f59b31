"""The tutorial: ten steps in real screens, each noticed by what was done, not by which key did it."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from tests.tui.shell.hands import Hands

from codebench.__main__ import Screen
from codebench.cli.main import run
from codebench.domain.errors import ConflictError
from codebench.project import learning
from codebench.project.learning import Lesson
from codebench.tui import state
from codebench.tui.actions.keyboard import Keyboard, Layout
from codebench.tui.learn.app import LearnApp
from codebench.tui.learn.steps import STEPS, text

SIZE = (80, 24)


class Learner(Hands):
    """Who follows the tutorial."""

    app: LearnApp

    async def reaches(self, step: int) -> None:
        """Wait until the tutorial is at this step, counted from 1, and says so."""
        await self.sees_in_time(f"Step {step} of 10" if step <= len(STEPS) else "That was it")
        await self.settle()
        assert self.app.lesson.step == step - 1

    async def sees_in_time(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        for _turn in range(1200):
            if self.sees(text):
                return
            await self.pilot.pause(0.05)
        raise AssertionError(self.text)

    @property
    def own(self) -> list[tuple[str, str]]:
        """The learner's codings: code and words."""
        return [(self.code_name(each), self.quote(each)) for each in self.all_codings() if each.coder == "You"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lesson's project, as it is before the first step."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODEBENCH_HOME", str(folder / "home"))
        learning.begin(folder / "learn", lambda _sentence: None)
    return folder / "learn"


@pytest.fixture
def lesson(made: Path, tmp_path: Path) -> Lesson:
    """A lesson at its first step."""
    path = Path(copytree(made, tmp_path / "learn")) / "demo.codebench"
    return Lesson(path, "You")


@asynccontextmanager
async def learning_with(lesson: Lesson) -> AsyncIterator[Learner]:
    app = LearnApp(lesson)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        learner = Learner(app, pilot)
        await learner.settle()
        yield learner


async def test_the_ten_steps_by_keys_alone(lesson: Lesson) -> None:
    state.set_suggests(True)
    async with learning_with(lesson) as learner:
        await learner.reaches(1)
        await learner.press("enter")
        await learner.reaches(2)
        assert learner.sees("turn 2, Hilde")
        await learner.press("s", "equals_sign", "equals_sign")
        await learner.reaches(3)
        await learner.press("c")
        assert learner.sees("type tev for tevredenheid"), "the task stands over the box, too"
        await learner.enter("tev")
        await learner.reaches(4)
        await learner.press("t", "t", "t", "t", "1")
        await learner.reaches(5)
        assert [name for name, _quote in learner.own] == ["tevredenheid"] * 2
        await learner.press("space")
        await learner.reaches(6)
        await learner.press("space")
        assert learner.sees("turn 8, Sofie")
        await learner.sees_in_time("◐ moderate")
        await learner.press("a")
        await learner.reaches(7)
        await learner.press("u")
        await learner.reaches(8)
        await learner.press("q", "down", "down", "enter", "down", "down", "e", "c")
        await learner.enter("bereik")
        await learner.reaches(9)
        await learner.press("f5")
        await learner.enter("Lena")
        await learner.press("enter")
        await learner.reaches(10)
        assert learner.sees("vormen van ondersteuning")
        await learner.press("q", "q", "q", "o")
        await learner.enter("ondersteuners")
        await learner.press("enter")
        await learner.reaches(11)
        assert learner.sees(lesson.path.parent.name)
    assert lesson.path.with_suffix(".docx").is_file()


async def test_a_step_is_done_by_what_was_done_not_by_a_key(lesson: Lesson) -> None:
    async with learning_with(replace(lesson, step=4)) as learner:
        assert learner.sees("turn 2, Hilde"), "who comes back to a step about the text has it in front of them"
        await learner.press("c", "escape", "m")
        await learner.enter("space")  # keys in a box are words
        await learner.press("escape", "y")
        await learner.reaches(5)
        learner.app.project.reviews.mark([learner.app.project.documents.units(1)[1].id])
        await learner.reaches(6)


async def test_skip_back_and_leave_and_go_on_where_it_was_left(lesson: Lesson) -> None:
    lesson.keep()
    async with learning_with(lesson) as learner:
        await learner.reaches(1)
        for step in (2, 3, 4):
            await learner.press("ctrl+u")
            await learner.enter("skip")
            await learner.reaches(step)
        assert learner.sees("turn 2, Hilde"), "who skips the opening of the text has it open"
        await learner.press("ctrl+u")
        await learner.enter("back")
        await learner.settle()
        assert learner.app.lesson.step == 2
        await learner.press("ctrl+u")
        await learner.enter("leave")
    again = learning.begin(None, lambda _sentence: None)
    assert (again.path, again.step) == (lesson.path, 2)
    async with learning_with(again) as learner:
        await learner.reaches(3)
        await learner.press("ctrl+u")
        await learner.enter("first")
        await learner.reaches(1)


def test_no_other_project_is_touched(lesson: Lesson) -> None:
    before = lesson.path.read_bytes()
    with pytest.raises(ConflictError, match="is there already"):
        learning.begin(lesson.path.parent, lambda _sentence: None)
    assert lesson.path.read_bytes() == before
    lesson.keep()
    lesson.path.rename(lesson.path.with_name("moved.codebench"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(lesson.path.parent))
        fresh = learning.begin(None, lambda _sentence: None)
    assert fresh.path.parent.parent == lesson.path.parent.resolve() and fresh.step == 0


def test_the_steps_to_read_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["learn"], Screen()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(".")[0] for line in lines] == [str(n) for n in range(1, 11)]
    assert "Press c, type tev" in lines[2]


@pytest.mark.parametrize("layout", Layout)
def test_every_step_names_keys_of_this_keyboard(layout: Layout) -> None:
    lines = list(text(Keyboard(layout)))
    assert not [line for line in lines if "{" in line]
    assert ("press &:" in lines[3]) == (layout is Layout.AZERTY)
