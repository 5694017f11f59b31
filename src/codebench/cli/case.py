"""Commands on cases: who speaks, what they are, and to which group they belong."""

from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.lists import case_table
from codebench.cli.options import CaseName, CoderName, NewName, ProjectPath, SkipMismatches, Yes
from codebench.cli.output import Output
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.domain.variables import CaseKind, Role
from codebench.i18n import _, plural

noun = commands()


@command(noun, "list", example="case list study --format csv -o cases.csv")
def show(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the cases with their values."""
    with opened(project, coder, read_only=True) as work:
        output.emit(case_table(work))


@command(noun, "add", example="case add study Mieke --group groep-1")
def add(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The name of the new case."))],
    kind: Annotated[
        CaseKind, typer.Option("--kind", help=_("What it is: the level at which it counts."))
    ] = CaseKind.PERSON,
    role: Annotated[Role, typer.Option("--role", help=_("A moderator never counts."))] = Role.PARTICIPANT,
    group: Annotated[str | None, typer.Option("--group", metavar="CASE", help=_("The case it belongs to."))] = None,
    coder: CoderName = None,
) -> None:
    """Add a case."""
    with opened(project, coder) as work:
        work.cases.add(name, kind, role, None if group is None else work.cases.get(group).id)
        say(_("Added case {name}.").format(name=name))


@command(noun, "import", example="case import study deelnemers.csv --yes")
def take_in(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A CSV with a row per case."))],
    yes: Yes = False,
    skip_mismatches: SkipMismatches = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Set variables of cases from a file, after showing what changes and which rows fit no case.

    A column "naam" or "name" says who, "groep" or "group" where, "rol" or "role" as what; all others are variables.
    """
    with opened(project, coder, read_only=not may_write(yes)) as work:
        plan = work.case_files.preview(file)
        rows = [
            (change.line, change.case.name, change.variable, str(change.role or change.value or ""))
            for change in plan.changes
        ]
        rows += [(mismatch.line, "", _("does not fit"), mismatch.what) for mismatch in plan.mismatches]
        headings = (_("Line"), _("Case"), _("Variable"), _("Value, or what is wrong"))
        output.emit(plain_table(_("Cases in {file}").format(file=file.name), headings, rows))
        if agreed(yes, _("Set these values?")):
            taken = work.case_files.take(file, skip_mismatches=skip_mismatches)
            note(plural("{n} case was changed.", "{n} cases were changed.", taken.n_cases))


@command(noun, "rename", example="case rename study groep-1/Mieke deelnemer-3")
def rename(
    project: ProjectPath,
    case: CaseName,
    name: NewName,
    coder: CoderName = None,
) -> None:
    """Give a case another name; the label in a text stays as it is."""
    with opened(project, coder) as work:
        found = work.cases.get(case)
        work.cases.rename(found.id, name)
        say(_("Renamed case {old} to {new}.").format(old=found.name, new=name))


@command(noun, "role", example="case role study groep-1/Mod moderator")
def role(
    project: ProjectPath,
    case: CaseName,
    role: Annotated[Role, typer.Argument(metavar="ROLE", help=_("participant, or moderator, who never counts."))],
    coder: CoderName = None,
) -> None:
    """Make a case a participant or a moderator."""
    with opened(project, coder) as work:
        found = work.cases.get(case)
        work.cases.set_role(found.id, role)
        say(_("{name} is now: {role}").format(name=found.name, role=role))


@command(noun, "kind", example="case kind study 'De Linde' organisation")
def kind(
    project: ProjectPath,
    case: CaseName,
    kind: Annotated[CaseKind, typer.Argument(metavar="KIND", help=_("person, group, organisation or collective."))],
    coder: CoderName = None,
) -> None:
    """Say what a case is: the level at which it counts."""
    with opened(project, coder) as work:
        found = work.cases.get(case)
        work.cases.set_kind(found.id, kind)
        say(_("{name} is now: {kind}").format(name=found.name, kind=kind))


@command(noun, "group", example="case group study groep-1/Mieke 'De Linde'")
def group(
    project: ProjectPath,
    case: CaseName,
    group: Annotated[str | None, typer.Argument(metavar="GROUP", help=_("The case it belongs to now."))] = None,
    none: Annotated[bool, typer.Option("--none", help=_("It belongs to no other case."))] = False,
    coder: CoderName = None,
) -> None:
    """Say to which case (a group, a school) a case belongs."""
    if (group is None) != none:
        raise typer.BadParameter(_("name a GROUP, or give --none."))
    with opened(project, coder) as work:
        found = work.cases.get(case)
        above = None if group is None else work.cases.get(group)
        work.cases.set_group(found.id, None if above is None else above.id)
        say(_("{name} now belongs to: {group}").format(name=found.name, group="–" if above is None else above.name))
