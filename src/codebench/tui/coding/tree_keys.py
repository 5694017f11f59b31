"""What the keys do in the tree of codes, beside a text and in the codebook."""

from codebench.i18n import _
from codebench.tui.widget_keys import WidgetAction

TREE_ACTIONS: tuple[WidgetAction, ...] = (
    WidgetAction("tree", "up", "cursor_up", ("up", "k"), _("One code up")),
    WidgetAction("tree", "down", "cursor_down", ("down", "j"), _("One code down")),
    WidgetAction("tree", "first", "first", ("home",), _("To the first code")),
    WidgetAction("tree", "last", "last", ("end", "G"), _("To the last code")),
    WidgetAction("tree", "fold", "fold", ("left", "h"), _("Fold what is under this code, or go to the code above")),
    WidgetAction("tree", "unfold", "unfold", ("right", "l"), _("Unfold what is under this code, or go into it")),
    WidgetAction("tree", "choose", "select_cursor", ("enter",), _("Put this code on; in the codebook: to its fields")),
)
"""What the tree does on a key, in the order of its help."""
