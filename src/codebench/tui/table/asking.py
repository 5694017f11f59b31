"""What every screen with a table of figures asks: by which variable, over which material, to which file."""

from collections.abc import Sequence
from pathlib import Path

from codebench.analysis.scope import ScopeRequest
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.draft import DocumentKind
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.project.project import Project
from codebench.report.registry import Format, write
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt
from codebench.tui.screens.base import ProjectScreen

_FILES = {
    f".{kind}": kind
    for kind in (
        Format.XLSX,
        Format.CSV,
        Format.DOCX,
        Format.HTML,
        Format.MD,
        Format.JSON,
        Format.SVG,
        Format.PNG,
    )
}
SMALL = 5
"""A number of cases below this is hidden, where small ones are."""

_SPLITS = (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.SCALE)


async def ask_variable(screen: ProjectScreen, title: str, none: str = "", more: Sequence[Item] = ()) -> str | None:
    """The name of a variable with options, "" where `none` was chosen (if there is such a choice), None where none.

    `more` stands under the variables; choosing of it gives its key.
    """
    variables = [variable for variable in screen.project.variables.all() if variable.type in _SPLITS]
    items = [Item("", none)] if none else []
    items += [Item(variable.name, variable.name, ", ".join(variable.options)) for variable in variables]
    items += more
    name: str | None = await screen.app.push_screen_wait(Choice(title, items))
    return name


async def ask_set(screen: ProjectScreen) -> str | None:
    """The name of a set of codes, "" for all codes, None where nothing was chosen, or there are no sets."""
    sets = screen.project.code_sets.all()
    if not sets:
        screen.say(_("There are no sets of codes yet: t in the codebook (Ctrl+d) makes one."))
        return None
    items = [Item("", _("(all codes)")), *(Item(each.name, each.name) for each in sets)]
    name: str | None = await screen.app.push_screen_wait(Choice(_("The codes of which set?"), items))
    return name


def still_a_set(screen: ProjectScreen, name: str | None) -> str | None:
    """The name, where there still is a set of codes that has it."""
    return name if any(each.name == name for each in screen.project.code_sets.all()) else None


def materials(project: Project) -> list[tuple[str, ScopeRequest]]:
    """What can be counted in, by name: everything, all transcripts, each document, each question."""
    documents = project.documents.all()
    transcripts = tuple(info.name for info in documents if info.kind is DocumentKind.TRANSCRIPT)
    found = [(_("all material"), ScopeRequest())]
    if transcripts:
        found.append((_("all transcripts"), ScopeRequest(documents=transcripts)))
    found += [(info.name, ScopeRequest(documents=(info.name,))) for info in documents]
    questions: Sequence[str] = [question.name for question in project.documents.questions()]
    return found + [(name, ScopeRequest(questions=(name,))) for name in questions]


def filters(project: Project) -> list[tuple[str, ScopeRequest]]:
    """The choices of material and cases that are kept, each by what it is called."""
    return [(_("filter {name}").format(name=name), scope) for name, scope in project.figures.filters().items()]


async def ask_material(
    screen: ProjectScreen, more: Sequence[tuple[str, ScopeRequest]] = ()
) -> tuple[str, ScopeRequest] | None:
    """The material to count in, and what it is called; None where nothing was chosen. `more` comes after the texts."""
    there = [*materials(screen.project), *more]
    items = [Item(i, name) for i, (name, _scope) in enumerate(there)]
    chosen = await screen.app.push_screen_wait(Choice(_("Count in which material?"), items))
    return None if chosen is None else there[chosen]


async def save(screen: ProjectScreen, table: Table, stem: str) -> None:
    """Write the table to a file that is asked for; its suffix says in which format, and of CSV it is asked for whom."""
    folder = screen.project.path.parent
    line = await screen.app.push_screen_wait(
        Prompt(
            _("Save the table as"),
            f"{stem}.xlsx",
            check=_fault,
            hint=_("{suffixes}; in {folder} unless you name another").format(
                suffixes=", ".join(_FILES), folder=shown_line(str(folder))
            ),
        )
    )
    if line is None:
        return
    path = folder / Path(line).expanduser()
    if path.exists() and not await screen.app.push_screen_wait(
        Confirm(_("Replace {file}?").format(file=path.name), _("There is a file of this name already."))
    ):
        return
    format = _FILES[path.suffix.lower()]
    profile = await ask_profile(screen) if format is Format.CSV else CsvProfile.EXCEL
    if profile is None:
        return

    def put() -> Path:
        write(table, path, format, profile=profile)
        return path

    if screen.consult(put) is not None:
        screen.say(_("Saved as {path}").format(path=path))
        screen.warn_of_names(path)


async def ask_profile(screen: ProjectScreen) -> CsvProfile | None:
    """For whom CSV is written; None where nothing was chosen."""
    items = [
        Item(CsvProfile.EXCEL, _("Excel in Dutch"), _("semicolons, decimal comma")),
        Item(CsvProfile.OPEN, _("any other program"), _("commas, decimal point")),
    ]
    chosen: CsvProfile | None = await screen.app.push_screen_wait(Choice(_("CSV for which program?"), items))
    return chosen


def _fault(line: str) -> str | None:
    """What is wrong with the name of a file to save to."""
    if Path(line).suffix.lower() in _FILES:
        return None
    return _("End the name in one of {suffixes}.").format(suffixes=", ".join(_FILES))
