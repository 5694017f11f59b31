"""What the report is written from, where codings and codes go or change hands: quotes, themes, summaries; in an act."""

import json
from collections.abc import Collection, Mapping

from codebench.project.codes_merged import CODINGS_MERGED
from codebench.project.session import Session
from codebench.store.journal import Act

_AMONG = "IN (SELECT value FROM json_each(?))"
_OF_CODINGS = ("excerpts", "theme_codings")


def forget_quotes(session: Session, act: Act, codings: Collection[int]) -> None:
    """Within an act, take out what was kept of codings that go."""
    for table in _OF_CODINGS:
        act.delete(table, _ids(session, f"SELECT id FROM {table} WHERE coding_id {_AMONG}", codings))


def merge_quotes(session: Session, act: Act, twins: Mapping[int, int]) -> None:
    """Within an act, hand what was kept of codings, and their weights, on to those that stay.

    What these have of their own stands.
    """
    for gone, stays in twins.items():
        weights = dict(session.tuples("SELECT id, weight FROM codings WHERE id IN (?, ?)", [gone, stays]))
        if weights[stays] is None and weights[gone] is not None:
            act.update("codings", stays, weight=weights[gone])
        for table, also in (("excerpts", ""), ("theme_codings", " AND t.theme_id = s.theme_id")):
            query = (
                f"SELECT s.id, EXISTS (SELECT 1 FROM {table} t WHERE t.coding_id = ?{also})"
                f" FROM {table} s WHERE s.coding_id = ?"
            )
            _hand_on(act, table, "coding_id", stays, session.tuples(query, [stays, gone]))
    _link_again(session, act, twins)


def _link_again(session: Session, act: Act, twins: Mapping[int, int]) -> None:
    """Let memos that link to codings that go link to those that stay, also memos that come from elsewhere later."""
    if not twins:
        return
    guids = dict(
        session.tuples(f"SELECT id, guid FROM codings WHERE id {_AMONG}", [json.dumps([*twins, *twins.values()])])
    )
    instead = {guids[gone]: guids[stays] for gone, stays in twins.items()}
    act.record(CODINGS_MERGED, {"codings": instead})
    query = (
        f"SELECT m.id, m.linked FROM memos m WHERE EXISTS (SELECT 1 FROM json_each(m.linked) j WHERE j.value {_AMONG})"
    )
    for memo, linked in session.tuples(query, [json.dumps(list(instead))]):
        after = dict.fromkeys(instead.get(guid, guid) for guid in json.loads(linked))
        act.update("memos", memo, linked=json.dumps(list(after)))


def forget_report_codes(session: Session, act: Act, codes: Collection[int]) -> None:
    """Within an act, take codes that go out of themes, with the summaries about them."""
    for table in ("theme_codes", "summaries"):
        act.delete(table, _ids(session, f"SELECT id FROM {table} WHERE code_id {_AMONG}", codes))


def merge_report_codes(session: Session, act: Act, source: int, target: int) -> None:
    """Within an act, let one code stand for another in themes and summaries; two summaries of one cell are joined."""
    query = (
        "SELECT s.id, EXISTS (SELECT 1 FROM theme_codes t WHERE t.code_id = ? AND t.theme_id = s.theme_id)"
        " FROM theme_codes s WHERE s.code_id = ?"
    )
    _hand_on(act, "theme_codes", "code_id", target, session.tuples(query, [target, source]))
    joined = session.tuples(
        "SELECT t.id, t.text, s.text FROM summaries s JOIN summaries t ON t.case_id = s.case_id"
        " AND t.coder_id = s.coder_id AND t.code_id = ? WHERE s.code_id = ? AND s.text <> ''",
        [target, source],
    )
    for row_id, ours, theirs in joined:
        act.update("summaries", row_id, kind="said", text="\n".join(filter(None, (ours, theirs))))
    query = (
        "SELECT s.id, EXISTS (SELECT 1 FROM summaries t WHERE t.code_id = ? AND t.case_id = s.case_id"
        " AND t.coder_id = s.coder_id) FROM summaries s WHERE s.code_id = ?"
    )
    _hand_on(act, "summaries", "code_id", target, session.tuples(query, [target, source]))


def resting_on(session: Session, codings: Collection[int]) -> list[int]:
    """The summaries that rest on these codings; or on one that is no more, where their case speaks in these texts."""
    rows = session.tuples(f"SELECT id, guid, document_id FROM codings WHERE id {_AMONG}", [json.dumps(list(codings))])
    going = {guid for _id, guid, _document in rows}
    spoke = {
        case
        for row in session.tuples(
            "SELECT u.case_id, k.parent_id FROM units u JOIN cases k ON k.id = u.case_id"
            f" WHERE u.document_id {_AMONG} GROUP BY u.case_id",
            [json.dumps(sorted({document for _id, _guid, document in rows}))],
        )
        for case in row
        if case is not None
    }
    there = {row[0] for row in session.tuples("SELECT guid FROM codings")} if rows else set()
    found = []
    for row_id, case, based_on in session.tuples("SELECT id, case_id, based_on FROM summaries"):
        guids = {each.partition(":")[0] for each in based_on.split()}
        if guids & going or (case in spoke and guids - there):
            found.append(row_id)
    return found


def _hand_on(act: Act, table: str, column: str, to: int, rows: list[tuple[int, int]]) -> None:
    act.delete(table, [row_id for row_id, doubled in rows if doubled])
    act.update_rows(table, [(row_id, {column: to}) for row_id, doubled in rows if not doubled])


def _ids(session: Session, query: str, among: Collection[int]) -> list[int]:
    return [row[0] for row in session.tuples(query, [json.dumps(list(among))])]
