"""What a key does where texts and answers are coded."""

from collections.abc import Iterable

from codebench.i18n import _
from codebench.tui.actions.action import AZERTY_DIGITS, Action


def _recent(scope: str) -> Iterable[Action]:
    for n in range(1, 10):
        yield Action(scope, f"recent({n})", (str(n), AZERTY_DIGITS[n - 1]), _("Code with recent code {n}").format(n=n))


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
    ("accept", ("a",), _("Take the suggestion"), _("take")),
    ("accept_next", ("A",), _("Take the suggestion, mark as reviewed and go to the next"), ""),
    ("reject", ("z",), _("Reject the suggestion here"), _("reject")),
    ("turn_suggestions", ("y",), _("The next suggestion"), ""),
    ("rule_of_reason", ("R",), _("Make a rule of the suggestion's reason"), ""),
    ("never", ("Z",), _("Never suggest this code to me"), ""),
    ("suggestions", ("ctrl+g",), _("Suggestions on or off"), ""),
)

_ON_ONE = (
    ("recode", ("C",), _("Another code for the coding here; its memo stays")),
    ("star", ("asterisk", "dollar_sign"), _("Star the coding here: a quote for the report")),
    ("heavier", ("greater_than_sign",), _("The coding here weighs ten more (0 to 100)")),
    ("lighter", ("less_than_sign",), _("The coding here weighs ten less")),
    ("link", ("Y",), _("Link the coding here to a memo of yours, or unlink it")),
    ("weigh", ("I",), _("Write what the coding here weighs, or that it has no weight")),
)

CODING: tuple[Action, ...] = (
    *(Action("coding", *action) for action in _BOTH),
    Action("coding", "in_vivo", ("i",), _("Code named by the selected words"), _("in vivo")),
    Action("coding", "boundary", ("e",), _("Adjust a boundary: select the coding, move, press again")),
    Action("coding", "divide", ("D",), _("Split the coding here at the caret")),
    Action("coding", "unite", ("U",), _("Make one of codings of the same code that overlap or follow each other")),
    *(Action("coding", *action) for action in _ON_ONE),
    Action("coding", "reach", ("V",), _("Without a selection: code the turn, or the sentence")),
    Action("coding", "where", ("W",), _("Go to a section, a speaker, a bookmark, a turn")),
    Action("coding", "bookmark", ("B",), _("Bookmark this turn, or take the bookmark away")),
    Action("coding", "margin", ("M",), _("Number the turns in the margin, or the lines of the text")),
    Action("coding", "cycle", ("o",), _("Choose among the codings under the caret")),
    Action("coding", "previous_coding", ("comma",), _("Previous coding")),
    Action("coding", "next_coding", ("semicolon",), _("Next coding")),
    Action("coding", "next_hit", ("n",), _("Next search hit")),
    Action("coding", "previous_hit", ("N",), _("Previous search hit")),
    Action("coding", "switch", ("tab",), _("Go to the code tree, or the passages beside the text, and back")),
    *_recent("coding"),
    *(Action("answers", *action) for action in _BOTH),
    Action("answers", "in_vivo", ("i",), _("Code named by the answer")),
    Action("answers", "part", ("p",), _("Open this answer as a text, to code a part of it")),
    Action("answers", "alike", ("e",), _("Tick the answers that say the same as this one")),
    Action("answers", "tick", ("t",), _("Tick, or take the tick away: a key then acts on all that are ticked")),
    Action("answers", "tick_all", ("T",), _("Tick all that are shown, or none")),
    Action("answers", "cycle", ("o",), _("Choose among the codings here")),
    *(Action("answers", *action) for action in _ON_ONE),
    Action("answers", "which", ("w",), _("Which answers: without a code, with one code, by variable, by length")),
    Action("answers", "order", ("s",), _("In which order, also those that say the same together")),
    Action("answers", "respondent", ("W",), _("Go to the answer of a respondent")),
    Action("answers", "columns", ("v",), _("Which variables to show beside the answers")),
    *_recent("answers"),
    Action("side", "open", ("enter",), _("Open the text at this place"), _("open")),
    Action("side", "save", ("s",), _("Save as a file"), _("save")),
)
