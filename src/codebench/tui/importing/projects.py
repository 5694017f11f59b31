"""The project of another tool: what comes of it is shown, and taken in after a yes."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from codebench.domain.text import shown_line
from codebench.exchange.projects import read_project
from codebench.exchange.ways import Chosen, convention_of
from codebench.i18n import _
from codebench.project.exchange_models import ExchangePlan
from codebench.project.exchange_units import text_of
from codebench.project.project import Project
from codebench.report.registry import Format, render
from codebench.tui.modals.busy import Steps
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.base import ProjectScreen

_WIDTH = 92


class _ProjectPreview(Preview):
    """Goes away with `wants_way` on p, where there is something to choose."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "choose", _("Positions"), show=False)]

    def __init__(self, content: Content, plan: ExchangePlan) -> None:
        self.wants_way = False
        self._may_choose = len(plan.draft.ways) > 1
        hint = _("y, Enter: take it in   n, Esc: leave it   p: how positions count   ↑ ↓: scroll")
        super().__init__(_("Take this project in?"), content, hint if self._may_choose else "")

    def action_choose(self) -> None:
        """Go away to choose how positions count."""
        if self._may_choose:
            self.wants_way = True
            self.dismiss(False)


def _look(project: Project, place: Path, chosen: Chosen | None, steps: Steps) -> ExchangePlan:
    return project.exchange.plan(read_project(place, text_of, chosen), steps)


async def _ask_way(screen: ProjectScreen, plan: ExchangePlan) -> Chosen | None:
    """How positions count, in the words of somebody who sees the same passages in each way."""
    items = [
        Item(way.name, way.told, " · ".join(shown_line(words) for _document, words in way.examples[:1]))
        for way in plan.draft.ways
    ]
    name = await screen.app.push_screen_wait(Choice(_("In which way are these passages what the coder meant?"), items))
    return None if name is None else Chosen(convention_of(name), screen.project.coder.name)


async def take_project(screen: ProjectScreen, place: Path) -> None:
    """Read a project in the background, show its loss report, and take it in if the answer is yes.

    Raises:
        Stopped: the coder did not wait for it.
        CodebenchError: it can't be read, or nothing in it is new.
    """
    project, name = screen.project, shown_line(place.name)
    chosen: Chosen | None = None
    while True:
        steps = Steps()
        reading = _("Reading {name}…").format(name=name)
        plan = await screen.bench.work_on(reading, partial(_look, project, place, chosen, steps), steps)
        tables = [render(table, Format.TABLE, width=_WIDTH) for table in project.exchange.tables(plan)]
        if plan.is_empty:
            tables.insert(0, _("There is nothing new in {name}.").format(name=name) + "\n")
        preview = _ProjectPreview(Content("\n".join(tables)), plan)
        if await screen.app.push_screen_wait(preview):
            break
        if not preview.wants_way:
            return
        chosen = await _ask_way(screen, plan) or chosen
    steps = Steps()
    await screen.bench.work_on(
        _("Taking in {name}…").format(name=name), lambda: project.exchange.take(plan, steps), steps
    )
    screen.reread()
    screen.say(_("Took in {name}; undo takes it back.").format(name=name))
