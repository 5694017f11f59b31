"""What lies on the texts of another tool's project: codings, who judged them, and memos, put in where they are new."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from codebench.domain.project_draft import CodingRecord, DocumentRecord, Fate, MemoRecord, Structure, Target
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.coding_rows import memo_row
from codebench.project.codings import Codings
from codebench.project.exchange_known import Known
from codebench.project.exchange_models import Example, Tally
from codebench.project.exchange_writer import Writer
from codebench.project.memos import KINDS
from codebench.store.journal import now
from codebench.store.tables import Scalar

_QUOTE = 60


class Marks:
    """Takes in what coders did on documents, or counts what taking it in would do."""

    def __init__(self, writer: Writer, known: Known, tally: Tally) -> None:
        self._writer, self._known, self._tally = writer, known, tally
        session = self._session = writer.session
        self._memos: set[tuple[object, ...]] = set()
        self._ours: dict[str, str] = {}  # of codings that have another GUID here
        self._linking: list[tuple[MemoRecord, dict[str, int | None]]] = []  # memos that wait for codings
        self._revision = Codings(session).revision()
        self._memo_guids: set[str] = {row[0] for row in session.tuples("SELECT guid FROM memos")}
        self._memos_before = frozenset(self._memo_guids)

    def take(self, record: DocumentRecord, document: int, version: int) -> None:
        """Put in what is new on a document that was here: codings, marks of who judged it, memos."""
        there: dict[tuple[Any, ...], str] = {
            tuple(identity): guid
            for guid, *identity in self._session.tuples(
                'SELECT guid, start, "end", code_id, coder_id FROM codings'
                " WHERE document_id = ? AND text_version_id = ?",
                [document, version],
            )
        }
        units = [
            row[0]
            for row in self._session.tuples(
                "SELECT id FROM units WHERE document_id = ? ORDER BY start, position", [document]
            )
        ]
        marked = set(
            self._session.tuples(
                "SELECT m.unit_id, m.coder_id FROM review_marks m JOIN units u ON u.id = m.unit_id"
                " WHERE u.document_id = ?",
                [document],
            )
        )
        self._take(record, document, version, there, units, marked)

    def take_new(self, record: DocumentRecord, document: int, version: int, units: Sequence[int]) -> None:
        """Put in what lies on a document that came just now, with these units."""
        self._take(record, document, version, {}, units, set())

    def _take(
        self,
        record: DocumentRecord,
        document: int,
        version: int,
        there: Mapping[tuple[Any, ...], str],
        units: Sequence[int],
        marked: set[tuple[Any, ...]],
    ) -> None:
        wanted = json.dumps([each.guid for each in record.codings])
        found = self._session.tuples(
            "SELECT guid, document_id, id FROM codings WHERE guid IN (SELECT value FROM json_each(?))", [wanted]
        )
        here = {guid: row_id for guid, on, row_id in found if on == document}
        taken = {guid for guid, _on, _id in found}
        taken |= {each.guid for each in record.codings if each.guid in self._writer.waiting}
        came: dict[tuple[int, int, int, int], str] = {}
        codings: list[tuple[Scalar, ...]] = []
        coders: dict[int, None] = {}
        new: list[tuple[CodingRecord, int]] = []
        for each in record.codings:
            coder = self._known.coder(each.coder)
            code = self._known.codes[each.code]
            identity = (each.start, each.end, code, coder)
            if identity in came:
                self._tally.count(Fate.CHANGED, _("codings"), _DOUBLE)
                self._ours[each.guid] = came[identity]
                continue
            if each.guid in here or identity in there:
                self._tally.count(Fate.THERE, _("codings"))
                if each.guid in here:
                    self._take_own(each, here[each.guid])
                else:
                    self._ours[each.guid] = there[identity]
                continue
            self._count(record, each, coder)
            guid = self._writer.free_guid(each.guid, taken)
            came[identity] = self._ours[each.guid] = guid
            codings.append(self._row(each, document, version, code, coder, guid))
            new.append((each, coder))
            if not each.doubt:
                coders[coder] = None
        ids = self._writer.insert_rows("codings", _CODING_COLUMNS, codings)
        for coding_id, (each, coder) in zip(ids, new, strict=True):
            for body in (each.memo, each.doubt):
                if body.strip():
                    self._put_memo(coder, body.strip(), {"coding_id": coding_id})
            if each.memo.strip():
                self._tally.count(Fate.CAME, _("memos"))
            self._take_own(each, coding_id)
        if record.structure is not None:
            self._mark(record.structure, units, marked)
        else:
            self._mark_judged(sorted(coders), units, marked)
        for note in record.memos:
            self._take_memo(note, self._place(note, document, version))

    def _take_own(self, coding: CodingRecord, coding_id: int) -> None:
        for memo in coding.memos:
            self._take_memo(memo, {"coding_id": coding_id})

    def _place(self, memo: MemoRecord, document: int, version: int) -> dict[str, int | None]:
        """The columns that say what a memo of a document is about."""
        if memo.target is Target.UNIT:
            self._writer.flush()
            unit = self._session.value(
                'SELECT id FROM units WHERE document_id = ? AND start = ? AND "end" = ?',
                [document, memo.start, memo.end],
            )
            if unit is not None:
                return {"unit_id": unit}
        if memo.target in (Target.PASSAGE, Target.UNIT) and memo.start < memo.end:
            return {"text_version_id": version, "start": memo.start, "end": memo.end}
        return {"document_id": document}

    def _mark(self, structure: Structure, units: Sequence[int], marked: set[tuple[Any, ...]]) -> None:
        """Who has judged which units, as codebench itself wrote it."""
        if self._writer.act is not None and len(units) == len(structure.units):
            judged = [(self._known.coder(who), found) for who, found in structure.judged if found]
            self._put_marks([(units[i], coder) for coder, found in judged for i in found], marked)

    def take_memos(self, memos: tuple[MemoRecord, ...]) -> None:
        """Put in memos on the project, codes, cases and questions, and those on texts that link to codings."""
        for memo in memos:
            columns: dict[str, int | None] = {}
            if memo.target is Target.CODE:
                columns = {"code_id": self._known.codes.get(memo.about)}
            elif memo.target is Target.CASE:
                columns = {"case_id": self._known.cases.get(memo.about)}
            elif memo.target is Target.QUESTION:
                columns = {"question_id": self._known.questions.get(memo.about)}
            if None not in columns.values():
                self._take_memo(memo, columns)
        for linking, place in self._linking:
            self._put(linking, place)

    def _mark_judged(self, coders: Sequence[int], units: Sequence[int], marked: set[tuple[Any, ...]]) -> None:
        """Who coded in a document has judged all of it: no other tool says what was seen and got no code."""
        if not coders:
            return
        self._tally.count(Fate.CHANGED, _("documents"), _JUDGED)
        if self._writer.act is not None:
            self._put_marks([(unit, coder) for coder in coders for unit in units], marked)

    def _put_marks(self, marks: list[tuple[int, int]], marked: set[tuple[Any, ...]]) -> None:
        fresh, at = [mark for mark in dict.fromkeys(marks) if mark not in marked], now()
        self._writer.insert_rows("review_marks", _MARK_COLUMNS, [(*each, at) for each in fresh])

    def _count(self, record: DocumentRecord, coding: CodingRecord, coder: int) -> None:
        if self._tally.wants_examples:
            quote = record.text[coding.start : min(coding.end, coding.start + _QUOTE)]
            name = self._known.code_names[coding.code]
            self._tally.show(Example(record.name, name, shown_line(quote), not coding.doubt))
        self._tally.count(Fate.CAME, _("codings"))
        if coding.coder is None and coder == self._session.coder.id:
            what = _("the file doesn't say whose they are; here they are {coder}'s")
            self._tally.count(Fate.CHANGED, _("codings"), what.format(coder=shown_line(self._session.coder.name)))
        if coding.doubt:
            what = _("place not certain: kept apart as orphaned, not counted until settled")
            self._tally.count(Fate.DOUBTFUL, _("codings"), what)

    def _row(
        self, coding: CodingRecord, document: int, version: int, code: int, coder: int, guid: str
    ) -> tuple[Scalar, ...]:
        status = "orphaned" if coding.doubt else "active"
        place = (guid, document, version, coding.start, coding.end)
        return (*place, code, coder, "import", self._revision, status, moment(coding.created_at))

    def _take_memo(self, memo: MemoRecord, columns: dict[str, int | None]) -> None:
        """Put in a memo on a text; what it links to may be in one that comes later."""
        if memo.linked:
            self._linking.append((memo, columns))
        else:
            self._put(memo, columns)

    def _put(self, memo: MemoRecord, columns: dict[str, int | None]) -> None:
        if not memo.body.strip():
            return
        body = memo.body if memo.kind else memo.body.strip()
        where = " AND ".join(f'"{name}" = ?' for name in columns) or (
            "document_id IS NULL AND unit_id IS NULL AND question_id IS NULL AND case_id IS NULL AND code_id IS NULL"
            " AND coding_id IS NULL AND text_version_id IS NULL"
        )
        query = f"SELECT 1 FROM memos WHERE body = ? AND title = ? AND {where}"
        # Ours is known by its GUID, as two may say the same of one thing.
        written = (*columns.items(), memo.title, body, memo.guid if memo.kind else "")
        is_there = (
            memo.guid in self._memos_before
            if memo.kind
            else self._session.value(query, [body, memo.title, *columns.values()]) is not None
        )
        if is_there or written in self._memos:
            self._tally.count(Fate.THERE, _("memos"))
            self._link_further(memo)
            return
        self._memos.add(written)
        self._put_memo(self._known.coder(memo.coder), body, columns, memo)
        self._tally.count(Fate.CAME, _("memos"))

    def _link_further(self, memo: MemoRecord) -> None:
        """Put in the links that a memo, which is here by its GUID, got elsewhere since."""
        if not memo.kind or not memo.linked or memo.guid not in self._memos_before:
            return
        row_id, linked = self._session.tuples("SELECT id, linked FROM memos WHERE guid = ?", [memo.guid])[0]
        now = json.loads(linked or "[]")
        after = list(dict.fromkeys((*now, *(self._ours.get(guid, guid) for guid in memo.linked))))
        if len(after) > len(now):
            self._tally.count(Fate.CAME, _("links of memos"), n=len(after) - len(now))
            if self._writer.act is not None:
                self._writer.act.update("memos", row_id, linked=json.dumps(after))

    def _put_memo(
        self, coder: int, body: str, columns: dict[str, int | None] | dict[str, int], memo: MemoRecord | None = None
    ) -> None:
        act = self._writer.act
        if act is None:
            return
        row = memo_row(act, coder, body, "" if memo is None else memo.title) | columns
        if memo is not None:
            row["kind"] = memo.kind if memo.kind in KINDS else row["kind"]
            row["guid"] = self._writer.free_guid(memo.guid, self._memo_guids)
            links = dict.fromkeys(self._ours.get(guid, guid) for guid in memo.linked)
            row["linked"] = json.dumps(list(links)) if links else None
            row["created_at"] = row["changed_at"] = moment(memo.created_at)
        self._writer.insert("memos", **row)


_CODING_COLUMNS = (
    "guid",
    "document_id",
    "text_version_id",
    "start",
    "end",
    "code_id",
    "coder_id",
    "origin",
    "codebook_revision",
    "status",
    "created_at",
)
_MARK_COLUMNS = ("unit_id", "coder_id", "created_at")
_JUDGED = _("marked as judged, whole, by who coded in them: the file doesn't say what was seen and got no code")
_DOUBLE = _("the file has the same code on the same words twice: taken once")


def moment(raw: str) -> str:
    """When something was made, in UTC to the millisecond; now, where the file doesn't say."""
    return _moment(raw.strip()) or now()


@lru_cache(maxsize=1000)
def _moment(raw: str) -> str:
    try:
        found = datetime.fromisoformat(raw)
    except ValueError:
        return ""
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (OverflowError, ValueError):
        return ""
