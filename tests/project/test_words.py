"""Counts of words: hits, texts, cases; who counts; phrases, key words, collocations; the stop list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.analysis.association import log_dice, log_likelihood
from codebench.analysis.collocations import CollocationRequest
from codebench.analysis.concordance import ConcordanceRequest
from codebench.analysis.keyness import log_likelihood as keyness
from codebench.analysis.keyness import log_ratio
from codebench.analysis.scope import ScopeRequest
from codebench.analysis.words import WordRequest
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.table import Row, Share, Table
from codebench.domain.variables import CaseKind
from codebench.project.project import Project
from codebench.project.stopwords import SHIPPED
from tests.conftest import survey, transcript
from tests.project.words_material import annotate

TURNS = [
    ("Moderator", "Ouders, ouders, ouders?"),
    ("Ilse", "De ouders nam ik over: ouders overnemen is veel werk. Werk werk werk!"),
    ("Bart", "De zwakke leerlingen, en hun ouders. Zwakke leerling."),
]
ANSWERS = {
    "R1": "kinderen kinderen kinderen kinderen kinderen kinderen",
    "R2": "kind en ouder",
    "R3": "te weinig uren in de week",
    "R4": "weinig uren per week",
    "R5": "de ouders van een kind",
    "R6": "...",
}
LEVELS = {"R1": "bao", "R2": "bao", "R3": "so", "R4": "so", "R5": "bao"}
ALL = WordRequest(least=1)
GROUP = ScopeRequest(documents=("groep-1",))
SURVEY = ScopeRequest(questions=("Wat helpt?",))


@pytest.fixture(scope="module")
def studie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A focus group and a survey, all annotated; nothing changes it."""
    with Project.create(tmp_path_factory.mktemp("words") / "p.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS), survey(ANSWERS, LEVELS)])
        annotate(made)
        yield made


def rows(table: Table) -> dict[str, Row]:
    return {str(row.cells[0]): row for row in table.rows}


def column(table: Table, heading: str, group: str = "") -> dict[str, object]:
    at = next(i for i, each in enumerate(table.columns) if each.heading == heading and each.group.startswith(group))
    return {str(row.cells[0]): row.cells[at] for row in table.rows}


def test_a_word_counts_in_all_its_forms_and_a_case_once(studie: Project) -> None:
    table = studie.words.frequencies(replace(ALL, scope=SURVEY))
    assert column(table, "Hits") == {"kind": 8, "ouder": 2, "uur": 2, "week": 2, "weinig": 2}
    assert column(table, "Cases") == {"kind": 3, "ouder": 2, "uur": 2, "week": 2, "weinig": 2}
    assert column(table, "Texts")["kind"] == 3
    assert column(table, "Most by one case")["kind"] == Share(6, 8)
    assert table.n == "N = 6 persons with 24 words in 6 texts."


def test_moderators_never_count(studie: Project) -> None:
    table = studie.words.frequencies(replace(ALL, scope=GROUP))
    assert column(table, "Hits")["ouder"] == 3
    assert table.n == "N = 2 persons with 21 words in 1 text."
    assert "moderators" in table.rule


def test_verbs_in_two_parts_count_as_one_word_as_a_search_finds_them(studie: Project) -> None:
    table = studie.words.frequencies(replace(ALL, scope=GROUP))
    assert column(table, "Hits")["overnemen"] == 2
    assert "nemen" not in rows(table)
    found = studie.words.concordance(ConcordanceRequest("overnemen", scope=GROUP))
    assert len(found.lines) == 2


def test_phrases_begin_and_end_with_a_content_word_and_never_cross_a_comma(studie: Project) -> None:
    table = studie.words.frequencies(replace(ALL, phrases=True))
    assert column(table, "Hits")["zwak leerling"] == 2
    assert column(table, "For example")["zwak leerling"] == "zwakke leerlingen"
    assert column(table, "Hits")["ouder van kind" if "ouder van kind" in rows(table) else "kind en ouder"] == 1
    assert not any(key.split()[0] in SHIPPED or key.split()[-1] in SHIPPED for key in rows(table))
    assert "leerling en" not in " ".join(rows(table))
    assert "leerling hun ouder" not in rows(table)


def test_by_a_variable_each_group_has_its_n(studie: Project) -> None:
    table = studie.words.frequencies(replace(ALL, by="niveau", scope=SURVEY))
    groups = list(dict.fromkeys(each.group for each in table.columns if each.group))
    assert groups == ["Total (N = 6)", "bao (N = 3)", "so (N = 2)", "(no value) (N = 1)"]
    assert column(table, "%", "bao")["kind"] == Share(3, 3)
    assert column(table, "%", "so")["uur"] == Share(2, 2)


def test_the_level_of_the_cases_can_be_chosen(studie: Project) -> None:
    scope = replace(GROUP, level=CaseKind.GROUP)
    table = studie.words.frequencies(replace(ALL, scope=scope))
    assert column(table, "Cases")["ouder"] == 1
    assert table.n.startswith("N = 1 group ")


def test_words_of_few_cases_are_left_out_and_that_is_said(studie: Project) -> None:
    table = studie.words.frequencies(WordRequest(least=3, limit=1))
    assert len(table.rows) == 1
    assert any(note.startswith("Left out: ") and "fewer than 3 cases" in note for note in table.notes)
    assert any(note.startswith("Shown are the first 1 of ") for note in table.notes)


def test_key_words_have_their_figures_and_marks(studie: Project) -> None:
    table = studie.words.frequencies(WordRequest(by="niveau", keyness=True, least=1, scope=SURVEY))
    kind = rows(table)["kind"]
    assert kind.cells[1] == "bao"
    there, elsewhere = column(table, "Hits", "There")["kind"], column(table, "Hits", "Elsewhere")["kind"]
    assert (there, elsewhere) == (8, 0)
    # bao says 6 + 3 + 5 words, so 6 + 4.
    assert column(table, "G²")["kind"] == keyness(8, 0, 14, 10)
    assert column(table, "Log ratio")["kind"] == log_ratio(8, 0, 14, 10)
    assert column(table, "Mark")["kind"] == "one voice"
    assert column(table, "Mark")["uur"] == "few cases"
    assert "bao: 3 cases, 14 words; so: 2 cases, 10 words." in table.n
    assert "Left out: 1 person without a value of niveau." in table.notes
    assert any("hence no p" in note for note in table.notes)


def test_keyness_needs_groups(studie: Project) -> None:
    with pytest.raises(InputError, match="name the variable"):
        studie.words.frequencies(WordRequest(keyness=True))
    with pytest.raises(InputError, match="no two groups"):
        studie.words.frequencies(WordRequest(keyness=True, by="niveau", scope=GROUP))


def test_several_coders_are_no_matter_to_words(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(ANSWERS, LEVELS)])
        project.coders.add("Bo")
        code = project.codebook.add("x")
        for name in ("An", "Bo"):
            project.act_as(name)
            project.codings.add(project.documents.answer("R1", "Wat helpt?").id, 0, 8, [code])
        annotate(project)
        assert project.words.frequencies(ALL).rows


