"""The themes of our own: dark and light, each also with high contrast and for colour-blind eyes.

Terminals' own colours (Textual's `ansi-*` themes) are not among them: what can be read on them cannot be computed, and
with NO_COLOR they are black on black.
"""

from typing import Any

from textual.theme import Theme

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.document.colour import READABLE

ENHANCED = 7.0
"""The contrast that WCAG 2 asks of text at its level AAA, which the themes with high contrast keep."""


def _theme(name: str, dark: bool, colours: dict[str, Any]) -> Theme:
    return Theme(name=f"codebench-{name}", dark=dark, **colours)


_DARK = {
    "primary": "#7aa2c8",
    "secondary": "#8fb0a0",
    "accent": "#d9b36c",
    "foreground": "#d8dade",
    "background": "#16181c",
    "surface": "#1e2126",
    "panel": "#24282e",
    "boost": "#2b3037",
    "success": "#7fb685",
    "warning": "#d9a65b",
    "error": "#dd8072",
}
_LIGHT = {
    "primary": "#2f5d8a",
    "secondary": "#3e6b58",
    "accent": "#855600",
    "foreground": "#22262b",
    "background": "#fbfaf7",
    "surface": "#f3f1ec",
    "panel": "#e8e5de",
    "boost": "#e2dfd6",
    "success": "#2e6b3a",
    "warning": "#8a5500",
    "error": "#9c2f23",
}
# Blue, yellow and vermilion are the three that people without red or green cones still tell apart.
_SAFE_DARK = {
    "primary": "#56b4e9",
    "secondary": "#a8c8de",
    "accent": "#f0e442",
    "success": "#6fb8ea",
    "warning": "#f0d45c",
    "error": "#f08a4b",
}
_SAFE_LIGHT = {
    "primary": "#005a9e",
    "secondary": "#3b5266",
    "accent": "#7a4a00",
    "success": "#00558f",
    "warning": "#6e5200",
    "error": "#8f2f0a",
}

DARK = _theme("dark", True, _DARK)
LIGHT = _theme("light", False, _LIGHT)
CONTRAST_DARK = _theme(
    "contrast-dark",
    True,
    {
        "primary": "#8ec5ff",
        "secondary": "#9fe0c4",
        "accent": "#ffd866",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#0a0a0a",
        "panel": "#1c1c1c",
        "boost": "#262626",
        "success": "#8fe39a",
        "warning": "#ffc266",
        "error": "#ff9c8f",
    },
)
CONTRAST_LIGHT = _theme(
    "contrast-light",
    False,
    {
        "primary": "#003f87",
        "secondary": "#00472f",
        "accent": "#5c3a00",
        "foreground": "#000000",
        "background": "#ffffff",
        "surface": "#f7f7f7",
        "panel": "#ebebeb",
        "boost": "#e0e0e0",
        "success": "#00461a",
        "warning": "#5c3300",
        "error": "#7d0f06",
    },
)
SAFE_DARK = _theme("safe-dark", True, _DARK | _SAFE_DARK)
SAFE_LIGHT = _theme("safe-light", False, _LIGHT | _SAFE_LIGHT)

THEMES: dict[str, Theme] = {
    theme.name.removeprefix("codebench-"): theme
    for theme in (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, SAFE_DARK, SAFE_LIGHT)
}
"""The themes by the names by which they are chosen."""


def names() -> dict[str, str]:
    """What each theme is, in words."""
    return {
        "dark": _("Dark"),
        "light": _("Light"),
        "contrast-dark": _("Dark, high contrast"),
        "contrast-light": _("Light, high contrast"),
        "safe-dark": _("Dark, for colour-blind eyes"),
        "safe-light": _("Light, for colour-blind eyes"),
    }


def known(name: str) -> str:
    """The name, if a theme has it.

    Raises:
        InputError: no theme of ours is called so.
    """
    if name in THEMES:
        return name
    message = _("There is no theme '{name}'; there are {names}.")
    raise InputError(message.format(name=shown_line(name), names=", ".join(THEMES)))


def first_choice(colour_system: str | None) -> str:
    """The theme for who chose none, on a terminal with so many colours.

    Sixteen colours hold black, white and not one of the greys between that a calm theme is made of.
    """
    return "dark" if colour_system in ("truecolor", "256") else "contrast-dark"


def least_contrast(name: str) -> float:
    """The contrast that all text has in a theme."""
    return ENHANCED if name.startswith("contrast-") else READABLE


CSS = """
* {
    scrollbar-background: $background 0%; scrollbar-background-hover: $background 0%;
    scrollbar-background-active: $background 0%; scrollbar-corner-color: $background 0%;
    scrollbar-color: $foreground 45%; scrollbar-color-hover: $foreground 60%; scrollbar-color-active: $accent;
    scrollbar-size-vertical: 1;
}
OptionList {
    & > .option-list--option-highlighted { background: $boost; color: $foreground; text-style: none; }
    &:focus > .option-list--option-highlighted { background: $primary 35%; color: $foreground; text-style: none; }
    & > .option-list--option-disabled { color: $foreground; }
    &:nocolor > .option-list--option-highlighted { text-style: reverse; }
}
FilterList OptionList > .option-list--option-highlighted { background: $primary 35%; }
ToastRack { margin-bottom: 3; }
Toast { background: $panel; padding: 0 1; max-width: 70; }
"""
"""What holds on every screen: thin scroll bars, quiet lists."""
