"""Purging: erasing documents for good, from the state, the journal's contents, the index and the snapshots."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from codebench.domain.errors import NotFoundError
from codebench.i18n import _, plural
from codebench.project.codings import remove_codings
from codebench.project.documents import Documents
from codebench.project.session import Session
from codebench.store import snapshots
from codebench.store.journal import ACT_ENTITY, Act
from codebench.store.tables import STATE

# A shorter piece of text in a codebook's example says nothing about where it came from.
TRACE = 15


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased: documents, their text versions, codings and memos, and the snapshots that held them."""

    documents: int
    versions: int
    codings: int
    memos: int
    examples: int
    snapshots: int


class Purging:
    """Erasure that no undo brings back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def purge(self, document_ids: Sequence[int]) -> Purged:
        """Erase documents with everything that quotes them. What stays is that something was there, and when.

        Raises:
            NotFoundError: a document does not exist or was erased before.
        """
        documents = Documents(self._session)
        for document_id in document_ids:
            if documents.info(document_id).status == "purged":
                raise NotFoundError(_("Document #{id} was erased before.").format(id=document_id))
        marks = ",".join("?" * len(document_ids))
        ids = list(document_ids)
        texts = [documents.text(document_id) for document_id in ids]
        summary = plural("purge {n} document", "purge {n} documents", len(ids))
        with self._session.act("purge", summary) as act:
            codings = self._ids(f"SELECT id FROM codings WHERE document_id IN ({marks})", ids)
            memos = self._memos(marks, ids)
            history = self._history(ids)
            examples = self._clear_examples(act, texts)
            remove_codings(self._session, act, codings)
            act.delete(
                "memos", [memo for memo in memos if self._session.value("SELECT 1 FROM memos WHERE id = ?", [memo])]
            )
            units = self._ids(f"SELECT id FROM units WHERE document_id IN ({marks})", ids)
            for unit in units:
                act.delete("review_marks", self._ids("SELECT id FROM review_marks WHERE unit_id = ?", [unit]))
            act.delete("units", units)
            act.delete("sections", self._ids(f"SELECT id FROM sections WHERE document_id IN ({marks})", ids))
            versions = self._ids(f"SELECT id FROM text_versions WHERE document_id IN ({marks})", ids)
            act.delete("text_versions", versions)
            for document_id in ids:
                act.update("documents", document_id, status="purged", name="", absence=None)
            act.record("purge", {name: sorted(rows) for name, rows in history.items()})
            self._erase(history)
        sql = self._session.store.connection
        sql.execute("INSERT INTO text_index (text_index) VALUES ('optimize')")
        sql.execute("VACUUM")
        path = self._session.store.path
        removed = snapshots.remove_all(path)
        snapshots.make(self._session.store.db, path, _("after a purge"))
        return Purged(len(ids), len(versions), len(codings), len(memos), examples, removed)

    def _ids(self, query: str, params: Sequence[int]) -> list[int]:
        return [row[0] for row in self._session.tuples(query, params)]

    def _memos(self, marks: str, ids: Sequence[int]) -> list[int]:
        return self._ids(
            "SELECT m.id FROM memos m LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN codings g ON g.id = m.coding_id"
            " LEFT JOIN text_versions v ON v.id = m.text_version_id"
            f" WHERE coalesce(m.document_id, u.document_id, g.document_id, v.document_id) IN ({marks})",
            ids,
        )

    def _history(self, document_ids: Sequence[int]) -> dict[str, set[int]]:
        """Every row that ever hung on these documents, by table, found in the journal; and the acts that say so."""
        found: dict[str, set[int]] = {"documents": set(document_ids), "acts": set()}
        texts = ("text_versions", "sections", "units", "codings")
        links = {"document_id": "documents"}
        memo_links = {
            "document_id": "documents",
            "unit_id": "units",
            "coding_id": "codings",
            "text_version_id": "text_versions",
        }
        found |= {name: set() for name in (*texts, "memos")}
        for table, payload, act_id in self._session.store.connection.execute(
            "SELECT table_name, payload, act_id FROM events"
            " WHERE table_name IN ('documents', 'text_versions', 'sections', 'units', 'codings', 'memos') ORDER BY id"
        ):
            block = json.loads(payload)
            place = {name: i for i, name in enumerate(block["columns"])}
            wanted = memo_links if table == "memos" else links if table in texts else {}
            for row in (row for side in ("before", "after") for row in block.get(side, [])):
                mine = table == "documents" and row[0] in found["documents"]
                if mine or any(row[place[column]] in found[name] for column, name in wanted.items()):
                    found[table].add(row[0])
                    found["acts"].add(act_id)
        return found

    def _clear_examples(self, act: Act, texts: Sequence[str]) -> int:
        """Empty the examples of codes that stand word for word in the texts; how many there were."""
        cleared = 0
        for row in self._session.rows("SELECT id, example, counter_example FROM codes"):
            changes = {
                name: ""
                for name in ("example", "counter_example")
                if len(row[name].strip()) >= TRACE and any(row[name].strip() in text for text in texts)
            }
            if changes:
                act.update("codes", row["id"], **changes)
                cleared += len(changes)
                self._session.store.connection.execute(
                    "UPDATE contents SET salt = NULL, value = NULL WHERE entity = ? AND entity_id = ?"
                    " AND id <= (SELECT max(id) FROM contents WHERE entity = ? AND entity_id = ?)",
                    [STATE["codes"].number, row["id"]] * 2,
                )
        return cleared

    def _erase(self, history: dict[str, set[int]]) -> None:
        sql = self._session.store.connection
        for name, rows in history.items():
            number = ACT_ENTITY if name == "acts" else STATE[name].number
            sql.executemany(
                "UPDATE contents SET salt = NULL, value = NULL, sha256 = NULL WHERE entity = ? AND entity_id = ?",
                [(number, row) for row in rows],
            )