def test_only_what_is_annotated_is_counted_and_that_is_said(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(ANSWERS, LEVELS)])
        annotate(project, most=2)
        table = project.words.frequencies(ALL)
        assert table.n == "N = 2 persons with 9 words in 2 of 6 texts (the others are not annotated yet)."
        assert any("codebench annotate" in note for note in table.notes)


def test_collocations_have_their_figures(tmp_path: Path) -> None:
    answers = {f"R{i}": "veel werk met ouders hier" for i in range(4)} | {"X": "ouders. Werk zonder einde aan tafel"}
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(answers)])
        annotate(project)
        table = project.words.collocations(CollocationRequest("ouder"))
        assert list(rows(table)) == ["werk"]
        together, left, right, expected, in_all, dice, g2, cases, most = rows(table)["werk"].cells[1:]
        # Near are 4 x 4 words; all words but the five hits are 4 x 4 + 5.
        assert (together, left, right, in_all, cases, most) == (4, 4, 0, 5, 4, Share(1, 4))
        assert expected == 16 * 5 / 21
        assert dice == log_dice(4, 5, 5)
        assert g2 == log_likelihood(4, 16, 5, 21)
        assert "5 hits by 5 persons, with 16 words near." in table.n
        assert project.words.collocations(CollocationRequest("ouder", least=5)).rows == ()
        assert project.words.collocations(CollocationRequest("nergens")).rows == ()


