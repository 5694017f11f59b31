"""Documents: listing them, opening one, retiring and renaming."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from codebench.domain.draft import DocumentKind, UnitKind
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _
from codebench.project.models import (
    AnswerRow,
    CodingInfo,
    DocumentInfo,
    DocumentText,
    Progress,
    QuestionInfo,
    SectionInfo,
    UnitInfo,
)
from codebench.project.session import Session, clean_name

# Whose turn asks to be judged: everyone's but the moderator's.
_ASKS = "(k.role IS NULL OR k.role = 'participant')"

_PROGRESS = f"""
  count(*) FILTER (WHERE {_ASKS}) AS units,
  count(*) FILTER (WHERE {_ASKS} AND EXISTS
    (SELECT 1 FROM review_marks m WHERE m.unit_id = u.id AND m.coder_id = :coder)) AS reviewed,
  count(*) FILTER (WHERE {_ASKS} AND EXISTS
    (SELECT 1 FROM coding_units c WHERE c.unit_id = u.id AND c.coder_id = :coder)) AS coded
"""


class Documents:
    """The texts of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, *, retired: bool = False) -> list[DocumentInfo]:
        """Transcripts and notes in their order, with the present coder's progress; or the retired ones instead."""
        return self._infos("d.kind <> 'answer' AND d.status = :status", {"status": "retired" if retired else "active"})

    def get(self, name: str) -> DocumentInfo:
        """The transcript or note of this name, or of the id `#12`.

        Raises:
            NotFoundError: there is none.
        """
        number = int(name[1:]) if re.fullmatch("#[0-9]{1,18}", name) else 0
        params: dict[str, Any] = {"name": name, "id": number}
        found = self._infos("d.status <> 'purged' AND (d.id = :id OR d.kind <> 'answer' AND d.name = :name)", params)
        if not found:
            message = _("There is no document '{name}'; `codebench documents` lists them.")
            raise NotFoundError(message.format(name=shown_line(name)))
        return min(found, key=lambda info: (info.status != "active", info.name != name))

    def answer(self, respondent: str, question: str) -> DocumentInfo:
        """The answer of a respondent (or "group/name", where several are called so) to a question.

        Raises:
            NotFoundError: there is no such respondent, question or answer, or several respondents are called so.
        """
        asked = self.question(question)
        group, _slash, member = respondent.rpartition("/")
        found = self._session.tuples(
            "SELECT d.id, k.name, ifnull(p.name, '') FROM documents d JOIN cases k ON k.id = d.case_id"
            " LEFT JOIN cases p ON p.id = k.parent_id WHERE d.question_id = :question AND d.status = 'active'"
            " AND (k.name = :name OR k.name = :member AND ifnull(p.name, '') = :group)",
            {"question": asked.id, "name": respondent, "member": member, "group": group},
        )
        fits = [row for row in found if row[1] == respondent] or found
        if len(fits) == 1:
            return self.info(fits[0][0])
        if fits:
            options = ", ".join(shown_line(f"{above}/{name}") for _id, name, above in fits)
            raise NotFoundError(_("Several respondents are called so: {options}.").format(options=options))
        message = _("'{respondent}' has no answer to '{question}'.")
        raise NotFoundError(message.format(respondent=shown_line(respondent), question=shown_line(asked.name)))

    def info(self, document_id: int) -> DocumentInfo:
        """One document by id.

        Raises:
            NotFoundError: there is none.
        """
        found = self._infos("d.id = :id", {"id": document_id})
        if not found:
            raise NotFoundError(_("There is no document #{id}.").format(id=document_id))
        return found[0]

    def open(self, document_id: int, visibility: Visibility = EVERYBODY) -> DocumentText:
        """A document with its text, units, sections, codings seen and the present coder's review marks.

        Raises:
            NotFoundError: there is none, or it was purged.
        """
        info = self.info(document_id)
        if info.status == "purged":
            raise NotFoundError(_("Document #{id} was erased for good.").format(id=document_id))
        query = 'SELECT title, start, "end" FROM sections WHERE document_id = ? ORDER BY start'
        marks = (
            "SELECT m.unit_id FROM review_marks m JOIN units u ON u.id = m.unit_id"
            " WHERE u.document_id = ? AND m.coder_id = ?"
        )
        return DocumentText(
            info=info,
            text=self.text(document_id),
            units=tuple(self.units(document_id)),
            sections=tuple(SectionInfo(*row) for row in self._session.tuples(query, [document_id])),
            codings=tuple(self.codings(document_id, visibility)),
            reviewed=frozenset(row[0] for row in self._session.tuples(marks, [document_id, self._session.coder.id])),
        )

    def text(self, document_id: int, version: int | None = None) -> str:
        """The text of a document: the present one, or an earlier version by its number."""
        text = self._session.value(
            "SELECT c.value FROM text_versions v JOIN contents c ON c.id = v.content_id"
            " WHERE v.document_id = :id AND (v.number = :version OR :version IS NULL AND v.is_current = 1)",
            {"id": document_id, "version": version},
        )
        if text is None:
            raise NotFoundError(_("Document #{id} has no such text.").format(id=document_id))
        return str(text)

    def units(self, document_id: int) -> list[UnitInfo]:
        """The units of a document in order."""
        rows = self._session.tuples(
            'SELECT u.id, u.document_id, u.kind, u.position, u.start, u.body_start, u."end", u.case_id,'
            " ifnull(k.name, ''), ifnull(k.role = 'moderator', 0), ifnull(s.title, ''), u.time_ms"
            " FROM units u LEFT JOIN cases k ON k.id = u.case_id LEFT JOIN sections s ON s.id = u.section_id"
            " WHERE u.document_id = ? ORDER BY u.start",
            [document_id],
        )
        kinds = {str(kind): kind for kind in UnitKind}
        return [
            UnitInfo(
                key, document, kinds[kind], position, start, body, end, case_id, case, bool(asks), section, time_ms
            )
            for key, document, kind, position, start, body, end, case_id, case, asks, section, time_ms in rows
        ]

    def codings(self, document_id: int, visibility: Visibility = EVERYBODY) -> list[CodingInfo]:
        """The codings on a document's present text that may be seen, by place."""
        where = f"g.document_id = ? AND g.status = 'active' AND {self._session.visible(visibility).codings('g')}"
        return coding_infos(self._session, where, [document_id], self._session.visible())

    def questions(self) -> list[QuestionInfo]:
        """The open questions in order, with the present coder's progress over their answers."""
        coder = self._session.coder.id
        counts = {
            row["question_id"]: row
            for row in self._session.rows(
                f"SELECT d.question_id, {_PROGRESS} FROM units u JOIN documents d ON d.id = u.document_id"
                " LEFT JOIN cases k ON k.id = u.case_id WHERE d.question_id IS NOT NULL AND d.status = 'active'"
                " AND d.absence IS NULL GROUP BY d.question_id",
                {"coder": coder},
            )
        }
        codings = dict(
            self._session.tuples(
                "SELECT d.question_id, count(*) FROM codings g JOIN documents d ON d.id = g.document_id"
                " WHERE d.question_id IS NOT NULL AND d.status = 'active' AND g.status = 'active'"
                " AND g.coder_id = ? GROUP BY d.question_id",
                [coder],
            )
        )
        absent: dict[int, dict[Absence, int]] = {}
        answers: dict[int, int] = {}
        for question_id, kind, n in self._session.tuples(
            "SELECT question_id, absence, count(*) FROM documents"
            " WHERE question_id IS NOT NULL AND status = 'active' GROUP BY question_id, absence"
        ):
            if kind is None:
                answers[question_id] = n
            else:
                absent.setdefault(question_id, {})[Absence(kind)] = n
        found = []
        for row in self._session.rows("SELECT id, name, wording FROM questions ORDER BY position, id"):
            done = counts.get(row["id"], {"units": 0, "reviewed": 0, "coded": 0})
            progress = Progress(done["units"], done["reviewed"], done["coded"], codings.get(row["id"], 0))
            key = row["id"]
            found.append(
                QuestionInfo(**row, answers=answers.get(key, 0), absent=absent.get(key, {}), progress=progress)
            )
        return found

    def question(self, name: str) -> QuestionInfo:
        """The question of this name or wording, or whose name alone begins so.

        Raises:
            NotFoundError: none or several fit.
        """
        questions = self.questions()
        wanted = name.strip().casefold()
        for fits in (
            [q for q in questions if wanted in (q.name.casefold(), q.wording.casefold())],
            [q for q in questions if q.name.casefold().startswith(wanted)],
        ):
            if len(fits) == 1:
                return fits[0]
        names = "; ".join(shown_line(question.name) for question in questions) or "–"
        message = _("There is no question '{name}'; this project has: {names}.")
        raise NotFoundError(message.format(name=shown_line(name), names=names))

    def answer_ids(self, question_id: int) -> list[int]:
        """The documents that answer a question, in their order (answers that are absent are left out)."""
        # As one text: a hundred thousand rows of one number each would take three times as long.
        listed = self._session.value(
            "SELECT json_group_array(id) FROM (SELECT id FROM documents"
            " WHERE question_id = ? AND status = 'active' AND absence IS NULL ORDER BY position, id)",
            [question_id],
        )
        return list(json.loads(listed))

    def answer_rows(self, document_ids: Iterable[int], visibility: Visibility = EVERYBODY) -> list[AnswerRow]:
        """The answers with these ids, in the order asked."""
        ids = list(document_ids)
        visibility = self._session.visible(visibility)
        marks = ",".join("?" * len(ids))
        codes: dict[int, list[tuple[int, int]]] = {}
        for document_id, coding_id, code_id in self._session.tuples(
            f"SELECT document_id, id, code_id FROM codings WHERE document_id IN ({marks}) AND status = 'active'"
            f' AND {visibility.codings("codings")} ORDER BY document_id, start, "end", id',
            ids,
        ):
            codes.setdefault(document_id, []).append((coding_id, code_id))
        found = {}
        for document_id, unit_id, case, text, absence, reviewed in self._session.tuples(
            "SELECT d.document_id, u.id, ifnull(d.name, ''), d.text, d.absence, EXISTS"
            " (SELECT 1 FROM review_marks m WHERE m.unit_id = u.id AND m.coder_id = ?)"
            " FROM view_documents d LEFT JOIN units u ON u.document_id = d.document_id"
            f" WHERE d.document_id IN ({marks})",
            [self._session.coder.id, *ids],
        ):
            found[document_id] = AnswerRow(
                document_id=document_id,
                unit_id=unit_id,
                case=case,
                text=text,
                absence=None if absence is None else Absence(absence),
                reviewed=bool(reviewed),
                codes=tuple(codes.get(document_id, ())),
            )
        return [found[document_id] for document_id in ids if document_id in found]

    def rename(self, document_id: int, name: str) -> None:
        """Give a transcript or note another name.

        Raises:
            ConflictError: the name is taken.
            InputError: it is an answer, or this can't be a name.
        """
        clean = clean_name(name, _("document"))
        info = self.info(document_id)
        if info.kind is DocumentKind.ANSWER:
            raise InputError(_("An answer bears the name of its respondent; rename the case."))
        self._refuse_name(clean, document_id)
        summary = _("rename document {old} to {new}").format(old=info.name, new=clean)
        with self._session.act("document rename", summary) as act:
            act.update("documents", document_id, name=clean)

    def retire(self, document_id: int) -> None:
        """Hide a document and all that hangs on it from every list and count; `restore` brings it back."""
        self._set_status(document_id, "retired", _("retire document {name}"))

    def restore(self, document_id: int) -> None:
        """Bring a retired document back.

        Raises:
            ConflictError: an active document has its name now.
        """
        self._set_status(document_id, "active", _("restore document {name}"))

    def _set_status(self, document_id: int, status: str, summary: str) -> None:
        info = self.info(document_id)
        if info.status == "purged":
            raise NotFoundError(_("Document #{id} was erased for good.").format(id=document_id))
        if info.status == status:
            raise ConflictError(_("Document '{name}' is {status} already.").format(name=info.name, status=status))
        if status == "active" and info.kind is not DocumentKind.ANSWER:
            self._refuse_name(info.name, document_id)
        with self._session.act(f"document {status}", summary.format(name=info.name)) as act:
            act.update("documents", document_id, status=status)

    def _refuse_name(self, name: str, document_id: int) -> None:
        if self._session.value(
            "SELECT 1 FROM documents WHERE name = ? AND kind <> 'answer' AND status = 'active' AND id <> ?",
            [name, document_id],
        ):
            raise ConflictError(_("There is a document '{name}' already.").format(name=shown_line(name)))

    def _infos(self, where: str, params: dict[str, Any]) -> list[DocumentInfo]:
        rows = self._session.rows(
            "SELECT d.id, d.guid, d.kind, d.name, d.status, k2.name AS case_name,"
            " ifnull(v.number, 0) AS version, ifnull(v.length, 0) AS length,"
            " (SELECT count(*) FROM codings g WHERE g.document_id = d.id AND g.status = 'active'"
            f"   AND g.coder_id = :coder) AS codings, p.units, p.reviewed, p.coded"
            " FROM documents d LEFT JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
            " LEFT JOIN cases k2 ON k2.id = d.case_id"
            f" LEFT JOIN (SELECT u.document_id, {_PROGRESS} FROM units u JOIN documents d ON d.id = u.document_id"
            f"   LEFT JOIN cases k ON k.id = u.case_id WHERE {where} GROUP BY u.document_id) p"
            f"   ON p.document_id = d.id WHERE {where} ORDER BY d.position, d.id",
            params | {"coder": self._session.coder.id},
        )
        return [
            DocumentInfo(
                id=row["id"],
                guid=row["guid"],
                kind=DocumentKind(row["kind"]),
                name=row["name"] or row["case_name"] or f"#{row['id']}",
                status=row["status"],
                version=row["version"],
                length=row["length"],
                progress=Progress(row["units"] or 0, row["reviewed"] or 0, row["coded"] or 0, row["codings"]),
                group="" if row["kind"] == DocumentKind.ANSWER else row["case_name"] or "",
            )
            for row in rows
        ]


