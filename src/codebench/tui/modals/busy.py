"""A box that says what takes a while, and lets no key through."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from codebench.tui.modals.base import Modal


class Busy(Modal[None]):
    """Dismissed by who put it up."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def parts(self) -> Iterable[Widget]:
        """Nothing but its title."""
        return ()

    def action_cancel(self) -> None:
        """What is under way is not broken off."""
