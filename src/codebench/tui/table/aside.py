"""A question to the project that may take long: asked in a thread, over a connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeVar

from textual.widget import Widget
from textual.worker import NoActiveWorker, get_current_worker

from codebench.project.project import Project

if TYPE_CHECKING:
    from codebench.tui.app import CodebenchApp

_QUIET = 0.05  # seconds without a key before counting goes on,
_MOST = 0.25  # or so many where keys keep coming,
_PIECE = 0.02  # for so many
_NAP = 0.005

T = TypeVar("T")


async def aside(project: Project, question: Callable[[Project], T]) -> T:
    """The answer to the question, asked while the screen goes on.

    Raises:
        asyncio.CancelledError: the screen that asked was left meanwhile.
    """
    try:
        return await asyncio.to_thread(_asked, project, question)
    finally:
        _end_if_left()


def _end_if_left() -> None:
    """Textual ends the workers of a screen that is left only after it took its widgets away, one by one."""
    try:
        node = get_current_worker().node
    except NoActiveWorker:
        return
    if isinstance(node, Widget) and not (node.is_attached and node.screen in node.app.screen_stack):
        raise asyncio.CancelledError


def ahead(project: Project, question: Callable[[Project], T]) -> "Future[T]":
    """Like `aside`, for what will be needed at once, and is asked while the screen is being made."""
    executor = ThreadPoolExecutor(1)
    try:
        return executor.submit(_asked, project, question)
    finally:
        executor.shutdown(wait=False)


def _asked(project: Project, question: Callable[[Project], T]) -> T:
    with project.reader() as reader:
        return question(reader)


class Breath:
    """Called between the short pieces of a long count in a thread: keys go first, though never for good."""

    def __init__(self, last_input: Callable[[], float]) -> None:
        self._last_input = last_input
        self._until = 0.0
        self.is_stopped = False

    def __call__(self) -> None:
        """Come back when nobody types, or after a while.

        Raises:
            CancelledError: nobody waits for the count any more.
        """
        if self.is_stopped:
            raise CancelledError
        begun = now = monotonic()
        if begun < self._until:
            return
        while now - self._last_input() < _QUIET and now - begun < _MOST and not self.is_stopped:
            sleep(_NAP)
            now = monotonic()
        if now > begun:
            self._until = now + _PIECE


async def count_aside(app: "CodebenchApp", question: Callable[[Project, Breath], T]) -> T:
    """Like `aside`, for a count of many pieces: it gives way to keys, and ends when nobody waits for it any more."""
    breath = Breath(lambda: app.last_input)
    try:
        return await aside(app.project, lambda reader: question(reader, breath))
    finally:
        breath.is_stopped = True
