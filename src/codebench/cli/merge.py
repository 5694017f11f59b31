"""The command that brings a work package, or another project that started from the same one, back into a project."""

from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes, project_path
from codebench.cli.output import print_together
from codebench.cli.talk import agreed, may_write, note
from codebench.cli.targets import opened
from codebench.i18n import _
from codebench.report.registry import Format

verbs = commands()


@command(verbs, "merge", example="merge study study-ronde_1-Lena --dry-run")
def merge(
    project: ProjectPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", parser=project_path, help=_("A work package of this project, or a project copied from it.")
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show what it would do, and leave it at that."))] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("Of what both sides changed, take theirs; else ours stays."))
    ] = False,
    yes: Yes = False,
    coder: CoderName = None,
    format: Annotated[Format | None, typer.Option("--format", help=_("How to print it."))] = None,
) -> None:
    """Bring what was done in another file back into the project, in one act.

    First it shows what is new, changed, removed, changed on both sides and left out. The file itself is never changed.
    """
    from codebench.project.merging import nothing_new

    with opened(project, coder, read_only=dry_run or not may_write(yes)) as work:
        plan = work.merging.plan(file, theirs_wins=theirs)
        if not plan.is_empty or plan.left or dry_run:
            print_together(work.merging.tables(plan), format)
        if plan.is_empty:
            note(nothing_new(plan))
        elif not dry_run and agreed(yes, _("Merge this?")):
            work.merging.take(plan)
            note(_("Merged {name}; `codebench undo` takes it back.").format(name=file.name))
