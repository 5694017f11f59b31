"""The two codebooks of a merge: which code is which, what comes in, and where they differ."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from codebench.domain.codetree import CodeNode, CodeTree, name_key
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.project.merge_models import CodeDifference, Entity, Fate, Item, Reason
from codebench.project.merge_rule import Verdict, verdict
from codebench.project.merge_sides import Side
from codebench.store.tables import Image

_COMES, _STAYS = _("comes in"), _("stays")


class Codes:
    """All codes of one file, by GUID as they are called in our project; parents stand before their children.

    Left out are those that were `merged` into others in ours: what hangs under them hangs under these.
    """

    def __init__(self, side: Side, merged: Mapping[str, str] | None = None) -> None:
        into = merged or {}
        there: dict[str, int] = dict(side.store.tuples("SELECT guid, id FROM codes"))
        instead = {there[gone]: there.get(stays) for gone, stays in into.items() if gone in there}
        self.merged = frozenset(instead)
        images = side.rows("codes", [row_id for row_id in there.values() if row_id not in instead])
        entities = {row_id: side.entity("codes", image) for row_id, image in images.items()}
        above: dict[int, int | None] = dict(side.store.tuples("SELECT id, parent_id FROM codes"))
        parents = {row_id: instead.get(above[row_id] or 0, above[row_id]) for row_id in images}
        self.tree = CodeTree(
            CodeNode(row_id, parents[row_id], str(entities[row_id].values["name"]), int(image[3] or 0))
            for row_id, image in images.items()
        )
        self.guids = {node.id: _guid(entities[node.id]) for node, _depth in self.tree.walk()}
        self.ids = {guid: row_id for row_id, guid in self.guids.items()}
        self.entities = {guid: entities[row_id] for row_id, guid in self.guids.items()}

    def path(self, guid: str) -> str:
        """The names from the root down to a code."""
        return self.tree.path(self.ids[guid])


def recognised(
    here: Codes, there: Codes, before: Mapping[int, Image | None], known_as: Mapping[str, str]
) -> dict[str, str]:
    """The codes of theirs that are codes of ours under another GUID: theirs to ours.

    An earlier merge recognised them (`known_as`); or both files made a code of this name under the same parent since
    (`before` are the codes touched there, as they were): then they are one code, and it is ours.
    """
    same = {
        their: our
        for their, our in known_as.items()
        if our in here.ids and their in there.ids and their not in here.ids
    }
    once = {image[1] for image in before.values() if image is not None}
    for guid, row_id in there.ids.items():
        if guid in here.ids or guid in same or row_id not in before or guid in once:
            continue
        node = there.tree[row_id]
        parent = None if node.parent is None else there.guids[node.parent]
        parent = same.get(parent or "", parent)
        if parent is not None and parent not in here.ids:
            continue
        for sibling in here.tree.children(None if parent is None else here.ids[parent]):
            twin = here.guids[sibling.id]
            # A code that they know, or knew, is not also this one of theirs.
            if name_key(sibling.name) == name_key(node.name) and twin not in there.ids and twin not in once:
                same[guid] = twin
    return same


def plan_codes(
    here: Codes,
    there: Codes,
    before: Mapping[int, Entity | None],
    given: Mapping[str, Entity | None] | None,
    made_there: Collection[str] | None,
) -> list[Item]:
    """What becomes of the codes that were touched there: `before`, by their ids, as they were at the base.

    The codebook is the project's: from a package only the codes that were `made_there` come in (None: it is none).
    `given` are the codes of ours, by GUID, that were touched since they took ours in, as they were then (None: `before`
    is the last state that both knew).
    """
    items = []
    order = {row_id: i for i, row_id in enumerate(there.guids)}
    for their_id in sorted(before, key=lambda row_id: order.get(row_id, len(order))):
        then = before[their_id]
        guid = there.guids.get(their_id) or (_guid(then) if then is not None else "")
        now, mine = there.entities.get(guid), here.entities.get(guid)
        item = Item("codes", Fate.SAME, their_id, now, mine, here.ids.get(guid))
        rule = verdict(mine, now, then if given is None else given.get(guid, mine))
        if rule in (Verdict.SAME, Verdict.OURS):
            items.append(replace(item, fate=Fate.SAME if rule is Verdict.SAME else Fate.KEPT))
            continue
        reason = _against(now, mine, rule, is_ours=made_there is not None and guid not in made_there)
        fate = Fate.REMOVED if now is None else Fate.NEW if mine is None else Fate.CHANGED
        items.append(replace(item, fate=fate if reason is None else Fate.LEFT, reason=reason))
    return items


def _against(now: Entity | None, mine: Entity | None, rule: Verdict, *, is_ours: bool) -> Reason | None:
    """Why a code's state there can't come in, or None."""
    if is_ours and mine is not None:
        return Reason.CODEBOOK
    if rule is Verdict.CONFLICT:
        return Reason.UNDECIDED
    try:
        CodeTree(()).check_name("–" if now is None else str(now.values["name"]), None)
    except InputError:
        return Reason.NAME
    return None


def differences(
    here: Codes, there: Codes, items: list[Item], same: Mapping[str, str], merged: Mapping[str, str]
) -> list[CodeDifference]:
    """Where the codebooks differ, and what becomes of it: first what is otherwise there, then what is here alone.

    `merged` are codes of theirs, by path, that were merged into codes of ours (GUIDs).
    """
    joined = [
        CodeDifference(
            path, True, _("merged into '{path}'").format(path=here.path(guid)), _("work with it is that code's")
        )
        for path, guid in merged.items()
    ]
    return [*_of_theirs(here, there, items, same), *_of_ours(here, there, items, set(same.values())), *joined]


def _of_theirs(here: Codes, there: Codes, items: list[Item], same: Mapping[str, str]) -> Iterator[CodeDifference]:
    for item in items:
        code = item.there or item.here
        if item.fate in (Fate.SAME, Fate.KEPT) or code is None:
            continue
        path = (there if item.there is not None else here).path(_guid(code))
        becomes = _COMES if item.reason is None else _("stays out: {why}").format(why=item.reason)
        if item.reason is Reason.UNDECIDED:
            becomes = _("both sides changed it: ours stays")
        yield CodeDifference(path, False, _what(item.here, item.there), becomes)
    for guid in same.values():
        becomes = _("taken for the same code: the name and the place are equal")
        if guid in there.entities and there.entities[guid] != here.entities[guid]:
            becomes += "; " + _("its fields here stay")
        yield CodeDifference(here.path(guid), False, _("made on both sides"), becomes)


def _of_ours(here: Codes, there: Codes, items: list[Item], same: set[str]) -> Iterator[CodeDifference]:
    told = same | {
        _guid(code) for item in items if item.fate is not Fate.KEPT for code in (item.here, item.there) if code
    }
    for guid, entity in here.entities.items():
        if guid not in told and entity != there.entities.get(guid):
            yield CodeDifference(here.path(guid), True, _what(there.entities.get(guid), entity), _STAYS)
    for guid in there.entities:
        if guid not in told and guid not in here.entities:
            yield CodeDifference(there.path(guid), True, _("removed"), _("stays removed"))


def _what(before: Entity | None, after: Entity | None) -> str:
    if before is None or after is None:
        return _("new") if before is None else _("removed")
    archived = _("archived") if after.values["status"] == "archived" else _("taken back")
    for column, what in (("name", _("renamed")), ("parent_id", _("moved")), ("status", archived)):
        if before.values[column] != after.values[column]:
            return what
    return _("edited")


def _guid(code: Entity) -> str:
    return str(code.values["guid"])
