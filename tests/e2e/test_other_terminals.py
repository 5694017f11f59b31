"""Other sizes and other terminals: smaller, without colours, with sixteen of them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.study import PICKER, Coder
from tests.e2e.terminal import ENTER, ESC, F5, Terminal


def counted(n: int) -> Callable[[str], object]:
    """Whether the panel counts so many codings, and gives the code the digit 1."""
    return re.compile(rf"▌ tevredenheid +{n} 1").search


def fits(screen: str, width: int, height: int) -> bool:
    """Whether the screen was drawn for this size: it ends in the line of keys, and nothing is wider."""
    rows = screen.split("\n")
    return len(rows) == height and max(map(len, rows)) <= width and rows[-1].rstrip().endswith("q back")


def marked(screen: str) -> object:
    """Whether a turn shows its stripe, the code's mark and that it was reviewed."""
    return re.search(r"▌Te +2 ✓ Hilde: Zal ik", screen)


def test_a_window_that_is_made_small_and_large_again(folder: Path) -> None:
    with Terminal("open", "studie", cwd=folder, home=folder) as terminal:
        coder = Coder(terminal)
        terminal.wait_for("Texts")
        terminal.press(ENTER, "turn 2, Hilde")
        coder.pick("tevredenheid")
        coder.codings(1)
        terminal.wait_for(counted(1))

        terminal.resize(60, 20)
        small = terminal.wait_for(lambda screen: fits(screen, 60, 20) and re.search(r"▌Te? +2 +Hilde", screen))
        assert "turn 2, Hilde" in small
        terminal.press("tt", "turn 4, Bart")
        terminal.press("c", "type a few letters")
        terminal.send("tevr" + ENTER)
        coder.codings(2)
        terminal.press(F5, "Frequencies")
        terminal.press("q", "turn 4, Bart")

        terminal.resize(120, 40)
        terminal.wait_for(counted(2))
        terminal.press("u", "· 1 coding")
        terminal.send("TT")
        coder.at(2, "Hilde")
        terminal.wait_for(counted(1))
        terminal.wait_for(lambda screen: re.search(r"▌Te +2 +Hilde: Zal ik dan maar beginnen, ik ben", screen))
        terminal.quit()


def test_a_window_that_changes_under_a_box(folder: Path) -> None:
    with Terminal("open", "studie", cwd=folder, home=folder) as terminal:
        terminal.wait_for("Texts")
        terminal.press(ENTER, "turn 2, Hilde")
        terminal.press("c", PICKER)
        for size in ((60, 20), (30, 8), (200, 50), (120, 40)):
            terminal.resize(*size)
            terminal.wait_for("╭")
        # What is typed is answered only once all the resizes were dealt with.
        terminal.press("zz", "zz  (new code)")
        terminal.send(ESC)
        terminal.wait_without("(new code)")
        terminal.quit()


@pytest.mark.parametrize(
    "settings",
    [
        {"NO_COLOR": "1"},
        {"TERM": "xterm"},
        {"TERM": "xterm", "NO_COLOR": "1"},
        {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    ],
    ids=lambda settings: " ".join(settings.values()),
)
def test_marks_and_stripes_are_seen_on_every_terminal(folder: Path, settings: dict[str, str]) -> None:
    with Terminal("open", "studie", cwd=folder, home=folder, **settings) as terminal:
        coder = Coder(terminal)
        terminal.wait_for("Texts")
        terminal.press(ENTER, "turn 2, Hilde")
        coder.pick("tevredenheid")
        coder.codings(1)
        terminal.press(" ", "turn 4, Bart")
        terminal.wait_for(marked)
        colours = terminal.colours()
        if "NO_COLOR" in settings:
            assert colours == {"default"}
        assert len(terminal.readable()) > 500, "the text is as dark as what it stands on"
        terminal.quit()
