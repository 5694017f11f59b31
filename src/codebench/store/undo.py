"""Taking an act back: its events in reverse, unless somebody has since built on what it did."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

from codebench.domain.errors import ConflictError
from codebench.i18n import _
from codebench.store.changes import Change
from codebench.store.connection import Store
from codebench.store.journal import Act, chunks, present
from codebench.store.schema import TABLES
from codebench.store.tables import STATE, Image, Scalar, StateTable

# Columns that others write as well, of which no other column of the row depends: a link follows its coding wherever
# somebody merges it, and that has nothing to do with what the memo says.
_APART = {"memos": ("linked",)}


def changes_of(store: Store, act_id: int, *, newest_first: bool = False) -> Iterator[tuple[StateTable, list[Change]]]:
    """The rows that an act changed, block by block, as (before, after) images.

    Raises:
        ConflictError: part of it was erased for good.
    """
    order = "DESC" if newest_first else "ASC"
    query = f"SELECT id FROM events WHERE act_id = ? AND table_name <> '' ORDER BY id {order}"
    for (event_id,) in store.tuples(query, [act_id]):
        table, payload = store.tuples("SELECT table_name, payload FROM events WHERE id = ?", [event_id])[0]
        spec = STATE[table]
        block = json.loads(payload)
        before = images(store, spec, block, "before")
        after = images(store, spec, block, "after")
        yield spec, list(zip_longest(before, after))


def reverse(store: Store, act: Act, act_id: int) -> None:
    """Within a new act, make every row that act `act_id` touched what it was before.

    Raises:
        ConflictError: a row was touched since, or something refers to it now; the sentence names who and what.
    """
    doomed: dict[str, list[int]] = {}
    for spec, changes in changes_of(store, act_id, newest_first=True):
        ids = [_id_of(change) for change in changes]
        current = present(store, spec, ids)
        back: list[Change] = []
        for row_id, change in zip(ids, changes, strict=True):
            now = current.get(row_id)
            found = (now, change[0]) if now == change[1] else _beside(spec, change, now)
            if found is None:
                raise ConflictError(_in_the_way(store, act_id, spec.name, row_id))
            back.append(found)
        act.write(spec, back)
        gone = [row_id for row_id, (before, _after) in zip(ids, changes, strict=True) if before is None]
        doomed.setdefault(spec.name, []).extend(gone)
    for table, ids in doomed.items():
        for child, column in _references()[table]:
            for chunk in chunks(ids, 500):
                marks = ",".join("?" * len(chunk))
                query = f"SELECT id FROM {child} WHERE {column} IN ({marks}) LIMIT 1"
                found = store.value(query, list(chunk))
                if found is not None:
                    raise ConflictError(_in_the_way(store, act_id, child, found))


def _beside(spec: StateTable, change: Change, now: Image | None) -> Change | None:
    """Taking back a change where the row was touched since, if these two had nothing to do with each other."""
    before, after = change
    if before is None or after is None or now is None:
        return None
    done = {at for at in range(len(now)) if before[at] != after[at]}
    since = {at for at in range(len(now)) if now[at] != after[at]}
    apart = {spec.columns.index(name) for name in _APART.get(spec.name, ())}
    if done & since or not (done <= apart or since <= apart):
        return None
    return now, tuple(before[at] if at in done else value for at, value in enumerate(now))


def _id_of(change: Change) -> int:
    row_id = (change[0] or change[1] or (None,))[0]
    assert isinstance(row_id, int)
    return row_id


def images(
    store: Store, spec: StateTable, block: dict[str, Any], side: str, *, erased_too: bool = False
) -> list[Image]:
    """The rows on one side of a block of changes; with `erased_too` empty where they were erased for good.

    Raises:
        ConflictError: something of them was erased.
    """
    rows: list[list[Any]] = block.get(side, [])
    place = {name: i for i, name in enumerate(block["columns"])}
    private_place = {name: i for i, name in enumerate(block["private"])}
    kept = _kept(store, [row[-1] for row in rows], erased_too) if spec.private else {}
    found = []
    for row in rows:
        public = [row[place[name]] if name in place else None for name in spec.columns[: spec.private_at]]
        values: list[Scalar] = kept[row[-1][0]] if spec.private and row[-1] is not None else []
        # Kept before a column was added, values are fewer than the names: columns are only ever added at the end.
        places = (private_place.get(name, len(values)) for name in spec.private)
        private = [values[place] if place < len(values) else "" for place in places]
        found.append((*public, *private))
    return found


def _kept(store: Store, references: Sequence[list[Any] | None], erased_too: bool) -> dict[int, list[Scalar]]:
    ids = [reference[0] for reference in references if reference is not None]
    found: dict[int, list[Scalar]] = {}
    for chunk in chunks(ids, 500):
        marks = ",".join("?" * len(chunk))
        query = f"SELECT id, value FROM contents WHERE id IN ({marks})"
        for content_id, value in store.connection.execute(query, list(chunk)):
            if value is None and not erased_too:
                raise ConflictError(_("Part of this was erased for good by a purge; it can't be brought back."))
            found[content_id] = [] if value is None else json.loads(value)
    return found


@cache
def _references() -> dict[str, list[tuple[str, str]]]:
    """Per state table the (table, column) pairs that may refer to its rows."""
    from codebench.store.database import Database

    db = Database(memory=True)
    db.conn.executescript(TABLES)
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in STATE}
    for child in STATE:
        for key in db.table(child).foreign_keys:
            if key.other_table in found:
                found[key.other_table].append((child, f'"{key.column}"'))
    db.close()
    return found


def _in_the_way(store: Store, act_id: int, table: str, row_id: int) -> str:
    """The sentence that names the act which touched the row last, after the one to be undone."""
    summary = store.value("SELECT summary FROM view_acts WHERE act_id = ?", [act_id]) or _("(erased)")
    later = store.tuples(
        "SELECT act_id, payload FROM events WHERE act_id > ? AND act_id < (SELECT max(id) FROM acts)"
        " AND table_name = ? ORDER BY id DESC",
        [act_id, table],
    )
    for other, payload in later:
        block = json.loads(payload)
        if any(row[0] == row_id for side in ("before", "after") for row in block.get(side, [])):
            found = store.rows("SELECT * FROM view_acts WHERE act_id = ?", [other])[0]
            if found["kind"] in ("purge", "withdraw"):
                message = _(
                    "'{what}' can't be undone: '{other}' by {who} ({when}, act {act}) erased part of it for good."
                )
            else:
                message = _(
                    "'{what}' can't be undone: '{other}' by {who} ({when}, act {act}) builds on it; undo that first."
                )
            return message.format(
                what=summary,
                other=found["summary"] or _("(erased)"),
                who=found["coder"] or "?",
                when=found["created_at"][:16].replace("T", " "),
                act=other,
            )
    return _("'{what}' can't be undone: what it did is no longer there as it left it.").format(what=summary)
