"""Projects whose texts are annotated by hand: what is counted and found does not hang on a trained pipeline."""

import re

from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import encode
from codebench.project.project import Project
from codebench.store import annotations as cache
from codebench.store.annotations import Kept

LEMMAS = {
    "tijden": "tijd",
    "kinderen": "kind",
    "ouders": "ouder",
    "scholen": "school",
    "weken": "week",
    "uren": "uur",
    "klassen": "klas",
    "leerlingen": "leerling",
    "nam": "nemen",
    "neemt": "nemen",
    "namen": "nemen",
    "genomen": "nemen",
    "neem": "nemen",
    "overgenomen": "overnemen",
    "belde": "bellen",
    "belt": "bellen",
    "opgebeld": "opbellen",
    "hebben": "hebben",
    "heeft": "hebben",
    "is": "zijn",
    "waren": "zijn",
    "zwakke": "zwak",
}
TAGS = {
    **dict.fromkeys(("nam", "neemt", "namen", "genomen", "neem", "belde", "belt", "opgebeld", "overgenomen"), "VERB"),
    **dict.fromkeys(("heeft", "hebben", "is", "waren", "kan", "moet"), "AUX"),
    **dict.fromkeys(("de", "het", "een"), "DET"),
    **dict.fromkeys(("van", "voor", "in", "met"), "ADP"),
}
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")


def by_hand(text: str) -> Annotation:
    """The text cut at words and signs, with lemmas and tags of the lists; sentences end at `.`, `!`, `?` and lines."""
    found = list(_TOKEN.finditer(text))
    forms = [match[0].lower() for match in found]
    sentences = [
        i
        for i, match in enumerate(found)
        if i == 0 or found[i - 1][0] in ".!?" or "\n" in text[found[i - 1].end() : match.start()]
    ]
    return Annotation(
        [match.start() for match in found],
        [match.end() for match in found],
        [LEMMAS.get(form, form) for form in forms],
        [TAGS.get(form, "X") for form in forms],
        sentences,
    )


def annotate(project: Project, most: int | None = None) -> None:
    """Keep annotations of the present texts (of the first `most`), as if the pipeline in use had made them."""
    rows = project.session.tuples(
        "SELECT v.id, c.value FROM text_versions v JOIN contents c ON c.id = v.content_id"
        " WHERE v.is_current = 1 AND v.length > 0 ORDER BY v.id"
    )
    pipeline = project.annotations.pipeline
    made = [(version, by_hand(text)) for version, text in rows[:most]]
    kept = [Kept(version, encode(said), said.lemma_counts()) for version, said in made]
    cache.keep(project.session.store, pipeline.name, pipeline.key, kept)
