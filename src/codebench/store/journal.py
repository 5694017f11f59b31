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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from codebench.domain.errors import ConflictError, NotFoundError, StorageError
from codebench.i18n import _
from codebench.store.chain_json import encoded, encoded_rows
from codebench.store.changes import Change, Changes, Columns
from codebench.store.connection import Store
from codebench.store.contents import Contents, commitment
from codebench.store.derived import refresh
from codebench.store.faults import translated
from codebench.store.rows import put_columns, put_in
from codebench.store.tables import STATE, Image, Scalar, StateTable

FLUSH_AT = 4000
BLOCK = 500
ACT_ENTITY = 0

T = TypeVar("T")

_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def now() -> str:
    """This moment in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_guid() -> str:
    """A GUID of version 7 (RFC 9562), 32 hexadecimal digits: in order of time, so that indexes grow at their end."""
    return new_guids(1)[0]


def new_guids(n: int) -> list[str]:
    """So many GUIDs of version 7, in ascending order."""
    stamp = f"{time.time_ns() // 1_000_000:012x}7"
    digits = os.urandom(10 * n).hex()
    random = (digits[i : i + 19] for i in range(0, 20 * n, 20))
    return sorted([f"{stamp}{one[:3]}{_VARIANT[one[3]]}{one[4:]}" for one in random])


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
        self._pending: dict[str, Changes] = {}
        self._n_pending = 0
        self._head: str = store.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1") or ""
        self._contents = Contents(self._sql)
        self._opening = {
            "act": self.guid,
            "kind": kind,
            "coder": actor.guid,
            "at": self.created_at,
            "target": None if target is None else store.value("SELECT guid FROM acts WHERE id = ?", [target]),
        }
        self._act_content = self._contents.keep(ACT_ENTITY, [0], [""])[0][0]
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
        return self.insert_columns(table, dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {})

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[Scalar]]) -> range:
        """Put in rows given as columns of one length (those that aren't given are empty); their ids."""
        spec = STATE[table]
        assert set(columns) <= set(spec.columns), columns
        n = len(next(iter(columns.values()), ()))
        ids = self._allocate(spec, n)
        if n:
            empty = [None] * n
            whole = (ids, *(columns.get(name, empty) for name in spec.columns[1:]))
            put_columns(self._sql, spec.name, dict(zip(spec.columns, whole, strict=True)))
            self._pending_in(spec).put_in(whole)
            self._wrote(n)
        return ids

    def keep_texts(self, version_ids: Sequence[int], texts: Sequence[str]) -> list[int]:
        """Keep the texts of text versions in the erasable content; the ids to put in `content_id`."""
        return self._contents.keep_texts(version_ids, texts)

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
        """Write rows given as (before, after), None standing for "no row"."""
        gone: list[Scalar] = []
        born: list[Image] = []
        changed: list[Image] = []
        for before, after in changes:
            if after is None:
                assert before is not None
                gone.append(before[0])
            elif before is None:
                born.append(after)
            else:
                changed.append((*after[1:], after[0]))
        self._pending_in(spec).touch(changes)
        if gone:
            query = f"DELETE FROM {spec.name} WHERE id IN (SELECT value FROM json_each(?))"
            self._sql.execute(query, [json.dumps(gone)])
        if changed:
            assignments = ", ".join(f'"{name}" = ?' for name in spec.columns[1:])
            self._sql.executemany(f"UPDATE {spec.name} SET {assignments} WHERE id = ?", changed)
        put_in(self._sql, spec.name, spec.columns, born)
        self._wrote(len(changes))

    def _pending_in(self, spec: StateTable) -> Changes:
        if spec.name not in self._pending:
            self._pending[spec.name] = Changes(spec)
        return self._pending[spec.name]

    def _wrote(self, n: int) -> None:
        self._n_pending += n
        if self._n_pending >= FLUSH_AT:
            self._flush()

    def record(self, op: str, payload: dict[str, Any]) -> None:
        """Put a fact into the chain that is no change of a row (an erasure, a restore)."""
        self._flush()
        self._chain("", op, encoded(payload))

    def finish(self) -> None:
        """Write what is still pending, and close the act in the chain: who, when, what."""
        self._flush()
        salt = os.urandom(16)
        told = f"{self._actor.name}\n{self.summary}"
        self._sql.execute(
            "UPDATE contents SET entity_id = ?, salt = ?, value = ? WHERE id = ?",
            (self.id, salt, told, self._act_content),
        )
        self._chain("", "act", encoded(self._opening | {"summary": commitment(salt, told)}))

    def _chain(self, table: str, op: str, text: str) -> None:
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

    def _flush(self) -> None:
        for changes in self._pending.values():
            for op, old, new in changes.by_kind():
                # A block holds rows before, rows after, or as many of both.
                for start in range(0, len(old) or len(new[0] if new else ()), BLOCK):
                    stop = start + BLOCK
                    told = self._block(changes.spec, old[start:stop], [values[start:stop] for values in new])
                    self._chain(changes.spec.name, op, told)
        refresh(self.store, {name: changes.ids for name, changes in self._pending.items()})
        self._contents.forget_texts()
        self._pending.clear()
        self._n_pending = 0

    def _block(self, spec: StateTable, old: Sequence[Image], new: Columns) -> str:
        """What the chain tells of changes: the public columns, and behind them what was kept of the private ones."""
        block = encoded({"columns": ["id", *spec.public], "private": spec.private})
        if old:
            kept = self._contents.of_old(spec, old)
            block = f'{block[:-1]},"before":{encoded_rows([*zip(*old, strict=True)][: spec.private_at], kept)}}}'
        if new:
            kept = self._contents.of_new(spec, new)
            block = f'{block[:-1]},"after":{encoded_rows(new[: spec.private_at], kept)}}}'
        return block


def link(previous: str, table: str, op: str, payload: str) -> str:
    """The hash of an event, given that of the event before it: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256("\n".join((previous, table, op, payload)).encode()).hexdigest()


def present(store: Store, spec: StateTable, ids: Sequence[int]) -> dict[int, Image]:
    """The present rows of a state table by id; ids without a row are left out."""
    columns = ", ".join(f'"{name}"' for name in spec.columns)
    query = f"SELECT {columns} FROM {spec.name} WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: row for row in store.connection.execute(query, [json.dumps(list(ids))])}


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
