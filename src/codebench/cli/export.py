"""The command that writes a project for another tool, with a report of what goes along and what does not."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, DryRun, Force, ProjectPath
from codebench.cli.output import check_free, print_together
from codebench.cli.talk import note
from codebench.cli.targets import opened
from codebench.i18n import _
from codebench.report.registry import Format

verbs = commands()


@command(verbs, "export", example="export study study.qdpx --profile maxqda --layer")
def export(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The .qdpx file to write (REFI-QDA)."))],
    profile: Annotated[
        Literal["refi", "nvivo", "maxqda", "atlasti"],
        typer.Option("--profile", help=_("For which tool positions and line ends are written.")),
    ] = "refi",
    coders: Annotated[
        str | None, typer.Option("--coders", metavar="NAMES", help=_("Whose work, with commas; else everybody's."))
    ] = None,
    layer: Annotated[
        bool, typer.Option("--layer", help=_("The reporting layer: on each unit the work that counts."))
    ] = False,
    per: Annotated[
        Literal["question", "respondent"],
        typer.Option("--per", help=_("One text per open question of a survey, or one per respondent.")),
    ] = "question",
    dry_run: DryRun = False,
    force: Force = False,
    coder: CoderName = None,
    format: Annotated[Format | None, typer.Option("--format", help=_("How to print it."))] = None,
) -> None:
    """Write the project for MAXQDA, ATLAS.ti, NVivo and other tools, and say what does not go along."""
    if not dry_run:
        check_free(file, force=force)
    from codebench.project.exchange_out import OutRequest

    names = tuple(name.strip() for name in (coders or "").split(",") if name.strip())
    with opened(project, coder, read_only=True) as work:
        out = work.exchange_out.plan if dry_run else work.exchange_out.write
        print_together([out(file, OutRequest(profile, names, layer, per))], format)
    note(_("Nothing is written.") if dry_run else _("Written to {path}.").format(path=file))
