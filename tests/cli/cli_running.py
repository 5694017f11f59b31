"""Running commands in this process, with captured streams and without a terminal."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from codebench.cli.main import run


@dataclass
class Outcome:
    """How a command ended and what it printed, as bytes."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()


def sentence(stderr: bytes) -> str:
    """What a command complained of: one sentence, and nothing else."""
    text = stderr.decode()
    assert text.startswith("codebench: "), text
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text


@dataclass
class Commands:
    """Runs commands with captured streams and without a terminal; `screens` are those that they started."""

    screens: list[tuple[Path | None, str | None, bool]] = field(default_factory=list)

    def __call__(self, *args: str | Path, code: int | None = 0) -> Outcome:
        """Run a command that has to end with this exit code (None: with any)."""
        out, err = io.BytesIO(), io.BytesIO()

        def screen(path: Path | None, coder: str | None, read_only: bool) -> int:
            self.screens.append((path, coder, read_only))
            return 0

        with (
            io.TextIOWrapper(out, "utf-8", write_through=True) as stdout,
            io.TextIOWrapper(err, "utf-8", write_through=True) as stderr,
            redirect_stdout(stdout),
            redirect_stderr(stderr),
        ):
            ended = run([str(arg) for arg in args], screen)
            outcome = Outcome(ended, out.getvalue(), err.getvalue())
        assert code in (None, outcome.code), outcome
        return outcome
