"""The engine: durable acts, undo, import of 100,000 answers, counting over 1,000,000 codings."""

import csv
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, process_time

from xlsxwriter import Workbook

from benchmarks.figures import Figure, milliseconds, show, spread, timed
from codebench.analysis.frequencies import FrequencyRequest
from codebench.domain.coding_table import CodingDraft
from codebench.ingest import read
from codebench.project.coding_rows import add_codings
from codebench.project.demo import make_demo
from codebench.project.project import Project
from codebench.store.schema import INDEXES, TABLES
from codebench.store.tables import STATE
from codebench.store.views import VIEWS

WORDS = [
    "tijd",
    "overleg",
    "mandaat",
    "directie",
    "leerling",
    "school",
    "middelen",
    "vraag",
    "samen",
    "klas",
    "team",
    "ouders",
    "zorg",
    "uren",
]


def answers_file(path: Path, respondents: int, questions: int) -> Path:
    rng = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, delimiter=";")
        out.writerow(["respondent", "niveau", "net", "schaal", *(f"Open vraag {q}: vertel" for q in range(questions))])
        for i in range(respondents):
            said = [
                " ".join(rng.choices(WORDS, k=rng.randint(3, 30))) + f" {rng.random():.6f}" for _ in range(questions)
            ]
            row = [f"R{i:06d}", rng.choice(("bao", "so")), rng.choice(("VGO", "GO!", "OGO")), rng.randint(1, 5)]
            out.writerow([*row, *said])
    return path


def workbook_of(source: Path, path: Path) -> Path:
    """The same table as an Excel workbook."""
    with Workbook(str(path), {"constant_memory": True}) as book, source.open(encoding="utf-8", newline="") as handle:
        sheet = book.add_worksheet()
        for i, row in enumerate(csv.reader(handle, delimiter=";")):
            sheet.write_row(i, 0, row)
    return path


