"""A small Dutch project for the suggestions: codes that describe themselves, and what a coder gave."""

import re

from codebench.suggest.segments import CodeText, Segment, Word

CODES = (
    CodeText(1, "tijd", "Te weinig tijd of uren.", ("uren", "planning")),
    CodeText(2, "overleg", "Samen bespreken wat er moet gebeuren.", ("vergadering",)),
    CodeText(3, "middelen", "Geld, lokalen en materiaal."),
    CodeText(4, "lokaal", "Waar de ondersteuner met een leerling kan zitten.", (), 3),
    CodeText(5, "waardering"),
)

ANSWERS = (
    ("Te weinig tijd per leerling.", {1}),
    ("Geen tijd voor overleg met de leerkracht.", {1, 2}),
    ("We hebben nood aan meer uren!", {1}),
    ("Overleg met het team op woensdag.", {2}),
    ("Een vergadering in de refter, meer niet.", {2, 4}),
    ("Er is geen lokaal om rustig te werken.", {4}),
    ("Materiaal moeten we zelf kopen, van ons eigen geld.", {3}),
    ("Ons budget is op.", {3}),
    ("De directie zegt nooit eens dank u.", {5}),
    ("nvt", set()),
    ("Tijdsdruk: de uren zijn te krap, en er is geen overleg.", {1, 2}),
    ("De kopieën betalen we van ons eigen geld.", {3}),
)


def segment(number: int, text: str) -> Segment:
    """A text as a pipeline without a model would split it."""
    words = tuple(Word(m.group().lower(), "", m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text))
    return Segment(number, text, words)


SEGMENTS = tuple(segment(100 + i, text) for i, (text, _codes) in enumerate(ANSWERS))
GIVEN = tuple(frozenset(codes) for _text, codes in ANSWERS)
