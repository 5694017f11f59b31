"""What the columns of a codebook are called, in the languages and tools that it comes from, and which field each is."""

import re
from collections.abc import Mapping, Sequence

# Of several columns for one field, the one whose name stands first here is taken.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "code",
        "codes",
        "name",
        "naam",
        "code name",
        "codename",
        "codenaam",
        "naam van de code",
        "node",
        "tag",
        "label",
        "codesystem",
        "code system",
    ),
    "number": ("nr", "no", "nummer", "number", "volgnummer", "codenummer"),
    "parent": ("parent code", "parent", "category", "categorie", "bovenliggende code", "oudercode", "parent name"),
    "description": (
        "definition",
        "definitie",
        "description",
        "beschrijving",
        "omschrijving",
        "betekenis",
        "toelichting",
        "uitleg",
        "memo",
        "code memo",
        "codememo",
    ),
    "colour": ("color", "colour", "kleur", "code color"),
    "mark": ("mark", "merk", "teken"),
    "include_when": (
        "include when",
        "use when",
        "when to use",
        "inclusion criteria",
        "inclusion",
        "gebruik als",
        "wel als",
        "wanneer wel",
        "wel wanneer",
        "wanneer gebruiken",
        "wanneer wel gebruiken",
        "wel coderen",
        "wel",
        "insluiten wanneer",
        "inclusie",
        "inclusiecriteria",
    ),
    "exclude_when": (
        "exclude when",
        "not when",
        "when not to use",
        "exclusion criteria",
        "exclusion",
        "niet als",
        "wanneer niet",
        "niet wanneer",
        "wanneer niet gebruiken",
        "niet coderen",
        "niet",
        "uitsluiten wanneer",
        "exclusie",
        "exclusiecriteria",
    ),
    "example": ("example", "examples", "voorbeeld", "voorbeelden", "voorbeeldcitaat", "citaat", "quote"),
    "counter_example": ("counter-example", "counterexample", "tegenvoorbeeld", "tegenvoorbeelden"),
    "keywords": ("keywords", "trefwoorden", "sleutelwoorden", "kernwoorden"),
    "aliases": ("aliases", "also called", "ook genoemd", "heet ook", "aliassen", "synoniemen"),
    "rules": ("rules", "regels"),
    "archived": ("archived", "gearchiveerd"),
    "sets": ("sets",),
}
_LEVEL = re.compile(r"(?:level|niveau)\s*\d+|(?:sub-?code)\s*\d*|hoofdcode", re.IGNORECASE)
_BESIDES = " \t\n\u00a0:?*.()"


def columns(header: Sequence[str]) -> dict[str, int]:
    """Where the columns of the fields are; of several that fit, the one whose name is the most telling."""
    titles = list(map(_bare, header))
    return {role: titles.index(title) for role, known in _NAMES.items() for title in reversed(known) if title in titles}


def levels(header: Sequence[str]) -> list[int]:
    """The columns that stand for a level of the tree each."""
    return [i for i, cell in enumerate(header) if _LEVEL.fullmatch(cell.strip())]


def field_of(title: str) -> str | None:
    """Which field a heading stands for, if any."""
    bare = _bare(title)
    return next((role for role, known in _NAMES.items() if bare in known), None)


def _bare(title: str) -> str:
    return " ".join(title.casefold().strip(_BESIDES).split())
