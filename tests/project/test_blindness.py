"""In a blind round a coder reads the same whatever the others do; afterwards everybody sees everything."""

import inspect
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from codebench.analysis.frequencies import FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.language.rule_search import RuleLine
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.project.rule_models import Material
from codebench.project.suggestions import Suggester
from codebench.project.workers import Helper
from tests.project.blind_material import two_worlds, work_of_bo
from tests.project.blind_reads import ACTS, READS, tried
from tests.project.rounds_material import group_round, judge, study


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return two_worlds(tmp_path_factory.mktemp("blind"))


def test_every_read_of_a_project_is_walked_here(tmp_path: Path) -> None:
    """Who adds a method says here whether it reads what coders did: then it is tried below."""
    with Project.create(tmp_path / "p.codebench", "An") as project:
        late = {
            name: getattr(project, name)
            for name, each in inspect.getmembers(Project)
            if isinstance(each, cached_property)
        }
        parts = {name: part for name, part in (vars(project) | late).items() if name != "session"}
    methods = {
        f"{name}.{method}"
        for name, part in parts.items()
        for method, _value in inspect.getmembers(type(part))
        if not method.startswith("_")
    }
    acts = {f"{name}.{method}" for name, some in ACTS.items() for method in some.split()}
    assert methods == acts | {name for name in READS if not name.startswith("project.")}


