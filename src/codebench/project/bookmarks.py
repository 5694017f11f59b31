"""Places to come back to: bookmarks on units, and where a coder left a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebench.domain.errors import ConflictError
from codebench.domain.remap import TextEdit
from codebench.domain.spans import Span
from codebench.i18n import _, plural
from codebench.project.session import Session
from codebench.store import reading_stops


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A unit that the present coder marked: `position` counts the units of its document from 0."""

    unit_id: int
    document_id: int
    document: str
    position: int
    start: int
    text: str


def where_now(before: str, after: str, offset: int) -> int:
    """Where what stood at an offset of a text stands in its new version; the offset itself where that is gone."""
    at = min(offset, max(0, len(before) - 1))
    span = TextEdit.between(before, after).remap(Span(at, min(at + 1, len(before)))).span
    return min(offset, len(after)) if span is None else span.start + offset - at


class Bookmarks:
    """The bookmarks of the present coder, and where they stopped."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, unit_ids: Sequence[int]) -> int:
        """Put bookmarks on units, in one act; how many had none yet.

        Raises:
            ConflictError: all of them have one.
            NotFoundError: there is no such unit.
        """
        there = self._marks(unit_ids)
        fresh = [unit for unit in dict.fromkeys(unit_ids) if unit not in there]
        if not fresh:
            raise ConflictError(_("There is a bookmark of yours already."))
        for unit in fresh:
            self._session.require("units", unit, _("unit"))
        coder = self._session.coder.id
        with self._session.act("bookmark", plural("put {n} bookmark", "put {n} bookmarks", len(fresh))) as act:
            columns = ("unit_id", "coder_id", "created_at")
            act.insert_rows("bookmarks", columns, [(unit, coder, act.created_at) for unit in fresh])
        return len(fresh)

    def remove(self, unit_ids: Sequence[int]) -> int:
        """Take bookmarks away, in one act; how many there were.

        Raises:
            ConflictError: there is none.
        """
        there = self._marks(unit_ids)
        if not there:
            raise ConflictError(_("There is no bookmark of yours."))
        with self._session.act("bookmark", plural("remove {n} bookmark", "remove {n} bookmarks", len(there))) as act:
            act.delete("bookmarks", there.values())
        return len(there)

    def all(self, document_id: int | None = None) -> list[Bookmark]:
        """All bookmarks, or those in one document, in the order of the material."""
        rows = self._session.tuples(
            "SELECT u.id, d.id, coalesce(nullif(d.name, ''), k.name, ''), u.position, u.body_start,"
            ' substr(t.value, u.body_start + 1, min(120, u."end" - u.body_start))'
            " FROM bookmarks b JOIN units u ON u.id = b.unit_id"
            " JOIN documents d ON d.id = u.document_id AND d.status = 'active'"
            " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1 JOIN contents t ON t.id = v.content_id"
            " LEFT JOIN cases k ON k.id = d.case_id"
            " WHERE b.coder_id = :coder AND (:document IS NULL OR d.id = :document)"
            " ORDER BY d.question_id IS NOT NULL, d.question_id, d.position, d.id, u.start",
            {"coder": self._session.coder.id, "document": document_id},
        )
        return [Bookmark(*row) for row in rows]

    def stopped(self, document_id: int) -> int | None:
        """Where in the present text of a document the present coder was last; None where that is not known.

        Of a text that was edited since, where what stood there stands now.
        """
        versions = self._session.tuples(
            "SELECT id, is_current, content_id FROM text_versions WHERE document_id = ?"
            " ORDER BY is_current DESC, id DESC",
            [document_id],
        )
        for version, is_current, content in versions:
            stop = reading_stops.stop_of(self._session.store, self._session.coder.id, version)
            if stop is not None:
                return stop if is_current else self._moved(stop, content, versions[0][2])
        return None

    def _moved(self, stop: int, before: int, after: int) -> int | None:
        texts = [self._session.value("SELECT value FROM contents WHERE id = ?", [text]) for text in (before, after)]
        return None if None in texts else where_now(texts[0], texts[1], stop)

    def stop(self, document_id: int, offset: int) -> None:
        """Remember where the present coder leaves a text; a project that may only be read remembers nothing."""
        version = self._version(document_id)
        if version is not None and not self._session.store.read_only:
            reading_stops.keep_stop(self._session.store, self._session.coder.id, version, offset)

    def _version(self, document_id: int) -> int | None:
        query = "SELECT id FROM text_versions WHERE document_id = ? AND is_current = 1"
        found = self._session.value(query, [document_id])
        return None if found is None else int(found)

    def _marks(self, unit_ids: Sequence[int]) -> dict[int, int]:
        """Of these units those with a bookmark, and its id."""
        query = "SELECT unit_id, id FROM bookmarks WHERE coder_id = ? AND unit_id = ?"
        coder = self._session.coder.id
        return dict(row for unit in dict.fromkeys(unit_ids) for row in self._session.tuples(query, [coder, unit]))
