"""What a key of the coding screen costs, from a text of 10 KB to one of 5 MB, without a coding and with 50,000.

The whole screen over a project file, as one codes in it: text, margin, tree, status line. From a key to
the last frame that it causes, see `painted`. Beside each is the computing alone, and its ratio to that on the smallest
text without a coding: a key should cost the same wherever it is pressed. (50,000 codings on 1 MB are ten on every
letter, and are drawn and named: that much more is on the screen there.) Before a key it is still, as between the keys
of a person, until the suggestions for the unit are there and the pane drew ahead: that is not the key's.

`python -m benchmarks.key_cost`
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.figures import Figure, show, spread
from benchmarks.painted import SETTINGS, STILL, Clock

LEAST = (10_000, 0)
PLACES = (
    (10_000, 500),
    (100_000, 500),
    (1_000_000, 0),
    (1_000_000, 5_000),
    (1_000_000, 50_000),
    (5_000_000, 0),
    (5_000_000, 50_000),
)
"""Characters of the text, and codings on it; `LEAST` is what the others are held against."""
KEYS = {"row": "down", "turn": "t", "sentence": "s", "screen": "pagedown", "code": "1", "off": "x"}
TIMES = 25
CODES = 50


def make_project(path: Path, length: int, codings: int) -> None:
    from benchmarks.document_pane import SENTENCES
    from codebench.domain.draft import CaseDraft, DocumentDraft, DocumentKind, Draft, UnitDraft, UnitKind
    from codebench.domain.variables import CaseKind, Role
    from codebench.project.coding_rows import add_codings
    from codebench.project.project import Project

    dice = random.Random(7)
    parts, units, at = [], [], 0
    while at < length:
        speaker = dice.choice(("Ilse", "Karim", "Moderator"))
        said = " ".join(dice.choices(SENTENCES, k=dice.randint(2, 12)))
        body = at + len(speaker) + 2
        units.append(UnitDraft(UnitKind.TURN, at, body, body + len(said), speaker))
        parts.append(f"{speaker}: {said}\n")
        at += len(parts[-1])
    cases = [CaseDraft(name, name, CaseKind.PERSON, Role.PARTICIPANT) for name in ("Ilse", "Karim", "Moderator")]
    document = DocumentDraft("groep", DocumentKind.TRANSCRIPT, "".join(parts), tuple(units))
    draft = Draft("groep.txt", "transcript", "0" * 64, lambda: iter([*cases, document]), n_documents=1)
    with Project.create(path, "An") as project:
        project.imports.take([draft])
        codes = [project.codebook.add(f"code {n}") for n in range(CODES)]
        version = project.session.value("SELECT id FROM text_versions")
        rows: dict[Any, None] = {}
        while len(rows) < codings:
            start = dice.randrange(at - 20)
            rows[1, version, start, min(at - 1, start + dice.randint(20, 400)), dice.choice(codes), 1, "manual"] = None
        if not rows:
            return
        with project.session.act("code", "codings") as act:
            add_codings(act, list(rows), project.codings.revision())


async def serve(length: int, codings: int) -> None:
    """Opens a text, and for each line that comes in presses each key once and says what that took, in seconds."""
    from codebench.tui.app import CodebenchApp
    from codebench.tui.screens.coding import CodingScreen

    out = sys.__stdout__  # the app takes the other
    assert out is not None
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = folder
        path = Path(folder, "study.codebench")
        make_project(path, length, codings)
        clock = Clock()
        app = clock.wind(CodebenchApp)(path, "An")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = CodingScreen(1)
            await clock.taken(lambda: app.push_screen(screen))
            await pilot.pause()
            screen.pane.go_to(length // 2)
            await pilot.press("c", "enter", "x")
            dice = random.Random(3)
            for _line in sys.stdin:
                taken = {}
                for what, key in KEYS.items():
                    if what != "off":  # what was put on is taken off where it is
                        place = dice.randrange(length * 7 // 10)  # every key finds something to do
                        await clock.taken(lambda place=place: screen.pane.go_to(place), STILL)  # type: ignore[misc]
                    (whole,) = await clock.keys(app, key, 1)
                    taken[what] = whole, clock.work
                print(json.dumps(taken), file=out, flush=True)


class Desk:
    """A process with a text open."""

    def __init__(self, length: int, codings: int) -> None:
        command = [sys.executable, "-m", "benchmarks.key_cost", str(length), str(codings)]
        self._process = subprocess.Popen(
            command, env=os.environ | SETTINGS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.press()

    def press(self) -> dict[str, tuple[float, float]]:
        """Seconds from each key to its last frame, and of computing."""
        assert self._process.stdin is not None and self._process.stdout is not None
        print(file=self._process.stdin, flush=True)
        found: dict[str, tuple[float, float]] = json.loads(self._process.stdout.readline())
        return found

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def main() -> None:
    if len(sys.argv) == 3:
        asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
        return
    # A machine is faster and slower within minutes: the two take turns, a few hundred milliseconds each.
    baseline = Desk(*LEAST)
    figures: dict[str, list[Figure]] = {what: [] for what in KEYS}
    for length, codings in PLACES:
        desk = Desk(length, codings)
        turns = [(desk.press(), baseline.press()) for _time in range(TIMES)]
        desk.close()
        for what, shown in figures.items():
            taken, work = zip(*(here[what] for here, _there in turns), strict=True)
            least = [there[what][1] for _here, there in turns]
            ratio = f"{spread(list(work))}, {median(work) / median(least):.1f} x"
            place = f"{length // 1000:,} KB, {codings:,} codings"
            shown.append(Figure(place, spread(list(taken)), "p95 < 30 ms", ratio))
    baseline.close()
    for what, shown in figures.items():
        show(f"A key on the coding screen ({what}: {KEYS[what]}); baseline: 10 KB without a coding", shown)


if __name__ == "__main__":
    main()
