"""The screens' tests do not depend on the terminal or the home folder that they run in."""

import pytest
from tests.conftest import TURNS, survey, transcript
from textual import constants

from codebench.project.project import Project


@pytest.fixture(autouse=True)
def _machine(monkeypatch, tmp_path):
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("CODEBENCH_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path):
    """A focus group and a survey, coded and reviewed by An, the focus group by Bo too."""
    answers = {f"R{i}": f"te weinig tijd {i}" for i in range(40)}
    levels = {name: "bao" if i % 3 else "so" for i, name in enumerate(answers)}
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([transcript("groep-1", TURNS), survey(answers, levels)])
        tijd = project.codebook.add("tijd")
        overleg = project.codebook.add("overleg", tijd)
        project.codebook.add("ongebruikt")
        ids = project.documents.answer_ids(1)
        project.codings.add_many([(i, 0, 4) for i in ids[::2]], [overleg])
        project.reviews.mark([project.documents.units(i)[0].id for i in ids])
        group = project.documents.get("groep-1").id
        turn = project.documents.units(group)[1]
        project.coders.add("Bo")
        for coder in ("Bo", "An"):
            project.act_as(coder)
            project.codings.add(group, turn.body_start, turn.end, [tijd])
            project.reviews.mark([turn.id])
    return tmp_path / "p.codebench"
