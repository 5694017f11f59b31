"""What was settled in a copy of a project comes in with its consensus, and there is one consensus."""

import pytest

from codebench.project.agreement_data import AgreementRequest
from codebench.project.disputes import Outcome
from codebench.project.merge_models import Fate, Reason
from codebench.project.project import Project
from codebench.project.round_models import RoundKind
from codebench.project.settling import Decision
from tests.project.merge_material import code_unit, copy
from tests.project.test_agreement import coded  # noqa: F401 - a fixture

ROUND = AgreementRequest(round="ronde")
_SETTLED = (
    "SELECT u.start, c.name, s.outcome FROM settlements s JOIN units u ON u.id = s.unit_id"
    " JOIN codes c ON c.id = s.code_id"
)
_CONSENSUS = "SELECT code, quote FROM view_codings WHERE coder LIKE 'consensus%'"


def settle(project: Project, outcome: Outcome, *places: int) -> None:
    """Settle everything in these turns."""
    disputes = project.settling.disputes(ROUND)
    wanted = [(each, Decision(outcome)) for each in disputes.found if each.unit.position - 1 in places]
    project.settling.settle_all(disputes, wanted, "alles")


def test_what_both_settled_of_different_units_is_the_work_of_one_consensus(coded: Project) -> None:  # noqa: F811
    coded.settling.make_round(AgreementRequest(), "ronde", RoundKind.RELIABILITY)
    other = copy(coded.path, "kopie")
    with Project.open(other, "Bo") as theirs:
        settle(theirs, Outcome.ALL, 1)
        settled, agreed = theirs.session.tuples(_SETTLED), theirs.session.tuples(_CONSENSUS)
        assert settled
        assert agreed
    settle(coded, Outcome.NEITHER, 5)
    mine = coded.session.tuples(_SETTLED)
    plan = coded.merging.plan(other)
    assert not plan.of(Fate.LEFT)
    assert plan.coders == ()
    coded.merging.take(plan)
    assert coded.check() == []
    assert sorted(coded.session.tuples(_SETTLED)) == sorted(settled + mine)
    assert coded.session.tuples(_CONSENSUS) == agreed
    assert coded.session.value("SELECT count(*) FROM coders WHERE kind = 'consensus'") == 1
    assert coded.merging.plan(other).is_empty
    coded.history.undo()
    assert coded.session.tuples(_SETTLED) == mine


@pytest.mark.parametrize("theirs_wins", [False, True])
def test_what_both_settled_otherwise_stays_as_it_was_settled_here(coded: Project, theirs_wins: bool) -> None:  # noqa: F811
    coded.settling.make_round(AgreementRequest(), "ronde", RoundKind.RELIABILITY)
    other = copy(coded.path, "kopie")
    with Project.open(other, "Bo") as theirs:
        settle(theirs, Outcome.ALL, 5)
        code_unit(theirs, 2, "mandaat", "groep")
    settle(coded, Outcome.NEITHER, 5)
    plan = coded.merging.plan(other, theirs_wins=theirs_wins)
    assert {(item.table, item.reason) for item in plan.of(Fate.LEFT)} == {
        ("settlements", Reason.UNDECIDED),
        ("codings", Reason.UNDECIDED),
    }
    before = coded.session.tuples(_SETTLED)
    coded.merging.take(plan)
    assert coded.session.tuples(_SETTLED) == before
    assert coded.session.tuples(_CONSENSUS) == []
