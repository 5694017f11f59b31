"""The verb that gives one coder their part of a round in a file of its own; `cli/round.py` has it among its verbs."""

from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.options import ProjectPath, project_path
from codebench.cli.outgoing import goes_out
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.i18n import _, plural


def pack(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="ROUND", help=_("The round."))],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help=_("For whom."))],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", parser=project_path, help=_("The file to write; it may not be there yet.")
        ),
    ] = None,
) -> None:
    """Write a file for one coder of a round, to code in elsewhere.

    It holds the texts of the round, the codebook and that coder's own work, and nothing of anybody else. `merge` brings
    back what was done in it.
    """
    with opened(project, read_only=True) as work:
        packed = work.packing.pack(work.rounds.get(name).id, coder, output)
        goes_out(packed.path)
    say(
        _("Packed {texts} with {units} to judge for {coder}: {path}").format(
            texts=plural("{n} text", "{n} texts", packed.documents),
            units=plural("{n} unit", "{n} units", packed.to_judge),
            coder=packed.coder,
            path=packed.path,
        )
    )
    say(_("Left out: variables, memos, earlier texts, names of files, settings, history, and all of other coders."))
