"""The document pane on a megabyte of Dutch with 5,000 codings, beside Textual's own read-only TextArea without any.

Once as paragraphs, once as one single line (text pasted out of a PDF). Each is measured in a process of its own. From
a key (or the opening, an act, a resize) to the last frame that it causes, see `painted`, after 40 ms without a frame:
in that time our pane draws what a page down will show. A resize begins when Textual hands it on, 8 ms after the
terminal has told it. In paragraphs both take turns, so that neither has the better minutes of the machine. Our pane
stands on a screen that paints as those of codebench do, the TextArea on one of Textual's. For both, what was there
before a text is opened is set aside from the garbage collector, as codebench does: else chance decides whose opening is
stopped by a look through all of it. How keys of the whole coding screen grow with text and codings is in `key_cost`.

`python -m benchmarks.document_pane`
"""

import asyncio
import gc
import json
import os
import random
import resource
import subprocess
import sys
from statistics import median
from typing import Any

from benchmarks.figures import Figure, milliseconds, show, spread
from benchmarks.painted import SETTINGS, Clock

LENGTH, CODINGS, SIZE = 1_000_000, 5_000, (120, 40)
TURNS = 3
BUDGETS = {"opening": "< 1 s", "resize": "< 0.15 s"}
SENTENCES = (
    "Het is vooral de tijd die ontbreekt, zeker als je op drie scholen staat.",
    "We hebben geen mandaat om o.a. de zorgcoördinator aan te spreken…",
    "De ouders zijn tevreden, maar dhr. Peeters van het CLB zag dat anders.",
    "Voor leerlingen type 2 is één uur per week ‘gewoon’ te weinig.",
    "Bij ons werkt co-teaching goed: de leerkracht ziet meteen wat er gebeurt.",
)


def make_document(paragraphs: bool) -> Any:
    from codebench.project.codebook import COLOURS
    from codebench.tui.document.model import PaneCoding, PaneDocument, PaneUnit

    dice = random.Random(7)
    parts, units, length = [], [], 0
    while length < LENGTH:
        speaker = dice.choice(("Ilse", "Karim", "Moderator"))
        said = " ".join(dice.choices(SENTENCES, k=dice.randint(2, 12)))
        body = length + len(speaker) + 2
        parts.append(f"{speaker}: {said}" + ("\n" if paragraphs else " "))
        units.append(PaneUnit(len(units), length, body, body + len(said), speaker, speaker == "Moderator"))
        length += len(parts[-1])
    codings = []
    for i in range(CODINGS):
        start = dice.randrange(length - 400)
        colour = COLOURS[i % len(COLOURS)]
        codings.append(PaneCoding(i, start, start + dice.randint(20, 400), i % 50, f"code {i % 50}", "AB", colour))
    return PaneDocument("".join(parts), tuple(units), codings=tuple(codings))


async def measure(ours: bool, paragraphs: bool) -> dict[str, Any]:
    from textual import events
    from textual.app import App
    from textual.geometry import Size
    from textual.screen import Screen
    from textual.widgets import TextArea

    from codebench.tui.document.pane import DocumentPane
    from codebench.tui.painting import SparingCompositor

    document = make_document(paragraphs)
    clock = Clock()

    class Bench(App[None]):
        def get_default_screen(self) -> Screen[None]:
            screen: Screen[None] = Screen()
            if ours:
                screen._compositor = SparingCompositor()
            return screen

        def compose(self) -> Any:
            yield DocumentPane() if ours else TextArea(read_only=True)

    app = clock.wind(Bench)()
    async with app.run_test(size=SIZE) as pilot:
        widget: Any = app.query_one(DocumentPane if ours else TextArea)
        widget.focus()
        await pilot.pause()

        taken = clock.taken

        async def keys(key: str, times: int) -> list[float]:
            return await clock.keys(app, key, times)

        def resize(width: int) -> None:
            app._driver._size = app._size = size = Size(width, SIZE[1])  # type: ignore[union-attr]
            app._resize_event = events.Resize(size, size)
            app._check_resize()

        # A TextArea needs ten seconds for a key in one line: few keys tell enough.
        times = 40 if ours or paragraphs else 1
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        result: dict[str, Any] = {}
        opening = (lambda: widget.show(document)) if ours else (lambda: widget.load_text(document.text))
        gc.collect()
        gc.freeze()
        result["opening"] = [await taken(opening)]
        result["key down"] = await keys("down", times)
        result["page down"] = await keys("pagedown", times)
        result["select + scroll"] = await keys("shift+down", times)
        if ours:
            place = widget.caret
            codings = list(document.codings)
            more = []
            for i in range(40):
                codings = [*codings, codings[0]._replace(id=CODINGS + i, start=place - 100 - i, end=place + i)]
                more.append(codings)
            result["apply coding"] = [await taken(lambda act=act: widget.set_codings(act)) for act in more]  # type: ignore[misc]
            # A screen that reads its codings anew hands down other objects that say the same.
            anew = [[one._replace() for one in act] for act in more[-6:-1]]
            result["apply coding, all read anew"] = [
                await taken(lambda act=act: widget.set_codings(act))  # type: ignore[misc]
                for act in anew
            ]
            result["sentence forward"] = await keys("s", 40)
            result["grow"] = await keys("plus", 2)
        widths = (100, 80, 90, 110, 120) if ours or paragraphs else (100,)
        result["resize"] = [await taken(lambda width=width: resize(width)) for width in widths]  # type: ignore[misc]
        result["memory"] = [(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024]
    return result


def in_a_process(ours: bool, paragraphs: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.document_pane", str(int(ours)), str(int(paragraphs))]
    done = subprocess.run(command, env=os.environ | SETTINGS, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def in_turns(paragraphs: bool) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """What was measured of ours and of the other, in as many processes as there are turns."""
    found: tuple[dict[str, list[Any]], dict[str, list[Any]]] = {}, {}
    for _turn in range(TURNS if paragraphs else 1):
        for all_turns, ours in zip(found, (True, False), strict=True):
            for what, taken in in_a_process(ours, paragraphs).items():
                all_turns.setdefault(what, []).extend(taken)
    return found


def told(taken: list[float]) -> str:
    return milliseconds(taken[0]) if len(taken) == 1 else spread(taken)


def figures(paragraphs: bool) -> list[Figure]:
    ours, theirs = in_turns(paragraphs)
    made = []
    for what, taken in ours.items():
        baseline = theirs.get(what, [])
        if what == "memory":
            made.append(Figure(what, f"{max(taken):.0f} MB", "", f"{max(baseline):.0f} MB"))
            continue
        times = f"{told(baseline)}, {median(baseline) / median(taken):.1f} x" if baseline else ""
        made.append(Figure(what, told(taken), BUDGETS.get(what, "p95 < 30 ms"), times))
    return made


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(asyncio.run(measure(sys.argv[1] == "1", sys.argv[2] == "1"))))
        return
    for paragraphs, title in ((True, "1 MB in paragraphs"), (False, "1 MB in one line")):
        show(f"{title}, {CODINGS:,} codings, {SIZE[0]} x {SIZE[1]}; baseline: TextArea(read_only)", figures(paragraphs))


if __name__ == "__main__":
    main()
