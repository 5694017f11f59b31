"""The plan of a merge: everything that was touched in the other file, and what becomes of it here."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.codes_merged import merged_codes, merged_codings
from codebench.project.merge_base import as_known, base_of
from codebench.project.merge_codes import Codes, differences, plan_codes, recognised
from codebench.project.merge_fitting import fitted
from codebench.project.merge_models import (
    KEYS,
    Coming,
    Entity,
    Fate,
    Item,
    Key,
    MergePlan,
    Reason,
    Ref,
)
from codebench.project.merge_places import Places, UnplacedError
from codebench.project.merge_sides import Here, Side
from codebench.project.merge_work import Work, fate_of
from codebench.store.connection import Store
from codebench.store.past import Past, head, touched_since


class Planner:
    """Finds out what taking another file in would do; `me` is the GUID of who does it."""

    def __init__(self, ours: Store, theirs: Store, me: str) -> None:
        self._ours, self._theirs, self._me = ours, theirs, me
        self._base = base_of(ours, theirs)
        tables, given = tuple(KEYS), self._base.given
        self._before = as_known(theirs, self._base.taken, tables)
        self._past: Past = {}
        if given is not None:
            # What they did before they took ours in stands beside ours; of what they touched after, that is the base.
            for table, rows in touched_since(theirs, given.at, tables).items():
                self._before[table] |= rows
            self._past = as_known(ours, given, tables)
        self._places = Places(ours, theirs)
        merged = merged_codings(ours)
        self._there = Side(theirs, self._before, self._places, merged)
        self._side = Side(ours, self._past, merged=merged)
        self._here = Here(self._side)

    def plan(self, path: Path, *, theirs_wins: bool = False) -> MergePlan:
        """The plan; with `theirs_wins` their state stands of what both sides changed, else ours.

        Raises:
            InputError: it is the project itself.
            ConflictError: the two files have nothing in common, or different people have one name.
        """
        self._refuse_strangers(path)
        self._recognise_consensus()
        ours = Codes(self._side)
        all_of_theirs = Codes(self._there)
        same = recognised(ours, all_of_theirs, self._before["codes"], self._base.same_codes)
        merged = {gone: stays for gone, stays in merged_codes(self._ours).items() if gone in all_of_theirs.ids}
        self._there.same |= {Ref("codes", their): our for their, our in (same | merged).items()}
        theirs = Codes(self._there, merged)
        work = Work(self._there, self._here, self._before, self._given(), self._me)
        items = [*self._codes(ours, theirs, set(same.values())), *work.items()]
        if theirs_wins:
            items = [*_brought_back(items, ours, theirs), *map(_decided, items)]
        items = fitted(self._ours, self._here, items)
        coders = tuple(self._coming(items))
        self._refuse_namesakes(coders)
        joined = {all_of_theirs.path(gone): stays for gone, stays in merged.items()}
        differing = dict.fromkeys(item.document for item in items if item.reason is Reason.TEXT)
        known = {(one.table, one.row_id): one.event for one in self._base.taken.left}
        left = tuple(
            (item.table, item.their_id, known.get((item.table, item.their_id), self._base.taken.event))
            for item in items
            if item.fate is Fate.LEFT
        )
        return MergePlan(
            path=path,
            project=str(self._theirs.value("SELECT guid FROM projects")),
            head=head(self._theirs),
            through=self._base.through if left else (*self._base.through, *self._base.within),
            our_head=head(self._ours),
            is_later=any(self._before.values()),
            is_package=self._base.is_package,
            items=tuple(items),
            left=left,
            coders=coders,
            same_codes=same,
            codes=tuple(differences(ours, theirs, [item for item in items if item.table == "codes"], same, joined)),
            texts=tuple(self._places.difference(document) for document in differing),
            missing=tuple(self._missing()),
            closed=() if self._base.is_package else tuple(self._closed()),
            private=work.private,
            revisions=dict(self._theirs.tuples("SELECT id, created_at FROM codebook_revisions")),
            names=dict(
                row for side in (self._theirs, self._ours) for row in side.tuples("SELECT guid, name FROM coders")
            ),
        )

    # Who and what

    def _refuse_strangers(self, path: Path) -> None:
        name = shown_line(path.name)
        if path.resolve() == self._ours.path.resolve():
            raise InputError(_("{name} is this project itself; there is nothing to merge.").format(name=name))
        known = {row[0] for row in self._ours.tuples("SELECT guid FROM documents")}
        if not any(row[0] in known for row in self._theirs.tuples("SELECT guid FROM documents")):
            message = _(
                "{name} has no text in common with this project: merge what was packed or copied from it. Nothing was"
                " changed."
            )
            raise ConflictError(message.format(name=name))

    def _recognise_consensus(self) -> None:
        """There is one consensus: what both sides settled is its work under either GUID."""
        query = "SELECT guid FROM coders WHERE kind = 'consensus'"
        ours, theirs = self._ours.value(query), self._theirs.value(query)
        if ours and theirs and ours != theirs:
            self._there.same[Ref("coders", theirs)] = ours

    def _refuse_namesakes(self, coders: Sequence[Coming]) -> None:
        taken = {row[0].casefold() for row in self._ours.tuples("SELECT name FROM coders")}
        for coder in coders:
            if coder.name.casefold() in taken:
                message = _(
                    "Both sides have a coder '{name}' of their own, made apart: rename one of the two in its file."
                    " Nothing was changed."
                )
                raise ConflictError(message.format(name=shown_line(coder.name)))

    def _coming(self, items: Sequence[Item]) -> Iterator[Coming]:
        """The coders of what comes in who are new here."""
        wanted: dict[str, None] = {}
        for item in items:
            if item.fate in (Fate.NEW, Fate.CHANGED) and item.there is not None:
                values = item.there.values.values()
                wanted |= dict.fromkeys(v.guid for v in values if isinstance(v, Ref) and v.table == "coders")
        for guid in wanted:
            if self._here.id_of(Ref("coders", guid)) is None:
                yield Coming(*self._theirs.tuples("SELECT guid, kind, name FROM coders WHERE guid = ?", [guid])[0])

    def _missing(self) -> Iterator[str]:
        known = {row[0] for row in self._ours.tuples("SELECT guid FROM documents")}
        for guid, name, question in self._theirs.tuples("SELECT guid, name, question FROM view_documents"):
            if guid not in known:
                yield f"{question} · {name}" if question else str(name)

    def _closed(self) -> Iterator[str]:
        still_open = {row[0] for row in self._ours.tuples("SELECT guid FROM rounds WHERE status = 'open'")}
        for guid, name in self._theirs.tuples("SELECT guid, name FROM rounds WHERE status = 'closed'"):
            if guid in still_open:
                yield str(name)

    def _codes(self, ours: Codes, theirs: Codes, recognised: Collection[str]) -> list[Item]:
        before: dict[int, Entity | None] = {
            row_id: None if image is None else self._there.entity("codes", image)
            for row_id, image in self._before["codes"].items()
            if row_id not in theirs.merged and theirs.guids.get(row_id) not in recognised
        }
        given = self._given()
        known = None if given is None else {str(key[0]): entity for key, entity in given["codes"].items()}
        return plan_codes(ours, theirs, before, known, self._base.made_there if self._base.is_package else None)

    def _given(self) -> dict[str, dict[Key, Entity | None]] | None:
        """What was touched here since they last took ours in, by table and key, as it was then."""
        if self._base.given is None:
            return None
        found: dict[str, dict[Key, Entity | None]] = {}
        for table, images in self._past.items():
            now = self._side.rows(table, images)
            by_key = found.setdefault(table, {})
            for row_id, image in images.items():
                known = image or now.get(row_id)
                with suppress(UnplacedError):
                    if known is not None:
                        entity = self._side.entity(table, known)
                        # What was taken out and put in again is one thing in two rows.
                        by_key[entity.key] = by_key.get(entity.key) or (None if image is None else entity)
        return found


def _brought_back(items: Iterable[Item], ours: Codes, theirs: Codes) -> list[Item]:
    """The codes that were removed here and that work of theirs needs, each after its parent."""
    told = {item.key[0] for item in items if item.table == "codes"}
    refs = (value for item in items if item.there is not None for value in item.there.values.values())
    wanted = [value.guid for value in refs if isinstance(value, Ref) and value.table == "codes"]
    needed: set[str] = set()
    while wanted:
        guid = wanted.pop()
        if guid in theirs.ids and guid not in ours.ids and guid not in told and guid not in needed:
            needed.add(guid)
            wanted += [theirs.guids[node.id] for node in theirs.tree.ancestors(theirs.ids[guid])]
    return [
        Item("codes", Fate.NEW, row_id, theirs.entities[guid]) for guid, row_id in theirs.ids.items() if guid in needed
    ]


def _decided(item: Item) -> Item:
    # What was settled otherwise hangs together with more than one row: it is settled again, on the screen for that.
    if item.reason is not Reason.UNDECIDED or item.table == "settlements":
        return item
    return replace(item, fate=fate_of(item), reason=None)
