"""The project of another tool: what comes of it is shown, and taken in after a yes."""

from pathlib import Path

from textual.content import Content

from codebench.domain.text import shown_line
from codebench.exchange.projects import read_project
from codebench.i18n import _
from codebench.project.exchange_models import ExchangePlan
from codebench.project.exchange_units import text_of
from codebench.report.registry import Format, render
from codebench.tui.modals.busy import Steps
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.base import ProjectScreen

_WIDTH = 92


async def take_project(screen: ProjectScreen, place: Path) -> None:
    """Read a project in the background, show its loss report, and take it in if the answer is yes.

    Raises:
        Stopped: the coder did not wait for it.
        CodebenchError: it can't be read, or nothing in it is new.
    """
    project, name = screen.project, shown_line(place.name)
    steps = Steps()

    def look() -> ExchangePlan:
        return project.exchange.plan(read_project(place, text_of), steps)

    plan = await screen.bench.work_on(_("Reading {name}…").format(name=name), look, steps)
    tables = [render(table, Format.TABLE, width=_WIDTH) for table in project.exchange.tables(plan)]
    if plan.is_empty:
        tables.insert(0, _("There is nothing new in {name}.").format(name=name) + "\n")
    if not await screen.app.push_screen_wait(Preview(_("Take this project in?"), Content("\n".join(tables)))):
        return
    steps = Steps()
    await screen.bench.work_on(
        _("Taking in {name}…").format(name=name), lambda: project.exchange.take(plan, steps), steps
    )
    screen.reread()
    screen.say(_("Took in {name}; undo takes it back.").format(name=name))
