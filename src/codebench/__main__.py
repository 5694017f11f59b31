"""The way in: starts the command line and hands it the screen, so that neither needs to know the other."""

import sys
from pathlib import Path


def start_screen(project: Path | None, coder: str | None, read_only: bool) -> int:
    """Run the screen on a project (or on the choice of one) until the user leaves it; the exit code."""
    # Textual takes longer to import than most commands take to run.
    from codebench.tui.app import CodebenchApp

    app = CodebenchApp(project, coder, read_only)
    app.run()
    return app.return_code or 0


def main() -> None:
    """Run `codebench` with the arguments that it was started with."""
    try:
        from codebench.cli.main import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:], start_screen))


if __name__ == "__main__":
    main()
