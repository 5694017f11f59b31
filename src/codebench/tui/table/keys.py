"""What the keys do in a table, for bindings and for help; each has an unshifted twin on Belgian AZERTY."""

from dataclasses import dataclass

from textual.binding import Binding

from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class TableAction:
    """A name for keymaps, Textual's action, the keys by default, and a line of help."""

    name: str
    action: str
    keys: tuple[str, ...]
    help: str

    @property
    def id(self) -> str:
        """The id of its bindings, by which a keymap overrides the keys."""
        return f"table.{self.name}"


TABLE_ACTIONS: tuple[TableAction, ...] = (
    TableAction("up", "move('up')", ("up", "k"), _("One row up")),
    TableAction("down", "move('down')", ("down", "j"), _("One row down")),
    TableAction("page-up", "move('page_up')", ("pageup",), _("One screen up")),
    TableAction("page-down", "move('page_down')", ("pagedown",), _("One screen down")),
    TableAction("first", "move('first')", ("home", "g"), _("To the first row")),
    TableAction("last", "move('last')", ("end", "G"), _("To the last row")),
    TableAction("choose", "choose", ("enter",), _("Choose this row; among answers, go on to the next")),
)
"""What every table does on a key, in the order of its help."""

SIDEWAYS: tuple[TableAction, ...] = (
    TableAction("left", "sideways(-1)", ("left", "h"), _("Further to the left")),
    TableAction("right", "sideways(1)", ("right", "l"), _("Further to the right")),
)
"""What a table that can be wider than the screen does as well."""


def bindings(actions: tuple[TableAction, ...]) -> list[Binding]:
    """The actions as Textual's bindings, one for each key, kept out of the footer."""
    return [
        Binding(key, action.action, action.help, show=False, id=action.id) for action in actions for key in action.keys
    ]
