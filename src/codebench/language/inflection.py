"""Regular Dutch inflection: the forms that a verb or noun would have, for words whose forms the treebank lacks.

A form too many does no harm ("werkde"): nobody writes it. So where spelling leaves a choice both are given.
Rules: Haeseryn et al., Algemene Nederlandse Spraakkunst (1997), on verbs, plurals and diminutives.
"""

import re
from collections.abc import Iterator

_LONG = "aeou"
_CONSONANT = "bcdfghjklmnpqrstvwxz"
_VOWELS = "aeiouy"
_HARD = str.maketrans("vz", "fs")
_SOFT = str.maketrans("fs", "vz")

_SHORTEST_INFINITIVE = 3

_OPEN = re.compile(rf"(?:^|[^aeiouy])([{_LONG}])[{_CONSONANT}]$")
_CLOSED = re.compile(rf"(?:^|[^aeiouy])[aeiou]([{_CONSONANT}])$")
_DOUBLE = re.compile(rf"([{_CONSONANT}])\1$")
_LENGTHENED = re.compile(rf"([{_LONG}])\1([{_CONSONANT}])$")
_UNSTRESSED = re.compile(r"^(?:be|ge|her|er|ont|ver|over|onder|door|om|vol|mis|weer)")


def verb_forms(infinitive: str) -> frozenset[str]:
    """The forms of a verb by the rules for regular ones; empty for what is no infinitive."""
    stems = list(_stems(infinitive))
    forms = {infinitive + "d", infinitive + "de"} if stems else set()
    for stem in stems:
        forms |= {stem, stem if stem.endswith("t") else stem + "t"}
        if infinitive.endswith("en"):
            forms |= {stem + past for past in ("te", "ten", "de", "den")}
            fronts = ("", "ge") if _UNSTRESSED.match(infinitive) else ("ge",)
            for participle in (stem + "t", stem + "d", stem):
                if participle[-1] in "td":
                    forms |= {front + participle + ending for front in fronts for ending in ("", "e")}
    return frozenset(forms - {infinitive})


def noun_forms(singular: str) -> frozenset[str]:
    """The plurals and diminutives of a noun by the rules for regular ones; empty for an empty word."""
    if not singular:
        return frozenset()
    stems = {singular}
    lengthened = _LENGTHENED.search(singular)
    if lengthened:
        stems = {singular[:-2] + singular[-1]}
    elif _CLOSED.search(singular):
        stems.add(singular + singular[-1])
    elif singular.endswith("heid"):
        stems = {singular[:-4] + "hed"}
    stems |= {stem[:-1] + stem[-1].translate(_SOFT) for stem in stems if not _DOUBLE.search(stem)}
    last = singular[-1]
    if last in _VOWELS:
        forms = {singular + ending for ending in ("s", "'s", "n", "ën")}
        small = {singular + "tje", singular + last + "tje"}
    else:
        forms = {stem + "en" for stem in stems} | ({singular + "s"} - {singular + last})
        small = {singular + "je", singular + "tje", singular + "pje"}
        small |= {singular + last + "etje", singular[:-1] + "kje"}
    return frozenset(forms | small | {form + "s" for form in small})


def _stems(infinitive: str) -> Iterator[str]:
    """The stem as the first person has it, in each spelling that the rules leave open."""
    if infinitive.endswith(("aan", "oen", "ien")):
        yield infinitive[:-1]
        if infinitive.endswith("aan"):
            yield infinitive[:-2]
    elif infinitive.endswith("en") and len(infinitive) > _SHORTEST_INFINITIVE:
        soft = infinitive[:-2]
        stem = soft[:-1] + soft[-1].translate(_HARD)
        yield stem[:-1] if _DOUBLE.search(soft) else stem
        vowel = _OPEN.search(soft)
        if vowel:
            yield soft[:-1] + vowel[1] + stem[-1]