def coding_infos(
    session: Session, where: str, params: Sequence[Any], memos: Visibility = EVERYBODY
) -> list[CodingInfo]:
    """The codings `g` that fit an SQL condition, by place; `memos` says whose memos, links and stars may be seen."""
    rows = session.tuples(
        'SELECT g.id, g.guid, g.document_id, g.start, g."end", g.code_id, g.coder_id, g.origin,'
        f" EXISTS (SELECT 1 FROM memos m WHERE m.coding_id = g.id AND {memos.memos('m')}), g.weight,"
        " EXISTS (SELECT 1 FROM excerpts e WHERE e.coding_id = g.id AND e.is_starred"
        f" AND {memos.condition('e.coder_id')}),"
        " g.guid IN (SELECT j.value FROM memos m, json_each(m.linked) j"
        f" WHERE m.linked IS NOT NULL AND {memos.memos('m')})"
        f" FROM codings g WHERE {where}",
        params,
    )
    # Sorted, and coders named, here: SQLite takes twice as long for fifty thousand.
    rows.sort(key=_place)
    names = dict(session.tuples("SELECT id, name FROM coders"))
    return [
        CodingInfo(key, guid, text, start, end, code, who, names[who], origin, memo == 1, weight, star == 1, link == 1)
        for key, guid, text, start, end, code, who, origin, memo, weight, star, link in rows
    ]


def _place(row: tuple[Any, ...]) -> tuple[int, int, int]:
    return row[3], -row[4], row[0]
