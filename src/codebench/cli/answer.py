"""Commands on the answers to a question: listing some of them in an order, and coding all of these at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CoderName, OnQuestion, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import one_question, opened, pairs_of
from codebench.domain.ranges import Range
from codebench.domain.table import plain_table
from codebench.domain.visibility import Visibility
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.project import Project

noun = commands()


class By(StrEnum):
    """What answers are ordered by."""

    PLACE = "place"
    ALIKE = "alike"
    SHORTEST = "shortest"
    LONGEST = "longest"
    TEXT = "text"
    RESPONDENT = "respondent"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Which(Options):
    """The options that choose answers to one question."""

    question: OnQuestion = None
    uncoded: Annotated[bool, typer.Option("--uncoded", help=_("Those without a code of yours."))] = False
    with_code: Annotated[
        str | None,
        typer.Option("--with-code", metavar="CODE", help=_("Those with this code of yours, or one under it.")),
    ] = None
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="VARIABLE=VALUE", help=_("Those whose respondent has this."))
    ] = None
    like: Annotated[
        str | None,
        typer.Option("--like", metavar="NAME", help=_("Those that say the same as this respondent, but for a letter.")),
    ] = None
    shortest: Annotated[int | None, typer.Option("--shortest", metavar="N", help=_("At least so many characters."))] = (
        None
    )
    longest: Annotated[int | None, typer.Option("--longest", metavar="N", help=_("At most so many characters."))] = None
    order: Annotated[By, typer.Option("--order", help=_("In which order; `alike`: groups that say the same."))] = (
        By.PLACE
    )

    def ids(self, work: "Project") -> Sequence[int]:
        """The documents that are chosen.

        Raises:
            InputError, NotFoundError: there is no such question, code, variable or respondent.
        """
        from codebench.project.answers import AnswerQuery, Order

        question = one_question(work, self.question)
        pairs = pairs_of(self.where or (), "--where")
        longest = math.inf if self.longest is None else self.longest
        by_length = self.shortest is not None or self.longest is not None
        query = AnswerQuery(
            question.id,
            coded=False if self.uncoded else None,
            code_ids=() if self.with_code is None else (work.codebook.find(self.with_code),),
            values=tuple((work.variables.get(name).id, value) for name, value in pairs),
            length=Range(self.shortest or 0, longest, "") if by_length else None,
            order=Order(self.order),
        )
        found = work.answers.ids(query)
        if self.like is None:
            return found
        alike = set(work.answers.alike(work.documents.answer(self.like, question.name).id))
        return [each for each in found if each in alike]


@command(noun, "list", example="answer list study -q drempels --uncoded --order alike")
def show(
    project: ProjectPath,
    which: Which,
    values: Annotated[
        list[str] | None,
        typer.Option("--values", metavar="VARIABLE", help=_("A variable beside them; may be repeated.")),
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List answers to a question with your codes."""
    with opened(project, coder, read_only=True) as work:
        ids, tree = which.ids(work), work.codebook.tree()
        variables = [work.variables.get(name) for name in values or ()]
        told = work.answers.values(ids, [variable.id for variable in variables])
        own = Visibility.only(work.coder.id)
        rows = [
            (row.case, *told.get(row.document_id, ()), row.text, ", ".join(tree.path(code) for _id, code in row.codes))
            for start in range(0, len(ids), 500)
            for row in work.documents.answer_rows(ids[start : start + 500], own)
        ]
        headings = (_("Respondent"), *(variable.name for variable in variables), _("Answer"), _("Codes"))
        output.emit(plain_table(_("Answers"), headings, rows))


@command(noun, "code", example="answer code study -q drempels --like r017 -c tijd")
def code(
    project: ProjectPath,
    which: Which,
    codes: Annotated[list[str], typer.Option("--code", "-c", metavar="CODE", help=_("A code; may be repeated."))],
    coder: CoderName = None,
) -> None:
    """Put codes on all answers that are chosen, in one act."""
    with opened(project, coder) as work:
        ids = which.ids(work)
        n = work.answers.code(ids, [work.codebook.find(path) for path in codes])
        told = plural("{n} coding on {{of}} answers.", "{n} codings on {{of}} answers.", n)
        say(told.format(of=len(ids)))
