"""Dutch compounds: whether a word is made of another one, as "tijdsdruk" and "overlegtijd" are of "tijd".

A word is cut around the part that is looked for; what is left before and behind it must be words too. Which words
there are is known from the project's own lemmas and a short list of frequent parts, so that "tijdens", "altijd" and
"praktijk" are no compounds of "tijd". Between parts may stand -s-, -e-, -en-, -n- or (after a few words) -er-, with
the changes of spelling of a plural: "klas" in "klassenraad", "school" in "scholengroep", "brief" in "brievenbus".
How often this is right is in `docs/rules.md`.
"""

# Lists of words read better as text.
# ruff: noqa: SIM905

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

_SHORTEST = 3
_LONG_REST = 6
_VOWELS = "aeiouy"
_LONG = re.compile(r"^(.*[^aeiou])?(aa|ee|oo|uu)([bcdfghjklmnprstvwxz])$")
_SHORT = re.compile(r"^(?:.*[^aeiou])?[aeiou]([bdfgklmnprst])$")
_NOUN = re.compile(r"(?:ing|heid|teit|[st]ie|schap|ment|eur|isme|iek|ogie)(?:s|en)?$")
_VOICED = {"f": "v", "s": "z"}
# Words of their own, or diminutives of another word than their letters say: a "toetje" is no small "toets".
_NO_DIMINUTIVES = frozenset(("beetje", "etentje", "meisje", "netje", "ommetje", "ooitje", "toetje", "uitje"))

# Words with a plural, and an inner -er-, of their own: kinderopvang, eierdoos.
_ER = frozenset(
    ("been", "blad", "ei", "gelid", "gemoed", "goed", "hoen", "kalf", "kind", "lam", "lied", "rad", "rund", "volk")
)

# What begins or ends words without being one of two words, though it looks like one.
_NO_FIRST = frozenset(("aarts", "des", "her", "mid", "oer", "ont", "ver", "wan"))
_NO_LAST = frozenset(
    """
    aal aar aard achtig age air ander baar den ens ent eren erig erij haftig heid iek ier ing isch lijk ling loos
    male matig naar nis rijk schap sel ster teit ten ter vol waarts zaam zijds
    """.split()
)

# Words that hold another one by chance, or whose parts nobody hears any more. A rule can leave out more of them.
EXCEPTIONS = frozenset(
    """
    alles altijd altijddurend avontuur besturen bestuur bestuurder cultuur destijds figuur hoofdstuk huwelijk
    intijds lesbisch literatuur maatschappij mensa minderheid natuur onderwijs onderwijzen onderwijzer ontijdig
    praktijk structuur temperatuur tijdelijk tijdens tijdig tijding tijdloos tijdschrift verlies verlossen
    verschil verslag voortijdig wedstrijd wetenschap wetenschapper
    """.split()
)

