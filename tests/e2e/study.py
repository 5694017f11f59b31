"""What the tests of whole sessions share: commands beside the screen, and the keys of a coder at work."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.terminal import ENTER, ESC, Terminal, Wanted, environment

ROOT = Path(__file__).parents[2]
TRANSCRIPT = ROOT / "corpora" / "ondersteuners" / "focusgroep-1.txt"
SURVEY = ROOT / "corpora" / "zorgcoordinatoren" / "enquete.csv"
CODEBOOK = ROOT / "codebooks" / "ondersteuners.yaml"

PICKER = "a > b: new code"


@dataclass(frozen=True, slots=True)
class Keyboard:
    """What a keyboard sends, without Shift where it has a choice, for the acts that differ between keyboards."""

    digits: Sequence[str]
    find: str
    grow: str
    repeat: str


QWERTY = Keyboard("123456789", "/", "=", ".")
# Unshifted, as they come from a Belgian keyboard in UTF-8; `.` needs Shift there, so r repeats.
AZERTY = Keyboard("&é\"'(§è!ç", ":", "=", "r")


def run(folder: Path, *args: str | Path, code: int = 0) -> "subprocess.CompletedProcess[bytes]":
    """Run a command in the folder, without a terminal."""
    program = [sys.executable, "-m", "codebench", *map(str, args)]
    done = subprocess.run(program, cwd=folder, env=environment(folder), capture_output=True, check=False, timeout=60)
    assert done.returncode == code, (args, done.returncode, done.stdout, done.stderr)
    return done


class Coder:
    """Somebody who codes: keys, each with what it brings on the screen. The next one waits for that."""

    def __init__(self, terminal: Terminal, keyboard: Keyboard = QWERTY) -> None:
        self.terminal = terminal
        self.keyboard = keyboard

    def codings(self, n: int) -> str:
        """Wait until the top line counts so many codings."""
        return self.terminal.wait_for(f"· {n} coding")

    def at(self, turn: int, speaker: str) -> str:
        """Wait until the caret stands in this turn."""
        return self.terminal.wait_for(f"turn {turn}, {speaker} ")

    def pick(self, letters: str) -> None:
        """Pick a code by letters."""
        self.terminal.press("c", PICKER)
        self.terminal.send(letters + ENTER)
        self.terminal.wait_without(PICKER)

    def digit(self, n: int) -> None:
        """Code with a recent code."""
        self.terminal.send(self.keyboard.digits[n - 1])

    def repeat(self) -> None:
        """Code with the last code."""
        self.terminal.send(self.keyboard.repeat)

    def drop(self) -> None:
        """Drop the selection."""
        self.terminal.send(ESC)
        self.terminal.wait_without(" selected")

    def find(self, words: str) -> None:
        """Go to words in this text."""
        self.terminal.press(self.keyboard.find, "\n find")
        self.terminal.press(words, f"\n find {words}")
        self.terminal.send(ENTER)
        self.terminal.wait_without("\n find")

    def import_file(self, path: Path, then: Wanted) -> None:
        """Take a file in on the project's screen, after a look at what was recognised."""
        self.terminal.press("i", "Import which file?")
        self.terminal.send(str(path) + ENTER)
        self.terminal.wait_for("Take this in?")
        self.terminal.press(ENTER, then)
