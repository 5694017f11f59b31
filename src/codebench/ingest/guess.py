"""What a column is, told from its heading and its cells: a guess that is shown and that the researcher may change."""

import re
from dataclasses import dataclass
from enum import StrEnum

from codebench.ingest.cells import NumberStyle, scale_order
from codebench.ingest.columns import SEPARATORS, Column


class ColumnRole(StrEnum):
    """What becomes of a column; the words are also what a researcher may say of one."""

    ID = "id"
    SKIP = "skip"
    CATEGORY = "category"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    OPEN = "open"
    OPTION = "option"


class IdHeading(StrEnum):
    """How surely a heading says that its column identifies respondents."""

    SURE = "sure"
    LIKELY = "likely"


_SURE_IDS = re.compile(
    r"(id|resp|respondent|deelnemer|participant|record|case|casus|proefpersoon)( ?(id|nr|nummer|code|no|number))?"
    r"|(response|antwoord) ?(id|nr|nummer)|respondenten(nr|nummer|code)|uniek(e)? (id|code|nummer)"
)
_LIKELY_IDS = re.compile(r"nr|nummer|volgnummer|volgnr|code|(.* )?(id|nr|nummer|code|volgnummer)")
_METADATA = re.compile(
    r"(start|begin|eind|end) ?(date|time|tijd|datum)|vastgelegde datum|completion time|voltooiingstijd"
    r"|tijdstip (van )?(voltooiing|invullen|start|einde)|(tijd)?stempel|tijdstempel|timestamp|datestamp|submit ?date"
    r"|recorded ?date|date (created|modified)|(last|laatst) (modified|gewijzigd).*|start ?language|user ?language"
    r"|last ?page|laatste pagina|refurl|seed|token|user ?agent|ip|ip ?(address|adres|addr)"
    r"|(email|e mail|mail)( ?(address|adres|addr))?|recipient ?(last|first)? ?(name|email)|external ?(data)? ?reference"
    r"|location ?(latitude|longitude)|distribution ?channel|duration( in seconds)?|duur in seconden|collector ?id"
    r"|custom data( \d+)?|(uw |jouw |je )?(naam|voornaam|achternaam|familienaam)|voor en achternaam|naam en voornaam"
    r"|date (submitted|started|last action)|datum (ingediend|gestart|laatste (actie|handeling))|starttaal|progress"
    r"|voortgang|finished|tijd van voltooien"
    r"|(first|last|full)? ?name|(uw )?(telefoon|gsm|tel)( ?(nr|nummer))?|phone( number)?"
)
# Under these headings people write, however few different things they wrote.
_OPENS = re.compile(
    r"^(andere?|anders|other|open)\b|\b(toelichting|licht toe|leg uit|opmerking(en)?|namelijk|suggesties?|omschrijf"
    r"|beschrijf|motiveer|verklaar|vertel|aanvulling(en)?|comments?|please specify|open vraag)\b"
    r"|[:(\[–-] ?(andere?|anders|overige?|other)\b"
)
_ASKS = re.compile(r"\?|\b(waarom|andere?|anders|vraag|antwoord(en)?|question|answer)\b|^(wat|hoe|welke?)\b")
_COUNTS = re.compile(
    r"\b(aantal|hoeveel|leeftijd|jaar|jaren|uren|uur|anci[eë]nniteit|ervaring|age|years|number)\b|aantal"
)
_CODES = re.compile(r"\b(postcode|postnummer|zip|nis ?code|instellingsnummer|schoolnummer)\b")

_FEW_LEVELS = 30
_FEW_BRIEF_LEVELS = 12
_LEVEL_LENGTH = 80
_BRIEF_LENGTH = 30
_BRIEF_WORDS = 3
_BRIEF_WORDS_ALL_DIFFERENT = 1.5
_SCALE_TOP = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """A column's role, with what is needed to read its cells."""

    role: ColumnRole
    separator: str = SEPARATORS[0]
    style: NumberStyle = NumberStyle.DUTCH


def heading_words(heading: str) -> str:
    """The heading in small letters, with single spaces for whatever is no letter or digit."""
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def id_heading(heading: str) -> IdHeading | None:
    """Whether a heading says that its column identifies respondents."""
    words = heading_words(heading)
    if _SURE_IDS.fullmatch(words):
        return IdHeading.SURE
    return IdHeading.LIKELY if _LIKELY_IDS.fullmatch(words) and not _CODES.search(words) else None


