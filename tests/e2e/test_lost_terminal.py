"""A connection that breaks, a machine that shuts down, a killed process: what was done is there, a draft too."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.study import Coder, run
from tests.e2e.terminal import ENTER, F2, Terminal

DRAFT = "Hilde noemt eerst haar cijfer"
LATER = " en dan pas de rest."


def opened(folder: Path) -> Terminal:
    return Terminal("open", "studie", cwd=folder, home=folder)


def enter(terminal: Terminal, codings: int) -> Coder:
    """Into the text, which has so many codings, at the first turn that is to be reviewed."""
    coder = Coder(terminal)
    terminal.wait_for("Texts")
    terminal.press(ENTER, "turn 2, Hilde")
    coder.codings(codings)
    return coder


def hang_up(terminal: Terminal) -> None:
    terminal.hang_up()


def shut_down(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)


@pytest.mark.parametrize("lose", [hang_up, shut_down])
def test_a_memo_that_is_being_typed(folder: Path, lose: Callable[[Terminal], None]) -> None:
    with opened(folder) as terminal:
        coder = enter(terminal, codings=0)
        coder.pick("tevredenheid")
        coder.codings(1)
        terminal.press("m", "Memo on tevredenheid")
        terminal.press(DRAFT, DRAFT)
        terminal.press(LATER, DRAFT + LATER)
        lose(terminal)
        terminal.wait_end()

    with opened(folder) as terminal:
        enter(terminal, codings=1)
        terminal.press("m", "a draft that was not saved last time")
        terminal.wait_for(DRAFT + LATER)
        terminal.press(F2, "Memo kept.")
        terminal.quit()
    assert (DRAFT + LATER).encode() in run(folder, "memo", "list", "studie", "--format", "json").stdout
    run(folder, "check", "studie")


def test_a_terminal_that_is_restored_after_a_shutdown(folder: Path) -> None:
    with opened(folder) as terminal:
        enter(terminal, codings=0)
        terminal.signal(signal.SIGTERM)
        terminal.wait_end()
        last = terminal.raw[-2000:]
    for what, off in (("the other screen", b"?1049l"), ("the mouse", b"?1003l"), ("no cursor", b"?25h")):
        assert b"\x1b[" + off in last, f"{what} is left on"
    assert b"Traceback" not in terminal.raw
    assert not (folder / "studie.codebench-lock").exists()


def test_a_kill_after_a_coding_that_was_seen(folder: Path) -> None:
    with opened(folder) as terminal:
        coder = enter(terminal, codings=0)
        coder.pick("tevredenheid")
        coder.codings(1)
        coder.digit(1)  # the same again: nothing new
        terminal.send("t")
        coder.at(3, "Moderator")
        terminal.send("t")
        coder.at(4, "Bart")
        coder.digit(1)
        coder.codings(2)
        terminal.kill()

    assert (folder / "studie.codebench-lock").exists()
    with opened(folder) as terminal:
        enter(terminal, codings=2)
        terminal.quit()
    assert not (folder / "studie.codebench-lock").exists()
    run(folder, "check", "studie")


def test_a_check_right_after_a_kill(folder: Path) -> None:
    with opened(folder) as terminal:
        coder = enter(terminal, codings=0)
        coder.pick("tevredenheid")
        coder.codings(1)
        terminal.kill()
    run(folder, "check", "studie")
    listed = run(folder, "coding", "list", "studie", "-d", "focusgroep-1", "--format", "csv").stdout.decode()
    assert listed.count("tevredenheid") == 1
