"""Which codes were merged into which: what was coded with them elsewhere is work of the code that stayed."""

import json

from codebench.store.connection import Store

CODES_MERGED = "codes merged"


def merged_codes(store: Store) -> dict[str, str]:
    """Codes that are gone, by GUID, with the code that has their codings now; a merge that was undone says nothing."""
    there = {row[0] for row in store.tuples("SELECT guid FROM codes")}
    into: dict[str, str] = {}
    query = (
        "SELECT payload FROM events e WHERE op = ?"
        " AND NOT (SELECT undone FROM view_acts WHERE act_id = e.act_id) ORDER BY id"
    )
    for (payload,) in store.tuples(query, [CODES_MERGED]):
        into |= json.loads(payload)["codes"]
    found = {}
    for gone in into:
        code, seen = gone, {gone}
        while code not in there and code in into and into[code] not in seen:
            code = into[code]
            seen.add(code)
        if gone not in there and code in there:
            found[gone] = code
    return found