def is_metadata(column: Column) -> bool:
    """Whether a column is about the filling in, or tells who somebody is: left out unless it is asked for."""
    if column.is_about_filling_in:
        return True
    return _METADATA.fullmatch(heading_words(column.name)) is not None or (column.judged > 0 and column.is_mail)


def guess(column: Column) -> Guess:
    """What a column is when nobody says so; an id column is chosen elsewhere, since it has to be unique."""
    if not column.judged:
        return Guess(ColumnRole.CATEGORY if column.tick else ColumnRole.SKIP)
    if is_metadata(column):
        return Guess(ColumnRole.SKIP)
    # A number that names somebody or something is never a figure.
    names = id_heading(column.name) is not None
    for found in (_date, _scale, _multiple) if names else (_number, _date, _scale, _multiple):
        guessed = found(column)
        if guessed is not None:
            return guessed
    return Guess(_worded(column))


def separator_of(column: Column) -> str:
    """The separator that joins the answers in most cells of a column."""
    return max(SEPARATORS, key=lambda separator: column.parts[separator].joined)


def style_of(column: Column) -> NumberStyle | None:
    """How a column writes its numbers, or None where it holds something else."""
    return column.styles[0] if column.styles else None


def _number(column: Column) -> Guess | None:
    style = style_of(column)
    heading = column.name.casefold()
    if style is None or _CODES.search(heading):
        return None
    values = {int(level) for level in column.levels} if column.is_whole and not column.overflows else set()
    if values and max(values) <= _SCALE_TOP and not _COUNTS.search(heading):
        # Two values next to each other are options with a number for a name (0/1, 1/2).
        is_pair = values <= {0, 1} or values <= {1, 2}
        return Guess(ColumnRole.CATEGORY if is_pair else ColumnRole.SCALE)
    return Guess(ColumnRole.NUMBER, style=style)


def _date(column: Column) -> Guess | None:
    return Guess(ColumnRole.DATE) if column.is_dates else None


def _scale(column: Column) -> Guess | None:
    is_scale = not column.overflows and scale_order(column.levels) is not None
    return Guess(ColumnRole.SCALE) if is_scale else None


def _multiple(column: Column) -> Guess | None:
    opens = _OPENS.search(column.name.casefold()) is not None
    for separator in SEPARATORS:
        parts = column.parts[separator]
        if parts.overflows or not parts.cells:
            continue
        recurring = sum(n for n in parts.cells.values() if n > 1) / sum(parts.cells.values())
        is_joined = parts.joined > 1 and parts.joined >= 0.1 * column.judged
        if separator == ", ":
            # A comma belongs to the options themselves ("Ja, soms") as long as the wholes are not more than the parts.
            is_multiple = is_joined and recurring >= 0.9 and column.judged > len(parts.cells) and not opens
        else:
            is_multiple = (is_joined and recurring >= 0.5) or parts.closed == column.judged
        if is_multiple:
            return Guess(ColumnRole.MULTIPLE, separator=separator)
    return None


def _worded(column: Column) -> ColumnRole:
    heading = column.name.casefold()
    if _OPENS.search(heading):
        return ColumnRole.OPEN
    levels = len(column.levels)
    recurring = sum(count > 1 for count in column.levels.values())
    may_be_levels = not column.overflows and levels <= _FEW_LEVELS and column.longest <= _LEVEL_LENGTH
    if may_be_levels and 2 * levels <= column.answers and 2 * recurring >= levels:
        return ColumnRole.CATEGORY
    # Different texts of several words each are answers; names of places and functions are a word or two.
    most_words = _BRIEF_WORDS if recurring else _BRIEF_WORDS_ALL_DIFFERENT
    is_brief = column.longest <= _BRIEF_LENGTH and column.n_words <= most_words * column.judged
    if not is_brief or _ASKS.search(heading):
        return ColumnRole.OPEN
    return ColumnRole.TEXT if column.overflows or levels > _FEW_BRIEF_LEVELS else ColumnRole.CATEGORY
