"""What the suggestions are fed with: codes as they describe themselves, texts with their words, what the coder did."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from codebench.domain.annotation import Annotation
from codebench.project.codebook import fields_of
from codebench.project.session import Session
from codebench.store.annotations import texts_of
from codebench.suggest.segments import CodeText, Segment, Word

_PAGE = 500

Own = dict[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class UnitText:
    """What was said in a unit: `text` is the document's from `start` on; `version` is its text version."""

    unit_id: int
    document_id: int
    version: int
    start: int
    text: str


class SuggestionFeed:
    """Reads, for the present coder, what a learner must know."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def head(self) -> int:
        """The newest event of the journal: while it stays, nothing changed."""
        return int(self._session.value("SELECT max(id) FROM events") or 0)

    def touched(self, since: int) -> set[str]:
        """The tables that acts have touched since an event."""
        query = "SELECT DISTINCT table_name FROM events WHERE id > ? AND table_name <> ''"
        return {row[0] for row in self._session.tuples(query, [since])}

    def act_of(self, event: int) -> int:
        """The act that an event belongs to; 0 where there is none."""
        return int(self._session.value("SELECT act_id FROM events WHERE id = ?", [event]) or 0)

    def touched_after_act(self, act: int) -> set[str]:
        """The tables that were touched after an act."""
        query = "SELECT DISTINCT table_name FROM events WHERE act_id > ? AND table_name <> ''"
        return {row[0] for row in self._session.tuples(query, [act])}

    def documents_touched(self, since: int, most: int) -> set[int] | None:
        """The documents whose codings or review marks were touched since an event; None where there are many."""
        found: set[int] = set()
        units: set[int] = set()
        query = "SELECT table_name, payload FROM events WHERE id > ? AND table_name IN ('codings', 'review_marks')"
        for table, payload in self._session.tuples(query + f" LIMIT {most}", [since]):
            block = json.loads(payload)
            column = "document_id" if table == "codings" else "unit_id"
            place = block["columns"].index(column)
            (found if table == "codings" else units).update(
                row[place] for side in ("before", "after") for row in block.get(side, ())
            )
            if len(found) + len(units) >= most:
                return None
        owners = "SELECT DISTINCT document_id FROM units WHERE id IN (SELECT value FROM json_each(?))"
        found.update(row[0] for row in self._session.tuples(owners, [json.dumps(list(units))]))
        return found

    def codes(self) -> dict[int, CodeText]:
        """The codes by id, archived ones too: what was coded with them is learnt from."""
        found = {}
        for row in self._session.rows("SELECT * FROM codes ORDER BY id"):
            fields = fields_of(row)
            words = (*fields.keywords, *fields.aliases)
            found[row["id"]] = CodeText(row["id"], row["name"], fields.definition, words, row["parent_id"])
        return found

    def archived(self) -> set[int]:
        """The codes that are put away: they are never proposed."""
        return {row[0] for row in self._session.tuples("SELECT code_id FROM view_codes WHERE status = 'archived'")}

    def own(self, documents: Collection[int] | None = None) -> Own:
        """Per unit that the coder has judged, its codes: those of its codings, none where it was only reviewed."""
        narrowed = "" if documents is None else " AND u.document_id IN (SELECT value FROM json_each(:documents))"
        params = {"coder": self._session.coder.id, "documents": json.dumps(list(documents or ()))}
        active = "JOIN units u ON u.id = x.unit_id JOIN documents d ON d.id = u.document_id AND d.status = 'active'"
        found: dict[int, set[int]] = {}
        for (unit,) in self._session.tuples(
            f"SELECT x.unit_id FROM review_marks x {active} WHERE x.coder_id = :coder{narrowed}", params
        ):
            found[unit] = set()
        for unit, code in self._session.tuples(
            f"SELECT DISTINCT x.unit_id, x.code_id FROM coding_units x {active} WHERE x.coder_id = :coder{narrowed}",
            params,
        ):
            found.setdefault(unit, set()).add(code)
        return {unit: frozenset(codes) for unit, codes in found.items()}

    def by_hand(self, unit_ids: Collection[int]) -> set[int]:
        """Those of the units on which all codings of the coder were made one by one."""
        query = (
            "SELECT x.unit_id FROM coding_units x JOIN codings g ON g.id = x.coding_id WHERE x.coder_id = ?"
            " AND g.origin NOT IN ('manual', 'suggestion') AND x.unit_id IN (SELECT value FROM json_each(?))"
        )
        rows = self._session.tuples(query, [self._session.coder.id, json.dumps(list(unit_ids))])
        return set(unit_ids) - {row[0] for row in rows}

    def rules(self, code_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """The rules of those of the codes that have some."""
        query = "SELECT * FROM codes WHERE rules <> '' AND id IN (SELECT value FROM json_each(?))"
        return {row["id"]: fields_of(row).rules for row in self._session.rows(query, [json.dumps(list(code_ids))])}

    def units_of(self, documents: Collection[int]) -> set[int]:
        """The units of documents."""
        query = "SELECT id FROM units WHERE document_id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._session.tuples(query, [json.dumps(list(documents))])}

    def pages(self) -> Iterator[list[int]]:
        """All units that ask to be judged, in pages; each is read when it is asked for, in a few milliseconds."""
        last = self._session.value("SELECT max(id) FROM units") or 0
        for low in range(0, last, _PAGE):
            rows = self._session.tuples(
                "SELECT u.id FROM units u JOIN documents d ON d.id = u.document_id AND d.status = 'active'"
                " LEFT JOIN cases k ON k.id = u.case_id WHERE u.id > ? AND u.id <= ?"
                " AND (k.role IS NULL OR k.role = 'participant') ORDER BY u.id",
                [low, low + _PAGE],
            )
            yield [row[0] for row in rows]

    def texts(self, unit_ids: Collection[int]) -> dict[int, UnitText]:
        """What was said in units, by id."""
        rows = self._session.tuples(
            'SELECT u.id, u.document_id, v.id, u.body_start, u."end" FROM units u'
            " JOIN text_versions v ON v.document_id = u.document_id AND v.is_current = 1"
            " WHERE u.id IN (SELECT value FROM json_each(?)) ORDER BY u.id",
            [json.dumps(list(unit_ids))],
        )
        # A long text is read once, not once for each of its units: a writer waits for the end of every read.
        texts = texts_of(self._session.store, {row[2] for row in rows})
        return {
            unit: UnitText(unit, document, version, start, texts[version][start:end])
            for unit, document, version, start, end in rows
            if version in texts
        }


def segment_of(unit: UnitText, annotation: Annotation) -> Segment:
    """A unit with its words; the annotation is of the unit's text alone."""
    columns = zip(annotation.lemmas, annotation.tags, annotation.starts, annotation.ends, strict=True)
    return Segment(unit.unit_id, unit.text, tuple(Word(*column) for column in columns))


def parts_of(units: Mapping[int, UnitText], annotations: Mapping[int, Annotation]) -> dict[int, Annotation]:
    """What annotations of whole texts say of those of the units whose text has one."""
    return {
        unit_id: annotations[unit.version].part(unit.start, unit.start + len(unit.text))
        for unit_id, unit in units.items()
        if unit.version in annotations
    }


def segments_of(units: Mapping[int, UnitText], annotations: Mapping[int, Annotation]) -> dict[int, Segment]:
    """The units whose text has an annotation, with their words."""
    return {unit_id: segment_of(units[unit_id], part) for unit_id, part in parts_of(units, annotations).items()}
