"""From an act to the last frame that it causes: how long that took, rendered to the terminal's bytes."""

import asyncio
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

QUIET = 0.04
"""Seconds without a frame after which an act is taken to be over."""

STILL = 0.15
"""So many before a key that is measured: suggestions are asked for when one has been on a unit for 0.06."""

SETTINGS = {"TEXTUAL_FPS": "1000", "TEXTUAL_COLOR_SYSTEM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
"""The environment of a process that measures: Textual's frame clock alone waits up to 16 ms."""


class Clock:
    """Sees every frame of the app that it is wound into."""

    def __init__(self) -> None:
        self.work = 0.0
        """Seconds that this process computed for the last act: unlike the clock, that tells nothing of other work."""
        self._last = self._worked = 0.0
        self._painted = asyncio.Event()

    def wind(self, kind: type[Any]) -> type[Any]:
        """A kind of app whose frames this clock sees, rendered as the terminal's driver would."""
        from textual._compositor import CompositorUpdate

        clock = self

        class Clocked(kind):  # type: ignore[misc]
            def _display(self, screen: Any, renderable: Any) -> None:
                super()._display(screen, renderable)
                if isinstance(renderable, CompositorUpdate):
                    renderable.render_segments(self.console)
                    clock._last, clock._worked = perf_counter(), process_time()
                    clock._painted.set()

        return Clocked

    async def taken(self, act: Callable[[], object], quiet: float = QUIET) -> float:
        """Seconds from an act to its last frame, after which there was none for so long."""
        self._painted.clear()
        begin, worked = perf_counter(), process_time()
        act()
        await asyncio.wait_for(self._painted.wait(), 120)
        while True:
            self._painted.clear()
            try:
                await asyncio.wait_for(self._painted.wait(), quiet)
            except TimeoutError:
                self.work = self._worked - worked
                return self._last - begin

    async def keys(self, app: Any, key: str, times: int) -> list[float]:
        """Seconds of each of so many presses of a key."""
        from textual import events

        return [await self.taken(lambda: app.post_message(events.Key(key, None))) for _ in range(times)]
