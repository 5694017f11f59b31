"""The workbench with the tutorial: it looks at the project and the screen, and goes on when a step is done."""

from dataclasses import replace
from typing import Any, ClassVar

from textual import events, work
from textual.binding import BindingType

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.learning import Doings, Lesson
from codebench.tui.actions import actions, bindings
from codebench.tui.app import CodebenchApp
from codebench.tui.learn.sight import sight
from codebench.tui.learn.steps import STEPS
from codebench.tui.learn.task_line import TaskLine
from codebench.tui.modals.base import Modal
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.screens.project import ProjectOverview

_LOOK = 0.4  # seconds: what comes of a key is mostly seen at once, what takes a while is seen then


class LearnApp(CodebenchApp):
    """The app on the project of a lesson."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("learn")]
    CSS = CodebenchApp.CSS + "\nModal.-lesson > .box { margin-top: 0; }"

    def __init__(self, lesson: Lesson) -> None:
        """Open the project of the lesson.

        Raises:
            CodebenchError: it can't be opened.
        """
        super().__init__(lesson.path, lesson.coder)
        self._lesson = lesson
        self._doings = Doings(self.project, lesson.since)

    @property
    def lesson(self) -> Lesson:
        """How far the learner is."""
        return self._lesson

    def on_mount(self) -> None:
        """Begin to look."""
        super().on_mount()
        self.set_interval(_LOOK, self._look)

    def _show_first(self) -> None:
        """The project, and on it what the present step is about."""
        self.enter(self._to_the_text)

    async def on_event(self, event: events.Event) -> None:
        """Look after each key."""
        await super().on_event(event)
        if isinstance(event, events.Key):
            self.call_after_refresh(self._look)

    @work
    async def action_lesson(self) -> None:
        """Skip a step, go back, begin anew, leave."""
        step = self._lesson.step
        items = [
            *([Item(step + 1, _("skip this step"))] if step < len(STEPS) else []),
            *([Item(step - 1, _("back to the step before"))] if step else []),
            *([Item(0, _("begin with the first step"))] if step > 1 else []),
            Item(-1, _("leave; `codebench learn` goes on here")),
        ]
        chosen = await self.push_screen_wait(Choice(_("The tutorial"), items))
        if chosen == -1:
            self.exit()
        elif chosen is not None:
            if chosen == 0:  # which asks to open the text: it must not be open yet
                await self._to_the_list()
            self._go_to(chosen)
            self._to_the_text()

    async def _to_the_list(self) -> None:
        while len(self.screen_stack) > 1 and not isinstance(self.screen, ProjectOverview):
            await self.pop_screen()

    def _to_the_text(self) -> None:
        """Open the text where the present step is about it, and something else is in front."""
        step = self._lesson.step
        if step < len(STEPS) and STEPS[step].in_text and sight(self).scope not in ("", "coding"):
            self.open_document(self.project.documents.all()[0].id)

    # Looking

    def _look(self) -> None:
        if not self.is_running or not self.is_in_project or self.is_busy or self.coder is None:
            return
        self._lay_lines()
        step = self._lesson.step
        if step < len(STEPS) and STEPS[step].is_done(self._doings, sight(self)):
            self._go_to(step + 1)

    def _go_to(self, step: int) -> None:
        self._doings = Doings(self.project)
        self._lesson = replace(self._lesson, step=step, since=self._doings.since)
        self._lesson.keep()
        for line in [line for screen in self.screen_stack for line in screen.query(TaskLine)]:
            self._fill(line)

    # The lines

    def _lay_lines(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen | Modal) and screen.is_mounted and not screen.query(TaskLine):
                self._lay_line(screen)

    def _lay_line(self, screen: ProjectScreen | Modal[Any]) -> None:
        line = TaskLine(classes="-over" if isinstance(screen, Modal) else "")
        screen.set_class(isinstance(screen, Modal), "-lesson")
        self._fill(line)
        screen.mount(line)

    def _fill(self, line: TaskLine) -> None:
        (action,) = actions("learn")
        keys = _("{key}: skip, back, leave").format(key=self.keyboard.shown(action))
        if self._lesson.step < len(STEPS):
            step = STEPS[self._lesson.step]
            head = _("Step {n} of {all}").format(n=self._lesson.step + 1, all=len(STEPS))
            line.show(f"{head} · {step.title}", step.told(self.keyboard), keys)
        else:
            told = _("Look around as long as you like; this copy lies in {folder}. F1 shows the keys of each screen.")
            line.show(_("That was it"), told.format(folder=shown_line(str(self._lesson.path.parent))), keys)
