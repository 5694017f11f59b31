"""Whose work counts: the consensus where settled, else the assigned coder, else the only one; said in every table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import InputError
from codebench.domain.table import Table, cell_text
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.store.journal import new_guid
from tests.conftest import survey

ANSWERS = {f"R{i}": "Meer tijd voor overleg." for i in range(6)}
CODINGS = FrequencyRequest(base=Base.CODINGS)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Project]:
    """Six answers; An has coded and judged all as 'tijd', Bo the first four as 'steun'."""
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.imports.take([survey(ANSWERS)])
        tijd, steun = made.codebook.add("tijd"), made.codebook.add("steun")
        made.coders.add("Bo")
        units = made.reviews.units_of_question(1)
        for coder, code, n in (("An", tijd, 6), ("Bo", steun, 4)):
            made.act_as(coder)
            for document in made.documents.answer_ids(1)[:n]:
                made.codings.add(document, 0, 4, [code])
            made.reviews.mark(units[:n])
        yield made


def make_round(project: Project, name: str, *coders: str, n: int = 4, again: bool = False) -> None:
    """A round over the first answers."""
    plan = RoundPlan(name, coders=coders, is_blind=False, again=again)
    drawn = project.rounds.draw(plan)
    made = project.rounds.make(plan, drawn)
    rows = project.session.tuples("SELECT id, unit_id FROM round_units WHERE round_id = ?", [made.id])
    with project.session.act("narrow") as act:
        act.delete("round_units", [row_id for row_id, unit in rows if unit > n])


def settle(project: Project, *units: int) -> None:
    with project.session.act("settle") as act:
        consensus = project.session.value("SELECT id FROM coders WHERE kind = 'consensus'")
        if consensus is None:
            consensus = act.insert("coders", guid=new_guid(), kind="consensus", name="Consensus")
        columns = ("unit_id", "coder_id", "created_at")
        act.insert_rows("review_marks", columns, [(unit, consensus, act.created_at) for unit in units])


def counts(table: Table) -> dict[str, str]:
    return {str(row.cells[0]): cell_text(row.cells[1]) for row in table.rows}


def layer(table: Table) -> str:
    return table.rule.split("reporting layer: ")[1].split("; all material")[0]


def test_without_a_round_what_two_coded_is_refused(work: Project) -> None:
    with pytest.raises(InputError, match=r"4 units were coded by several coders \(An, Bo\)"):
        work.frequencies(CODINGS)


def test_the_first_coder_of_the_round_counts_and_who_coded_alone_elsewhere(work: Project) -> None:
    make_round(work, "ronde 1", "Bo", "An")
    table = work.frequencies(CODINGS)
    assert counts(table) == {"tijd": "2", "steun": "4"}
    assert (
        layer(table) == "the assigned coder, first in the latest round (Bo 4 units), else each unit's only coder (An)"
    )


def test_the_latest_round_decides_and_only_where_its_coder_judged(work: Project) -> None:
    make_round(work, "ronde 1", "Bo", "An")
    make_round(work, "ronde 2", "An", "Bo", n=2)
    assert counts(work.frequencies(CODINGS)) == {"tijd": "4", "steun": "2"}
    work.act_as("An")
    work.reviews.clear([1])
    table = work.frequencies(CODINGS)
    assert counts(table) == {"tijd": "3", "steun": "3"}
    assert "(An 1 unit, Bo 3 units)" in layer(table)
    work.coders.add("Cé")
    make_round(work, "ronde 3", "Cé", "Bo")
    assert counts(work.frequencies(CODINGS)) == {"tijd": "2", "steun": "4"}


def test_the_consensus_counts_where_it_is_settled(work: Project) -> None:
    make_round(work, "ronde 1", "An", "Bo")
    settle(work, 1, 2)
    table = work.frequencies(FrequencyRequest())
    assert counts(table) == {"tijd": "4"}
    assert table.n == "N = 6 persons with at least one reviewed unit."
    assert layer(table) == (
        "consensus where settled (2 units), else the assigned coder, first in the latest round (An 2 units),"
        " else each unit's only coder (An)"
    )
    chosen = work.frequencies(FrequencyRequest(scope=ScopeRequest(coder="Bo")))
    assert (counts(chosen), layer(chosen)) == ({"steun": "4"}, "Bo")


def test_a_second_coding_counts_nowhere(work: Project) -> None:
    work.act_as("An")
    make_round(work, "nog eens", "An", again=True)
    work.act_as("An (nog eens)")
    work.codings.add(6, 0, 4, [2])
    work.reviews.mark([6])
    work.act_as("Bo")
    work.reviews.clear([1, 2, 3, 4])
    for coding in [coding for document in range(1, 5) for coding in work.documents.codings(document)]:
        if coding.coder == "Bo":
            work.codings.remove([coding.id])
    table = work.frequencies(CODINGS)
    assert (counts(table), layer(table)) == ({"tijd": "6"}, "An")
    with pytest.raises(InputError, match=r"'An .nog eens.' is a second coding"):
        work.frequencies(FrequencyRequest(scope=ScopeRequest(coder="An (nog eens)")))
