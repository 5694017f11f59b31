"""In a blind round every screen shows the same, whatever the others did."""

from pathlib import Path

import pytest
from tests.project.blind_material import BUSY, IDLE, two_worlds
from tests.tui.shell.conftest import Open

from codebench.tui.screens.base import ProjectScreen

# Keys from the first screen on; after each of them the whole screen is compared.
WALKS: dict[str, tuple[str, ...]] = {
    "text": ("enter", "ctrl+t", "t", "t", "ctrl+g", "tab", "m", "escape", "c"),
    "answers": ("down", "down", "enter", "ctrl+t", "down", "down", "ctrl+g", "c"),
    "memos": ("f7", "slash", "B", "o"),
    "history": ("f6", "down", "enter", "escape", "tab", "enter"),
    "frequencies": ("f5", "b", "c", "escape", "v", "enter"),
    "rounds": ("r", "down", "enter", "ctrl+t", "q", "up", "enter", "space", "q"),
    "agreement": ("f12", "enter", "v", "escape"),
    "search": ("slash", "t", "i", "j", "d", "enter"),
    "lists": ("ctrl+l",),
    "rules": ("f4", "enter"),
    "commands": ("ctrl+p",),
    "coder": ("f8",),
}
# Screens that show no coder's work, that others than the coders of a blind round see, or that all others build on.
BESIDES = {
    *("NearScreen", "WordsScreen", "SideListScreen", "RulesScreen", "SettlingScreen", "MergingScreen"),
    *("ReadingScreen", "SuggestingScreen", "AnswerList"),
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return two_worlds(tmp_path_factory.mktemp("blind"))


@pytest.fixture(scope="module")
def visited() -> set[str]:
    return set()


@pytest.mark.parametrize("name", WALKS)
async def test_no_screen_shows_what_others_did(
    worlds: tuple[Path, Path], opened: Open, visited: set[str], name: str
) -> None:
    shown: list[list[str]] = []
    for path in worlds:
        views = []
        async with opened(path, "An", (110, 34), read_only=True) as hands:
            await hands.settle()
            for key in ("", *WALKS[name]):
                await hands.press(*([key] if key else []))
                visited.add(type(hands.app.screen).__name__)
                views.append(hands.text.replace(f"/{IDLE}/", "//").replace(f"/{BUSY}/", "//"))
        shown.append(views)
    for key, idle, busy in zip(("", *WALKS[name]), *shown, strict=True):
        assert idle == busy, f"after {key or 'opening'}"


def test_every_screen_of_a_project_was_walked(visited: set[str]) -> None:
    """Who adds a screen says here whether it shows what coders did: then it is walked above."""

    def below(kind: type) -> set[str]:
        ours = [each for each in kind.__subclasses__() if each.__module__.startswith("codebench.")]
        return {each.__name__ for each in ours}.union(*(below(each) for each in ours))

    assert below(ProjectScreen) <= visited | BESIDES
