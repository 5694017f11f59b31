"""What the suggestions keep for the next start: it gives the same suggestions, and goes with what was erased."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from codebench.project.project import Project
from codebench.project.suggestion_models import SuggestionInfo
from codebench.project.suggestions import Suggester
from codebench.project.workers import Helper, Progress
from codebench.store.connection import SUFFIX
from tests.conftest import survey

WHATS = ("tijd om te overleggen", "geld voor materiaal", "collega's die helpen", "rust in de klas")
HOWS = ("er is nooit", "te weinig", "wij zoeken", "meer", "vooral", "geen", "altijd weer", "ik mis")
ANSWERS = {f"R{i}": f"{HOWS[i % 8]} {WHATS[i * 7 % 4]} ({i})" for i in range(32)}
CODES = ("tijd", "middelen", "steun", "rust")


class Watched(Helper):
    """A helper process of which one can see what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def ask(self, op: str, params: Mapping[str, Any], progress: Progress | None = None) -> "Future[Any]":
        self.asked.append(op)
        return super().ask(op, params, progress)


@pytest.fixture(scope="module")
def helper() -> Iterator[Watched]:
    with Watched() as made:
        yield made


@pytest.fixture(scope="module")
def uncoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("uncoded") / f"p{SUFFIX}"
    with Project.create(path, "An") as made:
        made.annotations.use("blank")
        made.imports.take([survey(ANSWERS)])
        for name in CODES:
            made.codebook.add(name)
        with Helper(background=True) as beside:
            made.annotations.run(beside)
    return path


