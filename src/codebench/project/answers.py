"""The answers to a question as a list: which of them, in which order, with which values; and many coded at once."""

import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from codebench.domain.alike import bare, nearly_same
from codebench.domain.codetree import bare_name
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.ranges import Range
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.archived_codes import refuse_archived
from codebench.project.codebook import Codebook
from codebench.project.coding_rows import add_codings, remove_codings
from codebench.project.codings import Codings
from codebench.project.session import Session
from codebench.store.journal import Act

_AMONG = "IN (SELECT value FROM json_each(:ids))"
_PAGE = 500  # texts read at once

_VALUE = """
  SELECT group_concat(coalesce(o.label, w.text, w.absence, printf('%.12g', w.number)), ', ') FROM case_values w
  LEFT JOIN variable_options o ON o.id = w.option_id WHERE w.case_id = d.case_id AND w.variable_id = {variable}
"""


class Order(StrEnum):
    """In which order answers stand: `CODE` by the name of the coder's first code, `CODES` by how many there are."""

    PLACE = "place"
    RESPONDENT = "respondent"
    SHORTEST = "shortest"
    LONGEST = "longest"
    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    ALIKE = "alike"


_OWN = (
    "FROM codings g JOIN codes n ON n.id = g.code_id"
    " WHERE g.document_id = d.id AND g.coder_id = :coder AND g.status = 'active'"
)
_ORDERS = {
    Order.PLACE: "d.position",
    Order.RESPONDENT: "k.name COLLATE NOCASE",
    Order.SHORTEST: "v.length",
    Order.LONGEST: "-v.length",
    Order.TEXT: "c.value COLLATE NOCASE",
    Order.CODE: f"(SELECT min(n.name COLLATE NOCASE) {_OWN}) COLLATE NOCASE",
    Order.CODES: f"(SELECT -count(*) {_OWN})",
    Order.ALIKE: "d.position",
}


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """Which answers to a question, and in which order; what is None or empty does not matter.

    `coded` and `reviewed` are about the present coder, as are `code_ids`, each of which is there (or one under it).
    `values` holds variables with a value as it is shown ("" for none) or a range of numbers. `length` is in characters,
    `among` holds documents. `by_variable` comes before `order`; `backwards` turns round what comes first of these.
    """

    question_id: int
    coded: bool | None = None
    reviewed: bool | None = None
    code_ids: tuple[int, ...] = ()
    values: tuple[tuple[int, str | Range], ...] = ()
    length: Range | None = None
    among: frozenset[int] | None = None
    order: Order = Order.PLACE
    by_variable: int | None = None
    backwards: bool = False

    def narrows(self) -> bool:
        """Whether some answers may be left out."""
        return self != self.everything()

    def everything(self) -> "AnswerQuery":
        """All answers, in the same order."""
        return AnswerQuery(self.question_id, order=self.order, by_variable=self.by_variable, backwards=self.backwards)


