"""Memos: notes on the project, a document, unit, question, case, code, coding, round or passage."""

from dataclasses import dataclass
from typing import Any

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _
from codebench.project.coding_rows import memo_row
from codebench.project.codings import Codings
from codebench.project.models import MemoInfo
from codebench.project.places_told import told_place
from codebench.project.session import Session

NEEDS_RULE = "needs a rule"
"""The title of the memo by which a code stands on the codebook's list of rules to be made, in any language."""
SUBJECTS = {
    "project": _("the project: the journal"),
    "document": _("a text"),
    "passage": _("a passage"),
    "unit": _("a turn, paragraph or answer"),
    "coding": _("a coding"),
    "code": _("a code"),
    "case": _("a case"),
    "question": _("a question"),
    "round": _("a round"),
}
"""What a memo can be about, with the words for it."""
KINDS = ("theoretical", "methodological", "reflexive")


@dataclass(frozen=True, slots=True)
class MemoTarget:
    """What a memo is about: one of these is given, or none for the project; a passage has all last three."""

    document_id: int | None = None
    unit_id: int | None = None
    question_id: int | None = None
    case_id: int | None = None
    code_id: int | None = None
    coding_id: int | None = None
    round_id: int | None = None
    passage: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """text[start:end] with a memo on it: a passage, or else a unit."""

    start: int
    end: int
    is_passage: bool


