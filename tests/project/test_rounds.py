"""Rounds: what they are over, who is how far, when they close, and what becomes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.domain.errors import CodebenchError, ConflictError, InputError, NotFoundError
from codebench.domain.variables import VariableType
from codebench.project.project import Project
from codebench.project.round_models import RoundKind, RoundPlan, RoundUnit, Selection, Stratum
from codebench.store.journal import new_guid
from tests.project.rounds_material import QUESTION, group_round, judge, study
from tests.project.test_journal import state


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as made:
        yield made


def unit_ids(project: Project, round_id: int) -> list[int]:
    return [place.unit_id for place in project.rounds.places(round_id)]


def test_a_round_is_over_the_units_that_ask_to_be_judged(work: Project) -> None:
    made = group_round(work)
    assert (made.units, made.unit, made.kind, made.is_blind, made.is_open) == (4, "turn", "reliability", True, True)
    assert [coder.name for coder in made.coders] == ["An", "Bo"]
    turns = {unit.id: unit for unit in work.documents.units(1)}
    assert [turns[unit].case for unit in unit_ids(work, made.id)] == ["Ilse", "Bart", "Ilse", "An"]
    assert made.selection == "all 4 units; only groep-1"
    assert work.check() == []


def test_short_turns_are_left_out_and_that_is_told(work: Project) -> None:
    plan = RoundPlan("r", documents=("groep-1",), min_words=3)
    drawn = work.rounds.draw(plan)
    assert drawn.in_words() == "all 3 units; only groep-1; units of at least 3 words (1 shorter one left out)"
    assert work.rounds.make(plan, drawn).units == 3


def test_a_sample_is_spread_over_a_variable_and_told_with_its_seed(work: Project) -> None:
    plan = RoundPlan("r", questions=(QUESTION,), sample=10, by="niveau", seed=12)
    drawn = work.rounds.draw(plan)
    assert drawn.in_words() == (
        "10 of 30 units at random (seed 12), proportional over niveau: bao 8 of 24, so 2 of 6; only Wat helpt?"
    )
    assert work.rounds.draw(plan) == drawn
    made = work.rounds.make(plan, drawn)
    assert unit_ids(work, made.id) == list(drawn.units)
    assert made.selection == drawn.in_words()
    assert len({place.document_id for place in work.rounds.places(made.id)}) == 10
    assert made.unit is RoundUnit.ANSWER


def test_a_share_and_a_seed_that_is_made_up_and_kept(work: Project) -> None:
    made = work.rounds.make(RoundPlan("r", questions=(QUESTION,), share=0.1))
    assert made.units == 3
    assert f"3 of 30 units at random (seed {made.seed})" in made.selection
    again = work.rounds.draw(RoundPlan("s", questions=(QUESTION,), share=0.1, seed=made.seed))
    assert list(again.units) == unit_ids(work, made.id)


def test_new_material_is_what_none_of_the_coders_knows(work: Project) -> None:
    everything = work.rounds.draw(RoundPlan("r", questions=(QUESTION,))).units
    judge(work, "Bo", list(everything[:5]))
    work.codings.add(work.documents.answer_ids(1)[6], 0, 4, [1])
    judge(work, "Cé", list(everything[20:]))
    drawn = work.rounds.draw(RoundPlan("r", coders=("An", "Bo"), questions=(QUESTION,), is_new=True))
    assert set(drawn.units) == set(everything) - {*everything[:5], everything[6]}
    assert "of what none of the coders had judged or coded" in drawn.in_words()
    known = work.rounds.draw(RoundPlan("r", coders=("An", "Bo"), questions=(QUESTION,))).known
    assert known == {"Bo": 5}


def test_what_was_chosen_is_kept_as_it_was() -> None:
    kept = Selection(9, 3, (1, 2), (), 3, 4, True, False, "niveau", (Stratum("bao ‘x’", 2, 6), Stratum("so", 1, 3)))
    assert Selection.from_json(kept.to_json()) == kept


@pytest.mark.parametrize(
    ("plan", "error", "words"),
    [
        (RoundPlan("r"), InputError, "several kinds .answer, turn."),
        (RoundPlan("r", documents=("weg",)), NotFoundError, "no document 'weg'"),
        (RoundPlan("r", questions=(QUESTION,), sample=31), InputError, "A sample of 31 can't be drawn from 30 units"),
        (RoundPlan("r", questions=(QUESTION,), sample=0), InputError, "A sample of 0"),
        (RoundPlan("r", questions=(QUESTION,), share=1.5), InputError, "between 0 and 100 per cent"),
        (RoundPlan("r", questions=(QUESTION,), sample=3, share=0.5), InputError, "not both"),
        (RoundPlan("r", questions=(QUESTION,), by="niveau"), InputError, "how large the sample is"),
        (RoundPlan("r", questions=(QUESTION,), by="niveau", sample=1), InputError, "'niveau' has 2 values here"),
        (RoundPlan("r", questions=(QUESTION,), by="taken", sample=9), InputError, "several values for one case"),
        (RoundPlan("r", questions=(QUESTION,), by="net", sample=9), NotFoundError, "no variable 'net'"),
        (RoundPlan("r", coders=("An",), questions=(QUESTION,)), InputError, "name two or more"),
        (RoundPlan("r", coders=("An", "an"), questions=(QUESTION,)), InputError, "An is named twice"),
        (RoundPlan("r", coders=("An", "Dé"), questions=(QUESTION,)), NotFoundError, "no coder 'Dé'"),
        (RoundPlan("r", questions=(QUESTION,), unit=RoundUnit.TURN), InputError, "units of kind answer; 'turn'"),
        (RoundPlan("r", questions=(QUESTION,), min_words=99), InputError, "no unit left"),
        (RoundPlan("r", questions=(QUESTION,), again=True), InputError, "no unit left"),
        (RoundPlan("r", questions=(QUESTION,), again=True, is_new=True), InputError, "is not new"),
        (RoundPlan("RONDE 1", questions=(QUESTION,)), ConflictError, "There is a round 'RONDE 1' already"),
        (RoundPlan(" ", questions=(QUESTION,)), InputError, "A round needs a name"),
    ],
)
def test_what_can_be_no_round_is_refused_and_nothing_is_made(
    work: Project, plan: RoundPlan, error: type[CodebenchError], words: str
) -> None:
    group_round(work)
    work.variables.add("taken", VariableType.MULTIPLE, ("zorg", "klas"))
    before = state(work)
    with pytest.raises(error, match=words):
        work.rounds.make(plan)
    assert state(work) == before


def test_progress_is_by_review_marks_and_only_what_all_judged_is_compared(work: Project) -> None:
    made = group_round(work)
    units = unit_ids(work, made.id)
    work.codings.add(1, 40, 60, [1])
    judge(work, "An", units[:3])
    judge(work, "Bo", units[1:])
    judge(work, "Cé", units)
    info = work.rounds.info(made.id)
    assert [coder.reviewed for coder in info.coders] == [3, 3]
    assert info.compared == 2
    assert work.rounds.compared(made.id) == units[1:3]
    assert work.rounds.reviewed(made.id, 1) == set(units[:3])
    rows = work.session.rows("SELECT * FROM view_rounds WHERE unit_id = ? ORDER BY position", [units[0]])
    assert [(row["coder"], row["reviewed_at"] is not None) for row in rows] == [("An", True), ("Bo", False)]
    work.documents.retire(1)
    assert work.rounds.info(made.id).units == 0


def test_done_is_said_by_who_judged_everything(work: Project) -> None:
    made = group_round(work)
    units = unit_ids(work, made.id)
    judge(work, "An", units[:2])
    with pytest.raises(ConflictError, match="2 units of round 'ronde 1' are not reviewed yet"):
        work.rounds.done(made.id)
    judge(work, "An", units[2:])
    work.rounds.done(made.id)
    assert [bool(coder.done_at) for coder in work.rounds.info(made.id).coders] == [True, False]
    with pytest.raises(ConflictError, match="You are done"):
        work.rounds.done(made.id)
    work.act_as("Cé")
    with pytest.raises(ConflictError, match="Cé takes no part"):
        work.rounds.done(made.id)


def test_a_round_closes_when_all_are_done_or_with_a_reason_and_undo_opens_it(work: Project) -> None:
    made = group_round(work)
    judge(work, "An", unit_ids(work, made.id))
    work.rounds.done(made.id)
    with pytest.raises(ConflictError, match="waits for Bo"):
        work.rounds.close(made.id)
    closed = work.rounds.close(made.id, reason=" Bo is ziek. ")
    assert (closed.is_open, closed.reason, bool(closed.closed_at)) == (False, "Bo is ziek.", True)
    for late in (lambda: work.rounds.close(made.id), lambda: work.rounds.done(made.id)):
        with pytest.raises(ConflictError, match="closed already"):
            late()
    work.history.undo()
    assert work.rounds.info(made.id).is_open
    judge(work, "Bo", unit_ids(work, made.id))
    work.act_as("Bo")
    work.rounds.done(made.id)
    closed = work.rounds.close(made.id, reason="niet nodig")
    assert (closed.is_open, closed.reason) == (False, "")
    assert work.session.value("SELECT figures FROM rounds")
    assert work.check() == []


def test_who_codes_again_does_so_under_another_name(work: Project) -> None:
    units = list(work.rounds.draw(RoundPlan("r", documents=("groep-1",))).units)
    judge(work, "An", units[:2])
    made = work.rounds.make(RoundPlan("ronde 2", RoundKind.RELIABILITY, ("An",), again=True))
    assert unit_ids(work, made.id) == units[:2]
    (coder,) = made.coders
    assert (coder.name, coder.person, coder.is_second, coder.reviewed) == ("An (ronde 2)", "An", True, 0)
    assert [one.name for one in work.coders.all()] == ["An", "Bo", "Cé"]
    assert [one.name for one in work.coders.everyone()] == ["An", "Bo", "Cé", "An (ronde 2)"]
    judge(work, "An (ronde 2)", units[:2])
    assert work.rounds.info(made.id).coders[0].reviewed == 2
    work.rounds.done(made.id)
    with pytest.raises(InputError, match="a name for a second coding"):
        work.rounds.draw(RoundPlan("ronde 3", coders=("An (ronde 2)", "Bo"), documents=("groep-1",)))
    with pytest.raises(ConflictError, match="There is a coder"):
        work.coders.add("an (Ronde 2)")


def test_a_name_that_is_taken_for_a_second_coding_is_refused(work: Project) -> None:
    judge(work, "An", list(work.rounds.draw(RoundPlan("r", documents=("groep-1",))).units))
    work.coders.add("An (ronde 2)")
    before = state(work)
    with pytest.raises(ConflictError, match=r"There is a coder 'An \(ronde 2\)' already"):
        work.rounds.make(RoundPlan("ronde 2", coders=("An",), again=True))
    assert state(work) == before


def test_a_round_is_found_by_name_and_without_one_where_only_one_is_meant(work: Project) -> None:
    with pytest.raises(NotFoundError, match="Say which round"):
        work.rounds.get()
    first = group_round(work)
    assert work.rounds.get() == work.rounds.get("RONDE 1") == first
    second = group_round(work, "ronde 2")
    with pytest.raises(NotFoundError, match="ronde 1, ronde 2"):
        work.rounds.get()
    work.rounds.close(first.id, reason="klaar")
    assert work.rounds.get().id == second.id
    with pytest.raises(NotFoundError, match="There is no round 'ronde 3'"):
        work.rounds.get("ronde 3")


def settle(project: Project, round_id: int, unit_id: int, code_id: int, outcome: str = "neither") -> None:
    with project.session.act("settle", "settle a unit") as act:
        act.insert(
            "settlements",
            round_id=round_id,
            unit_id=unit_id,
            code_id=code_id,
            outcome=outcome,
            created_at=act.created_at,
            note=new_guid(),
        )


def settled(project: Project) -> list[tuple[int, int, str]]:
    return project.session.tuples("SELECT unit_id, code_id, outcome FROM settlements ORDER BY id")


def test_units_that_an_edit_takes_away_leave_the_round(work: Project) -> None:
    made = group_round(work, blind=False)
    units = unit_ids(work, made.id)
    settle(work, made.id, units[-1], 1)
    text = work.documents.text(1)
    work.edits.apply(1, text[: text.rindex("An:")])
    assert unit_ids(work, made.id) == units[:-1]
    assert settled(work) == []
    work.history.undo()
    assert unit_ids(work, made.id) == units
    assert len(settled(work)) == 1
    assert work.check() == []


def test_a_purged_document_leaves_the_round_and_its_name_is_forgotten(work: Project) -> None:
    made = group_round(work, blind=False)
    settle(work, made.id, unit_ids(work, made.id)[0], 1)
    work.purging.purge([1])
    info = work.rounds.info(made.id)
    assert (info.units, info.selection) == (0, "all 4 units; only #1")
    assert settled(work) == []
    assert work.check() == []


def test_what_was_settled_goes_and_merges_with_its_code(work: Project) -> None:
    made = group_round(work, blind=False)
    a, b, *_rest = unit_ids(work, made.id)
    for unit, code, outcome in ((a, 1, "all"), (a, 3, "neither"), (b, 3, "adjusted"), (b, 4, "neither")):
        settle(work, made.id, unit, code, outcome)
    work.codebook.merge(3, 1)
    assert settled(work) == [(a, 1, "all"), (b, 1, "adjusted"), (b, 4, "neither")]
    work.codebook.remove(4)
    assert settled(work) == [(a, 1, "all"), (b, 1, "adjusted")]
    work.history.undo()
    work.history.undo()
    assert len(settled(work)) == 4
    assert work.check() == []
