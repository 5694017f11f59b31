"""Listings of a project: what is in it, one table each."""

from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Retired
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import Cell, Table, Word, plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.models import Progress
    from codebench.project.project import Project

verbs = commands()

PROGRESS = (_("Units"), _("Reviewed"), _("Coded"), _("Codings"))


@command(verbs, "info", example="info study")
def info(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Show a project at a glance."""
    with opened(project, coder, read_only=True) as work:
        output.emit(info_table(work), cut=False)


@command(verbs, "documents", example="documents study --format json")
def documents(
    project: ProjectPath,
    retired: Retired = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the documents with your progress.

    Answers are not among them; `document list --question` lists those to a question.
    """
    with opened(project, coder, read_only=True) as work:
        output.emit(document_table(work, retired=retired))


@command(verbs, "questions", example="questions study --coder Lena")
def questions(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the open questions with your progress."""
    with opened(project, coder, read_only=True) as work:
        rows = [
            (each.name, each.wording, each.answers, sum(each.absent.values()), *progress_cells(each.progress))
            for each in work.documents.questions()
        ]
        headings = (_("Question"), _("Wording"), _("Answers"), _("No answer"), *PROGRESS)
        output.emit(plain_table(_("Questions"), headings, rows))


@command(verbs, "cases", example="cases study --format csv -o cases.csv")
def cases(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the cases with their values."""
    with opened(project, coder, read_only=True) as work:
        output.emit(case_table(work))


@command(verbs, "coders", example="coders study --add Wout --coder Lena")
def coders(
    project: ProjectPath,
    add: Annotated[str | None, typer.Option("--add", metavar="NAME", help=_("Add a coder."))] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the coders, or add one."""
    with opened(project, coder, read_only=add is None) as work:
        if add is not None:
            newcomer = work.coders.add(add) if work.session.coder_name else work.coders.join(add)
            say(_("Added coder {name}.").format(name=newcomer.name))
        else:
            rows = [(each.name, each.guid) for each in work.coders.all()]
            output.emit(plain_table(_("Coders"), (_("Coder"), _("GUID")), rows))


@command(verbs, "progress", example="progress study")
def progress(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Show how far each coder is with each text and question."""
    from codebench.project.team_progress import team_progress

    with opened(project, coder, read_only=True) as work:
        output.emit(team_progress(work.session))


def info_table(work: "Project") -> Table:
    """The project at a glance."""
    found = work.info()
    rows: list[tuple[Cell, ...]] = [
        (_("Name"), found.name),
        (_("File"), found.path),
        (_("Coders"), ", ".join(found.coders)),
        (_("Documents"), found.documents),
        (_("Questions"), found.questions),
        (_("Answers"), found.answers),
        (_("Cases"), found.cases),
        (_("Codes"), found.codes),
        (_("Codings"), found.codings),
    ]
    return plain_table(_("Project"), (_("What"), _("Value")), rows)


def document_table(work: "Project", *, retired: bool = False) -> Table:
    """The transcripts and notes, active or retired, with the coder's progress."""
    rows = [
        (f"#{each.id}", each.name, Word(each.kind), each.version, each.length, *progress_cells(each.progress))
        for each in work.documents.all(retired=retired)
    ]
    headings = (_("Id"), _("Document"), _("Kind"), _("Version"), _("Characters"), *PROGRESS)
    return plain_table(_("Retired documents") if retired else _("Documents"), headings, rows)


def case_table(work: "Project") -> Table:
    """The cases, with a column for each variable."""
    names = [variable.name for variable in work.variables.all()]
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            each.group,
            Word(each.kind),
            Word(each.role),
            each.n_units,
            *(str(each.values[name]) if name in each.values else "" for name in names),
        )
        for each in work.cases.all()
    ]
    headings = (_("Case"), _("Group"), _("Kind"), _("Role"), _("Units"), *names)
    return plain_table(_("Cases"), headings, rows)


def progress_cells(progress: "Progress") -> tuple[int, int, int, int]:
    """A coder's progress, in the order of `PROGRESS`."""
    return progress.units, progress.reviewed, progress.coded, progress.codings
