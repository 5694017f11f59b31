"""The way in: starts the command line and hands it the screen, so that neither needs to know the other."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.i18n import choose

if TYPE_CHECKING:
    from codebench.project.learning import Lesson


class Screen:
    """The screen as the command line is handed it. Textual takes longer to import than most commands take to run."""

    def __call__(self, project: Path | None, coder: str | None, read_only: bool, /) -> int:
        """Run the screen on a project (or on the choice of one) until the user leaves it; the exit code."""
        from codebench.tui.app import CodebenchApp

        app = CodebenchApp(project, coder, read_only)
        app.run()
        return app.return_code or 0

    def learn(self, lesson: "Lesson", /) -> int:
        """Run the screen with the tutorial; the exit code."""
        from codebench.tui.learn.app import LearnApp

        app = LearnApp(lesson)
        app.run()
        return app.return_code or 0

    def steps(self) -> Iterable[str]:
        """The steps of the tutorial, a line each, with the keys of this user."""
        from codebench.tui import state
        from codebench.tui.actions.keyboard import keyboard
        from codebench.tui.learn.steps import text

        return text(keyboard(state.layout()))

    def keys(self, place: str | None) -> tuple[str, str, tuple[str, ...]]:
        """The keys of one screen, or all, as a file of keys; where the user's own is looked for; what is wrong in it.

        Raises:
            InputError: no screen is called so.
        """
        from codebench.tui.actions.keyboard import groups, keymap_path, users_keymap
        from codebench.tui.actions.keymap import write_keymap

        keymap = users_keymap()
        return write_keymap(groups(place), keymap), str(keymap_path()), keymap.faults


def choose_language(arguments: Sequence[str]) -> None:
    """Speak the language that `--lang` before the command names: the command line is only imported after that."""
    for i, argument in enumerate(arguments):
        name, _equals, language = argument.partition("=")
        if name == "--lang":
            choose(language or "".join(arguments[i + 1 : i + 2]))
        if not argument.startswith("-"):
            break


def main() -> None:
    """Run `codebench` with the arguments that it was started with."""
    choose_language(sys.argv[1:])
    try:
        from codebench.cli.main import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:], Screen()))


if __name__ == "__main__":
    main()
