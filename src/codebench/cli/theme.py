"""Commands on themes: codes and quotes across the tree, with a claim and a text; what the report's chapters follow."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, NewName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import print_text, say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.themes import Themes

noun = commands()

ThemeName = Annotated[str, typer.Argument(metavar="THEME", help=_("A theme by name, or by its place as #2."))]
Place = Annotated[int | None, typer.Option("--place", metavar="N", min=1, help=_("Its place in the theme."))]
Take = Annotated[bool, typer.Option("--remove", help=_("Take it out again."))]


@command(noun, "list", example="theme list study")
def listing(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the themes in order, with their claims, codes and the number of quotes."""
    with opened(project, coder, read_only=True) as work:
        rows = [
            (i, theme.name, theme.claim, "; ".join(path for _code, path in theme.codes), len(theme.quotes))
            for i, theme in enumerate(work.themes.all(), 1)
        ]
        headings = (_("Place"), _("Theme"), _("Claim"), _("Codes"), _("Quotes"))
        output.emit(plain_table(_("Themes"), headings, rows))


@command(noun, "add", example="theme add study 'Tijd maakt samenwerking' --code tijd --code 'tijd > overleg'")
def add(
    project: ProjectPath,
    name: NewName,
    code: Annotated[list[str] | None, typer.Option("--code", "-c", metavar="CODE", help=_("Repeatable."))] = None,
    claim: Annotated[str, typer.Option("--claim", metavar="TEXT", help=_("What it comes down to."))] = "",
    coder: CoderName = None,
) -> None:
    """Make a theme behind the others."""
    with opened(project, coder) as work:
        codes = [work.codebook.find(each) for each in code or ()]
        theme = work.themes.add(name, claim)
        if codes:
            work.themes.put_codes(theme, codes)
        say(_("Made theme '{name}'.").format(name=name))


@command(noun, "rename", example="theme rename study '#1' 'Tijd'")
def rename(project: ProjectPath, theme: ThemeName, name: NewName, coder: CoderName = None) -> None:
    """Give a theme another name."""
    with opened(project, coder) as work:
        work.themes.rename(work.themes.get(theme).id, name)
        say(_("Renamed."))


@command(noun, "claim", example="theme claim study '#1' 'Zonder tijd geen overleg.'")
def claim(
    project: ProjectPath,
    theme: ThemeName,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("A sentence; '' takes it away."))],
    coder: CoderName = None,
) -> None:
    """Say in a sentence what a theme comes down to."""
    with opened(project, coder) as work:
        work.themes.claim(work.themes.get(theme).id, text)
        say(_("Kept."))


@command(noun, "text", example="theme text study '#1' 'Er is te weinig tijd.'")
def text(
    project: ProjectPath,
    theme: ThemeName,
    new: Annotated[str | None, typer.Argument(metavar="TEXT", help=_("Its text; - reads it from the input."))] = None,
    coder: CoderName = None,
) -> None:
    """Print the text of a theme, or write it: what its chapter in the report says."""
    with opened(project, coder, read_only=new is None) as work:
        found = work.themes.get(theme)
        if new is None:
            print_text(found.body)
            return
        work.themes.write(found.id, sys.stdin.read() if new == "-" else new)
        say(_("Kept."))


@command(noun, "code", example="theme code study '#1' mandaat")
def code(
    project: ProjectPath,
    theme: ThemeName,
    path: Annotated[str, typer.Argument(metavar="CODE", help=_("A code by path or name."))],
    remove: Take = False,
    place: Place = None,
    coder: CoderName = None,
) -> None:
    """Put a code into a theme, take it out, or move it to another place in it."""
    with opened(project, coder) as work:
        themes, key, wanted = work.themes, work.themes.get(theme).id, work.codebook.find(path)
        if remove:
            themes.take_codes(key, [wanted])
        else:
            themes.put_codes(key, [wanted])
            _put_at(themes, key, place, code=wanted)
        say(_("Kept."))


@command(noun, "quote", example="theme quote study '#1' 12")
def quote(
    project: ProjectPath,
    theme: ThemeName,
    coding: Annotated[int, typer.Argument(metavar="CODING", help=_("The number of a coding, see `coding list`."))],
    remove: Take = False,
    place: Place = None,
    coder: CoderName = None,
) -> None:
    """Put a coded passage into a theme as a quote, take it out, or move it to another place in it."""
    with opened(project, coder) as work:
        themes, key = work.themes, work.themes.get(theme).id
        if remove:
            themes.take_quotes(key, [coding])
        else:
            themes.put_quotes(key, [coding])
            _put_at(themes, key, place, coding=coding)
        say(_("Kept."))


def _put_at(themes: "Themes", key: int, place: int | None, **member: int) -> None:
    if place is not None:
        themes.move_member(key, place - 1, **member)


@command(noun, "move", example="theme move study '#3' 1")
def move(
    project: ProjectPath,
    theme: ThemeName,
    place: Annotated[int, typer.Argument(metavar="N", min=1, help=_("Its place in the order, from 1."))],
    coder: CoderName = None,
) -> None:
    """Put a theme at another place in the order."""
    with opened(project, coder) as work:
        work.themes.move(work.themes.get(theme).id, place - 1)
        say(_("Kept."))


@command(noun, "remove", example="theme remove study '#3'")
def remove(project: ProjectPath, theme: ThemeName, coder: CoderName = None) -> None:
    """Remove a theme with the summaries about it; codes and codings stay."""
    with opened(project, coder) as work:
        found = work.themes.get(theme)
        work.themes.remove(found.id)
        say(_("Removed theme '{name}'.").format(name=found.name))
