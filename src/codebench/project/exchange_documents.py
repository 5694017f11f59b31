"""The texts of another tool's project with their codings and memos, found here or put in, one by one."""

import json
from datetime import UTC, datetime
from typing import Any

from codebench.domain.draft import DocumentKind
from codebench.domain.project_draft import CodingRecord, DocumentRecord, Fate, MemoRecord, ProjectDraft, Target
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _
from codebench.project.coding_rows import memo_row
from codebench.project.codings import Codings
from codebench.project.exchange_known import LONGEST_NAME, Known, Writer
from codebench.project.exchange_models import Example, Tally
from codebench.project.exchange_units import Laid, laid_out, spoken_by
from codebench.project.withdrawals import Withdrawals
from codebench.store.journal import now

_QUOTE = 60


class Documents:
    """Takes documents of a draft in, or counts what taking them in would do."""

    def __init__(self, writer: Writer, draft: ProjectDraft, known: Known, tally: Tally) -> None:
        self._writer, self._draft, self._known, self._tally = writer, draft, known, tally
        session = self._session = writer.session
        self._guids: dict[str, tuple[int, str]] = {}
        self._names: dict[str, int] = {}
        for row_id, guid, status, kind, name in session.tuples("SELECT id, guid, status, kind, name FROM documents"):
            self._guids[guid] = (row_id, status)
            if status == "active" and kind != "answer":
                self._names[name] = row_id
        self._position = int(session.value("SELECT ifnull(max(position) + 1, 0) FROM documents"))
        self._revision = Codings(session).revision()
        self._withdrawals = Withdrawals(session)
        self._withdrawn = {row[0] for row in session.tuples("SELECT DISTINCT guid FROM withdrawals")}
        self._memo_guids: set[str] = {row[0] for row in session.tuples("SELECT guid FROM memos")}
        self._of: dict[str, list[str]] = {}
        for case in draft.cases:
            for document in case.documents:
                self._of.setdefault(document, []).append(case.guid)

    def take(self, record: DocumentRecord, source_id: int | None) -> None:
        """Find or put in one document, with what is new on it."""
        found = self._there(record)
        if found is None:
            document = self._put_in(record, source_id)
            if document is not None:
                self._take_marks(record, *document)
            return
        row_id, status = found
        if status != "active":
            self._tally.count(Fate.LEFT, _("documents"), _("removed from this project before"))
            self._tally.count(Fate.LEFT, _("codings"), _("of a document that was removed"), len(record.codings))
            return
        version, text = self._session.tuples(
            "SELECT v.id, t.value FROM text_versions v JOIN indexed_texts t ON t.id = v.id"
            " WHERE v.document_id = ? AND v.is_current = 1",
            [row_id],
        )[0]
        if text != record.text:
            what = _("its text is another one here; what is new on it stays out")
            self._tally.count(Fate.DOUBTFUL, _("documents"), f"{shown_line(record.name)}: {what}")
            return
        self._tally.count(Fate.THERE, _("documents"))
        self._take_marks(record, row_id, version)

    def take_memos(self, memos: tuple[MemoRecord, ...]) -> None:
        """Put in memos on the project, codes and cases."""
        for memo in memos:
            columns: dict[str, int | None] = {}
            if memo.target is Target.CODE:
                columns = {"code_id": self._known.codes.get(memo.about)}
            elif memo.target is Target.CASE:
                columns = {"case_id": self._known.cases.get(memo.about)}
            if None not in columns.values():
                self._take_memo(memo, columns)

    def _there(self, record: DocumentRecord) -> tuple[int, str] | None:
        if record.guid in self._guids:
            return self._guids[record.guid]
        row_id = self._names.get(_name(record))
        if row_id is None or row_id < 0:
            return None
        text = self._session.value(
            "SELECT t.value FROM text_versions v JOIN indexed_texts t ON t.id = v.id"
            " WHERE v.document_id = ? AND v.is_current = 1",
            [row_id],
        )
        return (row_id, "active") if text == record.text else None

    def _put_in(self, record: DocumentRecord, source_id: int | None) -> tuple[int, int] | None:
        name = self._free_name(record)
        laid = laid_out(name, record.text)
        cases = self._of.get(record.guid, [])
        people = {*cases, *(case for case, _start, _end in record.passages)}
        if people & self._withdrawn or (laid.draft is not None and self._withdrawals.count(laid.draft)):
            self._tally.count(Fate.LEFT, _("documents"), _("somebody in it has withdrawn"))
            return None
        writer = self._writer
        kind = CaseKind.GROUP if laid.kind is DocumentKind.TRANSCRIPT else CaseKind.PERSON
        case = self._known.case(cases[0], kind) if cases else None
        if len(cases) > 1:
            what = _("belongs to several cases there; here to the first of them")
            self._tally.count(Fate.CHANGED, _("documents"), what)
        if case is None:
            case = self._known.case_of_name(name, kind)
        self._known.take_values(case, None, dict(record.values))
        document = writer.insert(
            "documents",
            guid=record.guid,
            kind=str(laid.kind),
            case_id=case,
            source_id=source_id,
            status="active",
            position=self._position,
            name=name,
        )
        self._position += 1
        self._guids[record.guid] = (document, "active")
        self._names[name] = document
        version = self._put_text(document, record.text)
        self._put_units(document, record, laid, case)
        self._tally.count(Fate.CAME, _("documents"))
        if name != record.name:
            what = _("a name is one line, and every document has its own")
            self._tally.count(Fate.CHANGED, _("names of documents"), what)
        return document, version

    def _put_text(self, document: int, text: str) -> int:
        act = self._writer.act
        if act is None:
            return -1
        version = act.reserve("text_versions", 1)[0]
        content = act.keep_texts([version], [text])[0]
        return act.insert(
            "text_versions", document_id=document, number=1, content_id=content, length=len(text), is_current=1
        )

    def _put_units(self, document: int, record: DocumentRecord, laid: Laid, case: int) -> None:
        writer = self._writer
        sections = [
            {"document_id": document, "position": i, "start": s.start, "end": s.end, "title": s.title}
            for i, s in enumerate(laid.sections)
        ]
        section_ids = writer.insert_rows("sections", sections)
        told = spoken_by(laid.units, record.passages)
        speakers = {each.key: each for each in laid.cases}
        ids: dict[str, int] = {}
        rows: list[dict[str, Any]] = []
        for i, unit in enumerate(laid.units):
            who: int | None = case
            if i in told:
                who = self._known.case(told[i])
            elif unit.case is not None and speakers[unit.case].kind is not CaseKind.GROUP:
                if unit.case not in ids:
                    speaker = speakers[unit.case]
                    ids[unit.case] = self._known.case_of_name(
                        speaker.name, speaker.kind, role=speaker.role, parent=case
                    )
                who = ids[unit.case]
            rows.append(
                {
                    "document_id": document,
                    "kind": str(unit.kind),
                    "position": i,
                    "start": unit.start,
                    "body_start": unit.body_start,
                    "end": unit.end,
                    "case_id": who,
                    "section_id": None if unit.section is None else section_ids[unit.section],
                    "time_ms": unit.time_ms,
                }
            )
        writer.insert_rows("units", rows)

    def _take_marks(self, record: DocumentRecord, document: int, version: int) -> None:
        there = {
            row[:4]
            for row in self._session.tuples(
                'SELECT start, "end", code_id, coder_id FROM codings WHERE document_id = ? AND text_version_id = ?',
                [document, version],
            )
        }
        wanted = json.dumps([each.guid for each in record.codings])
        found = self._session.tuples(
            "SELECT guid, document_id FROM codings WHERE guid IN (SELECT value FROM json_each(?))", [wanted]
        )
        here = {guid for guid, on in found if on == document}
        taken = {guid for guid, _on in found}
        came: set[tuple[int, int, int, int]] = set()
        codings, doubts, memos = [], [], []
        for each in record.codings:
            coder = self._known.coder(each.coder)
            code = self._known.codes[each.code]
            identity = (each.start, each.end, code, coder)
            if identity in came:
                self._tally.count(Fate.CHANGED, _("codings"), _DOUBLE)
                continue
            if each.guid in here or identity in there:
                self._tally.count(Fate.THERE, _("codings"))
                continue
            came.add(identity)
            self._count(record, each, coder)
            codings.append(self._row(each, document, version, code, coder, self._writer.free_guid(each.guid, taken)))
            memos.append(each.memo)
            doubts.append(each.doubt)
        ids = self._writer.insert_rows("codings", codings)
        for coding_id, row, memo, doubt in zip(ids, codings, memos, doubts, strict=True):
            for body in (memo, doubt):
                if body.strip():
                    self._put_memo(row["coder_id"], body.strip(), {"coding_id": coding_id})
            if memo.strip():
                self._tally.count(Fate.CAME, _("memos"))
        for note in record.memos:
            if note.target is Target.PASSAGE:
                place = {"text_version_id": version, "start": note.start, "end": note.end}
                self._take_memo(note, place)
            else:
                self._take_memo(note, {"document_id": document})

    def _count(self, record: DocumentRecord, coding: CodingRecord, coder: int) -> None:
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
    ) -> dict[str, Any]:
        return {
            "guid": guid,
            "document_id": document,
            "text_version_id": version,
            "start": coding.start,
            "end": coding.end,
            "code_id": code,
            "coder_id": coder,
            "origin": "import",
            "codebook_revision": self._revision,
            "status": "orphaned" if coding.doubt else "active",
            "created_at": moment(coding.created_at),
        }

    def _take_memo(self, memo: MemoRecord, columns: dict[str, int | None]) -> None:
        if not memo.body.strip():
            return
        body = memo.body.strip()
        where = " AND ".join(f'"{name}" = ?' for name in columns) or (
            "document_id IS NULL AND unit_id IS NULL AND question_id IS NULL AND case_id IS NULL AND code_id IS NULL"
            " AND coding_id IS NULL AND text_version_id IS NULL"
        )
        query = f"SELECT 1 FROM memos WHERE body = ? AND title = ? AND {where}"
        if self._session.value(query, [body, memo.title, *columns.values()]) is not None:
            self._tally.count(Fate.THERE, _("memos"))
            return
        self._put_memo(self._known.coder(memo.coder), body, columns, memo)
        self._tally.count(Fate.CAME, _("memos"))

    def _put_memo(
        self, coder: int, body: str, columns: dict[str, int | None] | dict[str, int], memo: MemoRecord | None = None
    ) -> None:
        act = self._writer.act
        if act is None:
            return
        row = memo_row(act, coder, body, "" if memo is None else memo.title) | columns
        if memo is not None:
            row["guid"] = self._writer.free_guid(memo.guid, self._memo_guids)
            row["created_at"] = row["changed_at"] = moment(memo.created_at)
        act.insert("memos", **row)

    def _free_name(self, record: DocumentRecord) -> str:
        name = clean = _name(record)
        number = 2
        while name in self._names:
            ending = f" ({number})"
            name = clean[: LONGEST_NAME - len(ending)] + ending
            number += 1
        return name


_DOUBLE = _("the file has the same code on the same words twice: taken once")


def _name(record: DocumentRecord) -> str:
    return " ".join(record.name.split())[:LONGEST_NAME].strip() or _("(document without a name)")


def moment(raw: str) -> str:
    """When something was made, in UTC to the millisecond; now, where the file doesn't say."""
    try:
        found = datetime.fromisoformat(raw.strip())
    except ValueError:
        return now()
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (OverflowError, ValueError):
        return now()
