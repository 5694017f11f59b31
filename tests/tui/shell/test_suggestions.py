"""Suggestions on screen: seen with their reason, taken, rejected and switched off by keys alone."""

from pathlib import Path

import pytest
from tests.conftest import survey
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.project.project import Project
from codebench.project.suggestion_models import SuggestionInfo
from codebench.tui import state
from codebench.tui.coding.suggestion_line import SuggestionLine
from codebench.tui.screens.side_lists import SideListScreen

ANSWERS = {
    "R1": "te weinig tijd voor overleg",
    "R2": "nooit tijd om te overleggen",
    "R3": "het budget is op",
    "R4": "budget, en tijd",
}


@pytest.fixture(autouse=True)
def suggesting(home: Path) -> None:
    state.set_suggests(True)


@pytest.fixture
def study(path: Path) -> Path:
    """Beside the transcript, four answers of which one is coded; annotated by the quickest pipeline."""
    with Project.open(path) as project:
        project.annotations.use("blank")
        project.imports.take([survey(ANSWERS)])
        document = project.documents.answer("R3", "Wat helpt?")
        project.codings.add(document.id, 0, document.length, [project.codebook.find("middelen")])
    return path


async def test_a_turn_is_coded_as_suggested_and_that_is_undone_in_one_key(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("enter")
        assert hands.sees("a ▌middelen")
        await hands.press("t", "t", "t", "t")
        assert hands.sees("a ▌mandaat")
        assert hands.sees("the code says ‘mandaat’")
        await hands.press("a")
        assert hands.codings == [("mandaat", "Een mandaat.")]
        assert hands.all_codings()[0].origin == "suggestion"
        assert not hands.sees("a ▌mandaat")
        await hands.press("u")
        assert hands.codings == []
        assert hands.sees("a ▌mandaat")


def focused(hands: Hands) -> SuggestionInfo:
    found = hands.app.screen.query_one(SuggestionLine).focused
    assert found is not None
    return found


async def test_answers_are_coded_with_suggestions_one_key_each(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("down", "enter")
        project, wanted = hands.app.project, []
        for _answer in range(2):
            wanted.append((focused(hands).proposal.code_id,))
            await hands.press("A")
        given = project.session.tuples("SELECT code_id FROM codings WHERE origin = 'suggestion' ORDER BY id")
        assert given == wanted
        assert project.session.value("SELECT count(*) FROM review_marks") == 2
        await hands.press("u")
        assert project.session.value("SELECT count(*) FROM review_marks") == 1


async def test_a_rejected_suggestion_stays_away_from_its_answer(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("down", "enter", "down", "down", "down")
        wrong, project = focused(hands).proposal.code_id, hands.app.project
        await hands.press("z")
        assert hands.sees("Rejected here: ")
        assert [code for _unit, code in project.decisions.rejected()] == [wrong]
        assert focused(hands).proposal.code_id != wrong
        await hands.press("u")
        assert project.decisions.rejected() == []
        assert focused(hands).proposal.code_id == wrong


async def test_the_next_one_comes_into_focus_and_a_code_may_be_silenced(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("down", "enter")
        first = focused(hands)
        await hands.press("y")
        second = focused(hands)
        assert first != second
        await hands.press("Z")
        assert hands.app.project.decisions.muted() == {second.proposal.code_id}


async def test_they_are_switched_off_and_that_is_remembered(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("enter")
        assert hands.sees("a ▌")
        await hands.press("ctrl+g")
        assert not hands.sees("a ▌")
        await hands.press("a")
        assert hands.sees("There is no suggestion here.")
    assert not state.suggests()


async def test_what_is_like_this_is_listed_and_opened(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("down", "enter", "down", "down", "down", "ctrl+l")
        await hands.enter("else")
        assert hands.sees("What you coded that is like this")
        assert hands.sees("het budget is op")
        await hands.press("enter")
        assert not isinstance(hands.app.screen, SideListScreen)
        assert hands.sees("het budget is op")


async def test_on_a_narrow_screen_the_reason_is_read_and_what_was_missed_is_asked_for(
    study: Path, opened: Open
) -> None:
    async with opened(study, size=(80, 24)) as hands:
        await hands.press("down", "enter")
        line = hands.app.screen.query_one(SuggestionLine)
        assert len(line._shown) > 1
        assert line._shown[0].reason()[:20] in line.render().plain
        suggested = focused(hands).proposal.code_id
        await hands.press("T", "a")
        assert hands.sees("Taken on this answer alone")
        await hands.code(hands.app.project.codebook.tree()[suggested].name)
        assert suggested not in [one.proposal.code_id for one in line._shown]  # given to all that are ticked
        await hands.press("ctrl+l")
        await hands.enter("missed")  # no code is in view: it is asked for
        await hands.enter("middelen")
        assert isinstance(hands.app.screen, SideListScreen)