# Parts that compounds of school, care and work are often made of, for projects whose own texts lack them.
COMMON = frozenset(
    """
    aanbod aandacht aankoop aanpak aanvraag achter achterstand adres afdeling afspraak afstand ambtenaar arbeid
    arm arts auto avond baan baas bad bank bed bedrijf begeleider begeleiding begin behoefte belang beleid
    beroep besluit bestand bestuur beurt bezoek bijeenkomst bijlage bijscholing binnen blad blok boek boot bord
    bouw breuk brief broek broer bureau bus buurt caseload centrum cijfer club collega commissie computer
    contact controle coordinator cultuur cursus dag dak deel deur dienst dier digitaal directie document doel
    doelgroep dossier druk duur eind eten examen familie fase feest fiche fiets film fonds functie gang gebied
    gebouw gebrek gedrag geest geld gemeente geneeskunde gesprek getal gevoel gezin gids goed graad grens groep
    grond gymnastiek haar half hand hart helft hersenen hoek hoofd hoog huis hulp huur idee indeling indicatie
    informatie inrichting instelling internet inzet jaar jas jeugd job jongeren juf kaart kamer kans kant kelder
    kern kind klant klas kleding kleur kleuter klimaat koffie kost kosten kracht krant kring kunde kunst
    kwaliteit kwartier laag lamp land lang last leefwereld leer leerkracht leerling leerstof leider leiding les
    leven lezen lichaam lijn lijst lokaal loket loon lunch maaltijd maand maat maatregel macht mail man manier
    markt materiaal medewerker meester meisje mens middag middel midden minuut moeder moment muur muziek naam
    nacht net netwerk niveau nood noot norm nota nummer observatie oma ondersteuner ondersteuning onderzoek
    ontbijt ontwikkeling oog oogst oor oorlog opa opdracht opleiding opstart opvang opvoeding opvolging
    organisatie ouder overdracht overleg pad pagina pakket papier partij patient pauze periode persoon plaats
    plan planning plein ploeg poort post praat prijs probleem proces proef profiel project psychologie punt raad
    raam rand recht reeks regel registratie reis reken relatie richting rit rol rond rooster route ruimte
    samenwerking schema scherm schoen school schrift schrijf sector sessie sfeer situatie soort speel spel sport
    staat stad stage start stelsel stem stof straat stress student studie stuk systeem taak taal tafel tas team
    technologie tekort telefoon tempo test thema thuis tijd tocht toets toezicht tool tour trap trein tuin type
    uitgave uitleg uitstap uitval uitwisseling uur vader vak vakantie veld venster verblijf verdeling
    vergadering verhaal verkeer verkoop verlies verlof vermogen verplaatsing verpleger verpleging verslag
    vervanging vervoer vlak vloer voet vol voor vorm vorming vraag vriend vrij vrije vrouw wacht wand water week
    weg welzijn wereld werk werker werking wet wezen wijk wijze winkel winst woning woord zaak zaal zee zicht
    ziek ziekte zin zomer zorg zus
    """.split()
)


class Compounds:
    """Which of a project's words are compounds; `lemmas` are its words in lower case without accents."""

    def __init__(self, lemmas: Iterable[str] = ()) -> None:
        self._lemmas = {lemma for lemma in lemmas if len(lemma) >= _SHORTEST}

    def of(self, part: str) -> frozenset[str]:
        """The project's words that are compounds with this part, which itself is not among them."""
        stems = stems_of(part)
        return frozenset(
            lemma for lemma in self._lemmas if any(stem in lemma for stem in stems) and self.holds(lemma, part)
        )

    def holds(self, word: str, part: str) -> bool:
        """Whether the word is a compound with this part: "tijdsdruk" and "overlegtijden" are with "tijd"."""
        if len(part) < _SHORTEST or word in EXCEPTIONS or word in forms_of(part):
            return False
        if "-" in word:
            pieces = [piece for piece in word.split("-") if piece]
            return len(pieces) > 1 and any(piece in forms_of(part) or self.holds(piece, part) for piece in pieces)
        return any(self._can_surround(left, right) for left, right in _cuts(word, part))

    def _can_surround(self, left: str, right: str) -> bool:
        if not left or not right:
            # A noun that no text of the project holds by itself is known by its ending, at the edge of a word only.
            rest = left or right
            if len(rest) >= _LONG_REST and _NOUN.search(rest):
                return True
        return self._can_begin(left) and self._can_end(right)

    def _is_word(self, word: str) -> bool:
        return len(word) >= _SHORTEST and (word in COMMON or word in self._lemmas)

    def _is_first(self, piece: str) -> bool:
        """Whether a piece can stand before another: a word with what joins it, a verb without its ending, or two."""
        if len(piece) < _SHORTEST or piece in _NO_FIRST:
            return False
        return any(map(self._is_word, _joined(piece))) or any(map(self._is_word, _infinitives(piece)))

    def _is_last(self, piece: str) -> bool:
        """Whether a piece can stand behind another: a word in any of its forms, or two of them."""
        if piece in _NO_LAST:
            return False
        return any(map(self._is_word, _inflected(piece)))

    def _can_begin(self, left: str) -> bool:
        return not left or self._is_first(left) or self._is_made_of_two(left, self._is_first)

    def _can_end(self, right: str) -> bool:
        return not right or self._is_last(right) or self._is_made_of_two(right, self._is_last)

    def _is_made_of_two(self, piece: str, is_second: Callable[[str], bool]) -> bool:
        cuts = range(_SHORTEST, len(piece) - _SHORTEST + 1)
        return any(is_second(piece[at:]) and self._is_first(piece[:at]) for at in cuts)


