"""Commands on memos: notes on the project or on anything in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CoderName, End, OnDocument, OnQuestion, ProjectPath, Start
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import numbered, opened, passage
from codebench.domain.table import Word, plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.memos import MemoTarget
    from codebench.project.project import Project

noun = commands()

OnUnit = Annotated[
    int | None, typer.Option("--unit", metavar="N", min=1, help=_("A unit of the document, counted from 1."))
]
OnCase = Annotated[str | None, typer.Option("--case", metavar="NAME", help=_("A case."))]
OnCode = Annotated[str | None, typer.Option("--code", "-c", metavar="CODE", help=_("A code."))]
OnRound = Annotated[str | None, typer.Option("--round", metavar="NAME", help=_("A round."))]
OnCoding = Annotated[int | None, typer.Option("--coding", metavar="N", help=_("A coding by its number."))]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=_("Its title."))]
MemoKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("theoretical, methodological or reflexive."))
]
Private = Annotated[bool | None, typer.Option("--private/--shared", help=_("Whether only you may read it."))]
MemoId = Annotated[int, typer.Argument(metavar="MEMO", help=_("Its number, see `memo list`."))]

Codings = Annotated[list[int], typer.Argument(metavar="CODING...", help=_("Codings by their numbers."))]


@dataclass(frozen=True, slots=True)
class About(Options):
    """What a memo is about: one thing, or the project where nothing is named."""

    document: OnDocument = None
    unit: OnUnit = None
    start: Start = None
    end: End = None
    question: OnQuestion = None
    case: OnCase = None
    code: OnCode = None
    coding: OnCoding = None
    round: OnRound = None

    def target(self, work: "Project") -> "MemoTarget | None":
        """The one thing that is named, or None where there is nothing.

        Raises:
            BadParameter: several things are named, or a place without its document.
        """
        from codebench.project.memos import MemoTarget

        place = passage(self.start, self.end)
        things = (self.document, self.question, self.case, self.code, self.coding, self.round)
        if sum(option is not None for option in things) > 1:
            raise typer.BadParameter(_("a memo is about one thing: name only one."))
        if self.unit is not None and place is not None:
            raise typer.BadParameter(_("a memo is about a unit or a passage, not both."))
        if self.document is None and (self.unit is not None or place is not None):
            raise typer.BadParameter(_("--unit, --start and --end go with --document."))
        if self.document is not None:
            document_id = work.documents.get(self.document).id
            if place is not None:
                return MemoTarget(passage=(document_id, *place))
            if self.unit is not None:
                unit = numbered(work.documents.units(document_id), self.unit, self.unit)[0]
                return MemoTarget(unit_id=unit.id)
            return MemoTarget(document_id=document_id)
        if self.question is not None:
            return MemoTarget(question_id=work.documents.question(self.question).id)
        if self.case is not None:
            return MemoTarget(case_id=work.cases.get(self.case).id)
        if self.code is not None:
            return MemoTarget(code_id=work.codebook.find(self.code))
        if self.round is not None:
            return MemoTarget(round_id=work.rounds.get(self.round).id)
        return None if self.coding is None else MemoTarget(coding_id=self.coding)


@dataclass(frozen=True, slots=True)
class Heading(Options):
    """What stands over a memo; None is what was not named."""

    title: Title = None
    kind: MemoKind = None
    private: Private = None


@command(noun, "list", example="memo list study --code 'time > overtime'")
def show(
    project: ProjectPath,
    about: About,
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help=_("Only those that hold this."))] = "",
    kind: MemoKind = None,
    journal: Annotated[
        bool,
        typer.Option("--journal", help=_("The research journal: memos on the project, by the day they were begun.")),
    ] = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the memos that you may read: all, those about one thing, or the research journal."""
    with opened(project, coder, read_only=True) as work:
        target = about.target(work)
        memos = [memo for memo in work.memos.all(term=search) if kind in (None, memo.kind)]
        if journal:
            memos = [memo for memo in memos if memo.subject == "project"]
            entries = [(memo.created_at[:10], memo.coder, memo.kind, memo.title, memo.body) for memo in memos]
            titles = (_("Day"), _("Coder"), _("Kind"), _("Title"), _("Text"))
            output.emit(plain_table(_("Research journal"), titles, entries), cut=False)
            return
        if target is not None:
            wanted = {memo.id for memo in work.memos.of(target)}
            memos = [memo for memo in memos if memo.id in wanted]
        rows = [
            (
                memo.id,
                memo.target,
                Word(memo.kind),
                _("private") if memo.private else _("shared"),
                memo.coder,
                memo.changed_at,
                memo.n_linked,
                memo.title,
                memo.body,
            )
            for memo in memos
        ]
        first = (_("Memo"), _("About"), _("Kind"), _("For"), _("Coder"), _("Changed"))
        headings = (*first, _("Codings"), _("Title"), _("Text"))
        output.emit(plain_table(_("Memos"), headings, rows))


