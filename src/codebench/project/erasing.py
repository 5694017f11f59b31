"""Erasing within an act: what goes from the state, what is emptied beside the chain, and its end in every copy."""

import json
from collections.abc import Collection, Iterable
from contextlib import suppress

from codebench.domain.errors import StorageError
from codebench.project.decisions import forget_decisions
from codebench.project.drafts import forget_drafts
from codebench.project.report_rows import forget_quotes, resting_on
from codebench.project.round_rows import forget_round_units
from codebench.project.session import Session
from codebench.project.tracing import Rows, Tracing, ranges
from codebench.store import annotations, erasure, snapshots
from codebench.store.journal import Act
from codebench.store.tables import STATE


class Erasing:
    """What every erasure does with the rows of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(self, query: str, ids: Iterable[int] = ()) -> list[int]:
        """The first column of a SELECT in which `{ids}` stands for these ids."""
        rows = self._session.tuples(
            query.format(ids="(SELECT value FROM json_each(:ids))"), {"ids": json.dumps(list(ids))}
        )
        return [row[0] for row in rows]

    def present(self, table: str, documents: Collection[int]) -> list[int]:
        """The rows of a table that belong to these documents."""
        return self.ids(f"SELECT id FROM {table} WHERE document_id IN {{ids}}", documents)

    def memos_on(self, documents: Collection[int]) -> list[int]:
        """The memos on these documents, on their units, passages and codings."""
        return self.ids(
            "SELECT m.id FROM memos m LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN codings g ON g.id = m.coding_id"
            " LEFT JOIN text_versions v ON v.id = m.text_version_id"
            " WHERE coalesce(m.document_id, u.document_id, g.document_id, v.document_id) IN {ids}",
            documents,
        )

    def texts(self, version_ids: Collection[int]) -> list[str]:
        """What is kept of these text versions, be they there still or in the journal alone."""
        query = (
            "SELECT value FROM contents WHERE entity = ? AND value IS NOT NULL"
            " AND entity_id IN (SELECT value FROM json_each(?))"
        )
        number = STATE["text_versions"].number
        return [row[0] for row in self._session.tuples(query, [number, json.dumps(list(version_ids))])]

    def documents(self, act: Act, ids: Collection[int]) -> list[int]:
        """Take out all that hangs on documents; of themselves stays that they were there.

        The summaries that rested on them go as well: these are returned (by id).
        """
        act.delete("memos", self.memos_on(ids))
        summaries = self.codings(act, self.present("codings", ids))
        self.units(act, self.present("units", ids))
        for table in ("text_versions", "sections"):
            act.delete(table, self.present(table, ids))
        act.update_rows("documents", [(row, {"status": "purged", "name": "", "absence": None}) for row in ids])
        return summaries

    def codings(self, act: Act, codings: Collection[int]) -> list[int]:
        """Take out codings with what was kept of them for the report, and the summaries that rest on them (their ids).

        A summary that rests on a coding which is no more (nobody can say where that was) goes as well, where its case
        spoke in the same documents.
        """
        summaries = resting_on(self._session, codings)
        act.delete("summaries", summaries)
        forget_quotes(self._session, act, codings)
        act.delete("codings", codings)
        return summaries

    @staticmethod
    def quotes_of(tracing: Tracing, codings: Collection[int]) -> Rows:
        """What was ever kept of these codings for the report."""
        return {"excerpts": tracing.hanging_on({"codings": set(codings)})["excerpts"]}

    def units(self, act: Act, units: Collection[int]) -> None:
        """Take out units, with the marks, bookmarks, decisions, rounds and settlements that are about them."""
        act.delete("review_marks", self.ids("SELECT id FROM review_marks WHERE unit_id IN {ids}", units))
        act.delete("bookmarks", self.ids("SELECT id FROM bookmarks WHERE unit_id IN {ids}", units))
        forget_decisions(self._session, act, units=units)
        forget_round_units(self._session, act, units)
        act.delete("units", units)

    def needless_cases(self, wanted: set[int]) -> set[int]:
        """Those of the cases of whom nothing is left: no unit, value, memo, document or member."""
        needed: set[int] = set()
        members = self._session.tuples("SELECT id, parent_id FROM cases WHERE parent_id IS NOT NULL")
        while True:
            gone = wanted - needed
            still = self.ids(
                "SELECT k.id FROM cases k WHERE k.id IN {ids} AND ("
                " EXISTS (SELECT 1 FROM units u WHERE u.case_id = k.id)"
                " OR EXISTS (SELECT 1 FROM case_values w WHERE w.case_id = k.id)"
                " OR EXISTS (SELECT 1 FROM memos m WHERE m.case_id = k.id)"
                " OR EXISTS (SELECT 1 FROM documents d WHERE d.case_id = k.id AND d.status <> 'purged'))",
                gone,
            )
            still += [parent for member, parent in members if parent in gone and member not in gone]
            if not still:
                return gone
            needed.update(still)

    def needless_sources(self, wanted: set[int]) -> set[int]:
        """Those of the files of which no document is left."""
        left = "SELECT source_id FROM documents WHERE status <> 'purged' AND source_id IN {ids}"
        return wanted - set(self.ids(left, wanted))

    def take_out(self, act: Act, table: str, column: str, ids: Collection[int]) -> None:
        """Take out rows, and the links of documents to them."""
        if table == "cases":
            act.delete("summaries", self.ids("SELECT id FROM summaries WHERE case_id IN {ids}", ids))
        bare = self.ids(f"SELECT id FROM documents WHERE {column} IN {{ids}}", ids)
        act.update_rows("documents", [(row, {column: None}) for row in bare])
        act.delete(table, self.ids(f"SELECT id FROM {table} WHERE id IN {{ids}}", ids))

    def seal(
        self,
        act: Act,
        contents: Collection[int],
        versions: Collection[int],
        *,
        documents: Collection[int] = (),
        passed: Collection[int] = (),
    ) -> None:
        """Empty contents for good, and say so in the chain; forget what was computed from these text versions.

        `documents` are those that were erased as a whole, `passed` the acts that no undo can reach any more.
        """
        told = {"documents": sorted(documents), "contents": ranges(contents), "passed": ranges(passed)}
        act.record("purge", told)
        erasure.erase(self._session.store.db, contents)
        annotations.forget(self._session.store, versions)

    def finish(self, why: str) -> int:
        """After the act: remove every copy and trace of what was erased; how many snapshots went.

        Raises:
            StorageError: the disk refused; the next opening goes on with it.
        """
        store = self._session.store
        forget_drafts(store.path)
        removed = erasure.finish(store.db, store.path)
        # What was erased is gone by now; where there is no room for a first snapshot, the next risky act says so.
        with suppress(StorageError):
            snapshots.make(store.db, store.path, why)
        return removed
