"""What a key does on every screen."""

from codebench.i18n import _
from codebench.tui.actions.action import Action

APP: tuple[Action, ...] = (
    Action("app", "undo", ("u", "ctrl+z"), _("Undo"), _("undo")),
    Action("app", "redo", ("ctrl+y", "ctrl+r"), _("Redo")),
    Action("app", "find", ("slash", "colon", "ctrl+f"), _("Search"), _("search")),
    Action("app", "rules", ("f4",), _("Rules of a code")),
    Action("app", "words", ("f2",), _("Words: how often, by whom")),
    Action("app", "concordance", ("f3",), _("Search a word in all its forms")),
    Action("app", "lists", ("ctrl+l",), _("Lists: what to look at again, rare codes, new themes, the like")),
    Action("app", "frequencies", ("f5",), _("Frequencies")),
    Action("app", "folding", ("f9",), _("Closed questions, with what was written under 'andere'")),
    Action("app", "retrieval", ("ctrl+e",), _("Passages of codes, by conditions")),
    Action("app", "framework", ("ctrl+n",), _("Framework matrix: summaries of cases by codes")),
    Action("app", "themes", ("ctrl+o",), _("Themes: codes and quotes with a claim")),
    Action("app", "history", ("f6",), _("History")),
    Action("app", "edit_text", ("E",), _("Edit the text: a new version, after showing what it does to codings")),
    Action("app", "versions", ("O",), _("Older versions of the text, and what two of them have that differs")),
    Action("app", "codebook", ("ctrl+d", "f11"), _("The codebook")),
    Action("app", "compare", ("Q",), _("All passages of the code here, side by side")),
    Action("app", "memos", ("f7",), _("All memos")),
    Action("app", "agreement", ("f12",), _("Agreement between coders")),
    Action("app", "coder", ("f8",), _("Change the coder")),
    Action("app", "copy", ("ctrl+c",), _("Copy what is selected, else the row or turn here")),
    Action("app", "picture", ("ctrl+k",), _("Save a picture of this screen")),
    Action("app", "look", ("f10",), _("Colours and keyboard")),
    Action("app", "palette", ("ctrl+p",), _("Every command, document and code by name"), _("commands")),
    Action("app", "help", ("f1", "question_mark"), _("Keys"), _("keys")),
    Action("app", "back", ("q",), _("Back"), _("back")),
)
