"""Rounds by keys alone: making one, going through its units, saying that one is done, closing it."""

from pathlib import Path

import pytest
from tests.conftest import survey
from tests.tui.shell.conftest import Open

from codebench.domain.draft import DocumentKind
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.tui.screens.answers import AnswersScreen
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.rounds import RoundsScreen

QUESTION = "Wat helpt?"


@pytest.fixture
def study(path: Path) -> Path:
    """Two coders, a focus group and six answers."""
    with Project.open(path) as project:
        project.coders.add("Wout")
        project.imports.take([survey({f"R{i}": f"Meer tijd {i}." for i in range(6)})])
    return path


async def test_a_round_is_made_by_answering_questions(study: Path, opened: Open) -> None:
    async with opened(study, "Lena", (110, 34)) as hands:
        await hands.press("r")
        assert hands.sees("There is no round in this project yet.")
        await hands.press("n", "enter")  # its name as it is proposed
        await hands.enter("groep")
        await hands.press("enter", "enter", "enter", "enter")  # both coders; blind; from three words on; all of it
        assert hands.sees("3 units: all 3 units; only groep 1; units of at least 3 words")
        assert hands.sees("see nothing of each other")
        await hands.press("y")
        assert isinstance(hands.app.screen, RoundsScreen)
        (made,) = hands.app.project.rounds.all()
        assert (made.name, made.units, made.is_blind) == ("round 1", 3, True)
        assert await hands.comes_to_see("0/3  Lena")
        assert hands.sees("Round 'round 1' is blind")
        await hands.press("u")
        assert hands.app.project.rounds.all() == []
        assert hands.sees("There is no round in this project yet.")


async def test_a_round_is_packed_for_one_of_its_coders(study: Path, opened: Open) -> None:
    with Project.open(study, "Lena") as project:
        project.rounds.make(RoundPlan("ronde 1", questions=(QUESTION,)))
    async with opened(study, "Lena", (110, 34)) as hands:
        await hands.press("r", "p")
        await hands.enter("Wout")
        await hands.press("enter")
        assert hands.sees("Packed for Wout")
    package = study.with_name(f"{study.stem}-ronde_1-Wout.codebench")
    with Project.open(package) as project:
        assert [coder.name for coder in project.coders.all()] == ["Wout"]


async def test_a_sample_is_drawn_and_what_will_not_do_is_told(study: Path, opened: Open) -> None:
    async with opened(study, "Lena", (110, 34)) as hands:
        await hands.press("r", "n", "enter")
        await hands.enter("Wat helpt")
        await hands.press("enter", "enter", "enter")
        await hands.press(*["backspace"] * 3)
        await hands.enter("vier")
        assert hands.sees("'vier' is no sample")
        await hands.press(*["backspace"] * 4)
        await hands.enter("4")
        await hands.press("enter")  # not spread
        assert hands.sees("4 units: 4 of 6 units at random (seed ")
        await hands.press("y")
        assert hands.app.project.rounds.all()[0].units == 4


async def test_space_goes_from_unit_to_unit_of_the_round(study: Path, opened: Open) -> None:
    with Project.open(study, "Lena") as project:
        made = project.rounds.make(RoundPlan("ronde 1", documents=("groep 1",), min_words=3))
    async with opened(study, "Lena") as hands:
        await hands.press("r", "enter")
        screen = hands.app.screen
        assert isinstance(screen, CodingScreen)
        assert hands.sees("ronde 1: 0/3 · turn 2, Ilse")
        await hands.press("space")
        assert hands.sees("ronde 1: 1/3 · turn 3, Bart")
        await hands.press("d")
        assert hands.sees("ronde 1: 1/3 · turn 4, Ilse")
        await hands.press("G")
        assert hands.sees("ronde 1: 1/3 (this is not part of it) · turn 6, Bart")
        await hands.press("space")  # no mark outside, and round the end
        assert hands.sees("ronde 1: 1/3 · turn 3, Bart")
        await hands.press("u", "right")
        assert hands.sees("ronde 1: 0/3")
        await hands.press("space", "space", "space")
        assert hands.sees("Round 'ronde 1' is all judged")
        assert hands.app.project.rounds.info(made.id).coders[0].reviewed == 3
        await hands.press("ctrl+t")
        assert hands.sees("Round 'ronde 1' is blind")
        assert not hands.sees("all coders")
        await hands.press("escape")
        assert hands.sees("3/3  Lena")
        await hands.press("d")
        assert hands.sees("✓ done")
        await hands.press("d")
        assert hands.sees("You are done with round 'ronde 1' already")


