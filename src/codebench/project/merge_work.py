"""What coders did in the other file, thing by thing, held against what is here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from codebench.project.merge_models import KEYS, Entity, Fate, Item, Key, Reason, Ref
from codebench.project.merge_places import UnplacedError
from codebench.project.merge_rule import Verdict, verdict
from codebench.project.merge_sides import Here, Side
from codebench.project.round_models import Selection
from codebench.store.past import Past
from codebench.store.tables import STATE, Image

# In this order, since the later ones may be about the earlier ones.
TABLES = tuple(table for table in KEYS if table != "codes")
# A round that is here is the project's: only who takes part and is done comes in. By table, which column is the round.
_MADE_ONCE = {"rounds": 0, "round_units": 1}


@dataclass(frozen=True, slots=True)
class _Touched:
    """A row of theirs that was touched: as it is, and as it was when both sides were the same."""

    table: str
    their_id: int
    now: Entity | None
    then: Entity | None


class Work:
    """Compares rows of `there`, touched since they were as `before` says, with those of `here`.

    `given` are the rows of ours that were touched since they last took ours in, by table and key; None where they
    never did. `me` is the GUID of who merges: private memos come in only with their author.
    """

    def __init__(
        self, there: Side, here: Here, before: Past, given: Mapping[str, Mapping[Key, Entity | None]] | None, me: str
    ) -> None:
        self._there, self._here, self._before, self._given, self._me = there, here, before, given, me
        self.private = 0

    def items(self) -> list[Item]:
        """What was touched, and what becomes of it."""
        found: list[Item] = []
        for table in TABLES:
            touched = _by_key(self._touched(table, found))
            self._here.load(entity for one in touched for entity in (one.now, one.then) if entity is not None)
            found += [self._item(one) for one in touched]
        return found

    def _touched(self, table: str, found: list[Item]) -> Iterator[_Touched]:
        """The rows of a table that differ from what they were; what has no place here goes to `found`."""
        before = self._before[table]
        now = self._there.rows(table, before)
        for their_id in sorted(before):
            image, was = now.get(their_id), before[their_id]
            if image == was and self._given is None:
                continue
            if table in _MADE_ONCE and (image is None or self._is_here("rounds", image[_MADE_ONCE[table]])):
                continue
            then = self._translated(table, was)
            try:
                there = None if image is None else self._entity(table, image, was)
            except UnplacedError as none:
                coder = self._coder_of(table, image or ())
                found.append(Item(table, Fate.LEFT, their_id, reason=none.reason, document=none.document, coder=coder))
                continue
            if there is not None and self._is_private(there):
                if then is None or self._is_private(then):
                    self.private += 1
                    continue
                # Who makes a memo private takes it back from the others.
                there = None
            if there is not None or then is not None:
                yield _Touched(table, their_id, there, then)

    def _item(self, one: _Touched) -> Item:
        known = one.now or one.then
        assert known is not None
        here_id, here = self._here.get(one.table, known.key)
        base = one.then if self._given is None else self._given[one.table].get(known.key, here)
        if here is None and base is not None and self._is_private(base):
            # It was there before, but never came in.
            base = None
        rule = verdict(here, one.now, base)
        item = Item(one.table, Fate.SAME, one.their_id, one.now, here, here_id, coder=known.coder)
        if rule is Verdict.OURS:
            return replace(item, fate=Fate.KEPT)
        if rule is Verdict.CONFLICT:
            return replace(item, fate=Fate.LEFT, reason=Reason.UNDECIDED, document=known.document)
        if rule is Verdict.THEIRS:
            return replace(item, fate=fate_of(item))
        return item

    def _translated(self, table: str, image: Image | None) -> Entity | None:
        try:
            return None if image is None else self._entity(table, image, None)
        except UnplacedError:
            return None

    def _entity(self, table: str, image: Image, was: Image | None) -> Entity:
        if table == "rounds":
            return self._round(image)
        if table == "codings":
            self._recognise(image, was)
        elif "coding_id" in STATE[table].columns:
            coding = image[STATE[table].columns.index("coding_id")]
            if coding is not None:
                self._recognise(self._there.rows("codings", [int(coding)]).get(int(coding)), None)
        if table == "memos":
            self._recognise(*self._linked(image))
        return self._there.entity(table, image)

    def _linked(self, image: Image) -> Iterable[Image]:
        """The codings of theirs that a memo links to."""
        linked = image[STATE["memos"].columns.index("linked")]
        query = "SELECT id FROM codings WHERE guid IN (SELECT value FROM json_each(?))"
        ids = [] if linked is None else [row[0] for row in self._there.store.tuples(query, [linked])]
        return self._there.rows("codings", ids).values()

    def _round(self, image: Image) -> Entity:
        """A round, with what it was drawn from as it is numbered here; of a new one all units have to be here."""
        if not self._is_here("rounds", image[0]):
            for (unit_id,) in self._there.store.tuples(
                "SELECT unit_id FROM round_units WHERE round_id = ?", [image[0]]
            ):
                self._there.place_of_unit(unit_id)
        found = self._there.entity("rounds", image)
        selection = Selection.from_json(str(found.values["selection"]))
        documents, questions = (
            tuple(row_id for row_id in (self._ours_of(table, one) for one in ids) if row_id is not None)
            for table, ids in (("documents", selection.documents), ("questions", selection.questions))
        )
        told = replace(selection, documents=documents, questions=questions).to_json()
        return replace(found, values=found.values | {"selection": told})

    def _ours_of(self, table: str, their_id: int) -> int | None:
        guid = self._there.guid(table, their_id)
        return None if guid is None else self._here.id_of(Ref(table, guid))

    def _is_here(self, table: str, their_id: object) -> bool:
        return isinstance(their_id, int) and self._ours_of(table, their_id) is not None

    def _recognise(self, *images: Image | None) -> None:
        """A coding that was made on both sides (the same coder, code and passage) is one coding, and it is ours."""
        for image in images:
            if image is None or self._here.id_of(Ref("codings", str(image[1]))) is not None:
                continue
            try:
                twin = self._here.coding_at(self._there.entity("codings", image))
            except UnplacedError:
                continue
            # A coding that they know, or knew, is not also this one of theirs.
            if twin is not None and not self._there.knows("codings", twin):
                self._there.same[Ref("codings", str(image[1]))] = twin

    def _is_private(self, entity: Entity) -> bool:
        return entity.table == "memos" and bool(entity.values["is_private"]) and entity.coder != self._me

    def _coder_of(self, table: str, image: Image) -> str:
        columns = STATE[table].columns
        if "coder_id" not in columns or not image:
            return ""
        return self._there.guid("coders", int(image[columns.index("coder_id")] or 0)) or ""


def _by_key(touched: Iterable[_Touched]) -> list[_Touched]:
    """The same with one for each key: a mark that was cleared and made again is the same mark in another row."""
    found: dict[Key, _Touched] = {}
    for one in touched:
        known = one.now or one.then
        assert known is not None
        before = found.get(known.key)
        if before is not None:
            current = one if one.now is not None else before
            one = replace(current, then=before.then or one.then)
        found[known.key] = one
    return list(found.values())


def fate_of(item: Item) -> Fate:
    """What taking their state of it does to ours."""
    return Fate.REMOVED if item.there is None else Fate.NEW if item.here is None else Fate.CHANGED
