"""Search: whole words whatever their accents, exact places, and no term that breaks the index."""

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.project.project import Project
from codebench.project.search import fold
from tests.conftest import survey, transcript


def found(project: Project, term: str) -> list[str]:
    """What was found, each checked against the text at its offsets."""
    hits = project.search.find(term)
    for hit in hits:
        text = project.documents.text(hit.document_id)
        assert text[hit.start : hit.end] == hit.found
        assert text[: hit.start].endswith(hit.before)
        assert text[hit.end :].startswith(hit.after)
        assert "\n" not in hit.before + hit.after
    return [hit.found for hit in hits]


def with_texts(folder: Path, *texts: str) -> Project:
    project = Project.create(folder / "zoek.codebench", "An")
    project.imports.take([survey({f"R{i:03}": text for i, text in enumerate(texts)})])
    return project


@pytest.mark.parametrize(
    ("text", "term", "hits"),
    [
        ("Eén coördinator, 2 COORDINATOREN", "coordinator", ["coördinator"]),
        ("Eén coördinator, 2 COORDINATOREN", "Coördinator*", ["coördinator", "COORDINATOREN"]),
        ("😀👩‍👩‍👧 één idee", "een idee", ["één idee"]),
        ("cafe\u0301 of café of cafe", "café", ["cafe\u0301", "café", "cafe"]),
        ("cafe\u0301 of café of cafe", "cafe\u0301", ["cafe\u0301", "café", "cafe"]),
        ("cafe\u0301s", "cafe", []),
        ("cafe\u0301s", "cafe*", ["cafe\u0301s"]),
        ("Straße STRASSE straße", "straße", ["Straße", "straße"]),
        ("İstanbul istanbul ISTANBUL ıstanbul", "istanbul", ["İstanbul", "istanbul", "ISTANBUL"]),
        ("Van İ tot ß 😀 tijd", "tijd", ["tijd"]),
        ("te weinig, tijd te\nweinig tijd", "weinig tijd", ["weinig, tijd", "weinig tijd"]),
        ("te weinig tijd, tenminste tijd", "te* tijd", ["tenminste tijd"]),
        ("de foo_bar en foo", "foo", ["foo", "foo"]),
        ("de foo_bar", "foo_bar", ["foo_bar"]),
        ("zo’n 't is zo'n", "zo'n", ["zo’n", "zo'n"]),
        ("tijd tijdelijk ontijdig", "tijd", ["tijd"]),
        ("x² en H₂O", "x²", ["x²"]),
        ("각 가", "가", ["가"]),
    ],
)
def test_hits(tmp_path: Path, text: str, term: str, hits: list[str]) -> None:
    with with_texts(tmp_path, text) as project:
        assert found(project, term) == hits


@pytest.mark.parametrize(
    "term",
    [
        '"',
        '"tijd',
        'tijd"',
        "tijd AND",
        "NOT tijd",
        "NEAR(tijd, 2)",
        "tijd -echt",
        "value : tijd",
        "^tijd",
        "tijd\0x",
        "'",
    ],
)
def test_a_term_is_words_and_never_syntax(project: Project, term: str) -> None:
    if any(char.isalnum() for char in term):
        assert set(found(project, term)) <= {"tijd"}
    else:
        with pytest.raises(InputError, match="letter or digit"):
            project.search.find(term)


@pytest.mark.parametrize("term", ["", "*", "* *", "-", "_", "😀", "()", '""'])
def test_a_term_without_a_letter_is_refused(project: Project, term: str) -> None:
    with pytest.raises(InputError, match="letter or digit"):
        project.search.find(term)


def test_a_hit_says_who_speaks_where(project: Project) -> None:
    (hit,) = project.search.find("mandaat")
    assert (hit.document, hit.case) == ("groep-1", "Bart")
    assert (hit.before, hit.after) == ("Bart: Ja. En ’t ", " is ook niet duidelijk [lacht].")
    assert project.search.find("mandaat", document_id=1) == [hit]
    assert project.search.find("mandaat", document_id=2) == []


def test_only_present_texts_of_active_documents(project: Project) -> None:
    project.imports.take([transcript("groep-2", [("An", "Het mandaat.")])])
    project.edits.apply(1, project.documents.text(1).replace("mandaat", "man daat"))
    assert [hit.document for hit in project.search.find("mandaat")] == ["groep-2"]
    project.documents.retire(2)
    assert project.search.find("mandaat") == []
    project.history.undo()
    project.history.undo()
    assert len(project.search.find("mandaat")) == 2


def test_no_more_hits_than_asked(tmp_path: Path) -> None:
    with with_texts(tmp_path, *["tijd tijd"] * 6) as project:
        assert len(project.search.find("tijd")) == 12
        assert [hit.case for hit in project.search.find("tijd", limit=5)] == ["R000", "R000", "R001", "R001", "R002"]


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.text(), st.lists(st.sampled_from(["tijd", "één", "İ", "ß", "e\u0301", "😀", "_", "-", '"']), max_size=6))
def test_no_term_and_no_text_breaks_it(tmp_path_factory: pytest.TempPathFactory, term: str, parts: list[str]) -> None:
    with with_texts(tmp_path_factory.mktemp("zoek"), " ".join(parts) + " tijd") as project:
        assert found(project, "tijd") == ["tijd"] * (parts.count("tijd") + 1)
        try:
            found(project, term)
        except InputError:
            assert not any(char.isalnum() for char in term)
