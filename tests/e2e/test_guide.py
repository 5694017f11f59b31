"""The user's guide is true: its commands run, in its order; its pictures, pages and keys are there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from codebench.__main__ import Screen
from codebench.cli.commands import load
from codebench.cli.main import run
from codebench.tui.actions import ACTIONS, WIDGET_ACTIONS, shown_key
from tests.conftest import CODEBOOKS, CORPORA

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
CHAPTERS = sorted(GUIDE.glob("[0-9]*.md"), key=lambda path: int(path.name.split("-")[0]))
MOST = 60_000  # bytes of a picture
# What other tests run, at length: a screen, a replay of a whole project.
ELSEWHERE = ("open", "evaluate")


def commands(page: Path) -> list[list[str]]:
    """The commands of a page, as the shell gives them to the program."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    assert all(line[0] == "codebench" for line in lines)
    return [line[1:] for line in lines]


def accepts_yes(command: list[str]) -> bool:
    """Whether a command asks before it does something."""
    found = load(command[0])
    sub = getattr(found, "commands", {}).get("".join(command[1:2]), found)
    return any("--yes" in param.opts for param in sub.params)


def material(folder: Path) -> None:
    """The files that the guide names."""
    for path in (CORPORA / "ondersteuners").glob("*.txt"):
        shutil.copy(path, folder)
    shutil.copy(CORPORA / "ondersteuners" / "deelnemers.csv", folder)
    shutil.copy(CODEBOOKS / "ondersteuners.yaml", folder)
    survey = (CORPORA / "zorgcoordinatoren" / "enquete.csv").read_text("utf-8-sig")
    (folder / "enquete.csv").write_text(survey, "utf-8")
    _head, first, *_others = survey.splitlines()
    (folder / "enquete-juni.csv").write_text("\n".join([survey.rstrip("\n"), first.replace("R001", "R901")]), "utf-8")
    mended = (folder / "focusgroep-1.txt").read_text("utf-8").replace("Goeiemiddag", "Goedemiddag", 1)
    (folder / "verbeterd.txt").write_text(mended, "utf-8")


def test_every_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CODEBENCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    material(tmp_path)
    tried = 0
    for page in CHAPTERS:
        for command in commands(page):
            if command[0].startswith("--") or command[0] in ELSEWHERE:
                continue
            yes = ["--yes"] if accepts_yes(command) else []
            assert run([*command, *yes], Screen()) == 0, (page.name, command, capfd.readouterr())
            tried += 1
    assert tried > 50


def test_every_picture_and_every_page_that_is_named_is_there() -> None:
    named = set()
    for page in GUIDE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (GUIDE / target).is_file(), (page.name, target)
            named.add(GUIDE / target)
    pictures = set((GUIDE / "pictures").glob("*.svg"))
    assert pictures <= named
    assert set(CHAPTERS) <= named


@pytest.mark.parametrize("picture", sorted((GUIDE / "pictures").glob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_is_small_and_asks_no_other_machine(picture: Path) -> None:
    drawn = picture.read_text("utf-8")
    assert len(drawn.encode()) <= MOST
    assert re.findall(r"https?://[^\"' ]+", drawn) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda path: path.stem)
def test_every_key_is_a_key(page: Path) -> None:
    keys = {shown_key(key) for action in (*ACTIONS, *WIDGET_ACTIONS) for key in action.keys}
    keys |= {"Esc", "Enter", "Tab", "Space", "Del", "="}
    named = re.findall(r"`([^\W\d_]|[/:=<>-]|F\d+|Ctrl\+\w|Enter|Esc|Tab|Space|Del)`", page.read_text("utf-8"))
    assert not [key for key in named if key not in keys]
