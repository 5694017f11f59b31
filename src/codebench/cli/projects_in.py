"""Taking in projects of other tools, after showing what would come of them and what would not."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.cli.output import Output, print_together
from codebench.cli.progress import Bar
from codebench.cli.talk import agreed, note
from codebench.domain.errors import InputError
from codebench.domain.project_draft import OTHER_TOOLS
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.project import Project


def other_tools(files: Sequence[Path]) -> bool:
    """Whether these are projects of other tools.

    Raises:
        InputError: some are and others are not.
    """
    found = [file for file in files if file.suffix.lower() in OTHER_TOOLS]
    if found and len(found) < len(files):
        message = _("{name} is another tool's project; take it in by itself, and texts and surveys apart from it.")
        raise InputError(message.format(name=found[0].name))
    return bool(found)


def take_in_projects(
    work: "Project", files: Sequence[Path], output: Output, *, yes: bool, preview: bool, offsets: str | None
) -> None:
    """Show what comes of each project and what does not, and take it in if that is agreed.

    `offsets` is how their positions count, by the name of the way, where the user says it.
    """
    from codebench.exchange.projects import read_project
    from codebench.exchange.ways import Chosen, convention_of
    from codebench.project.exchange_units import text_of

    chosen = None if offsets is None else Chosen(convention_of(offsets), work.coder.name)
    for file in files:
        with Bar(_("reading")) as bar:
            draft = read_project(file, text_of, chosen)
            plan = work.exchange.plan(draft, bar)
        tables = work.exchange.tables(plan)
        if output.output is not None:
            output.emit(tables[0])
        else:
            print_together(tables, output.format, output.profile)
        if plan.is_undecided:
            note(_("It is open how positions count in {name}: --offsets says which way.").format(name=draft.source))
        if preview or not agreed(yes, _("Take this in?")):
            continue
        with Bar(_("taking in")) as bar:
            work.exchange.take(plan, bar)
        note(_("Took in {name}; `codebench undo` takes it back.").format(name=draft.source))
