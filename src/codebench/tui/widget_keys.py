"""What a widget does on a key: one row from which its bindings, the help and a user's keymap come."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class WidgetAction:
    """Of a widget (`pane`, `table`): a name for keymaps, Textual's action, the keys by default, a line of help.

    Every key exists unshifted or with Shift alone on Belgian AZERTY.
    """

    widget: str
    name: str
    action: str
    keys: tuple[str, ...]
    help: str

    @property
    def id(self) -> str:
        """The id of its bindings, by which Textual's `App.set_keymap` overrides the keys."""
        return f"{self.widget}.{self.name}"


def widget_bindings(actions: Iterable[WidgetAction]) -> list[Binding]:
    """The actions as Textual's bindings, one for each key, kept out of the footer."""
    return [
        Binding(key, action.action, action.help, show=False, id=action.id) for action in actions for key in action.keys
    ]
