"""Commands that begin: making a project, opening one on the screen, the demonstration."""

from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.lists import info_table
from codebench.cli.options import CoderName, OutputFormat, ProjectPath
from codebench.cli.output import print_together
from codebench.cli.talk import note, on_terminal, say
from codebench.cli.targets import opened
from codebench.domain.errors import InputError
from codebench.i18n import _

verbs = commands()


@command(verbs, "init", example="init study --coder Lena")
def init(
    project: ProjectPath,
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAME", envvar="CODEBENCH_CODER", show_envvar=True, help=_("Who codes."))
    ],
    language: Annotated[str, typer.Option("--language", metavar="CODE", help=_("The language of its reports."))] = "nl",
) -> None:
    """Make a new project."""
    from codebench.project.project import Project

    Project.create(project, coder, language=language).close()
    say(_("Made {path}. Take material in with `codebench import`.").format(path=project))


@command(verbs, "open", example="open study --coder Lena")
def open_screen(
    ctx: typer.Context,
    project: ProjectPath,
    coder: CoderName = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help=_("Look without changing; others may have it open."))
    ] = False,
) -> None:
    """Open a project on the screen."""
    if not on_terminal():
        raise InputError(_("The screen needs a terminal; `codebench --help` lists what works without one."))
    raise typer.Exit(ctx.obj(project, coder, read_only))


@command(verbs, "demo", example="demo --print")
def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=_("Where to make demo.codebench."))] = Path(),
    only_print: Annotated[bool, typer.Option("--print", help=_("Print its summary and tables instead."))] = False,
    format: OutputFormat = None,
) -> None:
    """Make a project with two finished studies to look around in.

    It is opened on the screen; without a terminal its summary and frequency tables are printed. Nothing is overwritten.
    """
    from codebench.project.demo import CODERS, demo_tables, make_demo

    path = make_demo(folder, note)
    note(_("Made {path}.").format(path=path))
    if on_terminal() and not only_print:
        raise typer.Exit(ctx.obj(path, CODERS[0], False))
    with opened(path, CODERS[0], read_only=True) as work:
        summary = info_table(work)
    print_together([summary, *demo_tables(path)], format)
