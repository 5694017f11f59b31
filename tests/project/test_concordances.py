"""What a search finds in Dutch sentences: forms, compounds, verbs in two parts, diminutives; where, said by whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.analysis.concordance import Concordance, ConcordanceRequest, Order, before, behind
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.rule import RuleError
from codebench.project.concordances import search_pattern, search_rule
from codebench.project.project import Project
from tests.conftest import survey, transcript
from tests.project.words_material import annotate

TURNS = [
    ("Moderator", "Hoe gaat het met de tijd?"),
    ("Ilse", "We hebben te weinig tijd voor overleg. Andere tijden!"),
    ("Bart", "Zij nam het werk van haar collega over. De tijdsdruk is altijd groot."),
    ("An", "Geen tijd voor een tijdje overlegtijd; ze hebben het overgenomen."),
    ("Bart", "Ik belde de ouders op, en tijdens de les belde niemand."),
]
ANSWERS = {"R1": "geen tijd", "R2": "meer tijd met de ouders", "R3": "een tijdje rust", "R4": "niets"}
LEVELS = {"R1": "bao", "R2": "so", "R3": "bao"}


@pytest.fixture(scope="module")
def studie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A focus group and a survey, all annotated; nothing changes it."""
    with Project.create(tmp_path_factory.mktemp("kwic") / "p.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS), survey(ANSWERS, LEVELS)])
        tijd = made.codebook.add("tijd")
        document = made.documents.get("groep-1").id
        start = made.documents.text(document).index("te weinig tijd")
        made.codings.add(document, start, start + 14, [tijd])
        annotate(made)
        yield made


def search(project: Project, pattern: str, **given: object) -> Concordance:
    return project.words.concordance(ConcordanceRequest(pattern, **given))  # type: ignore[arg-type]


def hits(project: Project, pattern: str) -> list[str]:
    return [line.hit for line in search(project, pattern).lines]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        # a plain word means all its forms, diminutives too
        ("tijd", ["tijd", "tijd", "tijden", "tijd", "tijdje", "tijd", "tijd", "tijdje"]),
        ("TIJD", ["tijd", "tijd", "tijden", "tijd", "tijdje", "tijd", "tijd", "tijdje"]),
        ("lemma:tijd", ["tijd", "tijd", "tijden", "tijd", "tijdje", "tijd", "tijd", "tijdje"]),
        # between quotes it is meant as it is written
        ('"tijd"', ["tijd", "tijd", "tijd", "tijd", "tijd"]),
        ('"tijden"', ["tijden"]),
        ('"tijdje"', ["tijdje", "tijdje"]),
        ('"een tijdje"', ["een tijdje", "een tijdje"]),
        # compounds on request only
        ("tijdsdruk", ["tijdsdruk"]),
        ("overleg", ["overleg"]),
        ("overleg~", ["overleg", "overlegtijd"]),
        ("tijds*", ["tijdsdruk"]),
        # verbs that stand apart
        ("overnemen", ["nam het werk van haar collega over", "overgenomen"]),
        ('"nam"', ["nam"]),
        ("opbellen", ["belde de ouders op"]),
        ("bellen", ["belde", "belde"]),
        # several words
        ("weinig tijd", ["weinig tijd"]),
        ("geen|weinig ... tijd", ["weinig tijd", "Geen tijd", "geen tijd"]),
        ("tijd ... ouder", ["tijd met de ouders"]),
        ("tijd -overleg", ["tijd", "tijden", "tijd", "tijdje", "tijd", "tijd", "tijdje"]),
        ("zonder", []),
    ],
)
def test_finds(studie: Project, pattern: str, found: list[str]) -> None:
    assert hits(studie, pattern) == found


def test_compounds_of_tijd_leave_out_what_only_looks_like_one(studie: Project) -> None:
    found = hits(studie, "tijd~")
    assert {"tijdsdruk", "overlegtijd"} <= set(found)
    assert not {"altijd", "tijdens"} & set(found)


def test_every_line_stands_where_it_says(studie: Project) -> None:
    for pattern in ("tijd", "overnemen", "geen ... tijd", "tijd~"):
        for line in search(studie, pattern).lines:
            text = studie.documents.text(line.document_id)
            assert text[line.start : line.end] == line.hit
            assert text[: line.start].endswith(line.left)
            assert text[line.end :].startswith(line.right)


def test_a_context_ends_with_what_the_speaker_says(studie: Project) -> None:
    lines = search(studie, "tijd").lines
    assert [(line.case, line.left) for line in lines[:2]] == [
        ("Moderator", "Hoe gaat het met de "),
        ("Ilse", "We hebben te weinig "),
    ]
    assert lines[0].right == "?"


def test_what_is_denied_is_marked(studie: Project) -> None:
    marks = [(line.case, line.is_denied) for line in search(studie, '"tijd"').lines]
    assert marks == [("Moderator", False), ("Ilse", False), ("An", True), ("R1", True), ("R2", False)]


