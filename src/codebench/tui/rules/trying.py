"""Trying rules beside the screen, one trial at a time: the next one ends the one before."""

from collections.abc import Sequence
from threading import Event

from codebench.language.rule_search import RuleLine
from codebench.project.project import Project
from codebench.project.rule_models import Ground, Material, Trial
from codebench.project.rule_trials import FindInHelper
from codebench.project.workers import Helper
from codebench.tui.table.aside import aside


class UnwantedError(Exception):
    """Another trial was asked for before this one was done."""


class Trying:
    """What trials of one code share. `looked` says how many texts of how many the present one has looked at."""

    def __init__(self, helper: Helper) -> None:
        self.looked = (0, 0)
        self._find = FindInHelper(helper)
        self._ground: Ground | None = None
        self._stop = Event()

    def forget(self) -> None:
        """The project changed, or another code or material is meant: read what to try on anew."""
        self._ground = None

    def stop(self) -> None:
        """What is being tried is not wanted any more."""
        self._stop.set()

    async def trial(self, project: Project, code_id: int, material: Material, lines: Sequence[RuleLine]) -> Trial:
        """What these rules find and miss.

        Raises:
            UnwantedError: another one was asked for meanwhile.
            CodebenchError: a line is no rule, or the helper process failed.
        """
        self.stop()
        stop = self._stop = Event()
        self.looked = (0, 0)

        def go_on(done: int, there: int) -> None:
            if stop.is_set():
                raise UnwantedError
            self.looked = done, there

        def ask(reader: Project) -> tuple[Ground, Trial]:
            ground = self._ground or reader.rules.ground(code_id, material)
            return ground, reader.rules.trial(ground, lines, find=self._find, progress=go_on)

        ground, trial = await aside(project, ask)
        if stop.is_set():
            raise UnwantedError
        # Texts that are being read change what to try on without an act.
        self._ground = None if ground.unread else ground
        return trial
