"""The pictures of the user's guide, made by the program itself on the demonstration.

    python tools/pictures.py            # make docs/guide/pictures/*.svg anew
    python tools/pictures.py --check    # say which of them no longer show what the program does

Each picture is a scene: who works, which keys are pressed from the first screen on. Nothing of this machine or of the
moment is in them, so that the same program always makes the same files.
"""

import argparse
import asyncio
import os
import re
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codebench.tui.app import CodebenchApp

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "guide" / "pictures"
DEMO, EMPTY, LESSON = "demo.codebench", "studie.codebench", "lesson"
PATIENCE = 60.0  # seconds for what a scene waits for


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: on which project and as whom, the keys to it (a `~text` waits for that to be seen), the size."""

    name: str
    keys: tuple[str, ...]
    project: str = DEMO
    coder: str = "Lena"
    suggests: bool = False
    size: tuple[int, int] = (92, 26)


def typed(text: str) -> tuple[str, ...]:
    """The keys that type a text."""
    names = {" ": "space", "-": "minus", ".": "full_stop", "/": "slash", "_": "underscore", ">": "greater_than_sign"}
    return tuple(names.get(char, char) for char in text)


SURVEY = typed("enquete.csv")
TWO_CODED = ("enter", "s", "=", "=", "c", *typed("tev"), "enter", "t", "t", "t", "t", "1", "space", "space")
COUNTED = ("f5", "~Whose", *typed("Lena"), "enter", "~N =")
SCENES = (
    Scene("project", (), size=(66, 18)),  # too narrow for the path of this machine
    Scene("import", ("i", *SURVEY, "enter", "~Take this in"), project=EMPTY, coder="An"),
    Scene("text", ("enter", "0", "1", "8", "g")),
    Scene("picker", ("enter", "s", "=", "=", "c", *typed("tev")), coder="Wout", size=(80, 22)),
    Scene("suggestion", (*TWO_CODED, "~◐ moderate"), project=EMPTY, coder="An", suggests=True),
    Scene("answers", ("down", "down", "enter", "down", "down", "e", "~say the same")),
    Scene("beside", ("enter", "semicolon", "Q", "~Esc: away"), size=(124, 34)),
    Scene("codebook", ("ctrl+d", "down", "down")),
    Scene(
        "frequencies",
        (*COUNTED, "v", *typed("onderwijsniveau"), "enter", "~bao"),
    ),
    Scene("passages", (*COUNTED, "down", "enter", "~passages")),
    Scene("agreement", ("f12", "~BCa")),
    Scene("tutorial", ("~turn 2", "s", "=", "=", "~Step 3"), project=LESSON, size=(80, 24)),
)


async def draw(scene: Scene, folder: Path) -> str:
    """The picture of a scene; `folder` holds the projects that scenes begin on."""
    from codebench.tui import state
    from codebench.tui.picture import picture

    place = folder / scene.name
    shutil.copytree(folder / "begin", place)
    os.chdir(place)
    state.set_suggests(scene.suggests)
    state.set_theme("light")
    app = opened(scene)
    async with app.run_test(size=scene.size) as pilot:
        await pilot.pause()
        for key in scene.keys:
            if key.startswith("~"):
                await wait_for(app, key[1:])
            else:
                await pilot.press({"=": "equals_sign"}.get(key, key))
                await pilot.pause()
        for worker in [each for each in app.workers if each.group == "count"]:
            await worker.wait()
        await pilot.pause(0.3)
        return small(picture(app, "codebench"))


def opened(scene: Scene) -> "CodebenchApp":
    """The app at the beginning of a scene."""
    from codebench.project import learning
    from codebench.tui.app import CodebenchApp
    from codebench.tui.learn.app import LearnApp

    if scene.project == LESSON:
        return LearnApp(replace(learning.begin(Path("lesson"), lambda _told: None, again=True), step=1))
    return CodebenchApp(Path(scene.project), scene.coder)


async def wait_for(app: "CodebenchApp", text: str) -> None:
    """Wait until a text stands on the screen."""
    for _turn in range(int(PATIENCE / 0.05)):
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        if text in shown:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(f"{text!r} did not come up:\n{shown}")


def small(drawn: str) -> str:
    """The same picture in fewer bytes."""
    drawn = re.sub(r"terminal-\d+", "t", drawn).replace("&#160;", "\u00a0")
    drawn = re.sub(r"(\d+\.\d)\d{4,}", r"\1", drawn)
    return re.sub(r"\n\s*", "\n", drawn).strip() + "\n"


def make(folder: Path) -> dict[str, str]:
    """All pictures by their file names."""
    from codebench.exchange.codebook_yaml import read_codebook
    from codebench.ingest import read
    from codebench.project.demo import make_demo
    from codebench.project.project import Project

    begin = folder / "begin"
    make_demo(begin)
    shutil.copy(ROOT / "corpora" / "zorgcoordinatoren" / "enquete.csv", begin)
    with Project.create(begin / EMPTY, "An") as project:
        project.imports.take([read(ROOT / "corpora" / "ondersteuners" / "focusgroep-1.txt")])
        project.codebook_files.take(read_codebook(ROOT / "codebooks" / "ondersteuners.yaml"))
    return {f"{scene.name}.svg": asyncio.run(draw(scene, folder)) for scene in SCENES}


def main() -> int:
    """Make the pictures, or compare them; the exit code says whether they were up to date."""
    parser = argparse.ArgumentParser(description="The pictures of the user's guide.")
    parser.add_argument("--check", action="store_true", help="say which are out of date, and write nothing")
    check = parser.parse_args().check
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.environ |= {"CODEBENCH_HOME": f"{folder}/home", "CODEBENCH_LANG": "en", "COLORTERM": "truecolor"}
        os.environ.pop("NO_COLOR", None)
        try:
            made = make(Path(folder))
        finally:
            os.chdir(before)
    there = {path.name: path.read_text("utf-8") for path in PICTURES.glob("*.svg")}
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    for name in stale:
        if check:
            sys.stdout.write(f"{name} is out of date; run python tools/pictures.py\n")
        elif name in made:
            PICTURES.mkdir(parents=True, exist_ok=True)
            (PICTURES / name).write_text(made[name], "utf-8")
            sys.stdout.write(f"made {name}, {len(made[name].encode()) // 1000} kB\n")
        else:
            (PICTURES / name).unlink()
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
