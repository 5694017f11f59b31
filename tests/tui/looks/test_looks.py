"""The main screens as they are drawn, in small and large windows and in every theme: kept to be reviewed, and legible.

What is kept lies in `seen`: rows of text with the styles of their stretches. After a change that is wanted, write it
anew with CODEBENCH_LOOKS=new, look at the difference, and keep that with the change.
"""

import os
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest
from rich.color import ColorSystem
from tests.tui.looks.drawn import Drawn
from tests.tui.looks.walk import STEPS, Seen, walk
from textual import constants

from codebench.tui import theme
from codebench.tui.document.colour import READABLE

KEPT = Path(__file__).parent / "seen"
MANY, FEW = 6, 2
"""Steps as far as the codebook, and as far as the desk: those that say most of how it looks."""
SCREENS = ["start", *(name for name, _keys in STEPS)]


def check(look: str, screens: list[tuple[str, Drawn]]) -> None:
    """What is drawn is what was kept."""
    told = "\n".join(f"=== {name} ===\n{drawn.told()}\n" for name, drawn in screens)
    kept = KEPT / f"{look}.txt"
    if os.environ.get("CODEBENCH_LOOKS") == "new":
        kept.write_text(told, "utf-8")
    was = kept.read_text("utf-8") if kept.exists() else ""
    changes = list(unified_diff(was.splitlines(), told.splitlines(), "kept", "drawn", n=1, lineterm=""))
    assert not changes, "\n".join([f"{look}: wanted? then CODEBENCH_LOOKS=new", *changes[:40]])


def of(seen: Seen, name: str) -> list[tuple[str, Drawn]]:
    """The screens that were seen in this theme, in the order of the walk."""
    return [(screen, seen[screen, name]) for screen in SCREENS if (screen, name) in seen]


def faint(seen: Seen, name: str) -> list[str]:
    """What can't be read well enough in this theme."""
    least = theme.least_contrast(name)
    return [f"{screen}: {told}" for screen, drawn in of(seen, name) for told in drawn.faint(least)]


def fits(seen: Seen, width: int, height: int) -> bool:
    """Whether each screen fills the window and nothing more."""
    return all(
        len(drawn.strips) == height and all(strip.cell_length == width for strip in drawn.strips)
        for drawn in seen.values()
    )


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "studie.codebench"))


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=["60x20", "120x40"])
async def test_in_small_and_large_windows(path: Path, size: tuple[int, int]) -> None:
    seen = await walk(path, size, ["dark"])
    assert fits(seen, *size)
    assert faint(seen, "dark") == []
    check("dark-{}x{}".format(*size), of(seen, "dark"))


async def test_dark_and_light(path: Path) -> None:
    seen = await walk(path, (80, 24), ["dark", "light"])
    assert fits(seen, 80, 24)
    for name in ("dark", "light"):
        assert faint(seen, name) == []
        check(f"{name}-80x24", of(seen, name))


async def test_the_other_themes_where_most_is_drawn(path: Path) -> None:
    themes = [name for name in theme.THEMES if name not in ("dark", "light")]
    seen = await walk(path, (80, 24), themes, FEW)
    for name in themes:
        assert faint(seen, name) == []
        check(f"{name}-80x24", of(seen, name))


async def test_without_colour(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seen = await walk(path, (80, 24), ["dark"], MANY)
    styles = [
        segment.style
        for drawn in seen.values()
        for strip in drawn.strips
        for segment in strip
        if segment.style is not None
    ]
    assert styles
    assert [style for style in styles if style.color is not None or style.bgcolor is not None] == []
    for (screen, _theme), drawn in seen.items():
        assert screen == "help" or marked(drawn), f"{screen}: the cursor or the caret is reversed, or a row underlined"
    desk = seen["coding desk", "dark"]
    assert any("Ve" in line for line in desk.lines()), "marks tell which code it is"
    assert underlined(desk, "De verplaatsingen."), "and underlines where it lies"
    check("no-colour-80x24", of(seen, "dark"))


async def test_in_sixteen_colours(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    seen = await walk(path, (80, 24), ["contrast-dark"], FEW)
    for (screen, _name), drawn in seen.items():
        assert [*drawn.faint(READABLE, ColorSystem.STANDARD)] == [], screen
    assert underlined(seen["coding desk", "contrast-dark"], "De verplaatsingen.")


def marked(drawn: Drawn) -> bool:
    """Whether something on the screen is reversed or underlined."""
    styles = [segment.style for strip in drawn.strips for segment in strip if segment.text.strip()]
    return any(style is not None and (style.reverse or style.underline) for style in styles)


def underlined(drawn: Drawn, words: str) -> bool:
    """Whether these words are underlined somewhere."""
    return any(
        words in segment.text and segment.style is not None and segment.style.underline
        for strip in drawn.strips
        for segment in strip
    )
