"""Commands on codings: putting codes on a passage, listing, moving, splitting, merging and recoding them."""

from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import (
    CodePath,
    CoderName,
    End,
    OnDocument,
    OnQuestion,
    OnRespondent,
    ProjectPath,
    Start,
)
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import one_document, opened, passage
from codebench.domain.coding_table import CodingDraft, read_weight
from codebench.domain.draft import DocumentKind
from codebench.domain.errors import InputError
from codebench.domain.table import Table, Word, plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.models import CodingInfo
    from codebench.project.project import Project

verbs = commands()
noun = commands()

CodingId = Annotated[int, typer.Argument(metavar="CODING", help=_("Its number, see `coding list`."))]


@command(verbs, "code", example="code study -d groep-1 --quote 'we werken altijd over' --code 'time > overtime'")
def code_passage(
    project: ProjectPath,
    code: Annotated[list[str], typer.Option("--code", "-c", metavar="CODE", help=_("A code; may be repeated."))],
    document: OnDocument = None,
    respondent: OnRespondent = None,
    question: OnQuestion = None,
    start: Start = None,
    end: End = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="TEXT", help=_("The words themselves, where they stand once."))
    ] = None,
    memo: Annotated[str, typer.Option("--memo", metavar="TEXT", help=_("A memo on the coding."))] = "",
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Put codes on a passage.

    It is given by its place, its words or both; of a respondent without these the whole answer is meant.
    """
    if passage(start, end) is None and quote is None and respondent is None:
        raise typer.BadParameter(_("say where: --start and --end, or --quote."))
    with opened(project, coder) as work:
        info = one_document(work, document, respondent, question)
        is_answer = info.kind is DocumentKind.ANSWER
        # The same rows as a file of codings has, so that a quote is found by the same rule.
        rows = [
            CodingDraft(
                line=0,
                document="" if is_answer else info.name,
                respondent=respondent or info.name if is_answer else "",
                question=question or "",
                start=start,
                end=end,
                quote=quote or "",
                code=path,
                coder="",
                memo=memo,
            )
            for path in code
        ]
        located, mismatches = work.coding_files.locate(rows)
        if mismatches:
            raise InputError(mismatches[0].what)
        there, codes = located[0], [row.code_id for row in located if row.code_id is not None]
        ids = work.codings.add(there.document_id, there.start, there.end, codes, memo=memo)
        output.emit(_table(work, [work.codings.get(coding_id) for coding_id in ids]))


@command(noun, "list", example="coding list study -d groep-1 --format csv -o codings.csv")
def show(
    project: ProjectPath,
    document: OnDocument = None,
    respondent: OnRespondent = None,
    question: OnQuestion = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the codings of a document, of an answer, or of all answers to a question."""
    with opened(project, coder, read_only=True) as work:
        if document is None and respondent is None and question is not None:
            ids = work.documents.answer_ids(work.documents.question(question).id)
        else:
            ids = [one_document(work, document, respondent, question).id]
        output.emit(_table(work, [coding for each in ids for coding in work.documents.codings(each)]))


@command(noun, "remove", example="coding remove study 12 13")
def remove(
    project: ProjectPath,
    coding: Annotated[list[int], typer.Argument(metavar="CODING...", help=_("Their numbers, see `coding list`."))],
    coder: CoderName = None,
) -> None:
    """Take codings off, with the memos on them."""
    with opened(project, coder) as work:
        work.codings.remove(coding)
        say(plural("Removed {n} coding.", "Removed {n} codings.", len(coding)))


@command(noun, "move", example="coding move study 12 --start 140 --end 180")
def move(
    project: ProjectPath,
    coding: CodingId,
    start: Annotated[int, typer.Option("--start", metavar="N", help=_("Where it starts now."))],
    end: Annotated[int, typer.Option("--end", metavar="N", help=_("Where it ends now."))],
    coder: CoderName = None,
) -> None:
    """Give a coding other borders; an orphaned one is put back on the text so."""
    with opened(project, coder) as work:
        work.codings.move(coding, start, end)
        say(_("Coding {id} now covers {start}–{end}.").format(id=coding, start=start, end=end))


