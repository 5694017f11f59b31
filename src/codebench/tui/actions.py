"""The one registry of what a key does: bindings, footer, help and palette all come from here."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from codebench.i18n import _

# The unshifted digit row of a Belgian AZERTY keyboard, as Textual names its keys, in the order 1-9, 0.
AZERTY_DIGITS = (
    "ampersand",
    "é",
    "quotation_mark",
    "apostrophe",
    "left_parenthesis",
    "section_sign",
    "è",
    "exclamation_mark",
    "ç",
    "à",
)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does: `id` is the action's name on its screen, `keys` Textual's names of keys.

    `footer` tells whether the footer shows it; every action is in help and palette.
    """

    scope: str
    id: str
    keys: tuple[str, ...]
    help: str
    footer: bool = False


def _recent() -> Iterable[Action]:
    for n in range(1, 10):
        keys = (str(n), AZERTY_DIGITS[n - 1])
        yield Action("coding", f"recent({n})", keys, _("Code with recent code {n}").format(n=n))
        yield Action("answers", f"recent({n})", keys, _("Code with recent code {n}").format(n=n))


_BOTH = (
    ("pick", ("c",), _("Code: pick or make a code"), True),
    ("repeat", ("r", "full_stop"), _("Code with the last code again"), True),
    ("uncode", ("x",), _("Remove a code"), True),
    ("memo", ("m",), _("Write a memo"), True),
    ("done", ("space",), _("Reviewed: mark and go to the next unreviewed"), True),
    ("unmark", ("backspace",), _("Clear the review mark"), False),
    ("next_unreviewed", ("d",), _("Next unreviewed, without marking"), False),
    ("next_uncoded", ("f",), _("Next uncoded"), False),
    ("others", ("ctrl+t",), _("Show or hide the other coders' codings"), False),
)

ACTIONS: tuple[Action, ...] = (
    Action("app", "help", ("f1", "question_mark"), _("Keys"), True),
    Action("app", "undo", ("u", "ctrl+z"), _("Undo"), True),
    Action("app", "redo", ("ctrl+y", "ctrl+r"), _("Redo")),
    Action("app", "frequencies", ("f5",), _("Frequencies")),
    Action("app", "history", ("f6",), _("History")),
    Action("app", "memos", ("f7",), _("All memos")),
    Action("app", "find", ("slash", "colon", "ctrl+f"), _("Search"), True),
    Action("app", "coder", ("f8",), _("Change the coder")),
    Action("app", "back", ("q",), _("Back"), True),
    Action("project", "open", ("enter",), _("Open"), True),
    Action("project", "import", ("i",), _("Import material"), True),
    Action("project", "codebook", ("b",), _("Import a codebook"), True),
    Action("project", "retire", ("delete",), _("Retire a document")),
    Action("project", "snapshot", ("s",), _("Make a snapshot")),
    *(Action(scope, *action) for scope in ("coding", "answers") for action in _BOTH),
    Action("coding", "in_vivo", ("i",), _("Code named by the selected words"), True),
    Action("coding", "boundary", ("e",), _("Adjust a boundary: select the coding, move, press again"), False),
    Action("coding", "cycle", ("o",), _("Choose among the codings under the caret"), False),
    Action("coding", "previous_coding", ("comma",), _("Previous coding"), False),
    Action("coding", "next_coding", ("semicolon",), _("Next coding"), False),
    Action("coding", "next_hit", ("n",), _("Next search hit"), False),
    Action("coding", "previous_hit", ("N",), _("Previous search hit"), False),
    Action("coding", "switch", ("tab",), _("Go to the code tree and back"), False),
    Action("answers", "in_vivo", ("i",), _("Code named by the answer"), False),
    Action("frequencies", "base", ("b",), _("By cases or by codings"), True),
    Action("frequencies", "by", ("v",), _("Split by a variable"), True),
    Action("frequencies", "layer", ("c",), _("Whose codings count"), True),
    Action("frequencies", "material", ("m",), _("Which material"), True),
    Action("frequencies", "save", ("s",), _("Save as a file"), True),
    *_recent(),
)


def actions(scope: str) -> tuple[Action, ...]:
    """The actions of one screen (or of the app everywhere)."""
    return tuple(action for action in ACTIONS if action.scope == scope)


def bindings(scope: str) -> list[Binding]:
    """Textual's bindings for the actions of one screen."""
    return [
        Binding(",".join(action.keys), action.id, action.help, show=action.footer) for action in actions(scope)
    ]
