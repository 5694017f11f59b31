"""Numbered steps that bring an older project file up to this version: exclusive, after a snapshot, or not at all."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.errors import DamagedError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store import snapshots
from codebench.store.later_tables import (
    ANSWER_INDEX,
    BOOKMARK_INDEXES,
    BOOKMARK_TABLE,
    CODE_MARK,
    CODE_RULES,
    CODING_WEIGHT,
    FOLD_INDEXES,
    FOLD_TABLES,
    LINK_INDEXES,
    LINK_TABLE,
    MEMO_INDEX,
    MEMO_LINKED,
    MEMO_ROUND,
    REPORT_INDEXES,
    REPORT_TABLES,
    ROUND_INDEXES,
    ROUND_TABLES,
    SCORE_TABLE,
    SOURCE_RECIPE,
    STOP_TABLE,
    SUGGESTION_INDEXES,
    SUGGESTION_TABLES,
    UNIT_TIME,
    WITHDRAWAL_INDEXES,
    WITHDRAWAL_TABLE,
)
from codebench.store.schema import VERSION
from codebench.store.views import define_views

if TYPE_CHECKING:
    from codebench.store.database import Database

# MIGRATIONS[n] brings a file from version n to n + 1. Version 1 is the first that was ever written.
Step = Callable[["Database"], None]


def _add_suggestions(db: "Database") -> None:
    db.conn.execute(f"ALTER TABLE codes ADD COLUMN {CODE_RULES}")
    _create(db, SUGGESTION_TABLES, SUGGESTION_INDEXES)


def _add_rounds(db: "Database") -> None:
    _create(db, ROUND_TABLES, ROUND_INDEXES)


def _add_material(db: "Database") -> None:
    db.conn.execute(f"ALTER TABLE units ADD COLUMN {UNIT_TIME}")
    db.conn.execute(f"ALTER TABLE sources ADD COLUMN {SOURCE_RECIPE}")
    _create(db, WITHDRAWAL_TABLE, WITHDRAWAL_INDEXES)
    _create(db, FOLD_TABLES, FOLD_INDEXES)
    _create(db, REPORT_TABLES, REPORT_INDEXES)
    _create(db, LINK_TABLE, LINK_INDEXES)
    _create(db, BOOKMARK_TABLE, BOOKMARK_INDEXES)
    db.conn.execute(f"ALTER TABLE codings ADD COLUMN {CODING_WEIGHT}")
    db.conn.execute(f"ALTER TABLE memos ADD COLUMN {MEMO_ROUND}")
    db.conn.execute(MEMO_INDEX)
    db.conn.execute("DROP INDEX documents_by_question")
    db.conn.execute(ANSWER_INDEX)
    db.conn.execute(STOP_TABLE)
    db.conn.execute(SCORE_TABLE)


def _add_first_suggestions(db: "Database") -> None:
    # Of a decision that was kept nobody knows which code came first (0): it says how good suggestions are, not which.
    kept = "score, lead, learnt, is_right, found, prior_found"
    db.conn.execute("ALTER TABLE suggestion_scores RENAME TO older_scores")
    db.conn.execute(SCORE_TABLE)
    db.conn.execute(
        f"INSERT INTO suggestion_scores (coder_id, unit_id, model, codes, first_code_id, {kept})"
        f" SELECT coder_id, unit_id, model, codes, 0, {kept} FROM older_scores"
    )
    db.conn.execute("DROP TABLE older_scores")


def _add_marks_and_links(db: "Database") -> None:
    db.conn.execute(f"ALTER TABLE codes ADD COLUMN {CODE_MARK}")
    db.conn.execute(f"ALTER TABLE memos ADD COLUMN {MEMO_LINKED}")


def _create(db: "Database", tables: str, indexes: str) -> None:
    for statement in (*tables.split("\n\n"), *indexes.strip().splitlines()):
        db.conn.execute(statement)


MIGRATIONS: dict[int, Step] = {
    1: _add_suggestions,
    2: _add_rounds,
    3: _add_material,
    4: _add_first_suggestions,
    5: _add_marks_and_links,
}


def migrate(
    db: "Database", path: Path, found: int, steps: Mapping[int, Step] = MIGRATIONS, version: int = VERSION
) -> None:
    """Bring an older project file, of version `found`, to `version`, after a snapshot.

    Raises:
        DamagedError: a step is missing, or leaves references that point at nothing; the file is as it was.
        StorageError: the disk refused the snapshot.
    """
    snapshots.make(db, path, _("before: format {n}").format(n=version))
    bring_up(db, path, found, steps, version)


def bring_up(
    db: "Database", path: Path, found: int, steps: Mapping[int, Step] = MIGRATIONS, version: int = VERSION
) -> None:
    """Take the steps from version `found` to `version` in one exclusive transaction, the read views with them.

    A step must not use `executescript`, which commits what came before it.

    Raises:
        DamagedError: a step is missing, or leaves references that point at nothing; the file is as it was.
    """
    if found >= version:
        return
    # Needed for steps that make a table anew; it has no effect inside a transaction.
    db.conn.execute("PRAGMA foreign_keys=OFF")
    db.conn.execute("BEGIN EXCLUSIVE")
    try:
        for number in range(found, version):
            if number not in steps:
                raise DamagedError(_no_way(path, number))
            steps[number](db)
        if db.conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise DamagedError(_no_way(path, found))
        define_views(db)
        db.conn.execute(f"PRAGMA user_version={version}")
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise
    finally:
        db.conn.execute("PRAGMA foreign_keys=ON")


def _no_way(path: Path, number: int) -> str:
    message = _("{name} (format {number}) can't be brought up to this version; it is left as it was.")
    return message.format(name=shown_line(path.name), number=number)
