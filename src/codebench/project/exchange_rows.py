"""The texts of a project as they go out to another tool: some at a time, each with all that lies on it."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codebench.domain.draft import DocumentKind, SectionDraft, UnitDraft, UnitKind
from codebench.domain.project_draft import CodeRecord, CodingRecord, DocumentRecord, MemoRecord, Structure, Target
from codebench.domain.variables import Absence
from codebench.domain.visibility import Visibility
from codebench.project.codebook import fields_of
from codebench.project.session import Session

_TEXTS = 500
_CHARACTERS = 4_000_000
"""At most so much text is in memory at the same time, but for one text that is longer."""

_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose work goes out: coders (by id) who may be seen, and of whom `counts` says whether a coding comes along.

    `counts` is told the coder and the units of a coding; without it all do.
    """

    visibility: Visibility
    counts: Callable[[int, Sequence[int]], bool] | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    id: int
    guid: str
    kind: str
    name: str
    version: int
    length: int
    case: str | None
    question: str | None
    absence: str | None


class Texts:
    """Reads the active documents of a project, answers behind the others: by question, or by respondent."""

    def __init__(self, session: Session, sight: Sight, *, by_respondent: bool) -> None:
        self._session, self._sight = session, sight
        order = "d.case_id, q.position" if by_respondent else "q.position, d.position"
        rows = session.tuples(
            "SELECT d.id, d.guid, d.kind, d.name, v.id, v.length, k.guid, q.guid, d.absence FROM documents d"
            " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1 LEFT JOIN cases k ON k.id = d.case_id"
            " LEFT JOIN questions q ON q.id = d.question_id WHERE d.status = 'active'"
            f" ORDER BY d.kind = 'answer', iif(d.kind = 'answer', 0, d.position), {order}, d.position, d.id"
        )
        self.heads = [_Head(*row) for row in rows]
        self._cases: dict[int, str] = dict(session.tuples("SELECT id, guid FROM cases"))
        self._codes: dict[int, str] = dict(session.tuples("SELECT id, guid FROM codes"))
        self._coders: dict[int, str] = dict(session.tuples("SELECT id, guid FROM coders"))
        self._linked = linked_codings(session, sight)

    def records(self) -> Iterator[DocumentRecord]:
        """The documents, read anew at each call."""
        some: list[_Head] = []
        length = 0
        for head in self.heads:
            if some and (len(some) == _TEXTS or length + head.length > _CHARACTERS):
                yield from self._read(some)
                some, length = [], 0
            some.append(head)
            length += head.length
        yield from self._read(some)

    def _read(self, heads: list[_Head]) -> Iterator[DocumentRecord]:
        ids = [json.dumps([head.id for head in heads])]
        versions = [json.dumps([head.version for head in heads])]
        texts: dict[int, str] = dict(
            self._session.tuples(f"SELECT id, value FROM indexed_texts WHERE id {_AMONG}", versions)
        )
        units, places = self._units(ids)
        sections = self._sections(ids)
        judged = self._judged(ids)
        memos = self._memos(heads, ids, versions, places)
        codings = self._codings(ids)
        for head in heads:
            numbers = {unit: i for i, (unit, _draft) in enumerate(units.get(head.id, ()))}
            marks = judged.get(head.id, {})
            structure = Structure(
                DocumentKind(head.kind),
                tuple(draft for _unit, draft in units.get(head.id, ())),
                tuple(sections.get(head.id, ())),
                head.case,
                head.question,
                None if head.absence is None else Absence(head.absence),
                tuple((who, tuple(numbers[unit] for unit in found)) for who, found in sorted(marks.items())),
            )
            found = memos.get(head.id, [])
            on_codings: dict[str, list[MemoRecord]] = {}
            for memo in found:
                if memo.target is Target.CODING:
                    on_codings.setdefault(memo.about, []).append(memo)
            yield DocumentRecord(
                head.guid,
                head.name,
                texts[head.version],
                tuple(replace(each, memos=tuple(on_codings.get(each.guid, ()))) for each in codings.get(head.id, ())),
                tuple(memo for memo in found if memo.target is not Target.CODING),
                structure=structure,
            )

    def _units(self, ids: list[str]) -> tuple[dict[int, list[tuple[int, UnitDraft]]], dict[int, tuple[int, int, int]]]:
        numbers: dict[int, int] = dict(
            self._session.tuples(
                "SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY position) - 1 FROM sections"
                f" WHERE document_id {_AMONG}",
                ids,
            )
        )
        found: dict[int, list[tuple[int, UnitDraft]]] = {}
        places: dict[int, tuple[int, int, int]] = {}
        for unit, document, kind, start, body, end, case, section, time in self._session.tuples(
            'SELECT id, document_id, kind, start, body_start, "end", case_id, section_id, time_ms FROM units'
            f" WHERE document_id {_AMONG} ORDER BY document_id, start, position",
            ids,
        ):
            inside = None if section is None else numbers.get(section)
            draft = UnitDraft(UnitKind(kind), start, body, end, self._cases.get(case), inside, time)
            found.setdefault(document, []).append((unit, draft))
            places[unit] = (document, start, end)
        return found, places

    def _sections(self, ids: list[str]) -> dict[int, list[SectionDraft]]:
        found: dict[int, list[SectionDraft]] = {}
        for document, title, start, end in self._session.tuples(
            f'SELECT document_id, title, start, "end" FROM sections WHERE document_id {_AMONG} ORDER BY position', ids
        ):
            found.setdefault(document, []).append(SectionDraft(title, start, end))
        return found

    def _judged(self, ids: list[str]) -> dict[int, dict[str, list[int]]]:
        sight = self._sight.visibility
        rounds = ", ".join(map(str, sorted(sight.apart)))
        found: dict[int, dict[str, list[int]]] = {}
        for document, unit, coder in self._session.tuples(
            "SELECT u.document_id, m.unit_id, m.coder_id FROM review_marks m JOIN units u ON u.id = m.unit_id"
            f" WHERE u.document_id {_AMONG} AND {sight.condition('m.coder_id')}"
            f" AND m.unit_id NOT IN (SELECT unit_id FROM round_units WHERE round_id IN ({rounds}))"
            " ORDER BY u.document_id, u.start",
            ids,
        ):
            if self._sight.counts is None or self._sight.counts(coder, [unit]):
                found.setdefault(document, {}).setdefault(self._coders[coder], []).append(unit)
        return found

    def _codings(self, ids: list[str]) -> dict[int, list[CodingRecord]]:
        counts = self._sight.counts
        units: dict[int, list[int]] = {}
        if counts is not None:
            for coding, unit in self._session.tuples(
                "SELECT cu.coding_id, cu.unit_id FROM coding_units cu JOIN codings g ON g.id = cu.coding_id"
                f" WHERE g.document_id {_AMONG}",
                ids,
            ):
                units.setdefault(coding, []).append(unit)
        found: dict[int, list[CodingRecord]] = {}
        for row_id, document, guid, code, start, end, coder, moment in self._session.tuples(
            'SELECT g.id, g.document_id, g.guid, g.code_id, g.start, g."end", g.coder_id, g.created_at FROM codings g'
            f" WHERE g.document_id {_AMONG} AND g.status = 'active' AND {self._sight.visibility.codings('g')}"
            ' ORDER BY g.document_id, g.start, g."end", g.id',
            ids,
        ):
            if counts is None or counts(coder, units.get(row_id, ())):
                coding = CodingRecord(guid, self._codes[code], start, end, self._coders[coder], moment)
                found.setdefault(document, []).append(coding)
        return found

    def _memos(
        self, heads: list[_Head], ids: list[str], versions: list[str], places: dict[int, tuple[int, int, int]]
    ) -> dict[int, list[MemoRecord]]:
        by_version = {head.version: head for head in heads}
        by_id = {head.id: head for head in heads}
        found: dict[int, list[MemoRecord]] = {}
        seen = f"m.is_private = 0 AND {self._sight.visibility.memos('m')}"
        named = memo_columns("m")

        def record(row: Sequence[Any], target: Target, about: str, place: tuple[int, int] = (0, 0)) -> MemoRecord:
            return memo_record(row, self._coders, target, about, place, linked=self._linked)

        for document, *row in self._session.tuples(
            f"SELECT m.document_id, {named} FROM memos m WHERE m.document_id {_AMONG} AND {seen} ORDER BY m.id", ids
        ):
            found.setdefault(document, []).append(record(row, Target.DOCUMENT, by_id[document].guid))
        for unit, *row in self._session.tuples(
            f"SELECT m.unit_id, {named} FROM memos m WHERE m.unit_id IN (SELECT id FROM units WHERE document_id"
            f" {_AMONG}) AND {seen} ORDER BY m.id",
            ids,
        ):
            document, start, end = places[unit]
            memo = record(row, Target.UNIT, by_id[document].guid, (start, end))
            found.setdefault(document, []).append(memo)
        for version, start, end, *row in self._session.tuples(
            f'SELECT m.text_version_id, m.start, m."end", {named} FROM memos m WHERE m.text_version_id {_AMONG}'
            f" AND {seen} ORDER BY m.id",
            versions,
        ):
            head = by_version[version]
            memo = record(row, Target.PASSAGE, head.guid, (start, end))
            found.setdefault(head.id, []).append(memo)
        for document, coding, *row in self._session.tuples(
            f"SELECT g.document_id, g.guid, {named} FROM memos m JOIN codings g ON g.id = m.coding_id"
            f" WHERE g.document_id {_AMONG} AND {seen} ORDER BY m.id",
            ids,
        ):
            found.setdefault(document, []).append(record(row, Target.CODING, coding))
        return found


