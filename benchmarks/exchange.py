"""Projects across: 10,000 sources and 100 MB of text, out as .qdpx and in again, and the memory that it takes.

python -m benchmarks.exchange           # each way in a process of its own, so that its memory can be told
"""

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.figures import Figure, milliseconds, show
from codebench.domain.codebook import CodebookDraft, CodeDraft
from codebench.domain.draft import CaseDraft, DocumentDraft, DocumentKind, Draft, UnitDraft, UnitKind
from codebench.exchange.projects import read_project
from codebench.project.coding_rows import add_codings
from codebench.project.exchange_out import OutRequest
from codebench.project.exchange_units import text_of
from codebench.project.project import Project

SOURCES = 10_000
CHARACTERS = 10_000
PER_SOURCE = 10
BUDGET = "< 60 s"
_TEXT = (
    "wij merken op school dat de ouders het soms moeilijk hebben met al die papieren 😀 en dan bellen zij naar ons maar"
    " er is niet altijd tijd voor één gesprek over de kinderen"
)
_WORDS = _TEXT.split()


def material() -> Draft:
    """Notes of some lines, each a unit."""
    rng = random.Random(3)

    def records() -> Iterator[CaseDraft | DocumentDraft]:
        for n in range(SOURCES):
            lines, at, units = [], 0, []
            while at < CHARACTERS:
                line = " ".join(rng.choices(_WORDS, k=40))
                units.append(UnitDraft(UnitKind.PARAGRAPH, at, at, at + len(line), f"c{n}"))
                lines.append(line)
                at += len(line) + 1
            yield CaseDraft(f"c{n}", f"persoon {n}")
            yield DocumentDraft(f"gesprek {n}", DocumentKind.NOTE, "\n".join(lines), tuple(units), case=f"c{n}")

    return Draft("bron.txt", "text", "0", records, n_documents=SOURCES, n_cases=SOURCES)


def make(folder: Path) -> None:
    """A project of that size, each text coded."""
    with Project.create(folder / "uit.codebench", "An") as project:
        project.imports.take([material()])
        project.codebook_files.take(CodebookDraft("boek", tuple(CodeDraft(f"code {i}") for i in range(50))))
        rng = random.Random(4)
        versions = project.session.tuples("SELECT document_id, id FROM text_versions")
        rows = [
            (document, version, at, at + rng.randint(5, 400), rng.randint(1, 50), 1, "manual")
            for document, version in versions
            for at in sorted(rng.sample(range(CHARACTERS - 500), PER_SOURCE))
        ]
        with project.session.act("code", "benchmark") as act:
            add_codings(act, rows, 1)


def out(folder: Path) -> None:
    """Write it."""
    with Project.open(folder / "uit.codebench", read_only=True) as project:
        project.exchange_out.write(folder / "werk.qdpx", OutRequest("nvivo"))


def taken(folder: Path) -> None:
    """Take it in."""
    with Project.create(folder / "in.codebench", "Bo") as project:
        project.exchange.take(project.exchange.plan(read_project(folder / "werk.qdpx", text_of)))


def main() -> None:
    """Print the figures."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        # Made in a process of its own: what is started takes over the peak of memory of who starts it.
        subprocess.run([sys.executable, "-m", "benchmarks.exchange", "make", name], check=True, capture_output=True)
        for what, way in (("out", "out"), ("in, with its plan", "in")):
            printed = subprocess.run(
                [sys.executable, "-m", "benchmarks.exchange", way, name], check=True, capture_output=True, text=True
            )
            seconds, work, peak = printed.stdout.split()
            told = f"{SOURCES:,} sources of {CHARACTERS:,} characters, {SOURCES * PER_SOURCE:,} codings, {what}"
            figures.append(Figure(told, f"{milliseconds(float(seconds))} ({work} s of work), {peak} MB", BUDGET))
    show("Projects across", figures)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        begin = perf_counter()
        {"make": make, "out": out, "in": taken}[sys.argv[1]](Path(sys.argv[2]))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{perf_counter() - begin:.2f} {process_time():.1f} {most}\n")
    else:
        main()
