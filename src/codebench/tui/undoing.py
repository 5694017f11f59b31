"""What is asked before an undo that reaches further back than one may think."""

from typing import TYPE_CHECKING

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.parts.moment import when

if TYPE_CHECKING:
    from codebench.project.history import History


def doubt(history: "History") -> tuple[str, str] | None:
    """The title and the text of what to ask before the next undo; None where it is an undo like any other.

    The text is empty where there is nothing left that could be undone.
    """
    lasting, target = history.in_the_way(), history.undoable()
    if lasting is not None:
        title = _("'{what}' can't be undone.").format(what=shown_line(lasting.summary))
        if target is None:
            return title, ""
        told = _("The last that can be is '{what}', done before it. Undo that?")
        return title, told.format(what=shown_line(target.summary))
    earlier = history.earlier()
    if earlier is None:
        return None
    told = _("Nothing that you did since you opened this project is left to undo. Before that, on {when}: '{what}'.")
    return _("Undo what was done earlier?"), told.format(when=when(earlier.at), what=shown_line(earlier.summary))
