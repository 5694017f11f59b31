"""Commands on the settings of a project: the mode it works in, and whether its codebook is frozen."""

from enum import StrEnum
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _

noun = commands()


class ModeName(StrEnum):
    """The modes, as `project.preferences` knows them: it is not loaded for the help."""

    THEMATIC = "thematic"
    CODEBOOK = "codebook"
    GROUNDED = "grounded"


@command(noun, "list", example="setting list study")
def show(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the settings, each with the command that changes it."""
    with opened(project, coder, read_only=True) as work:
        rows = [(each.name, each.value, each.command) for each in work.preferences.all(work.annotations)]
        output.emit(plain_table(_("Settings"), (_("Setting"), _("Value"), _("Changed by")), rows))


@command(noun, "mode", example="setting mode study thematic")
def mode(
    project: ProjectPath,
    mode: Annotated[ModeName, typer.Argument(help=_("The kind of analysis."))],
    coder: CoderName = None,
) -> None:
    """Say which kind of analysis this is; a thematic one says nothing of agreement and of new codes."""
    from codebench.project.preferences import Mode

    with opened(project, coder) as work:
        work.preferences.set_mode(Mode(mode))
        say(_("The mode is now: {mode}").format(mode=mode))


@command(noun, "freeze", example="setting freeze study")
def freeze(
    project: ProjectPath,
    open_again: Annotated[bool, typer.Option("--open", help=_("Open it again."))] = False,
    coder: CoderName = None,
) -> None:
    """Freeze the codebook: it was made before the coding, and the screen asks before it makes a new code."""
    with opened(project, coder) as work:
        work.preferences.set_frozen(not open_again)
        say(_("The codebook is open.") if open_again else _("The codebook is frozen."))
