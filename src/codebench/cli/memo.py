"""Commands on memos: notes on the project or on anything in it."""

from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, End, OnDocument, OutputFile, OutputFormat, ProjectPath, Start
from codebench.cli.output import emit
from codebench.cli.talk import say
from codebench.cli.targets import numbered, opened, passage
from codebench.domain.table import plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.memos import MemoTarget
    from codebench.project.project import Project

noun = commands()

OnUnit = Annotated[
    int | None, typer.Option("--unit", metavar="N", min=1, help=_("A unit of the document, counted from 1."))
]
AboutQuestion = Annotated[str | None, typer.Option("--question", "-q", metavar="NAME", help=_("An open question."))]
OnCase = Annotated[str | None, typer.Option("--case", metavar="NAME", help=_("A case."))]
OnCode = Annotated[str | None, typer.Option("--code", "-c", metavar="CODE", help=_("A code."))]
OnCoding = Annotated[int | None, typer.Option("--coding", metavar="N", help=_("A coding by its number."))]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=_("Its title."))]
MemoKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("theoretical, methodological or reflexive."))
]
Private = Annotated[bool | None, typer.Option("--private/--shared", help=_("Whether only you may read it."))]
MemoId = Annotated[int, typer.Argument(metavar="MEMO", help=_("Its number, see `memo list`."))]


@command(noun, "list", example="memo list study --code 'time > overtime'")
def show(
    project: ProjectPath,
    document: OnDocument = None,
    unit: OnUnit = None,
    start: Start = None,
    end: End = None,
    question: AboutQuestion = None,
    case: OnCase = None,
    code: OnCode = None,
    coding: OnCoding = None,
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help=_("Only those that hold this."))] = "",
    coder: CoderName = None,
    format: OutputFormat = None,
    output: OutputFile = None,
) -> None:
    """List the memos that you may read: all, or those about one thing."""
    with opened(project, coder, read_only=True) as work:
        target = _target(work, document, unit, passage(start, end), question, case, code, coding)
        memos = work.memos.all(term=search)
        if target is not None:
            about = {memo.id for memo in work.memos.of(target)}
            memos = [memo for memo in memos if memo.id in about]
        rows = [
            (
                memo.id,
                memo.target,
                memo.kind,
                _("private") if memo.private else _("shared"),
                memo.coder,
                memo.changed_at,
                memo.title,
                memo.body,
            )
            for memo in memos
        ]
        headings = (_("Memo"), _("About"), _("Kind"), _("For"), _("Coder"), _("Changed"), _("Title"), _("Text"))
        emit(plain_table(_("Memos"), headings, rows), format, output)


@command(noun, "add", example="memo add study 'Overtime is a matter of pride.' --code overtime")
def add(
    project: ProjectPath,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("The memo."))],
    document: OnDocument = None,
    unit: OnUnit = None,
    start: Start = None,
    end: End = None,
    question: AboutQuestion = None,
    case: OnCase = None,
    code: OnCode = None,
    coding: OnCoding = None,
    title: Title = None,
    kind: MemoKind = None,
    private: Private = None,
    coder: CoderName = None,
) -> None:
    """Write a memo: on the project, or on the one thing that is named."""
    from codebench.project.memos import KINDS, MemoTarget

    with opened(project, coder) as work:
        target = _target(work, document, unit, passage(start, end), question, case, code, coding)
        memo_id = work.memos.add(
            target or MemoTarget(), text, title=title or "", kind=kind or KINDS[0], private=bool(private)
        )
        say(_("Wrote memo {id}.").format(id=memo_id))


@command(noun, "edit", example="memo edit study 3 --text 'Overtime is a matter of habit.'")
def edit(
    project: ProjectPath,
    memo: MemoId,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help=_("Its new text."))] = None,
    title: Title = None,
    kind: MemoKind = None,
    private: Private = None,
    coder: CoderName = None,
) -> None:
    """Write a memo anew; what is not named stays."""
    with opened(project, coder) as work:
        body = work.memos.get(memo).body if text is None else text
        work.memos.edit(memo, body, title=title, kind=kind, private=private)
        say(_("Edited memo {id}.").format(id=memo))


@command(noun, "remove", example="memo remove study 3")
def remove(project: ProjectPath, memo: MemoId, coder: CoderName = None) -> None:
    """Remove a memo."""
    with opened(project, coder) as work:
        work.memos.remove(memo)
        say(_("Removed memo {id}.").format(id=memo))


def _target(
    work: "Project",
    document: str | None,
    unit: int | None,
    place: tuple[int, int] | None,
    question: str | None,
    case: str | None,
    code: str | None,
    coding: int | None,
) -> "MemoTarget | None":
    """The one thing that the options name, or None where they name nothing."""
    from codebench.project.memos import MemoTarget

    if sum(option is not None for option in (document, question, case, code, coding)) > 1:
        raise typer.BadParameter(_("a memo is about one thing: name only one."))
    if unit is not None and place is not None:
        raise typer.BadParameter(_("a memo is about a unit or a passage, not both."))
    if document is None and (unit is not None or place is not None):
        raise typer.BadParameter(_("--unit, --start and --end go with --document."))
    if document is not None:
        document_id = work.documents.get(document).id
        if place is not None:
            return MemoTarget(passage=(document_id, *place))
        if unit is not None:
            return MemoTarget(unit_id=numbered(work.documents.units(document_id), unit, unit)[0].id)
        return MemoTarget(document_id=document_id)
    if question is not None:
        return MemoTarget(question_id=work.documents.question(question).id)
    if case is not None:
        return MemoTarget(case_id=work.cases.get(case).id)
    if code is not None:
        return MemoTarget(code_id=work.codebook.find(code))
    return None if coding is None else MemoTarget(coding_id=coding)
