"""The answers screen over 100,000 answers, beside Textual's own DataTable over the same rows in the same run.

Each is measured in a process of its own, so that its peak memory is its own. From a key (or the opening) to the frame
that shows it, with Textual's frame clock set out of the way (it alone waits up to 16 ms).
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure, milliseconds, show, spread
from codebench.domain.draft import (
    CaseDraft,
    DocumentDraft,
    DocumentKind,
    Draft,
    QuestionDraft,
    UnitDraft,
    UnitKind,
)
from codebench.project.project import Project

ANSWERS = 100_000
SIZE = (120, 40)
WORDS = ["tijd", "overleg", "ouders", "leerlingen", "ondersteuner", "school", "klas", "contact", "thuis", "motivatie"]
KEYS = ["down"] * 60 + ["pagedown"] * 40 + ["end", "home"] * 10


def make_project(path: Path) -> None:
    """A survey with one question, 3,000 of its answers coded with one to three codes and reviewed."""

    def records() -> Iterator[CaseDraft | DocumentDraft]:
        for i in range(ANSWERS):
            name = f"R{i:06d}"
            text = " ".join(WORDS[(i * 7 + j * j) % len(WORDS)] for j in range(3 + i % 30))
            unit = UnitDraft(UnitKind.ANSWER, 0, 0, len(text), name)
            yield CaseDraft(name, name)
            yield DocumentDraft(name, DocumentKind.ANSWER, text, (unit,), case=name, question="Wat helpt?")

    question = QuestionDraft("Wat helpt?", "Wat helpt?")
    draft = Draft("survey.csv", "survey", "0", records, questions=(question,))
    with Project.create(path, "An") as project:
        project.imports.take([draft])
        codes = [project.codebook.add(f"code {i}") for i in range(20)]
        ids = project.documents.answer_ids(1)[:3000]
        for n in (1, 2, 3):
            project.codings.add_many([(i, 0, 4) for i in ids[::n]], [codes[n]])
        project.reviews.mark([project.documents.units(i)[0].id for i in ids])


async def measure(case: str, path: Path) -> dict[str, Any]:
    from textual import events
    from textual.app import App
    from textual.screen import Screen

    from codebench.tui.app import CodebenchApp
    from codebench.tui.screens.answers import AnswersScreen
    from codebench.tui.table.rows_view import RowsView

    painted = asyncio.Event()

    def after_paint(app: App[None]) -> None:
        display = app._display

        def noted(*args: Any, **kwargs: Any) -> None:
            display(*args, **kwargs)
            painted.set()

        app._display = noted  # type: ignore[method-assign]

    class Rows(Screen[None]):
        """The same rows in a DataTable."""

        def compose(self) -> Iterator[Any]:
            from textual.widgets import DataTable

            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            from textual.widgets import DataTable

            table = self.query_one(DataTable)
            table.add_columns("respondent", "✓", "answer", "codes")
            project = app.project
            names = {code.id: code.name for code in project.codebook.codes()}
            ids = project.documents.answer_ids(1)
            for start in range(0, len(ids), 500):
                for row in project.documents.answer_rows(ids[start : start + 500]):
                    codes = ", ".join(names[code] for _coding, code in row.codes)
                    table.add_row(row.case, "✓" if row.reviewed else "", row.text, codes, key=str(row.document_id))
            table.focus()

    app = CodebenchApp(path, "An", read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        after_paint(app)
        begin = perf_counter()
        screen = AnswersScreen(1) if case == "ours" else Rows()
        app.push_screen(screen)
        while True:
            painted.clear()
            await painted.wait()
            if case != "ours" or (screen.is_mounted and screen.query_one(RowsView).row_count()):
                break
        first = perf_counter() - begin
        await app.workers.wait_for_complete()
        await pilot.pause()
        taken = []
        for key in KEYS:
            painted.clear()
            begin = perf_counter()
            app.post_message(events.Key(key, None))
            await asyncio.wait_for(painted.wait(), 60)
            taken.append(perf_counter() - begin)
            await asyncio.sleep(0.01)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first": first, "keys": taken, "memory": peak}


def in_a_process(case: str, path: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"TEXTUAL_FPS": "1000", "CODEBENCH_HOME": home, "TEXTUAL_ANIMATIONS": "none"}
        command = [sys.executable, "-m", "benchmarks.answers_table", case, str(path)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.codebench"
        make_project(path)
        ours, theirs = in_a_process("ours", path), in_a_process("theirs", path)
    return [
        Figure("first paint", milliseconds(ours["first"]), "< 150 ms", milliseconds(theirs["first"])),
        Figure("a key, to paint", spread(ours["keys"]), "< 15 ms", spread(theirs["keys"])),
        Figure("peak memory", f"{ours['memory']:.0f} MB", "< 120 MB", f"{theirs['memory']:.0f} MB"),
    ]


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(asyncio.run(measure(sys.argv[1], Path(sys.argv[2])))))
    else:
        show(f"{ANSWERS:,} answers in the answers screen; baseline: Textual's DataTable", figures())


if __name__ == "__main__":
    main()
