"""Whether a project file holds together: SQLite's own check, every text, the chain, the journal, our invariants."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from codebench.domain.errors import CodebenchError
from codebench.domain.text import checksum
from codebench.i18n import _
from codebench.store.connection import Store
from codebench.store.derived import covered
from codebench.store.journal import chunks, commitment, link, present
from codebench.store.tables import STATE


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong: where it is, what is wrong, what to do about it."""

    where: str
    what: str
    advice: str


_RESTORE = _("Restore the latest sound snapshot (`codebench snapshot list`).")
_REBUILD = _("Nothing of yours is lost; make a snapshot and report this.")

_INVARIANTS = (
    (
        'SELECT g.id FROM codings g JOIN text_versions v ON v.id = g.text_version_id WHERE g."end" > v.length',
        "codings",
        _("The coding reaches beyond its text."),
    ),
    (
        "SELECT g.id FROM codings g JOIN text_versions v ON v.id = g.text_version_id"
        " WHERE g.document_id <> v.document_id OR (g.status = 'active' AND v.is_current = 0)",
        "codings",
        _("The coding lies on another text than its document's present one."),
    ),
    (
        "SELECT u.id FROM units u JOIN text_versions v ON v.document_id = u.document_id AND v.is_current = 1"
        ' WHERE u."end" > v.length',
        "units",
        _("The unit reaches beyond its text."),
    ),
    (
        "SELECT b.id FROM units a JOIN units b ON b.document_id = a.document_id AND b.id <> a.id"
        ' AND b.start >= a.start AND b.start < a."end"',
        "units",
        _("The unit overlaps another one."),
    ),
    (
        "SELECT d.id FROM documents d WHERE d.status <> 'purged' AND NOT EXISTS"
        " (SELECT 1 FROM text_versions v WHERE v.document_id = d.id AND v.is_current = 1)",
        "documents",
        _("The document has no present text."),
    ),
    (
        "WITH RECURSIVE down (id) AS (SELECT id FROM codes WHERE parent_id IS NULL"
        " UNION SELECT c.id FROM codes c JOIN down ON c.parent_id = down.id)"
        " SELECT id FROM codes WHERE id NOT IN down",
        "codes",
        _("The code hangs under itself."),
    ),
)


def check(store: Store) -> list[Damage]:
    """Everything that is wrong with the file; an empty list when it is sound."""
    found: list[Damage] = []
    for look in (_file, _texts, _chain, _journal, _invariants, _derived):
        try:
            found.extend(look(store))
        except (CodebenchError, sqlite3.Error, ValueError, LookupError, TypeError) as error:
            # What is damaged enough can't be looked through to the end; that is a finding like others.
            found.append(Damage(_("the file"), _("It can't be read through ({error}).").format(error=error), _RESTORE))
    return found


def _file(store: Store) -> Iterator[Damage]:
    for (line,) in store.tuples("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Damage(_("the file"), line, _RESTORE)
    for table, row_id, parent, _number in store.tuples("PRAGMA foreign_key_check"):
        what = _("It refers to something in {parent} that is not there.").format(parent=parent)
        yield Damage(f"{table} {row_id}", what, _RESTORE)


def _texts(store: Store) -> Iterator[Damage]:
    ids = store.tuples("SELECT id FROM contents WHERE sha256 IS NOT NULL")
    for (content_id,) in ids:
        version, value, sha256 = store.tuples(
            "SELECT entity_id, value, sha256 FROM contents WHERE id = ?", [content_id]
        )[0]
        if value is None or checksum(value) != sha256:
            yield Damage(f"text_versions {version}", _("The text is not what it was when it was taken in."), _RESTORE)


def _chain(store: Store) -> Iterator[Damage]:
    previous = ""
    for event_id, act_id, table, op, payload, found in store.connection.execute(
        "SELECT id, act_id, table_name, op, payload, hash FROM events ORDER BY id"
    ):
        if link(previous, table, op, payload) != found:
            where = _("event {event} (act {act})").format(event=event_id, act=act_id)
            yield Damage(where, _("The audit trail was changed from here on."), _RESTORE)
            return
        previous = found


def _journal(store: Store) -> Iterator[Damage]:
    """Replay the events from the newest to the oldest: the last image of every row must be the present row."""
    seen = {name: bytearray() for name in STATE}
    for (event_id,) in store.tuples("SELECT id FROM events WHERE table_name <> '' ORDER BY id DESC"):
        table, payload = store.tuples("SELECT table_name, payload FROM events WHERE id = ?", [event_id])[0]
        block = json.loads(payload)
        spec = STATE[table]
        rows = block.get("after") or block["before"]
        fresh = [row for row in rows if _mark(seen[table], row[0])]
        current = present(store, spec, [row[0] for row in fresh])
        place = {name: i for i, name in enumerate(block["columns"])}
        for row in fresh:
            image = current.get(row[0])
            if "after" not in block:
                wrong = image is not None
            elif image is None:
                wrong = True
            else:
                public = [row[place[name]] for name in spec.columns[: spec.private_at] if name in place]
                known = [v for n, v in zip(spec.columns[: spec.private_at], image, strict=False) if n in place]
                wrong = public != known or not _private_holds(store, row[-1], list(image[spec.private_at :]))
            if wrong:
                yield Damage(f"{table} {row[0]}", _("It is not what the journal says it became."), _RESTORE)
    for name, bitmap in seen.items():
        for (row_id,) in store.tuples(f"SELECT id FROM {name}"):
            if row_id >= len(bitmap) or not bitmap[row_id]:
                yield Damage(f"{name} {row_id}", _("No act in the journal made it."), _RESTORE)


def _mark(bitmap: bytearray, row_id: int) -> bool:
    if row_id >= len(bitmap):
        bitmap.extend(bytes(row_id + 1 - len(bitmap)))
    new = not bitmap[row_id]
    bitmap[row_id] = 1
    return new


def _private_holds(store: Store, reference: list[object] | None, private: list[object]) -> bool:
    if reference is None:
        return not any(private)
    row = store.tuples("SELECT salt, value FROM contents WHERE id = ?", [reference[0]])
    if not row:
        return False
    salt, value = row[0]
    if salt is None:
        return True
    if commitment(salt, value) != reference[1]:
        return False
    return not private or json.loads(value) == private


def _invariants(store: Store) -> Iterator[Damage]:
    for query, table, what in _INVARIANTS:
        for (row_id,) in store.tuples(query + " LIMIT 20"):
            yield Damage(f"{table} {row_id}", what, _RESTORE)


def _derived(store: Store) -> Iterator[Damage]:
    ids = [row[0] for row in store.tuples("SELECT id FROM codings")]
    for chunk in chunks(ids, 500):
        low, high = chunk[0], chunk[-1]
        fresh = sorted(covered(store, "g.id BETWEEN ? AND ?", [low, high]))
        query = "SELECT * FROM coding_units WHERE coding_id BETWEEN ? AND ? ORDER BY coding_id, unit_id"
        if [tuple(row) for row in store.tuples(query, [low, high])] != [tuple(row) for row in fresh]:
            yield Damage("coding_units", _("The index of codings by unit is out of step."), _REBUILD)
            return
    missing = store.value("SELECT count(*) FROM text_versions WHERE id NOT IN (SELECT id FROM text_index_docsize)")
    if missing:
        yield Damage("text_index", _("The search index is out of step."), _REBUILD)
