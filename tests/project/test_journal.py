"""The journal: every difference explained, everything undone, nothing lost."""

import json
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import CodebenchError, ConflictError
from codebench.domain.variables import Role, VariableType, parse_value
from codebench.project.decisions import Proposal
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.store.tables import STATE
from tests.conftest import TURNS, survey, transcript

State = dict[str, dict[int, tuple[Any, ...]]]


def state(project: Project) -> State:
    return {
        spec.name: {row[0]: row for row in project.session.tuples(f"SELECT * FROM {spec.name} ORDER BY id")}
        for spec in STATE.values()
    }


def journal_explains(project: Project, before: State, after: State, first_event: int) -> None:
    """Replaying the new events over the old ids gives the new ids; every changed row is in an event."""
    changed = {
        (name, row_id)
        for name in before
        for row_id in before[name].keys() | after[name].keys()
        if before[name].get(row_id) != after[name].get(row_id)
    }
    told: dict[tuple[str, int], tuple[bool, bool]] = {}
    for table, payload in project.session.tuples(
        "SELECT table_name, payload FROM events WHERE id > ? AND table_name <> '' ORDER BY id", [first_event]
    ):
        block = json.loads(payload)
        there = {row[0] for row in block.get("before", [])}
        then = {row[0] for row in block.get("after", [])}
        for row_id in there | then:
            was = told.get((table, row_id), (row_id in there, False))[0]
            told[table, row_id] = (was, row_id in then)
    assert changed <= told.keys()
    for (name, row_id), (was, became) in told.items():
        assert was == (row_id in before[name])
        assert became == (row_id in after[name])


def play(project: Project, step: tuple[int, int, int, int]) -> None:
    """One random act, chosen by numbers; acts that contradict the state are refused and leave nothing."""
    kind, a, b, c = step
    documents = [info.id for info in project.documents.all()]
    codes = [node.id for node, _depth in project.codebook.tree().walk()]
    codings = [row[0] for row in project.session.tuples("SELECT id FROM codings WHERE status = 'active'")]
    units = [row[0] for row in project.session.tuples("SELECT id FROM units")]
    document = documents[a % len(documents)] if documents else 0
    code = codes[b % len(codes)] if codes else 0
    coding = codings[c % len(codings)] if codings else 0
    start = c % 120
    cases = project.cases.all()
    if (kind % 30 in (12, 13, 22, 23) and not units) or (kind % 30 in (20, 21) and not cases):
        return
    match kind % 30:
        case 0 | 1 | 2:
            project.codings.add(document, start, start + 1 + b % 60, [code, codes[a % len(codes)]] if codes else [0])
        case 3:
            project.codings.remove([coding])
        case 4:
            project.codings.move(coding, start, start + 1 + a % 40)
        case 5:
            project.codings.recode(coding, code)
        case 6:
            project.codebook.add(f"code {a % 5}", code if b % 2 and codes else None)
        case 7:
            project.codebook.rename(code, f"naam {a % 4}")
        case 8:
            project.codebook.move(code, codes[a % len(codes)] if codes and c % 2 else None, c % 3)
        case 9:
            project.codebook.merge(code, codes[c % len(codes)] if codes else 0)
        case 10:
            project.codebook.edit(code, CodeFields(definition=f"def {a}", keywords=("x", str(b))))
        case 11:
            project.codebook.remove(code, with_codings=bool(c % 2))
        case 12:
            project.reviews.mark([units[a % len(units)], units[b % len(units)]])
        case 13:
            project.reviews.clear([units[a % len(units)]])
        case 14:
            target = MemoTarget(coding_id=coding) if a % 2 else MemoTarget(passage=(document, start, start + 3))
            project.memos.add(target, f"memo {b}")
        case 15:
            memos = project.memos.all()
            project.memos.edit(memos[a % len(memos)].id, f"anders {b}") if memos else None
        case 16:
            text = project.documents.text(document)
            at = c % (len(text) + 1)
            project.edits.apply(document, text[:at] + ["é 👩‍👩‍👧 ", "", "nieuw\n"][a % 3] + text[at + b % 30 :])
        case 17:
            (project.documents.retire if a % 2 else project.documents.restore)(document)
        case 18:
            project.imports.take([transcript(f"groep-{a % 4}", TURNS[: 2 + b % 4])])
        case 19:
            project.imports.take([survey({f"R{a % 6}": f"antwoord {b}"}, {f"R{a % 6}": ("bao", "so")[b % 2]})])
        case 20:
            project.cases.set_role(cases[a % len(cases)].id, (Role.MODERATOR, Role.PARTICIPANT)[b % 2])
        case 21:
            variables = project.variables.all()
            if not variables:
                project.variables.add("net", VariableType.CATEGORY, ("VGO", "GO!"))
            else:
                value = parse_value(VariableType.CATEGORY, ("VGO", "OGO")[b % 2])
                project.cases.set_value(cases[a % len(cases)].id, variables[c % len(variables)].id, value)
        case 22 | 23:
            unit = project.documents.units(document)[a % len(project.documents.units(document))] if document else None
            if unit is not None:
                proposal = Proposal(unit.id, code, unit.body_start, unit.end, ("strong", "exploratory")[b % 2], "1")
                if kind % 30 == 22:
                    project.decisions.accept(proposal, reviewed=bool(c % 2))
                else:
                    project.decisions.reject(proposal)
        case 24:
            project.decisions.mute(code)
        case 25:
            project.decisions.unmute(code)
        case 26 | 27:
            many = {"documents": (project.documents.info(document).name,)} if document and a % 3 else {}
            again = kind % 30 == 27 and b % 2 == 0
            coders = ("An",) if again else ("An", "Bo")
            plan = RoundPlan(f"ronde {b % 3}", coders=coders, is_blind=bool(c % 2), again=again, share=0.5, **many)
            project.rounds.make(plan)
        case 28:
            project.rounds.done(a % 4)
        case 29:
            project.rounds.close(a % 4, reason="klaar" if b % 2 else "")


