"""The commands that find passages by a query, and keep quotes for the report."""

from typing import Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import Counting
from codebench.cli.talk import say
from codebench.cli.targets import looked_into, opened
from codebench.i18n import _

verbs = commands()


@command(verbs, "quotes", example="quotes study 'tijd and not middelen and niveau=bao' --by niveau -o tijd.docx")
def quotes(
    project: ProjectPath,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help=_("Codes, variable=value, and, or, not, near(N), inside, overlapping; all where nothing is said."),
        ),
    ] = "",
    *,
    counting: Counting,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="VARIABLE", help=_("Tell the value of it; repeatable."))
    ] = None,
    starred: Annotated[bool, typer.Option("--starred", help=_("Only what was starred."))] = False,
    group: Annotated[
        Literal["code", "case", "document"], typer.Option("--group", help=_("What stands together."))
    ] = "code",
    context: Annotated[bool, typer.Option("--context", help=_("With the text around each passage."))] = False,
    output: Output,
) -> None:
    """Show the passages of codes, by conditions on codes, cases and how passages lie to each other.

    A code stands for its sub-codes too, =CODE for itself alone; names with words of the language stand between quotes.
    """
    from codebench.project.passages import Grouping, RetrievalRequest

    with looked_into(project) as work:
        request = RetrievalRequest(query, tuple(by or ()), starred, counting.scope_in(work))
        output.emit(work.retrieval.find(request).table(Grouping(group), context=context))


@command(verbs, "quote", example="quote study 12 --star --clean 'We hebben te weinig tijd.'")
def quote(
    project: ProjectPath,
    coding: Annotated[int, typer.Argument(metavar="CODING", help=_("The number of a coding, see `coding list`."))],
    star: Annotated[bool | None, typer.Option("--star/--unstar", help=_("Keep it for the report, or not."))] = None,
    clean: Annotated[
        str | None, typer.Option("--clean", metavar="TEXT", help=_("A clean version for print; '' takes it away."))
    ] = None,
    paraphrase: Annotated[
        str | None, typer.Option("--paraphrase", metavar="TEXT", help=_("What it says in other words; '' as above."))
    ] = None,
    coder: CoderName = None,
) -> None:
    """Keep a coded passage as a quote for the report; the text of the material stays as it is."""
    with opened(project, coder, read_only=star is None and clean is None and paraphrase is None) as work:
        if star is not None:
            work.excerpts.star(coding, starred=star)
        if clean is not None:
            work.excerpts.write(coding, clean)
        if paraphrase is not None:
            work.excerpts.paraphrase(coding, paraphrase)
        kept = work.excerpts.of(coding)
        say(_("Starred: {yes}.").format(yes=_("yes") if kept.starred else _("no")))
        for what, text in ((_("Version for the report"), kept.report_text), (_("Paraphrase"), kept.paraphrase)):
            if text:
                say(f"{what}: {text}")