@pytest.mark.parametrize("name", READS)
def test_what_others_did_is_in_no_read(worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    found = []
    for path in worlds:
        monkeypatch.chdir(path.parent)
        with Project.open(Path(path.name), "An", read_only=True) as work:
            assert work.blindness.startswith("Round 'ronde 1' is blind")
            found.append(tried(lambda work=work: READS[name](work)))  # type: ignore[misc]
    assert found[0] == found[1]


def test_who_takes_no_part_sees_everything(worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """And so the walk above has something to find."""
    differs = set()
    for name, read in READS.items():
        found = []
        for path in worlds:
            monkeypatch.chdir(path.parent)
            with Project.open(Path(path.name), "Cé", read_only=True) as work:
                found.append(tried(lambda read=read, work=work: read(work)))  # type: ignore[misc]
        if found[0] != found[1]:
            differs.add(name)
    assert differs >= {
        "documents.answer_rows",
        "documents.codings",
        "documents.open",
        "codebook.codes",
        "codings.get",
        "memos.all",
        "memos.get",
        "memos.in_text",
        "memos.of",
        "history.acts",
        "history.since",
        "snapshots.differences",
        "orphans.all",
        "code_passages.of",
        "edits.preview",
        "coding_files.rows",
        "project.info",
        "project.frequencies",
    }


def test_who_does_not_say_who_they_are_is_asked(worlds: tuple[Path, Path]) -> None:
    with Project.open(worlds[1], read_only=True) as work:
        for read in (work.info, work.history.acts, work.coding_files.rows, lambda: work.documents.codings(1)):
            with pytest.raises(InputError, match="Say who you are"):
                read()
        with pytest.raises(InputError, match="Say who you are"):
            work.frequencies(FrequencyRequest())
        table = work.frequencies(FrequencyRequest(scope=ScopeRequest(coder="an")))
        assert "reporting layer: An;" in table.rule


def test_asking_for_anothers_work_says_why_not(worlds: tuple[Path, Path]) -> None:
    request = FrequencyRequest(scope=ScopeRequest(coder="Bo"))
    with (
        Project.open(worlds[1], "An", read_only=True) as work,
        pytest.raises(InputError, match="Round 'ronde 1' is blind"),
    ):
        work.frequencies(request)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Project]:
    """A blind round of An and Bo in which Bo has done all sorts of things; An works."""
    with study(tmp_path) as made:
        made.act_as("Cé")
        group_round(made)
        made.act_as("Bo")
        work_of_bo(made)
        made.act_as("An")
        yield made


def test_when_it_is_closed_everybody_sees_everything(work: Project) -> None:
    assert work.documents.codings(1) == []
    work.act_as("Cé")
    work.rounds.close(1, reason="klaar")
    work.act_as("An")
    assert {coding.coder for coding in work.documents.codings(1)} == {"Bo"}
    assert work.blindness == ""
    work.act_as("Cé")
    work.history.undo()
    work.act_as("An")
    assert work.documents.codings(1) == []


def test_what_others_did_can_be_changed_by_nobody_who_may_not_see_it(work: Project) -> None:
    theirs = work.session.value("SELECT id FROM codings WHERE coder_id = 2 LIMIT 1")
    for act in (
        lambda: work.codings.remove([theirs]),
        lambda: work.codings.recode(theirs, 1),
        lambda: work.codings.move(theirs, 0, 5),
        lambda: work.memos.add(MemoTarget(coding_id=theirs), "Wat is dit?"),
        lambda: work.memos.of(MemoTarget(coding_id=theirs)),
    ):
        with pytest.raises(NotFoundError, match=f"There is no coding {theirs}"):
            act()


def test_an_edit_moves_codings_that_are_out_of_sight(work: Project) -> None:
    text = work.documents.text(1)
    before = {row: text[row[1] : row[2]] for row in places_of_bo(work)}
    plan = work.edits.apply(1, "Vooraf. " + text)
    assert plan.effects == ()
    moved = work.documents.text(1)
    assert [moved[start:end] for _id, start, end in places_of_bo(work)] == list(before.values())
    assert work.check() == []


def places_of_bo(work: Project) -> list[tuple[int, int, int]]:
    query = "SELECT id, start, \"end\" FROM codings WHERE coder_id = 2 AND document_id = 1 AND status = 'active'"
    return work.session.tuples(query + " ORDER BY id")


def test_undo_tells_nothing_of_what_others_built(work: Project) -> None:
    point = work.history.acts()[-1].id
    with pytest.raises(ConflictError) as told:
        work.history.undo_to(point, others=True)
    assert "Bo" not in str(told.value) and "hides from you" in str(told.value)
    # The code that Bo uses, and Bo's very name, were An's to add.
    with pytest.raises(ConflictError) as told:
        while True:
            work.history.undo()
    assert "may hide from you" in str(told.value)
    assert " by Bo" not in str(told.value)


def test_no_code_is_removed_that_may_be_in_use(work: Project) -> None:
    for code in (1, 4):
        with pytest.raises(ConflictError, match="can't be removed as long as round 'ronde 1' is blind"):
            work.codebook.remove(code)
    work.act_as("Cé")
    with pytest.raises(ConflictError, match="has 7 codings"):
        work.codebook.remove(4)


def test_there_are_no_suggestions(work: Project) -> None:
    with Helper() as helper:
        suggester = Suggester(helper)
        assert suggester.suggest(work.session, 3) == ()
        assert suggester.similar(work.session, 3) == ()
        with pytest.raises(ConflictError, match="all suggestions are hidden"):
            suggester.list_of(work.session, "hunt", [3], {}, None)
        assert helper.pid is None


def test_no_program_codes(work: Project) -> None:
    trial = work.rules.trial(work.rules.ground(4, Material()), [RuleLine("tijd")])
    with pytest.raises(ConflictError, match="its coders code by hand"):
        work.rules.autocode(trial, trial.matches)
    work.act_as("Cé")
    with pytest.raises(ConflictError, match="have this code already"):
        work.rules.autocode(trial, trial.matches)


def test_snapshots_do_not_tell_what_was_done(work: Project) -> None:
    work.snapshots.make("voor Bo codeert met 'steun'")
    assert {snapshot.reason for snapshot in work.snapshots.all()} == {""}
    work.act_as("Cé")
    assert any("steun" in snapshot.reason for snapshot in work.snapshots.all())


def test_a_second_coding_does_not_meet_the_first(tmp_path: Path) -> None:
    with study(tmp_path) as work:
        turns = work.documents.units(1)
        inside = work.codings.add(1, turns[1].body_start, turns[1].end, [1], memo="Eerste gedachte.")[0]
        beside = work.codings.add(1, turns[2].body_start, turns[2].end, [3], memo="Over Bart.")[0]
        work.memos.add(MemoTarget(unit_id=turns[1].id), "Over deze beurt.")
        work.memos.add(MemoTarget(passage=(1, turns[1].body_start, turns[1].body_start + 9)), "Over dit stuk.")
        judge(work, "An", [turns[1].id])
        work.rounds.make(RoundPlan("later", coders=("An",), documents=("groep-1",), again=True))
        assert [coding.id for coding in work.documents.codings(1)] == [beside]
        assert [memo.body for memo in work.memos.all()] == ["Over Bart."] and work.memos.in_text(1) == []
        assert {act.kind for act in work.history.acts()} == {"round make"}
        assert {code.name: code.n_codings for code in work.codebook.codes()}["tijd"] == 0
        work.act_as("An (later)")
        assert work.documents.codings(1) == []
        assert work.memos.all() == []
        assert work.history.acts() == []
        again = work.codings.add(1, turns[1].body_start, turns[1].end, [1])[0]
        assert [coding.id for coding in work.documents.codings(1)] == [again]
        work.act_as("An")
        work.rounds.close(work.rounds.get().id, reason="klaar")
        assert {coding.id for coding in work.documents.codings(1)} == {inside, beside, again}
