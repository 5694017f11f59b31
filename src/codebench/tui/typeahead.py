"""Keys one at a time: none is dealt with before what the one before it did is there, a new box included.

Textual hands keys on as they come, and runs what they are bound to when they have bubbled back. Who types `c`, `t`,
`i`, `j` faster than a box opens would lose letters, or have them act on the text below.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.timer import Timer

_ROUNDS = 3  # a key becomes a message, which becomes another: from a line by its list to its box
_LONG = 0.5  # seconds after which the next key is let through whatever became of the last one


class TypeAhead:
    """What was typed and not yet dealt with. `hand_on` gives a key to the app."""

    def __init__(self, app: App[None], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[events.Event] = deque()
        self._under_way = 0  # the number of the key that is being dealt with, 0 for none
        self._count = 0
        self._rescue: Timer | None = None
        self._kept = 0  # how many wait for something that the next keys are about

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the keys that are typed meanwhile: they are about what is being found out."""
        self._kept += 1
        try:
            yield
        finally:
            self._kept -= 1
            self._app.call_later(self._go_on)

    def hold(self, event: events.Event) -> bool:
        """Keep the event until its turn comes; False where its turn is now."""
        if self._under_way or self._kept or self._waiting:
            self._waiting.append(event)
            return True
        return False

    async def let_through(self, event: events.Event) -> None:
        """Give the key to who has the focus, and follow it on its way up to the app."""
        await self._hand_on(event)
        self._count += 1
        number = self._under_way = self._count
        self._rescue = self._app.set_timer(_LONG, lambda: self._release(number))
        self._hop(self._app.focused or self._app.screen, number, _ROUNDS)

    def _hop(self, node: MessagePump, number: int, rounds: int) -> None:
        """Stand in each queue on the way, right behind what goes up there."""
        above = self._app if node is self._app else node._parent or self._app
        if node is self._app:
            _stand_in(node, lambda: self._arrived(number, rounds))
        elif not _stand_in(node, lambda: self._hop(above, number, rounds)):
            _stand_in(self._app, lambda: self._arrived(number, rounds))  # the node is gone: its box was answered

    async def _arrived(self, number: int, rounds: int) -> None:
        # What the key is bound to has run; a worker that it started, or woke, gets a turn.
        for _turn in range(3):
            await asyncio.sleep(0)
        if rounds > 1:
            self._hop(self._app.focused or self._app.screen, number, rounds - 1)
        else:
            _stand_in(self._app.screen, lambda: self._release(number))

    async def _release(self, number: int) -> None:
        if number != self._under_way:
            return
        if self._rescue is not None:
            self._rescue.stop()
        self._under_way = 0
        await self._go_on()

    async def _go_on(self) -> None:
        if self._waiting and not self._kept and not self._under_way:
            await self.let_through(self._waiting.popleft())


class _Turn:
    """What is done when its turn in a queue comes."""

    _param_count = 0  # Textual finds that out by inspection otherwise, of each one anew: a dozen times for a key

    def __init__(self, act: Callable[[], Awaitable[None] | None]) -> None:
        self._act = act

    async def __call__(self) -> None:
        waiting = self._act()
        if waiting is not None:
            await waiting


def _stand_in(node: MessagePump, act: Callable[[], Awaitable[None] | None]) -> bool:
    """Have it done behind all that waits in a queue; whether there is one."""
    return node.post_message(events.Callback(callback=_Turn(act)))
