"""Snapshots of a project: made before risky acts and on a timer, and put back from inside the program."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from codebench.domain.errors import StorageError
from codebench.domain.text import shown_line
from codebench.domain.visibility import EVERYBODY
from codebench.i18n import _
from codebench.project.session import Session
from codebench.store import snapshots as files
from codebench.store.connection import open_store
from codebench.store.lock import WriterLock
from codebench.store.snapshots import Snapshot

_WORK = ("acts", "codings", "review_marks", "memos")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a restore changes: per kind of thing the number now and the number in the snapshot."""

    what: str
    now: int
    then: int


class Snapshots:
    """The snapshots of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Snapshot]:
        """The snapshots, oldest first; in a blind round without why they were made, which tells what others did."""
        found = files.listed(self._session.store.path)
        if self._session.visible() == EVERYBODY:
            return found
        return [replace(snapshot, reason="") for snapshot in found]

    def last_act(self, snapshot: Snapshot) -> int | None:
        """The last act when the snapshot was made; None where this project has another past than the snapshot."""
        rows = self._session.tuples("SELECT act_id FROM events WHERE hash = ? LIMIT 1", [snapshot.head])
        return rows[0][0] if rows else None

    def make(self, reason: str = "") -> Snapshot:
        """Take a snapshot now.

        Raises:
            StorageError: the disk refused.
        """
        if self._session.store.read_only:
            raise StorageError(_("This project is open to read only; no snapshot was made."))
        return files.make(self._session.store.db, self._session.store.path, reason or _("by hand"))

    def make_if_changed(self, reason: str) -> Snapshot | None:
        """Take a snapshot unless the newest one holds the present state already."""
        head = self._session.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1")
        newest = self.all()[-1:]
        return None if newest and newest[0].head == head else self.make(reason)

    def differences(self, name: str) -> list[Difference]:
        """What a restore of this snapshot would change, in numbers; in a blind round without those of others' work.

        Raises:
            NotFoundError: there is no such snapshot.
            DamagedError: it is damaged.
        """
        path = files.file_of(self._session.store.path, name)
        tables = {
            _("acts"): "acts",
            _("documents"): "documents",
            _("cases"): "cases",
            _("codes"): "codes",
            _("codings"): "codings",
            _("review marks"): "review_marks",
            _("memos"): "memos",
        }
        if self._session.visible() != EVERYBODY:
            tables = {what: table for what, table in tables.items() if table not in _WORK}
        with open_store(path, read_only=True) as then:
            return [
                Difference(
                    what,
                    self._session.value(f"SELECT count(*) FROM {table}"),
                    then.value(f"SELECT count(*) FROM {table}"),
                )
                for what, table in tables.items()
            ]


def listed(project: Path) -> list[Snapshot]:
    """The snapshots of a project that may be too damaged to be opened, oldest first."""
    return files.listed(project.resolve())


def rescue(project: Path, name: str) -> Path:
    """Put a snapshot in the place of a project that is too damaged to be opened; where the damaged file is kept.

    Raises:
        NotFoundError: there is no such snapshot.
        ConflictError: another program has the project open.
        DamagedError: the snapshot is damaged too; nothing was changed.
        StorageError: the disk refused; nothing was changed.
    """
    project = project.resolve()
    kept = files.damaged_copy(project, datetime.now())
    copy = None
    try:
        with WriterLock(project):
            copy = files.verified_copy(project, name)
            files.keep_damaged(project, kept)
            files.put_back(copy, project)
    except OSError as error:
        message = _("{name} can't be put back ({error}); nothing was changed.")
        raise StorageError(message.format(name=shown_line(project.name), error=error.strerror)) from error
    finally:
        if copy is not None:
            with suppress(OSError):
                copy.unlink(missing_ok=True)
    return kept