class Memos:
    """The memos of a project; each method that changes something is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, target: MemoTarget, body: str, *, title: str = "", kind: str = "theoretical", private: bool = False
    ) -> int:
        """Write a memo; its id.

        Raises:
            InputError: the memo is empty, or its kind is unknown.
            NotFoundError: what it is about does not exist.
        """
        _check(body, kind)
        columns = self._columns(target)
        coder = self._session.coder.id
        # What a private memo is on is nobody else's business either.
        told = _("write a memo") if private else _("write a memo on {what}").format(what=self._about(target))
        with self._session.act("memo", told) as act:
            row = memo_row(act, coder, body, title, kind) | columns | {"is_private": int(private)}
            return act.insert("memos", **row)

    def edit(
        self, memo_id: int, body: str, *, title: str | None = None, kind: str | None = None, private: bool | None = None
    ) -> None:
        """Write a memo anew; what is not given stays.

        Raises:
            ConflictError: it is another coder's.
        """
        memo = self.get(memo_id)
        self.refuse_other(memo)
        _check(body, kind or memo.kind)
        is_private = memo.private if private is None else private
        hidden = memo.private or is_private
        told = _("edit a memo") if hidden else _("edit a memo on {what}").format(what=memo.target)
        with self._session.act("memo edit", told) as act:
            act.update(
                "memos",
                memo_id,
                body=body,
                title=memo.title if title is None else title,
                kind=kind or memo.kind,
                is_private=int(is_private),
                changed_at=act.created_at,
            )

    def remove(self, memo_id: int) -> None:
        """Remove a memo.

        Raises:
            ConflictError: it is another coder's.
        """
        memo = self.get(memo_id)
        self.refuse_other(memo)
        told = _("remove a memo") if memo.private else _("remove a memo on {what}").format(what=memo.target)
        with self._session.act("memo remove", told) as act:
            act.delete("memos", [memo_id])

    def get(self, memo_id: int) -> MemoInfo:
        """One memo that the present coder may read.

        Raises:
            NotFoundError: there is none.
        """
        found = self._select("m.id = :id", {"id": memo_id})
        if not found:
            raise NotFoundError(_("There is no memo {id}.").format(id=memo_id))
        return found[0]

    def all(self, visibility: Visibility = EVERYBODY, term: str = "") -> list[MemoInfo]:
        """All memos that may be seen (other people's private ones never), oldest first, that hold the term."""
        found = self._select("1", {}, visibility)
        wanted = term.casefold()
        return [memo for memo in found if wanted in f"{memo.title}\n{memo.body}\n{memo.target}".casefold()]

    def of(self, target: MemoTarget) -> list[MemoInfo]:
        """The memos about one thing that the present coder may read, oldest first."""
        columns = self._columns(target) or {"document_id": None}
        if columns == {"document_id": None}:
            names = ("document_id", "unit_id", "question_id", "case_id", "code_id", "coding_id")
            where = " AND ".join(f"m.{name} IS NULL" for name in (*names, "round_id", "text_version_id"))
        else:
            where = " AND ".join(f'm."{name}" = :{name}' for name in columns)
        return self._select(where, columns)

    def in_text(self, document_id: int) -> list[Noted]:
        """Where in the present text of a document units and passages have a memo that the present coder may read."""
        seen = self._seen(EVERYBODY)
        rows = self._session.tuples(
            'SELECT u.start, u."end", 0 FROM units u JOIN memos m ON m.unit_id = u.id'
            f" WHERE u.document_id = :document AND {seen}"
            ' UNION SELECT m.start, m."end", 1 FROM text_versions v JOIN memos m ON m.text_version_id = v.id'
            f" WHERE v.document_id = :document AND v.is_current = 1 AND {seen} ORDER BY 1, 2",
            {"document": document_id, "me": self._session.coder.id},
        )
        return [Noted(start, end, bool(is_passage)) for start, end, is_passage in rows]

    def _columns(self, target: MemoTarget) -> dict[str, Any]:
        if target.passage is not None:
            document_id, start, end = target.passage
            row = self._session.tuples(
                "SELECT text_version_id, length FROM view_documents WHERE document_id = ?", [document_id]
            )
            if not row or not 0 <= start < end <= row[0][1]:
                raise InputError(_("{start}–{end} is no passage of this document.").format(start=start, end=end))
            return {"text_version_id": row[0][0], "start": start, "end": end}
        tables = {
            "document_id": ("documents", _("document")),
            "unit_id": ("units", _("unit")),
            "question_id": ("questions", _("question")),
            "case_id": ("cases", _("case")),
            "code_id": ("codes", _("code")),
            "coding_id": ("codings", _("coding")),
            "round_id": ("rounds", _("round")),
        }
        for column, (table, what) in tables.items():
            row_id = getattr(target, column)
            if row_id is not None and column == "coding_id":
                Codings(self._session).get(row_id)
                return {column: row_id}
            if row_id is not None:
                self._session.require(table, row_id, what)
                return {column: row_id}
        return {}

    def _about(self, target: MemoTarget) -> str:
        """What a memo is on, in words."""
        session = self._session
        if target.passage is not None:
            return told_place(session, *target.passage)
        if target.unit_id is not None:
            unit = session.tuples('SELECT document_id, start, "end" FROM units WHERE id = ?', [target.unit_id])[0]
            return told_place(session, *unit)
        if target.coding_id is not None:
            info = Codings(session).get(target.coding_id)
            name = session.value("SELECT name FROM codes WHERE id = ?", [info.code_id])
            where = told_place(session, info.document_id, info.start, info.end)
            return _("'{code}' in {place}").format(code=name, place=where)
        named = (
            (_("code '{name}'"), "codes", target.code_id),
            (_("case {name}"), "cases", target.case_id),
            (_("question '{name}'"), "questions", target.question_id),
            (_("round '{name}'"), "rounds", target.round_id),
            (_("document {name}"), "documents", target.document_id),
        )
        for words, table, row_id in named:
            if row_id is not None:
                return words.format(name=session.value(f"SELECT name FROM {table} WHERE id = ?", [row_id]) or "")
        return _("project")

    def refuse_other(self, memo: MemoInfo) -> None:
        """Stop where a memo is another coder's.

        Raises:
            ConflictError: it is.
        """
        if memo.coder != self._session.coder.name:
            message = _("This memo is {coder}'s; only {coder} changes it.")
            raise ConflictError(message.format(coder=shown_line(memo.coder)))

    def _select(self, where: str, params: dict[str, Any], visibility: Visibility = EVERYBODY) -> list[MemoInfo]:
        rows = self._session.rows(
            "SELECT m.*, r.name AS coder, coalesce(d.name, '') AS document, q.name AS question, k.name AS case_name,"
            " c.name AS code, n.name AS round, gc.name AS coding_code,"
            " coalesce(m.document_id, u.document_id, g.document_id,"
            " v.document_id) AS place, u.position AS unit_position,"
            # What is left of a passage whose text is gone lies in an old version: no place to go to.
            " coalesce(iif(v.is_current, m.start, NULL), iif(g.status = 'active', g.start, NULL), u.start)"
            " AS place_start,"
            ' coalesce(iif(v.is_current, m."end", NULL), iif(g.status = \'active\', g."end", NULL), u."end")'
            " AS place_end,"
            " coalesce(nullif(d2.name, ''), k2.name, '') AS place_name,"  # an answer goes by its respondent
            " (SELECT count(*) FROM json_each(m.linked) j JOIN codings l ON l.guid = j.value JOIN documents e"
            " ON e.id = l.document_id WHERE l.status = 'active' AND e.status = 'active'"
            f" AND {self._session.visible(visibility).codings('l')}) AS n_linked"
            " FROM memos m JOIN coders r ON r.id = m.coder_id"
            " LEFT JOIN documents d ON d.id = m.document_id LEFT JOIN questions q ON q.id = m.question_id"
            " LEFT JOIN cases k ON k.id = m.case_id LEFT JOIN codes c ON c.id = m.code_id"
            " LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN codings g ON g.id = m.coding_id"
            " LEFT JOIN rounds n ON n.id = m.round_id"
            " LEFT JOIN codes gc ON gc.id = g.code_id"
            " LEFT JOIN text_versions v ON v.id = m.text_version_id"
            " LEFT JOIN documents d2 ON d2.id = coalesce(m.document_id, u.document_id, g.document_id, v.document_id)"
            " LEFT JOIN cases k2 ON k2.id = d2.case_id"
            f" WHERE {where} AND {self._seen(visibility)} ORDER BY m.id",
            params | {"me": self._session.coder.id},
        )
        return [
            MemoInfo(
                id=row["id"],
                guid=row["guid"],
                kind=row["kind"],
                private=bool(row["is_private"]),
                coder=row["coder"],
                target=self._target(row),
                title=row["title"],
                body=row["body"],
                created_at=row["created_at"],
                changed_at=row["changed_at"],
                document_id=row["place"],
                start=row["place_start"],
                end=row["place_end"],
                subject=_subject(row),
                code_id=row["code_id"],
                n_linked=row["n_linked"],
            )
            for row in rows
        ]

    def _target(self, row: dict[str, Any]) -> str:
        """What a memo is on, in words."""
        where = row["place_name"] or f"#{row['place']}"
        if row["coding_code"] is not None:
            return _("coding '{code}' in {document}").format(code=row["coding_code"], document=where)
        if row["round"] is not None:
            return _("round '{round}'").format(round=row["round"])
        if row["code"] is not None:
            return _("code '{code}'").format(code=row["code"])
        if row["case_name"] is not None:
            return _("case {case}").format(case=row["case_name"])
        if row["question"] is not None:
            return _("question '{question}'").format(question=row["question"])
        if row["unit_position"] is not None:
            return _("unit {n} of {document}").format(n=row["unit_position"] + 1, document=where)
        if row["start"] is not None:
            if row["place_start"] is None:
                return _("a passage of {document} that is gone").format(document=where)
            return _("passage in {place}").format(
                place=told_place(self._session, row["place"], row["place_start"], row["place_end"])
            )
        return _("document {document}").format(document=where) if row["place"] is not None else _("project")

    def _seen(self, visibility: Visibility) -> str:
        """The condition on memos `m` that may be read; `:me` is the present coder."""
        return f"{self._session.visible(visibility).memos('m')} AND (m.is_private = 0 OR m.coder_id = :me)"


def _check(body: str, kind: str) -> None:
    if not body.strip():
        raise InputError(_("A memo needs a text."))
    if kind not in KINDS:
        raise InputError(_("'{kind}' is no kind of memo: use {kinds}.").format(kind=kind, kinds=", ".join(KINDS)))


def _subject(row: dict[str, Any]) -> str:
    """What the memo is about, by a key of `SUBJECTS`."""
    columns = ("document", "unit", "question", "case", "code", "coding", "round")
    found = next((name for name in columns if row[f"{name}_id"] is not None), None)
    return found or ("project" if row["text_version_id"] is None else "passage")
