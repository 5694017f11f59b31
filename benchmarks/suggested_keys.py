"""Coding with the suggestions on: a key from the press to the last frame that it causes, and how long they take.

In the answers of the demonstration project, for a coder who begins; and in one text of 1 MB with 5,000 codings, where
what is read for a suggestion is long. Before a key the suggestions for the unit in view are there. Budget of an act: of
its key and of the durable act together. Beside it, the same keys with the suggestions off.

`python -m benchmarks.suggested_keys`
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure, milliseconds, show, spread
from benchmarks.painted import SETTINGS, STILL, Clock

TIMES = 30


def make_answers(folder: Path) -> Path:
    from codebench.project.demo import make_demo
    from codebench.project.project import Project

    path = make_demo(folder)
    with Project.open(path, "Lena") as project:
        project.coders.add("Jef")
    return path


def make_text(folder: Path) -> Path:
    from benchmarks.key_cost import make_project
    from codebench.project.project import Project
    from codebench.project.workers import Helper

    path = folder / "text.codebench"
    make_project(path, 1_000_000, 5_000)
    with Project.open(path, "An") as project, Helper() as helper:
        project.annotations.run(helper)
    return path


PLACES = {
    "answers": (make_answers, "Jef", {"down": "< 15 ms", "A": "< 35 ms"}, ("down", "1")),
    "text": (make_text, "An", {"t": "p95 < 30 ms", "a": "p95 < 50 ms", "x": "p95 < 50 ms"}, ("t", "1", "x")),
}
"""How each is made, who codes, the keys with their budgets, and the keys with the suggestions off."""

TITLES = {"answers": "answers of the demonstration", "text": "a text of 1 MB with 5,000 codings"}


async def measure(place: str, *, on: bool) -> dict[str, Any]:
    """Seconds by key, and with the suggestions on also from a unit to its suggestions, the first time apart."""
    from codebench.tui.app import CodebenchApp
    from codebench.tui.screens.answers import AnswersScreen
    from codebench.tui.screens.coding import CodingScreen

    make, coder, budgets, others = PLACES[place]
    keys = tuple(budgets) if on else others
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = folder
        path = make(Path(folder))
        clock = Clock()
        app = clock.wind(CodebenchApp)(path, coder)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            app.suggests = on
            screen = AnswersScreen(1) if place == "answers" else CodingScreen(1)
            begin = perf_counter()
            await clock.taken(lambda: app.push_screen(screen))

            async def proposed() -> None:
                while on:
                    found = screen.suggestion_line.focused
                    if found is not None and found.proposal.unit_id == screen.unit_in_view():
                        break
                    await asyncio.sleep(0.002)

            await proposed()
            first = perf_counter() - begin
            if not on:
                await pilot.press("c", "enter", "x")
            taken: dict[str, list[float]] = {key: [] for key in keys}
            waited = []
            for _time in range(TIMES):
                for key in keys:
                    await clock.taken(screen.refresh, STILL)
                    begin = perf_counter()
                    taken[key] += await clock.keys(app, key, 1)
                    await proposed()
                    if key == keys[0]:
                        waited.append(perf_counter() - begin)
            return {"keys": taken, "first": first, "waited": waited}


def ask(place: str, setting: str) -> dict[str, Any]:
    """What `measure` says, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.suggested_keys", place, setting]
    found = subprocess.run(command, env=os.environ | SETTINGS, capture_output=True, text=True, check=True)
    return json.loads(found.stdout)  # type: ignore[no-any-return]


def main() -> None:
    if len(sys.argv) == 3:
        found = asyncio.run(measure(sys.argv[1], on=sys.argv[2] == "on"))
        print(json.dumps(found), file=sys.__stdout__)  # the app takes the other
        return
    for place, (_make, _coder, budgets, _others) in PLACES.items():
        on, off = ask(place, "on"), ask(place, "off")
        figures = [
            Figure(f"key {key}", spread(on["keys"][key]), budget, f"off, {other}: {spread(taken)}")
            for (key, budget), (other, taken) in zip(budgets.items(), off["keys"].items(), strict=True)
        ]
        figures += [
            Figure("from that key to the suggestions there", spread(on["waited"]), ""),
            Figure("from the opening of the screen", milliseconds(on["first"]), ""),
        ]
        show(f"Suggestions on: {TITLES[place]}", figures)


if __name__ == "__main__":
    main()
