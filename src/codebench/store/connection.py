"""A project file opened: who may write, with which pragmas, after which checks."""

import errno
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from codebench.domain.errors import (
    ConflictError,
    DamagedError,
    InputError,
    NotFoundError,
    StorageError,
)
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store import erasure
from codebench.store.faults import translated
from codebench.store.lock import WriterLock
from codebench.store.migrations import bring_up, migrate
from codebench.store.platform import sync_folder
from codebench.store.schema import APPLICATION_ID, INDEXES, TABLES, VERSION
from codebench.store.snapshots import drop_sidecars
from codebench.store.views import define_views

if TYPE_CHECKING:
    from codebench.store.database import Database

Params = Sequence[Any] | dict[str, Any]
SUFFIX = ".codebench"


class Store:
    """One open project file. Only the journal writes through it; everyone may read."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        self.path = path
        self.connection = connection
        self._lock = lock

    @cached_property
    def db(self) -> "Database":
        """The same connection as sqlite-utils has it: for what is done to the file as a whole."""
        from codebench.store.database import Database

        return Database(self.connection, execute_plugins=False, recursive_triggers=False)

    @classmethod
    def of_copy(cls, path: Path) -> Self:
        """A copy of a project under a name that no one else opens, open for writing and of this version."""
        found = check_header(path)
        store = cls(path, _connect(path, read_only=False), WriterLock(path).take())
        try:
            with translated(path):
                bring_up(store.db, path, found)
        except BaseException:
            store.close()
            raise
        return store

    @property
    def read_only(self) -> bool:
        """Whether this opening of the file may not write."""
        return self._lock is None

    @property
    def is_reading(self) -> bool:
        """Whether a transaction is open: a writer waits for its end."""
        return self.connection.in_transaction

    def rows(self, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """The rows of a SELECT as dictionaries."""
        with translated(self.path):
            cursor = self.connection.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT as tuples."""
        with translated(self.path):
            return self.connection.execute(sql, params).fetchall()

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row of a SELECT, or None when there is no row."""
        with translated(self.path):
            row = self.connection.execute(sql, params).fetchone()
        return None if row is None else row[0]

    def reader(self) -> "Store":
        """A second, read-only opening of the same file, for a thread of its own."""
        return Store(self.path, _connect(self.path, read_only=True), None)

    def replaced(self, put_back: Callable[[], None]) -> None:
        """Have the file replaced by another while it is closed, and go on with that."""
        self.connection.close()
        try:
            put_back()
        finally:
            self.connection = _connect(self.path, read_only=False)
            self.__dict__.pop("db", None)

    def close(self) -> None:
        """Close the file; a writer's lock goes with it."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    pragmas = [
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "cache_size=-32768",
        "temp_store=MEMORY",
    ]
    if not read_only:
        pragmas += ["secure_delete=ON", "journal_mode=DELETE", "synchronous=FULL", "fullfsync=ON"]
    with translated(path):
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    return connection


def create(path: Path, fill: Callable[[Store], None]) -> Store:
    """Make a new project file and open it for writing; `fill` writes its first act.

    The file appears under its name only when it is whole.

    Raises:
        ConflictError: something stands there already.
        StorageError: the folder can't be written to.
    """
    name = shown_line(path.name)
    if path.exists():
        raise ConflictError(_("{name} exists already; choose another name.").format(name=name))
    if not path.parent.is_dir():
        message = _("There is no folder {folder} to make {name} in.")
        raise NotFoundError(message.format(folder=shown_line(str(path.parent)), name=name))
    path = path.resolve()
    new = path.with_name(f".{path.name}-new")
    try:
        lock = WriterLock(path).take()
    except OSError as error:
        raise StorageError(_cannot_write(path, error)) from error
    try:
        new.unlink(missing_ok=True)
        new.touch(exist_ok=False)
        with Store(new, _connect(new, read_only=False), WriterLock(new).take()) as store, translated(path):
            connection = store.connection
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            # One transaction, so that the disk is asked once.
            store.db.conn.executescript(f"BEGIN; {TABLES} {INDEXES}")
            define_views(store.db)
            connection.execute(f"PRAGMA user_version={VERSION}")
            connection.execute("COMMIT")
            fill(store)
        if path.exists():
            raise ConflictError(_("{name} exists already; choose another name.").format(name=name))
        # A journal that a project of this name left behind would be rolled back into the new one.
        drop_sidecars(path)
        new.replace(path)
        sync_folder(path.parent)
        return Store(path, _connect(path, read_only=False), lock)
    except BaseException as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        lock.release()
        if isinstance(error, OSError):
            raise StorageError(_cannot_write(path, error)) from error
        raise


