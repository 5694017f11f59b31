"""A morning's work with suggestions by keys alone: taken, rejected, made into a rule, and kept for the next time."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from tests.conftest import survey, transcript
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.project.project import Project
from codebench.project.suggestion_models import SuggestionInfo
from codebench.project.workers import Helper
from codebench.tui import state
from codebench.tui.coding.suggestion_line import SuggestionLine
from codebench.tui.rules.hit_list import HitList
from codebench.tui.screens.answer_list import AnswerList
from codebench.tui.screens.rules import RulesScreen

WHATS = ("tijd om te overleggen", "geld voor materiaal", "steun van collega's")
HOWS = ("er is nooit", "te weinig", "wij zoeken", "meer", "vooral", "altijd weer")
ANSWERS = {f"R{i:02}": f"{HOWS[i % 6]} {WHATS[i % 3]}, zegt nummer {i}" for i in range(42)}


@pytest.fixture(autouse=True)
def suggesting(home: Path) -> None:
    state.set_suggests(True)


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("annotated") / "enquete.codebench"
    with Project.create(path, "Lena") as project, Helper() as helper:
        project.annotations.use("blank")
        project.imports.take([survey(ANSWERS)])
        for name in ("tijd", "geld", "steun"):
            project.codebook.add(name)
        project.annotations.run(helper)
    return path


@pytest.fixture
def study(annotated: Path, tmp_path: Path) -> Iterator[Path]:
    yield Path(copy(annotated, tmp_path))


def focused(hands: Hands) -> SuggestionInfo:
    found = hands.app.screen.query_one(SuggestionLine).focused
    assert found is not None
    return found


def count(hands: Hands, where: str) -> int:
    return int(hands.app.project.session.value(f"SELECT count(*) FROM {where}"))


async def test_thirty_answers_a_rule_and_one_key_to_take_it_back(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("enter")
        assert isinstance(hands.app.screen, AnswerList)
        for i in range(35):
            await hands.press(*(("z", "down") if i % 7 == 6 else ("A",)))
        assert count(hands, "codings WHERE origin = 'suggestion'") == count(hands, "review_marks") == 30
        assert count(hands, "suggestion_decisions WHERE decision = 'rejected'") == 5
        assert hands.sees(" accepted · ")  # how often this code was right so far
        wanted = focused(hands)
        await hands.press("R")
        assert isinstance(hands.app.screen, RulesScreen)
        assert hands.app.screen.typed == wanted.as_rule() != ""
        assert isinstance(hands.app.focused, HitList)  # the words are those of the reason: nothing is to be typed
        await hands.press("enter")
        coded = count(hands, "codings WHERE origin = 'autocode'")
        assert coded > 1
        assert hands.sees(f"{coded} passages coded; u undoes it.")
        await hands.press("u")
        assert count(hands, "codings WHERE origin = 'autocode' AND status = 'active'") == 0
        assert count(hands, "codings WHERE origin = 'suggestion'") == 30
    with Project.open(study) as project:
        # Leaving keeps it all, so that the next start takes a moment.
        assert project.session.value("SELECT count(*) FROM suggestion_indexes") == 1
        assert project.session.value("SELECT count(*) FROM suggestion_scores") == 30


async def test_a_rule_of_the_code_is_a_reason(study: Path, opened: Open) -> None:
    with Project.open(study) as project:
        project.rules.add(project.codebook.find("tijd"), "nooit ... tijd")
        project.rules.add(project.codebook.find("tijd"), "lemma:overleggen")
        project.rules.add(project.codebook.find("geld"), "nooit ... geld")
    async with opened(study) as hands:
        await hands.press("enter")
        assert hands.sees("rule nooit ... tijd")
        assert focused(hands).as_rule() == "nooit ... tijd"
        await hands.press("down")
        assert not hands.sees("rule nooit")


async def test_silent_suggestions_say_so_and_how_to_see_them(study: Path, opened: Open) -> None:
    with Project.open(study) as project, Helper() as helper:
        tijd = project.codebook.find("tijd")
        for i in range(26):
            document = project.documents.answer(f"R{i:02}", "Wat helpt?")
            project.codings.add(document.id, 0, document.length, [tijd])
        project.session.store.connection.execute(
            "INSERT INTO suggestion_scores SELECT coder_id, unit_id, ?, code_id, code_id, -1.0, 0.0, 25, 0, 0, 1"
            " FROM coding_units",
            [helper.call("suggest_version", {})],
        )
    async with opened(study, size=(240, 30)) as hands:
        await hands.press("enter", "f")
        assert hands.sees("The suggestions are silent: of the 26 codes you gave on 26 units, 0 were among")
        assert hands.sees("Ctrl+g shows them.")
        await hands.press("ctrl+g")
        assert hands.sees("Suggestions are shown until you leave; Ctrl+g again puts them off.")
        assert focused(hands)
        await hands.press("ctrl+g")
        assert hands.sees("Suggestions are off.")


async def test_a_key_never_takes_what_was_suggested_for_the_unit_before(study: Path, opened: Open) -> None:
    with Project.open(study) as project:
        project.imports.take([transcript("groep", [("Ilse", "Geen tijd."), ("Bart", "Geen geld, geen steun.")])])
    async with opened(study) as hands:
        await hands.press("enter")
        for key in ("t", "t", "T"):
            before = set(hands.app.project.session.tuples("SELECT id, unit_id FROM suggestion_decisions"))
            await hands.pilot.press(key, "a")  # at once, whether or not the line has caught up
            here = hands.coding.unit_in_view()
            after = set(hands.app.project.session.tuples("SELECT id, unit_id FROM suggestion_decisions"))
            assert {unit for _id, unit in after - before} <= {here}
            await hands.settle()
