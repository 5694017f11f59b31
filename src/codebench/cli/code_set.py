"""Commands on sets: groups of codes from anywhere in the tree, to choose and count by."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, NewName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

noun = commands()

SetName = Annotated[str, typer.Argument(metavar="SET", help=_("A set by name, or by its place as #2."))]
Codes = Annotated[list[str], typer.Argument(metavar="CODE...", help=_("Codes by path or name."))]


@command(noun, "list", example="set list study")
def listing(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the sets in order, with their codes."""
    with opened(project, coder, read_only=True) as work:
        rows = [
            (i, each.name, "; ".join(path for _code, path in each.codes))
            for i, each in enumerate(work.code_sets.all(), 1)
        ]
        output.emit(plain_table(_("Sets of codes"), (_("Place"), _("Set"), _("Codes")), rows))


@command(noun, "add", example="set add study 'drempels so' tijd 'school > mandaat'")
def add(
    project: ProjectPath,
    name: NewName,
    code: Annotated[list[str] | None, typer.Argument(metavar="CODE...", help=_("Codes by path or name."))] = None,
    coder: CoderName = None,
) -> None:
    """Make a set of codes."""
    with opened(project, coder) as work:
        codes = [work.codebook.find(each) for each in code or ()]
        work.code_sets.make(name, codes)
        n = plural("{n} code", "{n} codes", len(codes))
        say(_("Made set '{name}' of {codes}.").format(name=name, codes=n))


@command(noun, "put", example="set put study 'drempels so' overtime")
def put(project: ProjectPath, name: SetName, code: Codes, coder: CoderName = None) -> None:
    """Put codes into a set."""
    with opened(project, coder) as work:
        work.code_sets.put_codes(work.code_sets.get(name).id, [work.codebook.find(each) for each in code])
        say(_("Kept."))


@command(noun, "take", example="set take study 'drempels so' overtime")
def take(project: ProjectPath, name: SetName, code: Codes, coder: CoderName = None) -> None:
    """Take codes out of a set; they stay in the codebook."""
    with opened(project, coder) as work:
        work.code_sets.take_codes(work.code_sets.get(name).id, [work.codebook.find(each) for each in code])
        say(_("Kept."))


@command(noun, "rename", example="set rename study '#1' 'drempels bao'")
def rename(project: ProjectPath, name: SetName, new: NewName, coder: CoderName = None) -> None:
    """Give a set another name."""
    with opened(project, coder) as work:
        work.code_sets.rename(work.code_sets.get(name).id, new)
        say(_("Renamed."))


@command(noun, "theme", example="set theme study 'drempels so'")
def theme(project: ProjectPath, name: SetName, coder: CoderName = None) -> None:
    """Make a theme of a set: it may get a claim, a text and quotes, and is a chapter of the report."""
    with opened(project, coder) as work:
        found = work.code_sets.get(name)
        work.code_sets.become_theme(found.id)
        say(_("'{name}' is a theme now.").format(name=found.name))


@command(noun, "remove", example="set remove study 'drempels so'")
def remove(project: ProjectPath, name: SetName, coder: CoderName = None) -> None:
    """Remove a set; its codes stay."""
    with opened(project, coder) as work:
        found = work.code_sets.get(name)
        work.code_sets.remove(found.id)
        say(_("Removed set '{name}'.").format(name=found.name))