def open_store(path: Path, *, read_only: bool = False) -> Store:
    """Open an existing project file.

    Raises:
        NotFoundError: there is none.
        InputError: it is no project of codebench, or of a newer version.
        ConflictError: another program writes in it.
        DamagedError: it does not hold together.
    """
    check_header(path)
    # Through a link or under its own name, it is one file with one lock and one folder of snapshots.
    path = path.resolve()
    if read_only and path.with_name(f"{path.name}-journal").exists():
        # A writer that crashed left an act half-written; only who may write can roll it back, so that comes first.
        # A writer at work says no to this, and then the journal is its own.
        with suppress(ConflictError, StorageError):
            open_store(path).close()
    try:
        if not read_only and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        lock = None if read_only else WriterLock(path).take()
    except OSError as error:
        raise StorageError(_cannot_write(path, error)) from error
    try:
        # Only under the lock does the header stay what it is: another process may just have brought the file up.
        found = check_header(path)
        store = Store(path, _connect(path, read_only=read_only), lock)
        try:
            if lock is None:
                if found < VERSION:
                    message = _("{name} was made by an older codebench: open it once for writing to bring it up.")
                    raise InputError(message.format(name=shown_line(path.name)))
                return store
            if lock.was_unclean:
                quick_check(store)
            if found < VERSION:
                with translated(path):
                    migrate(store.db, path, found)
            if erasure.is_unfinished(store.connection):
                # Where the disk refuses now, `check` tells, and the next opening tries again.
                with suppress(StorageError):
                    erasure.finish(store.db, path)
        except BaseException:
            store.connection.close()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return store


def check_header(path: Path) -> int:
    """The schema version of a project file, found without opening it as a database.

    Raises:
        CodebenchError: it is missing, something else, damaged or of a newer version.
    """
    name = shown_line(path.name)
    try:
        if path.exists() and not path.is_file():
            raise InputError(_("{name} is no file; a project is one file.").format(name=name))
        with path.open("rb") as handle:
            header = handle.read(100)
    except FileNotFoundError:
        raise NotFoundError(_("There is no project {name}; `codebench init` makes one.").format(name=name)) from None
    except OSError as error:
        raise InputError(_("{name} can't be read ({error}).").format(name=name, error=error.strerror)) from error
    foreign = header[:16] != b"SQLite format 3\0" or len(header) < 100
    if foreign and path.suffix == SUFFIX:
        message = _("{name} is damaged: it is empty or no longer a project file; restore its latest snapshot.")
        raise DamagedError(message.format(name=name))
    if foreign or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise InputError(_("{name} is not a codebench project.").format(name=name))
    version = int.from_bytes(header[60:64], "big")
    if version > VERSION:
        message = _("{name} was made by a newer codebench (format {found}, this one knows {known}); update first.")
        raise InputError(message.format(name=name, found=version, known=VERSION))
    return version


def quick_check(store: Store) -> None:
    """SQLite's own check, after an unclean end.

    Raises:
        DamagedError: it found damage.
    """
    first = store.value("PRAGMA quick_check(1)")
    if first != "ok":
        message = _("{name} is damaged ({error}); run `codebench snapshot list` and restore the latest snapshot.")
        raise DamagedError(message.format(name=shown_line(store.path.name), error=first))


def _cannot_write(path: Path, error: OSError) -> str:
    message = _("{name} can't be written here ({error}); choose another folder, or open it with --read-only.")
    return message.format(name=shown_line(path.name), error=error.strerror)
