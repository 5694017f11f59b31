"""The answers to a question as a list: which, in which order, those that say the same, and many coded at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.alike import bare, nearly_same
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.ranges import read_range
from codebench.domain.variables import Value, VariableType
from codebench.project.answers import AnswerQuery, Order
from codebench.project.project import Project
from tests.conftest import survey
from tests.project.test_journal import state

TEXTS = {
    "r1": "geen tijd",
    "r2": "Het overleg met de ouders.",
    "r3": "Geen tijd!",
    "r4": "bereikbaarheid",
    "r5": "géén  tijd...",
    "r6": "Bereikbaarhied",
    "r7": "geen",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A survey that every test leaves as it was."""
    with Project.create(tmp_path_factory.mktemp("answers") / "p.codebench", "An") as project:
        project.imports.take([survey(TEXTS, {"r1": "bao", "r2": "so", "r3": "so"})])
        tijd = project.codebook.add("tijd")
        project.codebook.add("overleg", tijd)
        yield project


def texts(project: Project, **query: object) -> list[str]:
    ids = project.answers.ids(AnswerQuery(1, **query))  # type: ignore[arg-type]
    return [project.documents.text(each) for each in ids]


def test_order_and_filter_are_those_that_were_asked_for(asked: Project) -> None:
    everything = list(TEXTS.values())
    assert texts(asked) == everything
    assert texts(asked, order=Order.SHORTEST)[0] == "geen"
    assert texts(asked, order=Order.LONGEST)[0] == TEXTS["r2"]
    assert texts(asked, order=Order.TEXT)[0] == "bereikbaarheid"
    assert texts(asked, order=Order.ALIKE)[:4] == ["geen tijd", "Geen tijd!", "géén  tijd...", TEXTS["r2"]]
    assert texts(asked, length=read_range("<= 4")) == ["geen"] and texts(asked, length=read_range("20-99")) == [
        TEXTS["r2"]
    ]
    (variable,) = [each.id for each in asked.variables.all()]
    everywhere = asked.documents.answer_ids(1)
    assert asked.answers.tally(everywhere, variable) == [("bao", 1), ("so", 2), ("", 4)]
    assert asked.answers.tally(everywhere[2:], variable) == [("so", 1), ("", 4)]
    assert texts(asked, values=((variable, "so"),)) == [TEXTS["r2"], TEXTS["r3"]]
    assert len(texts(asked, values=((variable, ""),))) == 4
    assert texts(asked, by_variable=variable)[:3] == [TEXTS["r1"], TEXTS["r2"], TEXTS["r3"]]
    ids = asked.documents.answer_ids(1)
    assert asked.answers.values(ids[:4], [variable, variable]) == {
        ids[0]: ("bao", "bao"),
        ids[1]: ("so", "so"),
        ids[2]: ("so", "so"),
        ids[3]: ("", ""),
    }


def test_many_are_coded_in_one_act_and_what_is_there_stays(asked: Project) -> None:
    before, ids = state(asked), asked.documents.answer_ids(1)
    asked.codings.add(ids[0], 0, len("geen tijd"), [1])
    one = state(asked)
    group = asked.answers.alike(ids[0])
    assert [asked.documents.text(each) for each in group] == [TEXTS["r1"], TEXTS["r3"], TEXTS["r5"]]
    assert asked.answers.code(group, [1, 2]) == 5
    assert texts(asked, code_ids=(1,)) == [TEXTS["r1"], TEXTS["r3"], TEXTS["r5"]]
    assert texts(asked, coded=False) == [TEXTS["r2"], TEXTS["r4"], TEXTS["r6"], TEXTS["r7"]]
    with pytest.raises(ConflictError, match="have 'tijd' already"):
        asked.answers.code(group, [1])
    assert asked.answers.uncode(group, 2) == 3
    assert len(texts(asked, code_ids=(2,))) == 0 and len(texts(asked, code_ids=(1,))) == 3
    with pytest.raises(ConflictError, match="None of these answers"):
        asked.answers.uncode(group, 2)
    with pytest.raises(InputError):
        asked.answers.code([], [1])
    code, n = asked.answers.code_anew(ids, "nieuw > hier")
    assert n == len(ids) and asked.codebook.tree().path(code) == "nieuw > hier"
    for _act in range(3):
        asked.history.undo()
    assert state(asked) == one
    asked.history.undo()
    assert state(asked) == before


def test_what_says_the_same(asked: Project) -> None:
    ids = asked.documents.answer_ids(1)
    assert asked.answers.alike(ids[3]) == [ids[3], ids[5]]
    assert asked.answers.alike(ids[6]) == [ids[6]]


@pytest.mark.parametrize("other", ["bereikbarheid", "bereikbaarheids", "bereikbaarhied", "bereikbaarheit"])
def test_one_letter_makes_no_other_answer(other: str) -> None:
    assert nearly_same("bereikbaarheid", other) and nearly_same(other, "bereikbaarheid")


@pytest.mark.parametrize(("one", "other"), [("geen", "een"), ("groep 12", "groep 13"), ("de tijden", "de tijd")])
def test_another_answer_is_another(one: str, other: str) -> None:
    assert not nearly_same(one, other) and not nearly_same(other, one)


@settings(max_examples=50)
@given(st.text(max_size=12), st.text(max_size=12))
def test_sameness_goes_both_ways_and_bare_is_final(one: str, other: str) -> None:
    assert nearly_same(bare(one), bare(other)) == nearly_same(bare(other), bare(one))
    assert nearly_same(bare(one), bare(one)) and bare(bare(one)) == bare(one)


def test_numbers_in_a_range_and_who_answered_are_found(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(TEXTS)])
        age = project.variables.add("leeftijd", VariableType.NUMBER)
        project.variables.add("nooit gevraagd", VariableType.TEXT)
        for name, number in (("r1", 17), ("r2", 18), ("r3", 30), ("r4", 30.5)):
            project.cases.set_value(project.cases.get(name).id, age, Value(number=number))

        def within(text: str) -> list[str]:
            return texts(project, values=((age, read_range(text)),))

        assert within("18-30") == [TEXTS["r2"], TEXTS["r3"]]
        assert within("< 18") == [TEXTS["r1"]]
        assert within("> 30") == [TEXTS["r4"]]
        assert texts(project, values=((age, ""),)) == [TEXTS["r5"], TEXTS["r6"], TEXTS["r7"]]
        assert project.answers.told(1) == [age]
        ids = project.documents.answer_ids(1)
        found = {name: [row for row, _name in project.answers.find(1, name)] for name in ("R4", "r", " r7 ", "x")}
        assert found == {"R4": [ids[3]], "r": ids, " r7 ": [ids[6]], "x": []}
        project.cases.rename(project.cases.get("r4").id, "Élise")
        assert project.answers.find(1, "elise") == [(ids[3], "Élise")]
        code = project.codebook.add("tijd")
        project.answers.code(ids[2:4], [code])
        assert texts(project, order=Order.CODES)[:2] == [TEXTS["r3"], TEXTS["r4"]]
        assert texts(project, order=Order.CODES, backwards=True)[-2:] == [TEXTS["r3"], TEXTS["r4"]]
        assert texts(project, order=Order.CODE)[:2] == [TEXTS["r3"], TEXTS["r4"]]
        assert texts(project, backwards=True) == list(TEXTS.values())[::-1]
