"""Dutch verbs that come apart: "nam ... over", "over te nemen" and "over heeft genomen" are all of "overnemen".

Nothing is parsed. The particle is looked for behind the verb as far as its clause reaches, where it closes the clause
instead of opening a phrase ("nam het over van Jan", but not "nam een boek over de oorlog"), and right before the verb
with only "te" and helping verbs between. Pipelines that put verb and particle together themselves lose nothing by it.
"""

# Lists of words read better as text.
# ruff: noqa: SIM905

from collections.abc import Sequence

PARTICLES = frozenset(
    """
    aan achter achterover af bij bijeen binnen boven dicht door gelijk goed heen in ineen klaar kwijt langs los
    mee mis na neer om omhoog onder op opeen open over plaats rond samen stil stop tegen tekort terecht terug
    thuis toe tussen uit uiteen vast vol voor voorbij vooruit vrij waar weer weg
    """.split()
)
# These look as if they come apart and never do, or not in the sense in which one looks for them.
INSEPARABLE = frozenset(
    """
    aanvaarden bijten doorstaan omarmen omgeven omringen omvatten onderbreken onderhandelen onderhouden
    ondernemen onderscheiden ondersteunen onderstrepen ondervinden ondervragen onderwijzen onderzoeken openen
    overdenken overdrijven overhandigen overleggen overleven overlijden overschatten overtreffen overtuigen
    overweldigen overwegen overwinnen voldoen volgen voltooien volstaan voorkomen voorspellen voorzien
    weerhouden weerspiegelen weerstaan
    """.split()
)

_SHORTEST_VERB = 4  # "doen", "gaan": shorter ones are no verbs
_FARTHEST = 20
_CLAUSE_ENDS = frozenset(".;:!?…()[]–—")
_OPENERS = frozenset(
    """
    aangezien als daarom dan dat doordat hoewel indien maar mits nadat of omdat opdat tenzij terwijl toen totdat
    voordat want wanneer waardoor zoals zodat zodra
    """.split()
)
# What may stand behind a particle that closes its clause; a noun, a name, a determiner or an adjective makes it a
# preposition instead.
_BEHIND = _OPENERS | frozenset(
    """
    aan bij binnen door en in maar met na naar of om op over sinds te tegen tijdens tot uit van vanaf vanuit via
    voor waar wanneer want zonder
    """.split()
)
_BEHIND_TAGS = frozenset({"ADP", "AUX", "CCONJ", "PUNCT", "SCONJ", "VERB"})
_HELPERS = frozenset(
    """
    heb hebben hebt heeft had hadden ben bent is was waren zijn word wordt worden werd werden zal zult zullen
    zou zouden kan kunt kunnen kon konden moet moeten moest moesten mag mogen mocht mochten wil wilt willen
    wilde wilden wou laat laten liet lieten te gaan gaat ga ging gingen komen blijven
    """.split()
)
_MOST_HELPERS = 3


def parted(verb: str) -> tuple[str, str] | None:
    """Particle and verb of an infinitive that comes apart ("overnemen": "over", "nemen"); None for any other word."""
    if verb in INSEPARABLE or not verb.endswith("n"):
        return None
    particle = max((each for each in PARTICLES if verb.startswith(each)), key=len, default="")
    rest = verb.removeprefix(particle)
    return (particle, rest) if particle and len(rest) >= _SHORTEST_VERB else None


def particle_of(words: Sequence[str], tags: Sequence[str], verb: int, particle: str) -> int | None:
    """Where the particle of a verb stands in its sentence, as an index; None where it has none.

    `words` are all tokens of the sentence in lower case, punctuation too; `tags` their parts of speech, each empty
    where the pipeline gives none.
    """
    before = _before(words, verb, particle)
    return _behind(words, tags, verb, particle) if before is None else before


def _before(words: Sequence[str], verb: int, particle: str) -> int | None:
    """The place in "over te nemen", "over heeft genomen", and "over nemen", which ought to be one word."""
    if not (words[verb].endswith("n") or words[verb].startswith("ge")):
        return None
    for at in range(verb - 1, max(-1, verb - 2 - _MOST_HELPERS), -1):
        if words[at] == particle:
            return at
        if words[at] not in _HELPERS:
            return None
    return None


def _behind(words: Sequence[str], tags: Sequence[str], verb: int, particle: str) -> int | None:
    for at in range(verb + 1, min(len(words), verb + 1 + _FARTHEST)):
        word = words[at]
        if word == particle and _closes(words, tags, at):
            return at
        if word in _CLAUSE_ENDS or word in _OPENERS or (tags[at] in ("VERB", "AUX") and word != particle):
            return None
    return None


def _closes(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether the clause ends here, or goes on with something that no preposition has behind it."""
    if at + 1 == len(words):
        return True
    word = words[at + 1]
    return not any(map(str.isalnum, word)) or word in _BEHIND or tags[at + 1] in _BEHIND_TAGS
