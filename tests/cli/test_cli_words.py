"""The commands about words, on a real study with annotations made by hand."""

import json
from pathlib import Path

import pytest
from cli_running import Commands, sentence
from tests.project.words_material import annotate

from codebench.project.project import Project


@pytest.fixture
def annotated(codebench: Commands, tmp_path: Path) -> Commands:
    with Project.open(tmp_path / "studie.codebench") as project:
        annotate(project)
    return codebench


def test_kwic_lines_places_up_at_the_word(annotated: Commands) -> None:
    out = annotated("kwic", "studie", "tijd", "--order", "right", "--context", "12").out
    lines = [line for line in out.splitlines() if "  tijd  " in line]
    assert len(lines) == 4
    assert len({line.index("  tijd  ") for line in lines}) == 1
    assert "N = 4 hits in 2 texts by 2 of 7 cases." in out
    assert "¬" in next(line for line in lines if "r3" in line)


def test_kwic_tells_values_and_narrows(annotated: Commands) -> None:
    found = json.loads(
        annotated("kwic", "studie", "tijd", "--by", "niveau", "--where", "niveau=bao", "--format", "json").out
    )
    assert [column["heading"] for column in found["columns"]][3] == "niveau"
    assert len(found["rows"]) == 1
    assert "niveau = bao: 1 hit by 1 of 3 cases." in found["notes"]


def test_words_and_phrases_are_counted(annotated: Commands) -> None:
    out = annotated("words", "studie", "--least", "1", "--format", "csv").out
    assert "\ntijd;2;" in out
    assert "N = 7 persons" in out
    assert "weinig tijd" in annotated("words", "studie", "--phrases", "--least", "1").out
    key = annotated("words", "studie", "--by", "niveau", "--keyness", "--least", "1").out
    assert "Exploratory: " in key


def test_collocations_are_counted(annotated: Commands) -> None:
    assert "3 hits by 2 persons" in annotated("collocations", "studie", "tijd").out


def test_the_stop_list_is_edited_and_undone(annotated: Commands) -> None:
    out = annotated("stopwords", "studie", "--add", "leerling", "--remove", "te", "--format", "csv").out
    assert "leerling;added" in out
    assert "te;taken off" in out
    words = annotated("words", "studie", "--least", "1", "--format", "csv").out
    assert "\nleerling;" not in words
    assert "\nte;" in words
    annotated("undo", "studie")
    annotated("undo", "studie")
    assert "added" not in annotated("stopwords", "studie").out


@pytest.mark.parametrize(
    "args",
    [
        ("kwic", "studie", "..."),
        ("kwic", "studie", "tijd", "--by", "nergens"),
        ("words", "studie", "--keyness"),
        ("words", "studie", "--document", "nergens"),
        ("collocations", "studie", '"open'),
        ("stopwords", "studie", "--add", "twee woorden"),
        ("stopwords", "studie", "--remove", "nergens"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(annotated: Commands, args: tuple[str, ...]) -> None:
    sentence(annotated(*args, code=1).stderr)


def test_nothing_is_annotated_yet(codebench: Commands) -> None:
    assert "Looked in: 0 of 6 texts" in codebench("kwic", "studie", "tijd").out
    assert "0 of 6 texts" in codebench("words", "studie").out
