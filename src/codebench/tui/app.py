"""The app: it opens a project, asks who works, and shows the first screen."""

import asyncio
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import events, work
from textual.screen import Screen

from codebench.domain.errors import CodebenchError, ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.models import CoderInfo
from codebench.project.project import Project
from codebench.project.workers import Helper
from codebench.store.platform import when_told_to_end
from codebench.tui import state
from codebench.tui.annotating import BackgroundAnnotation
from codebench.tui.appearance import AppearanceApp
from codebench.tui.coding.recent import RecentCodes
from codebench.tui.idle import Idle
from codebench.tui.modals.busy import Busy, Steps
from codebench.tui.said import Said
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.typeahead import TypeAhead
from codebench.tui.warming import warm

if TYPE_CHECKING:
    from codebench.project.round_models import RoundPlace
    from codebench.project.suggestions import Suggester
    from codebench.tui.coding.walk import RoundWalk

T = TypeVar("T")
_A_WHILE = 0.3  # seconds after which a wait asks for a word
_GIVE_WAY = 0.0005  # seconds
_LOOK_THROUGH = (700, 10, 50)  # as Python has it, but for the last: how many looks at what is new before one at all


class CodebenchApp(AppearanceApp):
    """The workbench on one project, or on none yet."""

    ENABLE_COMMAND_PALETTE = False  # the registry has its own, see `palette`

    def __init__(self, path: Path | None = None, coder: str | None = None, read_only: bool = False) -> None:
        """Open the project, before the terminal is taken.

        Raises:
            CodebenchError: the project can't be opened.
        """
        super().__init__()
        self._project = None if path is None else Project.open(path, coder, read_only=read_only)
        self.said = Said()
        self._recent: tuple[int, RecentCodes] | None = None
        self._suggests = state.suggests()
        self._suggester: Suggester | None = None
        self._helper = Helper()
        self.idle = Idle(self)
        self._busy = False
        self._steps: Steps | None = None
        self.annotating = BackgroundAnnotation(self)
        self._type_ahead = TypeAhead(self, super().on_event)

    @property
    def recent(self) -> RecentCodes:
        """The codes that the digits stand for, for whoever works now."""
        coder = self.project.coder.id
        if self._recent is None or self._recent[0] != coder:
            self._recent = coder, RecentCodes.of(self.project)
        return self._recent[1]

    @property
    def project(self) -> Project:
        """The open project."""
        assert self._project is not None
        return self._project

    @property
    def is_in_project(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    @property
    def suggests(self) -> bool:
        """Whether suggestions are shown; it is remembered."""
        return self._suggests and not self.project.read_only

    @suggests.setter
    def suggests(self, wanted: bool) -> None:
        self._suggests = wanted
        state.set_suggests(wanted)

    @property
    def helper(self) -> Helper:
        """The helper process for work that somebody waits for."""
        return self._helper

    @property
    def known_suggester(self) -> "Suggester | None":
        """What `suggester` gives, where it was asked for already."""
        return self._suggester

    @property
    def suggester(self) -> "Suggester":
        """What knows which codes the coder may want; it answers in threads."""
        if self._suggester is None:
            from codebench.project.suggestions import Suggester

            self._suggester = Suggester(self._helper)
        return self._suggester

    def on_mount(self) -> None:
        """Show the first screen."""
        self.animation_level = "none"
        # A thread that counts gives way ten times as soon as Python has it do by itself: to a key, and each time that
        # the screen's thread comes back from the disk.
        sys.setswitchinterval(_GIVE_WAY)
        # Looking through all there is for circles takes longer than a key: rarely, then.
        gc.set_threshold(*_LOOK_THROUGH)
        self.dress()
        when_told_to_end(asyncio.get_running_loop(), self.leave_at_once)
        self.idle.begin()
        # Without a terminal nobody sits there to be asked.
        if state.layout() is None and not self.is_headless:
            self._ask_first()
        else:
            self._show_first()

    @work
    async def _ask_first(self) -> None:
        await self.ask_keyboard()
        self._show_first()

    def _show_first(self) -> None:
        if self._project is None:
            self.show_start()
        else:
            self.enter()

    def on_unmount(self) -> None:
        """Leave the project in order."""
        self.close_project()

    def leave_at_once(self) -> None:
        """The terminal is lost, or the machine goes down: keep what is being typed, and leave in order."""
        from codebench.tui.modals.writing import Writing

        for screen in self.screen_stack:
            if isinstance(screen, Writing):
                screen.keep_draft()
        self.exit()

    # Opening and leaving

    def show_start(self) -> None:
        """The screen without a project."""
        from codebench.tui.screens.start import StartScreen

        self.push_screen(StartScreen())

    @work
    async def enter(self, then: Callable[[], object] = lambda: None) -> None:
        """Go into the open project, once it is known who works; then go on as asked."""
        from codebench.tui.screens.project import ProjectOverview

        if self.coder is None and await self.ask_coder() is None:
            self.close_project()
            if len(self.screen_stack) == 1:
                self.show_start()
            return
        state.remember(self.project.path)
        if self.coder is not None:
            state.remember_coder(self.project.path, self.coder.guid)
        await self.push_screen(ProjectOverview())
        then()
        if not self.is_headless:  # else nobody sits there who would wait for the next screen
            self.set_timer(_A_WHILE, lambda: self.run_worker(warm(self)))

    async def open_project(self, path: Path, then: Callable[[], object] = lambda: None) -> None:
        """Open another project; one that is open elsewhere is offered to read only."""
        project: Project | None = None
        try:
            project = Project.open(path)
        except ConflictError as error:
            from codebench.tui.modals.confirm import Confirm

            if await self.push_screen_wait(Confirm(_("Open it to read only?"), str(error))):
                project = self.try_to(lambda: Project.open(path, read_only=True))
        except CodebenchError as error:
            self.complain(str(error))
        if project is not None:
            self.go_into(project, then)

    def go_into(self, project: Project, then: Callable[[], object] = lambda: None) -> None:
        """Leave the project that is open, and enter this one."""
        self.close_project()
        self._project = project
        self.enter(then)

    def close_project(self) -> None:
        """Leave the open project, with a snapshot of what was done in it."""
        if self._project is None:
            return
        self.annotating.stop()
        self.idle.keep_suggestions(learnt=True)
        with suppress(CodebenchError):
            if not self._project.read_only:
                self._project.snapshots.make_if_changed(_("on leaving"))
        self._helper.close()
        self._project.close()
        self._project = self._recent = self._suggester = None
        self.said = Said()

    def forget_learnt(self) -> None:
        """Let go of what the helper learnt: after an erasure it holds words of what was erased; it learns anew."""
        self.annotating.stop()
        self._helper.close()
        self._suggester = None

    def leave_project(self) -> None:
        """From the project's first screen: to the screen that it was opened from, or out."""
        if len(self.screen_stack) > 2:
            self.close_project()
            self.pop_screen()
        else:
            self.exit()

    def open_document(self, document_id: int, start: int | None = None, end: int | None = None) -> None:
        """Show a text, or an answer among its fellows, at a passage where one is given."""
        from codebench.tui.screens.coding import CodingScreen

        if start is not None and isinstance(self.screen, CodingScreen) and self.screen.document_id == document_id:
            self.screen.go_to(start, end)
        else:
            self._go_over(CodingScreen(document_id, None if start is None else (start, end or start)))

    def open_question(self, question_id: int) -> None:
        """Show the answers to a question."""
        from codebench.tui.screens.answers import AnswersScreen

        self._go_over(AnswersScreen(question_id))

    def open_round(self, round_id: int) -> None:
        """Go into a round, at the first of its units that is not judged, as whoever the coder is there.

        Raises:
            ConflictError: whoever works now takes no part in it, or nothing is left of it.
        """
        from codebench.tui.coding.walk import RoundWalk

        info = self.project.rounds.info(round_id)
        mine = info.coder(self.project.coder.id)
        if mine is None:
            message = _("{coder} takes no part in round '{name}'.")
            raise ConflictError(message.format(coder=shown_line(self.project.coder.name), name=shown_line(info.name)))
        if not info.units:
            raise ConflictError(_("Nothing is left of round '{name}'.").format(name=shown_line(info.name)))
        self.project.act_as(mine.name)
        walk = RoundWalk(self.project, round_id)
        self.open_place(walk, walk.next(None) or walk.places[0])

    def open_place(self, walk: "RoundWalk", place: "RoundPlace") -> None:
        """Show a unit of a round that is gone through."""
        from codebench.tui.screens.answers import AnswersScreen
        from codebench.tui.screens.coding import CodingScreen

        if place.question_id is None:
            self._go_over(CodingScreen(place.document_id, (place.start, place.start), walk))
        else:
            self._go_over(AnswersScreen(place.question_id, place.document_id, walk))

    def _go_over(self, screen: Screen[None]) -> None:
        """Show a screen in the place of another of its kind, else on top: Back never walks through old texts."""
        if type(self.screen) is type(screen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    # Who works

    @property
    def coder(self) -> CoderInfo | None:
        """Who works, where that is known."""
        with suppress(InputError):
            return self.project.coder
        return None

    async def ask_coder(self) -> CoderInfo | None:
        """Ask who works; the answer, or None where it stays as it was."""
        from codebench.tui.modals.choice import Choice, Item
        from codebench.tui.modals.confirm import Confirm
        from codebench.tui.modals.prompt import Prompt

        project = self.project
        add = project.coders.join if self.coder is None else project.coders.add
        last = state.coder_of(project.path)
        now = None if self.coder is None else self.coder.guid
        # Who comes back stands first; who gives way to another one stands last.
        everyone = sorted(project.coders.all(), key=lambda coder: (coder.guid == now, coder.guid != last))
        known = {last: _("the last time"), now: _("now")}
        items = [Item((coder.name, False), coder.name, known.get(coder.guid, "")) for coder in everyone]

        def newcomer(typed: str) -> list[Item]:
            """A row for whoever types a name that is not there."""
            if project.read_only or typed.casefold() in (item.text.casefold() for item in items):
                return []
            return [Item((typed, True), typed or _("a new coder…"), _("(new coder)") if typed else "")]

        name, is_new = await self.push_screen_wait(Choice(_("Who are you?"), items, extra=newcomer)) or (None, False)
        if name == "":
            name = await self.push_screen_wait(Prompt(_("What is the new coder called?")))
        elif name is not None and is_new:  # a slip of the finger makes nobody
            title = _("Are you new here, {name}?").format(name=shown_line(name))
            told = _("A coder is added; what you code is kept apart from what others coded.")
            if not await self.push_screen_wait(Confirm(title, told)):
                return None
        if name is None or (is_new and self.try_to(lambda: add(name)) is None):
            return None
        coder = self.try_to(lambda: project.act_as(name))
        if coder is not None:
            state.remember_coder(project.path, coder.guid)
        return coder

    # Doing things

    def try_to(self, act: Callable[[], T]) -> T | None:
        """Do something; where it fails, say why and give None."""
        try:
            return act()
        except CodebenchError as error:
            self.complain(str(error))
            return None

    def complain(self, sentence: str) -> None:
        """Tell why something did not happen."""
        self.notify(shown_line(sentence), severity="warning", markup=False, timeout=8)

    async def work_on(self, what: str, act: Callable[[], T], steps: Steps | None = None) -> T:
        """Do something long in a thread, with no key let through meanwhile; a box says what, if it takes a while.

        With `steps`, which the work tells how far it is, the box shows that, and Esc or Ctrl+c stops the work.

        Raises:
            Stopped: the user stopped it.
        """
        self._busy, self._steps = True, steps
        task = asyncio.create_task(asyncio.to_thread(act))
        try:
            done, _pending = await asyncio.wait({task}, timeout=_A_WHILE)
            if not done:
                box = Busy(what, steps)
                await self.push_screen(box)
                await asyncio.wait({task})
                box.dismiss()
            return await task
        finally:
            self._busy = False

    async def before_the_next_key(self, ask: Callable[[Project], T]) -> T:
        """What a question beside the screen gives; keys that are typed meanwhile wait for it."""
        with self._type_ahead.kept():
            return await aside(self.project, ask)

    # Keys, and what waits for them

    async def on_event(self, event: events.Event) -> None:
        """Note when something was typed last, keep it from a project at work, and let keys through one by one."""
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            self.idle.typed()
            if self._busy:  # another thread has the project
                if self._steps is not None and isinstance(event, events.Key) and event.key in ("escape", "ctrl+c"):
                    self._steps.is_stopped = True
                return
            if isinstance(event, events.Key | events.Paste):
                if not self._type_ahead.hold(event):
                    await self._type_ahead.let_through(event)
                return
        await super().on_event(event)

    @property
    def last_input(self) -> float:
        """When something was typed last, by the clock that never goes back."""
        return self.idle.last_input

    @property
    def is_busy(self) -> bool:
        """Whether another thread has the project."""
        return self._busy

    def annotation_changed(self) -> None:
        """Have the screens show how far the annotating is."""
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.show_annotation()
