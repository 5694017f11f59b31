"""Material that comes in: a file is named, what was recognised is shown, and a screen asks for the yes."""

from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.errors import CodebenchError
from codebench.domain.project_draft import OTHER_TOOLS
from codebench.i18n import _
from codebench.ingest.files import files_in
from codebench.ingest.gathering import Gathering
from codebench.ingest.options import ReadOptions
from codebench.ingest.registry import READERS
from codebench.tui.modals.busy import Steps, Stopped
from codebench.tui.modals.path import PathPrompt
from codebench.tui.screens.importing import ImportScreen
from codebench.tui.screens.survey import SurveyScreen

if TYPE_CHECKING:
    from codebench.tui.screens.project import ProjectOverview


async def take_files(screen: "ProjectOverview", place: Path | None) -> None:
    """Show what was recognised in a file, or in those of a folder or pattern; it is asked for where none is named."""
    if place is None:
        asked = _("Import which file? A folder or a pattern (*.docx) will do, too.")
        path = await screen.app.push_screen_wait(PathPrompt(asked, suffixes=[*READERS, *OTHER_TOOLS]))
        if path is None:
            return
        place = Path(path).expanduser()
    steps, words = Steps(), screen.project.absences.words()
    try:
        if place.suffix.lower() in OTHER_TOOLS:
            from codebench.tui.importing.projects import take_project

            await take_project(screen, place)
            return
        files = files_in([place])
        what = _("Reading {name}…").format(name=place.name)
        gathering = await screen.bench.work_on(
            what, lambda: Gathering.of(files.readable, ReadOptions(absence=words), steps, files.found), steps
        )
        if len(files.readable) > 1 or gathering.drafts[0].format != "survey":
            screen.app.push_screen(ImportScreen(gathering, files.others))
            return
        screen.app.push_screen(SurveyScreen(gathering))
    except Stopped:
        return
    except CodebenchError as error:
        screen.bench.complain(str(error))
