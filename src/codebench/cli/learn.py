"""The command that teaches the screen."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.talk import note, on_terminal
from codebench.domain.text import shown_line
from codebench.i18n import _

verbs = commands()


@command(verbs, "learn", example="learn practice")
def learn(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help=_("Where to make the copy; else where temporary files are kept.")),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help=_("Begin with the first step, in a fresh copy."))] = False,
    only_print: Annotated[bool, typer.Option("--print", help=_("Print the steps instead."))] = False,
) -> None:
    """Learn the screen in ten steps, on a copy of the demonstration.

    You work in real screens, and a line says what to do next. You can leave at any time; the same command goes on
    where you were. No other project is touched. Without a terminal the steps are printed.
    """
    if only_print or not on_terminal():
        sys.stdout.writelines(f"{line}\n" for line in ctx.obj.steps())
        return
    from codebench.project.learning import begin

    lesson = begin(folder, note, again=again)
    note(_("The copy is {path}.").format(path=shown_line(str(lesson.path))))
    raise typer.Exit(ctx.obj.learn(lesson))
