"""Erasing for good: the contents at once, and what then remains to be done to the file and its copies.

The act of a purge leaves a mark in its own transaction, which goes when no trace is left of what was erased. A
process that is killed in between leaves the mark, and the next opening for writing goes on from there.
"""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.errors import StorageError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.snapshots import remove_copies

if TYPE_CHECKING:
    from codebench.store.database import Database

_MARK = "unfinished_purge"


def erase(db: "Database", content_ids: Iterable[int]) -> None:
    """Within the act of a purge: empty these contents, salt and all, forget what was learnt of them; leave the mark."""
    db.conn.execute(
        "UPDATE contents SET salt = NULL, value = NULL, sha256 = NULL WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(content_ids))],
    )
    # What was learnt holds words of all texts; it is learnt anew from those that stay.
    db.conn.execute("DELETE FROM suggestion_indexes")
    db.conn.execute("DELETE FROM suggestion_scores WHERE unit_id NOT IN (SELECT id FROM units)")
    db.conn.execute("DELETE FROM reading_stops WHERE text_version_id NOT IN (SELECT id FROM text_versions)")
    db.conn.execute(f"CREATE TABLE IF NOT EXISTS {_MARK} (id INTEGER PRIMARY KEY) STRICT")


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether a purge was committed of which traces may be left."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [_MARK]).fetchone() is not None


def finish(db: "Database", project: Path) -> int:
    """Remove every copy of the project, and the erased words from the search index and the free pages.

    It may be done again and again. Returns how many snapshots were removed.

    Raises:
        StorageError: the disk refused; the mark stays.
    """
    try:
        removed = remove_copies(project)
        # The index forgets a word only when it is written anew as a whole.
        db.conn.execute("INSERT INTO text_index (text_index) VALUES ('optimize')")
        db.conn.execute("VACUUM")
        db.conn.execute(f"DROP TABLE {_MARK}")
    except (OSError, sqlite3.Error) as error:
        message = _(
            "It is erased in {name}, but not yet in every copy and trace of it ({error}); make room, and the next"
            " opening of the project goes on with that."
        )
        raise StorageError(message.format(name=shown_line(project.name), error=shown_line(str(error)))) from error
    return removed
