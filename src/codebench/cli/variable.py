"""Commands on variables: attributes of cases, and their values."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CaseName, CoderName, NewName, ProjectPath, VariableName
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import Word, plain_table
from codebench.domain.variables import Absence, Value, VariableType, parse_value
from codebench.i18n import _, plural

noun = commands()


@command(noun, "list", example="variable list study")
def show(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the variables with their options."""
    with opened(project, coder, read_only=True) as work:
        absent = work.variables.absent()
        rows = [
            (
                each.name,
                Word(each.type),
                "; ".join(each.options),
                each.n_cases,
                ", ".join(f"{_(str(kind))}: {n}" for kind, n in absent.get(each.id, {}).items()),
            )
            for each in work.variables.all()
        ]
        headings = (_("Variable"), _("Type"), _("Options"), _("Cases with a value"), _("Absent"))
        output.emit(plain_table(_("Variables"), headings, rows))


@command(noun, "add", example="variable add study level --type category --option bao --option so")
def add(
    project: ProjectPath,
    name: VariableName,
    type: Annotated[VariableType, typer.Option("--type", help=_("What values it can have."))] = VariableType.CATEGORY,
    option: Annotated[
        list[str] | None, typer.Option("--option", metavar="LABEL", help=_("An option; may be repeated, in order."))
    ] = None,
    coder: CoderName = None,
) -> None:
    """Add a variable."""
    with opened(project, coder) as work:
        work.variables.add(name, type, tuple(option or ()))
        say(_("Added variable {name}.").format(name=name))


@command(noun, "rename", example="variable rename study level 'school level'")
def rename(
    project: ProjectPath,
    variable: VariableName,
    name: NewName,
    coder: CoderName = None,
) -> None:
    """Give a variable another name."""
    with opened(project, coder) as work:
        found = work.variables.get(variable)
        work.variables.rename(found.id, name)
        say(_("Renamed variable {old} to {new}.").format(old=found.name, new=name))


@command(noun, "remove", example="variable remove study level")
def remove(project: ProjectPath, variable: VariableName, coder: CoderName = None) -> None:
    """Remove a variable with its values."""
    with opened(project, coder) as work:
        found = work.variables.get(variable)
        work.variables.remove(found.id)
        say(_("Removed variable {name}.").format(name=found.name))


@command(noun, "missing", example="variable missing study age 99 'weet niet'")
def missing(
    project: ProjectPath,
    variable: VariableName,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("The value as it is written."))],
    kind: Annotated[Absence, typer.Argument(metavar="KIND", help=_("Why there is no value then."))],
    coder: CoderName = None,
) -> None:
    """Let a value mean that there is none, in all cases that have it."""
    with opened(project, coder) as work:
        found = work.variables.get(variable)
        n = work.retyping.make_missing(found.id, value, kind)
        cases = plural("{n} case", "{n} cases", n)
        told = _("'{value}' of {variable} means {kind} now: {cases}.")
        say(told.format(value=value, variable=found.name, kind=_(str(kind)), cases=cases))


@command(noun, "set", example="variable set study groep-1/Mieke level bao")
def set_value(
    project: ProjectPath,
    case: CaseName,
    variable: VariableName,
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help=_("The value; several options with ';' between."))
    ] = None,
    absent: Annotated[Absence | None, typer.Option("--absent", help=_("Why there is no value."))] = None,
    clear: Annotated[bool, typer.Option("--clear", help=_("Take the value away."))] = False,
    coder: CoderName = None,
) -> None:
    """Set the value of a variable for a case."""
    if sum((value is not None, absent is not None, clear)) != 1:
        raise typer.BadParameter(_("give a VALUE, --absent or --clear."))
    with opened(project, coder) as work:
        who, what = work.cases.get(case), work.variables.get(variable)
        given = Value(absence=absent) if value is None else parse_value(what.type, value)
        found = None if clear else given
        work.cases.set_value(who.id, what.id, found)
        shown = "–" if found is None else str(found)
        say(_("{variable} of {case} is now: {value}").format(variable=what.name, case=who.name, value=shown))
