"""The themes by computation: what is written in them can be read, and colours stay apart to colour-blind eyes."""

from itertools import pairwise
from pathlib import Path

import pytest
from tests.tui.looks.eyes import distance
from textual import constants
from textual.theme import Theme

from codebench.project.codebook import COLOURS
from codebench.tui import state, theme
from codebench.tui.app import CodebenchApp
from codebench.tui.document.colour import READABLE, contrast, readable, tint

CLEARLY = 20.0
"""A distance that nobody overlooks who sees the colours apart from each other."""
TOLD_BY_MARKS = {("#CC79A7", "#999999")}
"""Neighbours whose colours are one to people without green: the letters beside the stripes tell them apart."""
GROUNDS = ("background", "surface", "panel", "boost")
WRITTEN = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")

every_theme = pytest.mark.parametrize("name", theme.THEMES)


@every_theme
def test_what_a_theme_writes_with_is_legible_on_all_its_grounds(name: str) -> None:
    colours = theme.THEMES[name]
    for ground in GROUNDS:
        for ink in WRITTEN:
            found = contrast(of(colours, ink), of(colours, ground))
            assert found >= theme.least_contrast(name), f"{ink} on {ground}: {found:.2f}"


@every_theme
def test_coded_words_and_stripes_are_legible_in_every_colour(name: str) -> None:
    colours, least = theme.THEMES[name], theme.least_contrast(name)
    ground = of(colours, "background")
    for colour in COLOURS:
        under = tint(colour, ground, of(colours, "foreground"))
        assert contrast(under.text, under.background) >= READABLE
        assert contrast(readable(colour, ground, least), ground) >= least


@every_theme
def test_colours_of_neighbours_stay_apart_without_green(name: str) -> None:
    ground, least = of(theme.THEMES[name], "background"), theme.least_contrast(name)
    near = {
        (one, other)
        for one, other in pairwise([*COLOURS, COLOURS[0]])
        if distance(readable(one, ground, least), readable(other, ground, least)) < CLEARLY
    }
    assert near == TOLD_BY_MARKS


@pytest.mark.parametrize("name", ["safe-dark", "safe-light"])
def test_done_is_told_from_a_warning_and_a_fault_without_green(name: str) -> None:
    colours = theme.THEMES[name]
    good = of(colours, "success")
    for other in ("warning", "error", "accent"):
        assert distance(good, of(colours, other)) > 2 * CLEARLY


def test_the_simulation_takes_red_and_green_for_one() -> None:
    assert distance("#b35900", "#6f6f00") < CLEARLY < distance("#b35900", "#0072b2")


def test_every_theme_has_a_name_in_words() -> None:
    assert [*theme.names()] == [*theme.THEMES]


async def test_a_theme_is_chosen_from_a_list_and_remembered(tmp_path: Path) -> None:
    app = CodebenchApp()
    async with app.run_test() as pilot:
        assert app.theme_name == "dark"
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press(*"blind", "enter")
        await pilot.pause()
        assert app.theme_name == "safe-dark"
    assert await theme_at_start() == "safe-dark"


async def test_a_theme_for_this_time_is_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    state.set_theme("light")
    monkeypatch.setenv("CODEBENCH_THEME", "contrast-dark")
    assert await theme_at_start() == "contrast-dark"
    assert state.theme() == "light"


@pytest.mark.parametrize("no_colour", [False, True])
async def test_a_theme_of_the_terminals_own_colours_is_refused(
    monkeypatch: pytest.MonkeyPatch, no_colour: bool
) -> None:
    """With NO_COLOR Textual would write black on black in it."""
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("CODEBENCH_THEME", "ansi-dark")
    app = CodebenchApp()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert app.theme_name == "dark"
        assert not app.native_ansi_color
        said = [note.message for note in app._notifications]
        assert any("There is no theme 'ansi-dark'" in each for each in said)


async def test_sixteen_colours_begin_with_high_contrast_unless_a_theme_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    assert await theme_at_start() == "contrast-dark"
    state.set_theme("light")
    assert await theme_at_start() == "light"


async def theme_at_start() -> str:
    """The theme that a new run of the app is in."""
    app = CodebenchApp()
    async with app.run_test():
        return app.theme_name


def of(colours: Theme, name: str) -> str:
    """A colour of a theme."""
    found = getattr(colours, name)
    assert isinstance(found, str)
    return found
