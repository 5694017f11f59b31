"""Commands on filters: a choice of material and cases that is kept under a name."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import Level, Of, Within
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.analysis.scope import ScopeRequest

noun = commands()

FilterName = Annotated[str, typer.Argument(metavar="NAME", help=_("The name of the filter."))]


@command(noun, "set", example="filter set study jonge-so --where niveau=so --where 'ervaring=<=3'")
def put(
    project: ProjectPath, name: FilterName, within: Within, level: Level = None, of: Of = None, coder: CoderName = None
) -> None:
    """Keep a choice of material and cases under a name, instead of what was there."""
    from codebench.analysis.scope import Denominator

    scope = within.scope(level)
    with opened(project, coder) as work:
        work.figures.keep_filter(name, scope if of is None else replace(scope, of=Denominator(of)))
        say(_("Kept filter {name}.").format(name=name))


@command(noun, "list", example="filter list study")
def listing(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the filters that are kept."""
    with opened(project, coder, read_only=True) as work:
        rows = [(name, _in_words(scope)) for name, scope in work.figures.filters().items()]
        output.emit(plain_table(_("Filters"), (_("Filter"), _("What it lets through")), rows))


@command(noun, "remove", example="filter remove study jonge-so")
def remove(project: ProjectPath, name: FilterName, coder: CoderName = None) -> None:
    """Forget a filter."""
    with opened(project, coder) as work:
        work.figures.remove_filter(name)
        say(_("Removed filter {name}.").format(name=name))


def _in_words(scope: "ScopeRequest") -> str:
    parts = [_("document {name}").format(name=name) for name in scope.documents]
    parts += [_("question {name}").format(name=name) for name in scope.questions]
    parts += [_("section {title}").format(title=title) for title in scope.sections]
    parts += [f"{variable} = {label}" for variable, label in scope.where]
    parts += [_("level: {level}").format(level=scope.level)] if scope.level else []
    return "; ".join([*parts, _("of: {of}").format(of=scope.of)])