class Answers:
    """The answers of a survey, many at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Reading

    def ids(self, query: AnswerQuery) -> "array[int]":
        """The documents that the query asks for, in its order (absent answers are left out)."""
        coder = self._session.coder.id
        where = ["d.question_id = :question", "d.status = 'active'", "d.absence IS NULL"]
        given = "EXISTS (SELECT 1 FROM {} x WHERE x.unit_id = u.id AND x.coder_id = :coder)"
        for wanted, table in ((query.coded, "coding_units"), (query.reviewed, "review_marks")):
            if wanted is not None:
                where.append(("" if wanted else "NOT ") + given.format(table))
        params: dict[str, Any] = {"question": query.question_id, "coder": coder, "by": query.by_variable}
        for i, code_id in enumerate(query.code_ids):
            params[f"code{i}"] = code_id
            where.append(
                "EXISTS (SELECT 1 FROM coding_units x WHERE x.unit_id = u.id AND x.coder_id = :coder AND x.code_id IN"
                f" (WITH RECURSIVE below (id) AS (SELECT :code{i} UNION SELECT n.id FROM codes n JOIN below"
                " ON n.parent_id = below.id) SELECT id FROM below))"
            )
        for i, (variable_id, value) in enumerate(query.values):
            params[f"variable{i}"] = variable_id
            if isinstance(value, Range):
                params |= {f"low{i}": value.low, f"high{i}": value.high}
                where.append(
                    f"EXISTS (SELECT 1 FROM case_values w WHERE w.case_id = d.case_id AND w.variable_id = :variable{i}"
                    f" AND w.number BETWEEN :low{i} AND :high{i})"
                )
            else:
                params[f"value{i}"] = value or None
                where.append(f"({_VALUE.format(variable=f':variable{i}')}) IS :value{i}")
        if query.among is not None:
            params["ids"] = json.dumps(list(query.among))
            where.append(f"d.id {_AMONG}")
        if query.length is not None:
            params |= {"shortest": query.length.low, "longest": query.length.high}
            where.append("v.length BETWEEN :shortest AND :longest")
        turned = " DESC" if query.backwards else ""
        by = f"({_VALUE.format(variable=':by')}) COLLATE NOCASE"
        first = (by if query.by_variable is not None else _ORDERS[query.order]) + turned + " NULLS LAST"
        then = f", {_ORDERS[query.order]}" if query.by_variable is not None else ""
        rows = self._session.tuples(
            "SELECT d.id FROM documents d JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
            " LEFT JOIN units u ON u.document_id = d.id LEFT JOIN cases k ON k.id = d.case_id"
            + (" JOIN contents c ON c.id = v.content_id" if query.order is Order.TEXT else "")
            + f" WHERE {' AND '.join(where)} ORDER BY {first}{then}, d.position, d.id",
            params,
        )
        found = array("q", (row[0] for row in rows))
        return found if query.order is not Order.ALIKE else array("q", chain.from_iterable(self.groups(found)))

    def find(self, question_id: int, name: str) -> list[tuple[int, str]]:
        """The answers of the respondents whose name holds this, capitals and accents apart: (answer, name).

        Only those who are called exactly so, where there are any; else first those whose name begins so.
        """
        wanted = bare_name(name.strip())
        rows = self._session.tuples(
            "SELECT d.id, k.name FROM documents d JOIN cases k ON k.id = d.case_id WHERE d.question_id = ?"
            " AND d.status = 'active' AND d.absence IS NULL ORDER BY d.position, d.id",
            [question_id],
        )
        found = [(row_id, called, bare_name(called)) for row_id, called in rows]
        found = [each for each in found if wanted in each[2]]
        exact = [each for each in found if each[2] == wanted]
        return [each[:2] for each in exact or sorted(found, key=lambda each: not each[2].startswith(wanted))]

    def told(self, question_id: int) -> list[int]:
        """The variables of which some respondent who answered has a value."""
        rows = self._session.tuples(
            "SELECT b.id FROM variables b WHERE EXISTS (SELECT 1 FROM case_values w JOIN documents d"
            " ON d.case_id = w.case_id AND d.question_id = ? AND d.status = 'active' AND d.absence IS NULL"
            " WHERE w.variable_id = b.id) ORDER BY b.id",
            [question_id],
        )
        return [row[0] for row in rows]

    def values(self, document_ids: Collection[int], variable_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Per answer what its respondent's values of these variables are, as they are shown; "" where there is none."""
        columns = "".join(f", ({_VALUE.format(variable=int(variable))})" for variable in variable_ids)
        query = f"SELECT d.id{columns} FROM documents d WHERE d.id {_AMONG}"
        rows = self._session.tuples(query, {"ids": json.dumps(list(document_ids))})
        return {row[0]: tuple("" if value is None else value for value in row[1:]) for row in rows}

    def tally(self, document_ids: Collection[int], variable_id: int) -> list[tuple[str, int]]:
        """The values of a variable among these answers, each with the number of answers; "" for none."""
        rows = self._session.tuples(
            f"SELECT ({_VALUE.format(variable=':variable')}) AS value, count(*) FROM documents d"
            f" WHERE d.id {_AMONG} GROUP BY value ORDER BY value COLLATE NOCASE NULLS LAST",
            {"ids": json.dumps(list(document_ids)), "variable": variable_id},
        )
        return [("" if value is None else value, n) for value, n in rows]

    def units(self, document_ids: Collection[int]) -> list[int]:
        """The units of these answers, in no order."""
        query = f"SELECT id FROM units WHERE document_id {_AMONG}"
        return [row[0] for row in self._session.tuples(query, {"ids": json.dumps(list(document_ids))})]

    def codes_on(self, document_ids: Collection[int]) -> list[tuple[int, int]]:
        """The codes that the present coder has on these answers, each with the number of codings, the most first."""
        return self._session.tuples(
            f"SELECT code_id, count(*) FROM codings WHERE document_id {_AMONG} AND coder_id = :coder"
            " AND status = 'active' GROUP BY code_id ORDER BY count(*) DESC, code_id",
            {"ids": json.dumps(list(document_ids)), "coder": self._session.coder.id},
        )

    def alike(self, document_id: int) -> list[int]:
        """The answers to the same question that say the same as this one, but for a letter; itself among them.

        In the order of the material. See `domain.alike` for what is the same.
        """
        question = self._session.value("SELECT question_id FROM documents WHERE id = ?", [document_id])
        ids = self.ids(AnswerQuery(question))
        texts = dict(self._texts(array("q", [document_id])))
        wanted = bare(texts.get(document_id, ""))
        return [each for each, text in self._texts(ids) if nearly_same(bare(text), wanted)]

    def groups(self, ids: Sequence[int]) -> list[list[int]]:
        """These answers with those that say the same together, the largest groups first."""
        groups: dict[str, list[int]] = defaultdict(list)
        for document_id, text in self._texts(ids):
            groups[bare(text)].append(document_id)
        return sorted(groups.values(), key=len, reverse=True)

    def _texts(self, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
        for start in range(0, len(ids), _PAGE):
            page = list(ids[start : start + _PAGE])
            query = f"SELECT document_id, text FROM view_documents WHERE document_id {_AMONG}"
            found = dict(self._session.tuples(query, {"ids": json.dumps(page)}))
            yield from ((each, found[each]) for each in page if each in found)

    # Acting on many

    def code(self, document_ids: Sequence[int], code_ids: Sequence[int]) -> int:
        """Put codes on whole answers, in one act; the number of new codings (what is there already stays as it is).

        Raises:
            InputError: there is no answer or no code.
            ConflictError: they all have each of these codes already.
        """
        names = [self._code_name(code_id) for code_id in code_ids]
        rows = self._fresh(document_ids, code_ids)
        if not rows:
            raise ConflictError(_("These answers have {codes} already.").format(codes=", ".join(names)))
        with self._session.act("code", self._summary(names, document_ids)) as act:
            self._add(act, rows)
        return len(rows)

    def code_anew(self, document_ids: Sequence[int], path: str) -> tuple[int, int]:
        """Make the code with this path and put it on whole answers, in one act; its id and the number of codings.

        Raises:
            InputError: there is no answer, or a name in the path can't be used.
            ConflictError: the code is there, and they all have it already.
        """
        book = Codebook(self._session)
        if book.exists(path):
            code_id = book.ensure(path)
            return code_id, self.code(document_ids, [code_id])
        with self._session.act("code", self._summary([f"'{shown_line(path)}'"], document_ids)) as act:
            code_id = book.put(act, path)
            rows = self._fresh(document_ids, [code_id])
            self._add(act, rows)
        return code_id, len(rows)

    def uncode(self, document_ids: Sequence[int], code_id: int) -> int:
        """Take the present coder's codings of one code off these answers, in one act; how many there were.

        Raises:
            ConflictError: there is none.
        """
        found = self._session.tuples(
            f"SELECT id FROM codings WHERE document_id {_AMONG} AND code_id = :code AND coder_id = :coder"
            " AND status = 'active'",
            {"ids": json.dumps(list(document_ids)), "code": code_id, "coder": self._session.coder.id},
        )
        name = self._code_name(code_id)
        if not found:
            raise ConflictError(_("None of these answers has {code} of yours.").format(code=name))
        summary = plural("remove {{code}} from {n} answer", "remove {{code}} from {n} answers", len(found))
        with self._session.act("uncode", summary.format(code=name)) as act:
            remove_codings(self._session, act, [row[0] for row in found])
        return len(found)

    def _fresh(self, document_ids: Sequence[int], code_ids: Sequence[int]) -> list[tuple[int, int, int, int, int]]:
        """Codings that are not there yet: (document, version, start, end, code)."""
        ids = json.dumps(list(dict.fromkeys(document_ids)))
        places = self._session.tuples(
            'SELECT d.id, v.id, min(u.body_start), max(u."end") FROM documents d'
            " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
            " JOIN units u ON u.document_id = d.id"
            f" WHERE d.id {_AMONG} AND d.status = 'active' AND d.kind = 'answer' GROUP BY d.id, v.id ORDER BY d.id",
            {"ids": ids},
        )
        if not places or not code_ids:
            raise InputError(_("Say which answers, and which code to put on them."))
        refuse_archived(self._session, code_ids)
        there = set(
            self._session.tuples(
                'SELECT text_version_id, start, "end", code_id FROM codings'
                f" WHERE document_id {_AMONG} AND coder_id = :coder AND status = 'active'",
                {"ids": ids, "coder": self._session.coder.id},
            )
        )
        wanted = ((*place, code_id) for place in places for code_id in dict.fromkeys(code_ids))
        return [row for row in wanted if row[1:] not in there]

    def _add(self, act: Act, rows: Sequence[tuple[int, int, int, int, int]]) -> None:
        coder = self._session.coder.id
        add_codings(act, [(*row, coder, "manual") for row in rows], Codings(self._session).revision())

    def _summary(self, names: Sequence[str], document_ids: Sequence[int]) -> str:
        summary = plural("code {{codes}} on {n} answer", "code {{codes}} on {n} answers", len(set(document_ids)))
        return summary.format(codes=", ".join(names))

    def _code_name(self, code_id: int) -> str:
        self._session.require("codes", code_id, _("code"))
        return f"'{shown_line(self._session.value('SELECT name FROM codes WHERE id = ?', [code_id]))}'"
