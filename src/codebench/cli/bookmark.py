"""Commands on bookmarks: units to come back to, each coder their own."""

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.cli.units import Units
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

noun = commands()


@command(noun, "put", example="bookmark put study -d groep-1 --from 12 --to 12")
def put(project: ProjectPath, units: Units, coder: CoderName = None) -> None:
    """Put bookmarks of yours on units of a document, or on answers."""
    with opened(project, coder) as work:
        n = work.bookmarks.put(units.ids(work))
        say(plural("Put {n} bookmark.", "Put {n} bookmarks.", n))


@command(noun, "remove", example="bookmark remove study -d groep-1 --from 12 --to 12")
def remove(project: ProjectPath, units: Units, coder: CoderName = None) -> None:
    """Take bookmarks of yours away."""
    with opened(project, coder) as work:
        n = work.bookmarks.remove(units.ids(work))
        say(plural("Removed {n} bookmark.", "Removed {n} bookmarks.", n))


@command(noun, "list", example="bookmark list study --coder Lena")
def show(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List your bookmarks."""
    with opened(project, coder, read_only=True) as work:
        rows = [(each.document, each.position + 1, each.text) for each in work.bookmarks.all()]
        title = _("Bookmarks of {coder}").format(coder=work.coder.name)
        output.emit(plain_table(title, (_("Document"), _("Unit"), _("Text")), rows))
