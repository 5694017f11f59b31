"""A small study with something on every screen, made at a moment that is always the same."""

from pathlib import Path

import pytest
from tests.conftest import survey, transcript

from codebench.domain.codebook import CodeFields
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.store import journal

MOMENT = "2026-03-02T09:30:00.000Z"
TURNS = [
    ("Moderator", "Wat vraagt het meest van jullie tijd?"),
    ("Ilse", "De verplaatsingen. Negen scholen, dat is veel: tussen twee gesprekken zit je telkens in de auto."),
    ("Bart", "Het overleg, en de tijd die niemand telt. Middelen zijn er ook niet."),
    ("Ilse", "Tijd en middelen, zegt men dan, maar wie beslist er? Een mandaat is er niet."),
    ("Moderator", "Kan je daar een voorbeeld van geven?"),
    ("Bart", "De directie zegt “doe maar”, en de leerkracht weet van niks."),
    ("Ilse", "Ja, en toch werkt het soms. Met het team van De Linde was er vertrouwen, dan gaat alles vlotter."),
    ("Bart", "Vertrouwen, en een vast moment in de week."),
]
ANSWERS = {
    "r01": "Meer tijd voor overleg met het team.",
    "r02": "Geen tijd!",
    "r03": "geen tijd",
    "r04": "Een duidelijk mandaat van de directie, zodat ik niet telkens alles moet uitleggen.",
    "r05": "Vertrouwen.",
    "r06": "",
    "r07": "Middelen voor materiaal en vervoer.",
    "r08": "Overleg op een vast moment, en tijd om dat voor te bereiden.",
}
LEVELS = {name: "bao" if i < 5 else "so" for i, name in enumerate(ANSWERS)}
QUESTION = "Wat helpt?"
GIVEN = {
    "An": [(1, "verplaatsing"), (2, "overleg"), (2, "middelen"), (3, "middelen"), (3, "mandaat"), (6, "vertrouwen")],
    "Bo": [(1, "verplaatsing"), (2, "overleg"), (3, "mandaat"), (5, "mandaat"), (6, "vertrouwen"), (7, "overleg")],
}


def study(path: Path) -> Path:
    """A focus group that An and Bo coded in a round, a survey, a codebook with definitions, memos."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "now", lambda: MOMENT)
        with Project.create(path, "An") as project:
            project.imports.take([transcript("groep 1", TURNS), survey(ANSWERS, LEVELS, QUESTION)])
            _codebook(project)
            project.coders.add("Bo")
            units = project.documents.units(1)
            project.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep 1",)))
            for coder, given in GIVEN.items():
                project.act_as(coder)
                for place, code in given:
                    unit = units[place]
                    project.codings.add(1, unit.body_start, unit.end, [project.codebook.find(code)])
                project.reviews.mark([unit.id for unit in units if unit.case != "Moderator"])
                project.rounds.done(1)
            project.act_as("An")
            project.rounds.close(1)
            answer = project.documents.answer_ids(1)[0]
            project.codings.add(answer, 0, 4, [project.codebook.find("tijd")])
            project.memos.add(MemoTarget(), "Begonnen met groep 1; vervoer komt vaker terug dan gedacht.")
            project.memos.add(MemoTarget(unit_id=units[3].id), "Wie beslist er? Navragen bij de directie.")
    return path


def _codebook(project: Project) -> None:
    tijd = project.codebook.add("tijd", None, CodeFields(definition="Uren, ritme en wat tijd vraagt."))
    project.codebook.add("overleg", tijd, CodeFields(definition="Afstemmen met anderen.", example="een vast moment"))
    project.codebook.add("verplaatsing", tijd)
    project.codebook.add("middelen", None, CodeFields(definition="Geld en materiaal.", keywords=("geld", "budget")))
    project.codebook.add("mandaat", None, CodeFields(definition="Wie mag beslissen."))
    project.codebook.add("vertrouwen")
