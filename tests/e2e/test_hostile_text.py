"""Nothing of the material steers the terminal: not a byte of it gets through raw, on no screen and by no command."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.study import PICKER, run
from tests.e2e.terminal import (
    CTRL_P,
    DELETE,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F5,
    F6,
    F7,
    F8,
    TAB,
    Terminal,
    Wanted,
)

# The clipboard, a colour, the one-byte CSI and the order of reading, each before a word that shows where it stood.
PAYLOAD = "\x1b]52;c;aGFjaw==\x07\x1b[31mHOSTILE\x9b31m\u202eEND"
SHOWN = "␛]52;c;aGFjaw==␇␛[31mHOSTILE\ufffd31m◌END"
MARKUP = "[lacht] [/zucht] [red]x[/red]"
NAME = f"{MARKUP} {PAYLOAD}"
IN_FILES, IN_FILES_SHOWN = f"[lacht] [red]x {PAYLOAD}", f"[lacht] [red]x {SHOWN}"
PASTED = "\x1b[200~[red]x[/red] \x9b31m\u202eEND\x1b[201~"  # terminals let no ESC through in what is pasted

LEAK = re.compile(
    "\x1b\\]52;|\x1b\\[31mHOSTILE|aGFjaw==\x07|[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)

TRANSCRIPT = (
    f"""Moderator: Hoe is het [red]x[/red] {PAYLOAD}?
Jan: Goed hoor [lacht], en {PAYLOAD} druk [/zucht].
Mieke: Ja, heel druk [red]x[/red] {PAYLOAD} hoor.
Jan: Echt waar, druk {PAYLOAD} [lacht] [/zucht] [red]x[/red].
"""
    + "Mieke: Een gewone zin over het werk op school, zonder iets er in.\n" * 12
)
SURVEY = f"""id;niveau [red]x[/red];"Wat {PAYLOAD} was het moeilijkst [lacht] [red]x[/red] en waarom dan?"
"[/zucht] {PAYLOAD}";"bao {PAYLOAD}";"Het was {MARKUP} heel druk {PAYLOAD} op school en in de klas."
r2 [/zucht];so [red];Er was geen tijd [red] voor de kinderen in de klas.
""" + "".join(f"s{i};so [red];Een gewoon antwoord nummer {i} over het werk op school.\n" for i in range(12))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project where whatever has a name or a text has a hostile one; `hostile` is a link to its hostile name."""
    made = tmp_path_factory.mktemp("hostile")
    project = made / f"studie {IN_FILES}.codebench"
    material = made / "in" / f"groep {IN_FILES}.txt"
    material.parent.mkdir()
    material.write_text(TRANSCRIPT, "utf-8")
    (made / "enquete.csv").write_text(SURVEY, "utf-8")
    run(made, "init", project, "--coder", NAME)
    run(made, "import", project, material, "--yes")
    run(made, "import", project, made / "enquete.csv", "--yes", "--role", "niveau [red]x[/red]=category")
    run(made, "case", "rename", project, "Jan", NAME)
    run(made, "codebook", "add", project, NAME, "--field", f"definition=Iets {NAME}")
    run(made, "code", project, "-d", "#1", "--start", "20", "--end", "80", "-c", NAME, "--memo", f"Memo {NAME}")
    run(made, "review", "mark", project, "-d", "#1")
    run(made, "review", "mark", project, "-q", "Wat")
    run(made, "snapshot", "make", project, "--reason", NAME)
    return made


@pytest.fixture
def project(folder: Path) -> Path:
    return next(folder.glob("*.codebench"))


def without(text: str) -> Callable[[str], bool]:
    """Whether a text is gone from the screen."""

    def gone(screen: str) -> bool:
        return text not in screen

    return gone


