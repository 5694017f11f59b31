"""The way in: starts the command line and hands it the screen, so that neither needs to know the other."""

import sys
from collections.abc import Sequence
from pathlib import Path

from codebench.i18n import choose


def start_screen(project: Path | None, coder: str | None, read_only: bool) -> int:
    """Run the screen on a project (or on the choice of one) until the user leaves it; the exit code."""
    # Textual takes longer to import than most commands take to run.
    from codebench.tui.app import CodebenchApp

    app = CodebenchApp(project, coder, read_only)
    app.run()
    return app.return_code or 0


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
    sys.exit(run(sys.argv[1:], start_screen))


if __name__ == "__main__":
    main()
