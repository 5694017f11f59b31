"""What a project ever knew of something: the rows that hung on it in the whole journal, and what was kept of them."""

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from codebench.store.connection import Store
from codebench.store.journal import ACT_ENTITY
from codebench.store.tables import STATE

# By table, which of its columns make a row hang on a row of another table.
_HANGING: dict[str, dict[str, str]] = {
    "sources": {},
    "cases": {},
    "case_values": {"case_id": "cases"},
    "documents": {},
    "text_versions": {"document_id": "documents"},
    "sections": {"document_id": "documents"},
    "units": {"document_id": "documents"},
    "codings": {"document_id": "documents"},
    "memos": {
        "document_id": "documents",
        "unit_id": "units",
        "coding_id": "codings",
        "text_version_id": "text_versions",
        "case_id": "cases",
    },
    "settlements": {"unit_id": "units"},
    "excerpts": {"coding_id": "codings"},
    "summaries": {"case_id": "cases"},
}

Rows = dict[str, set[int]]
"""Ids by table; under "acts" those of acts."""


class Tracing:
    """Looks through the journal from its beginning."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _blocks(self, *tables: str) -> Iterator[tuple[str, int, dict[str, int], list[list[Any]]]]:
        """What the journal ever wrote of these tables, oldest first: (table, act, place of each column, rows)."""
        marks = ",".join("?" * len(tables))
        for table, act_id, payload in self._store.connection.execute(
            f"SELECT table_name, act_id, payload FROM events WHERE table_name IN ({marks}) ORDER BY id", tables
        ):
            block: dict[str, Any] = json.loads(payload)
            place = {name: i for i, name in enumerate(block["columns"])}
            yield table, act_id, place, [*block.get("before", ()), *block.get("after", ())]

    def undone_documents(self) -> set[int]:
        """Documents whose import stands undone: nobody sees them, but the journal still holds their texts."""
        ever = {row[0] for _table, _act, _place, rows in self._blocks("documents") for row in rows}
        return ever - {row[0] for row in self._store.tuples("SELECT id FROM documents")}

    def hanging_on(self, roots: Rows) -> Rows:
        """Every row that ever was one of these or hung on them, by table, and the acts that wrote them."""
        found: Rows = {name: set() for name in (*_HANGING, "acts")}
        found |= roots
        reach = set(roots)
        for name, hangs_on in _HANGING.items():
            if reach.intersection(hangs_on.values()):
                reach.add(name)
        if any(roots.values()):
            for table, act_id, place, rows in self._blocks(*reach):
                links = [(place[column], found[name]) for column, name in _HANGING[table].items()]
                own = found[table]
                mine = {row[0] for row in rows if row[0] in own or any(row[at] in ids for at, ids in links)}
                if mine:
                    own |= mine
                    found["acts"].add(act_id)
        return found

    def linked(self, history: Rows, table: str, column: str) -> set[int]:
        """The rows of another table to which these documents and their units ever pointed, and what those are in."""
        above: dict[int, set[int]] = {}
        found: set[Any] = set()
        for name, _act, place, rows in self._blocks(table, "documents", "units"):
            if name == table and "parent_id" in place:
                for row in rows:
                    above.setdefault(row[0], set()).add(row[place["parent_id"]])
            elif name != table and column in place:
                found.update(row[place[column]] for row in rows if row[0] in history[name])
        while more := {parent for row_id in found for parent in above.get(row_id, ())} - found:
            found |= more
        found.discard(None)
        return found

    def contents_of(self, history: Rows) -> list[int]:
        """The contents, not yet erased, of all that was ever kept of these rows."""
        found: list[int] = []
        for name, rows in history.items():
            number = ACT_ENTITY if name == "acts" else STATE[name].number
            query = (
                "SELECT id FROM contents WHERE entity = ? AND value IS NOT NULL"
                " AND entity_id IN (SELECT value FROM json_each(?))"
            )
            found += [row[0] for row in self._store.tuples(query, [number, json.dumps(list(rows))])]
        return found

    def acts_that_kept(self, contents: Collection[int]) -> set[int]:
        """The acts of which something lies in these contents, or that wrote of what lies there."""
        wanted = set(contents)
        own = "SELECT entity_id FROM contents WHERE entity = ? AND id IN (SELECT value FROM json_each(?))"
        found = {row[0] for row in self._store.tuples(own, [ACT_ENTITY, json.dumps(list(wanted))])}
        for _table, act_id, _place, rows in self._blocks(*STATE):
            if act_id not in found and any(row[-1] is not None and row[-1][0] in wanted for row in rows):
                found.add(act_id)
        return found

    def past_with(self, holds: Callable[[str], bool]) -> list[int]:
        """The contents with a text for which `holds` says so, and that are no part of the present state."""
        names = {spec.number: spec for spec in STATE.values()}
        there = {name: {row[0] for row in self._store.tuples(f"SELECT id FROM {name}")} for name in STATE}
        rows = self._store.connection.execute(
            "SELECT id, entity, entity_id, value FROM contents WHERE value IS NOT NULL ORDER BY id DESC"
        )
        seen: set[tuple[int, int]] = set()
        found = []
        for row_id, entity, entity_id, value in rows:
            spec = names.get(entity)
            is_latest = (entity, entity_id) not in seen
            seen.add((entity, entity_id))
            if spec is not None and is_latest and entity_id in there[spec.name]:
                continue
            if spec is None:
                texts = [value.partition("\n")[2]]  # in front stands the coder
            elif spec.body is not None:
                texts = [value]
            else:
                texts = [one for one in json.loads(value) if isinstance(one, str)]
            if any(map(holds, texts)):
                found.append(row_id)
        return found


def ranges(ids: Collection[int]) -> list[tuple[int, int]]:
    """Ids as (first, last) of each run without gaps."""
    spans: list[tuple[int, int]] = []
    for row_id in sorted(ids):
        if spans and spans[-1][1] == row_id - 1:
            spans[-1] = (spans[-1][0], row_id)
        else:
            spans.append((row_id, row_id))
    return spans
