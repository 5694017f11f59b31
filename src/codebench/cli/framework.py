"""Commands on the framework matrix: what each case says about each code or theme, in one's own words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CaseName, CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import Counting, OfSet
from codebench.cli.talk import say
from codebench.cli.targets import looked_into, opened
from codebench.domain.errors import NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.analysis.scope import ScopeRequest
    from codebench.project.summaries import FrameworkRequest

noun = commands()


@dataclass(frozen=True, slots=True)
class Columns(Options):
    """What stands in the columns."""

    code: Annotated[
        list[str] | None,
        typer.Option("--code", "-c", metavar="CODE", help=_("A column for this code; all top codes if none is named.")),
    ] = None
    code_set: OfSet = None
    themes: Annotated[bool, typer.Option("--themes", help=_("A column for each theme instead."))] = False


def _request(columns: Columns, scope: "ScopeRequest") -> "FrameworkRequest":
    from codebench.project.summaries import FrameworkRequest

    return FrameworkRequest(tuple(columns.code or ()), columns.themes, scope, columns.code_set)


@command(noun, "show", example="framework show study --code tijd --code mandaat --level person")
def show(project: ProjectPath, columns: Columns, counting: Counting, *, output: Output) -> None:
    """Show the matrix: a row for each case, a column for each code or theme.

    Signs tell apart what is stale, empty, unread and geen uitspraak. With -o it is written to a file (xlsx, docx, ...).
    """
    with looked_into(project) as work:
        output.emit(work.summaries.framework(_request(columns, counting.scope_in(work))).table())


@command(noun, "export", example="framework export study --themes -o matrix.docx")
def export(project: ProjectPath, columns: Columns, counting: Counting, *, output: Output) -> None:
    """Write the matrix to a file (or print it), with all texts whole."""
    with looked_into(project) as work:
        output.emit(work.summaries.framework(_request(columns, counting.scope_in(work))).table(), cut=False)


@command(noun, "set", example="framework set study Ilse tijd 'Te weinig tijd voor overleg.'")
def put(
    project: ProjectPath,
    case: CaseName,
    subject: Annotated[str, typer.Argument(metavar="CODE", help=_("A code; with --themes a theme."))],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help=_("What the case says of it."))] = None,
    themes: Annotated[bool, typer.Option("--themes", help=_("CODE is the name of a theme."))] = False,
    nothing: Annotated[bool, typer.Option("--nothing", help=_("Geen uitspraak: nothing is said of it."))] = False,
    clear: Annotated[bool, typer.Option("--clear", help=_("Take your summary away."))] = False,
    layer: Annotated[
        str | None,
        typer.Option("--layer", metavar="NAME", help=_("Whose codings it rests on, where several coders coded.")),
    ] = None,
    coder: CoderName = None,
) -> None:
    """Summarise what a case says about a code or theme, instead of what you wrote before."""
    from codebench.analysis.scope import LEVELS, ScopeRequest
    from codebench.domain.variables import CaseKind
    from codebench.project.summaries import FrameworkRequest

    if (text is not None) + nothing + clear != 1:
        raise typer.BadParameter(_("give a TEXT, --nothing or --clear."))
    with opened(project, coder) as work:
        found = work.cases.get(case)
        level = CaseKind(found.kind) if found.kind in LEVELS else None
        request = FrameworkRequest(() if themes else (subject,), themes, ScopeRequest(coder=layer, level=level))
        matrix = work.summaries.framework(request)
        names = [column.name for column in matrix.columns]
        wanted = work.themes.get(subject).name if themes else names[0]
        column = matrix.columns[names.index(wanted)]
        cell = matrix.cells.get((found.id, column.subject))
        if cell is None:
            message = _("{case} says nothing that counts: there is no such row in the matrix.")
            raise NotFoundError(message.format(case=shown_line(found.name)))
        if clear:
            work.summaries.clear(found.id, column.subject)
        elif nothing:
            work.summaries.put_nothing_said(found.id, column.subject, cell.based_on)
        else:
            work.summaries.put(found.id, column.subject, text or "", cell.based_on)
        say(_("{case} × {what}: kept.").format(case=found.name, what=column.name))