def test_what_stands_between_a_verb_and_its_particle_is_near_it(tmp_path: Path) -> None:
    answers = {f"R{i}": "zij nam de klas over" for i in range(3)} | {
        "X": "de klas overnemen",
        "Y": "klas en nog een heel ander verhaal",
    }
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(answers)])
        annotate(project)
        assert column(project.words.collocations(CollocationRequest("overnemen")), "Together") == {"klas": 4}


def test_the_stop_list_is_an_act_that_can_be_undone(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(ANSWERS, LEVELS)])
        annotate(project)
        assert project.stopwords.present().words == SHIPPED
        project.stopwords.add("Kind", "lacht")
        project.stopwords.remove("te")
        assert project.stopwords.present().added == {"kind", "lacht"}
        assert "kind" not in rows(project.words.frequencies(ALL))
        assert "te" in rows(project.words.frequencies(ALL))
        with pytest.raises(ConflictError):
            project.stopwords.add("kind")
        with pytest.raises(ConflictError):
            project.stopwords.remove("ouder")
        with pytest.raises(InputError):
            project.stopwords.add("twee woorden")
        project.stopwords.remove("kind")
        project.stopwords.add("te")
        assert project.stopwords.present().added == {"lacht"}
        assert project.stopwords.present().removed == frozenset()
        for _act in range(4):
            project.history.undo()
        assert project.stopwords.present().words == SHIPPED
        assert project.check() == []


WORDS = st.sampled_from(["kind", "kinderen", "ouder", "ouders", "school", "week", "de", "niet", "en", "."])


@settings(max_examples=8)
@given(st.lists(st.lists(WORDS, max_size=8), min_size=2, max_size=6), st.data())
def test_counts_add_up_for_any_material(
    tmp_path_factory: pytest.TempPathFactory, said: list, data: st.DataObject
) -> None:
    answers = {f"R{i}": " ".join(words) for i, words in enumerate(said)}
    levels = {name: data.draw(st.sampled_from(["bao", "so"])) for name in answers}
    with Project.create(tmp_path_factory.mktemp("any") / "p.codebench", "An") as project:
        project.imports.take([survey(answers, levels)])
        annotate(project)
        table = project.words.frequencies(replace(ALL, by="niveau"))
        lemma = {"kinderen": "kind", "ouders": "ouder"}
        content = ("kind", "ouder", "school", "week")
        wanted = {
            name: Counter(lemma.get(word, word) for word in words) for name, words in zip(answers, said, strict=True)
        }
        for word in content:
            hits = sum(counter[word] for counter in wanted.values())
            assert column(table, "Hits").get(word, 0) == hits
            cases = [name for name, counter in wanted.items() if counter[word]]
            assert column(table, "Cases", "Total").get(word, 0) == len(cases) if hits else word not in rows(table)
            spoke = {levels[name] for name, words in zip(answers, said, strict=True) if words}
            for group in spoke if hits else ():
                assert column(table, "Cases", group)[word] == sum(levels[name] == group for name in cases)
            assert len(project.words.concordance(ConcordanceRequest(word)).lines) == hits
