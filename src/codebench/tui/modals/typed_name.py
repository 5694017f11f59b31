"""A yes that can't be given by mistake: what would happen is shown, and a name has to be typed."""

from collections.abc import Iterable

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.tui.modals.base import Modal
from codebench.tui.parts.entry import Line


class TypedName(Modal[bool]):
    """Dismissed with True when the name is typed, letter by letter; Esc is None."""

    DEFAULT_CSS = """
    TypedName {
        & > .box { width: 100; }
        & VerticalScroll { height: auto; max-height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { height: auto; }
        & .fault { color: $text-warning; height: auto; }
    }
    """

    def __init__(self, title: str, text: str, name: str) -> None:
        super().__init__(title, _("Type {name} and Enter: do it   Esc: leave it").format(name=shown_line(name)))
        self._text = text
        self._typed = name

    def parts(self) -> Iterable[Widget]:
        """The text, scrolling, and the line."""
        with VerticalScroll(can_focus=False):
            yield Static(Content(shown(self._text)))
        yield Line()
        yield Static(classes="fault")

    def on_mount(self) -> None:
        """The line has the focus."""
        self.query_one(Line).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        if event.value.strip() == self._typed.strip():
            self.dismiss(True)
        else:
            self.query_one(".fault", Static).update(Content(_("That is not the name; nothing was changed.")))
