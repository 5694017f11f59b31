"""The keys as this user has them: on which keyboard, with which keys of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.user_folder import config_file
from codebench.tui.actions import ACTIONS, WIDGET_ACTIONS
from codebench.tui.actions.action import AZERTY_DIGITS
from codebench.tui.actions.keymap import Keyed, Keymap, read_keymap
from codebench.tui.actions.shown import shown_key

KEYMAP_FILE = "keys.txt"


class Layout(StrEnum):
    """A keyboard; it decides which of several keys are shown first, never which keys work."""

    QWERTY = "qwerty"
    AZERTY = "azerty"
    OTHER = "other"


_QWERTY = {*"1234567890", "slash", "full_stop", "comma", "semicolon", "apostrophe", "minus", "equals_sign"}
_AZERTY = {*AZERTY_DIGITS, "right_parenthesis", "minus", "circumflex_accent", "dollar_sign", "comma", "semicolon"} | {
    *("colon", "equals_sign", "less_than_sign", "ù", "µ")
}
_ARROWS = ("left", "right", "up", "down")
_UNSHIFTED = {Layout.QWERTY: _QWERTY, Layout.AZERTY: _AZERTY, Layout.OTHER: {*"1234567890"}}
"""What each keyboard types without Shift and AltGr, beside letters and named keys; of others only digits are known."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Which keys an action has, those first that are typed most easily."""

    layout: Layout = Layout.QWERTY
    keymap: Keymap = field(default_factory=Keymap)

    def keys(self, action: Keyed) -> tuple[str, ...]:
        """All keys of an action, by Textual's names; the first is the one to show where there is room for one."""
        return tuple(sorted(self.keymap.of(action), key=self._is_hard))

    def shown(self, action: Keyed) -> str:
        """The first key, as it stands on the keyboard."""
        return shown_key(self.keys(action)[0])

    def bound(self) -> dict[str, str]:
        """The user's own keys, for Textual's `App.set_keymap`."""
        return {name: ",".join(keys) for name, keys in self.keymap.keys.items()}

    def _is_hard(self, key: str) -> bool:
        shown = shown_key(key)
        is_sign = len(shown) == 1 and not "a" <= shown.casefold() <= "z" and key not in _ARROWS
        return is_sign and key not in _UNSHIFTED[self.layout]


def layouts() -> dict[Layout, str]:
    """What each keyboard is called."""
    return {
        Layout.QWERTY: _("QWERTY"),
        Layout.AZERTY: _("Belgian AZERTY"),
        Layout.OTHER: _("another keyboard"),
    }


def keymap_path() -> Path:
    """Where the user's own keys are looked for."""
    return config_file(KEYMAP_FILE)


def users_keymap() -> Keymap:
    """The keys of the user's file; by default those of nobody."""
    path = keymap_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap()
    except (OSError, UnicodeDecodeError):
        return Keymap(faults=(_("it can't be read as a text in UTF-8; all keys are those by default."),))
    return read_keymap(text, [*ACTIONS, *WIDGET_ACTIONS])


def keyboard(layout: str | None) -> Keyboard:
    """The keyboard of this name (the first where there is none such) with the user's keys."""
    known = {each.value: each for each in Layout}
    return Keyboard(known.get(layout or "", Layout.QWERTY), users_keymap())


def groups(place: str | None = None) -> list[tuple[str, Sequence[Keyed]]]:
    """All actions by where they work, with a title for each place; those of one place only where it is named.

    Raises:
        InputError: no place is called so.
    """
    titles = {"app": _("Everywhere"), "pane": _("In the text"), "table": _("In a table")}
    everything: list[Keyed] = [*ACTIONS, *WIDGET_ACTIONS]
    places = dict.fromkeys(action.scope for action in everything)
    if place is not None and place not in places:
        message = _("No screen is called '{name}'; there are {names}.")
        raise InputError(message.format(name=shown_line(place), names=", ".join(places)))
    return [
        (
            titles.get(each) or _("On the screen '{name}'").format(name=each),
            [action for action in everything if action.scope == each],
        )
        for each in (places if place is None else [place])
    ]
