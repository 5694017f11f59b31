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

    `label` is the one word that the footer shows, empty where the footer leaves it out; help and palette
    show every action.
    """

    scope: str
    id: str
    keys: tuple[str, ...]
    help: str
    label: str = ""


def _recent() -> Iterable[Action]:
    for n in range(1, 10):
        keys = (str(n), AZERTY_DIGITS[n - 1])
        yield Action("coding", f"recent({n})", keys, _("Code with recent code {n}").format(n=n))
        yield Action("answers", f"recent({n})", keys, _("Code with recent code {n}").format(n=n))


_BOTH = (
    ("pick", ("c",), _("Code: pick or make a code"), _("code")),
    ("done", ("space",), _("Reviewed: mark and go to the next unreviewed"), _("done, next")),
    ("repeat", ("r", "full_stop"), _("Code with the last code again"), _("repeat")),
    ("uncode", ("x",), _("Remove a code"), _("remove")),
    ("memo", ("m",), _("Write a memo"), _("memo")),
    ("unmark", ("backspace",), _("Clear the review mark"), ""),
    ("next_unreviewed", ("d",), _("Next unreviewed, without marking"), ""),
    ("next_uncoded", ("f",), _("Next uncoded"), _("next uncoded")),
    ("others", ("ctrl+t",), _("Show or hide the other coders' codings"), ""),
)

ACTIONS: tuple[Action, ...] = (
    Action("project", "open", ("enter",), _("Open"), _("open")),
    Action("project", "import", ("i",), _("Import material"), _("import")),
    Action("project", "codebook", ("b",), _("Import a codebook"), _("codebook")),
    Action("project", "retire", ("delete",), _("Retire a document")),
    Action("project", "snapshot", ("s",), _("Make a snapshot")),
    *(Action(scope, *action) for scope in ("coding", "answers") for action in _BOTH),
    Action("coding", "in_vivo", ("i",), _("Code named by the selected words"), _("in vivo")),
    Action("coding", "boundary", ("e",), _("Adjust a boundary: select the coding, move, press again")),
    Action("coding", "cycle", ("o",), _("Choose among the codings under the caret")),
    Action("coding", "previous_coding", ("comma",), _("Previous coding")),
    Action("coding", "next_coding", ("semicolon",), _("Next coding")),
    Action("coding", "next_hit", ("n",), _("Next search hit")),
    Action("coding", "previous_hit", ("N",), _("Previous search hit")),
    Action("coding", "switch", ("tab",), _("Go to the code tree and back")),
    Action("answers", "in_vivo", ("i",), _("Code named by the answer")),
    Action("frequencies", "base", ("b",), _("By cases or by codings"), _("base")),
    Action("frequencies", "by", ("v",), _("Split by a variable"), _("by variable")),
    Action("frequencies", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("frequencies", "material", ("m",), _("Which material"), _("material")),
    Action("frequencies", "save", ("s",), _("Save as a file"), _("save")),
    Action("app", "undo", ("u", "ctrl+z"), _("Undo"), _("undo")),
    Action("app", "redo", ("ctrl+y", "ctrl+r"), _("Redo")),
    Action("app", "find", ("slash", "colon", "ctrl+f"), _("Search"), _("search")),
    Action("app", "frequencies", ("f5",), _("Frequencies")),
    Action("app", "history", ("f6",), _("History")),
    Action("app", "memos", ("f7",), _("All memos")),
    Action("app", "coder", ("f8",), _("Change the coder")),
    Action("app", "palette", ("ctrl+p",), _("Every command, document and code by name"), _("commands")),
    Action("app", "help", ("f1", "question_mark"), _("Keys"), _("keys")),
    Action("app", "back", ("q",), _("Back"), _("back")),
    *_recent(),
)


def actions(scope: str) -> tuple[Action, ...]:
    """The actions of one screen (or of the app everywhere)."""
    return tuple(action for action in ACTIONS if action.scope == scope)


def bindings(scope: str) -> list[Binding]:
    """Textual's bindings for the actions of one screen."""
    return [
        Binding(",".join(action.keys), action.id, action.help, show=bool(action.label)) for action in actions(scope)
    ]


_SHOWN_KEYS = {
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "semicolon": ";",
    "full_stop": ".",
    "question_mark": "?",
    "ampersand": "&",
    "quotation_mark": '"',
    "apostrophe": "'",
    "left_parenthesis": "(",
    "section_sign": "§",
    "exclamation_mark": "!",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def shown_key(key: str) -> str:
    """A key as a person reads it on the keyboard: `ctrl+z` as Ctrl+z, `f1` as F1."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), _SHOWN_KEYS.get(last, last)])
