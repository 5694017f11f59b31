"""Our table and the whole answers screen over 100,000 answers, beside Textual's DataTable in the same run.

Each is measured in a process of its own, so that its memory is its own. From a key (or the opening) to the frame
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
from codebench.domain.coding_table import CodingDraft
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
        for i in range(20):
            project.codebook.add(f"code {i}")
        rows = [
            CodingDraft(0, "", f"R{i:06d}", "Wat helpt?", 0, 4, "", f"code {n}", coder="", memo="")
            for n in (1, 2, 3)
            for i in range(0, 3000, n)
        ]
        project.coding_files.take(rows)
        project.reviews.mark(project.reviews.units_of_question(1)[:3000])


async def measure(case: str, path: Path) -> dict[str, Any]:
    from textual import events
    from textual.app import App
    from textual.screen import Screen
    from textual.widgets import DataTable

    from codebench.tui.answers.columns import answer_columns
    from codebench.tui.answers.lazy_table import LazyTable
    from codebench.tui.answers.rows import AnswerSource
    from codebench.tui.app import CodebenchApp
    from codebench.tui.screens.answers import AnswersScreen
    from codebench.tui.table.rows_view import RowsView
    from codebench.tui.warming import warm

    painted = asyncio.Event()

    def after_paint(app: App[None]) -> None:
        display = app._display

        def noted(*args: Any, **kwargs: Any) -> None:
            display(*args, **kwargs)
            painted.set()

        app._display = noted  # type: ignore[method-assign]

    class Theirs(Screen[None]):
        """The rows in a DataTable."""

        def compose(self) -> Iterator[Any]:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
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

    class Ours(Screen[None]):
        """The rows in our table, and nothing else."""

        def compose(self) -> Iterator[Any]:
            yield LazyTable(answer_columns([]))

        def on_mount(self) -> None:
            documents, codes = app.project.documents, app.project.codebook.codes()
            source = AnswerSource(
                documents.answer_ids(1), {code.id: code for code in codes}, lambda ids: documents.answer_rows(ids)
            )
            self.query_one(LazyTable).show(source, columns=answer_columns)
            self.query_one(LazyTable).focus()

    screens = {"table": Ours, "screen": lambda: AnswersScreen(1), "theirs": Theirs}
    app = CodebenchApp(path, "An", read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await warm(app)  # as it is done while the first screen is looked at
        after_paint(app)
        begin = perf_counter()
        screen = screens[case]()
        app.push_screen(screen)
        while True:
            painted.clear()
            await painted.wait()
            if screen.is_mounted and (case == "theirs" or screen.query_one(RowsView).row_count()):
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
            await asyncio.sleep(0.03)
        memory = resident()
    return {"first": first, "keys": taken, "memory": memory}


def resident() -> float:
    """The memory of this process now, in MB (where the system does not tell: at its peak)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


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
        runs = {case: in_a_process(case, path) for case in ("table", "screen", "theirs")}
    table, screen, theirs = (runs[case] for case in ("table", "screen", "theirs"))
    return [
        figure
        for what, ours in (("table", table), ("whole screen", screen))
        for figure in (
            Figure(f"{what}: first paint", milliseconds(ours["first"]), "< 150 ms", milliseconds(theirs["first"])),
            Figure(f"{what}: a key, to paint", spread(ours["keys"]), "< 15 ms", spread(theirs["keys"])),
            Figure(f"{what}: memory", f"{ours['memory']:.0f} MB", "< 120 MB", f"{theirs['memory']:.0f} MB"),
        )
    ]


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(asyncio.run(measure(sys.argv[1], Path(sys.argv[2])))))
    else:
        show(f"{ANSWERS:,} answers in the answers screen; baseline: Textual's DataTable", figures())


if __name__ == "__main__":
    main()