def test_own_codes_are_told_and_moderators_are_no_case(studie: Project) -> None:
    found = search(studie, "tijd")
    assert [line.codes for line in found.lines[:3]] == [(), ("tijd",), ()]
    assert found.lines[0].counted is None
    assert found.n() == "N = 8 hits in 4 texts by 5 of 7 cases."
    assert "1 hit is of nobody who counts as a case (a moderator, allen, onbekend)." in found.notes()


def test_the_values_of_a_variable_are_told_with_their_n(studie: Project) -> None:
    found = search(studie, "tijd", by="niveau", scope=ScopeRequest(questions=("Wat helpt?",)))
    assert [(line.case, line.values) for line in found.lines] == [("R1", ("bao",)), ("R2", ("so",)), ("R3", ("bao",))]
    assert [*found.notes()] == [
        "niveau = bao: 2 hits by 2 of 2 cases.",
        "niveau = so: 1 hit by 1 of 1 case.",
        "niveau = (no value): 0 hits by 0 of 1 case.",
    ]
    assert found.n() == "N = 3 hits in 3 texts by 3 of 4 cases."


def test_filters_are_those_of_every_count(studie: Project) -> None:
    only = search(studie, "tijd", scope=ScopeRequest(where=(("niveau", "bao"),)))
    assert [line.case for line in only.lines] == ["R1", "R3"]
    assert "only niveau = bao" in only.rule()
    group = search(studie, "tijd", scope=ScopeRequest(documents=("groep-1",)))
    assert {line.document for line in group.lines} == {"groep-1"}
    with pytest.raises(NotFoundError):
        search(studie, "tijd", scope=ScopeRequest(documents=("nergens",)))


def test_orders_by_the_words_beside(studie: Project) -> None:
    found = search(studie, '"tijd"')
    right = [line.right.strip()[:6] for line in found.in_order(Order.RIGHT)]
    assert right == ["?", "", "met de", "voor e", "voor o"]
    left = [line.left.split()[-1:] for line in found.in_order(Order.LEFT)]
    assert left == [["de"], ["Geen"], ["geen"], ["meer"], ["weinig"]]
    assert found.in_order(Order.PLACE) == list(found.lines)


def test_the_table_holds_every_line_and_says_what_it_leaves_out(studie: Project) -> None:
    found = search(studie, "tijd")
    table = found.table(Order.PLACE, limit=2, context=8)
    assert len(table.rows) == 2
    assert table.notes[-1] == "Shown are the first 2 of 8."
    assert [row.cells[3:7] for row in table.rows] == [
        ("…met de ", "", "tijd", "?"),
        ("…weinig ", "", "tijd", " voor o…"),
    ]


@given(st.text(max_size=200), st.integers(1, 120))
def test_a_cut_context_is_as_wide_as_asked_and_ends_at_the_hit(text: str, width: int) -> None:
    from codebench.analysis.concordance import Line

    line = Line(1, 1, "", "", None, 0, 0, text, "", text, False)
    for cut, whole in ((before(line, width), text), (behind(line, width), text)):
        assert len(cut) == min(len(whole), width)
    assert before(line, width).removeprefix("…") in text
    assert text.endswith(before(line, width)[1:])
    assert text.startswith(behind(line, width)[:-1])


def test_only_what_is_annotated_is_looked_in_and_that_is_said(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(ANSWERS, LEVELS)])
        none = search(project, "tijd")
        assert none.lines == ()
        assert none.n() == (
            "N = 0 hits in 0 texts by 0 of 4 cases. Looked in: 0 of 4 texts (the others are not annotated yet)."
        )
        annotate(project, most=2)
        some = search(project, "tijd")
        assert [line.case for line in some.lines] == ["R1", "R2"]
        assert "Looked in: 2 of 4 texts" in some.n()
        assert any("codebench annotate" in note for note in some.notes())


def test_an_edited_text_is_looked_in_as_it_is_now(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(ANSWERS, LEVELS)])
        annotate(project)
        answer = project.documents.answer("R4", "Wat helpt?").id
        project.edits.apply(answer, "nu is er tijd")
        assert "R4" not in [line.case for line in search(project, "tijd").lines]
        annotate(project)
        assert "R4" in [line.case for line in search(project, "tijd").lines]


@pytest.mark.parametrize("pattern", ["", "?!", "tijd; overleg", '"tijd', "-tijd", "... tijd"])
def test_what_is_no_pattern_is_refused_in_a_sentence(studie: Project, pattern: str) -> None:
    with pytest.raises(RuleError):
        search(studie, pattern)


def test_a_variable_without_options_is_refused(studie: Project) -> None:
    with pytest.raises((InputError, NotFoundError)):
        search(studie, "tijd", by="nergens")


@given(st.lists(st.text(alphabet="aeijdtkpos'-+*~|/_:\"é", min_size=1, max_size=8), min_size=1, max_size=3))
def test_a_pattern_for_words_means_these_words(words: list[str]) -> None:
    if all(any(map(str.isalnum, word)) and '"' not in word for word in words):
        rule = search_rule(search_pattern(words))
        assert [str(word.kind) for word in rule.words()] == ["lemma"] * len(words)
        assert [word.text for word in rule.words()] == words
