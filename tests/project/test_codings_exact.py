"""Any text, any spans: a coding holds exactly the characters that it was put on, and undo takes back exactly that."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codebench.domain.draft import DocumentKind
from codebench.domain.text import freeze
from codebench.ingest.options import ReadOptions
from codebench.ingest.registry import read
from codebench.project.project import Project
from tests.project.test_journal import state

PIECES = (
    *(
        "woord",
        "een zin. ",
        "\n",
        "\t",
        "  ",
        "’",
        "e\u0301",
        "\u0301",
        "日本",
        "한",
        "שלום",
        "مرحبا",
        "\u200d",
        "\ufe0f",
    ),
    *("\u00ad", "\u00a0", "🇧🇪", "👨\u200d👩\u200d👧", "👍🏽", "❤\ufe0f", "\u202e", "\u2028", "[red]", "𝔄", "\r\n"),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).filter(lambda text: text.strip())
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from([1, 2])), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with one note, whose text each example edits; the last example's acts are undone each time."""
    folder = tmp_path_factory.mktemp("exact")
    (folder / "nota.txt").write_text("Begin.", "utf-8")
    with Project.create(folder / "p.codebench", "An") as made:
        made.imports.take([read(folder / "nota.txt", options=ReadOptions(kind=DocumentKind.NOTE))])
        made.codebook.add("tijd")
        made.codebook.add("plaats")
        yield made


@settings(max_examples=25)
@given(TEXTS, SPANS)
@example("👨\u200d👩\u200d👧" * 3, [(1, 2, 1), (1, 2, 2), (0, 15, 1)])
@example("een\r\ntwee\r\n", [(3, 2, 1)])
def test_any_coding_holds_its_characters_and_undo_is_exact(
    project: Project, text: str, spans: list[tuple[int, int, int]]
) -> None:
    before = state(project)
    if freeze(text) != project.documents.text(1):
        project.edits.apply(1, text)
    frozen = project.documents.text(1)
    assert frozen == freeze(text)
    put: dict[int, tuple[str, int]] = {}
    for start, length, code in spans:
        end = min(len(frozen), start + length)
        if start < end and (start, end, code) not in {
            (c.start, c.end, c.code_id) for c in project.documents.codings(1)
        }:
            (coding,) = project.codings.add(1, start, end, [code])
            put[coding] = frozen[start:end], code
    stored = {
        row[0]: (row[1], row[2]) for row in project.session.tuples("SELECT coding_id, quote, code_id FROM view_codings")
    }
    assert stored == put
    while state(project) != before:
        project.history.undo()
    assert project.documents.codings(1) == []


def test_a_line_of_a_megabyte_is_coded_at_its_ends_and_its_middle(project: Project) -> None:
    before = state(project)
    line = ("woord 👨\u200d👩\u200d👧 e\u0301 日本 " * 60_000)[:1_000_000].rstrip()
    project.edits.apply(1, line)
    spans = [(0, 5), (len(line) // 2, len(line) // 2 + 7), (len(line) - 1, len(line)), (0, len(line))]
    ids = [project.codings.add(1, *span, [1])[0] for span in spans]
    quotes = dict(project.session.tuples("SELECT coding_id, quote FROM view_codings"))
    assert [quotes[each] for each in ids] == [line[start:end] for start, end in spans]
    while state(project) != before:
        project.history.undo()
