"""Tables and passages over 1,000,000 codings of 100,000 cases: code by variable, codes that come together, queries."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.engine import answers_file, fill
from benchmarks.figures import Figure, milliseconds, show, timed
from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest, Nearness
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.retrieval import retrieve
from codebench.analysis.scales import ScalesRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.query import parse_query
from codebench.domain.table import Table
from codebench.ingest import read
from codebench.project.passages import RetrievalRequest
from codebench.project.project import Project

QUERIES = {
    '"thema 1"': "< 1 s",
    '"thema 1" and "thema 2"': "< 1 s",
    '"thema 1" and not "thema 2" and niveau=bao': "< 2 s",
    '"thema 1" or "thema 2"': "< 1 s",
    '"thema 1" near(5) "thema 2"': "< 3 s",
    '"thema 1" inside "thema 2"': "< 3 s",
    '"thema 1" overlapping "thema 2"': "< 3 s",
}


def best(call: Callable[[], Table], times: int = 3) -> str:
    return milliseconds(min(timed(call, times)))


def naive_pairs(project: Project) -> str:
    """The same co-occurrence as a self-join, of the first fiftieth of the units."""
    start = perf_counter()
    project.session.tuples(
        "SELECT a.code_id, b.code_id, count(DISTINCT a.unit_id) FROM coding_units a JOIN coding_units b"
        " ON b.unit_id = a.unit_id AND b.code_id > a.code_id WHERE a.unit_id <= 2000 GROUP BY a.code_id, b.code_id"
    )
    return f"self-join in SQL, without roll-up: {50 * (perf_counter() - start):.0f} s (50 x 2,000 units)"


def queries(project: Project) -> Iterator[Figure]:
    """Each query, and the first with the texts of all that it finds."""
    store = project.session.store
    for query, budget in QUERIES.items():
        ask = partial(retrieve, store, parse_query(query), ScopeRequest())
        found = len(ask().codings)
        yield Figure(query, milliseconds(min(timed(ask, 2))), budget, f"{found:,} found")
    first = next(iter(QUERIES))
    (seconds,) = timed(lambda: project.retrieval.find(RetrievalRequest(first)))
    yield Figure(f"{first}, with who says it and what", milliseconds(seconds), "< 5 s")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Project.create(folder / "groot.codebench", "An") as project:
            project.imports.take([read(answers_file(folder / "een-vraag.csv", 100_000, 1))])
            fill(project, 100_000, 10, 200)
            figures = project.figures
            show(
                "Figures over 1,000,000 codings x 100,000 cases x 200 codes",
                [
                    Figure("frequencies", best(lambda: project.frequencies(FrequencyRequest())), "< 1 s"),
                    Figure(
                        "code x variable", best(lambda: project.frequencies(FrequencyRequest(by="niveau"))), "< 1 s"
                    ),
                    Figure("with its tests", best(lambda: figures.compared(ComparisonRequest(by="niveau"))), ""),
                    Figure(
                        "co-occurrence on one unit, top codes",
                        best(lambda: figures.cooccurrence(CooccurrenceRequest())),
                        "< 1 s",
                        naive_pairs(project),
                    ),
                    Figure(
                        "co-occurrence on one unit, all codes",
                        best(lambda: figures.cooccurrence(CooccurrenceRequest(every=True))),
                        "",
                    ),
                    Figure(
                        "co-occurrence on words that overlap",
                        best(lambda: figures.cooccurrence(CooccurrenceRequest(nearness=Nearness.OVERLAP)), 1),
                        "< 3 s",
                    ),
                    Figure(
                        "co-occurrence with at most 5 words between",
                        best(lambda: figures.cooccurrence(CooccurrenceRequest(nearness=Nearness.WORDS)), 1),
                        "< 5 s",
                    ),
                    Figure(
                        "frequencies by words",
                        best(lambda: project.frequencies(FrequencyRequest(base=Base.WORDS)), 1),
                        "",
                    ),
                    Figure(
                        "two families by a variable",
                        best(lambda: figures.families(FamiliesRequest("thema 1", "thema 2", "niveau")), 1),
                        "< 1 s",
                    ),
                    Figure(
                        "a scale by a variable, tested",
                        best(lambda: figures.scales(ScalesRequest(("schaal",), "niveau", min_cell=5)), 1),
                        "< 2 s",
                    ),
                    Figure("new codes per document", best(lambda: figures.new_codes(NewCodesRequest()), 1), ""),
                ],
            )
            show("Queries over 1,000,000 codings (codes of 50,000 codings each)", [*queries(project)])


if __name__ == "__main__":
    main()
