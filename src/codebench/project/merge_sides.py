"""One of the two files of a merge: its rows in the form that both share."""

import json
from collections.abc import Collection, Iterable, Mapping

from codebench.project.merge_models import CARRIED, KEYS, Entity, Key, Reason, Ref, Value
from codebench.project.merge_places import Places, UnplacedError
from codebench.store.connection import Store
from codebench.store.journal import chunks, present
from codebench.store.past import Past
from codebench.store.tables import STATE, Image, Scalar

_POINTS_AT = {
    "parent_id": "codes",
    "code_id": "codes",
    "coder_id": "coders",
    "as_coder_id": "coders",
    "round_id": "rounds",
    "document_id": "documents",
    "question_id": "questions",
    "case_id": "cases",
    "coding_id": "codings",
    "theme_id": "themes",
    "from_id": "codes",
    "to_id": "codes",
}
# The column by which the rows are looked for that may have a key.
_FOUND_BY = {
    "round_units": "unit_id",
    "round_coders": "round_id",
    "review_marks": "unit_id",
    "bookmarks": "unit_id",
    "suggestion_decisions": "code_id",
    "settlements": "unit_id",
    "excerpts": "coding_id",
    "theme_codes": "theme_id",
    "theme_codings": "theme_id",
    "summaries": "case_id",
    "code_links": "from_id",
}
_MISSING = {"codes": Reason.CODE, "rounds": Reason.ROUND, "documents": Reason.DOCUMENT}


class Side:
    """Reads rows of one file.

    `places` leads from its texts to ours (None: they are ours); `same` says which of its rows have another GUID here,
    `merged` which codings that are gone here became part of which.
    """

    def __init__(
        self, store: Store, past: Past, places: Places | None = None, merged: Mapping[str, str] | None = None
    ) -> None:
        self.store = store
        self._merged = merged or {}
        self.same: dict[Ref, str] = {}
        self._places = places
        self._past = past
        self._guids: dict[tuple[str, int], str | None] = {}

    def entity(self, table: str, image: Image) -> Entity:
        """A row in the form that both files share.

        Raises:
            UnplacedError: what it points at has no place in our project, or no GUID any more.
        """
        row: dict[str, Scalar] = dict(zip(STATE[table].columns, image, strict=True))
        values: dict[str, Value] = {
            name: self._ref(name, value) if name in _POINTS_AT and isinstance(value, int) else value
            for name, value in row.items()
            if name not in CARRIED
        }
        document = outcome = ""
        if table == "codings" or (table == "memos" and row["text_version_id"] is not None):
            document, outcome = self._place(values, row)
        if isinstance(row.get("unit_id"), int) and self._places is not None:
            values["unit_id"], document = self._places.unit(int(row["unit_id"] or 0))
        if "guid" in values:
            values["guid"] = self.same.get(Ref(table, str(values["guid"])), values["guid"])
        if isinstance(linked := values.get("linked"), str):
            ours = (self.same.get(Ref("codings", guid), guid) for guid in json.loads(linked))
            values["linked"] = json.dumps(list(dict.fromkeys(self._merged.get(guid, guid) for guid in ours)))
        coder = values.get("coder_id") if table != "settlements" else None
        carried = {name: value for name, value in row.items() if name in CARRIED and name != "id"}
        key = tuple(values[name] for name in KEYS[table])
        return Entity(table, key, values, carried, coder.guid if isinstance(coder, Ref) else "", document, outcome)

    def place_of_unit(self, unit_id: int) -> int:
        """The unit of ours that one of this file is.

        Raises:
            UnplacedError: the document, the text or the unit is not here.
        """
        return unit_id if self._places is None else self._places.unit(unit_id)[0]

    def rows(self, table: str, ids: Collection[int]) -> dict[int, Image]:
        """The present rows of these ids."""
        return present(self.store, STATE[table], list(ids))

    def _place(self, values: dict[str, Value], row: Mapping[str, Scalar]) -> tuple[str, str]:
        if self._places is None:
            return "", ""
        version, start, end = (int(row[name] or 0) for name in ("text_version_id", "start", "end"))
        is_orphaned = row.get("status") == "orphaned"
        place = self._places.passage(version, start, end, is_orphaned=is_orphaned)
        values |= {"text_version_id": place.version_id, "start": place.start, "end": place.end}
        if "status" in values:
            values["status"] = "orphaned" if place.is_orphaned else "active"
        return place.document, place.outcome

    def _ref(self, column: str, row_id: int) -> Ref:
        table = _POINTS_AT[column]
        guid = self.guid(table, row_id)
        if guid is None:
            raise UnplacedError(_MISSING.get(table, Reason.OTHER))
        return Ref(table, self.same.get(Ref(table, guid), guid))

    def guid(self, table: str, row_id: int) -> str | None:
        """The GUID of a row, also of one that has gone since."""
        if (table, row_id) not in self._guids:
            found = self.store.value(f"SELECT guid FROM {table} WHERE id = ?", [row_id])
            before = self._past.get(table, {}).get(row_id)
            if found is None and before is not None:
                found = before[STATE[table].columns.index("guid")]
            self._guids[table, row_id] = found
        return self._guids[table, row_id]

    def knows(self, table: str, guid: str) -> bool:
        """Whether a row with this GUID is in the file, or was as far back as one looked."""
        if self.store.value(f"SELECT 1 FROM {table} WHERE guid = ?", [guid]) is not None:
            return True
        at = STATE[table].columns.index("guid")
        return any(image is not None and image[at] == guid for image in self._past.get(table, {}).values())


class Here:
    """Our project: its rows by the keys that both files share."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._found: dict[str, dict[Key, tuple[int, Entity]]] = {}
        self._ids: dict[Ref, int | None] = {}

    def load(self, entities: Iterable[Entity]) -> None:
        """Find the rows that these may be."""
        by_table: dict[str, list[Key]] = {}
        for entity in entities:
            by_table.setdefault(entity.table, []).append(entity.key)
        for table, keys in by_table.items():
            column = _FOUND_BY.get(table, "guid")
            at = KEYS[table].index(column)
            wanted = {self._plain(key[at]) for key in keys}
            found = self._found.setdefault(table, {})
            query = f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
            ids = [row[0] for row in self._side.store.tuples(query, [json.dumps(list(wanted))])]
            for some in chunks(ids, 500):
                for row_id, image in self._side.rows(table, some).items():
                    entity = self._side.entity(table, image)
                    found[entity.key] = row_id, entity

    def get(self, table: str, key: Key) -> tuple[int | None, Entity | None]:
        """The row of this key and its id, or two times None."""
        return self._found.get(table, {}).get(key, (None, None))

    def id_of(self, ref: Ref) -> int | None:
        """The id of the row with this GUID."""
        if ref not in self._ids:
            self._ids[ref] = self._side.store.value(f"SELECT id FROM {ref.table} WHERE guid = ?", [ref.guid])
        return self._ids[ref]

    def coding_at(self, coding: Entity) -> str | None:
        """The GUID of the coding of ours that says the same of the same passage, by the same coder."""
        place = [coding.values[name] for name in ("text_version_id", "start", "end", "code_id", "coder_id")]
        found = self._side.store.value(
            'SELECT guid FROM codings WHERE text_version_id = ? AND start = ? AND "end" = ? AND code_id = ?'
            " AND coder_id = ? AND status = 'active'",
            [self._plain(value) for value in place],
        )
        return None if found is None else str(found)

    def _plain(self, value: Value) -> Scalar:
        return self.id_of(value) if isinstance(value, Ref) else value
