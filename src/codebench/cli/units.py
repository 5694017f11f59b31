"""The options that name units: those of a document, or answers to a question."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from codebench.cli.grammar import Options
from codebench.cli.options import FromUnit, OnDocument, OnQuestion, OnRespondent, ToUnit
from codebench.cli.targets import numbered, one_document
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.project import Project


@dataclass(frozen=True, slots=True)
class Units(Options):
    """Units of a document, or answers to a question, from one to another."""

    document: OnDocument = None
    question: OnQuestion = None
    respondent: OnRespondent = None
    first: FromUnit = None
    last: ToUnit = None

    def ids(self, work: "Project") -> list[int]:
        """The units that are named; an answer that is absent has none.

        Raises:
            BadParameter: not exactly one of document and question is named.
            InputError: there are no units of these numbers.
        """
        if (self.document is None) == (self.question is None):
            raise typer.BadParameter(_("name either a --document or a --question."))
        if self.document is not None or self.respondent is not None:
            document_id = one_document(work, self.document, self.respondent, self.question).id
            return [unit.id for unit in numbered(work.documents.units(document_id), self.first, self.last)]
        assert self.question is not None
        units = work.reviews.units_of_question(work.documents.question(self.question).id)
        return [unit for unit in numbered(units, self.first, self.last) if unit]
