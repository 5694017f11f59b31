"""Who withdrew: of them nothing is kept but what tells that the same person, or file, is about to come in again.

A mark is a salted hash of a name and its group. It gives no name away by itself; whoever has the project and guesses a
name can have the guess confirmed, as with every list of who must not be taken in again.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from codebench.domain.draft import CaseDraft, DocumentDraft, Draft, Record
from codebench.domain.errors import ConflictError
from codebench.domain.replacing import Place, draft_with
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.merge_models import Entity, Item, MergePlan, Value
from codebench.project.quotes import QUOTING, Runs, runs_of
from codebench.project.session import Session
from codebench.store.connection import Store
from codebench.store.contents import commitment
from codebench.store.journal import Act

WITHDRAWN = "[ingetrokken]"
"""What stands in a text where somebody withdrew."""


@dataclass(frozen=True, slots=True)
class _Mark:
    salt: str
    mark: str

    def fits(self, told: str) -> bool:
        return commitment(bytes.fromhex(self.salt), told) == self.mark


class Withdrawals:
    """The marks of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, act: Act, guid: str, names: Iterable[tuple[str, str]], files: Iterable[str]) -> None:
        """Within an act, remember a case by its GUID, its names (group, name) and files by their checksums."""
        told = [("case", _told(group, name)) for group, name in names] + [("file", checksum) for checksum in files]
        rows = []
        for kind, what in dict.fromkeys(told):
            salt = secrets.token_bytes(16)
            rows.append((guid, kind, salt.hex(), commitment(salt, what), act.created_at))
        act.insert_rows("withdrawals", ("guid", "kind", "salt", "mark", "created_at"), rows)

    def without(self, draft: Draft) -> Draft:
        """The draft without those who withdrew: their answers stay out, their turns become a mark of that.

        Raises:
            ConflictError: the file is one in which nobody is left.
        """
        marks = self._marks("case")
        if any(mark.fits(draft.checksum) for mark in self._marks("file")):
            message = _("{name} holds only somebody who withdrew; nothing was taken in.")
            raise ConflictError(message.format(name=shown_line(draft.source)))
        if not marks:
            return draft
        return replace(draft, records=lambda: _kept(draft.records(), marks))

    def count(self, draft: Draft) -> int:
        """How many persons of a draft withdrew."""
        marks = self._marks("case")
        return len(_withdrawn(draft.records(), marks)) if marks else 0

    def _marks(self, kind: str) -> list[_Mark]:
        return [
            _Mark(*row) for row in self._session.tuples("SELECT salt, mark FROM withdrawals WHERE kind = ?", [kind])
        ]


def without_withdrawn(plan: MergePlan, ours: Store, theirs: Store) -> MergePlan:
    """The plan of a merge in which nothing that comes in quotes somebody who withdrew here."""
    guids = [row[0] for row in ours.tuples("SELECT DISTINCT guid FROM withdrawals")]
    if not guids:
        return plan
    runs = Runs(run for item in plan.items for name, text in _quoting(item.there) for run in runs_of(text, name))
    for text, start, end in theirs.tuples(
        'SELECT t.value, u.start, u."end" FROM cases k JOIN units u ON u.case_id = k.id'
        " JOIN text_versions v ON v.document_id = u.document_id AND v.is_current = 1"
        " JOIN indexed_texts t ON t.id = v.id WHERE k.guid IN (SELECT value FROM json_each(?))",
        [json.dumps(guids)],
    ):
        runs.take(text[start:end])
    return replace(plan, items=tuple(_without(item, runs) for item in plan.items))


def _quoting(entity: Entity | None) -> list[tuple[str, str]]:
    """The fields (name, text) of a row in which people quote."""
    names = () if entity is None else QUOTING.get(entity.table, ())
    return [] if entity is None else [(name, str(entity.values[name])) for name in names]


def _without(item: Item, runs: Runs) -> Item:
    if item.there is None:
        return item
    clean: dict[str, Value] = {name: runs.without(text, name) for name, text in _quoting(item.there)}
    return replace(item, there=replace(item.there, values=item.there.values | clean))


def _told(group: str, name: str) -> str:
    return f"{group}\n{name}"


def _withdrawn(records: Iterable[Record], marks: Collection[_Mark]) -> set[str]:
    """The keys of the cases that withdrew."""
    groups: dict[str, str] = {}
    found = set()
    for record in records:
        if isinstance(record, CaseDraft):
            groups[record.key] = record.name
            told = _told(groups.get(record.group or "", ""), record.name)
            if any(mark.fits(told) for mark in marks):
                found.add(record.key)
    return found


def _kept(records: Iterable[Record], marks: Collection[_Mark]) -> Iterator[Record]:
    groups: dict[str, str] = {}
    gone: set[str] = set()
    for record in records:
        if isinstance(record, CaseDraft):
            groups[record.key] = record.name
            told = _told(groups.get(record.group or "", ""), record.name)
            if any(mark.fits(told) for mark in marks):
                gone.add(record.key)
            else:
                yield record
        elif record.case not in gone:
            yield _with_marks(record, gone) if gone else record


def _with_marks(document: DocumentDraft, gone: Collection[str]) -> DocumentDraft:
    """The document with a mark where somebody spoke who withdrew; nobody says the mark."""
    places = [Place(unit.start, unit.end, WITHDRAWN) for unit in document.units if unit.case in gone]
    kept = [i for i, unit in enumerate(document.units) if unit.case not in gone]
    made = draft_with(document, places)
    return made._replace(units=tuple(made.units[i] for i in kept))
