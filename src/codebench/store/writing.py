"""Writing what is derived: in a transaction of its own, beside the journal."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from codebench.domain.errors import StorageError
from codebench.i18n import _
from codebench.store.connection import Store
from codebench.store.faults import translated


@contextmanager
def transaction(store: Store) -> Iterator[sqlite3.Connection]:
    """All of what is written within, or nothing.

    Raises:
        StorageError: the file may only be read, or the disk refused.
    """
    if store.read_only:
        raise StorageError(_("This project is open to read only; nothing was changed."))
    with translated(store.path):
        sql = store.connection
        sql.execute("BEGIN IMMEDIATE")
        try:
            yield sql
            sql.execute("COMMIT")
        except BaseException:
            if sql.in_transaction:
                sql.execute("ROLLBACK")
            raise
