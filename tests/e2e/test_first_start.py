"""The first start asks which keyboard this is, once."""

import json
from pathlib import Path

from tests.e2e.terminal import ENTER, Terminal


def test_the_keyboard_is_asked_for_once(folder: Path) -> None:
    remembered = folder / "state" / "screen.json"
    remembered.parent.mkdir()
    remembered.write_text('{"suggestions": false}', "utf-8")
    with Terminal("open", "studie", cwd=folder, home=folder) as terminal:
        terminal.wait_for("Which keyboard do you type on?")
        terminal.send("azerty" + ENTER)
        terminal.wait_for("Texts")
        assert json.loads(remembered.read_text("utf-8"))["keyboard"] == "azerty"
        terminal.quit()
    with Terminal("open", "studie", cwd=folder, home=folder) as terminal:
        terminal.wait_for("Texts")
        terminal.press(ENTER, "turn 2, Hilde")
        assert "Which keyboard" not in terminal.text
        terminal.quit()
