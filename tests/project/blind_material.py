"""Two worlds that differ in one thing: what Bo did in a blind round. Whatever An reads must be the same in both."""

import shutil
from pathlib import Path

from codebench.project.decisions import Proposal
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from tests.project.rounds_material import QUESTION, study

IDLE, BUSY = "idle", "busy"


def two_worlds(folder: Path) -> tuple[Path, Path]:
    """The same project twice, under one name in two folders: in the second Bo has coded, written and decided."""
    with study(folder) as work:
        work.cases.add("De Linde")
        turns = work.documents.units(1)
        for coder in ("Bo", "An"):
            work.act_as(coder)
            work.codings.add(1, turns[1].body_start, turns[1].end, [1], memo=f"Vooraf van {coder}.")
            work.reviews.mark([turn.id for turn in turns if turn.case != "Moderator"])
        work.codings.add(work.documents.answer_ids(1)[0], 0, 4, [3])
        work.memos.add(MemoTarget(document_id=1), "Van An zelf.")
        work.snapshots.make("begin")
        work.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep-1",)))
        work.rounds.make(RoundPlan("ronde 2", coders=("Bo", "An"), questions=(QUESTION,), sample=4, seed=3))
    for name in (IDLE, BUSY):
        (folder / name).mkdir()
        shutil.copytree(folder, folder / name, ignore=shutil.ignore_patterns(IDLE, BUSY), dirs_exist_ok=True)
    with Project.open(folder / BUSY / "studie.codebench", "Bo") as work:
        work_of_bo(work)
    return folder / IDLE / "studie.codebench", folder / BUSY / "studie.codebench"


def work_of_bo(work: Project) -> None:
    """Everything by which a coder leaves a trace."""
    turns = work.documents.units(1)
    answers = work.documents.answer_ids(1)
    made = [*work.codings.add(1, turns[2].body_start, turns[2].end, [4, 2], memo="Bo denkt hierbij iets.")]
    made += work.codings.add(1, turns[4].body_start, turns[5].end, [3])
    for answer in answers[:5]:
        made += work.codings.add(answer, 0, 4, [4])
    work.codings.move(made[0], turns[2].body_start, turns[2].end - 2)
    work.codings.recode(made[1], 3)
    work.codings.remove([made[-1]])
    lost = work.codings.add(1, turns[1].body_start, turns[1].body_start + 6, [4])
    with work.session.act("orphan", "its text is gone") as act:
        act.update("codings", lost[0], status="orphaned")
    of_an = work.session.value("SELECT id FROM codings WHERE coder_id = 1 LIMIT 1")
    with work.session.act("memo", "write a memo") as act:
        row = work.session.rows("SELECT * FROM memos LIMIT 1")[0]
        same = {name: row[name] for name in ("kind", "is_private", "created_at", "changed_at", "title")}
        act.insert("memos", guid="0" * 32, coder_id=2, coding_id=of_an, body="Bo over een codering van An.", **same)
    targets = (
        MemoTarget(),
        MemoTarget(document_id=1),
        MemoTarget(unit_id=turns[1].id),
        MemoTarget(code_id=4),
        MemoTarget(question_id=1),
        MemoTarget(case_id=work.cases.get("R03").id),
        MemoTarget(passage=(1, 30, 40)),
    )
    for target in targets:
        work.memos.add(target, "Bo merkt iets op.", title="Bo")
    work.memos.edit(work.memos.all()[-1].id, "Bo merkt nog iets op.")
    proposal = Proposal(turns[5].id, 4, turns[5].body_start, turns[5].end, "strong", "1")
    work.decisions.accept(proposal)
    work.decisions.mute(1)
    work.history.undo()
    work.history.redo()
