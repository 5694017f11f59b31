"""What is done when nobody types: snapshots, keeping where one reads and what the suggestions learnt, and annotating.

All of it on the thread of the screen, which alone uses the connection, so that it waits until no key can.
"""

from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from codebench.domain.errors import CodebenchError
from codebench.i18n import _
from codebench.project.project import Project

if TYPE_CHECKING:
    from codebench.tui.app import CodebenchApp

SNAPSHOT_EVERY = 15 * 60
_IDLE = 3.0  # seconds without a key after which a snapshot disturbs nobody


@runtime_checkable
class _ReadOn(Protocol):
    """A screen on which one reads on where one stopped."""

    def keep_place(self) -> None:
        """Remember where one is."""


class Idle:
    """Waits for the moments in which nobody types."""

    def __init__(self, app: "CodebenchApp") -> None:
        self._app = app
        self._snapshot_due = False
        self.last_input = monotonic()
        """When something was typed last, by the clock that never goes back."""

    def begin(self) -> None:
        """Look from now on whether it is time."""
        self._app.set_interval(SNAPSHOT_EVERY, self.ask_snapshot)
        self._app.set_interval(_IDLE, self.look)

    def typed(self) -> None:
        """Somebody typed just now."""
        self.last_input = monotonic()

    def ask_snapshot(self) -> None:
        """A snapshot is wanted as soon as it disturbs nobody."""
        self._snapshot_due = True

    def keep_suggestions(self, *, learnt: bool) -> None:
        """Keep how the suggestions did and, where wanted, what was learnt; what fails is tried again later."""
        project, suggester = self._writable(), self._app.known_suggester
        if project is not None and suggester is not None:
            with suppress(CodebenchError):
                suggester.keep(project.session, learnt=learnt)

    def look(self) -> None:
        """Do what is due, if nobody types."""
        if self._app.is_busy or monotonic() - self.last_input <= _IDLE:
            return
        project = self._writable()
        if project is None:
            return
        for screen in self._app.screen_stack:
            if isinstance(screen, _ReadOn):
                screen.keep_place()
        if self._snapshot_due:
            self._snapshot_due = False
            self.keep_suggestions(learnt=True)
            self._app.try_to(lambda: project.snapshots.make_if_changed(_("every quarter of an hour")))
        if self._app.coder is not None:
            self._app.try_to(self._app.annotating.look)
        self.keep_suggestions(learnt=False)

    def _writable(self) -> Project | None:
        app = self._app
        return app.project if app.is_in_project and not app.project.read_only else None
