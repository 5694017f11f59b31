"""Where passages and units of another file's texts lie in ours: by the text itself, letter for letter, or nowhere."""

from dataclasses import dataclass, replace

from codebench.domain.draft import DocumentKind
from codebench.domain.remap import Outcome, TextEdit
from codebench.domain.spans import Span
from codebench.domain.text import checksum, shown_line
from codebench.i18n import _
from codebench.project.documents import Documents
from codebench.project.edits import unit_places
from codebench.project.merge_models import Reason, TextDifference
from codebench.project.models import UnitInfo
from codebench.project.session import Session
from codebench.store.connection import Store

_AROUND = 12


class UnplacedError(Exception):
    """Something of theirs has no place here."""

    def __init__(self, reason: Reason, document: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.document = document


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in a text version of ours, and what edits of the text here did to it (empty: nothing)."""

    version_id: int
    document: str
    start: int
    end: int
    is_orphaned: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class _Way:
    """From a text that both have to our present one: our version of it, and the edits that followed with theirs."""

    document_id: int
    version_id: int
    edits: tuple[tuple[int, TextEdit], ...]


class Places:
    """The way from their texts to ours. A text of theirs that is no version of ours has none: nothing is guessed."""

    def __init__(self, ours: Store, theirs: Store) -> None:
        self._ours = Session(ours, None)
        self._theirs = Session(theirs, None)
        self._ways: dict[int, _Way | UnplacedError] = {}
        self._versions: dict[int, tuple[int, str, int]] = {}
        self._units: dict[int, dict[int, int]] = {}

    def passage(self, version_id: int, start: int, end: int, *, is_orphaned: bool) -> Place:
        """Where a passage of a text version of theirs lies now.

        One that an edit here took all words of stays on the version before that, orphaned.

        Raises:
            UnplacedError: the document or the text is not here.
        """
        if version_id not in self._versions:
            self._versions[version_id] = self._theirs.tuples(
                "SELECT d.id, d.guid, v.is_current FROM text_versions v JOIN documents d ON d.id = v.document_id"
                " WHERE v.id = ?",
                [version_id],
            )[0]
        document_id, guid, is_current = self._versions[version_id]
        # Even what lies on an earlier text waits until the present one is known here.
        way = self._way(version_id if is_current else self._current(document_id), guid)
        if not is_current:
            way = self._way(version_id, guid)
        if is_orphaned:
            return Place(way.version_id, guid, start, end, True, "")
        version, worst = way.version_id, Outcome.UNCHANGED
        for later, edit in way.edits:
            became = edit.remap(Span(start, end))
            if became.span is None:
                return Place(version, guid, start, end, True, str(became.outcome))
            version, start, end = later, became.span.start, became.span.end
            worst = max(worst, became.outcome, key=list(Outcome).index)
        return Place(version, guid, start, end, False, "" if worst is Outcome.UNCHANGED else str(worst))

    def unit(self, unit_id: int) -> tuple[int, str]:
        """The unit of ours that a unit of theirs is, and the GUID of its document.

        Raises:
            UnplacedError: the document, the text or the unit is not here.
        """
        found = self._theirs.tuples(
            "SELECT d.id, d.guid, d.kind FROM units u JOIN documents d ON d.id = u.document_id WHERE u.id = ?",
            [unit_id],
        )
        if not found:
            raise UnplacedError(Reason.UNIT)
        document_id, guid, kind = found[0]
        if document_id not in self._units:
            way = self._way(self._current(document_id), guid)
            self._units[document_id] = self._same_units(document_id, way, is_answer=kind == DocumentKind.ANSWER)
        if unit_id not in self._units[document_id]:
            raise UnplacedError(Reason.UNIT, guid)
        return self._units[document_id][unit_id], guid

    def difference(self, document: str) -> TextDifference:
        """The first place where their text of a document (by its GUID) differs from our present one."""
        (there,), (here,) = (
            side.rows("SELECT text, name, question FROM view_documents WHERE guid = ?", [document]) or [{}]
            for side in (self._theirs, self._ours)
        )
        name = " · ".join(str(part) for part in (here or there).values() if part and part != (here or there)["text"])
        if not here or not there:
            return TextDifference(document, name, _("it is retired on one side."))
        hunks = TextEdit.between(here["text"], there["text"]).hunks
        if not hunks:
            return TextDifference(document, name, _("an earlier text of it is not known here."))
        hunk = hunks[0]
        what = _("'{there}' there, '{here}' here at {at}").format(
            there=_around(there["text"], hunk.new_start, hunk.new_end),
            here=_around(here["text"], hunk.old_start, hunk.old_end),
            at=hunk.old_start,
        )
        return TextDifference(document, name, what)

    def _current(self, document_id: int) -> int:
        query = "SELECT id FROM text_versions WHERE document_id = ? AND is_current = 1"
        return int(self._theirs.value(query, [document_id]) or 0)

    def _way(self, version_id: int, guid: str) -> _Way:
        if version_id not in self._ways:
            try:
                self._ways[version_id] = self._find_way(version_id, guid)
            except UnplacedError as none:
                self._ways[version_id] = none
        found = self._ways[version_id]
        if isinstance(found, UnplacedError):
            raise UnplacedError(found.reason, found.document)
        return found

    def _find_way(self, version_id: int, guid: str) -> _Way:
        here = self._ours.tuples("SELECT id, status FROM documents WHERE guid = ?", [guid])
        if not here:
            raise UnplacedError(Reason.DOCUMENT, guid)
        document_id, status = here[0]
        if status == "purged":
            raise UnplacedError(Reason.ERASED, guid)
        text = self._theirs.value("SELECT value FROM indexed_texts WHERE id = ?", [version_id])
        versions = self._ours.tuples(
            "SELECT v.id, c.value, c.sha256 FROM text_versions v JOIN contents c ON c.id = v.content_id"
            " WHERE v.document_id = ? ORDER BY v.number",
            [document_id],
        )
        # Looked at by its checksum, and then letter for letter.
        wanted = None if text is None else checksum(text)
        known = [i for i, (_id, ours, sha256) in enumerate(versions) if sha256 == wanted and ours == text]
        if not known:
            raise UnplacedError(Reason.TEXT, guid)
        last = known[-1]
        edits = zip(versions[last:], versions[last + 1 :], strict=False)
        steps = tuple((after[0], TextEdit.between(before[1], after[1])) for before, after in edits)
        return _Way(document_id, versions[last][0], steps)

    def _same_units(self, document_id: int, way: _Way, *, is_answer: bool) -> dict[int, int]:
        theirs = Documents(self._theirs).units(document_id)
        ours = Documents(self._ours).units(way.document_id)
        if is_answer:
            return {theirs[0].id: ours[0].id} if len(theirs) == len(ours) == 1 else {}
        units: list[UnitInfo] = theirs
        for _version, edit in way.edits:
            places = unit_places(edit, units)
            units = [
                replace(unit, start=places[unit.id][0], body_start=places[unit.id][1], end=places[unit.id][2])
                for unit in units
                if unit.id in places
            ]
        there = {(unit.start, unit.end): unit.id for unit in ours}
        return {unit.id: there[unit.start, unit.end] for unit in units if (unit.start, unit.end) in there}


def _around(text: str, start: int, end: int) -> str:
    return shown_line(text[max(0, start - _AROUND) : min(end + _AROUND, start + 4 * _AROUND)])
