"""Comparisons, pairs, words, documents and new codes against counts made one by one, over small random projects."""

import random
import re
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy
import pytest

from codebench.analysis.comparison import ComparisonRequest, Percent
from codebench.analysis.cooccurrence import CooccurrenceRequest, Nearness
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.newcodes import NewCodesRequest, permuted
from codebench.domain.table import Share, Table
from codebench.project.project import Project
from tests.conftest import survey, transcript

CODES = ["tijd", "tijd > overleg", "tijd > uren", "mandaat", "middelen", "middelen > lokaal"]
WORDS = ["te", "weinig", "tijd", "voor", "overleg", "met", "de", "directie", "en", "het", "team"]
WORD = re.compile(r"\w+")


def build(path: Path, seed: int) -> Project:
    """A focus group and a survey, coded at random by one coder, some units reviewed."""
    rng = random.Random(seed)

    def said() -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(2, 9)))

    project = Project.create(path, "An")
    answers = {f"R{i:02d}": said() for i in range(12)}
    levels = {name: rng.choice(("bao", "so")) for name in answers if rng.random() < 0.9}
    turns = [(rng.choice(("Moderator", "Ilse", "Bart", "Cas")), said()) for _turn in range(8)]
    project.imports.take([survey(answers, levels), transcript("groep-1", turns)])
    codes = [project.codebook.ensure(path) for path in CODES]
    for info in [*project.documents.all(), *(project.documents.info(i) for i in project.documents.answer_ids(1))]:
        length = len(project.documents.text(info.id))
        for _coding in range(rng.randint(0, 5)):
            start = rng.randrange(length - 1)
            project.codings.add(info.id, start, rng.randint(start + 1, min(length, start + 25)), [rng.choice(codes)])
        some = [unit.id for unit in project.documents.units(info.id) if rng.random() < 0.8]
        if some:
            project.reviews.mark(some)
    return project


class Brute:
    """Everything by loops over rows of the public views."""

    def __init__(self, project: Project) -> None:
        def rows(view: str) -> list[dict[str, Any]]:
            return project.session.rows(f"SELECT * FROM {view}")

        self.units = {u["unit_id"]: u for u in rows("view_units")}
        self.texts = {d["document_id"]: d["text"] for d in rows("view_documents")}
        self.position = {d["document_id"]: d["position"] for d in rows("view_documents")}
        self.codings = {g["coding_id"]: g for g in rows("view_codings")}
        self.covered = [
            c for c in rows("view_coding_units") if c["counts"] and self.units[c["unit_id"]]["case_kind"] == "person"
        ]
        self.reviewed = {r["unit_id"] for r in rows("view_reviews") if self.units[r["unit_id"]]["counts"]}
        self.base = {self.units[u]["case_id"] for u in self.reviewed}
        self.level = {v["case_id"]: v["value"] for v in rows("view_case_values") if v["variable"] == "niveau"}

    def has(self, path: str, coding: int) -> bool:
        code = self.codings[coding]["code"]
        return code == path or code.startswith(f"{path} > ")

    def rows_of(self, path: str) -> list[dict[str, Any]]:
        return [c for c in self.covered if self.has(path, c["coding_id"])]

    def cases(self, path: str) -> set[int]:
        return {c["case_id"] for c in self.rows_of(path)} & self.base

    def span(self, row: dict[str, Any]) -> tuple[int, int]:
        unit, coding = self.units[row["unit_id"]], self.codings[row["coding_id"]]
        return max(unit["body_start"], coding["start"]), min(unit["end"], coding["end"])

    def words(self, unit: dict[str, Any], start: int, end: int) -> set[int]:
        found = WORD.finditer(self.texts[unit["document_id"]])
        return {i for i, word in enumerate(found) if word.start() < end and word.end() > start}


@pytest.fixture(scope="module", params=range(4))
def random_project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with build(tmp_path_factory.mktemp("random") / "p.codebench", request.param) as made:
        yield made


def by_path(table: Table) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    line: list[str] = []
    for row in table.rows:
        line[row.level :] = [str(row.cells[0])]
        found[" > ".join(line)] = row.cells[1:]
    return found


def test_code_by_variable(random_project: Project) -> None:
    brute = Brute(random_project)
    table = random_project.figures.compared(ComparisonRequest(by="niveau", percent=Percent.BOTH))
    rows = by_path(table)
    labels = [column.group.split(" (N")[0] for column in table.columns if column.heading == "row %"]
    groups = [{case for case in brute.base if brute.level.get(case, "") == label} for label in labels]
    groups[-1] = {case for case in brute.base if case not in brute.level}
    for path, cells in rows.items():
        cases = brute.cases(path)
        expected: list[Any] = [len({c["coding_id"] for c in brute.rows_of(path)})]
        expected += [len(cases), Share(len(cases), len(brute.base))]
        for group in groups:
            n = len(cases & group)
            expected += [n, Share(n, len(group)), Share(n, len(cases))]
        assert list(cells[: len(expected)]) == expected, path


