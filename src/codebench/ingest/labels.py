"""Who may be a speaker: the words and shapes by which a label before a colon is told from a turn of phrase."""

import re
from enum import StrEnum

from codebench.ingest.wording import tidy

MAX_LABEL = 40
MAX_WORDS = 5
_ABBREVIATION = len("Interv.")


class SpeakerRole(StrEnum):
    """What a label stands for; the words are also what a researcher may say of a label."""

    PARTICIPANT = "participant"
    MODERATOR = "moderator"
    COLLECTIVE = "collective"


NO_LABEL = "text"
QUESTION = "vraag"
"""The key of all numbered questions, which are the moderator's."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODERATORS = _words(
    """moderator moderatoren moderatrice interviewer interviewster interviewers gespreksleider gespreksleidster
    gespreksleiders gespreksbegeleider gespreksbegeleidster facilitator procesbegeleider mod int interv notulist
    notuliste verslaggever verslaggeefster onderzoeker onderzoekster researcher"""
)
# One of these is a moderator only as the whole label: "Begeleider", not "Begeleider GON".
_MODERATORS_ALONE = _words("i i1 i2 begeleider begeleidster gl observator")
_COLLECTIVE = _words("allen allemaal iedereen groep onbekend onbekende meerdere anoniem gezamenlijk everyone unknown")
_COLLECTIVE_ALONE = _words("alle iemand all samen publiek zaal")
# A label that begins with one of these is a speaker, also in small letters and with more words behind it.
_SPEAKERS = _words(
    """respondent respondente resp deelnemer deelneemster spreker spreekster speaker participant persoon
    geïnterviewde leerkracht leraar lerares leerling student ouder moeder vader directie directeur directrice
    ondersteuner zorgcoördinator zorgcoordinator zoco zorgleerkracht leerlingenbegeleider begeleider coördinator
    coordinator medewerker juf meester kleuterjuf ict-coördinator antwoord man vrouw dame heer stem"""
)
# "Jan en Els", "R1/R2", "R3 + R4" are several at once; a question mark says that the transcriber wasn't sure.
_SEVERAL = re.compile(r"^[^(]*(?:\s(?:en|&)\s|\+|\d\s*/)|\?$")
_CODE = re.compile(r"[A-Z]{1,4}\d{0,3}|[a-z]\d{1,3}")
# A school that is told from others by a letter or number speaks through whoever came for it.
_PLACE = re.compile(r"(?:school|centrum|clb|vestiging|campus)\s?(?:[a-z]|\d{1,3})")
_NAME_LINKS = _words("van de der den ten ter het 't vande vanden vander te el al da di du la le von en")
_SAYING = _words(
    """zei zegt zeg zeggen zeiden dacht denk denkt vroeg vraagt vragen antwoordde antwoordt vind vindt vond is was waren
    zijn heb heeft had hebben wordt werd kan moet wil"""
)
# A label with one of these in it is the beginning of a sentence or the heading of a field.
_NOT_SPEAKERS = _words(
    """kortom dus let op bijvoorbeeld bv bvb namelijk nl nb ps pps nvdr want maar ook dan toen nu eerst eerste tweede
    derde vierde laatste tenslotte slot conclusie samenvatting besluit inleiding of en ik je jij u hij zij ze we wij
    jullie mijn ons onze hun men dat die dit deze wat hoe waarom wie waar wanneer welke er niet nog wel
    als om in met voor naar over bij uit door tot ja nee nou goh oké ok kijk gewoon daarom daarnaast verder
    anders andere anderen soms vaak zo een één enerzijds anderzijds gevolg reden probleem oplossing idee
    datum plaats locatie aanwezig aanwezigen afwezig verontschuldigd duur tijd tijdstip uur onderwerp thema titel
    periode vragen opmerking opmerkingen noot nota notities bron voorbeeld voorbeelden citaat context achtergrond
    doel doelen actie acties afspraak afspraken tip tips voordeel voordelen nadeel nadelen sterkte sterktes zwakte
    zwaktes sterk zwak kans kansen bedreiging bedreigingen knelpunt knelpunten drempel drempels succesfactor
    succesfactoren samenwerking welbevinden antwoorden deelnemers doelgroep functie school niveau net naam
    transcript transcriptie opname project bestand pagina figuur tabel stelling"""
)
_PHRASES = _NOT_SPEAKERS | _SAYING
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def label_key(label: str) -> str:
    """The label as its variants share it: "Resp. 1", "resp 1" and "Resp1" are one; "Vraag 3" is "vraag"."""
    key = re.sub(r"(?<=\w)\s+(?=\d)", "", tidy(label).casefold().replace(".", " ").strip())
    return QUESTION if re.fullmatch(rf"{QUESTION}\d+", key) else " ".join(key.split())


def well_formed(label: str) -> bool:
    """Whether a text could be a label at all: at most 40 characters and 5 words, no end of a sentence inside."""
    words = label.split()
    return (
        0 < len(label) <= MAX_LABEL
        and len(words) <= MAX_WORDS
        and not any(word.endswith(".") and len(word) > _ABBREVIATION for word in words[:-1])
    )


def known_role(label: str) -> SpeakerRole | None:
    """The role that the words of a label tell, PARTICIPANT for a code such as R1; None for any other label."""
    key = label_key(label)
    if _PLACE.fullmatch(key):
        return SpeakerRole.PARTICIPANT
    words = _WORDS.findall(key)
    first = words[0] if words else ""
    if _SAYING.intersection(words) or (first not in _SPEAKERS and is_phrase(label)):
        return None
    if first in _COLLECTIVE or key in _COLLECTIVE_ALONE or _SEVERAL.search(key):
        return SpeakerRole.COLLECTIVE
    if key == QUESTION or key in _MODERATORS_ALONE or _MODERATORS.intersection(words):
        return SpeakerRole.MODERATOR
    if first in _SPEAKERS or _CODE.fullmatch(label.replace(" ", "").rstrip(".")):
        return SpeakerRole.PARTICIPANT
    return None


def is_phrase(label: str) -> bool:
    """Whether the label holds a word that no speaker is called by ("Let op", "Kortom", "De juf zei", "Datum")."""
    if _PLACE.fullmatch(label_key(label)):
        return False
    words = label.split()
    rest = [word for i, word in enumerate(words) if not (i and word.casefold() in _NAME_LINKS)]
    return any(word.casefold().strip(".()") in _PHRASES for word in rest)


def is_name(label: str) -> bool:
    """Whether the label is written as a name: capitals but for links such as "van de", a function in brackets."""
    words = re.sub(r"\(.*?\)", "", label).split()
    return (
        bool(words)
        and words[0][0].isupper()
        and all(word[0].isupper() or word.casefold() in _NAME_LINKS or word.isdigit() for word in words)
    )


def single_letter_roles(keys: set[str]) -> dict[str, SpeakerRole]:
    """The roles of the letters V, Q and M, which depend on the other labels of the document.

    V(raag) and Q ask where A(ntwoord) answers; M is the moderator unless V stands beside it, as for man/vrouw.
    """
    roles: dict[str, SpeakerRole] = {}
    if "a" in keys:
        roles |= {letter: SpeakerRole.MODERATOR for letter in ("v", "q") if letter in keys}
    if "m" in keys and "v" not in keys - set(roles):
        roles["m"] = SpeakerRole.MODERATOR
    return roles
