"""The demonstration project: the shipped corpora and codebooks, taken in the way any researcher would."""

import csv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from codebench.analysis.frequencies import FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import ConflictError, StorageError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.exchange.codebook_yaml import read_codebook
from codebench.exchange.codings_csv import read_codings
from codebench.i18n import _
from codebench.ingest import read
from codebench.project.project import Project
from codebench.shipped import shipped

NAME = "demo.codebench"
CODERS = ("Lena", "Wout")
GROUPS = ("focusgroep-1", "focusgroep-2")
SURVEY = "zorgcoordinatoren"


def make_demo(folder: Path, say: Callable[[str], None] = lambda _step: None) -> Path:
    """Make `demo.codebench` in a folder, with both studies and the codings of two coders; its path.

    Raises:
        ConflictError: it is there already; nothing is overwritten.
        StorageError: the folder can't be made or written to.
    """
    path = folder / NAME
    if path.exists():
        raise _there(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("The folder {folder} can't be made ({error}).")
        raise StorageError(message.format(folder=shown_line(str(folder)), error=error.strerror)) from error
    # Made in a folder of its own, so that a demo that can't be finished leaves nothing that looks like one.
    with TemporaryDirectory(prefix=".demo-", dir=folder, ignore_cleanup_errors=True) as place:
        made = Path(place) / NAME
        _fill(made, say)
        if path.exists():
            raise _there(path)
        made.rename(path)
    return path


def _fill(path: Path, say: Callable[[str], None]) -> None:
    corpora = shipped("corpora")
    with Project.create(path, CODERS[0]) as project:
        say(_("taking in two focus groups and a survey"))
        groups = [read(corpora / "ondersteuners" / f"{name}.txt") for name in GROUPS]
        project.imports.take([*groups, read(corpora / SURVEY / "enquete.csv")])
        project.case_files.take(corpora / "ondersteuners" / "deelnemers.csv")
        for name in ("ondersteuners", SURVEY):
            project.codebook_files.take(read_codebook(shipped("codebooks") / f"{name}.yaml"))
        say(_("taking in the codings of two coders"))
        for name in ("ondersteuners", SURVEY):
            project.coding_files.take(read_codings(corpora / name / "codings.csv"))
            _take_reviews(project, corpora / name / "reviewed.csv")
        project.act_as(CODERS[0])
        _star_quotes(project, corpora / "ondersteuners" / "quotes.csv")


def _there(path: Path) -> ConflictError:
    message = _("{path} is there already; open it with `codebench open {path}`, or name another folder.")
    return ConflictError(message.format(path=shown_line(str(path))))


def demo_tables(path: Path) -> list[Table]:
    """The frequency tables of the two studies in the demonstration project, counted over one coder's work."""
    with Project.open(path, CODERS[0], read_only=True) as project:
        question = project.documents.questions()[0].name
        return [
            project.frequencies(
                FrequencyRequest(by="onderwijsniveau", scope=ScopeRequest(coder=CODERS[0], documents=GROUPS))
            ),
            project.frequencies(
                FrequencyRequest(by="niveau", scope=ScopeRequest(coder=CODERS[0], questions=(question,)))
            ),
        ]


def _take_reviews(project: Project, path: Path) -> None:
    """Which units each coder has judged: ranges of 1-based numbers in a document, or over a question's answers."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            project.act_as(row["coder"])
            if row.get("document"):
                units = [unit.id for unit in project.documents.units(project.documents.get(row["document"]).id)]
            else:
                question = project.documents.question(row["question"])
                units = project.reviews.units_of_question(question.id)
            chosen = units[int(row["first"]) - 1 : int(row["last"])]
            project.reviews.mark([unit for unit in chosen if unit])


def _star_quotes(project: Project, path: Path) -> None:
    """The quotes that the report of the focus groups cites: the first coder's codings that begin there."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            coding = project.session.value(
                "SELECT coding_id FROM view_codings WHERE document_id = ? AND start = ? AND code = ? AND coder = ?",
                [project.documents.get(row["document"]).id, int(row["start"]), row["code"], CODERS[0]],
            )
            project.excerpts.star(coding)
            if row["report_text"]:
                project.excerpts.write(coding, row["report_text"])
