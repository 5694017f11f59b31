"""Start-up: the command line's help and the first paint of the screen, each in a fresh process."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, show, spread, timed
from codebench.project.demo import make_demo

FIRST_PAINT = """
import asyncio, sys, time
from pathlib import Path
from codebench.tui.app import CodebenchApp

class Painted(CodebenchApp):
    def on_mount(self):
        self.call_after_refresh(self.exit)

app = Painted(Path(sys.argv[1]), "Lena", True)
app.run(headless=True)
"""


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        demo = make_demo(Path(name))
        bare = spread(timed(lambda: run("-c", "pass"), 7))
        textual = spread(timed(lambda: run("-c", "import textual.app"), 5))
        show(
            "Start-up",
            [
                Figure(
                    "codebench --help",
                    spread(timed(lambda: run("-m", "codebench", "--help"), 7)),
                    "< 0.3 s",
                    f"python -c pass: {bare}",
                ),
                Figure(
                    "from the shell to the first paint of a project, and out again",
                    spread(timed(lambda: run("-c", FIRST_PAINT, str(demo)), 5)),
                    "< 0.6 s",
                    f"import textual.app alone: {textual}",
                ),
            ],
        )


if __name__ == "__main__":
    main()
