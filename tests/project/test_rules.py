"""Rules of codes: kept in the codebook, tried on real projects, their hits coded in one act that an undo takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import ConflictError
from codebench.domain.rule import RuleError
from codebench.language.rule_search import RuleLine
from codebench.project.project import Project
from codebench.project.rule_models import Material, Reach, Trial, Verdict
from codebench.project.rule_trials import FindInHelper
from codebench.project.workers import Helper
from tests.conftest import survey, transcript

TURNS = [
    ("Moderator", "Is er tijd genoeg?"),
    ("Ilse", "Nee. Wij hebben te weinig tijd voor overleg. Overleg is belangrijk."),
    ("Bart", "De tijdsdruk is groot, en overlegtijd is er niet."),
    ("tijd", "Een mandaat."),
    ("Ilse", "Geen mandaat, altijd zonder mandaat."),
]
ANSWERS = {"r1": "Meer TIJD.", "r2": "Overleg", "r3": "tijdens de les", "r4": "geen idee", "r5": "Tijd, tijd en tijd"}
QUESTION = "Wat helpt?"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A focus group and a survey, read by the blank pipeline; the codes tijd, tijd > overleg and mandaat."""
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.annotations.use("blank")
        made.imports.take([transcript("groep-1", TURNS), survey(ANSWERS)])
        tijd = made.codebook.add("tijd", None, CodeFields(keywords=("tijdsdruk",)))
        made.codebook.add("overleg", tijd)
        made.codebook.add("mandaat")
        read_all(made)
        yield made


def read_all(project: Project) -> None:
    versions = project.session.tuples("SELECT id FROM text_versions WHERE is_current = 1")
    project.annotations.of([row[0] for row in versions], make=True)


def attempt(project: Project, line: str, code: str = "tijd", material: Material | None = None) -> Trial:
    ground = project.rules.ground(project.codebook.find(code), material or Material())
    return project.rules.trial(ground, [RuleLine(line)])


def found(trial: Trial, verdict: Verdict = Verdict.NEW) -> list[tuple[str, list[str]]]:
    return [
        (match.case, [match.text[hit.start - match.start : hit.end - match.start] for hit in match.hits])
        for match in trial.of(verdict)
    ]


def code_unit(project: Project, case: str, code: str) -> int:
    """Code the first unit of a case; the unit."""
    document, unit, start, end = project.session.tuples(
        'SELECT document_id, unit_id, body_start, "end" FROM view_units WHERE "case" = ? ORDER BY unit_id', [case]
    )[0]
    project.codings.add(document, start, end, [project.codebook.find(code)])
    return int(unit)


def state(project: Project) -> list[tuple[object, ...]]:
    return project.session.tuples(
        'SELECT document_id, start, "end", code_id, origin FROM codings ORDER BY document_id, start, code_id'
    )


def test_hits_are_found_in_what_is_said_and_not_in_labels_nor_in_the_moderators_turns(project: Project) -> None:
    trial = attempt(project, "tijd")
    assert found(trial) == [("Ilse", ["tijd"]), ("r1", ["TIJD"]), ("r5", ["Tijd", "tijd", "tijd"])]
    assert (trial.ground.units, trial.unread) == (9, 0)
    compounds = attempt(project, "tijd~")
    assert found(compounds)[:2] == [("Ilse", ["tijd"]), ("Bart", ["tijdsdruk", "overlegtijd"])]
    assert compounds.query.known == {"tijd": {"tijdsdruk", "overlegtijd"}}


@pytest.mark.parametrize(
    ("line", "cases"),
    [
        ("te weinig ... overleg", ["Ilse"]),
        ("geen ... mandaat", ["Ilse"]),
        ("mandaat -geen", ["tijd"]),
        ("tij*", ["Ilse", "Bart", "r1", "r3", "r5"]),
        ("pos:NOUN", []),
        ('"geen idee"|mandaat', ["tijd", "Ilse", "r4"]),
        ("lemma:overleg", ["Ilse", "r2"]),
        ("zeldzaam", []),
    ],
)
def test_the_indexes_leave_out_no_text_that_holds_a_hit(project: Project, line: str, cases: list[str]) -> None:
    assert [match.case for match in attempt(project, line).of(Verdict.NEW)] == cases


