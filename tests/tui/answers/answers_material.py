"""A survey to code."""

from collections.abc import Sequence
from pathlib import Path

from codebench.domain.draft import CaseDraft, DocumentDraft, DocumentKind, Draft, QuestionDraft, UnitDraft, UnitKind
from codebench.domain.variables import Absence
from codebench.project.project import Project

QUESTION = "Wat was het moeilijkste tijdens de sluiting?"
ANSWERS = ["bereikbaarheid", "te weinig tijd", "de ouders, en de tijd", "geen laptop thuis", "", "nvt", "overleg"]
HOSTILE = "[red]rood[/] \x1b]52;c;aGE=\x07\x9b31m \u202eom [@click=app.quit]weg[/] \x00 日本 e\u0301\u0301 \u00ad"


def survey(answers: Sequence[str], names: Sequence[str] = ()) -> Draft:
    """Answers of R001, R002...; an empty one is a blank, "nvt" is absent too."""

    def records():
        for i, answer in enumerate(answers):
            name = names[i] if names else f"R{i + 1:03d}"
            absence = {"": Absence.BLANK, "nvt": Absence.NOT_APPLICABLE}.get(answer)
            units = () if absence else (UnitDraft(UnitKind.ANSWER, 0, 0, len(answer), name),)
            yield CaseDraft(name, name)
            yield DocumentDraft(name, DocumentKind.ANSWER, answer, units, case=name, question=QUESTION, absence=absence)

    return Draft("enquete.csv", "survey", repr(answers), records, questions=(QuestionDraft(QUESTION, QUESTION),))


def make(
    path: Path, answers: Sequence[str] = ANSWERS, names: Sequence[str] = (), coders: Sequence[str] = ("An",)
) -> Path:
    """A project with these answers and the codes tijd, tijd > overleg and ouders."""
    with Project.create(path, coders[0]) as project:
        project.imports.take([survey(answers, names)])
        tijd = project.codebook.add("tijd")
        project.codebook.add("overleg", tijd)
        project.codebook.add("ouders")
        for coder in coders[1:]:
            project.coders.add(coder)
    return path
