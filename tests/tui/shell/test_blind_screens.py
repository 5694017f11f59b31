"""In a blind round every screen shows the same, whatever the others did."""

import shutil
from pathlib import Path

import pytest
from tests.project.blind_material import two_worlds
from tests.tui.shell.conftest import Open

from codebench.tui.screens.base import ProjectScreen

# Keys from the first screen on, after each of which the whole screen is compared, and the screens that they pass.
WALKS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "text": (("enter", "ctrl+t", "t", "t", "ctrl+g", "tab", "m", "escape", "c"), {"CodingScreen"}),
    "answers": (("down", "down", "enter", "ctrl+t", "down", "down", "ctrl+g", "c"), {"AnswersScreen"}),
    "memos": (("f7", "slash", "B", "o"), {"MemosScreen"}),
    "history": (("f6", "down", "enter", "escape", "tab", "enter"), {"HistoryScreen"}),
    "folds": (("f9", "c", "escape", "p", "escape"), {"FoldScreen"}),
    "frequencies": (("f5", "b", "c", "escape", "v", "enter"), {"FrequenciesScreen"}),
    "figures": (("f5", "t", "enter", "enter", "r", "x"), {"FrequenciesScreen", "FiguresScreen"}),
    "behind a figure": (("f5", "enter", "o", "down", "f"), {"FrequenciesScreen", "RetrievalScreen"}),
    "retrieval": (("ctrl+e", "slash", "*", "enter", "down", "t", "o", "c", "escape"), {"RetrievalScreen"}),
    "framework": (("ctrl+n", "right", "down", "enter", "escape", "t"), {"FrameworkScreen", "CellScreen"}),
    "themes": (("ctrl+o", "n", "x", "enter"), {"ThemesScreen"}),
    "rounds": (
        ("r", "down", "enter", "ctrl+t", "q", "up", "enter", "space", "q"),
        {"RoundsScreen", "CodingScreen", "AnswersScreen"},
    ),
    "agreement": (("f12", "enter", "v", "escape"), {"AgreementScreen"}),
    "search": (("slash", "t", "i", "j", "d", "enter"), {"SearchScreen"}),
    "lists": (("ctrl+l",), set()),
    "rules": (("f4", "enter"), {"RulesScreen"}),
    "pseudonyms": (("p", "a", "x"), {"PseudonymsScreen"}),
    "cases": (("w", "s", "s", "down", "down", "enter", "down", "q", "delete", "escape"), {"CasesScreen", "SaidScreen"}),
    "codebook": (
        ("ctrl+d", "d", "down", "escape", "p", "down", "q", "down", "down", "p", "q", "o", "y"),
        {"CodebookScreen", "RevisionsScreen", "ComparingScreen"},
    ),
    "orphans": (("x", "down", "enter", "escape"), {"OrphansScreen"}),
    "progress": (("y", "b"), {"ProgressScreen"}),
    "settings": (("t", "down", "enter"), {"SettingsScreen"}),
    "variables": (("v", "down", "enter", "down"), {"VariablesScreen"}),
    "versions": (("O", "down", "b", "escape"), {"VersionsScreen"}),
    "commands": (("ctrl+p",), set()),
    "coder": (("f8",), set()),
}
# Screens that show no coder's work, that others than the coders of a blind round see, or that all others build on.
BESIDES = {
    *("NearScreen", "WordsScreen", "SideListScreen", "RulesScreen", "SettlingScreen", "MergingScreen"),
    *("ReadingScreen", "PlacesScreen", "BesideScreen", "RevisingScreen", "OthersScreen"),
    *("SuggestingScreen", "CodingActs", "AnswerList", "AnswerChoice", "AnswerCodings"),
    *("SurveyScreen", "TableScreen", "CountingScreen", "ImportScreen"),
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return two_worlds(tmp_path_factory.mktemp("blind"))


@pytest.mark.parametrize("name", WALKS)
async def test_no_screen_shows_what_others_did(
    worlds: tuple[Path, Path], tmp_path: Path, opened: Open, name: str
) -> None:
    keys, screens = WALKS[name]
    shown: list[list[str]] = []
    visited = set()
    here = tmp_path / "here"  # one path for both, since screens show it, cut where there is no room
    for path in worlds:
        views = []
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(path.parent, here)
        async with opened(here / path.name, "An", (110, 34), read_only=True) as hands:
            await hands.settle()
            for key in ("", *keys):
                await hands.press(*([key] if key else []))
                if isinstance(hands.app.screen, ProjectScreen):
                    visited.add(type(hands.app.screen).__name__)
                    assert "coder: An" in hands.lines[0], hands.lines[0]
                views.append(hands.text)
        shown.append(views)
    for key, idle, busy in zip(("", *keys), *shown, strict=True):
        assert idle == busy, f"after {key or 'opening'}"
    assert visited == screens | {"ProjectOverview"}


def test_every_screen_of_a_project_is_walked() -> None:
    """Who adds a screen says here whether it shows what coders did: then it is walked above."""

    def below(kind: type) -> set[str]:
        ours = [each for each in kind.__subclasses__() if each.__module__.startswith("codebench.")]
        return {each.__name__ for each in ours}.union(*(below(each) for each in ours))

    walked: set[str] = set().union(*(screens for _, screens in WALKS.values()))
    assert below(ProjectScreen) <= walked | {"ProjectOverview"} | BESIDES
