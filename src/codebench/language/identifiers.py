"""What in a text may give somebody away, by its form or by lists of names: proposals, for somebody to judge."""

import re
from collections.abc import Iterable, Iterator

from codebench.domain.annotation import Entity
from codebench.domain.pseudonyms import Identifier
from codebench.language.name_list import FIRST_NAMES, MUNICIPALITIES, SURNAMES, WORDS_TOO

Candidate = tuple[Identifier, str]
"""What something is taken for, and how it is written."""

_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITAL = rf"[{_UPPER}][\w’'-]*\w"
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_PATTERNS = (
    (Identifier.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    (Identifier.TELEPHONE, re.compile(r"(?<![\w+])(?:\+|00)32[ ./-]?\d{1,3}(?:[ ./-]?\d{2,3}){2,3}(?!\w)")),
    (Identifier.TELEPHONE, re.compile(r"(?<!\w)0\d{1,3}[ ./-]\d{2,3}(?:[ ./-]?\d{2,3}){1,3}(?!\w)")),
    (Identifier.TELEPHONE, re.compile(r"(?<!\w)04\d{8}(?!\w)")),
    (Identifier.DATE, re.compile(r"(?<![\w./-])\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}(?![\w/-])")),
    (Identifier.DATE, re.compile(rf"(?<!\w)\d{{1,2}} (?:{_MONTHS})(?: (?:19|20)\d{{2}})?(?!\w)", re.IGNORECASE)),
    (
        Identifier.SCHOOL,
        re.compile(
            rf"(?<!\w)(?:(?:Sint|Onze-Lieve|Heilig|Mater)-?[\w’'-]*\w|{_CAPITAL})"
            r"(?:instituut|college|school|atheneum|lyceum)(?!\w)"
        ),
    ),
    (
        Identifier.SCHOOL,
        re.compile(
            r"(?<!\w)(?:(?:basis|kleuter|freinet|steiner|wijk|dorps)?school|VBS|GBS|BSGO|campus|college|instituut|"
            rf"atheneum|lyceum) (?:(?:De|Het|Den|’t|'t) )?{_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}}"
        ),
    ),
)
# Whoever is addressed so is called by what follows.
_ADDRESSED = re.compile(
    rf"(?<!\w)(?:[Jj]uf|[Jj]uffrouw|[Mm]eester|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]okter|[Zz]uster|[Bb]roeder|"
    rf"[Dd]irecteur|[Dd]irectrice) ({_CAPITAL})"
)
# A surname of several words, or any word with a capital, behind a first name.
_BEHIND = re.compile(rf" ((?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]er|[Tt]en|[Vv]ander|[Ll]e) ){{0,3}}{_CAPITAL})")
_WORD = re.compile(rf"(?<![\w-])[{_UPPER}][\w’'-]*")
_OPENING = re.compile(r"(?:\A|[.!?…:\n])[\s\"'“”‘’(\[–-]*\Z")
# What spaCy's Dutch pipelines call persons and places.
_LABELS = {"PERSON": Identifier.NAME, "PER": Identifier.NAME, "GPE": Identifier.PLACE, "LOC": Identifier.PLACE}
_NOT_SURNAMES = frozenset("Ik Ja Nee Maar En Dat Die We Wij Hij Zij Ze Het De Een Als Dus Want Ook Toen".split())  # noqa: SIM905


def candidates(text: str, entities: Iterable[Entity] = ()) -> Iterator[Candidate]:
    """What may give somebody away, as often as it stands there; of a name with a surname the whole and its parts."""
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield kind, found.group()
    yield from _names(text)
    for entity in entities:
        label = _LABELS.get(entity.label)
        written = text[entity.start : entity.end].strip()
        if label is not None and written[:1].isupper() and "\n" not in written and len(written) > 1:
            yield label, written


def _names(text: str) -> Iterator[Candidate]:
    for found in _ADDRESSED.finditer(text):
        yield Identifier.NAME, _bare(found.group(1))
    for found in _WORD.finditer(text):
        written = _bare(found.group())
        if written in WORDS_TOO and _OPENING.search(text, max(0, found.start() - 40), found.start()):
            continue
        if written in FIRST_NAMES:
            yield Identifier.NAME, written
            behind = _BEHIND.match(text, found.start() + len(written))
            surname = None if behind is None else _bare(behind.group(1))
            if surname is not None and surname not in _NOT_SURNAMES and surname not in FIRST_NAMES:
                yield Identifier.NAME, f"{written} {surname}"
                if surname not in WORDS_TOO:
                    yield Identifier.NAME, surname
        elif written in MUNICIPALITIES:
            yield Identifier.PLACE, written
        elif written in SURNAMES:
            yield Identifier.NAME, written


def _bare(written: str) -> str:
    """The name without its genitive: "Ilses", "Ilse's", "Ilse’s"."""
    bare = written.replace("’", "'").split("'")[0] if len(written) > 2 else written
    if bare in FIRST_NAMES or bare in SURNAMES or bare in MUNICIPALITIES:
        return bare
    if bare.endswith("s") and (bare[:-1] in FIRST_NAMES or bare[:-1] in SURNAMES):
        return bare[:-1]
    return written if bare == written else bare
