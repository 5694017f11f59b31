"""Nothing of the material steers the terminal: not a byte of it gets through raw, on no screen and by no command."""

import re
from collections.abc import Iterator
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
    SPACE,
    TAB,
    Terminal,
    Wanted,
)

# The clipboard, a colour, the one-byte CSI and the order of reading, each before a word that shows where it stood.
PAYLOAD = "\x1b]52;c;aGFjaw==\x07\x1b[31mHOSTILE\x9b31m\u202eEND"
HARMLESS = "␛]52;c;aGFjaw==␇␛[31mHOSTILE\ufffd31m◌END"
MARKUP = "[lacht] [/zucht] [red]x[/red]"
NAME = f"{MARKUP} {PAYLOAD}"
IN_FILES = f"[lacht] [red]x {PAYLOAD}"

LEAK = re.compile(
    "\x1b\\]52;|\x1b\\[31mHOSTILE|aGFjaw==\x07|[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)

TRANSCRIPT = f"""Jan {PAYLOAD}: Goed hoor [lacht], en {PAYLOAD} druk [/zucht].
[red]Mieke[/red]: Ja, heel druk [red]x[/red] {PAYLOAD} hoor.
Jan {PAYLOAD}: Echt waar, druk {PAYLOAD} [lacht] [/zucht] [red]x[/red].
[red]Mieke[/red]: Zeker.
""" + "[red]Mieke[/red]: Een gewone zin over het werk op school, zonder iets er in.\n" * 12
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
    run(made, "codebook", "add", project, NAME, "--field", f"definition=Iets {NAME}")
    run(made, "code", project, "-d", "#1", "--start", "20", "--end", "80", "-c", NAME, "--memo", f"Memo {NAME}")
    run(made, "review", "mark", project, "-d", "#1")
    run(made, "review", "mark", project, "-q", "Wat")
    run(made, "snapshot", "make", project, "--reason", NAME)
    return made


@pytest.fixture
def project(folder: Path) -> Path:
    return next(folder.glob("*.codebench"))


class Watched:
    """A terminal of which every byte is looked at; a leak is told with the screen that it happened on."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._looked = 0

    def screen(self, where: str, keys: str, then: Wanted, *literal: str) -> None:
        """Go to a screen, on which these texts stand as they are."""
        self.terminal.send(keys)
        for text in (then, *literal):
            self.terminal.wait_for(text)
        written = bytes(self.terminal.raw[self._looked :]).decode("utf-8", "backslashreplace")
        self._looked = len(self.terminal.raw)
        leak = LEAK.search(written)
        assert leak is None, f"{where} let {leak[0]!r} through: {written[max(0, leak.start() - 60) : leak.end() + 60]!r}"


def test_the_screens_of_a_project(folder: Path, project: Path) -> None:
    with Terminal("open", project, cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("project", "", "Open questions", "[lacht] [red]x ␛]52;", "coder: [lacht] [/zucht] [red]x[/red]")
        go.screen("retire", DELETE, "It goes out of every list", "Retire groep [lacht] [red]x ␛]52;c;aGFjaw==␇␛[31mHOS")
        go.screen("retire, no", "n", lambda screen: "Retire" not in screen)
        go.screen("coding", ENTER, "reviewed", "[lacht], en ␛]52", "[/zucht]", "[red]Mieke[/red]: Ja", "1▌[lacht]")
        go.screen("status", "g", "turn 1, Jan ␛]52;c;aGFjaw==␇␛[31mHOSTILE\ufffd31m◌END")
        go.screen("coding in focus", "wwwwww", f"1 code: ▌{MARKUP} ␛]52")
        go.screen("picker", "c", PICKER, MARKUP, f"Iets {MARKUP}")
        go.screen("picker, typed", "[lacht]", "▌[lacht]")
        go.screen("picker, left", ESC, lambda screen: PICKER not in screen)
        go.screen("boundary", "e", f"adjusting {MARKUP}")
        go.screen("boundary, left", ESC, "1 code: ")
        go.screen("memo", "m", f"Memo on {MARKUP}", "F2, Ctrl+s: save", f"Memo {MARKUP} ␛]52", "“")
        go.screen("memo, left", ESC, lambda screen: "F2, Ctrl+s" not in screen)
        go.screen("find", "/", "\n find")
        go.screen("find, pasted", f"\x1b[200~{PAYLOAD}\x1b[201~", "find ␛]52;c;aGFjaw==␇")
        go.screen("find, left", ESC, lambda screen: "\n find" not in screen)
        go.screen("code tree", TAB, MARKUP[:20])
        go.screen("code tree, left", TAB, "turn ")
        go.screen("help", F1, "In the text")
        go.screen("help, left", ESC, lambda screen: "In the text" not in screen)
        go.screen("palette", CTRL_P, "type to narrow")
        go.screen("palette, typed", "zucht", f"▌{MARKUP}" if False else MARKUP)
        go.screen("palette, left", ESC, lambda screen: "type to narrow" not in screen)
        go.screen("frequencies", F5, "Rule: ", MARKUP)
        go.screen("frequencies, variables", "v", "Split by which", "niveau [red]x[/red]", "bao ␛]52")
        go.screen("frequencies, split", "niveau" + ENTER, "by niveau [red]x[/red]", "so [red]")
        go.screen("frequencies, material", "m", "Count in which", "groep [lacht] [red]x ␛]52")
        go.screen("frequencies, left", ESC, lambda screen: "Count in which" not in screen)
        go.screen("frequencies, coders", "c", "Whose codings count?", f"{MARKUP} ␛]52")
        go.screen("frequencies, coders left", ESC, lambda screen: "Whose codings count?" not in screen)
        go.screen("frequencies, save", "s", "Save the table as")
        go.screen("frequencies, save left", ESC, lambda screen: "Save the table as" not in screen)
        go.screen("coding again", "q", "In the text" if False else "1▌[lacht]")
        go.screen("history", F6, "Snapshots", f"make project studie [lacht] [red]x ␛]52", MARKUP)
        go.screen("history, undo", DOWN * 3 + ENTER, "Undo ", MARKUP)
        go.screen("history, not", "n", lambda screen: "Undo " not in screen)
        go.screen("memos", F7, "1 memo", f"Memo {MARKUP} ␛]52")
        go.screen("memo's place", ENTER, "1▌[lacht]")
        go.screen("coder", F8, "Who are you?", f"{MARKUP} ␛]52")
        go.screen("coder, left", ESC, lambda screen: "Who are you?" not in screen)
        go.screen("back", "q", lambda screen: "1▌[lacht]" in screen or "1 memo" in screen or "Open questions" in screen)


def test_the_screens_of_material_and_answers(folder: Path, project: Path) -> None:
    with Terminal("open", project, cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("project", "", "Open questions", "Wat ␛]52")
        go.screen("search", "/", "words to find")
        go.screen("search, found", "druk" + ENTER, "places", f"en {HARMLESS} druk [/zucht].", "[red]Mieke[/red]")
        go.screen("search, left", "q", "Open questions")
        go.screen("answers", DOWN + ENTER, "12/14" if False else "Answers", "[lacht] [/zucht] [red]x[/red] heel druk ␛]52")
        go.screen("answers, code", "c", PICKER, MARKUP)
        go.screen("answers, coded", ENTER, lambda screen: PICKER not in screen)
        go.screen("answers, memo", "m", "the answer of [/zucht] ␛]52")
        go.screen("answers, pasted memo", f"\x1b[200~{NAME}\x1b[201~", f"{MARKUP} {HARMLESS}")
        go.screen("answers, memo kept", F2, "Memo kept.")
        go.screen("answers, filter", "/", "\n find")
        go.screen("answers, filtered", "druk", "1/1")
        go.screen("answers, filter left", ESC, lambda screen: "\n find" not in screen)
        go.screen("answers, in vivo", DOWN + "i", "Er was geen tijd [red] voor")
        go.screen("answers, left", "q", "Open questions")
        go.screen("import, offers", "i", "Import which file?")
        go.screen("import, typed", "in/", "groep [lacht] [red]x ␛]52;c;aGFjaw==␇␛[31mHOSTILE\ufffd31m◌END.txt")
        go.screen("import, completed", TAB, "in/groep [lacht] [red]x ")
        go.screen("import, preview", ENTER, "Take this in?", "groep [lacht] [red]x ␛]52")
        go.screen("import, taken", ENTER, lambda screen: "Take this in?" not in screen)


def test_the_start_screen(folder: Path, project: Path) -> None:
    with Terminal(cwd=folder, home=folder) as terminal:
        go = Watched(terminal)
        go.screen("start", "", "New project", "1  studie [lacht] [red]x ␛]52;c;aGFjaw==␇␛[31mHOSTILE\ufffd31m◌END")
        go.screen("open, offers", "o", "Open which project?")
        go.screen("open, typed", "st", "studie [lacht] [red]x ␛]52;c;aGFjaw==␇")
        go.screen("open, completed", TAB, "studie [lacht] [red]x ")
        with Terminal("open", project, cwd=folder, home=folder) as other:
            other.wait_for("Open questions")
            go.screen("read only?", ENTER, "Open it to read only?", "studie [lacht] [red]x ␛]52")
            go.screen("read only", "y", "read only", "Open questions")
            other.quit()
        terminal.quit()


PRINTING = {
    "info": [],
    "documents": [],
    "questions": [],
    "cases": [],
    "coders": [],
    "search": ["druk"],
    "history": [],
    "codebook show": [],
    "codings export": [],
    "frequencies": ["--by", "niveau [red]x[/red]"],
    "memo list": [],
    "document show": ["#1"],
    "coding list": [],
    "snapshot list": [],
}
