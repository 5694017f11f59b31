"""A terminal to drive the real program in: a pseudo-terminal, a screen that pyte draws, and every raw byte kept."""

import contextlib
import os
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pyte
import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import termios

PATIENCE = 20.0
WIDTH, HEIGHT = 120, 40

# The bytes of keys. Keys sent right after ESC would be taken for Alt and that key: wait for what ESC brings.
ENTER, ESC, TAB, SPACE = "\r", "\x1b", "\t", " "
DOWN, DELETE = "\x1b[B", "\x1b[3~"
F1, F2, F5, F6, F7, F8 = "\x1bOP", "\x1bOQ", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~"
F12 = "\x1b[24~"
CTRL_P, CTRL_R = "\x10", "\x12"
# To the end of a line, and all before it away.
WIPE = "\x05\x15"

# The terminal becomes the controlling one (so that closing it sends SIGHUP) without forking this threaded process.
_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
# What pyte takes for text: kitty's keyboard protocol, reports of modes, device control strings; and what of them is
# not complete yet at the end of a read.
_FOREIGN = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*u|\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\??[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL
)
_BEGUN = re.compile(rb"\x1b(\[[0-9;:<>=?$]*|P[^\x1b]*\x1b?|\][^\x07\x1b]*\x1b?)?\Z")

Wanted = str | Callable[[str], object]


def environment(home: Path, **settings: str | None) -> dict[str, str]:
    """The environment of a program that knows nothing of this machine's user; None takes a variable away."""
    state = home / "state" / "screen.json"
    if not state.exists():
        # A second process for each program under test would take longer than the test; the keyboard was asked for.
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_text('{"suggestions": false, "keyboard": "qwerty"}', "utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
    ours = {"HOME": str(home), "CODEBENCH_HOME": str(home / "state"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    given = kept | ours | {"TEXTUAL_ANIMATIONS": "none"} | settings
    return {name: value for name, value in given.items() if value is not None}


class Terminal:
    """`codebench` with these arguments on a terminal of its own; `raw` holds every byte that it wrote."""

    def __init__(
        self, *args: str | Path, cwd: Path, home: Path, size: tuple[int, int] = (WIDTH, HEIGHT), **settings: str | None
    ) -> None:
        self.raw = bytearray()
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._rows: dict[int, str] = {}
        self._begun = b""
        self._changed = threading.Condition()
        self._ended = False
        self._near, far = pty.openpty()
        self._stopped, self._stop = os.pipe()
        self._set_size(*size)
        program = [sys.executable, "-m", "codebench", *map(str, args)]
        self.process = subprocess.Popen(
            [sys.executable, "-ISc", _TAKE_TERMINAL, *program],
            stdin=far,
            stdout=far,
            stderr=far,
            cwd=cwd,
            env=environment(home, **settings),
            start_new_session=True,
        )
        os.close(far)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        self.hang_up()

    # Looking

    @property
    def text(self) -> str:
        """What the terminal shows, row by row."""
        with self._changed:
            screen = self._screen
            for y in screen.dirty:  # reading all of it anew at each change would take longer than the program itself
                self._rows[y] = "".join(screen.buffer[y][x].data for x in range(screen.columns)).rstrip()
            screen.dirty.clear()
            return "\n".join(self._rows.get(y, "") for y in range(screen.lines))

    def colours(self) -> set[str]:
        """The colours that stand on the screen, as pyte names them."""
        with self._changed:
            cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return {colour for cell in cells for colour in (cell.fg, cell.bg)}

    def readable(self) -> str:
        """What the terminal shows and a person can see: in its own colours, or of another than what it stands on."""
        with self._changed:
            cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return "".join(
            cell.data for cell in cells if (cell.fg == "default" or cell.fg != cell.bg) and not cell.data.isspace()
        )

    def wait_for(self, wanted: Wanted, timeout: float = PATIENCE) -> str:
        """Wait until a text stands on the screen, or until a question about the screen is answered; the screen."""
        fits = wanted if callable(wanted) else lambda screen: wanted in screen
        deadline = time.monotonic() + timeout
        with self._changed:
            while not fits(shown := self.text):
                left = deadline - time.monotonic()
                if left <= 0 or self._ended:
                    state = f"ended with {self.process.poll()}" if self._ended else f"{timeout:.0f} s went by"
                    name = (
                        repr(wanted) if isinstance(wanted, str) else getattr(wanted, "__qualname__", "what was asked")
                    )
                    raise AssertionError(f"{state}, still waiting for {name}; the screen:\n{framed(shown)}")
                self._changed.wait(left)
        return shown

    def wait_without(self, text: str) -> str:
        """Wait until a text is gone from the screen."""

        def gone(screen: str) -> bool:
            return text not in screen

        return self.wait_for(gone)

    # Acting

    def send(self, keys: str | bytes) -> None:
        """Type keys, as the bytes that a terminal sends for them."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self._near, data) :]

    def press(self, keys: str | bytes, then: Wanted) -> str:
        """Type keys and wait for what they bring."""
        self.send(keys)
        return self.wait_for(then)

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size; the system tells the program."""
        with self._changed:
            self._screen.resize(height, width)
            self._screen.dirty.update(range(height))
        self._set_size(width, height)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self._near, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    # Ending

    def wait_end(self, timeout: float = PATIENCE) -> int:
        """Wait for the end of the program; its exit code."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {timeout:.0f} s; the screen:\n{framed(self.text)}") from None
        self._reader.join(timeout)
        return code

    def quit(self) -> None:
        """Go back with q until the program ends."""
        for _screen in range(8):
            before = len(self.raw)
            self.send("q")
            with self._changed:
                self._changed.wait_for(lambda before=before: self._ended or len(self.raw) > before, PATIENCE)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.2)
                break
        assert self.wait_end() == 0, framed(self.text)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        if self._near < 0:
            return
        os.close(self._stop)
        self._reader.join(PATIENCE)  # while it reads, the terminal would stay open
        os.close(self._stopped)
        os.close(self._near)
        self._near = -1

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """End the program at once."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def _read(self) -> None:
        while data := self._chunk():
            with self._changed:
                self.raw += data
                data = self._begun + data
                begun = _BEGUN.search(data)
                self._begun = begun.group() if begun else b""
                self._stream.feed(_FOREIGN.sub(b"", data[: len(data) - len(self._begun)]))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _chunk(self) -> bytes:
        readable, _writable, _odd = select.select([self._near, self._stopped], [], [])
        try:
            return b"" if self._stopped in readable else os.read(self._near, 65536)
        except OSError:  # the program's side is closed
            return b""


def framed(screen: str) -> str:
    """A screen in a frame, for the message of a failed test."""
    rows = screen.split("\n")
    width = max(map(len, rows))
    edge = "+" + "-" * width + "+"
    return "\n".join([edge, *(f"|{row:<{width}}|" for row in rows), edge])