@pytest.fixture
def project(uncoded: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(Path(copy(uncoded, tmp_path))) as made:
        yield made


def unit(project: Project, respondent: str) -> int:
    return project.documents.units(project.documents.answer(respondent, "Wat helpt?").id)[0].id


def code(project: Project, i: int, name: str = "") -> None:
    document = project.documents.answer(f"R{i}", "Wat helpt?")
    wanted = project.codebook.find(name or CODES[(i * 7 + (i % 5 == 0)) % 4])
    project.codings.add(document.id, 0, document.length, [wanted])


def session_of(project: Project, suggester: Suggester, n: int = 30) -> None:
    """Code one answer after the other, each with the suggestions looking on."""
    for i in range(n):
        suggester.suggest(project.session, unit(project, f"R{i}"))
        code(project, i)
    suggester.suggest(project.session, unit(project, "R31"))


def everything(project: Project, suggester: Suggester) -> dict[str, tuple[SuggestionInfo, ...]]:
    return {name: suggester.suggest(project.session, unit(project, name)) for name in ("R0", "R3", "R29", "R30", "R31")}


def count(project: Project, table: str) -> int:
    return int(project.session.value(f"SELECT count(*) FROM {table}"))


def asked_at_start(project: Project, helper: Watched) -> tuple[list[str], dict[str, tuple[SuggestionInfo, ...]]]:
    """A second start: what the process is asked for its first suggestion, and what it suggests."""
    helper.close()
    helper.asked.clear()
    suggester = Suggester(helper)
    suggester.suggest(project.session, unit(project, "R31"))
    return list(helper.asked), everything(project, suggester)


def test_a_second_start_gives_the_same_suggestions_with_and_without_what_was_kept(
    project: Project, helper: Watched
) -> None:
    suggester = Suggester(helper)
    session_of(project, suggester)
    running = everything(project, suggester)
    suggester.keep(project.session, learnt=True)
    assert count(project, "suggestion_scores") == 30
    ops, found = asked_at_start(project, helper)
    assert "suggest_load" in ops
    assert "suggest_texts" not in ops
    assert found == running
    project.session.store.connection.execute("DELETE FROM suggestion_indexes")
    ops, found = asked_at_start(project, helper)
    assert "suggest_texts" in ops
    assert found == running
    project.session.store.connection.execute("DELETE FROM suggestion_scores")
    assert asked_at_start(project, helper)[1] != running  # a new coder's probabilities: the decisions do count


def test_what_was_undone_is_unlearnt_also_by_what_was_kept_before(project: Project, helper: Watched) -> None:
    helper.close()
    suggester = Suggester(helper)
    session_of(project, suggester)
    suggester.keep(project.session, learnt=True)
    project.history.undo()
    project.history.undo()
    code(project, 30, "steun")
    project.codebook.rename(project.codebook.find("rust"), "stilte")
    running = everything(project, suggester)
    suggester.keep(project.session, learnt=False)
    assert count(project, "suggestion_scores") == 28
    ops, found = asked_at_start(project, helper)
    assert "suggest_texts" not in ops
    assert found == running
    project.session.store.connection.execute("DELETE FROM suggestion_indexes")
    assert asked_at_start(project, helper)[1] == running


@pytest.mark.parametrize(
    "spoilt", ["UPDATE suggestion_indexes SET model = 'older'", "UPDATE suggestion_indexes SET value = x'00'"]
)
def test_what_no_longer_fits_or_cannot_be_read_is_learnt_anew(project: Project, helper: Watched, spoilt: str) -> None:
    helper.close()
    suggester = Suggester(helper)
    session_of(project, suggester, 2)
    running = everything(project, suggester)
    suggester.keep(project.session, learnt=True)
    project.session.store.connection.execute(spoilt)
    ops, found = asked_at_start(project, helper)
    assert "suggest_texts" in ops
    assert found == running


def test_what_was_erased_is_in_nothing_that_is_kept(project: Project, helper: Watched) -> None:
    helper.close()
    suggester = Suggester(helper)
    session_of(project, suggester, 4)
    suggester.keep(project.session, learnt=True)
    project.purging.purge([project.documents.answer("R1", "Wat helpt?").id])
    assert count(project, "suggestion_indexes") == 0
    assert count(project, "suggestion_scores") == 3
    # The process still knows the words, until it is asked for something.
    suggester.keep(project.session, learnt=True)
    assert count(project, "suggestion_indexes") == 0
    running = everything(project, suggester)
    suggester.keep(project.session, learnt=True)
    assert asked_at_start(project, helper)[1] == running


def test_only_what_a_coder_decides_one_by_one_says_how_good_the_suggestions_are(
    project: Project, helper: Watched
) -> None:
    helper.close()
    suggester = Suggester(helper)
    code(project, 0)
    suggester.suggest(project.session, unit(project, "R31"))
    code(project, 1)
    suggester.suggest(project.session, unit(project, "R31"))
    project.session.store.connection.execute("UPDATE codings SET origin = 'autocode'")
    code(project, 2)
    project.session.store.connection.execute("UPDATE codings SET origin = 'autocode'")
    suggester.suggest(project.session, unit(project, "R31"))
    suggester.keep(project.session, learnt=False)
    scored = project.session.tuples("SELECT unit_id FROM suggestion_scores")
    assert scored == [(unit(project, "R1"),)]


def test_suggestions_that_do_worse_than_the_most_frequent_codes_are_silent_unless_one_insists(
    project: Project, helper: Watched
) -> None:
    helper.close()
    model = helper.call("suggest_version", {})
    for i in range(26):
        code(project, i, "tijd")
    sql = project.session.store.connection
    sql.execute(
        "INSERT INTO suggestion_scores SELECT coder_id, unit_id, ?, code_id, code_id, -1.0, 0.0, 25, 0, 0, 1"
        " FROM coding_units",
        [model],
    )
    suggester = Suggester(helper)
    assert suggester.suggest(project.session, unit(project, "R31")) == ()
    assert suggester.silence(project.session) == (
        "The suggestions are silent: of the 26 codes you gave on 26 units, 0 were among their first three, and 26 among"
        " your three most frequent ones."
    )
    suggester.insist(project.session)
    assert suggester.suggest(project.session, unit(project, "R31")) != ()
    assert suggester.silence(project.session) == ""
