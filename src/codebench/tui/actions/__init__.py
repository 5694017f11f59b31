"""The one registry of what a key does: bindings, footer, help and palette all come from here."""

from textual.binding import Binding

from codebench.tui.actions.action import AZERTY_DIGITS, Action
from codebench.tui.actions.app import APP
from codebench.tui.actions.codebook import CODEBOOK
from codebench.tui.actions.coding import CODING
from codebench.tui.actions.figures import FIGURES
from codebench.tui.actions.material import MATERIAL
from codebench.tui.actions.project import PROJECT
from codebench.tui.actions.retrieval import RETRIEVAL
from codebench.tui.actions.shown import shown_key

__all__ = ["ACTIONS", "AZERTY_DIGITS", "Action", "actions", "bindings", "shown_key"]

ACTIONS: tuple[Action, ...] = (*APP, *PROJECT, *MATERIAL, *CODING, *CODEBOOK, *FIGURES, *RETRIEVAL)


def actions(scope: str) -> tuple[Action, ...]:
    """The actions of one screen (or of the app everywhere)."""
    return tuple(action for action in ACTIONS if action.scope == scope)


def bindings(scope: str) -> list[Binding]:
    """Textual's bindings for the actions of one screen."""
    return [
        Binding(",".join(action.keys), action.id, action.help, show=bool(action.label)) for action in actions(scope)
    ]
