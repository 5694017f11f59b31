import pytest
from tests.conftest import TURNS, coding_row, survey, transcript

from codebench.project.project import Project


@pytest.fixture
def path(tmp_path):
    """A focus group and a survey, coded and reviewed by An, the focus group by Bo too."""
    answers = {f"R{i}": f"te weinig tijd {i}" for i in range(40)}
    levels = {name: "bao" if i % 3 else "so" for i, name in enumerate(answers)}
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([transcript("groep-1", TURNS), survey(answers, levels)])
        tijd = project.codebook.add("tijd")
        project.codebook.add("overleg", tijd)
        project.codebook.add("ongebruikt")
        ids = project.documents.answer_ids(1)
        project.coding_files.take([coding_row("overleg", 0, 4, respondent=f"R{i}") for i in range(0, 40, 2)])
        project.reviews.mark([project.documents.units(i)[0].id for i in ids])
        group = project.documents.get("groep-1").id
        turn = project.documents.units(group)[1]
        project.coders.add("Bo")
        for coder in ("Bo", "An"):
            project.act_as(coder)
            project.codings.add(group, turn.body_start, turn.end, [tijd])
            project.reviews.mark([turn.id])
    return tmp_path / "p.codebench"
