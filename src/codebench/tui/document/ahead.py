"""Work that the next key may save itself, done in short turns while nobody waits for anything."""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from time import perf_counter

_STILL = 0.02
"""Seconds without a frame after which nobody waits: longer than from one frame of a key to the next, and shorter than
from one key to the next, for a held one comes some thirty times a second."""
_TURN = 0.003
"""Seconds of a turn: so long a key waits at most that comes in the middle of one."""
_BETWEEN = 0.001


class Ahead:
    """The turns of one such work; whatever happens puts them off."""

    __slots__ = ("_next", "_work")

    def __init__(self, work: Callable[[Callable[[], bool]], bool]) -> None:
        """`work` goes on until there is nothing left, or what it is given says that its turn is over.

        It gives whether something is left.
        """
        self._work = work
        self._next: TimerHandle | None = None

    def put_off(self) -> None:
        """Begin when it has been still for a moment."""
        self.stop()
        self._next = get_running_loop().call_later(_STILL, self._turn)

    def stop(self) -> None:
        """No more of it."""
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _turn(self) -> None:
        end = perf_counter() + _TURN
        self._next = None
        if self._work(lambda: perf_counter() >= end):
            self._next = get_running_loop().call_later(_BETWEEN, self._turn)
