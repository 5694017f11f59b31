"""A project with a round, its packages, what coders do in them, and what makes two projects the same."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from codebench.domain.table import Table
from codebench.project.merge_models import MergePlan
from codebench.project.project import Project
from codebench.project.round_models import RoundInfo, RoundPlan
from codebench.store.tables import STATE
from tests.conftest import survey, transcript

TURNS = [
    ("Moderator", "Hoe gaat het met de tijd?"),
    ("Ilse", "We hebben te weinig tijd voor overleg, echt te weinig."),
    ("Bart", "Ja. En het mandaat is niet duidelijk."),
    ("Ilse", "De directie zegt doe maar."),
]
ANSWERS = {"r1": "Meer tijd voor overleg.", "r2": "Een duidelijk mandaat."}

# What says that two projects are the same, in words that every file of them has in common.
_SAME = {
    "coders": "SELECT guid, kind, name FROM coders",
    "codes": "SELECT path, status, definition FROM view_codes",
    "sets": "SELECT t.guid, t.kind, t.name, c.path FROM themes t LEFT JOIN theme_codes x ON x.theme_id = t.id"
    " LEFT JOIN view_codes c ON c.code_id = x.code_id",
    "codings": 'SELECT g.guid, d.guid, v.number, g.start, g."end", c.path, r.guid, g.origin, g.status, g.created_at'
    " FROM codings g JOIN documents d ON d.id = g.document_id JOIN text_versions v ON v.id = g.text_version_id"
    " JOIN view_codes c ON c.code_id = g.code_id JOIN coders r ON r.id = g.coder_id",
    "review_marks": "SELECT d.guid, u.start, r.guid FROM review_marks m JOIN units u ON u.id = m.unit_id"
    " JOIN documents d ON d.id = u.document_id JOIN coders r ON r.id = m.coder_id",
    "bookmarks": "SELECT d.guid, u.start, r.guid FROM bookmarks m JOIN units u ON u.id = m.unit_id"
    " JOIN documents d ON d.id = u.document_id JOIN coders r ON r.id = m.coder_id",
    "memos": "SELECT m.guid, m.kind, m.is_private, r.guid, m.title, m.body, d.guid, u.start, g.guid, c.path, m.start"
    " FROM memos m JOIN coders r ON r.id = m.coder_id LEFT JOIN documents d ON d.id = m.document_id"
    " LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN codings g ON g.id = m.coding_id"
    " LEFT JOIN view_codes c ON c.code_id = m.code_id",
    "rounds": "SELECT r.guid, r.name, r.status, k.guid, a.guid, x.done_at FROM rounds r"
    " JOIN round_coders x ON x.round_id = r.id JOIN coders k ON k.id = x.coder_id"
    " LEFT JOIN coders a ON a.id = x.as_coder_id",
}


def make_project(path: Path, *coders: str) -> RoundInfo:
    """A project of An, with a focus group, a survey, three codes, and a blind round over it for these coders."""
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        project.imports.take([survey(ANSWERS, {"r1": "bao", "r2": "so"})])
        tijd = project.codebook.add("tijd")
        project.codebook.add("overleg", tijd)
        project.codebook.add("mandaat")
        for coder in coders:
            project.coders.add(coder)
        return project.rounds.make(RoundPlan("ronde 1", coders=coders, documents=("groep-1",)))


def pack(path: Path, *coders: str) -> list[Path]:
    """The packages of a project's only round for these coders."""
    with Project.open(path, "An") as project:
        return [project.packing.pack(project.rounds.get().id, coder).path for coder in coders]


def merge(path: Path, file: Path, coder: str = "An", *, theirs_wins: bool = False) -> None:
    """Merge a file into a project, unless there is nothing new in it."""
    with Project.open(path, coder) as project:
        plan = project.merging.plan(file, theirs_wins=theirs_wins)
        if not plan.is_empty:
            project.merging.take(plan)


def copy(path: Path, name: str, folder: Path | None = None) -> Path:
    """The file once more, as it is now, under another name; beside it, or in another folder."""
    return Path(shutil.copyfile(path, (folder or path.parent) / f"{name}.codebench"))


def state(path: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """What makes two projects the same, whatever the order in which they came to be so; sound on the way."""
    with Project.open(path, "An", read_only=True) as project:
        assert project.check() == []
        return {name: Counter(project.session.tuples(query)) for name, query in _SAME.items()}


def tables(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Every state table, row by row."""
    return {name: project.session.tuples(f"SELECT * FROM {name} ORDER BY id") for name in STATE}


def code_unit(project: Project, n: int, path: str, document: str = "groep-1") -> int:
    """Code what was said in the n-th unit; the coding's id."""
    info = project.documents.get(document)
    unit = project.documents.units(info.id)[n]
    return project.codings.add_with_new_code(info.id, unit.body_start, unit.end, path)[1]


def unit_ids(project: Project, document: str = "groep-1") -> list[int]:
    """The units of a document in order."""
    return [unit.id for unit in project.documents.units(project.documents.get(document).id)]


def planned(path: Path, file: Path, coder: str = "An", *, theirs_wins: bool = False) -> MergePlan:
    with Project.open(path, coder, read_only=True) as project:
        return project.merging.plan(file, theirs_wins=theirs_wins)


def shown(path: Path, file: Path, coder: str = "An") -> list[Table]:
    with Project.open(path, coder, read_only=True) as project:
        return project.merging.tables(project.merging.plan(file))


def everything(tables: list[Table]) -> str:
    return "\n".join(str(part) for t in tables for part in (t.title, t.notes, *(row.cells for row in t.rows)))
