"""Suggestions in a project: learnt at once, unlearnt exactly, and the same after a second start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import CodebenchError, ConflictError
from codebench.project.project import Project
from codebench.project.side_lists import SideKind, side_list
from codebench.project.suggestion_models import SuggestionInfo
from codebench.project.suggestions import Suggester
from codebench.project.workers import Helper
from tests.conftest import TURNS, survey, transcript
from tests.project.test_journal import STEP, play

ANSWERS = {
    "R1": "te weinig tijd voor overleg",
    "R2": "er is nooit tijd om te overleggen",
    "R3": "het budget voor materiaal is op",
    "R4": "geen geld voor materiaal",
    "R5": "meer tijd, dat is alles",
    "R6": "budget en nog eens budget",
    "R7": "goede collega's",
}


@pytest.fixture(scope="module")
def helper() -> Iterator[Helper]:
    with Helper() as made:
        yield made


@pytest.fixture(scope="module")
def another() -> Iterator[Helper]:
    """A second process, which begins anew whenever something new asks it."""
    with Helper() as made:
        yield made


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.codebench", "An") as made:
        made.annotations.use("blank")
        made.imports.take([survey(ANSWERS)])
        made.codebook.add("tijd")
        made.codebook.add("middelen")
        yield made


def unit(project: Project, respondent: str) -> int:
    document = project.documents.answer(respondent, "Wat helpt?").id
    return project.documents.units(document)[0].id


def code(project: Project, respondent: str, name: str) -> None:
    document = project.documents.answer(respondent, "Wat helpt?")
    project.codings.add(document.id, 0, document.length, [project.codebook.find(name)])


def names(project: Project, found: tuple[SuggestionInfo, ...]) -> list[str]:
    tree = project.codebook.tree()
    return [tree[one.proposal.code_id].name for one in found]


def everything(project: Project, suggester: Suggester) -> dict[int, tuple[SuggestionInfo, ...]]:
    units = [row[0] for row in project.session.tuples("SELECT id FROM units ORDER BY id")]
    return {unit_id: suggester.suggest(project.session, unit_id) for unit_id in units}


def test_it_begins_with_the_names_of_the_codes_and_learns_at_once(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    cold = suggester.suggest(project.session, unit(project, "R5"))
    assert names(project, cold)[0] == "tijd"
    assert cold[0].names == ("tijd",)
    code(project, "R3", "middelen")
    code(project, "R4", "middelen")
    found = suggester.suggest(project.session, unit(project, "R6"))
    assert names(project, found)[0] == "middelen"
    assert [(word.form, word.n_code, word.n_total) for word in found[0].words] == [("budget", 1, 1)]
    assert found[0].nearest is not None
    assert found[0].nearest.quote == ANSWERS["R3"]
    assert "‘budget’ 1 of 1×" in found[0].reason()
    assert (found[0].proposal.start, found[0].proposal.end) == (0, len(ANSWERS["R6"]))


def test_what_a_unit_has_is_not_suggested_for_it_and_says_nothing_about_it(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    code(project, "R3", "middelen")
    before = suggester.suggest(project.session, unit(project, "R7"))
    code(project, "R7", "tijd")
    assert "tijd" not in names(project, suggester.suggest(project.session, unit(project, "R7")))
    project.history.undo()
    assert suggester.suggest(project.session, unit(project, "R7")) == before


def test_rejected_and_muted_codes_stay_away_until_that_is_undone(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    here = unit(project, "R5")
    first = suggester.suggest(project.session, here)
    assert names(project, first)[0] == "tijd"
    project.decisions.reject(first[0].proposal)
    assert "tijd" not in names(project, suggester.suggest(project.session, here))
    project.history.undo()
    assert suggester.suggest(project.session, here) == first
    project.decisions.mute(first[0].proposal.code_id)
    assert "tijd" not in names(project, suggester.suggest(project.session, unit(project, "R1")))


def test_an_archived_code_is_not_suggested_and_what_it_taught_stays(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    code(project, "R1", "tijd")
    before = suggester.suggest(project.session, unit(project, "R2"))
    assert names(project, before)[0] == "tijd"
    project.codebook.archive(project.codebook.find("tijd"))
    code(project, "R3", "middelen")
    assert "tijd" not in names(project, suggester.suggest(project.session, unit(project, "R2")))
    project.history.undo()
    project.history.undo()
    assert suggester.suggest(project.session, unit(project, "R2")) == before
    with pytest.raises(ConflictError, match="archived"):
        project.codebook.archive(before[0].proposal.code_id)
        project.decisions.accept(before[0].proposal)


def test_each_coder_has_suggestions_of_their_own(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    code(project, "R7", "middelen")
    assert suggester.suggest(project.session, unit(project, "R6")) != ()
    project.coders.add("Bo")
    project.act_as("Bo")
    fresh = everything(project, suggester)
    assert all(word.n_total == 0 for found in fresh.values() for one in found for word in one.words)


def test_the_coders_own_likest_units_are_found(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    for respondent, name in (("R1", "tijd"), ("R3", "middelen"), ("R7", "tijd")):
        code(project, respondent, name)
    like = suggester.similar(project.session, unit(project, "R4"))
    assert like[0].quote == ANSWERS["R3"]
    assert like[0].similarity > 0
    assert unit(project, "R4") not in [one.unit_id for one in like]


@settings(max_examples=8)
@given(st.lists(st.tuples(st.booleans(), STEP), min_size=3, max_size=12))
def test_a_second_start_gives_the_same_suggestions(
    tmp_path_factory: pytest.TempPathFactory,
    helper: Helper,
    another: Helper,
    steps: list[tuple[bool, tuple[int, int, int, int]]],
) -> None:
    with Project.create(tmp_path_factory.mktemp("again") / "p.codebench", "An") as project:
        project.annotations.use("blank")
        project.imports.take([transcript("groep-1", TURNS)])
        project.codebook.ensure("tijd")
        project.codebook.edit(project.codebook.ensure("middelen"), CodeFields(keywords=("materiaal", "geld")))
        running = Suggester(helper)
        everything(project, running)
        for undo, step in steps:
            try:
                project.history.undo() if undo else play(project, step)
            except CodebenchError:
                continue
            everything(project, running)
        # What was seen of the decisions can't be learnt anew, so that is kept first.
        running.keep(project.session, learnt=False)
        assert everything(project, running) == everything(project, Suggester(another))


def test_the_lists_beside_the_reading_order_say_what_to_look_at(project: Project, helper: Helper) -> None:
    suggester = Suggester(helper)
    for respondent, name in (("R1", "tijd"), ("R2", "tijd"), ("R3", "middelen"), ("R4", "tijd"), ("R6", "middelen")):
        code(project, respondent, name)

    def texts(kind: SideKind, *, code_id: int | None = None, unit_id: int | None = None) -> list[str]:
        found = side_list(suggester, project.session, kind, code_id=code_id, unit_id=unit_id)
        assert len(found.places) == len(found.table.rows)
        return [project.documents.text(document)[start:end] for document, start, end in found.places]

    assert texts(SideKind.RECHECK) == [ANSWERS["R4"]]
    assert sorted(texts(SideKind.HUNT)) == sorted([ANSWERS["R5"], ANSWERS["R7"]])
    assert texts(SideKind.HUNT)[0] == ANSWERS["R7"]
    assert ANSWERS["R4"] in texts(SideKind.MISSED, code_id=project.codebook.find("middelen"))
    assert texts(SideKind.LIKE, unit_id=unit(project, "R4"))[0] == ANSWERS["R3"]
    assert texts(SideKind.THEMES) == []
