"""In a blind round a coder reads the same whatever the others do; afterwards everybody sees everything."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pytest

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.scales import ScalesRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.codebook import CodebookDraft
from codebench.domain.errors import CodebenchError, ConflictError, InputError, NotFoundError
from codebench.domain.visibility import Visibility
from codebench.language.rule_search import RuleLine
from codebench.project.agreement_data import AgreementRequest
from codebench.project.exchange_out import OutRequest
from codebench.project.late_parts import LateParts
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.project.rule_models import Material
from codebench.project.suggestions import Suggester
from codebench.project.workers import Helper
from codebench.store.snapshots import listed
from tests.conftest import survey
from tests.project.blind_material import two_worlds, work_of_bo
from tests.project.rounds_material import QUESTION, group_round, judge, study

Read = Callable[[Project], object]

# Every read of the parts of a project, tried on what others may have touched.
READS: dict[str, Read] = {
    "coders.all": lambda work: work.coders.all(),
    "coders.everyone": lambda work: work.coders.everyone(),
    "coders.layers": lambda work: work.coders.layers(),
    "coders.get": lambda work: work.coders.get("Bo"),
    "documents.all": lambda work: (work.documents.all(), work.documents.all(retired=True)),
    "documents.answer": lambda work: work.documents.answer("R03", QUESTION),
    "documents.answer_ids": lambda work: work.documents.answer_ids(1),
    "documents.answer_rows": lambda work: (
        work.documents.answer_rows(work.documents.answer_ids(1)),
        work.documents.answer_rows(work.documents.answer_ids(1), Visibility.only(2)),
    ),
    "documents.codings": lambda work: [
        work.documents.codings(document, seen)
        for document in range(1, 9)
        for seen in (Visibility(), Visibility.only(1, 2), Visibility.only(2))
    ],
    "documents.get": lambda work: work.documents.get("groep-1"),
    "documents.info": lambda work: work.documents.info(1),
    "documents.open": lambda work: work.documents.open(1),
    "documents.question": lambda work: work.documents.question(QUESTION),
    "documents.questions": lambda work: work.documents.questions(),
    "documents.text": lambda work: work.documents.text(1),
    "documents.units": lambda work: work.documents.units(1),
    "codebook.codes": lambda work: (work.codebook.codes(), work.codebook.codes(Visibility.only(2))),
    "codebook.exists": lambda work: work.codebook.exists("steun"),
    "codebook.find": lambda work: work.codebook.find("steun"),
    "codebook.tree": lambda work: [node for node, _depth in work.codebook.tree().walk()],
    "codings.get": lambda work: [tried(lambda key=key: work.codings.get(key)) for key in range(1, 20)],  # type: ignore[misc]
    "codings.recent": lambda work: work.codings.recent(9),
    "codings.revision": lambda work: work.codings.revision(),
    "reviews.is_marked": lambda work: work.reviews.is_marked(3),
    "reviews.next_answer": lambda work: [work.reviews.next_answer(1, 0, uncoded=each) for each in (True, False)],
    "reviews.next_unit": lambda work: [
        work.reviews.next_unit(work.documents.units(1), 0, uncoded=each) for each in (True, False)
    ],
    "reviews.units_of_question": lambda work: work.reviews.units_of_question(1),
    "rounds.all": lambda work: work.rounds.all(),
    "rounds.compared": lambda work: work.rounds.compared(1),
    "rounds.get": lambda work: work.rounds.get("ronde 1"),
    "rounds.info": lambda work: work.rounds.info(2),
    "rounds.places": lambda work: work.rounds.places(1),
    "rounds.reviewed": lambda work: work.rounds.reviewed(1, 2),
    "decisions.muted": lambda work: work.decisions.muted(),
    "decisions.record": lambda work: work.decisions.record(),
    "decisions.rejected": lambda work: work.decisions.rejected(),
    "memos.all": lambda work: (work.memos.all(), work.memos.all(Visibility.only(2)), work.memos.all(term="Bo")),
    "memos.get": lambda work: [tried(lambda key=key: work.memos.get(key)) for key in range(1, 20)],  # type: ignore[misc]
    "memos.of": lambda work: [
        tried(lambda target=target: work.memos.of(target))  # type: ignore[misc]
        for target in (
            MemoTarget(),
            MemoTarget(document_id=1),
            MemoTarget(code_id=4),
            *(MemoTarget(coding_id=key) for key in range(1, 12)),
            *(MemoTarget(unit_id=unit.id) for unit in work.documents.units(1)),
        )
    ],
    "cases.all": lambda work: work.cases.all(),
    "cases.get": lambda work: work.cases.get("R03"),
    "variables.all": lambda work: work.variables.all(),
    "variables.get": lambda work: work.variables.get("niveau"),
    "history.acts": lambda work: (work.history.acts(), work.history.acts(3)),
    "history.since": lambda work: work.history.since(5),
    "history.undoable": lambda work: work.history.undoable(),
    "history.redoable": lambda work: work.history.redoable(),
    "snapshots.all": lambda work: [snapshot.reason for snapshot in work.snapshots.all()],
    "snapshots.differences": lambda work: work.snapshots.differences(listed(work.path)[0].name),
    "search.find": lambda work: work.search.find("tijd"),
    "orphans.all": lambda work: work.orphans.all(),
    "orphans.candidates": lambda work: [
        tried(lambda key=key: work.orphans.candidates(key))  # type: ignore[misc]
        for key in range(1, 20)
    ],
    "code_passages.in_need_of_a_rule": lambda work: work.code_passages.in_need_of_a_rule(),
    "code_passages.of": lambda work: [work.code_passages.of(code) for code in range(1, 5)],
    "code_passages.stale": lambda work: work.code_passages.stale(),
    "code_passages.stale_counts": lambda work: work.code_passages.stale_counts(),
    "code_history.of": lambda work: [work.code_history.of(code) for code in range(1, 5)],
    "preferences.all": lambda work: work.preferences.all(work.annotations),
    "preferences.is_frozen": lambda work: work.preferences.is_frozen,
    "preferences.mode": lambda work: work.preferences.mode,
    "preferences.silence": lambda work: work.preferences.silence,
    "variables.absent": lambda work: work.variables.absent(),
    "edits.preview": lambda work: work.edits.preview(1, "Ilse: niets meer."),
    "codebook_files.changes": lambda work: work.codebook_files.changes(CodebookDraft("leeg", ())),
    "codebook_files.draft": lambda work: work.codebook_files.draft(),
    "coding_files.rows": lambda work: (work.coding_files.rows(), work.coding_files.rows(Visibility.only(2))),
    "exchange_out.write": lambda work: [
        (
            tried(lambda request=request: work.exchange_out.write(Path("uit.qdpx"), request)),
            Path("uit.qdpx").read_bytes(),
        )  # type: ignore[misc]
        for request in (OutRequest(), OutRequest(coders=("Bo",)), OutRequest(layer=True, per="respondent"))
    ],
    "imports.known": lambda work: work.imports.known(survey({"R1": "Ja."})),
    "imports.same_cases": lambda work: work.imports.same_cases(survey({"R1": "Ja."})),
    "annotations.status": lambda work: work.annotations.status().to_do,
    "agreement.work": lambda work: tried(lambda: work.agreement.work(AgreementRequest())),
    "agreement.report": lambda work: tried(lambda: work.agreement.report(AgreementRequest(round="ronde 1"))),
    "settling.disputes": lambda work: tried(lambda: work.settling.disputes(AgreementRequest(round="ronde 1"))),
    "dispute_files.table": lambda work: tried(
        lambda: work.dispute_files.table(work.settling.disputes(AgreementRequest(round="ronde 1")))
    ),
    "rules.lines": lambda work: work.rules.lines(1),
    "rules.is_rejected": lambda work: work.rules.is_rejected(1, 2),
    "stopwords.present": lambda work: work.stopwords.present(),
    "project.info": lambda work: replace(work.info(), path=""),
    "project.frequencies": lambda work: [
        tried(lambda who=who, base=base: work.frequencies(FrequencyRequest(base, scope=ScopeRequest(who))))  # type: ignore[misc]
        for who in (None, "An", "Bo", "Cé")
        for base in Base
    ],
    **{
        f"figures.{name}": lambda work, name=name, request=request: [  # type: ignore[misc]
            tried(lambda who=who: getattr(work.figures, name)(replace(request, scope=ScopeRequest(who))))
            for who in (None, "An", "Bo", "Cé")
        ]
        for name, request in (
            ("compared", ComparisonRequest(by="niveau")),
            ("families", FamiliesRequest("steun", "tijd")),
            ("cooccurrence", CooccurrenceRequest(every=True)),
            ("scales", ScalesRequest(code="steun")),
            ("new_codes", NewCodesRequest()),
        )
    },
    "project.check": lambda work: work.check(),
}
# What writes, or is a step of what does; and what reads no coder's work but one's own, and takes a pipeline to try.
ACTS = {
    "code_passages": "confirm exemplify split",
    "preferences": "refuse_where_silent set_frozen set_mode",
    "coders": "add rename",
    "documents": "rename restore retire",
    "codebook": "add edit ensure insert merge move put remove rename",
    "codings": "add add_with_new_code move recode remove",
    "reviews": "clear mark",
    "rounds": "close done draw make",
    "decisions": "accept mute reject unmute",
    "memos": "add edit remove",
    "cases": "add rename set_group set_kind set_role set_value",
    "variables": "add remove rename",
    "case_files": "preview take",
    "history": "moment redo undo undo_to",
    "snapshots": "make make_if_changed",
    "annotations": "begin choice of pipeline pipeline_id run setting stamp use",
    "agreement": "frozen",
    "settling": "annotate make_round needs_rule settle settle_all",
    "dispute_files": "read take",
    "rules": "add autocode ground reject remove trial",
    "stopwords": "add remove",
    "figures": "filter filters keep_filter remove_filter seen",
    "words": "collocations concordance frequencies",
    "imports": "take",
    "edits": "apply",
    "codebook_files": "take",
    "coding_files": "locate take",
    "packing": "default_path pack",
    "merging": "is_current plan tables take",
    "purging": "purge",
}


def tried(read: Callable[[], object]) -> object:
    """What it gives, or why it is refused."""
    try:
        return read()
    except CodebenchError as error:
        return str(error)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return two_worlds(tmp_path_factory.mktemp("blind"))


def test_every_read_of_a_project_is_walked_here(tmp_path: Path) -> None:
    """Who adds a method says here whether it reads what coders did: then it is tried below."""
    with Project.create(tmp_path / "p.codebench", "An") as project:
        late = {
            name: getattr(project, name) for name, each in vars(LateParts).items() if isinstance(each, cached_property)
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
        assert [memo.body for memo in work.memos.all()] == ["Over Bart."]
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
