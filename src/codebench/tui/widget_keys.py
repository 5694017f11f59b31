"""What a widget does on a key: one row from which its bindings, the help and a user's keymap come."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class WidgetAction:
    """Of a widget (`pane`, `table`): a word for keymaps, Textual's action, the keys by default, a line of help.

    Every key exists unshifted or with Shift alone on Belgian AZERTY.
    """

    scope: str
    word: str
    action: str
    keys: tuple[str, ...]
    help: str

    @property
    def name(self) -> str:
        """Its name in a keymap, as `pane.next-word`; also the id of its bindings."""
        return f"{self.scope}.{self.word}"


def widget_bindings(actions: Iterable[WidgetAction]) -> list[Binding]:
    """The actions as Textual's bindings, one for each key, kept out of the footer."""
    return [
        Binding(key, action.action, action.help, show=False, id=action.name)
        for action in actions
        for key in action.keys
    ]
