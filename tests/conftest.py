"""Material and projects that many tests share."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from codebench.domain.coding_table import CodingDraft
from codebench.domain.draft import (
    CaseDraft,
    DocumentDraft,
    DocumentKind,
    Draft,
    QuestionDraft,
    UnitDraft,
    UnitKind,
    VariableDraft,
)
from codebench.domain.text import checksum
from codebench.domain.variables import CaseKind, Role, Value, VariableType
from codebench.project.project import Project

# A change is judged by the same examples wherever it is tried; new ones are looked for with CODEBENCH_EXAMPLES=new.
settings.register_profile(
    "codebench",
    deadline=None,
    derandomize=os.environ.get("CODEBENCH_EXAMPLES") != "new",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("codebench")

# Where the suite runs in the background, interrupts are ignored, and what it starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

CORPORA = Path(__file__).parents[1] / "corpora"
CODEBOOKS = Path(__file__).parents[1] / "codebooks"


def transcript(name: str, turns: list[tuple[str, str]], moderator: str = "Moderator") -> Draft:
    """A transcript with these turns (speaker, text), one a line, as a reader would yield it."""
    text = ""
    units = []
    for speaker, said in turns:
        start = len(text)
        text += f"{speaker}: {said}"
        units.append(UnitDraft(UnitKind.TURN, start, start + len(speaker) + 2, len(text), f"{name}/{speaker}"))
        text += "\n"
    cases = [CaseDraft(name, name, CaseKind.GROUP)]
    for speaker in dict.fromkeys(speaker for speaker, _said in turns):
        role = Role.MODERATOR if speaker == moderator else Role.PARTICIPANT
        cases.append(CaseDraft(f"{name}/{speaker}", speaker, CaseKind.PERSON, role, name))
    document = DocumentDraft(name, DocumentKind.TRANSCRIPT, text, tuple(units), case=name)
    return Draft(
        source=f"{name}.txt",
        format="transcript",
        checksum=checksum(text),
        records=lambda: iter([*cases, document]),
        n_documents=1,
        n_units=len(units),
        n_cases=len(cases),
    )


def survey(answers: dict[str, str], levels: dict[str, str] | None = None, question: str = "Wat helpt?") -> Draft:
    """A survey with one open question and a variable `niveau`, as a reader would yield it."""
    records: list[CaseDraft | DocumentDraft] = []
    for respondent, answer in answers.items():
        values = {"niveau": Value(options=(levels[respondent],))} if levels and respondent in levels else {}
        records.append(CaseDraft(respondent, respondent, values=values))
        unit = UnitDraft(UnitKind.ANSWER, 0, 0, len(answer), respondent)
        records.append(
            DocumentDraft(
                respondent,
                DocumentKind.ANSWER,
                answer,
                (unit,) if answer else (),
                case=respondent,
                question=question,
            )
        )
    return Draft(
        source="enquete.csv",
        format="survey",
        checksum=checksum(repr(answers) + question),
        records=lambda: iter(records),
        variables=(VariableDraft("niveau", VariableType.CATEGORY, ("bao", "so")),),
        questions=(QuestionDraft(question, question),),
        n_documents=len(answers),
        n_units=len(answers),
        n_cases=len(answers),
    )


def coding_row(code: str, start: int, end: int, *, document: str = "", respondent: str = "") -> CodingDraft:
    """A code on a passage of a document or of a respondent's answer, as a row of a file of codings."""
    return CodingDraft(0, document, respondent, "", start, end, "", code, coder="", memo="")


TURNS = [
    ("Moderator", "Hoe gaat het met de tijd?"),
    ("Ilse", "We hebben te weinig tijd voor overleg, allee, echt te weinig."),
    ("Bart", "Ja. En ’t mandaat is ook niet duidelijk [lacht]."),
    ("Moderator", "Kan je dat uitleggen?"),
    ("Ilse", "De directie zegt “doe maar”, maar de leerkracht weet van niks."),
    ("An", "Nee."),
]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A small project of one focus group and a few codes, open for coder An."""
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS)])
        tijd = made.codebook.add("tijd")
        made.codebook.add("overleg", tijd)
        made.codebook.add("mandaat")
        yield made
