"""Commands on review marks: what a coder has judged, so that "no code" differs from "not seen"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.lists import PROGRESS, progress_cells
from codebench.cli.options import (
    CoderName,
    FromUnit,
    OnDocument,
    OnQuestion,
    OnRespondent,
    ProjectPath,
    ToUnit,
)
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import numbered, one_document, opened
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.project import Project

noun = commands()


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


@command(noun, "mark", example="review mark study -d groep-1 --from 1 --to 24")
def mark(
    project: ProjectPath,
    units: Units,
    coder: CoderName = None,
) -> None:
    """Mark units of a document, or answers to a question, as judged by you."""
    with opened(project, coder) as work:
        n = work.reviews.mark(units.ids(work))
        say(plural("Marked {n} unit as reviewed.", "Marked {n} units as reviewed.", n))


@command(noun, "clear", example="review clear study -q drempels --respondent r017")
def clear(
    project: ProjectPath,
    units: Units,
    coder: CoderName = None,
) -> None:
    """Take your marks off units of a document, or off answers to a question."""
    with opened(project, coder) as work:
        n = work.reviews.clear(units.ids(work))
        say(plural("Cleared the mark of {n} unit.", "Cleared the marks of {n} units.", n))


@command(noun, "status", example="review status study --coder Lena")
def status(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Show how far you are, per document and question."""
    with opened(project, coder, read_only=True) as work:
        rows = [(each.name, *progress_cells(each.progress)) for each in work.documents.all()]
        rows += [(each.name, *progress_cells(each.progress)) for each in work.documents.questions()]
        title = _("Progress of {coder}").format(coder=work.coder.name)
        output.emit(plain_table(title, (_("Document or question"), *PROGRESS), rows))