async def test_answers_of_a_round_are_walked_alone(study: Path, opened: Open) -> None:
    with Project.open(study, "Lena") as project:
        made = project.rounds.make(RoundPlan("ronde 1", questions=(QUESTION,), sample=3, seed=5))
        names = [project.documents.info(place.document_id).name for place in project.rounds.places(made.id)]
        left_out = {f"R{i}" for i in range(6)} - set(names)
    async with opened(study, "Lena", (120, 34)) as hands:
        await hands.press("r", "enter")
        assert isinstance(hands.app.screen, AnswersScreen)
        assert hands.sees(f"answer 1 of 3, {names[0]}")
        assert hands.sees("ronde 1: 0/3")
        assert not any(hands.sees(f" {name} ") for name in left_out)
        await hands.press("space", "space")
        assert hands.sees(f"answer 3 of 3, {names[2]}")
        assert hands.sees("ronde 1: 2/3")
        await hands.press("slash")
        await hands.enter(names[1][1:])
        assert hands.sees("answer 1 of 1")
        await hands.press("escape")
        assert isinstance(hands.app.screen, AnswersScreen)
        await hands.press("space", "space", "space")
        assert hands.sees("Round 'ronde 1' is all judged")
        await hands.press("escape")
        assert isinstance(hands.app.screen, RoundsScreen)
        assert hands.sees("3/3  Lena")


async def test_who_codes_again_does_so_under_another_name_and_comes_back(study: Path, opened: Open) -> None:
    with Project.open(study, "Lena") as project:
        unit = project.documents.units(1)[1]
        project.codings.add(1, unit.body_start, unit.end, [project.codebook.find("mandaat")])
        project.reviews.mark([unit.id])
        project.rounds.make(RoundPlan("later", coders=("Lena",), again=True))
    async with opened(study, "Lena") as hands:
        await hands.press("r", "enter")
        assert hands.sees("coder: Lena (later)")
        assert hands.sees("0 codings")
        assert hands.sees("later: 0/1 · turn 2, Ilse · no code")
        await hands.press("space", "q")
        assert hands.sees("coder: Lena")
        assert not hands.sees("coder: Lena (later)")
        assert hands.app.project.coder.name == "Lena"
        assert hands.sees("1/1  Lena (later)")
        await hands.press("q", "enter")
        # Their first coding of it is out of sight until the round is closed.
        assert hands.sees("0 codings")
        await hands.press("q", "r", "d", "c", "y")
        assert hands.sees("closed")
        await hands.press("q", "enter")
        assert hands.sees("1 coding")


async def test_closing_before_all_are_done_asks_why(study: Path, opened: Open) -> None:
    with Project.open(study, "Lena") as project:
        project.rounds.make(RoundPlan("ronde 1", documents=("groep 1",)))
    async with opened(study, "Lena") as hands:
        await hands.press("r", "c")
        assert hands.sees("Lena, Wout not done yet: why is it closed?")
        await hands.enter("te weinig tijd")
        assert hands.sees("closed before all were done: te weinig tijd")
        assert not hands.app.project.rounds.all()[0].is_open
        await hands.press("u")
        assert hands.app.project.rounds.all()[0].is_open


async def test_who_takes_no_part_stays_outside(study: Path, opened: Open) -> None:
    with Project.open(study, "Lena") as project:
        project.coders.add("Zoë")
        project.rounds.make(RoundPlan("ronde 1", coders=("Lena", "Wout"), documents=("groep 1",)))
        assert project.documents.all()[0].kind is DocumentKind.TRANSCRIPT
    async with opened(study, "Zoë") as hands:
        await hands.press("r", "enter")
        assert isinstance(hands.app.screen, RoundsScreen)
        assert hands.sees("Zoë takes no part in round 'ronde 1'.")
