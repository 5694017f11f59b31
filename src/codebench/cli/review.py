"""Commands on review marks: what a coder has judged, so that "no code" differs from "not seen"."""

from codebench.cli.grammar import command, commands
from codebench.cli.lists import PROGRESS, progress_cells
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.cli.units import Units
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

noun = commands()


@command(noun, "mark", example="review mark study -d groep-1 --from 1 --to 24")
def mark(
    project: ProjectPath,
    units: Units,
    coder: CoderName = None,
) -> None:
    """Mark units of a document, or answers to a question, as judged by you."""
    with opened(project, coder) as work:
        n = work.reviews.mark(units.ids(work))
        say(plural("Marked {n} unit as reviewed.", "Marked {n} units as reviewed.", n))


@command(noun, "clear", example="review clear study -q drempels --respondent r017")
def clear(
    project: ProjectPath,
    units: Units,
    coder: CoderName = None,
) -> None:
    """Take your marks off units of a document, or off answers to a question."""
    with opened(project, coder) as work:
        n = work.reviews.clear(units.ids(work))
        say(plural("Cleared the mark of {n} unit.", "Cleared the marks of {n} units.", n))


@command(noun, "status", example="review status study --coder Lena")
def status(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Show how far you are, per document and question."""
    with opened(project, coder, read_only=True) as work:
        rows = [(each.name, *progress_cells(each.progress)) for each in work.documents.all()]
        rows += [(each.name, *progress_cells(each.progress)) for each in work.documents.questions()]
        title = _("Progress of {coder}").format(coder=work.coder.name)
        output.emit(plain_table(title, (_("Document or question"), *PROGRESS), rows))
