"""Annotating in the background: a thread and a helper process do the work, the project is touched when nobody types."""

import asyncio
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from codebench.domain.errors import CodebenchError
from codebench.i18n import _
from codebench.project.annotating import Pace, Tally
from codebench.project.workers import Helper

if TYPE_CHECKING:
    from codebench.tui.app import CodebenchApp

_SLICE = 0.015  # seconds that a step may keep the screen from a key
_QUIET = 0.25  # seconds without a key before the next step
_BREATH = 0.01


class BackgroundAnnotation:
    """The annotating of the app's project, one run at a time."""

    def __init__(self, app: "CodebenchApp") -> None:
        self._app = app
        self._running: _Running | None = None
        self._seen: tuple[object, ...] | None = None

    @property
    def tally(self) -> Tally | None:
        """How far it is, while there is something to do."""
        tally = None if self._running is None else self._running.tally
        return tally if tally is not None and tally.to_do else None

    def look(self) -> None:
        """Begin a run, unless there is one, or nothing has changed since the last one ended."""
        annotations = self._app.project.annotations
        stamp = annotations.stamp()
        if self._running is None and stamp != self._seen:
            self._seen = stamp
            self._running = _Running(self._app, self._ended)

    def stop(self) -> None:
        """End the run that there is; what it did is kept."""
        running, self._running, self._seen = self._running, None, None
        if running is not None:
            running.stop()

    def _ended(self, running: "_Running", complaint: str) -> None:
        if running is self._running:
            self._running = None
            self._app.annotation_changed()
            if complaint:
                self._app.complain(_("The texts are not annotated further: {why}").format(why=complaint))


class _Running:
    """One run, in a thread that reaches the project only through the screen's own thread."""

    def __init__(self, app: "CodebenchApp", ended: Callable[["_Running", str], None]) -> None:
        self.tally: Tally | None = None
        self._app = app
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._helper = Helper(background=True)
        self._step: Future[Any] | None = None
        self._lock = Lock()
        self._stopped = False
        pace = Pace(at_store=self._at_store, seconds=_SLICE, patient=False)
        # Made here, since it looks into the project.
        self._run = app.project.annotations.begin(self._helper, self._progress, lambda: self._stopped, pace)
        self._thread = Thread(target=self._go, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, and come back when neither thread nor process is there any more."""
        with self._lock:
            self._stopped = True
            if self._step is not None:
                self._step.cancel()
        # More than once, since the thread may just have been about to ask, which starts another process.
        while self._thread.is_alive():
            self._helper.close()
            self._thread.join(_BREATH)

    def _go(self) -> None:
        complaint = ""
        try:
            self._run.go()
        except CancelledError:
            pass
        except CodebenchError as error:
            complaint = str(error)
        finally:
            self._helper.close()
            self._tell(lambda: self._ended(self, complaint))

    def _at_store(self, step: Callable[[], Any]) -> Any:
        with self._lock:
            # Once the screen's thread waits for this one, it does no more steps.
            if self._stopped:
                raise CancelledError
            self._step = asyncio.run_coroutine_threadsafe(self._when_quiet(step), self._loop)
        return self._step.result()

    async def _when_quiet(self, step: Callable[[], Any]) -> Any:
        await asyncio.sleep(_BREATH)
        while self._app.is_busy or monotonic() - self._app.last_input < _QUIET:
            await asyncio.sleep(_BREATH)
        return step()

    def _progress(self, tally: Tally) -> None:
        self.tally = tally
        self._tell(self._app.annotation_changed)

    def _tell(self, what: Callable[[], object]) -> None:
        with self._lock:
            if not self._stopped:
                self._loop.call_soon_threadsafe(what)
