"""What differs between Linux, macOS and Windows: locks, signals, and getting a file safely to the disk."""

import os
import signal
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def lock_file(handle: IO[str]) -> bool:
        """Take the file for this process alone; False when another has it."""
        try:
            handle.seek(0x7FFF0000)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def let_go(handle: IO[str], path: Path) -> None:
        """Give a locked file up and remove it: in this order, since Windows keeps an open file."""
        handle.close()
        with suppress(OSError):
            path.unlink()

    def sync_folder(folder: Path) -> None:
        """Windows keeps a folder's entries by itself."""

    def when_told_to_end(loop: AbstractEventLoop, leave: Callable[[], object]) -> None:
        """Windows ends a console program without asking."""

else:
    import fcntl

    def lock_file(handle: IO[str]) -> bool:
        """Take the file for this process alone; False when another has it."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def let_go(handle: IO[str], path: Path) -> None:
        """Give a locked file up and remove it: in this order, so that nobody's new lock is removed."""
        with suppress(OSError):
            path.unlink()
        handle.close()

    def sync_folder(folder: Path) -> None:
        """Have the folder's entries on the disk before returning."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def when_told_to_end(loop: AbstractEventLoop, leave: Callable[[], object]) -> None:
        """Have `leave` called when the terminal is lost or the process is asked to end."""
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, leave)


def sync_file(path: Path) -> None:
    """Have the file's bytes on the disk before returning."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def replace_file(new: Path, target: Path) -> None:
    """Put a finished file in the place of another, durably: either the old or the new one is there."""
    sync_file(new)
    new.replace(target)
    sync_folder(target.parent)
