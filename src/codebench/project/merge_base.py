"""How far two files know each other: the last state that both knew, from which a merge says what was done since."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codebench.store.connection import Store
from codebench.store.journal import present
from codebench.store.past import Past, head, moment, moments, touched_since
from codebench.store.tables import STATE
from codebench.store.undo import images

RECORD = "merge"
PACKED = "pack"


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A row of the other file that a merge left out, and the event of that file of which one had its state."""

    table: str
    row_id: int
    event: int


@dataclass(frozen=True, slots=True)
class Known:
    """What one file knows of another: all up to this event of that one, but for what was left out.

    `at` is the event of its own at which it learned so, 0 where both began with it.
    """

    event: int
    left: tuple[LeftBehind, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Base:
    """What two files know of each other.

    `taken` is what we know of theirs. `given` is what they know of ours, where they learned that later: then it is the
    last state that both knew. `through` are the states that theirs has passed through since, its present one first, and
    `within` those of other files that are in theirs as a whole. `same_codes` are codes of theirs that were recognised
    as ours before (GUIDs). From a package only the codes that were `made_there` are more than new.
    """

    taken: Known
    given: Known | None
    through: tuple[str, ...]
    within: tuple[str, ...]
    same_codes: dict[str, str]
    is_package: bool
    made_there: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Merge:
    """What an act that merged another file says of it, and the event that ends the act."""

    told: dict[str, Any]
    end: int

    def known(self, there: Mapping[str, int]) -> Iterator[Known]:
        """What it knows of a file that passed through these states."""
        left = tuple(LeftBehind(*row) for row in self.told["left"])
        for name in self.told["through"]:
            if name in there:
                # Of a state on the way it is not known what would have been left out; the last one says that.
                yield Known(there[name], left if name == moment(self.told["head"]) else (), self.end)


def base_of(ours: Store, theirs: Store) -> Base:
    """The latest states that both files passed through, by copying, packing or merging."""
    here, there = moments(ours), moments(theirs)
    # Copies of one file begin with the same events; a chain can't be the same again once it was different.
    common = [0, *(event for name, event in there.items() if name in here)]
    packed, our_pack = pack_record(theirs), pack_record(ours)
    if packed is not None:
        common.append(packed[1])
    if our_pack is not None:
        common.append(there.get(moment(our_pack[0]["head"]), 0))
    merges, their_merges = _standing_merges(ours), _standing_merges(theirs)
    taken = _latest([Known(max(common)), *(known for merge in merges for known in merge.known(there))])
    given = _latest([Known(0), *(known for merge in their_merges for known in merge.known(here))])
    return Base(
        taken=taken,
        given=given if given.at > taken.event else None,
        through=tuple(dict.fromkeys([moment(head(theirs)), *moments(theirs, taken.event)])),
        within=tuple(
            dict.fromkeys(name for merge in their_merges if not merge.told["left"] for name in merge.told["through"])
        ),
        same_codes={their: our for merge in merges for their, our in merge.told["codes"].items()},
        is_package=packed is not None,
        made_there=frozenset() if packed is None else _codes_made_since(theirs, packed[1]),
    )


def as_known(store: Store, known: Known, tables: Collection[str]) -> Past:
    """The rows of a file that were touched since, or were left out: as they were when the other file knew them."""
    found = touched_since(store, known.event, tables)
    for event in {one.event for one in known.left}:
        older = touched_since(store, event, tables)
        for one in known.left:
            if one.event == event:
                now = present(store, STATE[one.table], [one.row_id]).get(one.row_id)
                found[one.table][one.row_id] = older[one.table].get(one.row_id, now)
    return found


def pack_record(store: Store) -> tuple[dict[str, Any], int] | None:
    """What the first act of a package says of where it comes from, and the event that ends it; None of a project."""
    found = _records(store, PACKED, "1")
    return None if not found else (found[0].told, found[0].end)


def _standing_merges(store: Store) -> list[_Merge]:
    """The merges that stand, oldest first; one that was undone says nothing."""
    return _records(store, RECORD, "NOT (SELECT undone FROM view_acts WHERE act_id = e.act_id)")


def _records(store: Store, op: str, where: str) -> list[_Merge]:
    rows = store.tuples(
        "SELECT e.payload, (SELECT max(l.id) FROM events l WHERE l.act_id = e.act_id) FROM events e"
        f" WHERE e.op = ? AND {where} ORDER BY e.id",
        [op],
    )
    return [_Merge(json.loads(payload), end) for payload, end in rows]


def _latest(known: Sequence[Known]) -> Known:
    """Which of them goes farthest; of two that go as far the last one, which knows what was left out in the end."""
    return max(enumerate(known), key=lambda pair: (pair[1].event, pair[0]))[1]


def _codes_made_since(store: Store, event: int) -> frozenset[str]:
    """The GUIDs of the codes that were made after an event, also of those that are gone again."""
    made = {row_id for row_id, image in touched_since(store, event, ["codes"])["codes"].items() if image is None}
    query = "SELECT payload FROM events WHERE id > ? AND table_name = 'codes' ORDER BY id"
    found: set[str] = set()
    for (payload,) in store.tuples(query, [event]):
        rows = images(store, STATE["codes"], json.loads(payload), "after", erased_too=True)
        found.update(str(image[1]) for image in rows if image[0] in made)
    return frozenset(found)
