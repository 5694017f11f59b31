"""Annotating 100,000 answers in the background, killed on the way and gone on with: speed, memory, politeness."""

import csv
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, show, spread, timed
from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import decode, encode
from codebench.ingest import read
from codebench.language.annotate import Annotator
from codebench.project.annotating import Pace
from codebench.project.project import Project
from codebench.project.workers import Helper
from codebench.shipped import shipped

ANSWERS = 100_000
KILLS = 3


def sentences() -> list[str]:
    """The answers and turns of the shipped corpora."""
    found: list[str] = []
    for path in sorted(shipped("corpora").rglob("*.txt")):
        found += [line.partition(": ")[2] for line in path.read_text("utf-8").splitlines() if ": " in line]
    with (shipped("corpora") / "zorgcoordinatoren" / "enquete.csv").open(encoding="utf-8-sig", newline="") as handle:
        found += [cell for row in csv.reader(handle, delimiter=";") for cell in row if cell.count(" ") > 3]
    return [part.strip() for text in found for part in text.split(".") if part.count(" ") > 2]


def made_up(answers: int) -> list[str]:
    """Answers of 4 to 50 words, nearly all different: sentences of the corpora put together, each with a number."""
    rng, source = random.Random(3), sentences()
    return [". ".join(rng.choices(source, k=rng.randint(1, 3))) + f" ({i})." for i in range(answers)]


def project_of(texts: list[str], folder: Path) -> Path:
    source, target = folder / "enquete.csv", folder / "enquete.codebench"
    with source.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, delimiter=";")
        out.writerow(["respondent", "niveau", "Open vraag: vertel"])
        out.writerows([f"R{i:06d}", "bao", text] for i, text in enumerate(texts))
    with Project.create(target, "An") as project:
        project.imports.take([read(source)])
    return target


def annotate_for(path: Path, share: float) -> float:
    """Run `codebench annotate` until this share of the texts is done, then kill it; how many seconds it worked."""
    start = perf_counter()
    command = [sys.executable, "-m", "codebench", "annotate", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        for line in run.stderr:
            words = line.split()
            if words[0] == "annotated" and int(words[1]) >= share * ANSWERS:
                os.kill(run.pid, signal.SIGKILL)
    return perf_counter() - start


def peak_of(pid: int | None) -> int:
    """The most memory that a process ever had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def measure_background(folder: Path) -> list[Figure]:
    path = project_of(made_up(ANSWERS), folder)
    seconds = sum(annotate_for(path, (kill + 1) / (KILLS + 2)) for kill in range(KILLS))
    with Project.open(path) as project:
        pipeline, before = project.annotations.pipeline, project.annotations.status().done
        damages = len(project.check())
        start = perf_counter()
        with Helper() as helper:
            project.annotations.run(helper)
            rest = perf_counter() - start
            peak = peak_of(helper.pid)
        words = project.session.value("SELECT sum(words) FROM annotations")
        assert project.annotations.status().to_do == 0
        size = project.session.value("SELECT sum(length(value)) FROM annotations")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    alone = Annotator(pipeline)
    sample = made_up(2_000)
    bare = timed(lambda: alone.annotate(sample))[0]
    bare_words = sum(sum(each.lemma_counts().values()) for each in alone.annotate(sample))
    total = seconds + rest
    return [
        Figure(
            f"{ANSWERS:,} answers annotated, killed {KILLS} times and gone on with",
            f"{total / 60:.1f} min ({words / total:,.0f} words/s)",
            "< 15 min",
            f"the pipeline alone, nothing kept: {bare_words / bare:,.0f} words/s",
        ),
        Figure("kept when killed, found by the next run; damages found", f"{before:,}; {damages}", ""),
        Figure("memory of the helper process, at most", f"{peak} MB", "< 500 MB"),
        Figure("memory of the program beside it, at most", f"{own} MB", ""),
        Figure("what is kept, per answer", f"{size / ANSWERS:.0f} bytes", ""),
    ]


def measure_acts(folder: Path) -> list[Figure]:
    """A coding act while a run keeps what it made: what an act can meet is one transaction of the run."""
    (folder / "b").mkdir()
    path = project_of(made_up(3_000), folder / "b")
    with Project.open(path) as project:
        code = project.codebook.add("tijd")
        waits: list[float] = []
        acts: list[float] = []

        def at_store(step: object) -> object:
            assert callable(step)
            start = perf_counter()
            found = step()
            waits.append(perf_counter() - start)
            acts.extend(timed(lambda: project.codings.add(len(acts) + 1, 0, 4, [code])))
            return found

        with Helper() as helper:
            project.annotations.run(helper, pace=Pace(at_store, seconds=0.015, patient=False))
        together = [wait + act for wait, act in zip(waits, acts, strict=True)]
    what = "a coding act that comes just after a step of the run began"
    return [Figure(what, spread(together), "< 50 ms", f"the act by itself: {spread(acts)}")]


def measure_decoding() -> list[Figure]:
    text = "we hebben te weinig tijd voor overleg met de directie en dat weet ze ook niet"
    words = text.split()
    starts = list(range(0, 180, 6))
    lemmas = [words[i % len(words)] for i in range(30)]
    annotation = Annotation(starts, [at + 5 for at in starts], lemmas, ["NOUN"] * 30, [0, 15])
    value = encode(annotation)
    taken = min(timed(lambda: [decode(value) for _ in range(1_000)], 5)) / 1_000
    return [Figure("an answer of 30 words read from the cache", f"{1e6 * taken:.0f} µs", "< 60 µs")]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        show("Annotation", [*measure_decoding(), *measure_acts(Path(name)), *measure_background(Path(name))])


if __name__ == "__main__":
    main()