def test_a_trial_tells_agreement_from_what_is_new_declined_and_missed(project: Project) -> None:
    code_unit(project, "Ilse", "tijd > overleg")  # below the code counts as the code
    code_unit(project, "r3", "tijd")
    r5 = project.session.value("SELECT unit_id FROM view_units WHERE \"case\" = 'r5'")
    project.reviews.mark([r5])
    trial = attempt(project, "tijd")
    verdicts = {match.case: match.verdict for match in trial.matches}
    assert verdicts == {
        "Ilse": Verdict.AGREES,
        "r1": Verdict.NEW,
        "r3": Verdict.MISSED,
        "r5": Verdict.DECLINED,
    }
    assert (trial.share_found().n, trial.share_found().of) == (1, 2)
    assert (trial.share_right().n, trial.share_right().of) == (1, 2)
    assert trial.summary() == "finds 1 of 2 coded · 1 new · 1 of 2 judged have the code"
    assert trial.n() == "N = 9 units, 2 with the code, 1 reviewed"


def test_what_others_coded_is_not_seen(project: Project) -> None:
    code_unit(project, "r1", "tijd")
    project.coders.add("Wout")
    project.act_as("Wout")
    trial = attempt(project, "tijd")
    assert trial.count(Verdict.AGREES) == 0
    assert "r1" in [match.case for match in trial.of(Verdict.NEW)]


def test_a_trial_can_be_kept_to_some_material(project: Project) -> None:
    question = project.documents.question(QUESTION).id
    document = project.documents.get("groep-1").id
    assert [case for case, _quotes in found(attempt(project, "tijd", material=Material((), (question,))))] == [
        "r1",
        "r5",
    ]
    trial = attempt(project, "tijd", material=Material((document,)))
    assert ([case for case, _quotes in found(trial)], trial.ground.units) == (["Ilse"], 4)


def test_rules_and_keywords_of_a_code_are_tried_together(project: Project) -> None:
    tijd = project.codebook.find("tijd")
    project.rules.add(tijd, "  geen idee ")
    lines = project.rules.lines(tijd)
    assert lines == (RuleLine("geen idee"), RuleLine("tijdsdruk", is_keyword=True))
    trial = project.rules.trial(project.rules.ground(tijd), lines)
    assert [(match.case, [hit.rule for hit in match.hits]) for match in trial.matches] == [("Bart", [1]), ("r4", [0])]


def test_autocode_is_one_act_that_undo_and_redo_take_back_and_again(project: Project) -> None:
    before, acts = state(project), len(project.history.acts())
    trial = attempt(project, "tijd")
    ids = project.rules.autocode(trial, trial.of(Verdict.NEW))
    assert len(ids) == 3 and len(project.history.acts()) == acts + 1
    act = project.history.undoable()
    assert act is not None
    assert (act.kind, act.summary) == ("autocode", "autocode 'tijd' on 3 passages by tijd")
    assert {coding.origin for coding in map(project.codings.get, ids)} == {"autocode"}
    assert project.session.value("SELECT count(*) FROM review_marks") == 0
    again = attempt(project, "tijd")
    assert (again.count(Verdict.NEW), again.count(Verdict.AGREES)) == (0, 3)
    with pytest.raises(ConflictError, match="have this code already"):
        project.rules.autocode(again, again.of(Verdict.AGREES))
    after = state(project)
    project.history.undo()
    assert state(project) == before
    project.history.redo()
    assert state(project) == after
    assert project.check() == []


