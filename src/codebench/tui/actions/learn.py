"""What a key does in the tutorial, beside all that the screens do."""

from codebench.i18n import _
from codebench.tui.actions.action import Action

LEARN: tuple[Action, ...] = (Action("learn", "lesson", ("ctrl+u",), _("The tutorial: skip a step, go back, leave")),)
