"""What would come in, held against the rules of a project: what does not fit is left out, with the reason."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from codebench.domain.codetree import name_key
from codebench.project.merge_models import Entity, Fate, Item, Key, Reason, Ref
from codebench.project.merge_sides import Here
from codebench.store.connection import Store

_COMING = (Fate.NEW, Fate.CHANGED)
_NOT_HERE = {"codes": Reason.CODE, "rounds": Reason.ROUND, "documents": Reason.DOCUMENT}
_PLACE = ("text_version_id", "start", "end", "code_id", "coder_id")
# What stays as long as something hangs on it: by table, the columns of other tables that point at it.
_HANGING = {
    "codings": (("memos", "coding_id"), ("excerpts", "coding_id"), ("theme_codings", "coding_id")),
    "rounds": (("memos", "round_id"),),
    "themes": (("theme_codes", "theme_id"), ("theme_codings", "theme_id"), ("summaries", "theme_id")),
    "codes": (
        ("codings", "code_id"),
        ("memos", "code_id"),
        ("settlements", "code_id"),
        ("summaries", "code_id"),
        ("theme_codes", "code_id"),
        ("code_links", "from_id"),
        ("code_links", "to_id"),
        ("codes", "parent_id"),
    ),
}


def fitted(ours: Store, here: Here, items: Iterable[Item]) -> list[Item]:
    """The items, with what does not fit left out, and then what did not fit without that, until all fits."""
    found = list(items)
    checks = (_rounds, _references, _links, _tree, _settled, _places, *map(_used, _HANGING))
    while True:
        before = found
        for check in checks:
            found = check(ours, here, found)
        if found == before:
            return found


def _leave(items: list[Item], why: Callable[[Item], Reason | None]) -> list[Item]:
    """The items, those left out of which `why` knows a reason."""
    reasons = [None if item.fate not in (*_COMING, Fate.REMOVED) else why(item) for item in items]
    return [
        item if reason is None else replace(item, fate=Fate.LEFT, reason=reason, document=_document(item))
        for item, reason in zip(items, reasons, strict=True)
    ]


def _rounds(ours: Store, _here: Here, items: list[Item]) -> list[Item]:
    """Rounds have different names."""
    names = {row[0].casefold() for row in ours.tuples("SELECT name FROM rounds")}

    def why(item: Item) -> Reason | None:
        if item.table != "rounds" or item.there is None:
            return None
        return Reason.NAME if str(item.there.values["name"]).casefold() in names else None

    return _leave(items, why)


def _references(_ours: Store, here: Here, items: list[Item]) -> list[Item]:
    """What it is about has to be here, or to come in."""
    coming = {
        Ref(item.table, str(item.there.values["guid"]))
        for item in items
        if item.fate in _COMING and item.there is not None and "guid" in item.there.values
    }

    def why(item: Item) -> Reason | None:
        if item.there is None or item.fate not in _COMING:
            return None
        for value in item.there.values.values():
            if not isinstance(value, Ref) or value.table == "coders" or value in coming:
                continue
            if here.id_of(value) is None:
                return _NOT_HERE.get(value.table, Reason.OTHER)
        return None

    return _leave(items, why)


def _links(_ours: Store, _here: Here, items: list[Item]) -> list[Item]:
    """A link has two ends; codes that were merged here are one."""

    def why(item: Item) -> Reason | None:
        is_none = item.table == "code_links" and item.there is not None and item.there.key[0] == item.there.key[1]
        return Reason.OTHER if is_none else None

    return _leave(items, why)


def _tree(ours: Store, _here: Here, items: list[Item]) -> list[Item]:
    """Siblings have different names, and no code hangs under itself."""
    coming = {
        str(item.there.values["guid"]): item.there
        for item in items
        if item.table == "codes" and item.fate in _COMING and item.there is not None
    }
    if not coming:
        return items
    gone = {item.here.key[0] for item in items if item.table == "codes" and item.fate is Fate.REMOVED and item.here}
    above: dict[str | None, str | None] = {}
    taken: dict[tuple[str | None, str], str] = {}
    query = "SELECT c.guid, p.guid, c.name FROM codes c LEFT JOIN codes p ON p.id = c.parent_id"
    for guid, parent, name in ours.tuples(query):
        if guid not in gone and guid not in coming:
            above[guid] = parent
            taken[parent, name_key(name)] = guid
    wrong: dict[str, Reason] = {}
    for guid, code in coming.items():
        parent_ref = code.values["parent_id"]
        above[guid] = parent_ref.guid if isinstance(parent_ref, Ref) else None
        if taken.setdefault((above[guid], name_key(str(code.values["name"]))), guid) != guid:
            wrong[guid] = Reason.NAME
    for guid in coming:
        parent, seen = above[guid], {guid}
        while parent is not None and parent not in seen:
            seen.add(parent)
            parent = above.get(parent)
        if parent is not None:
            wrong.setdefault(guid, Reason.UNDECIDED)
    return _leave(items, lambda item: wrong.get(str(item.key[0])) if item.table == "codes" else None)


def _settled(ours: Store, _here: Here, items: list[Item]) -> list[Item]:
    """Where both settled a disagreement otherwise, the consensus of theirs stays out with what it settled."""
    asked = {
        item.there.key[1:] for item in items if item.table == "settlements" and item.fate is Fate.LEFT and item.there
    }
    if not asked:
        return items
    consensus = {row[0] for row in ours.tuples("SELECT guid FROM coders WHERE kind = 'consensus'")}

    def why(item: Item) -> Reason | None:
        known = item.there or item.here
        if item.table != "codings" or known is None or known.coder not in consensus:
            return None
        units = ours.tuples(
            "SELECT u.id FROM units u JOIN text_versions v ON v.document_id = u.document_id"
            ' WHERE v.id = ? AND u.start < ? AND u."end" > ?',
            [int(str(known.values[name])) for name in ("text_version_id", "end", "start")],
        )
        return Reason.UNDECIDED if any((unit, known.values["code_id"]) in asked for (unit,) in units) else None

    return _leave(items, why)


def _places(ours: Store, _here: Here, items: list[Item]) -> list[Item]:
    """A coder has a code on a passage once."""
    codings = [item for item in items if item.table == "codings"]
    coming = [item for item in codings if item.fate in _COMING and item.there is not None]
    versions = {item.there.values["text_version_id"] for item in coming if item.there is not None}
    rows = ours.tuples(
        'SELECT g.text_version_id, g.start, g."end", c.guid, r.guid, g.guid FROM codings g'
        " JOIN codes c ON c.id = g.code_id JOIN coders r ON r.id = g.coder_id WHERE g.status = 'active'"
        " AND g.text_version_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(versions))],
    )
    going = {item.here.key[0] for item in codings if item.fate in (Fate.CHANGED, Fate.REMOVED) and item.here}
    taken: set[Key] = {
        (version, start, end, Ref("codes", code), Ref("coders", coder))
        for version, start, end, code, coder, guid in rows
        if guid not in going
    }
    clashing: set[int] = set()
    for item in coming:
        assert item.there is not None
        place = tuple(item.there.values[name] for name in _PLACE)
        if item.there.values["status"] == "active":
            if place in taken:
                clashing.add(item.their_id)
            taken.add(place)
    return _leave(items, lambda item: Reason.PLACE if item.table == "codings" and item.their_id in clashing else None)


def _used(table: str) -> Callable[[Store, Here, list[Item]], list[Item]]:
    """The check that what something hangs on stays."""

    def check(ours: Store, _here: Here, items: list[Item]) -> list[Item]:
        going = {(item.table, item.here_id) for item in items if item.fate is Fate.REMOVED}
        moving = {
            (item.table, item.here_id): {value.guid for value in item.there.values.values() if isinstance(value, Ref)}
            for item in items
            if item.fate is Fate.CHANGED and item.there is not None
        }

        def hangs(child: str, row_id: int, guid: str) -> bool:
            return (child, row_id) not in going and guid in moving.get((child, row_id), {guid})

        def why(item: Item) -> Reason | None:
            if item.table != table or item.fate is not Fate.REMOVED or item.here is None:
                return None
            guid = str(item.here.values["guid"])
            for child, column in _HANGING[table]:
                rows = ours.tuples(f"SELECT id FROM {child} WHERE {column} = ?", [item.here_id])
                if any(hangs(child, row_id, guid) for (row_id,) in rows):
                    return Reason.USED
            return None

        return _leave(items, why)

    return check


def _document(item: Item) -> str:
    entity: Entity | None = item.there or item.here
    return "" if entity is None else entity.document
