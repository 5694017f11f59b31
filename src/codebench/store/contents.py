"""What lies beside the chain: private values and texts, each under a salt of its own, so that one can be erased alone.

The chain holds a salted commitment to each; where a row of `contents` is erased, the chain still verifies.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring

from codebench.domain.text import checksum
from codebench.store.rows import put_columns
from codebench.store.tables import STATE, Image, Scalar, StateTable

Reference = tuple[int, str | None]
"""What the chain holds of something private: the id of its content and the commitment to it (None: it is erased)."""

_SALT = 16


def commitment(salt: bytes | bytearray, value: str) -> str:
    """What the chain holds of a private value: it proves the value and does not reveal it."""
    return hashlib.sha256(salt + value.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Contents:
    """The contents, as one act keeps and finds them."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._next = int(sql.execute("SELECT ifnull(max(id), 0) + 1 FROM contents").fetchone()[0])
        self._texts: dict[Scalar, Reference] = {}

    def keep(
        self, entity: int, ids: Sequence[Scalar], values: Sequence[str], sha256s: Sequence[str] = ()
    ) -> list[Reference]:
        """Keep one value for each of these ids of a kind of entity."""
        new = range(self._next, self._next + len(ids))
        self._next = new.stop
        random = bytearray(os.urandom(_SALT * len(ids)))
        salts = [random[i : i + _SALT] for i in range(0, len(random), _SALT)]
        columns = {"id": new, "entity": [entity] * len(ids), "entity_id": ids, "salt": salts, "value": values}
        put_columns(self._sql, "contents", columns | ({"sha256": sha256s} if sha256s else {}))
        return list(zip(new, map(commitment, salts, values), strict=True))

    def keep_texts(self, version_ids: Sequence[int], texts: Sequence[str]) -> list[int]:
        """Keep the texts of text versions; the ids of their contents."""
        kept = self.keep(STATE["text_versions"].number, version_ids, texts, list(map(checksum, texts)))
        ids = [content_id for content_id, _commitment in kept]
        self._texts.update(zip(ids, kept, strict=True))
        return ids

    def forget_texts(self) -> None:
        """Let go of the commitments to texts, which can be computed again."""
        self._texts.clear()

    def of_new(self, spec: StateTable, columns: Sequence[Sequence[Scalar]]) -> Sequence[Reference | None]:
        """Keep what rows now hold in their private columns; per row what the chain holds of it, None of nothing.

        The rows are given as the columns of the table.
        """
        ids = columns[0]
        if spec.body is not None:
            return self._of_texts(columns[spec.columns.index(spec.body)])
        if not spec.private:
            return [None] * len(ids)
        privates = list(zip(*columns[spec.private_at :], strict=True))
        # The values of cases are the same few again and again.
        told = {private: _json_of_scalars(private) for private in set(privates) if _says(private)}
        if not told:
            return [None] * len(ids)
        if len(told) < len(privates):
            ids = [row_id for row_id, private in zip(ids, privates, strict=True) if private in told]
        kept = iter(self.keep(spec.number, ids, [told[private] for private in privates if private in told]))
        return [next(kept) if private in told else None for private in privates]

    def of_old(self, spec: StateTable, images: Sequence[Image]) -> Sequence[Reference | None]:
        """Per row what the chain holds of the private columns that it had before: what was kept of it last."""
        # A row whose private columns were empty is kept under nothing: what is kept of it is older.
        telling = [image[0] for image in images if spec.body is not None or _says(image[spec.private_at :])]
        query = (
            "SELECT entity_id, max(id), salt, value FROM contents"
            " WHERE entity = ? AND entity_id IN (SELECT value FROM json_each(?)) GROUP BY entity_id"
        )
        rows = self._sql.execute(query, [spec.number, json.dumps(telling)]) if telling else ()
        latest = {entity_id: _reference(content_id, salt, value) for entity_id, content_id, salt, value in rows}
        return [latest.get(image[0]) for image in images]

    def _of_texts(self, ids: Sequence[Scalar]) -> list[Reference]:
        # An earlier act kept them, or they were forgotten since.
        unknown = [content_id for content_id in ids if content_id not in self._texts]
        if unknown:
            query = "SELECT id, salt, value FROM contents WHERE id IN (SELECT value FROM json_each(?))"
            for content_id, salt, value in self._sql.execute(query, [json.dumps(unknown)]):
                self._texts[content_id] = _reference(content_id, salt, value)
        return [self._texts[content_id] for content_id in ids]


def _says(private: Image) -> bool:
    return any(value not in (None, "") for value in private)


def _reference(content_id: int, salt: bytes | None, value: str | None) -> Reference:
    return content_id, None if salt is None or value is None else commitment(salt, value)


def _json_of_scalars(values: Iterable[Scalar]) -> str:
    """The list as JSON, several times as fast as an encoder made for anything."""
    return f"[{','.join(map(_json_of_scalar, values))}]"


def _json_of_scalar(value: Scalar) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else repr(value)