@pytest.mark.parametrize(
    ("nearness", "gap"), [(Nearness.UNIT, 0), (Nearness.OVERLAP, 0), (Nearness.WORDS, 0), (Nearness.WORDS, 2)]
)
def test_codes_that_come_together(random_project: Project, nearness: Nearness, gap: int) -> None:
    brute = Brute(random_project)
    table = random_project.figures.cooccurrence(CooccurrenceRequest(every=True, nearness=nearness, words=gap))
    found = {(row.cells[0], row.cells[1]): (row.cells[2], row.cells[4]) for row in table.rows}

    def come_together(a: dict[str, Any], b: dict[str, Any]) -> bool:
        if a["unit_id"] != b["unit_id"] or a["case_id"] not in brute.base:
            return False
        if nearness is Nearness.UNIT:
            return True
        one, other = brute.span(a), brute.span(b)
        if nearness is Nearness.OVERLAP:
            return max(one[0], other[0]) < min(one[1], other[1])
        unit = brute.units[a["unit_id"]]
        first, second = brute.words(unit, *one), brute.words(unit, *other)
        if not first or not second:
            return False
        return max(min(first) - max(second), min(second) - max(first)) - 1 <= gap

    expected = {}
    for one, other in combinations(CODES, 2):
        if other.startswith(f"{one} > "):
            continue
        pairs = product(brute.rows_of(one), brute.rows_of(other))
        units = {a["unit_id"] for a, b in pairs if come_together(a, b)}
        if units:
            expected[one, other] = (len({brute.units[unit]["case_id"] for unit in units}), len(units))
    assert found == expected


def test_words_and_documents(random_project: Project) -> None:
    brute = Brute(random_project)
    table = by_path(random_project.frequencies(FrequencyRequest(Base.WORDS)))
    for path, cells in table.items():
        words = {
            (brute.units[row["unit_id"]]["document_id"], word)
            for row in brute.rows_of(path)
            for word in brute.words(brute.units[row["unit_id"]], *brute.span(row))
        }
        everything = sum(
            len(brute.words(unit, unit["body_start"], unit["end"])) for unit in brute.units.values() if unit["counts"]
        )
        assert cells == (len(words), Share(len(words), everything)), path
    table = by_path(random_project.frequencies(FrequencyRequest(Base.DOCUMENTS)))
    base = {brute.units[unit]["document_id"] for unit in brute.reviewed}
    for path, cells in table.items():
        documents = {row["document_id"] for row in brute.rows_of(path)} & base
        assert cells[1:] == (len(documents), Share(len(documents), len(base))), path


def test_the_band_of_new_codes_is_that_of_each_order_gone_through() -> None:
    n, after, random = 6_000, [0, 10, 999, 3_000, 5_999], numpy.random.default_rng(3)
    codes = [numpy.sort(random.choice(n, size, replace=False)) for size in (1, 2, 25, 29, 30, 60, 800, 5_000)]
    order = numpy.random.default_rng(7)
    curves = []
    for _draw in range(200):
        position = order.permutation(n)
        first = [position[at].min() for at in codes]
        curves.append([sum(place <= last for place in first) for last in after])
    band = numpy.percentile(curves, (2.5, 50, 97.5), axis=0, method="nearest")
    assert permuted(codes, n, after, 7, 200).tolist() == band.tolist()


def test_new_codes(random_project: Project) -> None:
    brute = Brute(random_project)
    table = random_project.figures.new_codes(NewCodesRequest())
    base = sorted({brute.units[unit]["document_id"] for unit in brute.reviewed}, key=brute.position.__getitem__)
    seen: set[int] = set()
    for row, document in zip(table.rows, base, strict=True):
        here = {c["code_id"] for c in brute.covered if c["document_id"] == document}
        new = here - seen
        seen |= here
        assert row.cells[2:5] == (len(here), len(new), len(seen))
        low, middle, high = row.cells[5:]
        assert low <= middle <= high  # type: ignore[operator]
    assert set(table.rows[-1].cells[4:]) == {len(seen)}, "whatever the order, in the end all are there"
    assert "saturat" not in " ".join((table.title, table.rule, table.n, *table.notes)).casefold()
