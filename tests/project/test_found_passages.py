"""What a search codes: the unit, the sentence or the words of each place, in one act that one undo takes back."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.errors import ConflictError
from codebench.project.autocoding import FoundAt
from codebench.project.found_passages import FoundUnit, passage_of
from codebench.project.models import Hit
from codebench.project.project import Project
from codebench.project.rule_models import Reach
from tests.conftest import survey, transcript

TURNS = [
    ("Moderator", "Is er tijd?"),
    ("Bart", "Nee. Er is geen tijd, echt niet! Of toch."),
    ("Ilse", "Tijd is er."),
]


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "gevonden.codebench", "An") as project:
        project.imports.take([transcript("groep", TURNS), survey({"R1": " Geen tijd. Geen geld. ", "R2": "Tijd!"})])
        project.codebook.add("tijd")
        project.codebook.add("geld")
        yield project


def places(hits: list[Hit]) -> list[FoundAt]:
    return [FoundAt(hit.document_id, hit.version_id, hit.start, hit.end) for hit in hits]


def quotes(project: Project) -> list[str]:
    texts = [project.documents.open(document) for document in (1, 2, 3)]
    return [text.text[coding.start : coding.end] for text in texts for coding in text.codings]


@pytest.mark.parametrize(
    ("reach", "coded"),
    [
        (
            Reach.UNIT,
            [
                "Is er tijd?",
                "Nee. Er is geen tijd, echt niet! Of toch.",
                "Tijd is er.",
                "Geen tijd. Geen geld.",
                "Tijd!",
            ],
        ),
        (
            Reach.SENTENCE,
            ["Is er tijd?", "Er is geen tijd, echt niet!", "Tijd is er.", "Geen tijd. Geen geld.", "Tijd!"],
        ),
        (Reach.WORDS, ["tijd", "tijd", "Tijd", "Geen tijd. Geen geld.", "Tijd!"]),
    ],
)
def test_a_place_stands_for_what_is_asked_and_an_answer_is_whole(
    project: Project, reach: Reach, coded: list[str]
) -> None:
    made = project.search.code(places(project.search.find("tijd")), [1], reach, "tijd")
    assert len(made) == 5
    assert quotes(project) == coded
    assert {project.codings.get(each).origin for each in made} == {"autocode"}


def test_it_is_one_act_and_what_is_there_stays_as_it_is(project: Project) -> None:
    before = project.history.acts()
    hits = places(project.search.find("tijd"))
    project.search.code(hits[:2], [1], Reach.UNIT, "tijd")
    assert len(project.search.code(hits, [1, 2], Reach.UNIT, "tijd")) == 3 + 5
    assert "5 passages found by tijd" in project.history.acts()[0].summary
    with pytest.raises(ConflictError, match="already"):
        project.search.code(hits, [1, 2], Reach.UNIT, "tijd")
    project.history.undo()
    project.history.undo()
    assert quotes(project) == []
    assert len(project.history.acts()) >= len(before)


def test_a_code_can_be_made_by_the_same_act(project: Project) -> None:
    hits = places(project.search.find("/geen (tijd|geld)/"))
    assert len(project.search.code(hits, "werk > tekort", Reach.SENTENCE, "/geen/")) == 2, "an answer once"
    assert project.codebook.exists("werk > tekort")
    project.history.undo()
    assert not project.codebook.exists("werk > tekort")
    assert quotes(project) == []


def test_a_text_that_changed_since_is_not_coded(project: Project) -> None:
    hits = places(project.search.find("tijd"))
    project.edits.apply(1, project.documents.text(1).replace("echt", "heus"))
    with pytest.raises(ConflictError, match="changed meanwhile"):
        project.search.code(hits, [1], Reach.UNIT, "tijd")
    assert quotes(project) == []


def test_the_label_of_a_speaker_stands_for_what_is_said(project: Project) -> None:
    (label,) = places(project.search.find("/^Bart/"))
    for reach in (Reach.UNIT, Reach.SENTENCE):
        project.search.code([label], [1], reach, "/^Bart/")
        assert quotes(project) == [TURNS[1][1]]
        project.history.undo()
    project.search.code([label], [1], Reach.WORDS, "/^Bart/")
    assert quotes(project) == ["Bart"]


@st.composite
def _found(draw: st.DrawFn) -> tuple[str, list[FoundUnit], int, int]:
    text = draw(st.text(st.sampled_from("ab. \n!é😀"), min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    units = [
        FoundUnit(start, draw(st.integers(start, end)), end, draw(st.booleans()))
        for start, end in pairwise(cuts)
        if draw(st.booleans())
    ]
    start = draw(st.integers(0, len(text) - 1))
    return text, units, start, draw(st.integers(start + 1, len(text)))


@given(_found(), st.sampled_from(Reach))
def test_a_passage_is_one_of_the_text_and_wider_reach_holds_the_narrower(
    found: tuple[str, list[FoundUnit], int, int], reach: Reach
) -> None:
    text, units, start, end = found
    first, last = passage_of(text, units, start, end, reach)
    assert 0 <= first < last <= len(text)
    unit = next((each for each in units if each.start <= start < each.end), None)
    if unit is None:
        assert (first, last) == (start, end)
    elif (first, last) != (start, end):
        assert text[first:last] == text[first:last].strip()
        whole = passage_of(text, units, start, end, Reach.UNIT)
        assert whole[0] <= first
        assert last <= whole[1]
