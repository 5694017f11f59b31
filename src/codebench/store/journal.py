"""The journal: the only way rows of a project change, one act = one durable transaction.

Each act records, per touched row, what it was and what it became. The events form a hash chain; names and
texts lie beside it in `contents`, with a salted commitment in the chain, so that they can be erased for good
while the chain still verifies.
"""

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, TypeVar

from codebench.domain.errors import ConflictError, NotFoundError, StorageError
from codebench.domain.text import checksum
from codebench.i18n import _
from codebench.store.connection import Store
from codebench.store.derived import refresh
from codebench.store.faults import translated
from codebench.store.tables import STATE, Image, Scalar, StateTable

FLUSH_AT = 4000
BLOCK = 500
ACT_ENTITY = 0

T = TypeVar("T")
Change = tuple[Image | None, Image | None]


def now() -> str:
    """This moment in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_guid() -> str:
    """A GUID of version 7 (RFC 9562), 32 hexadecimal digits: in order of time, so that indexes grow at their end."""
    random = int.from_bytes(os.urandom(10))
    return f"{time.time_ns() // 1_000_000:012x}7{random >> 68:03x}{(random & (1 << 62) - 1) | 1 << 63:016x}"


def commitment(salt: bytes, value: str) -> str:
    """What the chain holds of a private value: it proves the value and does not reveal it."""
    return hashlib.sha256(salt + value.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does an act: a coder's GUID, and the name borne at that moment."""

    guid: str
    name: str