def codes_of(session: Session) -> list[CodeRecord]:
    """All codes with all that is written of them, siblings in their order."""
    rows = session.rows(
        "SELECT c.*, p.guid AS above FROM codes c LEFT JOIN codes p ON p.id = c.parent_id ORDER BY c.position, c.id"
    )
    return [
        CodeRecord(
            row["guid"],
            row["name"],
            row["above"],
            colour=row["colour"] or "",
            fields=fields_of(row),
            is_archived=row["status"] == "archived",
        )
        for row in rows
    ]


_MEMO = ("guid", "kind", "coder_id", "created_at", "title", "body", "linked")


def memo_columns(name: str) -> str:
    """The columns that `memo_record` reads."""
    return ", ".join(f"{name}.{column}" for column in _MEMO)


def linked_codings(session: Session, sight: Sight) -> frozenset[str]:
    """The codings (GUIDs) that memos link to and that go out: a link to another stays behind."""
    rows = session.tuples(
        "SELECT g.guid, g.coder_id, (SELECT group_concat(x.unit_id) FROM coding_units x WHERE x.coding_id = g.id)"
        " FROM codings g JOIN documents d ON d.id = g.document_id WHERE g.status = 'active' AND d.status = 'active'"
        " AND g.guid IN (SELECT j.value FROM memos m, json_each(m.linked) j WHERE m.linked IS NOT NULL)"
        f" AND {sight.visibility.codings('g')}"
    )
    counts = sight.counts
    return frozenset(
        guid
        for guid, coder, units in rows
        if counts is None or counts(coder, [int(unit) for unit in (units or "").split(",") if unit])
    )


def memo_record(
    row: Sequence[Any],
    coders: dict[int, str],
    target: Target,
    about: str,
    place: tuple[int, int] = (0, 0),
    *,
    linked: Collection[str],
) -> MemoRecord:
    """A memo on something that has this GUID, with its links to what is `linked` and goes out."""
    guid, kind, coder, moment, title, body, links = row
    there = tuple(each for each in json.loads(links or "[]") if each in linked)
    return MemoRecord(guid, target, about, body, title, coders[coder], moment, *place, kind, there)
