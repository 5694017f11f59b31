"""What a coder decides on suggestions: one act each, undone in one, and gone with what it was about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.domain.table import Share
from codebench.project.decisions import Proposal
from codebench.project.project import Project
from tests.conftest import TURNS, transcript


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS)])
        made.codebook.add("tijd")
        made.codebook.add("middelen")
        yield made


def proposal(project: Project, unit: int = 0, code: str = "tijd", tier: str = "strong") -> Proposal:
    place = project.documents.units(project.documents.all()[0].id)[unit]
    return Proposal(place.id, project.codebook.find(code), place.body_start, place.end, tier, "1")


def decided(project: Project) -> list[tuple[int | None, int, str]]:
    rows = project.session.tuples("SELECT unit_id, code_id, decision FROM suggestion_decisions ORDER BY id")
    return [(row[0], row[1], row[2]) for row in rows]


def test_accepting_codes_and_marks_in_one_act(project: Project) -> None:
    wanted = proposal(project)
    coding = project.codings.get(project.decisions.accept(wanted, reviewed=True))
    assert (coding.start, coding.end, coding.code_id, coding.origin) == (
        wanted.start,
        wanted.end,
        wanted.code_id,
        "suggestion",
    )
    assert project.reviews.is_marked(wanted.unit_id)
    assert decided(project) == [(wanted.unit_id, wanted.code_id, "accepted")]
    project.history.undo()
    assert decided(project) == []
    assert not project.reviews.is_marked(wanted.unit_id)
    assert project.session.value("SELECT count(*) FROM codings") == 0


def test_what_is_there_already_is_not_accepted_again(project: Project) -> None:
    project.decisions.accept(proposal(project))
    with pytest.raises(ConflictError, match="'tijd' on exactly this passage"):
        project.decisions.accept(proposal(project))
    with pytest.raises(NotFoundError):
        project.decisions.accept(Proposal(999, 1, 0, 3, "strong", "1"))


def test_a_rejection_stays_until_it_is_undone_or_thought_better_of(project: Project) -> None:
    wrong = proposal(project)
    project.decisions.reject(wrong)
    with pytest.raises(ConflictError, match="rejected here already"):
        project.decisions.reject(wrong)
    assert project.decisions.rejected() == [(wrong.unit_id, wrong.code_id)]
    project.decisions.accept(wrong)
    assert project.decisions.rejected() == []
    project.history.undo()
    assert project.decisions.rejected() == [(wrong.unit_id, wrong.code_id)]


def test_a_code_may_be_muted_by_one_coder_and_heard_again(project: Project) -> None:
    code = project.codebook.find("tijd")
    project.decisions.mute(code)
    assert project.decisions.muted() == {code}
    with pytest.raises(ConflictError):
        project.decisions.mute(code)
    project.coders.add("Bo")
    project.act_as("Bo")
    assert project.decisions.muted() == frozenset()
    project.act_as("An")
    project.decisions.unmute(code)
    with pytest.raises(ConflictError):
        project.decisions.unmute(code)
    assert project.decisions.muted() == frozenset()


def test_the_record_counts_decisions_by_code_and_tier(project: Project) -> None:
    project.decisions.accept(proposal(project, 0))
    project.decisions.reject(proposal(project, 1, tier="exploratory"))
    project.decisions.accept(proposal(project, 1, "middelen", "moderate"))
    table = project.decisions.record()
    assert [row.cells[:3] for row in table.rows] == [
        ("tijd", Share(1, 2), Share(1, 1)),
        ("middelen", Share(1, 1), None),
        ("All codes", Share(2, 3), Share(1, 1)),
    ]
    assert table.n == "N = 3 decisions"


def test_decisions_go_with_their_code_and_their_unit_and_merge_with_codes(project: Project) -> None:
    tijd, middelen = project.codebook.find("tijd"), project.codebook.find("middelen")
    first, second = proposal(project, 0), proposal(project, 1)
    project.decisions.reject(first)
    project.decisions.reject(second)
    project.decisions.reject(proposal(project, 0, "middelen"))
    project.codebook.merge(tijd, middelen)
    assert sorted(decided(project)) == [(first.unit_id, middelen, "rejected"), (second.unit_id, middelen, "rejected")]
    document = project.documents.all()[0].id
    text = project.documents.text(document)
    units = project.documents.units(document)
    project.edits.apply(document, text[units[1].start :])
    assert decided(project) == [(second.unit_id, middelen, "rejected")]
    project.codebook.remove(middelen)
    assert decided(project) == []
    for _act in range(3):
        project.history.undo()
    assert len(decided(project)) == 3
    project.purging.purge([document])
    assert decided(project) == []
    assert project.check() == []
