"""What the document pane can do and by which keys, in the order of its help."""

from codebench.i18n import _
from codebench.tui.widget_keys import WidgetAction


def _move(motion: str, keys: tuple[str, ...], help: str) -> WidgetAction:
    return WidgetAction("pane", motion.replace("_", "-"), f"move('{motion}')", keys, help)


def _select(motion: str, keys: tuple[str, ...], help: str) -> WidgetAction:
    return WidgetAction("pane", f"select-{motion.replace('_', '-')}", f"extend('{motion}')", keys, help)


COUNT_KEYS = ("0", "à")
"""What begins a count before a motion: no recent code has this digit, and no layout needs Shift for it."""

PANE_ACTIONS: tuple[WidgetAction, ...] = (
    _move("left", ("left", "h"), _("One character back")),
    _move("right", ("right", "l"), _("One character on")),
    _move("up", ("up", "k"), _("One row up")),
    _move("down", ("down", "j"), _("One row down")),
    _move("next_word", ("w", "ctrl+right"), _("To the next word")),
    _move("previous_word", ("b", "ctrl+left"), _("To the word before")),
    _move("next_sentence", ("s",), _("To the next sentence")),
    _move("previous_sentence", ("S",), _("To the sentence before")),
    _move("next_turn", ("t",), _("To the next turn")),
    _move("previous_turn", ("T",), _("To the turn before")),
    _move("next_paragraph", ("p",), _("To the next paragraph")),
    _move("previous_paragraph", ("P",), _("To the paragraph before")),
    _move("next_of_speaker", ("L",), _("To the next turn of this speaker")),
    _move("previous_of_speaker", ("H",), _("To the turn before of this speaker")),
    _move("next_section", ("J",), _("To the next section")),
    _move("previous_section", ("K",), _("To the section before")),
    _move("row_start", ("home",), _("To the start of the row")),
    _move("row_end", ("end",), _("To the end of the row")),
    _move("page_up", ("pageup",), _("One screen up")),
    _move("page_down", ("pagedown",), _("One screen down")),
    _move("document_start", ("g", "ctrl+home"), _("To the start of the document; with a number, to that turn")),
    _move("document_end", ("G", "ctrl+end"), _("To the end of the document")),
    _select("left", ("shift+left",), _("Select one character back")),
    _select("right", ("shift+right",), _("Select one character on")),
    _select("up", ("shift+up",), _("Select one row up")),
    _select("down", ("shift+down",), _("Select one row down")),
    _select("next_word", ("ctrl+shift+right",), _("Select to the next word")),
    _select("previous_word", ("ctrl+shift+left",), _("Select to the word before")),
    _select("row_start", ("shift+home",), _("Select to the start of the row")),
    _select("row_end", ("shift+end",), _("Select to the end of the row")),
    _select("page_up", ("shift+pageup",), _("Select one screen up")),
    _select("page_down", ("shift+pagedown",), _("Select one screen down")),
    _select("document_start", ("ctrl+shift+home",), _("Select to the start of the document")),
    _select("document_end", ("ctrl+shift+end",), _("Select to the end of the document")),
    WidgetAction("pane", "anchor", "anchor", ("v",), _("Begin a selection here, or drop it")),
    WidgetAction("pane", "grow", "grow", ("+", "="), _("Grow the selection: word, sentence, turn, section")),
    WidgetAction("pane", "shrink", "shrink", ("-",), _("Shrink the selection")),
    WidgetAction("pane", "select-unit", "select_unit", ("enter",), _("Select what this speaker says")),
    WidgetAction("pane", "drop", "drop", ("escape",), _("Drop the selection")),
)
"""Everything that the pane does on a key, in the order of its help."""
