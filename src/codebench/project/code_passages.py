"""The passages of a code side by side: comparing them, splitting the code over them, and those that are out of date."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _, plural
from codebench.project.archived_codes import refuse_archived
from codebench.project.codebook import Codebook, fields_of
from codebench.project.coding_rows import memo_row
from codebench.project.codings import Codings
from codebench.project.memos import NEEDS_RULE
from codebench.project.report_rows import merge_quotes
from codebench.project.session import Session


@dataclass(frozen=True, slots=True)
class CodePassage:
    """A coding with its words: `before` and `after` are what its unit says around them.

    `is_stale` tells that the code has been defined anew since the coding was made or looked at last.
    """

    coding_id: int
    code_id: int
    document_id: int
    start: int
    end: int
    coder: str
    place: str
    case: str
    before: str
    quote: str
    after: str
    is_stale: bool


class CodePassages:
    """The codings of a code as passages; each method that changes something is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._codebook = Codebook(session)
        self._codings = Codings(session)

    def of(self, code_id: int, most: int = -1, visibility: Visibility = EVERYBODY) -> list[CodePassage]:
        """The passages of one code that may be seen, in the order of the material; no more than `most` of them."""
        return self._select("g.code_id = :code", {"code": code_id}, most, visibility)

    def count(self, code_id: int, visibility: Visibility = EVERYBODY) -> int:
        """How many passages of one code may be seen."""
        where = f"g.code_id = ? AND g.status = 'active' AND {self._session.visible(visibility).codings('g')}"
        query = f"SELECT count(*) FROM codings g JOIN documents d ON d.id = g.document_id WHERE {where}"
        return int(self._session.value(f"{query} AND d.status = 'active'", [code_id]))

    def among(self, coding_ids: Sequence[int]) -> list[CodePassage]:
        """The passages of these codings, of any codes, that may be seen, in the order of the material."""
        return self._select("g.id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(list(coding_ids))})

    def stale(self, code_id: int | None = None) -> list[CodePassage]:
        """The passages, of one code or of all, that are older than what the codebook now says of their code."""
        older = "g.codebook_revision < c.revision"
        return self._select(older if code_id is None else f"{older} AND g.code_id = :code", {"code": code_id})

    def stale_counts(self) -> dict[int, int]:
        """Per code with such passages their number."""
        rows = self._session.tuples(
            "SELECT g.code_id, count(*) FROM codings g"
            " JOIN codes c ON c.id = g.code_id AND g.codebook_revision < c.revision"
            " JOIN documents d ON d.id = g.document_id AND d.status = 'active'"
            f" WHERE g.status = 'active' AND {self._session.visible().codings('g')} GROUP BY g.code_id"
        )
        return dict(rows)

    def in_need_of_a_rule(self) -> list[int]:
        """The codes that a memo says need a rule, as settling disagreements leaves them; a code for each such memo."""
        rows = self._session.tuples(
            "SELECT m.code_id FROM memos m WHERE m.code_id IS NOT NULL AND m.title = ? AND m.is_private = 0"
            f" AND {self._session.visible().memos('m')} ORDER BY m.id",
            [NEEDS_RULE],
        )
        return [row[0] for row in rows]

    def needs_a_rule(self, code_id: int, remark: str) -> int:
        """Put a code on the list of rules to be made: a memo on it, with what the rule should say; its id.

        Raises:
            InputError: nothing is said.
            NotFoundError: there is no such code.
        """
        if not remark.strip():
            raise InputError(_("Say what the rule should find or decide."))
        self._session.require("codes", code_id, _("code"))
        with self._session.act("memo", _("a code needs a rule")) as act:
            row = memo_row(act, self._session.coder.id, remark.strip(), NEEDS_RULE, "methodological")
            return act.insert("memos", **row, code_id=code_id)

    def no_longer_needs_a_rule(self, code_id: int) -> int:
        """Take a code off the list: the memos that put it there lose their title, and stay; how many there were.

        Raises:
            ConflictError: it is not on the list, or only memos of others put it there.
        """
        mine = self._session.tuples(
            "SELECT id FROM memos WHERE code_id = ? AND title = ? AND coder_id = ?",
            [code_id, NEEDS_RULE, self._session.coder.id],
        )
        if not mine:
            raise ConflictError(_("No memo of yours put this code on the list; who wrote it can take it off."))
        with self._session.act("memo edit", _("a code needs no rule any more")) as act:
            act.update_rows("memos", [(row[0], {"title": "", "changed_at": act.created_at}) for row in mine])
        return len(mine)

    def confirm(self, coding_ids: Sequence[int]) -> None:
        """Say that codings still fit the codebook as it is now: they are out of date no more."""
        infos = [self._codings.get(coding_id) for coding_id in dict.fromkeys(coding_ids)]
        revision = self._codings.revision()
        summary = plural("confirm {n} coding", "confirm {n} codings", len(infos))
        with self._session.act("confirm", summary) as act:
            act.update_rows("codings", [(info.id, {"codebook_revision": revision}) for info in infos])

    def split(self, coding_ids: Sequence[int], into: int) -> None:
        """Give codings another code, with their borders and memos, in one act.

        Where their coder has that code on exactly the passage already one coding stays, with the memos of both.

        Raises:
            ConflictError: one of them has the code already, or it is archived.
        """
        infos = [self._codings.get(coding_id) for coding_id in dict.fromkeys(coding_ids)]
        refuse_archived(self._session, [into])
        path = self._codebook.tree().path(into)
        if any(info.code_id == into for info in infos):
            raise ConflictError(_("These have code '{path}' already.").format(path=shown_line(path)))
        twins = self._twins([info.id for info in infos], into)
        moved = [info.id for info in infos if info.id not in twins]
        codings = plural("{n} coding", "{n} codings", len(infos))
        summary = _("split: {codings} to '{path}'").format(codings=codings, path=path)
        with self._session.act("split", shown_line(summary)) as act:
            for gone, stays in twins.items():
                memos = self._session.tuples("SELECT id FROM memos WHERE coding_id = ?", [gone])
                act.update_rows("memos", [(row[0], {"coding_id": stays}) for row in memos])
            merge_quotes(self._session, act, twins)
            act.delete("codings", twins)
            revision = self._codings.revision()
            act.update_rows("codings", [(each, {"code_id": into, "codebook_revision": revision}) for each in moved])

    def exemplify(self, coding_id: int, *, counter: bool = False) -> None:
        """Put the words of a coding into the codebook, as an example of its code or as what does not belong to it.

        Raises:
            ConflictError: they stand there already.
        """
        info = self._codings.get(coding_id)
        quote = self._select("g.id = :coding", {"coding": coding_id})[0].quote.strip()
        row = self._session.rows("SELECT * FROM codes WHERE id = ?", [info.code_id])[0]
        fields = fields_of(row)
        before = fields.counter_example if counter else fields.example
        if quote in before.split("\n"):
            raise ConflictError(_("These words are in the codebook already."))
        words = f"{before}\n{quote}" if before else quote
        after = replace(fields, counter_example=words) if counter else replace(fields, example=words)
        self._codebook.edit(info.code_id, after)

    def _twins(self, coding_ids: Sequence[int], into: int) -> dict[int, int]:
        """Of these codings those whose coder has the other code on exactly the passage, each with that coding."""
        return {
            gone: stays
            for coding_id in coding_ids
            for gone, stays in self._session.tuples(
                "SELECT a.id, b.id FROM codings a JOIN codings b ON b.text_version_id = a.text_version_id"
                ' AND b.start = a.start AND b."end" = a."end" AND b.coder_id = a.coder_id AND b.status = a.status'
                " WHERE a.id = ? AND b.code_id = ?",
                [coding_id, into],
            )
        }

    def _select(
        self, where: str, params: dict[str, Any], most: int = -1, visibility: Visibility = EVERYBODY
    ) -> list[CodePassage]:
        # The unit of a coding is looked for from its start backwards: a join would try all units before it.
        rows = self._session.tuples(
            'SELECT g.id, g.code_id, g.document_id, g.start, g."end", g.coder, g.place, g.name,'
            ' k.name, u.body_start, u."end", g.is_stale FROM ('
            '   SELECT g.id, g.code_id, g.document_id, g.start, g."end", r.name AS coder,'
            "   ifnull(d.question, d.name) AS place, d.name, g.codebook_revision < c.revision AS is_stale,"
            "   d.question_id, d.position"
            "   FROM codings g JOIN view_documents d ON d.document_id = g.document_id JOIN codes c ON c.id = g.code_id"
            "   JOIN coders r ON r.id = g.coder_id"
            f"   WHERE {where} AND g.status = 'active' AND {self._session.visible(visibility).codings('g')}"
            '   ORDER BY d.question_id, d.position, d.document_id, g.start, g."end", g.id LIMIT :most) g'
            " LEFT JOIN units u ON u.id = (SELECT x.id FROM units x WHERE x.document_id = g.document_id"
            '   AND x.start <= g.start ORDER BY x.start DESC LIMIT 1) AND g.start < u."end"'
            " LEFT JOIN cases k ON k.id = u.case_id"
            ' ORDER BY g.question_id, g.position, g.document_id, g.start, g."end", g.id',
            params | {"most": most},
        )
        texts = self._texts(row[2] for row in rows)
        found = []
        for coding, code, document, start, end, coder, place, name, case, low, high, stale in rows:
            text = texts[document]
            low, high = (start, end) if low is None else (min(low, start), max(high, end))
            who = case or (name if name != place else "")
            around = text[low:start], text[start:end], text[end:high]
            found.append(CodePassage(coding, code, document, start, end, coder, place, who, *around, bool(stale)))
        return found

    def _texts(self, documents: Iterable[int]) -> dict[int, str]:
        """The texts of documents; each is read once, however many passages lie on it."""
        query = "SELECT document_id, text FROM view_documents WHERE document_id IN (SELECT value FROM json_each(?))"
        return dict(self._session.tuples(query, [json.dumps(list(dict.fromkeys(documents)))]))
