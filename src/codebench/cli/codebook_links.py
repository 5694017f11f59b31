"""Commands on links between codes, in a grounded project: what leads to what, and what is a condition of it."""

import sys
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CodePath, CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _

verbs = commands()
"""Part of the noun `codebook`."""

To = Annotated[str, typer.Argument(metavar="TO", help=_("The code that the link goes to."))]
LinkName = Annotated[
    str, typer.Argument(metavar="NAME", help=_("As 'leads to', 'condition of', 'contradicts', or your own words."))
]


@command(
    verbs, "link", example="codebook link study overtime 'leads to' 'leaving > early' --note 'Only in small schools.'"
)
def link(
    project: ProjectPath,
    code: CodePath,
    name: LinkName,
    to: To,
    text: Annotated[
        str, typer.Option("--note", metavar="TEXT", help=_("What is to be said about it; - reads it from the input."))
    ] = "",
    coder: CoderName = None,
) -> None:
    """Link a code to another, or write anew what is said about a link that is there; in a grounded project."""
    said = sys.stdin.read() if text == "-" else text
    with opened(project, coder) as work:
        start, end = work.codebook.find(code), work.codebook.find(to)
        there = work.code_links.find(start, end, name)
        if there is not None and said:
            work.code_links.write(there.id, said)
        else:
            work.code_links.add(start, end, name, said)
        say(_("Linked."))


@command(verbs, "unlink", example="codebook unlink study overtime 'leads to' 'leaving > early'")
def unlink(project: ProjectPath, code: CodePath, name: LinkName, to: To, coder: CoderName = None) -> None:
    """Take a link between codes away; the codes stay."""
    with opened(project, coder) as work:
        start, end = work.codebook.find(code), work.codebook.find(to)
        there = work.code_links.find(start, end, name)
        if there is None:
            raise typer.BadParameter(_("there is no such link; see `codebook links`."), param_hint="NAME")
        work.code_links.remove(there.id)
        say(_("The link is gone."))


@command(verbs, "links", example="codebook links study overtime")
def links(
    project: ProjectPath,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help=_("Only those from and to this code."))] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the links between codes, with what was written about them."""
    with opened(project, coder, read_only=True) as work:
        found = work.code_links.all(None if code is None else work.codebook.find(code))
        rows = [(each.start_path, each.name, each.end_path, each.note) for each in found]
        output.emit(plain_table(_("Links between codes"), (_("From"), _("Link"), _("To"), _("Note")), rows))