class Watched:
    """A terminal of which every byte is looked at; a leak is told with the screen that it happened on."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._looked = 0

    def screen(self, where: str, keys: str, then: Wanted, *literal: str) -> None:
        """Go to a screen, on which these texts stand as they are."""
        self.terminal.send(keys)
        try:
            for text in (then, *literal):
                self.terminal.wait_for(text)
        finally:
            written = bytes(self.terminal.raw[self._looked :]).decode("utf-8", "backslashreplace")
            self._looked = len(self.terminal.raw)
            leak = LEAK.search(written)
            around = leak and written[max(0, leak.start() - 60) : leak.end() + 60]
            assert leak is None, f"{where} let {leak[0]!r} through: {around!r}"


def test_the_screens_of_a_project(folder: Path, project: Path) -> None:
    with Terminal("open", project, cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("project", "", "Open questions", "[lacht] [red]x ␛]52;", "coder: [lacht] [/zucht] [red]x[/red]")
        go.screen("retire", DELETE, "It goes out of every list", f"Retire groep {IN_FILES_SHOWN}")
        go.screen("retire, no", "n", without("Retire"))
        go.screen("coding", ENTER, "reviewed", "Jan: Goed hoor [lacht], en", f" {SHOWN} druk [/zucht].")
        go.screen("status", "tt", f"turn 2, {MARKUP} {SHOWN} · 1 code: ▌{MARKUP}")
        go.screen("picker", "c", PICKER, MARKUP, f"Iets {MARKUP}")
        go.screen("picker, typed", "zucht", "\n          │ zucht")
        go.screen("picker, left", ESC, without(PICKER))
        go.screen("boundary", "e", f"adjusting {MARKUP[:19]}…")
        go.screen("boundary, left", ESC, "1 code: ")
        go.screen("memo", "m", f"Memo on {MARKUP}", f"│ {SHOWN} ", "␤Jan: Go”", f"Memo {MARKUP}")
        go.screen("memo, left", ESC, without("Memo on"))
        go.screen("find", "/", "\n find")
        go.screen("find, pasted", PASTED, "find [red]x[/red] \ufffd31m◌END")
        go.screen("find, left", ESC, without("\n find"))
        go.screen("help", F1, "On this screen")
        go.screen("help, left", ESC, without("On this screen"))
        go.screen("palette", CTRL_P, "type to narrow")
        go.screen("palette, typed", "zucht", f"{MARKUP} {SHOWN}")
        go.screen("palette, left", ESC, without("type to narrow"))
        go.screen("memos", F7, " memo", f"Memo {MARKUP} {SHOWN}")
        go.screen("memo's place", ENTER, "1▌[lacht]")
        go.screen("coder", F8, "Who are you?", f"{MARKUP} {SHOWN}")
        go.screen("coder, left", ESC, without("Who are you?"))


def test_the_tables_of_a_project(folder: Path, project: Path) -> None:
    with Terminal("open", project, cwd=folder, home=folder, size=(200, 45)) as terminal:
        go = Watched(terminal)
        go.screen("project", "", "Open questions")
        go.screen("frequencies", F5, "Rule: ", f"{MARKUP} {SHOWN}")
        go.screen("variables", "v", "Split by which", "niveau [red]x[/red]", f"bao {SHOWN}")
        go.screen("split", "niveau" + ENTER, "by niveau [red]x[/red]", f"bao {SHOWN}")
        go.screen("material", "m", "Count in which", f"groep {IN_FILES_SHOWN}", f"Wat {SHOWN}")
        go.screen("material, left", ESC, without("Count in which"))
        go.screen("coders", "c", "Whose codings count?", f"{MARKUP} {SHOWN}")
        go.screen("coders, chosen", "zucht" + ENTER, f"codings of: {MARKUP}", f" {SHOWN} · in:")
        go.screen("save", "s", "Save the table as")
        go.screen("save, left", ESC, without("Save the table as"))
        go.screen("history", "q" + F6, "Snapshots", f"make project studie {IN_FILES_SHOWN}", f"code '{MARKUP} ")
        go.screen("snapshot", TAB, f"{MARKUP} {SHOWN}")
        go.screen("restore", ENTER, "Restore this snapshot?")
        go.screen("restore, not", "n", without("Restore this"))
        go.screen("undo", TAB + DOWN * 5 + ENTER, "acts?", f"'{MARKUP} {SHOWN}'")
        go.screen("undo, not", "n", without("acts?"))


def test_the_screens_of_material_and_answers(folder: Path, project: Path) -> None:
    with Terminal("open", project, cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("project", "", "Open questions", f"Wat {SHOWN}")
        go.screen("search", "/", "words as they are written")
        go.screen("found", "druk" + ENTER, "places", "◌END druk [/zucht].", "druk [red]x[/red]")
        go.screen("search, left", "q", "Open questions")
        go.screen("answers", DOWN + ENTER, "answer 1 of 14", f"Het was {MARKUP} heel druk", f" {SHOWN} op school")
        go.screen("code", "c", PICKER, MARKUP)
        go.screen("coded", ENTER, without(PICKER))
        go.screen("memo", "m", f"the answer of [/zucht] {SHOWN}")
        go.screen("pasted memo", PASTED, "[red]x[/red] \ufffd31m◌END")
        go.screen("memo kept", F2, "Memo kept.")
        go.screen("filter", "/", "\n find")
        go.screen("filtered", "druk", "1/1")
        go.screen("filter left", ESC, without("\n find"))
        go.screen("in vivo", DOWN + "i", "▌Er was geen tijd [red] voor")
        go.screen("undone", "uu", without("▌Er was geen tijd [red]"))
        go.screen("answers left", "q", "Open questions")
        go.screen("import", "i", "Import which file?")
        go.screen("offers", "in/", f"groep {IN_FILES_SHOWN}.txt")
        go.screen("offers left", ESC, without("Import which"))


def test_the_start_screen(folder: Path, project: Path) -> None:
    with Terminal("open", project, cwd=folder, home=folder) as terminal:
        terminal.wait_for("Open questions")  # so that it is among the recent ones
        terminal.quit()
    with Terminal(cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("start", "", "New project", f"1  studie {IN_FILES_SHOWN}")
        with Terminal("open", project, cwd=folder, home=folder) as other:
            other.wait_for("Open questions")
            go.screen("read only?", "1", "Open it to read only?", f"studie {IN_FILES_SHOWN}.codebench")
            go.screen("read only", "y", "Open questions", "read only")
            other.quit()
        go.screen("start again", "q", f"1  studie {IN_FILES_SHOWN}")
        go.screen("offers", "o", "Open which project?")
        go.screen("typed", "stu", f"studie {IN_FILES_SHOWN}.codebench")


def test_a_line_that_the_program_fills(folder: Path, project: Path) -> None:
    """What Tab completes and what is proposed comes from the material, too."""
    with Terminal("open", project, cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("project", "", "Open questions")
        go.screen("import", "i", "Import which file?")
        go.screen("completed", "in/" + TAB, f"│ in/groep {IN_FILES_SHOWN}.txt")
        go.screen("preview", ENTER, "Take this in?", f"groep {IN_FILES_SHOWN}.txt")
        go.screen("not taken", ESC, without("Take this in?"))
        go.screen("coding", ENTER, "reviewed")
        go.screen("selected", "ttvs", "words selected")
        go.screen("in vivo", "i", "Code in the speaker's words", f"│ Goed hoor [lacht], en {SHOWN}")


def test_the_file_that_a_new_project_is_named_after(folder: Path) -> None:
    with Terminal(cwd=folder, home=folder / "new") as terminal:
        go = Watched(terminal)
        go.screen("start", "", "New project")
        go.screen("material", "i", "Which file holds the material?")
        go.screen("completed", "in/" + TAB, f"│ in/groep {IN_FILES_SHOWN}.txt")
        go.screen("name", ENTER, "What is the project called?", f"│ groep {IN_FILES_SHOWN}")


PRINTING: dict[str, list[str]] = {
    "info": [],
    "documents": [],
    "questions": [],
    "cases": [],
    "coders": [],
    "search": ["druk"],
    "history": [],
    "codebook show": [],
    "codings export": [f"uit {IN_FILES}.csv"],
    "frequencies": ["--by", "niveau [red]x[/red]"],
    "memo list": [],
    "document show": ["#1"],
    "coding list": ["-d", "#1"],
    "variable list": [],
    "snapshot list": [],
    "import": [f"in/groep {IN_FILES}.txt"],
}


@pytest.mark.parametrize("command", PRINTING)
def test_what_a_command_prints(folder: Path, project: Path, command: str) -> None:
    with Terminal(*command.split(), project, *PRINTING[command], cwd=folder, home=folder, size=(400, 60)) as terminal:
        if command == "import":
            terminal.wait_for("Take this in? [y/N]")
            terminal.send("n\n")
        assert terminal.wait_end() == 0
        printed = terminal.raw.decode("utf-8")
    assert not LEAK.search(printed)
    assert "\x1b" not in printed
    assert "[red]" in printed
    assert "␛[31mHOSTILE" in printed
