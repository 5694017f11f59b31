"""Merging by keys alone: what it does is shown, done after a yes, and taken back by undo."""

from pathlib import Path

import pytest
from tests.project.merge_material import code_unit, copy, make_project, pack
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.project.project import Project
from codebench.tui.screens.merging import MergingScreen
from codebench.tui.screens.project import ProjectOverview


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.codebench"
    make_project(path, "Bo", "Cas")
    return path


async def test_a_package_is_shown_merged_and_taken_back(study: Path, opened: Open) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "tijd > druk")
    async with opened(study, "An", (110, 40)) as hands:
        await hands.press("m")
        await hands.enter(package.name)
        assert isinstance(hands.app.screen, MergingScreen)
        assert hands.sees("What merging studie-ronde_1-Bo.codebench does")
        assert hands.sees("Codebooks that differ")
        assert hands.sees("tijd > druk")
        await hands.press("t")
        assert hands.sees("There is nothing to decide: ours and theirs go together.")
        assert hands.app.project.info().codings == 0
        await hands.press("y")
        await hands.settle()
        assert isinstance(hands.app.screen, ProjectOverview)
        assert hands.sees("1 coding")
        await hands.press("m")
        await hands.enter(package.name)
        assert hands.sees("There is nothing new in studie-ronde_1-Bo.codebench")
        assert isinstance(hands.app.screen, ProjectOverview)
        await hands.press("u")
        assert hands.app.project.info().codings == 0


async def looked_or_merged(hands: Hands) -> None:
    """Wait for what the screen does beside the keys, however slow the machine."""
    for worker in [each for each in hands.app.workers if isinstance(each.node, MergingScreen)]:
        await worker.wait()
    await hands.settle()


async def test_what_both_changed_is_left_or_taken_by_a_key(study: Path, opened: Open) -> None:
    with Project.open(study, "Bo") as project:
        coding = code_unit(project, 1, "tijd")
    other = copy(study, "kopie")
    for path, code in ((study, "mandaat"), (other, "overleg")):
        with Project.open(path, "Bo") as project:
            project.codings.recode(coding, project.codebook.find(code))
    async with opened(study, "An", (110, 40)) as hands:
        await hands.press("m")
        await hands.enter(other.name)
        assert hands.sees("What is new in kopie.codebench has to stay out. Nothing was changed.")
        assert hands.sees("changed on both sides")
        await hands.press("y")
        assert isinstance(hands.app.screen, MergingScreen)
        await hands.press("t")
        await looked_or_merged(hands)
        assert not hands.sees("changed on both sides")
        await hands.press("y")
        await looked_or_merged(hands)
        assert [name for name, _quote in hands.codings] == ["overleg"]


async def test_a_file_that_is_no_project_is_told_in_a_sentence(study: Path, opened: Open) -> None:
    study.with_name("brief.txt").write_text("hallo")
    async with opened(study, "An") as hands:
        await hands.press("m")
        await hands.enter("brief.txt")
        assert isinstance(hands.app.screen, ProjectOverview)
        assert hands.sees("brief.txt is not a codebench project")