@command(noun, "split", example="coding split study 12 --at 160")
def split(
    project: ProjectPath,
    coding: CodingId,
    at: Annotated[int, typer.Option("--at", metavar="N", help=_("Where the second part begins."))],
    coder: CoderName = None,
) -> None:
    """Make two codings of one; memo and star stay with the first part."""
    with opened(project, coder) as work:
        new = work.borders.split(coding, at)
        parts = [work.codings.get(each) for each in (coding, new)]
        first, second = (f"{part.id}: {part.start}–{part.end}" for part in parts)
        say(_("Two codings now, {first} and {second}.").format(first=first, second=second))


@command(noun, "merge", example="coding merge study 12 13")
def merge(
    project: ProjectPath,
    coding: Annotated[list[int], typer.Argument(metavar="CODING...", help=_("Their numbers, see `coding list`."))],
    coder: CoderName = None,
) -> None:
    """Make one coding of several of the same code that overlap or follow each other; it keeps all their memos."""
    with opened(project, coder) as work:
        kept = work.codings.get(work.borders.merge(coding))
        covered = _("Coding {id} now covers {start}–{end}.")
        say(covered.format(id=kept.id, start=kept.start, end=kept.end))


@command(noun, "recode", example="coding recode study 12 'time > overtime'")
def recode(project: ProjectPath, coding: CodingId, code: CodePath, coder: CoderName = None) -> None:
    """Give a coding another code; its borders and memo stay."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        work.codings.recode(coding, code_id)
        path = work.codebook.tree().path(code_id)
        say(_("Coding {id} now has code '{path}'.").format(id=coding, path=path))


@command(noun, "weight", example="coding weight study 80 12 13")
def weight(
    project: ProjectPath,
    weight: Annotated[str, typer.Argument(metavar="WEIGHT", help=_("From 0 to 100; - takes it away."))],
    coding: Annotated[list[int], typer.Argument(metavar="CODING...", help=_("Their numbers, see `coding list`."))],
    coder: CoderName = None,
) -> None:
    """Say how much codings weigh with you; no count reads it."""
    with opened(project, coder) as work:
        said = read_weight(weight)
        n = work.codings.weigh(coding, said)
        if said is None:
            say(plural("Took the weight off {n} coding.", "Took the weight off {n} codings.", n))
        else:
            codings = plural("{n} coding", "{n} codings", n)
            say(_("Weight {weight}: {codings}.").format(weight=said, codings=codings))


@command(noun, "orphans", example="coding orphans study")
def orphans(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the codings whose text an edit took away: to move or remove."""
    with opened(project, coder, read_only=True) as work:
        rows = [(each.coding_id, each.document, each.code, each.coder, each.quote) for each in work.orphans.all()]
        headings = (_("Coding"), _("Document"), _("Code"), _("Coder"), _("Text that it had"))
        output.emit(plain_table(_("Orphaned codings"), headings, rows))


def _table(work: "Project", codings: "list[CodingInfo]") -> Table:
    tree = work.codebook.tree()
    names = {each: work.documents.info(each).name for each in {coding.document_id for coding in codings}}
    texts = {each: work.documents.text(each) for each in names}
    rows = [
        (
            coding.id,
            names[coding.document_id],
            coding.start,
            coding.end,
            tree.path(coding.code_id),
            coding.coder,
            Word(coding.origin),
            "" if coding.weight is None else coding.weight,
            texts[coding.document_id][coding.start : coding.end],
        )
        for coding in codings
    ]
    headings = (
        _("Coding"),
        _("Document"),
        _("Start"),
        _("End"),
        _("Code"),
        _("Coder"),
        _("Origin"),
        _("Weight"),
        _("Quote"),
    )
    return plain_table(_("Codings"), headings, rows)
