"""The command that prints the keys of the screen."""

import sys
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.talk import note
from codebench.domain.text import shown_line
from codebench.i18n import _

verbs = commands()


@command(verbs, "keys", example="keys coding")
def keys(
    ctx: typer.Context,
    screen: Annotated[
        str | None, typer.Argument(metavar="[SCREEN]", help=_("Of which screen; of all where none is named."))
    ] = None,
) -> None:
    """Print every key of the screen, in the form of the file for your own.

    A line is `screen.action = key, key`; what stands after # is a remark. Put the lines that you change in the file
    that is named at the end, and start codebench anew. What is wrong in that file is told here, line by line.
    """
    text, path, faults = ctx.obj.keys(screen)
    sys.stdout.write(text)
    for fault in faults:
        note(_("{path}, {fault}").format(path=shown_line(path), fault=fault))
    note(_("Keys of your own go into {path}.").format(path=shown_line(path)))
    if faults:
        raise typer.Exit(1)
