"""A helper process seen from the program that needs it: started when first asked, watched, and ended with it.

What is asked comes back as a future, for those who wait and for those who go on (`call`, `answer`).
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from itertools import count
from threading import Lock, Thread
from types import TracebackType
from typing import IO, Any, Self

from codebench.domain.errors import CodebenchError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

Progress = Callable[[int, int], None]

_PATIENCE = 0.3  # seconds for a process to end by itself once its pipe is closed: nothing is lost with it


class WorkerError(CodebenchError):
    """A helper process failed at what it was asked."""


class WorkerDiedError(WorkerError):
    """A helper process ended before it answered; asking again starts another one."""


class Helper:
    """A helper process. Use it as a context manager, or `close` it.

    `background` has it give way to whatever else the machine has to do.
    """

    def __init__(self, *, background: bool = False) -> None:
        self._background = background
        self._running: _Process | None = None
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        """The number of the process, while there is one."""
        running = self._running
        return running.pid if running is not None and running.is_alive else None

    def ask(self, op: str, params: Mapping[str, Any], progress: Progress | None = None) -> "Future[Any]":
        """Ask for something; `progress` is called in another thread. Cancelling the future ends the work on it.

        Raises (in the future):
            InputError: what was asked can't be done, in a sentence for the user.
            WorkerError: the process failed at it.
            WorkerDiedError: the process ended.
        """
        with self._lock:
            if self._running is None or not self._running.is_alive:
                self._end()
                self._running = _Process(self._background)
            return self._running.ask(op, params, progress)

    def call(self, op: str, params: Mapping[str, Any], progress: Progress | None = None) -> Any:
        """Ask, and wait for the answer. Raises what the future of `ask` does."""
        return self.ask(op, params, progress).result()

    async def answer(self, op: str, params: Mapping[str, Any], progress: Progress | None = None) -> Any:
        """Ask, and go on until the answer is there; a cancelled wait cancels the work. Raises as `ask` does."""
        # In a thread: starting a process and filling its pipe may take a moment.
        return await asyncio.wrap_future(await asyncio.to_thread(self.ask, op, params, progress))

    def close(self) -> None:
        """End the process, whatever it is at; asking again starts another one."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _end(self) -> None:
        if self._running is not None:
            self._running.close()
            self._running = None


class _Process:
    """One process from its start to its end, with the futures that wait for it."""

    def __init__(self, background: bool) -> None:
        # A file, since Textual draws on stderr; without a name, since a log could hold words of the material.
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        command = [sys.executable, "-P", "-m", "codebench.worker", *(["--background"] if background else [])]
        # Arithmetic on one core: the other one is the user's.
        env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, env=env
        )
        self._numbers = count(1)
        self._waiting: dict[int, tuple[Future[Any], Progress | None]] = {}
        self._lock = Lock()
        self._ended = False
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return not self._ended and self._process.poll() is None

    def ask(self, op: str, params: Mapping[str, Any], progress: Progress | None) -> "Future[Any]":
        future: Future[Any] = Future()
        with self._lock:
            number = next(self._numbers)
            self._waiting[number] = future, progress
        future.add_done_callback(lambda done: self._cancel(number) if done.cancelled() else None)
        self._send({"id": number, "op": op, "params": params})
        if self._ended:
            self._fail_all()
        return future

    def close(self) -> None:
        with suppress(OSError):
            self._stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join()
        self._log.close()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _send(self, message: Mapping[str, Any]) -> None:
        line = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
        # A process that is gone is noticed by the thread that listens, which tells all who wait.
        with self._lock, suppress(OSError, ValueError):
            self._stdin.write(line)
            self._stdin.flush()

    def _cancel(self, number: int) -> None:
        self._waiting.pop(number, None)
        self._send({"cancel": number})

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as answers:
            for line in answers:
                try:
                    self._take(json.loads(line))
                except (ValueError, LookupError):
                    # It no longer speaks as agreed; whoever waits must not wait for ever.
                    self._process.kill()
                    break
        self._process.wait()
        self._ended = True
        self._fail_all()

    def _take(self, answer: dict[str, Any]) -> None:
        future, progress = self._waiting.get(answer["id"], (None, None))
        if future is None:
            return
        if "progress" in answer:
            if progress is not None:
                progress(*answer["progress"])
            return
        self._waiting.pop(answer["id"], None)
        with suppress(InvalidStateError):
            if "result" in answer:
                future.set_result(answer["result"])
            elif "refused" in answer:
                future.set_exception(InputError(answer["refused"]))
            elif "fault" in answer:
                message = _("Something went wrong in the helper process ({error}).")
                future.set_exception(WorkerError(message.format(error=shown_line(answer["fault"]))))

    def _fail_all(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for future, _progress in waiting.values():
            with suppress(InvalidStateError):
                future.set_exception(WorkerDiedError(self._obituary()))

    def _obituary(self) -> str:
        code = self._process.returncode
        how = _("killed by signal {n}").format(n=-code) if code < 0 else _("exit code {n}").format(n=code)
        last = ""
        with suppress(OSError, ValueError):
            self._log.seek(0)
            lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
            last = f": {lines[-1]}" if lines else ""
        message = _("The helper process ended before it was done ({how}{last}).")
        return message.format(how=how, last=shown_line(last))
