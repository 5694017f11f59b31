"""Rules, words, key words and concordances over 100,000 annotated answers, and keys on the screen meanwhile.

The answers are drawn from 5,000 different ones, each of which the pipeline reads once: what is measured is what comes
after it. Keys are measured in a process of its own, from the key to the frame that shows it, with Textual's frame clock
set out of the way.
"""

import asyncio
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from threading import Event
from time import perf_counter, process_time
from typing import Any

from benchmarks.annotation import made_up
from benchmarks.answers_table import SIZE
from benchmarks.figures import Figure, milliseconds, show, spread
from codebench.analysis.concordance import ConcordanceRequest
from codebench.analysis.words import WordRequest
from codebench.domain.annotation_encoding import encode
from codebench.ingest import read
from codebench.language.annotate import Annotator
from codebench.language.rule_search import RuleLine
from codebench.project.project import Project
from codebench.project.rule_trials import FindInHelper
from codebench.project.workers import Helper
from codebench.store import annotations as cache
from codebench.store.annotations import Kept

ANSWERS, DIFFERENT, UNREAD = 100_000, 5_000, 10_000
BATCH = 2_000
KEYS = ["down"] * 60 + ["pagedown"] * 40 + ["end", "home"] * 10
RULES = ("lemma:tijd", "tijd~", "geen|weinig|te_weinig ... tijd")


def make_project(folder: Path, answers: int = ANSWERS, unread: int = 0) -> Path:
    """A survey of two groups, annotated but for the last `unread` answers."""
    source, target = folder / "enquete.csv", folder / "enquete.codebench"
    different = made_up(DIFFERENT)
    texts = [different[i * 7 % DIFFERENT] for i in range(answers)]
    with source.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, delimiter=";")
        out.writerow(["respondent", "niveau", "Open vraag: vertel"])
        out.writerows([f"R{i:06d}", ("bao", "so")[i % 2], text] for i, text in enumerate(texts))
    with Project.create(target, "An") as project:
        project.imports.take([read(source)])
        project.codebook.add("tijd")
        pipeline, store = project.annotations.pipeline, project.session.store
        rows = store.tuples("SELECT id, value FROM indexed_texts ORDER BY id")
        there = sorted({text for _version, text in rows})
        made = zip(there, Annotator(pipeline).annotate(there), strict=True)
        values = {text: (encode(one), one.lemma_counts()) for text, one in made}
        kept = [Kept(version, *values[text]) for version, text in rows[: len(rows) - unread]]
        for at in range(0, len(kept), BATCH):
            cache.keep(store, pipeline.name, pipeline.key, kept[at : at + BATCH])
    return target


def clocked(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall, and of the processor in this process."""
    wall, own = perf_counter(), process_time()
    call()
    return perf_counter() - wall, process_time() - own


def asked(path: Path) -> list[Figure]:
    """What a coder asks for and waits for."""
    figures = []
    with Project.open(path, read_only=True) as project, Helper() as helper:
        find = FindInHelper(helper)
        ground = project.rules.ground(project.codebook.find("tijd"))
        project.rules.trial(ground, [RuleLine("school")], find=find)
        for rule in RULES:
            wall, _own = clocked(partial(project.rules.trial, ground, [RuleLine(rule)], find=find))
            figures.append(Figure(f"rule tried: {rule}", milliseconds(wall), ""))
        wall, _own = clocked(lambda: project.words.concordance(ConcordanceRequest("tijd"), find=find))
        figures.append(Figure("concordance of a word in all its forms", milliseconds(wall), ""))
        for what, request in (
            ("words", WordRequest()),
            ("words by a variable", WordRequest(by="niveau")),
            ("key words", WordRequest(by="niveau", keyness=True)),
            ("phrases", WordRequest(phrases=True)),
        ):
            wall, own = clocked(partial(project.words.frequencies, request))
            figures.append(Figure(what, milliseconds(wall), "", f"of it in this process: {milliseconds(own)}"))
    return figures


async def keys(path: Path, meanwhile: str) -> list[float]:
    """From a key to its frame in the answers screen, while something else goes on."""
    from textual import events

    from codebench.tui.app import CodebenchApp
    from codebench.tui.screens.answers import AnswersScreen
    from codebench.tui.table.aside import count_aside

    app = CodebenchApp(path, "An")
    async with app.run_test(size=SIZE) as pilot:
        painted = asyncio.Event()
        display = app._display

        def noted(*args: Any, **kwargs: Any) -> None:
            display(*args, **kwargs)
            painted.set()

        app._display = noted  # type: ignore[method-assign]
        app.push_screen(AnswersScreen(1))
        await pilot.pause()
        await app.workers.wait_for_complete()
        stop = Event()

        async def counting() -> None:
            request = WordRequest(by="niveau", keyness=True)
            while not stop.is_set():
                await count_aside(app, lambda reader, breath: reader.words.frequencies(request, breath))

        async def annotating() -> None:
            app.annotating.look()

        works: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {"count": counting, "annotate": annotating}
        work = asyncio.ensure_future(works[meanwhile]()) if meanwhile in works else None
        await asyncio.sleep(2.0)
        taken = []
        for key in KEYS:
            painted.clear()
            begin = perf_counter()
            app.post_message(events.Key(key, None))
            await asyncio.wait_for(painted.wait(), 60)
            taken.append(perf_counter() - begin)
            await asyncio.sleep(0.03)
        stop.set()
        if work is not None:
            await work
    return taken


def in_a_process(path: Path, meanwhile: str) -> list[float]:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"TEXTUAL_FPS": "1000", "CODEBENCH_HOME": home, "TEXTUAL_ANIMATIONS": "none"}
        command = [sys.executable, "-m", "benchmarks.dutch", meanwhile, str(path)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        path = make_project(Path(name), unread=UNREAD)
        found = asked(path)
        alone = spread(in_a_process(path, "nothing"))
        for what, meanwhile in (("key words are counted", "count"), ("texts are annotated", "annotate")):
            taken = spread(in_a_process(path, meanwhile))
            found.append(Figure(f"a key in the answers while {what}", taken, "< 15 ms", f"alone: {alone}"))
    return found


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(asyncio.run(keys(Path(sys.argv[2]), sys.argv[1]))))
    else:
        show(f"Dutch over {ANSWERS:,} answers", figures())


if __name__ == "__main__":
    main()
