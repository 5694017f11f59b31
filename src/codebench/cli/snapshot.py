"""Commands on snapshots: copies of the project, kept by count and age."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes
from codebench.cli.output import Output
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.errors import DamagedError
from codebench.domain.table import plain_table
from codebench.i18n import _

noun = commands()


@command(noun, "list", example="snapshot list study")
def show(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the snapshots, oldest first."""
    from codebench.project.snapshots import listed

    try:
        with opened(project, coder, read_only=True) as work:
            found = work.snapshots.all()
    except DamagedError as error:
        # Now of all times they are looked for.
        note(str(error))
        found = listed(project)
    rows = [(each.name, each.made_at, each.reason, each.acts, each.size) for each in found]
    headings = (_("Snapshot"), _("Made"), _("Why"), _("Acts"), _("Bytes"))
    output.emit(plain_table(_("Snapshots"), headings, rows))


@command(noun, "make", example="snapshot make study --reason 'before the second round'")
def make(
    project: ProjectPath,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why it is made."))] = "",
    coder: CoderName = None,
) -> None:
    """Make a snapshot now."""
    with opened(project, coder) as work:
        say(_("Made snapshot {name}.").format(name=work.snapshots.make(reason).name))


@command(noun, "restore", example="snapshot restore study 20261122-101500-000")
def restore(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The snapshot; the beginning of its name will do."))],
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Put a snapshot in the place of the project, after showing what differs.

    The present file is kept as a snapshot first, or as it is where it is too damaged for that.
    """
    from codebench.project.snapshots import rescue

    try:
        with opened(project, coder, read_only=not may_write(yes)) as work:
            rows = [(each.what, each.now, each.then) for each in work.snapshots.differences(name)]
            title = _("What snapshot {name} differs in").format(name=name)
            output.emit(plain_table(title, (_("What"), _("Now"), _("Then")), rows))
            if agreed(yes, _("Put this snapshot in the place of the project?")):
                kept = work.restore(name)
                note(_("Restored; what was there before is snapshot {name}.").format(name=kept.name))
    except DamagedError as error:
        note(str(error))
        if agreed(yes, _("Put this snapshot in the place of the damaged project?")):
            aside = rescue(project, name)
            note(_("Restored; the damaged file is kept as {name}.").format(name=aside.name))
