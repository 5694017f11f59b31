"""What rows were at an earlier moment of the journal, and where in it that moment is."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from codebench.domain.table import ProjectState
from codebench.store.connection import Store
from codebench.store.tables import STATE, Image
from codebench.store.undo import images

Past = dict[str, dict[int, Image | None]]
"""By table and id: the row as it was, None where it was not there yet (or is there no more)."""


def head(store: Store) -> str:
    """The hash of the journal's last event: what names a state of a project."""
    return str(store.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1"))


def state(store: Store) -> ProjectState:
    """The state that the project is in: when it was changed last, its codebook's revision, the journal's head."""
    query = (
        "SELECT a.created_at, (SELECT ifnull(max(id), 0) FROM codebook_revisions), e.hash FROM events e"
        " JOIN acts a ON a.id = e.act_id ORDER BY e.id DESC LIMIT 1"
    )
    return ProjectState(*store.tuples(query)[0])


def moments(store: Store, since: int = 0) -> dict[str, int]:
    """The ends of the acts after an event, oldest first: the beginnings of their hashes, with the events' numbers.

    Sixteen digits tell apart whatever two files may have passed through.
    """
    return dict(store.tuples("SELECT substr(hash, 1, 16), id FROM events WHERE op = 'act' AND id > ?", [since]))


def moment(hash_: str) -> str:
    """How the state with this head is called among `moments`."""
    return hash_[:16]


def touched_since(store: Store, event_id: int, tables: Collection[str]) -> Past:
    """The rows of these tables that an act touched after an event, each as it was at that event.

    What a purge has erased since comes back empty.
    """
    found: Past = {name: {} for name in tables}
    query = "SELECT table_name, payload FROM events WHERE id > ? AND table_name IN (SELECT value FROM json_each(?))"
    for name, payload in store.connection.execute(f"{query} ORDER BY id", [event_id, json.dumps(list(tables))]):
        spec, block = STATE[name], json.loads(payload)
        before = {image[0]: image for image in images(store, spec, block, "before", erased_too=True)}
        for row in block.get("after") or block["before"]:
            found[name].setdefault(row[0], before.get(row[0]))
    return found


def changes_in(
    store: Store, table: str, row_id: int
) -> Iterator[tuple[int, dict[str, Any] | None, dict[str, Any] | None]]:
    """What acts made of one row, oldest first: the act, the row before and after, each None where there was none.

    What a purge has erased since comes back empty.
    """
    spec = STATE[table]
    query = "SELECT act_id, payload FROM events WHERE table_name = ? ORDER BY id"
    for act_id, payload in store.connection.execute(query, [table]):
        block = json.loads(payload)
        if not any(row[0] == row_id for side in ("before", "after") for row in block.get(side, ())):
            continue
        sides = [images(store, spec, block, side, erased_too=True) for side in ("before", "after")]
        before, after = (
            next((dict(zip(spec.columns, image, strict=True)) for image in side if image[0] == row_id), None)
            for side in sides
        )
        yield act_id, before, after
