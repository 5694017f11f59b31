"""Start-up: the command line's help and the first paint of the screen, each in a fresh process."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import time

from benchmarks.figures import Figure, show, spread, timed
from codebench.project.demo import make_demo

FIRST_PAINT = """
import sys, time
from pathlib import Path
from codebench.tui.app import CodebenchApp

class Painted(CodebenchApp):
    def on_mount(self):
        self.call_after_refresh(self.painted)

    def painted(self):
        self.exit(time.time())

app = Painted(Path(sys.argv[1]), "Lena", True)
print(app.run(headless=True))
"""
# As on a user's machine, where Python keeps what it compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return done.stdout


def first_paint(project: Path) -> float:
    """Seconds from the start of the process to the first paint."""
    start = time()
    return float(run("-c", FIRST_PAINT, str(project)).strip().splitlines()[-1]) - start


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
                    "from the shell to the first paint of a project",
                    spread([first_paint(demo) for _ in range(6)][1:]),
                    "< 0.6 s",
                    f"import textual.app alone: {textual}",
                ),
            ],
        )


if __name__ == "__main__":
    main()
