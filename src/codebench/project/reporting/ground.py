"""What every part of a report rests on: the project, the template, the material and the people in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from codebench.analysis.coded import code_tree
from codebench.analysis.scope import Denominator, ScopeRequest
from codebench.domain.codetree import CodeTree
from codebench.domain.errors import NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind, Role
from codebench.i18n import _
from codebench.project.agreement import Agreement
from codebench.project.cases import Cases
from codebench.project.figures import Figures
from codebench.project.models import CaseInfo
from codebench.project.session import Session
from codebench.report.template import Template

_LETTERS = {CaseKind.PERSON: "R", CaseKind.GROUP: "G", CaseKind.ORGANISATION: "O"}
_LEAST_NAME = 2
"""A label of one letter is no name that anybody is called by."""


@dataclass(frozen=True)
class Ground:
    """The project as a report reads it; `scope` is the material that the template names."""

    session: Session
    figures: Figures
    agreement: Agreement
    template: Template

    @cached_property
    def scope(self) -> ScopeRequest:
        """The scope of every table.

        Raises:
            NotFoundError: a pattern of the template fits nothing, or there are no cases of its level.
        """
        asked = self.template
        there = {case.kind for case in self._cases.values() if case.role is Role.PARTICIPANT} - {CaseKind.COLLECTIVE}
        if asked.level is not None and there and asked.level not in there:
            message = _(
                "{name}: no case is at level {level} here, they are {kinds}. Write another `level:`, or say what they"
                " are with `codebench case kind`."
            )
            kinds = ", ".join(sorted(there))
            raise NotFoundError(message.format(name=shown_line(asked.name), level=asked.level, kinds=kinds))
        questions = self._rows("SELECT name FROM questions ORDER BY position, id")
        documents = self._rows("SELECT name FROM documents WHERE kind <> 'answer' AND status = 'active' ORDER BY id")
        sections = self._rows("SELECT DISTINCT title FROM sections ORDER BY title")
        return self.figures.seen(
            ScopeRequest(
                coder=asked.coder,
                documents=self._fitting("documents", asked.documents, documents),
                questions=self._fitting("questions", asked.questions, questions),
                sections=self._fitting("sections", asked.sections, sections),
                where=asked.where,
                level=None if asked.level is None else CaseKind(asked.level),
                of=Denominator(asked.of),
            )
        )

    @cached_property
    def tree(self) -> CodeTree:
        """All codes: what was coded with one that is archived counts as before."""
        return code_tree(self.session.store)

    @cached_property
    def documents(self) -> tuple[int, ...]:
        """The ids of the documents that the scope holds, answers among them."""
        scope = self.scope
        rows = self.session.tuples(
            "SELECT d.id, d.name, q.name FROM documents d LEFT JOIN questions q ON q.id = d.question_id"
            " WHERE d.status = 'active' ORDER BY d.position, d.id"
        )
        if not scope.documents and not scope.questions:
            return tuple(row[0] for row in rows)
        return tuple(
            row_id
            for row_id, name, question in rows
            if (name in scope.documents if question is None else question in scope.questions)
        )

    @cached_property
    def people(self) -> dict[int, CaseInfo]:
        """The cases that may be cited, by id: no moderators, nor who is no one, nor whom the template leaves out."""
        return {
            row_id: case
            for row_id, case in self._cases.items()
            if case.role is Role.PARTICIPANT
            and case.kind is not CaseKind.COLLECTIVE
            and all(label in self.labels(case, variable) for variable, label in self.template.where)
        }

    @cached_property
    def speakers(self) -> dict[int, CaseInfo]:
        """Those of `people` who say something in the material of the report."""
        heard = {
            row[0]
            for row in self.session.tuples(
                f"SELECT DISTINCT case_id FROM units WHERE document_id IN ({_marks(self.documents)})", self.documents
            )
        }
        return {row_id: case for row_id, case in self.people.items() if row_id in heard}

    @cached_property
    def _cases(self) -> dict[int, CaseInfo]:
        return {case.id: case for case in Cases(self.session).all()}

    def names(self) -> dict[str, str]:
        """The names of all who speak in transcripts, each with what stands for it: an id, where one person has it."""
        heard = {row[0] for row in self.session.tuples("SELECT DISTINCT case_id FROM units WHERE kind = 'turn'")}
        found: dict[str, str] = {}
        for case in self._cases.values():
            if case.id in heard and case.kind is not CaseKind.COLLECTIVE and len(case.name) >= _LEAST_NAME:
                told = pseudonym(case) if case.role is Role.PARTICIPANT else _("moderator")
                found[case.name] = told if found.get(case.name, told) == told else _("participant")
        return found

    def labels(self, case: CaseInfo, variable: str) -> tuple[str, ...]:
        """The options that a case has for a variable, or its number; where it has none, those of what it belongs to."""
        value = case.values.get(variable)
        if value is None:
            above = self._cases.get(case.group_id or 0)
            return () if above is None else self.labels(above, variable)
        return value.options or ((str(value),) if value.number is not None else ())

    def _rows(self, query: str) -> list[str]:
        return [row[0] for row in self.session.tuples(query)]

    def _fitting(self, what: str, patterns: Sequence[str], names: Iterable[str]) -> tuple[str, ...]:
        """The names that fit one of the patterns, or are one of them."""
        there = list(names)
        found: dict[str, None] = {}
        for pattern in patterns:
            fits = [name for name in there if name == pattern or fnmatchcase(name.casefold(), pattern.casefold())]
            if not fits:
                message = _("{template}: nothing here fits '{pattern}' under `{what}:`; this project has: {names}.")
                told = "; ".join(map(shown_line, there[:10])) or "–"
                raise NotFoundError(
                    message.format(
                        template=shown_line(self.template.name), pattern=shown_line(pattern), what=what, names=told
                    )
                )
            found.update(dict.fromkeys(fits))
        return tuple(found)


def pseudonym(case: CaseInfo) -> str:
    """The id by which a case is cited: the number under which the journal took it in, which never changes."""
    return f"{_LETTERS.get(case.kind, 'R')}{case.id}"


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
