"""What all modals share: a calm box with a title, and Esc to go away without an answer."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from codebench.domain.text import shown_line
from codebench.i18n import _

T = TypeVar("T")


class Modal(ModalScreen[T | None]):
    """A box over the screen. Subclasses give its parts in `parts` and dismiss it with their answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", _("Cancel"), show=False)]
    DEFAULT_CSS = """
    Modal {
        align: center top;
        background: $background 60%;
        & > .box {
            width: 76; max-width: 96%; height: auto; max-height: 100%;
            margin-top: 2;
            background: $surface;
            border: round $primary 60%;
            padding: 0 1;
        }
        & .title { text-style: bold; width: 1fr; height: auto; }
        & .hint { color: $foreground 60%; width: 1fr; height: auto; margin-top: 1; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; margin-top: 1; }
    }
    """

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The title, the parts, and the keys in words."""
        with Vertical(classes="box"):
            yield Static(Content(shown_line(self._title)), classes="title")
            yield from self.parts()
            if self._hint:
                yield Static(Content(self._hint), classes="hint")

    def parts(self) -> Iterable[Widget]:
        """What stands between title and hint."""
        raise NotImplementedError

    def action_cancel(self) -> None:
        """Go away without an answer."""
        self.dismiss(None)
