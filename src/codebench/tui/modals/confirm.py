"""A yes or a no to something that is not done lightly."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.domain.text import shown
from codebench.i18n import _
from codebench.tui.modals.base import Modal


class Confirm(Modal[bool]):
    """Dismissed with True on y, Enter (or j, o: ja, oui), with False on n; Esc is None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,o,enter", "answer(True)", _("Yes"), show=False),
        Binding("n", "answer(False)", _("No"), show=False),
    ]

    DEFAULT_CSS = "Confirm { align: center middle; }"

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title, _("y, Enter: yes   n, Esc: no"))
        self._text = text

    def parts(self) -> Iterable[Widget]:
        """The explanation."""
        if self._text:
            yield Static(Content(shown(self._text)))

    def action_answer(self, answer: bool) -> None:
        """Go away with the answer."""
        self.dismiss(answer)
