"""Studies to write reports of: one whose groups differ, with quotes of all kinds; and schools with two families."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from codebench.domain.variables import CaseKind, Value, VariableType
from codebench.ingest import ReadOptions
from codebench.ingest.gathering import Gathering
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.report.template import Template
from tests.conftest import coding_row, survey, transcript

QUESTION = "Wat helpt?"
ANSWERS = {f"R{i:03d}": "Meer tijd voor overleg graag." if i % 10 < 9 else "Goede zin." for i in range(60)}
LEVELS = {name: "bao" if i < 30 else "so" for i, name in enumerate(ANSWERS)}
TURNS = [
    ("Moderator", "Hoe gaat het met de tijd, Ilse?"),
    ("Ilse", "Veel te weinig tijd voor overleg."),
    ("Bart", "Wat Ilse zegt klopt, Moderator."),
    ("Allen", "Ja!"),
]
TEMPLATE = Template(
    "proef.yaml",
    "Proefrapport",
    questions=(QUESTION,),
    by=("niveau",),
    traits=("niveau",),
)
TALK = replace(TEMPLATE, questions=(), documents=("groep-*",), by=(), traits=())


@contextmanager
def study(folder: Path) -> Iterator[Project]:
    """A survey of 60 (only bao asks for time, for 27 of 30; so never) and a focus group; quotes, memos and a theme."""
    with Project.create(folder / "studie.codebench", "An") as project:
        project.imports.take([survey(ANSWERS, LEVELS, QUESTION), transcript("groep-1", TURNS)])
        for path in ("tijd > overleg", "zin", "leeg"):
            project.codebook.ensure(path)
        _code_answers(project)
        _code_talk(project)
        about = MemoTarget(code_id=project.codebook.find("tijd"))
        project.memos.add(about, "Overleg hoort bij tijd.", kind="methodological")
        project.memos.add(MemoTarget(), "Geheim.", kind="methodological", private=True)
        project.memos.add(MemoTarget(), "Een ingeving.", kind="theoretical")
        yield project


def _code_answers(project: Project) -> None:
    units = project.reviews.units_of_question(project.documents.questions()[0].id)
    project.reviews.mark([unit for unit in units if unit])
    rows = []
    for name, text in ANSWERS.items():
        if text.startswith("Meer") and LEVELS[name] == "bao":
            rows += [
                coding_row("tijd", 0, 9, respondent=name),
                coding_row("tijd > overleg", 15, len(text), respondent=name),
            ]
        elif not text.startswith("Meer"):
            rows.append(coding_row("zin", 0, len(text), respondent=name))
    project.coding_files.take(rows)


def _code_talk(project: Project) -> None:
    info = project.documents.get("groep-1")
    units = project.documents.units(info.id)
    project.reviews.mark([unit.id for unit in units])
    text = project.documents.text(info.id)
    # The first is the moderator's, the last runs from Ilse's turn into Bart's.
    spans = [(text.index("Hoe"), text.index("\n")), (text.index("Veel"), text.index("Allen") - 1)]
    project.coding_files.take([coding_row("tijd", *span, document="groep-1") for span in spans])


def star(project: Project, where: str) -> list[int]:
    """Star the codings for which a condition on `view_codings` holds; their ids."""
    found = [row[0] for row in project.session.tuples(f"SELECT coding_id FROM view_codings WHERE {where} ORDER BY 1")]
    for coding in found:
        project.excerpts.star(coding)
    return found


NOTE = "Periode 1: sluiting\nVeel engagement, weinig uren.\nPeriode 2: heropstart\nWeinig uren, weer.\n"


@contextmanager
def schools(folder: Path) -> Iterator[Project]:
    """Six schools, each with notes on two periods, coded with two families."""
    for n in range(6):
        (folder / f"School {n}.txt").write_text(NOTE, "utf-8")
    with Project.create(folder / "scholen.codebench", "An") as project:
        options = ReadOptions(case_kind=CaseKind.ORGANISATION)
        project.imports.take(Gathering.of(sorted(folder.glob("*.txt")), options).drafts)
        for path in ("succesfactoren > engagement", "drempels > middelen"):
            project.codebook.ensure(path)
        project.reviews.mark([u.id for info in project.documents.all() for u in project.documents.units(info.id)])
        level = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so"))
        for i, case in enumerate(project.cases.all()):
            project.cases.set_value(case.id, level, Value(options=("bao" if i % 2 else "so",)))
        first, second = NOTE.index("Veel"), NOTE.index("Weinig")
        rows = []
        for n in range(4):
            rows.append(coding_row("succesfactoren > engagement", first, first + 15, document=f"School {n}"))
            rows.append(coding_row("drempels > middelen", second, second + 11, document=f"School {n}"))
        project.coding_files.take(rows)
        yield project
