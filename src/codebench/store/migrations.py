"""Numbered steps that bring an older project file up to this version: exclusive, after a snapshot, or not at all."""

from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from codebench.domain.errors import DamagedError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.schema import VERSION
from codebench.store.snapshots import copy_database

# MIGRATIONS[n] brings a file from version n to n + 1. Version 1 is the first that was ever written.
MIGRATIONS: dict[int, Callable[[Database], None]] = {}


def migrate(
    db: Database,
    path: Path,
    found: int,
    steps: dict[int, Callable[[Database], None]] = MIGRATIONS,
    version: int = VERSION,
) -> None:
    """Bring the file from version `found` to `version` in one exclusive transaction, after a snapshot.

    Raises:
        DamagedError: a step is missing, or leaves references that point at nothing.
    """
    copy_database(db, path.with_name(f"{path.stem}-before-format-{version}{path.suffix}"))
    db.conn.execute("PRAGMA foreign_keys=OFF")
    db.conn.execute("BEGIN EXCLUSIVE")
    try:
        current = db.conn.execute("PRAGMA user_version").fetchone()[0]
        for number in range(current, version):
            if number not in steps:
                raise DamagedError(_no_way(path, number))
            steps[number](db)
        if db.conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise DamagedError(_no_way(path, found))
        db.conn.execute(f"PRAGMA user_version={version}")
        db.conn.execute("COMMIT")
    except BaseException:
        db.conn.execute("ROLLBACK")
        raise
    finally:
        db.conn.execute("PRAGMA foreign_keys=ON")


def _no_way(path: Path, number: int) -> str:
    message = _("{name} (format {number}) can't be brought up to this version; it is left as it was.")
    return message.format(name=shown_line(path.name), number=number)
