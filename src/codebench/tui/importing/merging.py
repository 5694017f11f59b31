"""The work of others that comes in: a file is named, and a screen shows what merging it does."""

from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.merging import nothing_new
from codebench.store.connection import SUFFIX
from codebench.tui.modals.path import PathPrompt
from codebench.tui.screens.merging import MergingScreen

if TYPE_CHECKING:
    from codebench.tui.screens.project import ProjectOverview


async def merge_file(screen: "ProjectOverview") -> None:
    """Ask for a file, and show what merging it does."""
    path = await screen.app.push_screen_wait(PathPrompt(_("Merge which file?"), suffixes=(SUFFIX,)))
    if path is None:
        return
    file = Path(path).expanduser()
    try:
        what = _("Looking at {name}…").format(name=shown_line(file.name))
        plan = await screen.bench.work_on(what, lambda: screen.project.merging.plan(file))
        if plan.is_empty and not plan.left:
            screen.say(nothing_new(plan))
        else:
            screen.app.push_screen(MergingScreen(plan))
    except CodebenchError as error:
        screen.bench.complain(str(error))
