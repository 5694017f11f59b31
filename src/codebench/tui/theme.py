"""Two calm themes of our own, dark and light."""

from textual.theme import Theme

DARK = Theme(
    name="codebench-dark",
    dark=True,
    primary="#7aa2c8",
    secondary="#8fb0a0",
    accent="#d9b36c",
    foreground="#d8dade",
    background="#16181c",
    surface="#1e2126",
    panel="#24282e",
    boost="#2b3037",
    success="#7fb685",
    warning="#d9a65b",
    error="#d9796c",
)

LIGHT = Theme(
    name="codebench-light",
    dark=False,
    primary="#2f5d8a",
    secondary="#3e6b58",
    accent="#8a5a00",
    foreground="#22262b",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    boost="#e2dfd6",
    success="#2e6b3a",
    warning="#8a5500",
    error="#9c2f23",
)

CSS = """
* {
    scrollbar-background: $background 0%; scrollbar-background-hover: $background 0%;
    scrollbar-background-active: $background 0%; scrollbar-corner-color: $background 0%;
    scrollbar-color: $foreground 25%; scrollbar-color-hover: $foreground 45%; scrollbar-color-active: $accent;
    scrollbar-size-vertical: 1;
}
OptionList {
    & > .option-list--option-highlighted { background: $boost; color: $foreground; text-style: none; }
    &:focus > .option-list--option-highlighted { background: $primary 35%; color: $foreground; text-style: none; }
    & > .option-list--option-disabled { color: $foreground; }
}
FilterList OptionList > .option-list--option-highlighted { background: $primary 35%; }
Toast { background: $panel; padding: 0 1; max-width: 70; }
"""
"""What holds on every screen: thin scroll bars, quiet lists."""
