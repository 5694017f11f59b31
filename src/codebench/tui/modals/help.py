"""The keys that work here, as this user has them: this screen's, those of what has the focus, and those everywhere."""

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.i18n import _
from codebench.tui.actions import actions, shown_key, widget_actions
from codebench.tui.actions.keyboard import keymap_path
from codebench.tui.actions.keymap import Keyed
from codebench.tui.appearance import keyboard_of
from codebench.tui.document.keys import COUNT_KEYS
from codebench.tui.modals.base import Modal
from codebench.tui.table.draw import cells_of, wrapped

_WIDTH = 84  # cells of the box
_SIDES = 6  # of them for borders, padding, scroll bar and a blank before that
_AROUND = 8  # rows of the screen that the box has no keys on
_KEYS, _FEW = 19, 13  # cells for the keys, on a wide screen and on a narrow one


class HelpScreen(Modal[None]):
    """Help for the screen of a scope and the widget that has the focus."""

    DEFAULT_CSS = """
    HelpScreen {
        & > .box { width: 84; }
        & VerticalScroll { height: auto; scrollbar-size-vertical: 1; margin-top: 1; }
        & VerticalScroll Static { width: 1fr; height: auto; }
    }
    """
    BINDINGS = [("q,f1,question_mark", "cancel", _("Close"))]

    def __init__(self, scope: str, focused: Widget | None, *, silent: bool = False) -> None:
        """`silent` leaves out agreement, where the project's mode says nothing of it."""
        super().__init__(_("Keys"), _("↑ ↓: scroll   Esc: close"))
        self._without = {"agreement"} if silent else set()
        self._scope = scope
        self._focused = focused

    def parts(self) -> Iterable[Widget]:
        """One table of keys, in parts."""
        with VerticalScroll():
            # The rows are one text: laying out a hundred widgets would take longer than reading them.
            yield Static()

    def on_resize(self) -> None:
        """The rows take what room there is, and the line with the keys of this box stays in sight."""
        rows = self.query_one(VerticalScroll)
        rows.styles.max_height = max(3, self.app.size.height - _AROUND)
        width = min(_WIDTH, self.app.size.width * 96 // 100) - _SIDES
        rows.query_one(Static).update(self._table(width))

    def _table(self, width: int) -> Content:
        widget = widget_actions(self._focused)
        parts = [(_("On this screen"), self._rows(self._scope))]
        if widget:
            title = _("In the tree") if widget[0].scope == "tree" else _("In the table")
            parts.append(self._in_text(widget) if widget[0].scope == "pane" else (title, self._keys(widget)))
        parts.append((_("Everywhere"), self._rows("app")))
        told = _("Keys of your own go into {path}; `codebench keys` prints all of them as that file has them.")
        lines = []
        for title, rows in parts:
            lines.append(Content.styled(title, "bold $accent"))
            lines += [line for keys, help_line in rows for line in _row(keys, help_line, width)]
            lines.append(Content(""))
        lines += [Content.styled(line, "dim") for line in wrapped(told.format(path=keymap_path()), width)]
        return Content("\n").join(lines)

    def _in_text(self, moves: Sequence[Keyed]) -> tuple[str, list[tuple[str, str]]]:
        told = _("Then a number, before a motion: so often; 0 3 t is three turns on")
        return _("In the text"), [("  ".join(map(shown_key, COUNT_KEYS)), told), *self._keys(moves)]

    def _rows(self, scope: str) -> list[tuple[str, str]]:
        here = [action for action in actions(scope) if action.id not in self._without]
        rows = self._keys([action for action in here if not action.id.startswith("recent(")])
        digits = [action for action in here if action.id.startswith("recent(")]
        if digits:
            first, last = (keyboard_of(self).keys(action) for action in (digits[0], digits[-1]))
            spans = (f"{shown_key(one)}…{shown_key(other)}" for one, other in zip(first, last, strict=False))
            rows.append(("  ".join(spans), _("Code with one of your recent codes")))
        return rows

    def _keys(self, rows: Sequence[Keyed]) -> list[tuple[str, str]]:
        keyboard = keyboard_of(self)
        return [("  ".join(map(shown_key, keyboard.keys(action))), action.help) for action in rows]


def _row(keys: str, told: str, width: int) -> list[Content]:
    """A row of the table: what does not fit goes on under the words, not under the keys."""
    column = _KEYS if width >= _KEYS * 4 else _FEW
    lines = wrapped(told, max(1, width - column))
    if cells_of(keys) >= column:
        lines.insert(0, "")
    return [Content.assemble(((keys if i == 0 else "").ljust(column), "bold"), line) for i, line in enumerate(lines)]