def _cuts(word: str, part: str) -> Iterator[tuple[str, str]]:
    """What is before and behind the part, for each place where the word may hold it; not both are empty."""
    for form in _inner_forms(part):
        at = word.find(form)
        while at >= 0:
            if at + len(form) < len(word):
                yield word[:at], word[at + len(form) :]
            at = word.find(form, at + 1)
    for form in forms_of(part):
        if word.endswith(form) and len(word) > len(form):
            yield word.removesuffix(form), ""


@lru_cache(maxsize=512)
def stems_of(word: str) -> frozenset[str]:
    """What the word's forms and compounds have in common: itself, and how it is spelled before -e or -en."""
    stems = {word}
    long, short = _LONG.match(word), _SHORT.match(word)
    if long:
        stems.add(f"{word[: -len(long[3]) - 2]}{long[2][0]}{long[3]}")
    elif short:
        return frozenset({word, word + word[-1]})
    stems |= {stem[:-1] + _VOICED[stem[-1]] for stem in stems if stem[-1:] in _VOICED and stem[-2:] not in ("ss", "ff")}
    return frozenset(stems)


@lru_cache(maxsize=512)
def _inner_forms(part: str) -> tuple[str, ...]:
    """The part as it may stand before another word, the longest first."""
    forms = {part, part + "s", part + "n"} | {stem + link for stem in stems_of(part) for link in ("e", "en")}
    if part in _ER:
        forms |= {part + "er", part + "eren"}
    return tuple(sorted(forms, key=len, reverse=True))


@lru_cache(maxsize=512)
def forms_of(word: str) -> frozenset[str]:
    """The word's plurals and diminutives, as far as they are made by rule; more than there are."""
    plurals = {word, word + "s", word + "'s", word + "n"} | {stem + "en" for stem in stems_of(word)}
    if word in _ER:
        plurals.add(word + "eren")
    return frozenset(plurals | diminutives(word))


def _joined(piece: str) -> Iterator[str]:
    """The words that the piece may be, less what joins it to the next."""
    yield piece
    for link in ("s", "n", "e", "en", "er", "eren"):
        if piece.endswith(link):
            base = piece.removesuffix(link)
            if link in ("e", "en"):
                yield from _singulars(base)
            elif link in ("s", "n") or base in _ER:
                yield base


def _inflected(piece: str) -> Iterator[str]:
    """The words of which the piece may be a form."""
    yield from _joined(piece)
    yield piece.removesuffix("'s")
    for ending in ("je", "jes"):
        if piece.endswith(ending):
            base = piece.removesuffix(ending)
            yield from (base, base[:-1], base[:-1] + "g", base[:-3])


def _singulars(stem: str) -> Iterator[str]:
    """The words that have this spelling before -e or -en."""
    yield stem
    if len(stem) < _SHORTEST - 1:
        return
    devoiced = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    yield devoiced
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    elif stem[-2] in "aeou" and stem[-1] not in _VOWELS:
        yield f"{devoiced[:-1]}{stem[-2]}{devoiced[-1]}"


def _infinitives(stem: str) -> Iterator[str]:
    """The verbs that have this stem: "speel" is of "spelen", "wacht" of "wachten"."""
    return (each + "en" for each in stems_of(stem))


@lru_cache(maxsize=512)
def diminutives(word: str) -> frozenset[str]:
    """The word's diminutives, singular and plural; more than there are, but none of another word."""
    ones = {word + ending for ending in ("je", "tje", "pje")} | {word + word[-1:] + "etje", word + "etje"}
    if word.endswith("ing"):
        ones.add(word[:-1] + "kje")
    ones -= _NO_DIMINUTIVES
    return frozenset(ones | {one + "s" for one in ones})
