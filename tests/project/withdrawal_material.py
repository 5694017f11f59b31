"""A project in which somebody speaks with others and alone, is written about, quoted, coded and counted."""

from pathlib import Path

from codebench.domain.codebook import CodeFields
from codebench.domain.variables import VariableType, parse_value
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.conftest import transcript

TURNS = [
    ("Moderator", "Hoe verloopt de zorgweek bij jullie?"),
    ("Zwaantje", "De zorgcoördinatrice huilde ’s ochtends in de fietsenstalling, echt waar."),
    ("Gudrun", "Wij hebben een onthaalhoekje gekregen van de gemeente dit jaar."),
    ("Zwaantje", "Mijn kleindochter Philippine zit in de klas van Vanoverschelde."),
    ("Moderator", "En bij jullie?"),
    ("Gudrun", "Dat was fijn."),
]
GONE = (
    "zorgcoördinatrice",
    "fietsenstalling",
    "philippine",
    "vanoverschelde",
    "zwaantje",
    "randgedachte",
    "logopediste",
)
KEPT = ("onthaalhoekje", "gudrun", "zorgweek")
ALONE = [("Moderator", "Vertel eens."), ("Zwaantje", "Ik werk als logopediste in de bijzonderheid.")]


def make(path: Path) -> None:
    """A project in which Zwaantje speaks with others and alone, is written about, quoted, coded and counted."""
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        project.imports.take([transcript("gesprek", ALONE)])
        case = project.cases.get("groep/Zwaantje").id
        document = project.documents.get("groep").id
        text = project.documents.text(document)
        code = project.codebook.add("zorg")
        for start, end in (
            ("De zorgc", "ochtends"),
            ("onthaal", "gekregen"),
            ("Philippine", "onthaal"),
            ("jaar.", "Mijn"),
        ):
            at = text.index(start)
            to = text.index(end, at) + len(end) if end in text[at:] else at + len(start)
            project.codings.add(document, at, to, [code])
        project.codebook.edit(code, CodeFields(example="Mijn kleindochter Philippine zit in de klas", definition="x"))
        project.variables.add("niveau", VariableType.CATEGORY, ("logopediste", "bao"))
        project.cases.set_value(case, 1, parse_value(VariableType.CATEGORY, "bao"))
        project.memos.add(MemoTarget(case_id=case), "Een randgedachte over haar.")
        project.memos.add(MemoTarget(code_id=code), "Let op: huilde ’s ochtends in de fietsenstalling, echt waar!")
        project.edits.apply(document, project.documents.text(document) + "Gudrun: nog iets.\n")
        project.snapshots.make("nu")