class Act:
    """What one person does, in one transaction: rows go in, change and go out only through here.

    Changes are journaled in blocks of a few thousand rows, so that an import of any size needs little memory.
    """

    def __init__(self, store: Store, actor: Actor, kind: str, target: int | None) -> None:
        self.store = store
        self.summary = ""
        self._actor = actor
        self.guid = new_guid()
        self.created_at = now()
        self._sql = store.connection
        self._next: dict[str, int] = {}
        self._pending: dict[str, dict[Scalar, Change]] = {}
        self._n_pending = 0
        self._texts: dict[int, str] = {}
        self._head: str = store.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1") or ""
        self._content: list[tuple[int, int, int, bytes, str, str | None]] = []
        self._next_content: int = (store.value("SELECT max(id) FROM contents") or 0) + 1
        self._opening = {
            "act": self.guid,
            "kind": kind,
            "coder": actor.guid,
            "at": self.created_at,
            "target": None if target is None else store.value("SELECT guid FROM acts WHERE id = ?", [target]),
        }
        self._act_content = self._keep(ACT_ENTITY, 0, "", None)[0]
        self.id = int(
            self._sql.execute(
                "INSERT INTO acts (guid, kind, coder_guid, created_at, target_id, content_id)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (self.guid, kind, actor.guid, self.created_at, target, self._act_content),
            ).lastrowid
            or 0
        )

    def insert(self, table: str, **values: Scalar) -> int:
        """Put in one row; its id."""
        return self.insert_rows(table, list(values), [tuple(values.values())])[0]

    def insert_rows(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Scalar]]) -> range:
        """Put in rows that have these columns (the others are empty); their ids."""
        spec = STATE[table]
        ids = self._allocate(spec, len(rows))
        if not rows:
            return ids
        assert set(columns) <= set(spec.columns), columns
        # What is not given is taken from behind the row, where there is nothing; the id stands before it.
        place = {name: i for i, name in enumerate(("id", *columns))}
        arrange = itemgetter(*(place.get(name, len(place)) for name in spec.columns))
        changes: list[Change] = [(None, arrange((row_id, *row, None))) for row_id, row in zip(ids, rows, strict=True)]
        self.write(spec, changes)
        return ids

    def keep_texts(self, version_ids: Sequence[int], texts: Sequence[str]) -> list[int]:
        """Keep the texts of text versions in the erasable content; the ids to put in `content_id`."""
        number = STATE["text_versions"].number
        kept = [
            self._keep(number, version_id, text, checksum(text))
            for version_id, text in zip(version_ids, texts, strict=True)
        ]
        self._texts.update(kept)
        return [content_id for content_id, _commitment in kept]

    def reserve(self, table: str, n: int) -> range:
        """The ids that the next n inserted rows of the table will get."""
        first = self._first_free(STATE[table])
        return range(first, first + n)

    def update(self, table: str, row_id: int, **changes: Scalar) -> None:
        """Change columns of one row.

        Raises:
            NotFoundError: there is no such row.
        """
        self.update_rows(table, [(row_id, changes)])

    def update_rows(self, table: str, rows: Sequence[tuple[int, dict[str, Scalar]]]) -> None:
        """Change columns of rows, given as (id, new values); what stays the same is not written."""
        spec = STATE[table]
        place = {name: i for i, name in enumerate(spec.columns)}
        current = self.images(spec, [row_id for row_id, _new in rows])
        changes: list[Change] = []
        for row_id, new in rows:
            before = current[row_id]
            after = list(before)
            for name, value in new.items():
                after[place[name]] = value
            if tuple(after) != before:
                changes.append((before, tuple(after)))
                current[row_id] = tuple(after)
        self.write(spec, changes)

    def delete(self, table: str, row_ids: Iterable[int]) -> None:
        """Take out rows."""
        spec = STATE[table]
        ids = list(row_ids)
        current = self.images(spec, ids)
        self.write(spec, [(current[row_id], None) for row_id in ids])

    def images(self, spec: StateTable, ids: Sequence[int]) -> dict[int, Image]:
        """The present rows by id.

        Raises:
            NotFoundError: one of them does not exist.
        """
        found = present(self.store, spec, ids)
        if len(found) < len(set(ids)):
            missing = next(row_id for row_id in ids if row_id not in found)
            raise NotFoundError(_("There is no row {id} in {table}.").format(id=missing, table=spec.name))
        return found

    def write(self, spec: StateTable, changes: Sequence[Change]) -> None:
        """Write rows given as (before, after), None standing for "no row"; the one place where state changes."""
        gone: list[Image] = []
        born: list[Image] = []
        changed: list[Image] = []
        pending = self._pending.setdefault(spec.name, {})
        for before, after in changes:
            if after is None:
                assert before is not None
                row_id = before[0]
                gone.append((row_id,))
            else:
                row_id = after[0]
                born.append(after) if before is None else changed.append((*after[1:], row_id))
            pending[row_id] = (pending[row_id][0] if row_id in pending else before, after)
        quoted = [f'"{name}"' for name in spec.columns]
        if gone:
            self._sql.executemany(f"DELETE FROM {spec.name} WHERE id = ?", gone)
        if changed:
            assignments = ", ".join(f"{name} = ?" for name in quoted[1:])
            self._sql.executemany(f"UPDATE {spec.name} SET {assignments} WHERE id = ?", changed)
        if born:
            marks = ", ".join("?" * len(quoted))
            names = ", ".join(quoted)
            self._sql.executemany(f"INSERT INTO {spec.name} ({names}) VALUES ({marks})", born)
        self._n_pending += len(changes)
        if self._n_pending >= FLUSH_AT:
            self._flush()

    def record(self, op: str, payload: dict[str, Any]) -> None:
        """Put a fact into the chain that is no change of a row (an erasure, a restore)."""
        self._flush()
        self._chain("", op, payload)

    def finish(self) -> None:
        """Write what is still pending, and close the act in the chain: who, when, what."""
        self._flush()
        salt = os.urandom(16)
        told = f"{self._actor.name}\n{self.summary}"
        self._sql.execute(
            "UPDATE contents SET entity_id = ?, salt = ?, value = ? WHERE id = ?",
            (self.id, salt, told, self._act_content),
        )
        self._chain("", "act", self._opening | {"summary": commitment(salt, told)})

    def _chain(self, table: str, op: str, payload: dict[str, Any]) -> None:
        text = _json(payload)
        self._head = link(self._head, table, op, text)
        self._sql.execute(
            "INSERT INTO events (act_id, table_name, op, payload, hash) VALUES (?, ?, ?, ?, ?)",
            (self.id, table, op, text, self._head),
        )

    def _allocate(self, spec: StateTable, n: int) -> range:
        first = self._first_free(spec)
        self._next[spec.name] = first + n
        return range(first, first + n)

    def _first_free(self, spec: StateTable) -> int:
        if spec.name not in self._next:
            last = self.store.value("SELECT seq FROM sqlite_sequence WHERE name = ?", [spec.name])
            self._next[spec.name] = (last or 0) + 1
        return self._next[spec.name]

    def _keep(self, entity: int, entity_id: int, value: str, sha256: str | None) -> tuple[int, str]:
        content_id = self._next_content
        self._next_content += 1
        salt = os.urandom(16)
        self._content.append((content_id, entity, entity_id, salt, value, sha256))
        if len(self._content) >= FLUSH_AT:
            self._flush_content()
        return content_id, commitment(salt, value)

    def _flush_content(self) -> None:
        self._sql.executemany(
            "INSERT INTO contents (id, entity, entity_id, salt, value, sha256) VALUES (?, ?, ?, ?, ?, ?)",
            self._content,
        )
        self._content.clear()

    def _flush(self) -> None:
        self._flush_content()
        for name, pending in self._pending.items():
            spec = STATE[name]
            kept = self._kept(spec, [before[0] for before, _after in pending.values() if before])
            by_op: dict[str, list[Change]] = {"delete": [], "update": [], "insert": []}
            for change in pending.values():
                before, after = change
                if before is not None:
                    by_op["delete" if after is None else "update"].append(change)
                elif after is not None:
                    by_op["insert"].append(change)
            for op, rows in by_op.items():
                for block in chunks(rows, BLOCK):
                    self._chain(name, op, self._block(spec, block, kept))
        self._flush_content()
        refresh(self.store, {name: pending.keys() for name, pending in self._pending.items()})
        self._texts.clear()
        self._pending.clear()
        self._n_pending = 0

    def _block(self, spec: StateTable, rows: Sequence[Change], kept: dict[Scalar, list[Any]]) -> dict[str, Any]:
        block: dict[str, Any] = {"columns": ["id", *spec.public], "private": spec.private}
        at = spec.private_at
        if rows[0][0] is not None:
            # A row whose private columns were empty is kept under nothing: what is kept of it is older.
            block["before"] = [
                [*before[:at], kept.get(before[0]) if spec.body is not None or _says(before[at:]) else None]
                for before, _after in rows
                if before is not None
            ]
        if rows[0][1] is not None:
            if spec.body is not None:
                place = spec.columns.index(spec.body)
                self._learn_texts([after[place] for _before, after in rows if after is not None])
            block["after"] = [[*after[:at], self._commit(spec, after)] for _before, after in rows if after is not None]
        return block

    def _commit(self, spec: StateTable, image: Image) -> list[Any] | None:
        row_id = image[0]
        assert isinstance(row_id, int)
        if spec.body is not None:
            content_id = image[spec.columns.index(spec.body)]
            assert isinstance(content_id, int)
            return [content_id, self._texts.get(content_id)]
        private = image[spec.private_at :]
        if not _says(private):
            return None
        return list(self._keep(spec.number, row_id, _json_of_scalars(private), None))

    def _learn_texts(self, content_ids: Sequence[Scalar]) -> None:
        """Compute the commitments of texts that were kept by an earlier act or before the last flush."""
        unknown = [content_id for content_id in content_ids if content_id not in self._texts]
        for chunk in chunks(unknown, BLOCK):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT id, salt, value FROM contents WHERE id IN ({marks}) AND salt IS NOT NULL"
            for content_id, salt, value in self._sql.execute(query, list(chunk)):
                self._texts[content_id] = commitment(salt, value)

    def _kept(self, spec: StateTable, ids: Sequence[Scalar]) -> dict[Scalar, list[Any]]:
        """Per row id the content that its present private columns were last kept under."""
        if not ids or (not spec.private and spec.body is None):
            return {}
        found: dict[Scalar, list[Any]] = {}
        for chunk in chunks(list(ids), BLOCK):
            marks = ",".join("?" * len(chunk))
            query = (
                "SELECT entity_id, max(id), salt, value FROM contents"
                f" WHERE entity = ? AND entity_id IN ({marks}) GROUP BY entity_id"
            )
            for entity_id, content_id, salt, value in self._sql.execute(query, [spec.number, *chunk]):
                found[entity_id] = [content_id, None if salt is None else commitment(salt, value)]
        return found


