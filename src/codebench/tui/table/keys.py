"""What the keys do in a table; each has an unshifted twin on Belgian AZERTY."""

from codebench.i18n import _
from codebench.tui.widget_keys import WidgetAction

TABLE_ACTIONS: tuple[WidgetAction, ...] = (
    WidgetAction("table", "up", "move('up')", ("up", "k"), _("One row up")),
    WidgetAction("table", "down", "move('down')", ("down", "j"), _("One row down")),
    WidgetAction("table", "page-up", "move('page_up')", ("pageup",), _("One screen up")),
    WidgetAction("table", "page-down", "move('page_down')", ("pagedown",), _("One screen down")),
    WidgetAction("table", "first", "move('first')", ("home", "g"), _("To the first row")),
    WidgetAction("table", "last", "move('last')", ("end", "G"), _("To the last row")),
    WidgetAction("table", "choose", "choose", ("enter",), _("Choose this row; among answers, go on to the next")),
)
"""What every table does on a key, in the order of its help."""

SIDEWAYS: tuple[WidgetAction, ...] = (
    WidgetAction("table", "left", "sideways(-1)", ("left", "h"), _("Further to the left")),
    WidgetAction("table", "right", "sideways(1)", ("right", "l"), _("Further to the right")),
)
"""What a table that can be wider than the screen does as well."""
