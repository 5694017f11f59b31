"""A study of three coders to make rounds in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from codebench.project.project import Project
from codebench.project.round_models import RoundInfo, RoundPlan
from tests.conftest import TURNS, survey, transcript

ANSWERS = {f"R{i:02d}": "Meer tijd voor overleg graag." if i % 3 else "Geen idee." for i in range(30)}
LEVELS = {name: "bao" if i < 24 else "so" for i, name in enumerate(ANSWERS)}
QUESTION = "Wat helpt?"


@contextmanager
def study(folder: Path) -> Iterator[Project]:
    """A focus group and a survey, four codes, the coders An, Bo and Cé."""
    with Project.create(folder / "studie.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS), survey(ANSWERS, LEVELS)])
        made.codebook.ensure("tijd > overleg")
        made.codebook.add("mandaat")
        made.codebook.add("steun")
        made.coders.add("Bo")
        made.coders.add("Cé")
        yield made


def group_round(project: Project, name: str = "ronde 1", *coders: str, blind: bool = True) -> RoundInfo:
    """A round over the turns of the focus group."""
    return project.rounds.make(RoundPlan(name, coders=coders or ("An", "Bo"), documents=("groep-1",), is_blind=blind))


def judge(project: Project, coder: str, units: list[int]) -> None:
    """Mark units as judged by a coder, and go on as whoever worked before."""
    before = project.coder.name
    project.act_as(coder)
    project.reviews.mark(units)
    project.act_as(before)
