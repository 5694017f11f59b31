"""A bar on the terminal for what takes longer than a second: on stderr, and gone when it is done."""

import shutil
import sys
from contextlib import AbstractContextManager
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from codebench.domain.text import shown_line
from codebench.i18n import _

_PATIENCE = 1.0
_TICK = 0.2
_WIDTH = 20


class Bar(AbstractContextManager["Bar"]):
    """Says what is going on; called with how much of how much is done, it draws that. Silent without a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._done = self._of = 0
        self._name = ""
        self._begun = monotonic()
        self._over = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> "Bar":
        if sys.stderr.isatty():
            self._thread = Thread(target=self._draw, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()
            if monotonic() - self._begun > _PATIENCE:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()

    def __call__(self, done: int, of: int, name: str = "") -> None:
        """Note how much is done, and with what it goes on."""
        self._done, self._of, self._name = done, of, name

    def line(self, width: int) -> str:
        """What is drawn: a bar with per cent and numbers, where the whole is known, and what is being done."""
        what = shown_line(f"{self._what} {self._name}".rstrip())
        if not self._of:
            return what[: width - 1]
        filled = _WIDTH * self._done // self._of
        share = _("{percent} % ({done} of {of})").format(
            percent=100 * self._done // self._of, done=self._done, of=self._of
        )
        return f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {share} {what}"[: width - 1]

    def _draw(self) -> None:
        wait = _PATIENCE
        while not self._over.wait(wait):
            wait = _TICK
            sys.stderr.write(f"\r{self.line(shutil.get_terminal_size().columns)}\x1b[K")
            sys.stderr.flush()
