"""Where each coder left each text: derived, so no part of the journal; nobody undoes where they were."""

from codebench.store.connection import Store
from codebench.store.writing import transaction


def stop_of(store: Store, coder_id: int, text_version_id: int) -> int | None:
    """The offset at which a coder left a text version, or None."""
    found = store.value(
        "SELECT start FROM reading_stops WHERE coder_id = ? AND text_version_id = ?", [coder_id, text_version_id]
    )
    return None if found is None else int(found)


def keep_stop(store: Store, coder_id: int, text_version_id: int, start: int) -> None:
    """Keep where a coder left a text version, in the place of where they did before.

    Raises:
        StorageError: the file may only be read, or the disk refused.
    """
    with transaction(store) as sql:
        sql.execute(
            "INSERT OR REPLACE INTO reading_stops (coder_id, text_version_id, start) VALUES (?, ?, ?)",
            (coder_id, text_version_id, start),
        )
