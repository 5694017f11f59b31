"""Real processes: what only the system can do to a command (full disk, closed pipe, no rights, a terminal)."""

import ctypes
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_running import Commands, sentence

COMMAND = [sys.executable, "-m", "codebench"]
# From linux/prctl.h and linux/capability.h: take from root what lets it write everywhere.
DROP, RIGHTS = 24, (1, 2, 3)


def start(*args: str, **settings: object) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *args], capture_output=True, check=False, **settings)


def limited(size: int) -> Callable[[], None]:
    """No file may grow past a size: what a full disk looks like to a program."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("room", [0, 4096, 65536])
def test_a_full_disk_keeps_nothing_of_an_act(
    codebench: Commands, tmp_path: Path, unchanged: Callable[[], None], room: int
) -> None:
    del codebench
    lines = (f"An: Dit is zin {i} over het werk.\nJo: En dit antwoord {i} ook.\n" for i in range(8000))
    (tmp_path / "groot.txt").write_text("".join(lines), "utf-8")
    size = (tmp_path / "studie.codebench").stat().st_size
    done = start("import", "studie", "groot.txt", "--yes", cwd=tmp_path, preexec_fn=limited(size + room))
    assert done.returncode == 1
    assert "traceback" not in done.stderr.decode().lower()
    assert "inside codebench" not in done.stderr.decode()
    sentence(done.stderr)
    unchanged()
    assert start("check", "studie", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "args",
    [
        ["init", "nieuw", "--coder", "Lena"],
        ["codings", "export", "studie", "uit.csv"],
        ["codebook", "export", "studie", "uit.yaml"],
        ["documents", "studie", "-o", "uit.xlsx"],
        ["snapshot", "make", "studie"],
        ["demo", "proef", "--print"],
    ],
    ids=lambda args: " ".join(args[:2]),
)
def test_a_full_disk_leaves_no_half_file(codebench: Commands, tmp_path: Path, args: list[str]) -> None:
    codebench("code", "studie", "-r", "r1", "-c", "tijd")
    before = {path.name for path in tmp_path.rglob("*.*")}
    done = start(*args, cwd=tmp_path, preexec_fn=limited(10))
    assert done.returncode == 1
    assert "inside codebench" not in done.stderr.decode()
    assert {path.name for path in tmp_path.rglob("*.*")} == before


def test_output_on_a_full_disk(codebench: Commands, tmp_path: Path) -> None:
    del codebench
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "documents", "studie"], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        )
    assert done.returncode == 1
    assert "No space left" in sentence(done.stderr)


def test_a_reader_that_goes_away_is_no_news(codebench: Commands, tmp_path: Path) -> None:
    del codebench
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [*COMMAND, "history", "studie"], stdout=closed, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        )
    assert done.stderr == b""


def without_rights() -> None:
    for right in RIGHTS:
        ctypes.CDLL(None).prctl(DROP, right, 0, 0, 0)


@pytest.fixture
def locked(codebench: Commands, tmp_path: Path) -> Iterator[Path]:
    """A folder with the study in which the user may read and not write."""
    del codebench
    folder = Path(tempfile.mkdtemp())
    shutil.copy(tmp_path / "studie.codebench", folder)
    shutil.copy(tmp_path / "groep-1.txt", folder / "nieuw.txt")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_to(locked: Path) -> None:
    rights = {"preexec_fn": without_rights} if os.geteuid() == 0 else {}
    for args in (
        ["codebook", "add", "studie", "nieuw"],
        ["import", "studie", "nieuw.txt", "--yes"],
        ["init", "nieuw", "--coder", "Lena"],
        ["documents", "studie", "-o", "uit.csv"],
        ["codings", "export", "studie", "uit.csv"],
        ["demo", "--print"],
    ):
        done = start(*args, cwd=locked, **rights)
        assert done.returncode == 1, args
        sentence(done.stderr)
    assert b"groep-1" in start("documents", "studie", cwd=locked, **rights).stdout
    assert {path.name for path in locked.iterdir()} == {"studie.codebench", "nieuw.txt"}


def test_a_crashed_writer_does_not_stand_in_the_way_of_a_reader(codebench: Commands, tmp_path: Path) -> None:
    before = codebench("document", "show", "studie", "groep-1", "--text").out
    crash = (
        "import os, sqlite3; c = sqlite3.connect('studie.codebench', isolation_level=None);"
        "c.execute('PRAGMA cache_size=5'); c.execute('BEGIN IMMEDIATE');"
        "c.execute(\"UPDATE contents SET value = value || 'x'\"); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", crash], cwd=tmp_path, check=False)
    assert codebench("document", "show", "studie", "groep-1", "--text").out == before
    assert codebench("check", "studie").code == 0


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, *args: str, cwd: Path) -> None:
        self._near, far = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, *args], stdin=far, stdout=far, stderr=far, cwd=cwd, start_new_session=True, close_fds=True
        )
        os.close(far)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 30
        while text not in self.shown:
            assert time.monotonic() < end, self.shown
            self._read()

    def send(self, keys: str) -> None:
        os.write(self._near, keys.encode())

    def end(self) -> int:
        while self._read():
            pass
        os.close(self._near)
        return self.process.wait(30)

    def _read(self) -> bool:
        try:
            data = os.read(self._near, 65536)
        except OSError:
            return False
        self.shown += data.decode(errors="replace")
        return bool(data)


@pytest.mark.parametrize(("keys", "taken"), [("y\n", True), ("n\n", False), ("\n", False), ("\x04", False)])
def test_a_terminal_is_asked(codebench: Commands, tmp_path: Path, keys: str, taken: bool) -> None:
    (tmp_path / "groep-2.txt").write_text("An: Ja hoor.\nJo: Nee hoor.\nAn: Toch.\nJo: Goed.\n", "utf-8")
    terminal = Terminal("import", "studie", "groep-2.txt", cwd=tmp_path)
    terminal.wait_for("Take this in? [y/N]")
    terminal.send(keys)
    assert terminal.end() == 0
    assert ("groep-2" in codebench("documents", "studie").out) == taken


def test_an_interruption_ends_a_question(codebench: Commands, tmp_path: Path, unchanged: Callable[[], None]) -> None:
    del codebench
    terminal = Terminal("purge", "studie", "-d", "groep-1", cwd=tmp_path)
    terminal.wait_for("Erase this for good? [y/N]")
    os.kill(terminal.process.pid, signal.SIGINT)
    assert terminal.end() == 130
    assert "Stopped" in terminal.shown
    assert "Traceback" not in terminal.shown
    unchanged()
