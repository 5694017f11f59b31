"""Which codes and codings were merged into which: what leads to one that is gone means the one that stayed."""

import json
from typing import Literal

from codebench.store.connection import Store

CODES_MERGED, CODINGS_MERGED = "codes merged", "codings merged"


def merged_codes(store: Store) -> dict[str, str]:
    """Codes that are gone, by GUID, with the code that has their codings now; a merge that was undone says nothing."""
    return _merged(store, CODES_MERGED, "codes")


def merged_codings(store: Store) -> dict[str, str]:
    """Codings that are gone, by GUID, with the coding that they became part of."""
    return _merged(store, CODINGS_MERGED, "codings")


def _merged(store: Store, op: str, table: Literal["codes", "codings"]) -> dict[str, str]:
    query = (
        "SELECT payload FROM events e WHERE op = ?"
        " AND NOT (SELECT undone FROM view_acts WHERE act_id = e.act_id) ORDER BY id"
    )
    into: dict[str, str] = {}
    for (payload,) in store.tuples(query, [op]):
        into |= json.loads(payload)[table]
    there = {row[0] for row in store.tuples(f"SELECT guid FROM {table}")} if into else set()
    found = {}
    for gone in into:
        stays, seen = gone, {gone}
        while stays not in there and stays in into and into[stays] not in seen:
            stays = into[stays]
            seen.add(stays)
        if gone not in there and stays in there:
            found[gone] = stays
    return found
