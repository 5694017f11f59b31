"""Keys that come faster than the screen: over a slow line they arrive together, and each still means what it meant."""

from pathlib import Path

import pytest

from tests.e2e.study import Coder, run
from tests.e2e.terminal import ENTER, F2, SPACE, Terminal


@pytest.mark.parametrize(
    ("keys", "then"),
    [
        ("ctevr" + ENTER, "turn 2, Hilde · 1 code: ▌tevredenheid"),
        ("c" + ENTER + SPACE + "c" + ENTER, "· 2 codings"),
        ("cnieuw > tijd" + ENTER, "1 code: ▌tijd"),
        ("/Negen?" + ENTER + "1", "turn 5, Tine"),
        ("mtijd" + F2, "Memo kept."),
        ("vwwwi" + ENTER, "▌Zal ik dan"),
    ],
    ids=["pick", "pick, next, pick", "make", "find", "memo", "in vivo"],
)
def test_keys_that_arrive_together(folder: Path, keys: str, then: str) -> None:
    with Terminal("open", "studie", cwd=folder, home=folder) as terminal:
        terminal.wait_for("Texts")
        terminal.press(ENTER, "turn 2, Hilde")
        terminal.press(keys, then)
        terminal.wait_for(lambda screen: "Esc: cancel" not in screen)
        terminal.quit()


def test_a_digit_held_down_codes_once_and_undo_goes_back_as_far(folder: Path) -> None:
    with Terminal("open", "studie", cwd=folder, home=folder) as terminal:
        coder = Coder(terminal)
        terminal.wait_for("Texts")
        terminal.press(ENTER, "turn 2, Hilde")
        coder.pick("tevredenheid")
        coder.codings(1)
        terminal.send("ttrttrttrttrttr")
        coder.codings(6)
        terminal.send("uuuuuu")
        coder.codings(0)
        terminal.quit()
    run(folder, "check", "studie")
