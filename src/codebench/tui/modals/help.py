"""The keys that work here, from the registry: this screen's, the focused pane's, and those everywhere."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.i18n import _
from codebench.tui.actions import actions, shown_key
from codebench.tui.document.keys import PANE_ACTIONS
from codebench.tui.document.pane import DocumentPane
from codebench.tui.modals.base import Modal


class HelpScreen(Modal[None]):
    """Help for the screen of a scope and the widget that has the focus."""

    DEFAULT_CSS = """
    HelpScreen {
        & > .box { width: 84; }
        & VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; margin-top: 1; }
        & VerticalScroll Static { width: 1fr; height: auto; }
    }
    """
    BINDINGS = [("q,f1,question_mark", "cancel", _("Close"))]

    def __init__(self, scope: str, focused: Widget | None) -> None:
        super().__init__(_("Keys"), _("↑ ↓: scroll   Esc: close"))
        self._scope = scope
        self._focused = focused

    def parts(self) -> Iterable[Widget]:
        """One table of keys, in parts."""
        with VerticalScroll():
            # The rows are one text: laying out a hundred widgets would take longer than reading them.
            yield Static(self._table())

    def _table(self) -> Content:
        digits = (("1…9", "& é … ç"), _("Code with one of your recent codes"))
        here = [(action.keys, action.help) for action in actions(self._scope)]
        recent = any(action.id.startswith("recent") for action in actions(self._scope))
        here = [*here[:-9], digits] if recent else here
        parts = [(_("On this screen"), here)]
        if isinstance(self._focused, DocumentPane):
            parts.append((_("In the text"), [(action.keys, action.help) for action in PANE_ACTIONS]))
        parts.append((_("Everywhere"), [(action.keys, action.help) for action in actions("app")]))
        lines = []
        for title, rows in parts:
            lines.append(Content.styled(title, "bold $accent"))
            for keys, help_line in rows:
                names = "  ".join(shown_key(key) for key in keys)
                lines.append(Content.assemble((f"{names:<18}", "bold"), " ", help_line))
            lines.append(Content(""))
        return Content("\n").join(lines)
