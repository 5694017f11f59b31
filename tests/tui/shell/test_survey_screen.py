"""A survey on the screen before it comes in: roles by a key, a recipe, and the next export of one that is there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.tui.bench import Bench

from codebench.domain.variables import CaseKind
from codebench.ingest.recipe_yaml import read_recipe
from codebench.project.project import Project
from codebench.tui.app import CodebenchApp
from codebench.tui.screens.project import ProjectOverview
from codebench.tui.screens.survey import SurveyScreen

SURVEY = """Respondent ID,Collector ID,Welke aspecten kwamen aan bod?,,,Wat is het niveau?,Wat wil je nog kwijt?
,,Bereikbaarheid,Welbevinden,Andere (licht toe),Response,Open-Ended Response
118500000001,77,Bereikbaarheid,Welbevinden,,bao,Meer tijd voor [lacht] overleg graag
118500000002,77,,Welbevinden,nieuwsbrief gekregen,so,
118500000003,77,Bereikbaarheid,,,so,nvt
118500000004,77,Bereikbaarheid,,,bao,De ouders waren niet te bereiken
"""


async def wait_for(bench: Bench, words: str) -> None:
    for _attempt in range(400):
        if words in bench.text:
            return
        await bench.pilot.pause(0.02)
    raise AssertionError(bench.text)


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    (tmp_path / "enquete.csv").write_text(SURVEY, "utf-8")
    Project.create(tmp_path / "studie.codebench", "An").close()
    app = CodebenchApp(tmp_path / "studie.codebench", "An")
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        made = Bench(app, pilot)
        await pilot.pause()
        await shown(made, tmp_path / "enquete.csv")
        yield made


async def shown(bench: Bench, path: Path) -> None:
    screen = bench.app.screen
    assert isinstance(screen, ProjectOverview)
    screen.import_file(path)
    await wait_for(bench, "what stands in it")


def row(bench: Bench, heading: str) -> str:
    return next(line for line in bench.lines if heading in line)


async def test_roles_are_shown_and_changed(bench: Bench) -> None:
    assert "SurveyMonkey" in bench.text
    assert "option" in row(bench, "[Welbevinden]") and "open question" in row(bench, "[Andere")
    await bench.press("end", "up", "o")
    await wait_for(bench, "4 answers: bao")
    await bench.press("c")
    await wait_for(bench, "bao (2), so (2)")
    await bench.press("n")
    for _attempt in range(400):
        told = [notification.message for notification in bench.app._notifications]
        if told:
            break
        await bench.pilot.pause(0.02)
    assert "can't be a number: 'bao' on line 3" in told[0]
    assert "one answer" in row(bench, "Wat is het niveau?")
    await bench.press("enter")
    await wait_for(bench, "Open questions")
    project = bench.app.project
    assert [(v.name, v.options) for v in project.variables.all()] == [
        ("Welke aspecten kwamen aan bod?", ("Bereikbaarheid", "Welbevinden", "Andere (licht toe)")),
        ("Wat is het niveau?", ("bao", "so")),
    ]
    assert project.info().answers == 8


async def test_a_recipe_is_saved_and_the_next_export_appended(bench: Bench, tmp_path: Path) -> None:
    await bench.press("w", "enter")
    assert len(read_recipe(tmp_path / "enquete.yaml").columns) == 7
    await bench.press("y")
    await wait_for(bench, "Open questions")
    later = SURVEY.replace("niet te bereiken", "moeilijk te bereiken") + "118500000005,77,,,,so,Niets\n"
    (tmp_path / "juni.csv").write_text(later, "utf-8")
    await shown(bench, tmp_path / "juni.csv")
    await bench.press("a", "enter")
    await wait_for(bench, "1 new respondent, 1 changed answer")
    await bench.press("y")
    await wait_for(bench, "Open questions")
    assert bench.app.project.info().cases == 5
    assert not isinstance(bench.app.screen, SurveyScreen)
    await bench.press("u")
    assert bench.app.project.info().cases == 4


async def test_schools_may_have_answered(bench: Bench) -> None:
    await bench.press("W")
    await wait_for(bench, "Each row is of")
    await bench.press("down", "down", "enter")
    await wait_for(bench, "each row is of a school")
    await bench.press("enter")
    await wait_for(bench, "Open questions")
    assert {case.kind for case in bench.app.project.cases.all()} == {CaseKind.ORGANISATION}