def import_survey(source: Path, target: Path) -> None:
    """Run in a process of its own, so that its peak memory is its own."""
    start, cpu = perf_counter(), process_time()
    with Project.create(target, "An") as project:
        project.imports.take([read(source)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(perf_counter() - start, process_time() - cpu, peak)


def measure_import(folder: Path) -> list[Figure]:
    figures = []
    for respondents in (10_000, 100_000):
        source = answers_file(folder / f"enquete-{respondents}.csv", respondents, 3)
        figures.append(measure_survey(source, folder, f"import {respondents:,} respondents x 3 open questions"))
    book = workbook_of(source, source.with_suffix(".xlsx"))
    figures.append(measure_survey(book, folder, f"the same {respondents:,} respondents from .xlsx"))
    return figures


def measure_survey(source: Path, folder: Path, what: str) -> Figure:
    target = folder / f"{source.name}.codebench"
    code = "import sys; from pathlib import Path; from benchmarks.engine import import_survey as run;"
    code += " run(*map(Path, sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(source), str(target)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    cpu = process_time()
    copy_rows(target, folder / "floor.db")
    floor = process_time() - cpu
    return Figure(
        what,
        f"{float(out[0]):.1f} s ({float(out[1]):.1f} s CPU), peak {out[2]} MB",
        "< 30 s, flat memory",
        f"SQLite alone, the same rows and indexes, copied: {floor:.1f} s CPU",
    )


def copy_rows(project: Path, target: Path) -> None:
    """Put the rows of a project into an empty one with SQLite alone: what no import can do without."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    for pragma in (
        "foreign_keys=ON",
        "cell_size_check=ON",
        "cache_size=-32768",
        "secure_delete=ON",
        "synchronous=FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(TABLES + INDEXES)
    connection.execute(f"CREATE VIEW indexed_texts AS {VIEWS['indexed_texts'].sql}")
    connection.execute("ATTACH ? AS project", [str(project)])
    connection.execute("BEGIN IMMEDIATE")
    for table in ("contents", *STATE, "acts", "events"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM project.{table} ORDER BY id")
    connection.execute("INSERT INTO text_index (rowid, value) SELECT id, value FROM indexed_texts")
    connection.execute("COMMIT")
    connection.close()


def measure_acts(folder: Path) -> list[Figure]:
    with Project.open(make_demo(folder / "demo"), "Lena") as project:
        code = project.codebook.find("tijd")
        places = iter(range(10, 4000))
        taken = timed(lambda: project.codings.add(1, (at := next(places)), at + 7, [code]), 200)
        naive = sqlite3.connect(folder / "naive-act.db", isolation_level=None)
        naive.execute("PRAGMA synchronous=FULL")
        naive.execute("CREATE TABLE t (a, b)")
        bare = timed(lambda: naive.execute("INSERT INTO t VALUES (1, 2)"), 200)
        undone = timed(project.history.undo, 50)
        name = project.documents.info(1).name
        many = [CodingDraft(0, name, "", "", at, at + 3, "", "tijd", coder="", memo="") for at in range(10_000)]
        project.coding_files.take(many)
        large = timed(project.history.undo)[0]
    return [
        Figure("one coding act, durable", spread(taken), "< 20 ms", f"bare INSERT, committed: {spread(bare)}"),
        Figure("undo of one coding", spread(undone), ""),
        Figure("undo of an act with 10,000 codings", milliseconds(large), "< 1 s"),
    ]


def fill(project: Project, answers: int, per_answer: int, codes: int) -> None:
    rng = random.Random(11)
    tops = [project.codebook.add(f"thema {i}") for i in range(codes // 10)]
    ids = [project.codebook.add(f"code {i}", tops[i % len(tops)]) for i in range(codes - len(tops))] + tops
    places = project.session.tuples(
        "SELECT d.id, v.id, v.length FROM documents d JOIN text_versions v ON v.document_id = d.id"
        " ORDER BY d.id LIMIT ?",
        [answers],
    )
    with project.session.act("benchmark") as act:
        batch = []
        for document, version, length in places:
            for code in rng.sample(ids, per_answer):
                batch.append((document, version, 0, length, code, 1, "import"))
            if len(batch) >= 5_000:
                add_codings(act, batch, 1)
                batch = []
        add_codings(act, batch, 1)
        units = [row[0] for row in project.session.tuples("SELECT id FROM units")]
        act.insert_rows("review_marks", ("unit_id", "coder_id", "created_at"), [(u, 1, "2026") for u in units])


def measure_counts(folder: Path) -> list[Figure]:
    source = answers_file(folder / "een-vraag.csv", 100_000, 1)
    figures = []
    with Project.create(folder / "groot.codebench", "An") as project:
        project.imports.take([read(source)])
        start = perf_counter()
        fill(project, 100_000, 10, 200)
        figures.append(Figure("1,000,000 codings put in by one act", f"{perf_counter() - start:.0f} s", ""))
        plain = min(timed(lambda: project.frequencies(FrequencyRequest()), 3))
        split = min(timed(lambda: project.frequencies(FrequencyRequest(by="niveau")), 3))
        naive = timed(lambda: naive_count(project))[0]
        figures += [
            Figure("frequencies, 1,000,000 codings x 100,000 cases x 200 codes", milliseconds(plain), "< 1 s"),
            Figure("the same by a variable", milliseconds(split), "< 1 s", f"naive join and Counter: {naive:.1f} s"),
        ]
        code = project.codebook.find("thema 1")
        stop = Event()
        runs = []

        def report() -> None:
            reader = project.reader()
            while not stop.is_set():
                runs.append(timed(lambda: reader.frequencies(FrequencyRequest(by="niveau")))[0])
            reader.close()

        thread = Thread(target=report)
        thread.start()
        documents = iter(range(1, 1000))
        taken = timed(lambda: project.codings.add(next(documents), 0, 5, [code]), 60)
        stop.set()
        thread.join()
        worst = f"worst {milliseconds(max(taken))}"
        figures.append(Figure("a coding act while a report runs", spread(taken), "< 50 ms", worst))
    return figures


def naive_count(project: Project) -> Counter[tuple[int, str]]:
    rows = project.session.store.connection.execute(
        "SELECT DISTINCT g.code_id, u.case_id, v.value FROM codings g JOIN units u ON u.document_id = g.document_id"
        " JOIN view_case_values v ON v.case_id = u.case_id AND v.variable = 'niveau'"
    )
    return Counter((code, value) for code, _case, value in rows)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("Acts", measure_acts(folder))
        show("Import", measure_import(folder))
        show("Counting", measure_counts(folder))


if __name__ == "__main__":
    main()