@command(noun, "add", example="memo add study 'Overtime is a matter of pride.' --code overtime")
def add(
    project: ProjectPath,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("The memo."))],
    about: About,
    heading: Heading,
    coder: CoderName = None,
) -> None:
    """Write a memo: on the project, or on the one thing that is named."""
    from codebench.project.memos import KINDS, MemoTarget

    with opened(project, coder) as work:
        target = about.target(work)
        memo_id = work.memos.add(
            target or MemoTarget(),
            text,
            title=heading.title or "",
            kind=heading.kind or KINDS[0],
            private=bool(heading.private),
        )
        say(_("Wrote memo {id}.").format(id=memo_id))


@command(noun, "edit", example="memo edit study 3 --text 'Overtime is a matter of habit.'")
def edit(
    project: ProjectPath,
    memo: MemoId,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help=_("Its new text."))] = None,
    *,
    heading: Heading,
    coder: CoderName = None,
) -> None:
    """Write a memo anew; what is not named stays."""
    with opened(project, coder) as work:
        body = work.memos.get(memo).body if text is None else text
        work.memos.edit(memo, body, title=heading.title, kind=heading.kind, private=heading.private)
        say(_("Edited memo {id}.").format(id=memo))


@command(noun, "link", example="memo link study 3 12 15")
def link(project: ProjectPath, memo: MemoId, codings: Codings, coder: CoderName = None) -> None:
    """Link a memo of yours to codings: what its thought rests on, beside what it is about."""
    with opened(project, coder) as work:
        work.memo_links.link(memo, codings)
        say(_("Memo {id} links to {n} now.").format(id=memo, n=_linked(work, memo)))


@command(noun, "unlink", example="memo unlink study 3 12")
def unlink(project: ProjectPath, memo: MemoId, codings: Codings, coder: CoderName = None) -> None:
    """Take links from a memo of yours to codings away; the codings stay."""
    with opened(project, coder) as work:
        work.memo_links.unlink(memo, codings)
        say(_("Memo {id} links to {n} now.").format(id=memo, n=_linked(work, memo)))


@command(noun, "links", example="memo links study 3")
def links(project: ProjectPath, memo: MemoId, coder: CoderName = None, *, output: Output) -> None:
    """List the codings that a memo links to."""
    with opened(project, coder, read_only=True) as work:
        paths = {code.id: code.path for code in work.codebook.codes()}
        found = work.code_passages.among([each.id for each in work.memo_links.of(memo)])
        rows = [(each.coding_id, each.place, paths[each.code_id], each.coder, each.quote) for each in found]
        headings = (_("Coding"), _("Document"), _("Code"), _("Coder"), _("Passage"))
        output.emit(plain_table(_("Codings of memo {id}").format(id=memo), headings, rows))


def _linked(work: "Project", memo: int) -> str:
    return plural("{n} coding", "{n} codings", work.memos.get(memo).n_linked)


@command(noun, "remove", example="memo remove study 3")
def remove(project: ProjectPath, memo: MemoId, coder: CoderName = None) -> None:
    """Remove a memo."""
    with opened(project, coder) as work:
        work.memos.remove(memo)
        say(_("Removed memo {id}.").format(id=memo))