STEP = st.tuples(*(st.integers(0, 10_000) for _ in range(4)))
# A blind round that is made, judged, closed with a reason and opened again; then a second coding of what was judged.
ROUNDS = [
    *[
        ("An", (26, 1, 1, 1)),
        ("An", (12, 1, 2, 0)),
        ("Bo", (12, 2, 1, 0)),
        ("An", (12, 4, 5, 0)),
        ("An", (28, 1, 0, 0)),
    ],
    *[
        ("Bo", (29, 1, 1, 0)),
        ("undo", (0, 0, 0, 0)),
        ("redo", (0, 0, 0, 0)),
        ("An", (27, 1, 2, 1)),
        ("An", (16, 1, 60, 0)),
    ],
]


@settings(max_examples=30, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.tuples(st.sampled_from(["An", "Bo", "undo", "redo"]), STEP), min_size=5, max_size=25))
@example(ROUNDS)
def test_any_acts_then_undo_of_all_leave_every_state_table_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, tuple[int, int, int, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    with Project.create(folder / "p.codebench", "An") as project:
        beginning = state(project)
        project.coders.add("Bo")
        project.imports.take([transcript("groep-1", TURNS)])
        project.codebook.add("tijd")
        for who, step in steps:
            before = state(project)
            event = project.session.value("SELECT max(id) FROM events")
            try:
                if who == "undo":
                    project.history.undo()
                elif who == "redo":
                    project.history.redo()
                else:
                    project.act_as(who)
                    play(project, step)
            except CodebenchError:
                assert state(project) == before
            journal_explains(project, before, state(project), event)
        project.act_as("An")
        for info in project.rounds.all():
            if info.is_open:  # a blind one hides what others did, and so keeps it from being undone
                project.rounds.close(info.id, reason="klaar")
        project.history.undo_to(1, others=True)
        assert state(project) == beginning
        assert project.check() == []


def test_undo_survives_a_restart(project: Project) -> None:
    project.codings.add(1, 40, 60, [1])
    project.codings.add(1, 45, 70, [3])
    path = project.path
    project.close()
    with Project.open(path) as again:
        assert again.history.undo().kind == "code"
        assert [coding.start for coding in again.documents.codings(1)] == [40]
        assert again.history.redo().kind == "code"
        assert [coding.start for coding in again.documents.codings(1)] == [40, 45]


def test_redo_is_over_after_a_new_act(project: Project) -> None:
    project.codings.add(1, 40, 60, [1])
    project.history.undo()
    project.codings.add(1, 50, 60, [1])
    with pytest.raises(ConflictError, match="nothing to redo"):
        project.history.redo()


def test_what_another_coder_built_upon_is_named_and_not_undone(project: Project) -> None:
    code = project.codebook.add("vertrouwen")
    project.coders.add("Bo")
    project.act_as("Bo")
    project.codings.add(1, 40, 60, [code])
    project.act_as("An")
    with pytest.raises(ConflictError, match=r"'add coder Bo' can't be undone: .* by Bo"):
        project.history.undo()
    assert [coding.coder for coding in project.documents.codings(1)] == ["Bo"]


def test_undo_takes_only_own_acts(project: Project) -> None:
    project.coders.add("Bo")
    project.codings.add(1, 40, 60, [1])
    project.act_as("Bo")
    project.codings.add(1, 70, 80, [1])
    project.act_as("An")
    project.history.undo()
    assert [coding.coder for coding in project.documents.codings(1)] == ["Bo"]


def test_undo_to_a_point_names_other_coders_and_asks(project: Project) -> None:
    project.coders.add("Bo")
    point = project.history.acts(1)[0].id
    project.codings.add(1, 40, 60, [1])
    project.act_as("Bo")
    project.codings.add(1, 70, 80, [1])
    project.act_as("An")
    with pytest.raises(ConflictError, match="Bo"):
        project.history.undo_to(point)
    assert len(project.history.undo_to(point, others=True)) == 2
    assert project.documents.codings(1) == []


def test_a_damaged_text_is_named_by_check(project: Project) -> None:
    project.session.store.connection.execute(
        "UPDATE contents SET value = replace(value, 'weinig', 'veel') WHERE sha256 IS NOT NULL"
    )
    assert any(damage.where.startswith("text_versions") for damage in project.check())


def test_a_row_changed_behind_the_journal_is_named_by_check(project: Project) -> None:
    project.codings.add(1, 40, 60, [1])
    project.session.store.connection.execute("UPDATE codings SET start = 41")
    assert [damage.where for damage in project.check()] == ["codings 1"]


def test_an_event_changed_is_named_by_check(project: Project) -> None:
    project.session.store.connection.execute("UPDATE events SET payload = replace(payload, '1', '2') WHERE id = 3")
    assert any("audit trail" in damage.what for damage in project.check())


def test_snapshot_restore_brings_back_the_state_and_keeps_the_present(project: Project) -> None:
    project.codings.add(1, 40, 60, [1])
    then = state(project)
    snapshot = project.snapshots.make("test")
    project.codings.remove([1])
    project.restore(snapshot.name)
    assert state(project) == then
    assert project.check() == []
    assert project.history.acts(1)[0].kind == "restore snapshot"
    assert any("before: restore" in kept.reason for kept in project.snapshots.all())
    project.codings.add(1, 50, 60, [1])
