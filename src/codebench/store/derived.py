"""What is computed from the state and kept beside it: which coding covers which unit, and the search index.

Derived rows are no part of the journal: they are made anew for the rows that an act touched, and `check`
compares them with a fresh computation.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from codebench.domain.text import covers_word
from codebench.store.connection import Store
from codebench.store.tables import Scalar

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
    units = touched.get("units", ())
    if units and store.value("SELECT 1 FROM codings LIMIT 1") is not None:
        sql.execute("CREATE TEMP TABLE IF NOT EXISTS touched_units (id INTEGER PRIMARY KEY)")
        sql.execute("DELETE FROM temp.touched_units")
        sql.executemany("INSERT INTO temp.touched_units VALUES (?)", ((unit,) for unit in units))
        stale.update(
            row[0]
            for row in sql.execute(
                "SELECT id FROM codings WHERE document_id IN"
                " (SELECT document_id FROM units WHERE id IN temp.touched_units)"
            )
        )
        # A unit that is gone has no document any more, but a coding that ran into it may now be alone in another.
        stale.update(
            row[0] for row in sql.execute("SELECT coding_id FROM coding_units WHERE unit_id IN temp.touched_units")
        )
        sql.execute("DELETE FROM coding_units WHERE unit_id IN temp.touched_units")
    if not stale:
        return
    if len(stale) <= 200:
        marks = ",".join("?" * len(stale))
        sql.execute(f"DELETE FROM coding_units WHERE coding_id IN ({marks})", list(stale))
        rows = covered(store, f"g.id IN ({marks})", list(stale))
    else:
        sql.execute("CREATE TEMP TABLE IF NOT EXISTS stale_codings (id INTEGER PRIMARY KEY)")
        sql.execute("DELETE FROM temp.stale_codings")
        sql.executemany("INSERT INTO temp.stale_codings VALUES (?)", ((coding,) for coding in stale))
        sql.execute("DELETE FROM coding_units WHERE coding_id IN temp.stale_codings")
        rows = covered(store, "g.id IN temp.stale_codings", [])
    sql.executemany("INSERT INTO coding_units VALUES (?, ?, ?, ?, ?, ?)", rows)


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
    sql = store.connection
    sql.execute("CREATE TEMP TABLE IF NOT EXISTS touched_versions (id INTEGER PRIMARY KEY)")
    sql.execute("DELETE FROM temp.touched_versions")
    sql.executemany("INSERT INTO temp.touched_versions VALUES (?)", ((version,) for version in versions))
    # An external-content index must be told the old text to forget it; it stays in contents until a purge.
    sql.execute(
        "INSERT INTO text_index (text_index, rowid, value)"
        " SELECT 'delete', c.entity_id, c.value FROM contents c"
        " WHERE c.entity = 11 AND c.sha256 IS NOT NULL AND c.entity_id IN temp.touched_versions"
        " AND c.entity_id IN (SELECT id FROM text_index_docsize WHERE id IN temp.touched_versions)"
    )
    sql.execute(
        "INSERT INTO text_index (rowid, value)"
        " SELECT id, value FROM indexed_texts WHERE id IN temp.touched_versions AND value IS NOT NULL"
    )
