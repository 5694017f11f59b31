"""Bringing an older file up: whole or not at all, once, after a snapshot, and never a newer one."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from codebench.domain.errors import DamagedError, InputError, StorageError
from codebench.project.project import Project
from codebench.store import connection, migrations
from codebench.store.connection import Store, check_header, open_store
from codebench.store.migrations import MIGRATIONS, migrate
from codebench.store.schema import VERSION
from codebench.store.snapshots import folder_of, listed
from tests.store.conftest import everything_beside


def add_scenes(db: Database) -> None:
    db.conn.execute("CREATE TABLE scenes (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    db.conn.execute("DROP VIEW view_reviews")


def add_claims(db: Database) -> None:
    db.conn.execute("ALTER TABLE scenes ADD COLUMN claim TEXT NOT NULL DEFAULT ''")


def break_off(db: Database) -> None:
    add_scenes(db)
    db.conn.execute("UPDATE codings SET start = 0")
    raise sqlite3.OperationalError("something in the step")


def leave_a_hole(db: Database) -> None:
    db.conn.execute("DELETE FROM codes")


STEPS = {VERSION: add_scenes, VERSION + 1: add_claims}


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    with open_store(path) as store:
        yield store


def test_there_is_a_step_from_every_version_that_was_ever_written() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))


def test_all_steps_are_taken_after_a_snapshot_and_the_views_are_there(path: Path) -> None:
    with opened(path) as store:
        migrate(store.db, path, VERSION, STEPS, VERSION + 2)
        assert store.value("PRAGMA foreign_keys") == 1
        assert store.value("SELECT count(*) FROM view_reviews") == 0
        assert [column.name for column in store.db.table("scenes").columns] == ["id", "name", "claim"]
    with pytest.raises(InputError, match="newer"):
        check_header(path)
    (snapshot,) = listed(path)
    assert snapshot.reason == f"before: format {VERSION + 2}"
    assert check_header(folder_of(path) / f"{snapshot.name}.codebench") == VERSION


@pytest.mark.parametrize(
    ("step", "error"),
    [(None, DamagedError), (break_off, sqlite3.OperationalError), (leave_a_hole, DamagedError)],
    ids=["missing", "failing", "leaving a hole"],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, step: object, error: type[Exception]) -> None:
    before = path.read_bytes()
    steps = {VERSION: add_scenes} | ({VERSION + 1: step} if step else {})
    if step is break_off:
        steps = {VERSION: break_off}
    with opened(path) as store:
        with pytest.raises(error):
            migrate(store.db, path, VERSION, steps, VERSION + 2)  # type: ignore[arg-type]
        assert not store.connection.in_transaction
        assert store.value("PRAGMA foreign_keys") == 1
    assert path.read_bytes() == before
    with Project.open(path) as project:
        assert project.check() == []
        project.codings.add(1, 0, 5, [1])


def test_no_room_for_the_snapshot_means_no_step(path: Path) -> None:
    folder_of(path).write_text("in the way")
    before = path.read_bytes()
    with opened(path) as store, pytest.raises(StorageError, match="nothing was changed"):
        migrate(store.db, path, VERSION, STEPS, VERSION + 2)
    assert path.read_bytes() == before


@pytest.fixture
def newer_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it is after the next two steps, before a file that this one made."""
    assert check_header(path) == VERSION
    monkeypatch.setattr(connection, "VERSION", VERSION + 2)
    for function in (migrations.migrate, migrations.bring_up):
        monkeypatch.setattr(function, "__defaults__", (STEPS, VERSION + 2))


@pytest.mark.usefixtures("newer_program")
def test_opening_brings_a_file_up_once(path: Path) -> None:
    before = everything_beside(path)
    with pytest.raises(InputError, match="older codebench"), Project.open(path, read_only=True):
        pass
    assert everything_beside(path) == before
    for _time in range(2):
        with Project.open(path) as project:
            assert project.session.value("PRAGMA user_version") == VERSION + 2
            assert len(project.snapshots.all()) == 1
            assert project.check() == []


@pytest.mark.usefixtures("newer_program")
def test_a_snapshot_of_an_older_version_comes_back_as_this_version(path: Path) -> None:
    with Project.open(path) as project:
        (old,) = project.snapshots.all()
        project.codings.add(1, 0, 5, [1])
        project.restore(old.name)
        assert project.session.value("SELECT count(*) FROM scenes") == 0
        assert len(project.documents.codings(1)) == 1
        assert project.check() == []
    assert check_header(path) == VERSION + 2


@pytest.mark.usefixtures("newer_program")
def test_who_waited_for_another_to_bring_it_up_does_not_do_so_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version that was read before the lock was taken is no longer true."""
    real = connection.WriterLock.take
    calls: list[object] = []

    def late(lock: connection.WriterLock) -> connection.WriterLock:
        calls.append(lock)
        if len(calls) == 1:
            Project.open(path).close()
        return real(lock)

    monkeypatch.setattr(connection.WriterLock, "take", late)
    with Project.open(path) as project:
        (snapshot,) = project.snapshots.all()
    assert check_header(folder_of(path) / f"{snapshot.name}.codebench") == VERSION


FOUR = """
import sys
from pathlib import Path
from codebench.store import connection, migrations
from tests.store.test_migrations import STEPS
from codebench.domain.errors import ConflictError
from codebench.store.schema import VERSION
connection.VERSION = VERSION + 2
for function in (migrations.migrate, migrations.bring_up):
    function.__defaults__ = (STEPS, VERSION + 2)
sys.stdin.readline()
while True:
    try:
        with connection.open_store(Path(sys.argv[1])) as store:
            assert store.value("PRAGMA user_version") == VERSION + 2
            assert store.value("SELECT count(*) FROM scenes") == 0
        break
    except ConflictError:
        pass
print("up")
"""


def test_four_processes_bring_it_up_once(path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", FOUR, str(path)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _n in range(4)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0] for process in started] == ["up\n"] * 4
    (snapshot,) = listed(path)
    assert check_header(folder_of(path) / f"{snapshot.name}.codebench") == VERSION
