"""The annotation cache: what a pipeline said of text versions, and in which texts each lemma stands.

It is computed, so it is no part of the journal: it may be gone at any time and is then made anew. Who reads it must
expect less than was asked for.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebench.domain.errors import StorageError
from codebench.store.connection import Store
from codebench.store.writing import transaction

# So many documents are looked at in one read: a few milliseconds.
_PAGE = 2000

_IDS = "(SELECT value FROM json_each(?))"

_PENDING = """
  SELECT d.id, v.id, EXISTS (SELECT 1 FROM codings g WHERE g.document_id = d.id AND g.status = 'active'), EXISTS
    (SELECT 1 FROM annotations a WHERE a.text_version_id = v.id AND a.pipeline_id = :pipeline)
  FROM documents d JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1
  WHERE d.status = 'active' AND v.length > 0 AND d.id > :after AND d.id <= :after + :page
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one text version: its annotation as bytes, and how often each lemma occurs in it."""

    text_version_id: int
    value: bytes
    lemmas: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """Of a run of documents: how many have a text, and the text versions still to do, of coded documents and others."""

    texts: int
    coded: tuple[int, ...]
    others: tuple[int, ...]


def pipeline_id(store: Store, name: str, version: str) -> int | None:
    """The number of a pipeline in this project, or None where it never said anything here."""
    found = store.value("SELECT id FROM pipelines WHERE name = ? AND version = ?", [name, version])
    return None if found is None else int(found)


def pending(store: Store, pipeline: int | None) -> Iterator[Page]:
    """All active documents in pages of their order; each is read when it is asked for, in a few milliseconds."""
    last = store.value("SELECT max(id) FROM documents") or 0
    for after in range(0, last, _PAGE):
        coded: list[int] = []
        others: list[int] = []
        rows = store.tuples(_PENDING, {"pipeline": pipeline, "after": after, "page": _PAGE})
        for _document, version, is_coded, is_done in rows:
            if not is_done:
                (coded if is_coded else others).append(version)
        yield Page(len(rows), tuple(coded), tuple(others))


def kept_values(store: Store, pipeline: int, version_ids: Collection[int]) -> dict[int, bytes]:
    """What is kept of these text versions, by id."""
    query = f"SELECT text_version_id, value FROM annotations WHERE pipeline_id = ? AND text_version_id IN {_IDS}"
    return dict(store.tuples(query, [pipeline, json.dumps(list(version_ids))]))


def texts_of(store: Store, version_ids: Collection[int]) -> dict[int, str]:
    """The texts of those of the versions that are there, by id."""
    query = f"SELECT id, value FROM indexed_texts WHERE value IS NOT NULL AND id IN {_IDS}"
    return dict(store.tuples(query, [json.dumps(list(version_ids))]))


def earlier(store: Store, pipeline: int, version_ids: Collection[int]) -> dict[int, tuple[str, bytes]]:
    """Of the versions that follow on one that was annotated: the text and annotation of the latest such one."""
    query = f"""
      SELECT v.id, (SELECT w.id FROM text_versions w
        JOIN annotations a ON a.text_version_id = w.id AND a.pipeline_id = ?
        WHERE w.document_id = v.document_id AND w.number < v.number ORDER BY w.number DESC LIMIT 1) AS before
      FROM text_versions v WHERE v.number > 1 AND v.id IN {_IDS}
    """
    before = {row[0]: row[1] for row in store.tuples(query, [pipeline, json.dumps(list(version_ids))]) if row[1]}
    texts = texts_of(store, set(before.values()))
    values = kept_values(store, pipeline, set(before.values()))
    return {version: (texts[old], values[old]) for version, old in before.items() if old in texts}


def keep(store: Store, name: str, version: str, batch: Sequence[Kept], *, patient: bool = True) -> bool:
    """Keep what a pipeline said, in one transaction; of text versions that are gone by now, nothing.

    Returns whether that was possible: an impatient one gives up at once where somebody reads, a commit having to wait.

    Raises:
        StorageError: the file may only be read, or the disk refused.
    """
    if patient:
        _keep(store, name, version, batch)
        return True
    known = store.value("PRAGMA busy_timeout")
    store.connection.execute("PRAGMA busy_timeout=0")
    try:
        _keep(store, name, version, batch)
    except StorageError as error:
        if isinstance(error.__cause__, sqlite3.OperationalError) and _is_busy(error.__cause__):
            return False
        raise
    finally:
        store.connection.execute(f"PRAGMA busy_timeout={known}")
    return True


def _is_busy(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _keep(store: Store, name: str, version: str, batch: Sequence[Kept]) -> None:
    with transaction(store) as sql:
        sql.execute("INSERT OR IGNORE INTO pipelines (name, version) VALUES (?, ?)", (name, version))
        pipeline = pipeline_id(store, name, version)
        ids = [kept.text_version_id for kept in batch]
        there = {row[0] for row in sql.execute(f"SELECT id FROM text_versions WHERE id IN {_IDS}", [json.dumps(ids)])}
        now = [kept for kept in batch if kept.text_version_id in there]
        _drop(sql, list(there), pipeline)
        numbers = _lemma_ids(sql, {lemma for kept in now for lemma in kept.lemmas})
        sql.executemany(
            "INSERT INTO annotations (text_version_id, pipeline_id, words, value) VALUES (?, ?, ?, ?)",
            [(kept.text_version_id, pipeline, sum(kept.lemmas.values()), kept.value) for kept in now],
        )
        # In the order of the table, so that each of its pages is written once.
        sql.executemany(
            "INSERT INTO lemma_texts (lemma_id, pipeline_id, text_version_id, n) VALUES (?, ?, ?, ?)",
            sorted(
                (numbers[lemma], pipeline, kept.text_version_id, n) for kept in now for lemma, n in kept.lemmas.items()
            ),
        )


def forget(store: Store, version_ids: Collection[int]) -> None:
    """Within the act of a purge: drop what is kept of these text versions, and the lemmas that no other text has."""
    sql = store.connection
    query = f"SELECT DISTINCT lemma_id FROM lemma_texts WHERE text_version_id IN {_IDS}"
    lemmas = json.dumps([row[0] for row in sql.execute(query, [json.dumps(list(version_ids))])])
    _drop(sql, version_ids, None)
    sql.execute(
        f"DELETE FROM lemmas WHERE id IN {_IDS}"
        " AND NOT EXISTS (SELECT 1 FROM lemma_texts t WHERE t.lemma_id = lemmas.id)",
        [lemmas],
    )


def _drop(sql: sqlite3.Connection, version_ids: Collection[int], pipeline: int | None) -> None:
    """Drop what one pipeline (None: any) said of these text versions."""
    for table in ("annotations", "lemma_texts"):
        sql.execute(
            f"DELETE FROM {table} WHERE text_version_id IN {_IDS} AND pipeline_id = ifnull(?, pipeline_id)",
            [json.dumps(list(version_ids)), pipeline],
        )


def _lemma_ids(sql: sqlite3.Connection, lemmas: Collection[str]) -> dict[str, int]:
    wanted = json.dumps(sorted(lemmas))
    sql.execute("INSERT OR IGNORE INTO lemmas (lemma) SELECT value FROM json_each(?)", [wanted])
    return dict(sql.execute(f"SELECT lemma, id FROM lemmas WHERE lemma IN {_IDS}", [wanted]))
