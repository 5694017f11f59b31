"""Rows of codings and of memos, put in and taken out within an act."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from codebench.project.report_rows import forget_quotes
from codebench.project.session import Session
from codebench.store.journal import Act, new_guid
from codebench.store.tables import STATE

CodingRow = tuple[int, int, int, int, int, int, str]


def add_codings(act: Act, rows: Sequence[CodingRow], revision: int, weights: Sequence[int | None] = ()) -> range:
    """Within an act, put in codings (document, version, start, end, code, coder, origin); their ids.

    `weights` are those of the rows, in the same order; without them none has one.
    """
    weighed = zip_longest(rows, weights)
    return act.insert_rows(
        "codings",
        STATE["codings"].public,
        [(new_guid(), *row, revision, "active", act.created_at, weight) for row, weight in weighed],
    )


def remove_codings(session: Session, act: Act, coding_ids: Sequence[int]) -> None:
    """Within an act, take out codings with the memos on them and what was kept of them for the report."""
    for coding_id in coding_ids:
        act.delete("memos", [row[0] for row in session.tuples("SELECT id FROM memos WHERE coding_id = ?", [coding_id])])
    forget_quotes(session, act, coding_ids)
    act.delete("codings", coding_ids)


def memo_row(act: Act, coder_id: int, body: str, title: str = "", kind: str = "theoretical") -> dict[str, Any]:
    """The columns of a new memo, but for what it is about."""
    return {
        "guid": new_guid(),
        "kind": kind,
        "is_private": 0,
        "coder_id": coder_id,
        "created_at": act.created_at,
        "changed_at": act.created_at,
        "title": title,
        "body": body,
    }
