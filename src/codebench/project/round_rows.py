"""Rows of rounds that go, or change hands, with the units and codes that they are about; within another act."""

import json
from collections.abc import Collection

from codebench.project.session import Session
from codebench.store.journal import Act

_AMONG = "IN (SELECT value FROM json_each(?))"


def forget_round_units(session: Session, act: Act, units: Collection[int]) -> None:
    """Within an act, take units that go out of their rounds, with what was settled about them."""
    for table in ("settlements", "round_units"):
        act.delete(table, _ids(session, f"SELECT id FROM {table} WHERE unit_id {_AMONG}", units))


def forget_settlements(session: Session, act: Act, codes: Collection[int]) -> None:
    """Within an act, take out what was settled about codes that go."""
    act.delete("settlements", _ids(session, f"SELECT id FROM settlements WHERE code_id {_AMONG}", codes))


def merge_settlements(session: Session, act: Act, source: int, target: int) -> None:
    """Within an act, let what was settled about one code hold for another; where both were, the target's stays."""
    rows = session.tuples(
        "SELECT s.id, EXISTS (SELECT 1 FROM settlements t WHERE t.code_id = ? AND t.round_id = s.round_id"
        " AND t.unit_id = s.unit_id) FROM settlements s WHERE s.code_id = ?",
        [target, source],
    )
    act.delete("settlements", [row_id for row_id, doubled in rows if doubled])
    act.update_rows("settlements", [(row_id, {"code_id": target}) for row_id, doubled in rows if not doubled])


def _ids(session: Session, query: str, among: Collection[int]) -> list[int]:
    return [row[0] for row in session.tuples(query, [json.dumps(list(among))])]
