"""The texts of another tool's project with their units and cases, found here or put in, one by one."""

from collections.abc import Sequence

from codebench.domain.draft import DocumentKind
from codebench.domain.project_draft import DocumentRecord, Fate, ProjectDraft, Structure
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _
from codebench.project.exchange_known import LONGEST_NAME, Known
from codebench.project.exchange_marks import Marks
from codebench.project.exchange_models import Tally
from codebench.project.exchange_units import Laid, laid_out, spoken_by
from codebench.project.exchange_writer import Writer
from codebench.project.imports import SECTION_COLUMNS, UNIT_COLUMNS
from codebench.project.withdrawals import Withdrawals


class Documents:
    """Takes documents of a draft in, or counts what taking them in would do."""

    def __init__(self, writer: Writer, draft: ProjectDraft, known: Known, tally: Tally, marks: Marks) -> None:
        self._writer, self._draft, self._known, self._tally = writer, draft, known, tally
        session = self._session = writer.session
        self._guids: dict[str, tuple[int, str]] = {}
        self._names: dict[str, int] = {}
        for row_id, guid, status, kind, name in session.tuples("SELECT id, guid, status, kind, name FROM documents"):
            self._guids[guid] = (row_id, status)
            if status == "active" and kind != "answer":
                self._names[name] = row_id
        self._before = dict(self._names)
        self._answers: dict[tuple[int, int], tuple[int, str]] = {}
        for question, case, row_id, status in session.tuples(
            "SELECT question_id, case_id, id, status FROM documents"
            " WHERE question_id IS NOT NULL AND case_id IS NOT NULL AND status <> 'purged' ORDER BY id DESC"
        ):
            self._answers[question, case] = (row_id, status)
        self._position = int(session.value("SELECT ifnull(max(position) + 1, 0) FROM documents"))
        self._withdrawals = Withdrawals(session)
        self._withdrawn = {row[0] for row in session.tuples("SELECT DISTINCT guid FROM withdrawals")}
        self._marks = marks
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
                self._marks.take_new(record, *document)
            return
        self._writer.flush()
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
        self._marks.take(record, row_id, version)

    def _there(self, record: DocumentRecord) -> tuple[int, str] | None:
        if record.guid in self._guids:
            return self._guids[record.guid]
        if record.structure is not None and record.structure.question is not None:
            return self._answered(record.structure)
        row_id = self._before.get(_name(record))
        if row_id is None:
            return None
        text = self._session.value(
            "SELECT t.value FROM text_versions v JOIN indexed_texts t ON t.id = v.id"
            " WHERE v.document_id = ? AND v.is_current = 1",
            [row_id],
        )
        return (row_id, "active") if text == record.text else None

    def _answered(self, structure: Structure) -> tuple[int, str] | None:
        """What a respondent has answered to a question here."""
        question, case = self._known.questions.get(structure.question or ""), self._known.case(structure.case or "")
        return None if question is None or case is None else self._answers.get((question, case))

    def _put_in(self, record: DocumentRecord, source_id: int | None) -> tuple[int, int, Sequence[int]] | None:
        ours = record.structure
        question = None if ours is None else self._known.questions.get(ours.question or "")
        name = self._free_name(record) if question is None else ""
        laid = laid_out(name, record.text) if ours is None else Laid(ours.kind, ours.units, ours.sections)
        cases = self._of.get(record.guid, []) if question is None or ours is None else [ours.case or ""]
        people: set[str | None] = {*cases, *(case for case, _start, _end in record.passages)}
        people |= {unit.case for unit in ours.units} if ours is not None else set()
        if people & self._withdrawn or (laid.draft is not None and self._withdrawals.count(laid.draft)):
            self._tally.count(Fate.LEFT, _("documents"), _("somebody in it has withdrawn"))
            return None
        writer = self._writer
        kind = CaseKind.GROUP if laid.kind is DocumentKind.TRANSCRIPT else CaseKind.PERSON
        case = self._known.case(cases[0], kind) if cases else None
        if len(cases) > 1:
            what = _("belongs to several cases there; here to the first of them")
            self._tally.count(Fate.CHANGED, _("documents"), what)
        if case is None and ours is None:
            case = self._known.case_of_name(name, kind)
        if case is not None:
            self._known.take_values(case, None, dict(record.values))
        document = writer.insert(
            "documents",
            guid=record.guid,
            kind=str(laid.kind),
            question_id=question,
            case_id=case,
            source_id=source_id,
            absence=None if ours is None or ours.absence is None else str(ours.absence),
            status="active",
            position=self._position,
            name=name,
        )
        self._position += 1
        self._guids[record.guid] = (document, "active")
        if question is None:
            self._names[name] = document
        elif case is not None and writer.act is not None:
            self._answers.setdefault((question, case), (document, "active"))
        version = writer.put_text(document, record.text)
        units = self._put_units(document, record, laid, case)
        self._tally.count(Fate.CAME, _("documents"))
        if question is None and name != record.name:
            what = _("a name is one line, and every document has its own")
            self._tally.count(Fate.CHANGED, _("names of documents"), what)
        return document, version, units

    def _put_units(self, document: int, record: DocumentRecord, laid: Laid, case: int | None) -> Sequence[int]:
        """The ids of the units, in their order."""
        writer = self._writer
        sections = [(document, i, s.start, s.end, s.title) for i, s in enumerate(laid.sections)]
        section_ids = writer.insert_rows("sections", SECTION_COLUMNS, sections)
        if record.structure is not None:
            named = dict.fromkeys(unit.case for unit in laid.units if unit.case is not None)
            people = {guid: self._known.case(guid) for guid in named}
            cases = [None if unit.case is None else people[unit.case] for unit in laid.units]
        else:
            cases = self._speakers(record, laid, case)
        rows = [
            (
                document,
                str(unit.kind),
                i,
                unit.start,
                unit.body_start,
                unit.end,
                who,
                None if unit.section is None else section_ids[unit.section],
                unit.time_ms,
            )
            for i, (unit, who) in enumerate(zip(laid.units, cases, strict=True))
        ]
        return writer.insert_rows("units", UNIT_COLUMNS, rows)

    def _speakers(self, record: DocumentRecord, laid: Laid, case: int | None) -> list[int | None]:
        """Whose each unit of another tool's text is."""
        told = spoken_by(laid.units, record.passages)
        speakers = {each.key: each for each in laid.cases}
        ids: dict[str, int] = {}
        found: list[int | None] = []
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
            found.append(who)
        return found

    def _free_name(self, record: DocumentRecord) -> str:
        name = clean = _name(record)
        number = 2
        while name in self._names:
            ending = f" ({number})"
            name = clean[: LONGEST_NAME - len(ending)] + ending
            number += 1
        return name


def _name(record: DocumentRecord) -> str:
    return " ".join(record.name.split())[:LONGEST_NAME].strip() or _("(document without a name)")