def _says(private: Image) -> bool:
    return any(value not in (None, "") for value in private)


def link(previous: str, table: str, op: str, payload: str) -> str:
    """The hash of an event, given that of the event before it: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256("\n".join((previous, table, op, payload)).encode()).hexdigest()


def present(store: Store, spec: StateTable, ids: Sequence[int]) -> dict[int, Image]:
    """The present rows of a state table by id; ids without a row are left out."""
    columns = ", ".join(f'"{name}"' for name in spec.columns)
    found: dict[int, Image] = {}
    for chunk in chunks(list(ids), 500):
        marks = ",".join("?" * len(chunk))
        query = f"SELECT {columns} FROM {spec.name} WHERE id IN ({marks})"
        found.update((row[0], row) for row in store.connection.execute(query, chunk))
    return found


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items in runs of at most `size`."""
    for i in range(0, len(items), size):
        yield items[i : i + size]


@contextmanager
def act(store: Store, actor: Actor, kind: str, summary: str = "", target: int | None = None) -> Iterator[Act]:
    """One act: everything written inside is durable when the block ends, or nothing of it is.

    Raises:
        StorageError: the file may only be read, or the disk refused.
        ConflictError: what was written contradicts what is there.
    """
    if store.read_only:
        raise StorageError(_("This project is open to read only; nothing was changed."))
    with translated(store.path):
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            current = Act(store, actor, kind, target)
            current.summary = summary
            yield current
            current.finish()
            store.connection.execute("COMMIT")
        except BaseException as error:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.IntegrityError) and "FOREIGN KEY" in str(error):
                message = _("Something else still refers to it, or what it refers to is gone; nothing was changed.")
                raise ConflictError(message) from error
            raise


def _json_of_scalars(values: Iterable[Scalar]) -> str:
    """The same as `_json` of the list, several times as fast: an import has hundreds of thousands of them."""
    return f"[{','.join(map(_json_of_scalar, values))}]"


def _json_of_scalar(value: Scalar) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else repr(value)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
