"""Which units a round can be over: those that ask to be judged, in the material, as long and as new as is wanted."""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from codebench.analysis.values import holders
from codebench.domain.draft import UnitKind
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.project.documents import Documents
from codebench.project.session import Session

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

# The moderator's turns are no units. In the order of the material.
_UNITS = """
  SELECT u.id, u.kind, d.guid || '/' || u.position, u.case_id,
    {words}
  FROM units u JOIN documents d ON d.id = u.document_id AND d.status = 'active' AND d.absence IS NULL
  LEFT JOIN cases k ON k.id = u.case_id LEFT JOIN questions q ON q.id = d.question_id
  WHERE (k.role IS NULL OR k.role = 'participant') AND {where}
  ORDER BY q.position, d.position, d.id, u.start
"""
_TEXT = """(SELECT substr(c.value, u.body_start + 1, u."end" - u.body_start) FROM text_versions v
      JOIN contents c ON c.id = v.content_id WHERE v.document_id = u.document_id AND v.is_current = 1)"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be drawn: `key` tells it apart in every copy of the project."""

    id: int
    kind: UnitKind
    key: str
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Material:
    """The documents and questions (ids) that a round is narrowed to, and how they are called; empty for all."""

    documents: tuple[int, ...]
    questions: tuple[int, ...]
    name: str


class RoundMaterial:
    """What a round can be drawn from."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = Documents(session)

    def named(self, documents: Sequence[str], questions: Sequence[str]) -> Material:
        """The material of these names.

        Raises:
            NotFoundError: a document or question does not exist.
            InputError: a document is retired.
        """
        infos = [self._documents.get(name) for name in documents]
        for info in infos:
            if info.status != "active":
                raise InputError(_("Document '{name}' is retired.").format(name=shown_line(info.name)))
        asked = [self._documents.question(name) for name in questions]
        ids = tuple(info.id for info in infos), tuple(question.id for question in asked)
        return Material(*ids, self.name(*ids))

    def name(self, documents: Collection[int], questions: Collection[int]) -> str:
        """What material is called now; a document that was purged by its number alone."""
        names = [
            *self._names("SELECT id, name FROM documents WHERE id IN (SELECT value FROM json_each(?))", documents),
            *self._names("SELECT id, name FROM questions WHERE id IN (SELECT value FROM json_each(?))", questions),
        ]
        return _("only {names}").format(names=", ".join(names)) if names else ""

    def _names(self, query: str, ids: Collection[int]) -> list[str]:
        return [name or f"#{row_id}" for row_id, name in self._session.tuples(query, [json.dumps(list(ids))])]

    def candidates(self, material: Material, min_words: int = 0) -> tuple[list[Candidate], int]:
        """The units of the material that ask to be judged, in its order; and how many were too short to be among them.

        A word is a run of letters and digits, also across an apostrophe or hyphen.
        """
        where = "1"
        if material.documents or material.questions:
            lists = (", ".join(map(str, ids)) or "NULL" for ids in (material.documents, material.questions))
            where = "(d.id IN ({}) OR d.question_id IN ({}))".format(*lists)
        kinds = {str(kind): kind for kind in UnitKind}
        found, short = [], 0
        query = _UNITS.format(where=where, words=_TEXT if min_words else "''")
        for row_id, kind, key, case_id, text in self._session.store.connection.execute(query):
            if min_words and len(_WORD.findall(text)) < min_words:
                short += 1
            else:
                found.append(Candidate(row_id, kinds[kind], key, case_id))
        return found, short

    def reviewed(self, coder_id: int) -> set[int]:
        """The units that a coder has judged."""
        return {
            row[0] for row in self._session.tuples("SELECT unit_id FROM review_marks WHERE coder_id = ?", [coder_id])
        }

    def coded(self, coder_id: int) -> set[int]:
        """The units that a coder has put a code on."""
        query = "SELECT DISTINCT unit_id FROM coding_units WHERE coder_id = ?"
        return {row[0] for row in self._session.tuples(query, [coder_id])}

    def strata(self, variable: str, candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
        """The candidates by the value of the variable that their case has, of its own or by its group; by label.

        Raises:
            NotFoundError: there is no such variable.
            InputError: it has no options, or a case can have several.
        """
        session = self._session
        parents = dict(session.tuples("SELECT id, parent_id FROM cases WHERE parent_id IS NOT NULL"))
        held = holders(session.store, variable, parents)
        if session.value("SELECT type FROM variables WHERE name = ?", [variable]) == VariableType.MULTIPLE:
            message = _("'{variable}' can have several values for one case; a sample is spread over one that has one.")
            raise InputError(message.format(variable=shown_line(variable)))
        label_of = {case: label for label, cases in reversed(held.labelled()) for case in cases}
        none = _("(no value)")
        found: dict[str, list[Candidate]] = {label: [] for label in (*dict(held.labelled()), none)}
        for candidate in candidates:
            found[label_of.get(candidate.case_id or 0, none)].append(candidate)
        return {label: some for label, some in found.items() if some}
