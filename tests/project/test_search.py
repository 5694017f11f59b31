"""Search: whole words whatever their accents, exact places, and no term that breaks the index."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.domain.rule import RuleError
from codebench.language import expressions
from codebench.language.expressions import expression_in
from codebench.project.concordances import search_rule
from codebench.project.project import Project
from codebench.project.search import as_written, fold
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


@pytest.mark.parametrize(
    ("text", "term", "hits"),
    [
        ("overwerk, Overuren en overleg", "/over(werk|uren)/", ["overwerk", "Overuren"]),
        ("overwerk, Overuren en overleg", "/(?-i:O)ver\\w+/", ["Overuren"]),
        ("tijd: geen\ntijd: veel", "/^tijd/", ["tijd", "tijd"]),
        ("tijd: geen\ntijd: veel", "/geen$/", ["geen"]),
        ("geen\ntijd", "/geen\\s+tijd/", ["geen\ntijd"]),
        ("aab", "/a*/", ["aa"]),
        ("😀👩‍👩‍👧 één idee", "/é.n/", ["één"]),
        ("te (veel)", "/\\(.*?\\)/", ["(veel)"]),
        ("https://x.be/tijd/ en meer", "/x.be/tijd/", ["x.be/tijd"]),
    ],
)
def test_an_expression_is_found_where_it_matches_and_nothing_is_no_hit(
    tmp_path: Path, text: str, term: str, hits: list[str]
) -> None:
    with with_texts(tmp_path, text) as project:
        places = project.search.find(term)
        assert [hit.found for hit in places] == hits
        assert all(text[hit.start : hit.end] == hit.found for hit in places)


@pytest.mark.parametrize("term", ["/", "//", "/tijd", "tijd/"])
def test_what_does_not_stand_between_slashes_is_words(tmp_path: Path, term: str) -> None:
    with with_texts(tmp_path, "tijd en tijden") as project:
        if "tijd" in term:
            assert found(project, term) == ["tijd"]
        else:
            with pytest.raises(InputError, match="letter or digit"):
                project.search.find(term)


@pytest.mark.parametrize(
    ("term", "why"), [("/(tijd/", "no regular expression"), ("/" + "x" * 501 + "/", "at most 500 characters")]
)
def test_what_is_no_expression_is_told(project: Project, term: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        project.search.find(term)


def test_an_expression_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "SECONDS", 0.5)
    with with_texts(tmp_path, "a" * 60 + "!") as project, pytest.raises(InputError, match="takes too long"):
        project.search.find("/(a+)+$/")


def test_no_more_hits_of_an_expression_than_asked_and_of_one_document(tmp_path: Path) -> None:
    with with_texts(tmp_path, *["tijd tijd"] * 3) as project:
        assert [hit.case for hit in project.search.find("/t.jd/", limit=3)] == ["R000", "R000", "R001"]
        second = project.search.find("/t.jd/")[2].document_id
        assert [hit.case for hit in project.search.find("/t.jd/", document_id=second)] == ["R001", "R001"]


def test_a_hit_tells_the_own_codes_on_it_and_who_moderates(project: Project) -> None:
    (hit,) = project.search.find("mandaat")
    assert (hit.codes, hit.is_moderator) == ((), False)
    project.codings.add(hit.document_id, hit.start - 3, hit.start + 2, [project.codebook.ensure("werk > mandaat")])
    assert project.search.find("mandaat")[0].codes == ("mandaat",)
    assert {each.is_moderator for each in project.search.find("/^moderator/")} == {True}


@pytest.mark.parametrize(
    ("term", "pattern", "rule"),
    [
        ("tijd", '"tijd"', "tijd"),
        ("te weinig tijd*", '"te" "weinig" tijd*', "te weinig tijd*"),
        ("(tijd), zo’n - uur!", '"tijd" "zo’n" "uur"', "tijd zo’n uur"),
    ],
)
def test_words_as_written_stay_so_in_a_rule(term: str, pattern: str, rule: str) -> None:
    assert as_written(term) == pattern
    assert str(search_rule(pattern)) == rule


@pytest.mark.parametrize("term", ["/tijd/", "-", "!?"])
def test_no_rule_holds_an_expression_or_no_word(term: str) -> None:
    with pytest.raises(InputError):
        as_written(term)


@given(st.text(max_size=40), st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=5))
def test_as_written_gives_what_a_search_takes(rest: str, word: str) -> None:
    term = f"{rest} {word}"
    if expression_in(term) is None:
        with suppress(RuleError):  # too long for a rule, or with signs that it has for itself
            assert search_rule(as_written(term)).steps
