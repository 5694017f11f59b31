"""Whether a place in a Dutch sentence is denied: "geen tijd", "tijd hebben we niet", "nooit genoeg tijd".

Nothing is parsed. "geen", "zonder" and "noch" deny the words right behind them; "niet", "nooit" and their like deny
what stands near them in the same clause, on either side. Two of them deny once, as "nooit geen tijd" does in Flanders.
"weinig" and "nauwelijks" say how much, and deny nothing. How often this is right is in `docs/words.md`.
"""

# Lists of words read better as text.
# ruff: noqa: SIM905

from collections.abc import Sequence

DETERMINERS = frozenset(("geen", "g'n", "gene", "zonder", "noch"))
"""These deny what follows within the same phrase."""
ADVERBS = frozenset(("niet", "nooit", "nergens", "niemand", "niets", "niks", "nimmer", "evenmin", "nie"))
"""These deny what stands near, on either side."""

_IN_PHRASE = 4  # so many words may stand between "geen" and what it denies
_IN_CLAUSE = 6  # and between "niet" and what it denies
_CLAUSE_ENDS = frozenset(".,;:!?…()[]–—-")
# What stands behind one of these is said apart; "geen" reaches over "en" and "of" all the same.
_CONJUNCTIONS = frozenset(
    """
    aangezien als doordat en hetgeen hoewel indien maar mits nadat of omdat opdat tenzij terwijl toen totdat voordat
    wanneer want waardoor zoals zodat zodra
    """.split()
)
_JOINS = frozenset(("en", "of"))
# These begin a clause behind a verb or a noun only, and not in "ze wilden dat niet", "dat weten ze ook niet".
_SUBORDINATES = frozenset(("dat", "die", "wie", "wat", "waar"))
_FILLERS = frozenset(("ook", "toch", "nog", "echt", "eigenlijk", "zeker", "helemaal"))
_VERBS = frozenset(("VERB", "AUX"))
# "niet alleen tijd" asks for more than time.
_ONLY = frozenset(("alleen", "enkel", "louter", "slechts", "zozeer"))


def is_denied(words: Sequence[str], tags: Sequence[str], first: int, after: int) -> bool:
    """Whether the words first..after of a sentence are denied by others of it, or hold what denies themselves.

    `words` are all tokens of the sentence in lower case, punctuation too; `tags` their parts of speech, each empty
    where the pipeline gives none.
    """
    if any(words[at] in DETERMINERS or _denies(words, at) for at in range(first, after)):
        return True
    return _phrase_is_denied(words, tags, first) or _before(words, tags, first) or _behind(words, tags, after)


def _phrase_is_denied(words: Sequence[str], tags: Sequence[str], first: int) -> bool:
    for at in range(first - 1, max(-1, first - 2 - _IN_PHRASE), -1):
        word = words[at]
        if word in DETERMINERS:
            return True
        ends = word in _CLAUSE_ENDS or (word in _CONJUNCTIONS and word not in _JOINS)
        if ends or tags[at] in _VERBS or tags[at] == "ADP":
            return False
    return False


def _before(words: Sequence[str], tags: Sequence[str], first: int) -> bool:
    for at in range(first - 1, max(-1, first - 2 - _IN_CLAUSE), -1):
        if _denies(words, at):
            return True
        if _ends_clause(words, tags, at):
            return False
    return False


def _behind(words: Sequence[str], tags: Sequence[str], after: int) -> bool:
    for at in range(after, min(len(words), after + 1 + _IN_CLAUSE)):
        if _ends_clause(words, tags, at):
            return False
        if _denies(words, at):
            return True
    return False


def _denies(words: Sequence[str], at: int) -> bool:
    if words[at] not in ADVERBS:
        return False
    return at + 1 == len(words) or words[at + 1] not in _ONLY


def _ends_clause(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    word = words[at]
    if word in _CLAUSE_ENDS or word in _CONJUNCTIONS:
        return True
    if word not in _SUBORDINATES or not at or tags[at - 1] not in ("VERB", "AUX", "ADJ", "NOUN"):
        return False
    behind = words[at + 1] if at + 1 < len(words) else ""
    return behind not in ADVERBS and behind not in _FILLERS
