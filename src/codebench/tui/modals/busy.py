"""A box that says what takes a while and how far it is, and lets no key through but the one that stops it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.i18n import _
from codebench.tui.modals.base import Modal

_WIDTH = 40
_TICK = 0.1


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The user stopped what was going on; nothing of it was kept."""


class Steps:
    """How far something is, told by the thread that does it and shown by the screen; raises `Stopped` in the thread."""

    def __init__(self) -> None:
        self.done = self.of = 0
        self.is_stopped = False

    def __call__(self, done: int, of: int, _what: str = "") -> None:
        """Note how much of how much is done.

        Raises:
            Stopped: the user asked for it.
        """
        if self.is_stopped:
            raise Stopped
        self.done, self.of = done, of


class Busy(Modal[None]):
    """Dismissed by who put it up."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, title: str, steps: Steps | None = None) -> None:
        super().__init__(title, "" if steps is None else _("Esc: stop; nothing is kept of it"))
        self._steps = steps

    def parts(self) -> Iterable[Widget]:
        """How far it is, where that is known."""
        return () if self._steps is None else (Static(self._bar(), classes="bar"),)

    def on_mount(self) -> None:
        """Look how far it is, ten times a second."""
        if self._steps is not None:
            self.set_interval(_TICK, lambda: self.query_one(".bar", Static).update(self._bar()))

    def _bar(self) -> Content:
        steps = self._steps
        if steps is None or not steps.of:
            return Content("")
        filled = _WIDTH * steps.done // steps.of
        told = _("{done} of {of}").format(done=steps.done, of=steps.of)
        return Content.assemble(("━" * filled, "$success"), ("─" * (_WIDTH - filled), "$foreground 30%"), f"  {told}")

    def action_cancel(self) -> None:
        """What is under way is broken off through its steps alone."""
