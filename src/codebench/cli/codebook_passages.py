"""Commands on the passages of codes: to compare them, to split a code, and what each code has been."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CodePath, CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

verbs = commands()
"""Part of the noun `codebook`."""

Codings = Annotated[list[int], typer.Argument(metavar="CODING...", help=_("Their numbers, see `codebook passages`."))]


@command(verbs, "passages", example="codebook passages study overtime --format csv -o overtime.csv")
def passages(
    project: ProjectPath,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help=_("One code; with --stale all by default."))
    ] = None,
    stale: Annotated[
        bool, typer.Option("--stale", help=_("Only those older than what the codebook says of their code."))
    ] = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the passages of a code, to compare them."""
    if code is None and not stale:
        raise typer.BadParameter(_("name a CODE, or say --stale."))
    with opened(project, coder, read_only=True) as work:
        code_id = None if code is None else work.codebook.find(code)
        tree = work.codebook.tree()
        book = work.code_passages
        found = book.stale(code_id) if stale or code_id is None else book.of(code_id)
        rows = [
            (
                each.coding_id,
                tree.path(each.code_id),
                each.place,
                each.case,
                each.coder,
                each.quote,
                _yes(each.is_stale),
            )
            for each in found
        ]
        headings = (_("Coding"), _("Code"), _("Where"), _("Who"), _("Coder"), _("Passage"), _("Out of date"))
        output.emit(plain_table(_("Passages"), headings, rows))


@command(verbs, "confirm", example="codebook confirm study 12 13")
def confirm(project: ProjectPath, coding: Codings, coder: CoderName = None) -> None:
    """Say that codings still fit what the codebook now says of their code."""
    with opened(project, coder) as work:
        work.code_passages.confirm(coding)
        say(plural("Confirmed {n} coding.", "Confirmed {n} codings.", len(coding)))


@command(verbs, "split", example="codebook split study 12 13 --into 'time > overtime'")
def split(
    project: ProjectPath,
    coding: Codings,
    into: Annotated[str, typer.Option("--into", metavar="CODE", help=_("The code that they get."))],
    coder: CoderName = None,
) -> None:
    """Split a code: give some of its codings another code, in one act; see `codebook passages` for their numbers."""
    with opened(project, coder) as work:
        target = work.codebook.find(into)
        work.code_passages.split(coding, target)
        path = work.codebook.tree().path(target)
        codings = plural("{n} coding", "{n} codings", len(coding))
        say(_("Code '{path}' now has {codings} more.").format(path=path, codings=codings))


@command(verbs, "exemplify", example="codebook exemplify study 12")
def exemplify(
    project: ProjectPath,
    coding: Annotated[int, typer.Argument(metavar="CODING", help=_("Its number, see `codebook passages`."))],
    counter: Annotated[bool, typer.Option("--counter", help=_("As a counter-example."))] = False,
    coder: CoderName = None,
) -> None:
    """Put the words of a coding into the codebook as an example of its code."""
    with opened(project, coder) as work:
        work.code_passages.exemplify(coding, counter=counter)
        say(_("It stands in the codebook now."))


@command(verbs, "revisions", example="codebook revisions study overtime")
def revisions(project: ProjectPath, code: CodePath, coder: CoderName = None, *, output: Output) -> None:
    """Show what a code has been: which fields changed when, by whom, with which reason."""
    with opened(project, coder, read_only=True) as work:
        found = work.codebook.find(code)
        rows = [
            (revision.at, revision.coder, revision.what, change.field, change.before, change.after)
            for revision in work.code_history.of(found)
            for change in revision.changes
        ]
        headings = (_("When (UTC)"), _("Who"), _("What"), _("Field"), _("Before"), _("After"))
        output.emit(
            plain_table(_("Revisions of '{path}'").format(path=work.codebook.tree().path(found)), headings, rows)
        )


def _yes(value: bool) -> str:
    return _("yes") if value else ""
