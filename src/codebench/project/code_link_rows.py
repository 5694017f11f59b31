"""Links between codes where codes go or change hands, within an act."""

import json
from collections.abc import Collection

from codebench.project.session import Session
from codebench.store.journal import Act


def forget_links(session: Session, act: Act, codes: Collection[int]) -> None:
    """Within an act, take out the links from and to codes that go."""
    among = "IN (SELECT value FROM json_each(?))"
    query = f"SELECT id FROM code_links WHERE from_id {among} OR to_id {among}"
    act.delete("code_links", [row[0] for row in session.tuples(query, [json.dumps(list(codes))] * 2)])


def merge_links(session: Session, act: Act, source: int, target: int) -> None:
    """Within an act, let one code stand for another in links.

    A link between the two is none any more; of two that say the same one stays, with the notes of both.
    """
    rows = session.tuples("SELECT id, from_id, to_id, name, note FROM code_links ORDER BY id")
    stays = {
        (start, end, name): (row_id, note) for row_id, start, end, name, note in rows if source not in (start, end)
    }
    for row_id, start, end, name, note in rows:
        if source not in (start, end):
            continue
        place = tuple(target if code == source else code for code in (start, end))
        twin = stays.get((*place, name))
        if place[0] == place[1] or twin is not None:
            act.delete("code_links", [row_id])
            if twin is not None and note and note != twin[1]:
                act.update("code_links", twin[0], note="\n".join(filter(None, (twin[1], note))))
        else:
            act.update("code_links", row_id, from_id=place[0], to_id=place[1])