def test_autocode_covers_the_turn_or_on_request_the_sentence_and_answers_whole(project: Project) -> None:
    trial = attempt(project, "tijd")
    (turn, *answers) = trial.of(Verdict.NEW)
    assert [turn.text] == ["Nee. Wij hebben te weinig tijd voor overleg. Overleg is belangrijk."]
    text = project.documents.text(turn.document_id)
    quotes = [text[start:end] for start, end in turn.passages(Reach.SENTENCE)]
    assert quotes == ["Wij hebben te weinig tijd voor overleg."]
    assert [text[start:end] for start, end in turn.passages(Reach.UNIT)] == [turn.text]
    assert answers[1].passages(Reach.SENTENCE) == [(0, len(answers[1].text))]
    project.rules.autocode(trial, [turn], Reach.SENTENCE)
    assert [text[start:end] for _document, start, end, *_rest in state(project)] == quotes


def test_autocode_refuses_texts_that_changed_since(project: Project) -> None:
    trial = attempt(project, "overleg", "overleg")
    document = next(match for match in trial.matches if match.case == "Ilse").document_id
    project.edits.apply(document, project.documents.text(document).replace("Nee. ", ""))
    with pytest.raises(ConflictError, match="changed meanwhile"):
        project.rules.autocode(trial, trial.matches)
    assert state(project) == []


def test_what_was_purged_is_found_no_more(project: Project) -> None:
    trial = attempt(project, "tijd")
    project.rules.autocode(trial, trial.of(Verdict.NEW))
    project.purging.purge([match.document_id for match in trial.matches if match.case == "r1"])
    assert [match.case for match in attempt(project, "tijd").matches] == ["Ilse", "r5"]
    assert project.check() == []


def test_texts_that_nobody_read_are_told_or_read_on_request(project: Project) -> None:
    project.imports.take([survey({"s1": "Tijd!", "s2": "niets"}, question="Nog iets?")])
    ground = project.rules.ground(project.codebook.find("tijd"))
    trial = project.rules.trial(ground, [RuleLine("tijd")])
    assert (trial.unread, "s1" in [match.case for match in trial.matches]) == (2, False)
    assert "2 texts not read yet" in trial.summary()
    trial = project.rules.trial(ground, [RuleLine("tijd")], read=True)
    assert (trial.unread, "s1" in [match.case for match in trial.matches]) == (0, True)
    assert project.rules.ground(ground.code_id).unread == frozenset()


def test_a_helper_process_finds_the_same(project: Project) -> None:
    ground = project.rules.ground(project.codebook.find("tijd"))
    lines = [RuleLine("tijd~"), RuleLine("geen ... mandaat")]
    with Helper() as helper:
        assert project.rules.trial(ground, lines, find=FindInHelper(helper)) == project.rules.trial(ground, lines)


def test_a_trial_ends_when_nobody_wants_it_any_more(project: Project) -> None:
    class UnwantedError(Exception): ...

    def stop(_done: int, _all: int) -> None:
        raise UnwantedError

    with pytest.raises(UnwantedError):
        ground = project.rules.ground(project.codebook.find("tijd"))
        project.rules.trial(ground, [RuleLine("tijd")], progress=stop)


def test_rules_are_part_of_the_codebook_and_its_history(project: Project) -> None:
    tijd = project.codebook.find("tijd")
    project.rules.add(tijd, "geen ... tijd")
    with pytest.raises(ConflictError, match="already"):
        project.rules.add(tijd, "geen ... tijd ")
    with pytest.raises(RuleError, match="character 6"):
        project.rules.add(tijd, "geen ... ")
    with pytest.raises(ConflictError, match="no rule"):
        project.rules.remove(tijd, "tijd")
    project.rules.remove(tijd, "geen ... tijd")
    assert project.rules.lines(tijd) == (RuleLine("tijdsdruk", is_keyword=True),)
    project.history.undo()
    assert project.rules.lines(tijd)[0] == RuleLine("geen ... tijd")


def test_what_was_rejected_stays_so_for_the_coder_while_the_project_is_open(project: Project) -> None:
    project.rules.reject(1, [5, 6])
    assert project.rules.is_rejected(1, 5)
    assert not project.rules.is_rejected(2, 5)
    project.coders.add("Wout")
    project.act_as("Wout")
    assert not project.rules.is_rejected(1, 5)
