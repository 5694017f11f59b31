"""Snapshots of a project: made before risky acts and on a timer, and put back from inside the program."""

from dataclasses import dataclass

from codebench.domain.errors import StorageError
from codebench.i18n import _
from codebench.project.session import Session
from codebench.store import snapshots as files
from codebench.store.connection import open_store
from codebench.store.snapshots import Snapshot


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
        """The snapshots, oldest first."""
        return files.listed(self._session.store.path)

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
        """What a restore of this snapshot would change, in numbers.

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
        with open_store(path, read_only=True) as then:
            return [
                Difference(
                    what,
                    self._session.value(f"SELECT count(*) FROM {table}"),
                    then.value(f"SELECT count(*) FROM {table}"),
                )
                for what, table in tables.items()
            ]
