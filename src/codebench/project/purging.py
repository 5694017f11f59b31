"""Purging: erasing documents, or their earlier texts, from the state, the journal's contents, the index, every copy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.i18n import _, plural
from codebench.project.erasing import Erasing
from codebench.project.quotes import Quotes
from codebench.project.session import Session
from codebench.project.tracing import Tracing
from codebench.store.journal import Act
from codebench.store.tables import Scalar


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased: documents, their text versions, codings and memos, and the snapshots that held them.

    Of codings and memos those are counted that the coder may see.

    `examples` counts the fields of codes and other memos that quoted the texts, `cases` those of whom nothing was
    left. `named` are codes whose names stand in the texts: a name is the researcher's to change.
    """

    documents: int
    versions: int
    codings: int
    memos: int
    examples: int
    cases: int
    snapshots: int
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PurgedVersions:
    """What was erased of earlier texts: the versions, orphaned codings on them, fields that quoted them, snapshots."""

    documents: int
    versions: int
    orphans: int
    examples: int
    snapshots: int


class Purging:
    """Erasure that no undo brings back."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._erasing = Erasing(session)

    def purge(self, document_ids: Sequence[int]) -> Purged:
        """Erase documents with everything that quotes them. What stays is that something was there, and when.

        With them go the names of cases and of files that nothing else in the project needs, and what stands undone
        of whole imports, since it may hold the same texts. Whoever is killed in between finds it finished at the
        next opening.

        Raises:
            NotFoundError: a document does not exist or was erased before.
            StorageError: the disk refused; the sentence says whether something was erased.
        """
        ids = list(dict.fromkeys(document_ids))
        self._require(ids)
        summary = plural("purge {n} document", "purge {n} documents", len(ids))
        erasing, tracing = self._erasing, Tracing(self._session.store)
        with self._session.act("purge", summary) as act:
            history = tracing.hanging_on({"documents": set(ids)})
            undone = tracing.hanging_on({"documents": tracing.undone_documents()})
            quotes = Quotes(self._session, erasing.texts(history["text_versions"]))
            versions = len(erasing.present("text_versions", ids))
            codings, memos = self._seen(ids)
            history["summaries"] |= set(erasing.documents(act, ids))
            cases = erasing.needless_cases(tracing.linked(history, "cases", "case_id"))
            sources = erasing.needless_sources(tracing.linked(history, "sources", "source_id"))
            erasing.take_out(act, "cases", "case_id", cases)
            erasing.take_out(act, "sources", "source_id", sources)
            examples = quotes.take_out(act)
            cases_undone = tracing.linked(undone, "cases", "case_id") - set(erasing.ids("SELECT id FROM cases"))
            sources_undone = tracing.linked(undone, "sources", "source_id") - set(erasing.ids("SELECT id FROM sources"))
            around = tracing.hanging_on({"cases": cases | cases_undone, "sources": sources | sources_undone})
            contents = {row for rows in (history, undone, around) for row in tracing.contents_of(rows)}
            erasing.seal(
                act,
                contents.union(quotes.contents),
                history["text_versions"] | undone["text_versions"],
                documents=ids,
            )
        return Purged(
            documents=len(ids),
            versions=versions,
            codings=codings,
            memos=memos,
            examples=examples,
            cases=len(cases),
            snapshots=erasing.finish(_("after a purge")),
            named=quotes.code_names(),
        )

    def earlier_versions(self) -> list[tuple[int, int]]:
        """The active documents that have earlier texts, each with how many: (document, versions)."""
        return self._session.tuples(
            "SELECT v.document_id, count(*) FROM text_versions v JOIN documents d ON d.id = v.document_id"
            " WHERE v.is_current = 0 AND d.status <> 'purged' GROUP BY v.document_id ORDER BY v.document_id"
        )

    def purge_earlier(
        self, document_ids: Sequence[int], holds: Callable[[str], bool] = lambda _text: False
    ) -> PurgedVersions:
        """Erase all texts of documents but the present one, also those that stand undone, with what quotes them.

        With them go orphaned codings (their text is gone) and, of everything that has changed since, what `holds` says
        has to go: where a name stood that was replaced, the summaries of acts among it. The present state stays.

        Raises:
            ConflictError: none of the documents has an earlier text.
            StorageError: the disk refused; the sentence says whether something was erased.
        """
        ids = list(dict.fromkeys(document_ids))
        erasing, tracing = self._erasing, Tracing(self._session.store)
        earlier = erasing.ids("SELECT id FROM text_versions WHERE is_current = 0 AND document_id IN {ids}", ids)
        present = erasing.ids("SELECT id FROM text_versions WHERE is_current = 1 AND document_id IN {ids}", ids)
        summary = plural("purge earlier texts of {n} document", "purge earlier texts of {n} documents", len(ids))
        with self._session.act("purge", summary) as act:
            history = tracing.hanging_on({"documents": set(ids)})
            gone = history["text_versions"] - set(present)
            kept = tracing.contents_of({"text_versions": gone})
            if not kept and not tracing.past_with(holds):
                raise ConflictError(_("There are no earlier texts; nothing was erased."))
            undone = tracing.hanging_on({"documents": tracing.undone_documents()})
            quotes = Quotes(self._session, erasing.texts(gone), erasing.texts(present))
            orphans = erasing.ids("SELECT id FROM codings WHERE text_version_id IN {ids}", earlier)
            act.delete("memos", erasing.ids("SELECT id FROM memos WHERE coding_id IN {ids}", orphans))
            rested = erasing.codings(act, orphans)
            kept += tracing.contents_of({"summaries": set(rested)} | erasing.quotes_of(tracing, orphans))
            self._move_memos(act, earlier)
            act.delete("text_versions", earlier)
            examples = quotes.take_out(act)
            # Once more, since taking out quotes has made fields of now into earlier ones.
            contents = {*kept, *quotes.contents, *tracing.contents_of(undone), *tracing.past_with(holds)}
            passed = history["acts"] | tracing.acts_that_kept(contents)
            erasing.seal(act, contents, gone | undone["text_versions"], passed=passed)
        return PurgedVersions(
            documents=len(ids),
            versions=len(earlier),
            orphans=len(orphans),
            examples=examples,
            snapshots=erasing.finish(_("after a purge")),
        )

    def _move_memos(self, act: Act, versions: Sequence[int]) -> None:
        """Memos on passages of texts that go stay with the document."""
        for version in versions:
            query = (
                "SELECT m.id, v.document_id FROM memos m JOIN text_versions v ON v.id = m.text_version_id"
                " WHERE v.id = ?"
            )
            place: dict[str, Scalar] = {"text_version_id": None, "start": None, "end": None}
            rows = self._session.tuples(query, [version])
            act.update_rows("memos", [(memo, place | {"document_id": document}) for memo, document in rows])

    def _seen(self, ids: Sequence[int]) -> tuple[int, int]:
        """How many codings and memos on these documents the present coder may see."""
        seen, erasing = self._session.visible(), self._erasing
        codings = f"SELECT g.id FROM codings g WHERE {seen.codings('g')} AND g.id IN {{ids}}"
        memos = f"SELECT m.id FROM memos m WHERE {seen.memos('m')} AND m.id IN {{ids}}"
        return (
            len(erasing.ids(codings, erasing.present("codings", ids))),
            len(erasing.ids(memos, erasing.memos_on(ids))),
        )

    def _require(self, ids: Sequence[int]) -> None:
        found = set(self._erasing.ids("SELECT id FROM documents WHERE status <> 'purged' AND id IN {ids}", ids))
        for document_id in ids:
            if document_id not in found:
                raise NotFoundError(_("There is no document #{id}, or it was erased before.").format(id=document_id))
