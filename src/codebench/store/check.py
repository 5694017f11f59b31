"""Whether a project file holds together: SQLite's own check, every text, the chain, the journal, our invariants."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from codebench.domain.annotation_encoding import decode
from codebench.domain.errors import CodebenchError
from codebench.domain.text import checksum, shown_line
from codebench.i18n import _
from codebench.store.connection import Store
from codebench.store.contents import commitment
from codebench.store.derived import covered
from codebench.store.erasure import is_unfinished
from codebench.store.journal import chunks, link, present
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

# Texts of imports that stand undone are in the contents still, and so may be in the cache.
_CACHE_INVARIANTS = (
    (
        "SELECT a.text_version_id, a.pipeline_id FROM annotations a WHERE NOT EXISTS (SELECT 1 FROM contents c"
        f" WHERE c.entity = {STATE['text_versions'].number} AND c.entity_id = a.text_version_id"
        " AND c.value IS NOT NULL)",
        _("It is of a text that is not there or was erased."),
    ),
    (
        "SELECT a.text_version_id, a.pipeline_id FROM annotations a WHERE a.words > 0 AND NOT EXISTS (SELECT 1"
        " FROM lemma_texts t WHERE t.text_version_id = a.text_version_id AND t.pipeline_id = a.pipeline_id)",
        _("The index of lemmas is out of step."),
    ),
    (
        "SELECT DISTINCT t.text_version_id, t.pipeline_id FROM lemma_texts t WHERE NOT EXISTS (SELECT 1"
        " FROM annotations a WHERE a.text_version_id = t.text_version_id AND a.pipeline_id = t.pipeline_id)",
        _("The index of lemmas is out of step."),
    ),
)


def check(store: Store) -> list[Damage]:
    """Everything that is wrong with the file; an empty list when it is sound."""
    found: list[Damage] = []
    for look in (_file, _texts, _chain, _acts, _journal, _invariants, _derived, _annotations):
        try:
            with store.reader() as reader:
                # Bytes that are no text any more must not hide which row they are in.
                reader.connection.text_factory = _decoded
                found.extend(look(reader))
        except (CodebenchError, sqlite3.Error, ValueError, LookupError, TypeError) as error:
            # What is damaged enough can't be looked through to the end; that is a finding like others.
            what = _("It can't be read through ({error}).").format(error=shown_line(str(error)))
            found.append(Damage(_("the file"), what, _RESTORE))
    return found


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _file(store: Store) -> Iterator[Damage]:
    for (line,) in store.tuples("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Damage(_("the file"), shown_line(line), _RESTORE)
    for table, row_id, parent, _number in store.tuples("PRAGMA foreign_key_check"):
        what = _("It refers to something in {parent} that is not there.").format(parent=parent)
        yield Damage(f"{table} {row_id}", what, _RESTORE)
    if is_unfinished(store.connection):
        advice = _("Make room on the disk, then open the project for writing: that finishes it.")
        yield Damage(_("the file"), _("A purge is not finished: copies of what was erased may be left."), advice)


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
    going_on: int | None = None
    for event_id, act_id, table, op, payload, found in store.connection.execute(
        "SELECT id, act_id, table_name, op, payload, hash FROM events ORDER BY id"
    ):
        if link(previous, table, op, payload) != found or going_on not in (None, act_id):
            where = _("event {event} (act {act})").format(event=event_id, act=act_id)
            yield Damage(where, _("The audit trail was changed from here on."), _RESTORE)
            return
        previous = found
        going_on = None if op == "act" else act_id


def _acts(store: Store) -> Iterator[Damage]:
    """Every act is what the event that closes it says: who, when, what."""
    erased = _erased(store)
    for act_id, guid, kind, coder, at, target, content_id, salt, value, payload in store.connection.execute(
        "SELECT a.id, a.guid, a.kind, a.coder_guid, a.created_at, t.guid, c.id, c.salt, c.value, e.payload"
        " FROM acts a LEFT JOIN acts t ON t.id = a.target_id LEFT JOIN contents c ON c.id = a.content_id"
        " LEFT JOIN events e ON e.act_id = a.id AND e.op = 'act'"
    ):
        closing = _parsed(payload) or {}
        told = {"act": guid, "kind": kind, "coder": coder, "at": at, "target": target}
        if any(closing.get(name) != now for name, now in told.items()):
            wrong = True
        elif value is None:
            wrong = content_id not in erased
        else:
            wrong = commitment(salt, value) != closing.get("summary")
        if wrong:
            where = _("act {act}").format(act=act_id)
            yield Damage(where, _("Who, when or what it was is not what the audit trail says."), _RESTORE)


def _journal(store: Store) -> Iterator[Damage]:
    """Replay the events from the newest to the oldest: the last image of every row must be the present row."""
    seen = {name: bytearray() for name in STATE}
    erased = _erased(store)
    for event_id, act_id in store.tuples("SELECT id, act_id FROM events WHERE table_name <> '' ORDER BY id DESC"):
        table, payload = store.tuples("SELECT table_name, payload FROM events WHERE id = ?", [event_id])[0]
        try:
            spec, block = STATE[table], json.loads(payload)
            rows = block.get("after") or block["before"]
            fresh = [row for row in rows if _mark(seen[table], row[0])]
            kept = _contents(store, [row[-1] for side in ("before", "after") for row in block.get(side, [])])
            place = {name: i for i, name in enumerate(block["columns"])}
            public = [name for name in spec.columns[: spec.private_at] if name in place]
            wanted = {row[0]: ([row[place[name]] for name in public], row[-1]) for row in fresh}
        except (ValueError, LookupError, TypeError):
            where = _("event {event} (act {act})").format(event=event_id, act=act_id)
            yield Damage(where, _("It can't be read."), _RESTORE)
            continue
        for row in (row for side in ("before", "after") for row in block.get(side, [])):
            if not _reference_holds(kept, row[-1], erased):
                what = _("What the journal kept of it was changed.")
                yield Damage(f"{table} {row[0]}", what, _RESTORE)
        current = present(store, spec, list(wanted))
        at = [spec.columns.index(name) for name in public]
        for row_id, (known, reference) in wanted.items():
            image = current.get(row_id)
            if "after" not in block or image is None:
                wrong = "after" in block or image is not None
            else:
                private = list(image[spec.private_at :])
                wrong = [image[i] for i in at] != known or not _private_holds(kept, reference, private)
            if wrong:
                yield Damage(f"{table} {row_id}", _("It is not what the journal says it became."), _RESTORE)
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


Reference = list[Any] | None
Kept = dict[int, tuple[bytes | None, str | None]]


def _contents(store: Store, references: Sequence[Reference]) -> Kept:
    """The (salt, value) of the contents that are referred to."""
    ids = {reference[0] for reference in references if reference is not None}
    query = "SELECT id, salt, value FROM contents WHERE id IN (SELECT value FROM json_each(?))"
    return {row_id: (salt, value) for row_id, salt, value in store.tuples(query, [json.dumps(list(ids))])}


def _erased(store: Store) -> set[int]:
    """The contents that the acts of purges say they erased."""
    payloads = store.tuples("SELECT payload FROM events WHERE op = 'purge'")
    spans = (span for (payload,) in payloads for span in (_parsed(payload) or {}).get("contents", ()))
    return {content_id for first, last in spans for content_id in range(first, last + 1)}


def _parsed(payload: str | None) -> dict[str, Any] | None:
    try:
        found = json.loads(payload or "")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _reference_holds(kept: Kept, reference: Reference, erased: set[int]) -> bool:
    """Whether what lies in the contents is what the chain is committed to, or was erased by a purge."""
    if reference is None:
        return True
    content_id, committed = reference
    salt, value = kept.get(content_id, (None, None))
    if salt is None or value is None:
        return content_id in erased
    return committed is None or commitment(salt, value) == committed


def _private_holds(kept: Kept, reference: Reference, private: list[Any]) -> bool:
    """Whether the private columns of a row are what was kept of them (a text is a column of nothing)."""
    if reference is None:
        return not any(private)
    value = kept.get(reference[0], (None, None))[1]
    return not private or value is None or _is_json_of(value, private)


def _is_json_of(value: str, private: list[Any]) -> bool:
    """Columns that were added since the value was kept must be as they were added: empty."""
    try:
        known = json.loads(value)
        return bool(known == private[: len(known)]) and not any(private[len(known) :])
    except (ValueError, TypeError):
        return False


def _invariants(store: Store) -> Iterator[Damage]:
    for query, table, what in _INVARIANTS:
        for (row_id,) in store.tuples(query + " LIMIT 20"):
            yield Damage(f"{table} {row_id}", what, _RESTORE)


def _annotations(store: Store) -> Iterator[Damage]:
    for query, what in _CACHE_INVARIANTS:
        for version, pipeline in store.tuples(query + " LIMIT 20"):
            yield Damage(f"annotations {version}/{pipeline}", what, _REBUILD)
    rows = store.connection.execute(
        "SELECT a.text_version_id, a.pipeline_id, a.value, v.length FROM annotations a"
        " JOIN text_versions v ON v.id = a.text_version_id"
    )
    for version, pipeline, value, length in rows:
        try:
            fits = all(end <= length for end in decode(value).ends[-1:])
        except ValueError:
            fits = False
        if not fits:
            yield Damage(f"annotations {version}/{pipeline}", _("It can't be read, or is of another text."), _REBUILD)


def _derived(store: Store) -> Iterator[Damage]:
    ids = [row[0] for row in store.tuples("SELECT id FROM codings ORDER BY id")]
    for chunk in chunks(ids, 500):
        low, high = chunk[0], chunk[-1]
        fresh = sorted(covered(store, "g.id BETWEEN ? AND ?", [low, high]))
        query = "SELECT * FROM coding_units WHERE coding_id BETWEEN ? AND ? ORDER BY coding_id, unit_id"
        if [tuple(row) for row in store.tuples(query, [low, high])] != [tuple(row) for row in fresh]:
            yield Damage("coding_units", _("The index of codings by unit is out of step."), _REBUILD)
            return
    if store.value("SELECT 1 FROM coding_units WHERE coding_id NOT IN (SELECT id FROM codings)") is not None:
        yield Damage("coding_units", _("The index of codings by unit is out of step."), _REBUILD)
    indexed = {row[0] for row in store.tuples("SELECT id FROM text_index_docsize")}
    if indexed != {row[0] for row in store.tuples("SELECT id FROM text_versions")}:
        yield Damage("text_index", _("The search index is out of step."), _REBUILD)
