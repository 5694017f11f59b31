"""What is computed from the state and kept beside it: which coding covers which unit, and the search index.

Derived rows are no part of the journal: they are made anew for the rows that an act touched, and `check`
compares them with a fresh computation.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from codebench.domain.text import covers_word
from codebench.store.connection import Store
from codebench.store.rows import put_in
from codebench.store.tables import Scalar

_AMONG = "IN (SELECT value FROM json_each(?))"
_COVERED = ("coding_id", "unit_id", "code_id", "coder_id", "case_id", "is_alone")

# Units do not overlap, so of those that begin before a coding only the last can reach into it; looking at all of them
# would make the end of a long transcript slow.
_CANDIDATES = """
  SELECT g.id, u.id, g.code_id, g.coder_id, u.case_id, g.text_version_id,
    max(u.body_start, g.start), min(u."end", g."end")
  FROM codings g JOIN units u ON u.document_id = g.document_id AND u.start < g."end" AND u."end" > g.start
    AND u.start >= ifnull(
      (SELECT max(v.start) FROM units v WHERE v.document_id = g.document_id AND v.start <= g.start), 0)
  WHERE g.status = 'active' AND {where}
  ORDER BY g.id, u.start
"""


def refresh(store: Store, touched: Mapping[str, Collection[Scalar]]) -> None:
    """Bring the derived rows up to date with the rows that were touched, by table and id."""
    sql = store.connection
    if "text_versions" in touched:
        _index_texts(store, touched["text_versions"])
    stale = set(touched.get("codings", ()))
    units = [json.dumps(list(touched.get("units", ())))]
    if "units" in touched and store.value("SELECT 1 FROM codings LIMIT 1") is not None:
        of_units = f"SELECT document_id FROM units WHERE id {_AMONG}"
        stale.update(row[0] for row in sql.execute(f"SELECT id FROM codings WHERE document_id IN ({of_units})", units))
        # A unit that is gone has no document any more, but a coding that ran into it may now be alone in another.
        stale.update(row[0] for row in sql.execute(f"SELECT coding_id FROM coding_units WHERE unit_id {_AMONG}", units))
        sql.execute(f"DELETE FROM coding_units WHERE unit_id {_AMONG}", units)
    if stale:
        codings = [json.dumps(list(stale))]
        sql.execute(f"DELETE FROM coding_units WHERE coding_id {_AMONG}", codings)
        put_in(sql, "coding_units", _COVERED, list(covered(store, f"g.id {_AMONG}", codings)))


def covered(store: Store, where: str, params: Sequence[Scalar]) -> Iterable[tuple[int, int, int, int, int | None, int]]:
    """Rows (coding, unit, code, coder, case, whether it covers no other unit) for the codings that fit the condition.

    A coding inside one unit counts for that unit; one that runs across units counts for each of which it
    covers a word of what was said there (the label does not count).
    """
    texts: dict[int, str] = {}
    rows = store.connection.execute(_CANDIDATES.format(where=where), params).fetchall()
    for _coding, group in groupby(rows, key=itemgetter(0)):
        candidates = list(group)
        if len(candidates) > 1:
            version = candidates[0][5]
            if version not in texts:
                texts[version] = store.value("SELECT value FROM indexed_texts WHERE id = ?", [version]) or ""
            text = texts[version]
            candidates = [row for row in candidates if row[6] < row[7] and covers_word(text, row[6], row[7])]
        for row in candidates:
            yield *row[:5], int(len(candidates) == 1)


def _index_texts(store: Store, versions: Collection[Scalar]) -> None:
    ids = [json.dumps(list(versions))]
    # An external-content index must be told the old text to forget it; it stays in contents until a purge.
    store.connection.execute(
        "INSERT INTO text_index (text_index, rowid, value)"
        " SELECT 'delete', c.entity_id, c.value FROM contents c"
        " WHERE c.entity = 11 AND c.sha256 IS NOT NULL"
        f" AND c.entity_id IN (SELECT id FROM text_index_docsize WHERE id {_AMONG})",
        ids,
    )
    store.connection.execute(
        f"INSERT INTO text_index (rowid, value) SELECT id, value FROM indexed_texts WHERE id {_AMONG}"
        " AND value IS NOT NULL",
        ids,
    )
