import pytest
from tests.conftest import TURNS, survey, transcript
from tests.project.words_material import annotate

from codebench.project.project import Project

ANSWERS = {
    "R1": "geen tijd voor de kinderen",
    "R2": "meer tijd [/bold] voor een kind",
    "R3": "andere tijden \x1b[31m rood",
    "R4": "kind",
}
LEVELS = {"R1": "bao", "R2": "so", "R3": "bao", "R4": "so"}


@pytest.fixture
def path(tmp_path):
    """A focus group and a survey, annotated by hand; An is the coder."""
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([transcript("groep-1", TURNS), survey(ANSWERS, LEVELS)])
        project.codebook.add("middelen")
        annotate(project)
    return tmp_path / "p.codebench"
