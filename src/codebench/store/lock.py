"""One writer per project on this machine; a second one is told who has it, since when and where."""

import contextlib
import getpass
import json
import os
import socket
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from codebench.domain.errors import ConflictError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.platform import let_go, lock_file


class WriterLock:
    """A lock file beside the project, held by the operating system as long as this process lives.

    `was_unclean` tells after `take` that the last writer did not end by itself.
    """

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(project.name + "-lock")
        self._project = project
        self.was_unclean = False

    def take(self) -> Self:
        """Take the lock.

        Raises:
            ConflictError: another process writes in this project.
        """
        while True:
            self.was_unclean = self.path.exists()
            handle = self.path.open("a+", encoding="utf-8")
            if not lock_file(handle):
                holder = self._holder()
                handle.close()
                raise ConflictError(holder)
            # Between open and lock the last holder may have removed the file: then the lock is on nothing.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(self.path.stat(), os.fstat(handle.fileno())):
                    break
            handle.close()
        try:
            handle.truncate(0)
            who = {"pid": os.getpid(), "user": _user(), "host": socket.gethostname()}
            handle.write(json.dumps(who | {"since": datetime.now().astimezone().isoformat("T", "minutes")}))
            handle.flush()
        except OSError:
            # A full disk is no unclean end; but what an unclean end left behind stays, since it asks for a check.
            with contextlib.suppress(OSError):
                handle.close()
            if not self.was_unclean:
                self.path.unlink(missing_ok=True)
            raise
        self._handle = handle
        return self

    def release(self) -> None:
        """Let others write, and leave no file behind."""
        let_go(self._handle, self.path)

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _holder(self) -> str:
        try:
            who = json.loads(self.path.read_text("utf-8"))
            known = _("by {user} (process {pid} on {host}, since {since})").format(**who)
        except (OSError, ValueError, LookupError, TypeError):
            known = _("by another program")
        name = shown_line(self._project.name)
        return _(
            "{name} is open {known}; close it there first (`codebench open --read-only` lets you read it)."
        ).format(name=name, known=shown_line(known))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
