"""The one registry of what a key does: bindings, footer, help and palette all come from here."""

from textual.binding import Binding
from textual.widget import Widget

from codebench.tui.actions.action import AZERTY_DIGITS, Action
from codebench.tui.actions.app import APP
from codebench.tui.actions.codebook import CODEBOOK
from codebench.tui.actions.coding import CODING
from codebench.tui.actions.figures import FIGURES
from codebench.tui.actions.learn import LEARN
from codebench.tui.actions.material import MATERIAL
from codebench.tui.actions.project import PROJECT
from codebench.tui.actions.retrieval import RETRIEVAL
from codebench.tui.actions.shown import shown_key
from codebench.tui.coding.tree_keys import TREE_ACTIONS
from codebench.tui.document.keys import PANE_ACTIONS
from codebench.tui.table.keys import SIDEWAYS, TABLE_ACTIONS
from codebench.tui.widget_keys import WidgetAction

__all__ = ["ACTIONS", "AZERTY_DIGITS", "WIDGET_ACTIONS", "Action", "actions", "bindings", "shown_key", "widget_actions"]

ACTIONS: tuple[Action, ...] = (*APP, *PROJECT, *MATERIAL, *CODING, *CODEBOOK, *FIGURES, *RETRIEVAL, *LEARN)
"""What the keys do on the screens."""
WIDGET_ACTIONS: tuple[WidgetAction, ...] = (*PANE_ACTIONS, *TREE_ACTIONS, *TABLE_ACTIONS, *SIDEWAYS)
"""What they do in a text, in the tree of codes and in a table that has the focus."""


def actions(scope: str) -> tuple[Action, ...]:
    """The actions of one screen (or of the app everywhere)."""
    return tuple(action for action in ACTIONS if action.scope == scope)


def bindings(scope: str) -> list[Binding]:
    """Textual's bindings for the actions of one screen."""
    return [
        Binding(",".join(action.keys), action.id, action.help, show=bool(action.label), id=action.name)
        for action in actions(scope)
    ]


def widget_actions(widget: Widget | None) -> list[WidgetAction]:
    """What the keys do in a widget, as far as its bindings are in the registry."""
    bound = set() if widget is None else {binding.id for _key, binding in widget._bindings}
    return [action for action in WIDGET_ACTIONS if action.name in bound]
