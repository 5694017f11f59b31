"""What stands above the columns of a survey: one row of headings, two (SurveyMonkey) or three (Qualtrics).

A question with a column for each of its options is recognised by its headings; whether the cells are ticks is seen
later. The headings are those that the producers write in English and Dutch.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest.wording import listed, quoted, tidy

_IMPORT_ID = re.compile(r'\{\s*"ImportId"\s*:\s*"([^"]*)"')
_TEXT_CODE = re.compile(r"(.+?)(?:_[0-9]+)?_TEXT")
_OPTION_CODE = re.compile(r"(.+)_[0-9]+")
_CHOSEN = re.compile(r" - (?:selected choice|geselecteerde (?:optie|keuze))(?= - |$)", re.IGNORECASE)
_TEXT_END = re.compile(r" - te(?:x|ks)t$", re.IGNORECASE)

_LIME_CODED = re.compile(r"([A-Za-z]\w*)(?:\[(\w+)\])?(?:\[[^\]]*\])*\.\s+(.+)")
_LIME_OWN = (
    *("submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl", "token"),
    *("firstname", "lastname", "email"),
)
_BRACKETS = re.compile(r"(.+?)\s*\[([^\[\]]+)\]")

_ANSWER_WORDS = ("response", "antwoord", "reactie")
_OPEN_WORDS = ("open-ended response", "open antwoord", "antwoord op open vraag", "open reactie")
_OTHER = re.compile(r"(other|andere?|anders|overige?)\b.*", re.IGNORECASE)
_MONKEY_FIRST = ("respondent id", "respondentid", "respondent_id", "respondent-id", "id van respondent")
_MICROSOFT = ({"id"}, {"start time", "begintijd", "starttijd"}, {"completion time", "tijd van voltooien", "eindtijd"})
_GOOGLE = ("timestamp", "tijdstempel")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column: its unique name; where it is part of a question, that and what it is of it.

    `option` is the answer that a cell ticks, or the statement that it judges; `is_other` columns hold what was written
    beside the options. `is_about_filling_in` is what the producer itself says.
    """

    name: str
    question: str = ""
    option: str = ""
    is_other: bool = False
    is_about_filling_in: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table, in how many rows they stand, and which program wrote it (empty: unknown)."""

    headings: tuple[Heading, ...]
    n_rows: int = 1
    producer: str = ""


def recognise(name: str, rows: Sequence[Sequence[str]]) -> Header:
    """The header in the first rows of a table (up to four that aren't blank, frozen and stripped).

    Raises:
        InputError: two columns have the same heading; `name` is the file's.
    """
    if not rows:
        return Header(())
    wide = max(_width(row) for row in rows[:3])
    first, second, third = ([tidy(cell) for cell in (*row, *[""] * wide)][:wide] for row in (*rows, [], [], [])[:3])
    if third and all(_IMPORT_ID.match(cell) for cell in third):
        return Header(_unique(_qualtrics(first, second, third), first), 3, "Qualtrics")
    if len(rows) > 2 and _is_monkey(first, second):
        both = max(map(_width, rows[:2]))
        return Header(_unique(_monkey(first[:both], second[:both]), ()), 2, "SurveyMonkey")
    first = [tidy(cell) for cell in rows[0]]
    _refuse_doubles(name, first)
    coded = [_LIME_CODED.fullmatch(cell) for cell in first]
    if sum(match is not None for match in coded) >= max(2, len(first) // 2):
        texts = [cell if match is None else match[3] for cell, match in zip(first, coded, strict=True)]
        codes = ["" if match is None else match[1] for match in coded]
        headings = [
            replace(heading, is_about_filling_in=code in _LIME_OWN)
            for heading, code in zip(_bracketed(texts), codes, strict=True)
        ]
        return Header(_unique(headings, codes), 1, "LimeSurvey")
    headings = _bracketed(first)
    small = [cell.casefold() for cell in first]
    producer = ""
    if any(re.fullmatch(r"\w+\[\w+\]", cell) for cell in first) or "submitdate" in small:
        producer = "LimeSurvey"
    elif len(small) > 3 and all(cell in words for cell, words in zip(small, _MICROSOFT, strict=False)):
        producer = "Microsoft Forms"
    elif small[0] in _GOOGLE:
        producer = "Google Forms"
    return Header(_numbered(headings), 1, producer)


def _width(row: Sequence[str]) -> int:
    """How many cells there are up to the last that isn't blank."""
    return max((i for i, cell in enumerate(row, 1) if cell), default=0)


def _qualtrics(codes: Sequence[str], texts: Sequence[str], ids: Sequence[str]) -> list[Heading]:
    headings = []
    for code, text, told in zip(codes, texts, ids, strict=True):
        whole = _CHOSEN.sub("", text) or code
        is_other = _TEXT_CODE.fullmatch(code) is not None
        whole = _TEXT_END.sub("", whole) if is_other else whole
        question, dash, option = whole.rpartition(" - ")
        belongs = bool(dash) and (is_other or _OPTION_CODE.fullmatch(code) is not None)
        match = _IMPORT_ID.match(told)
        about = match is not None and not match[1].startswith(("QID", "_recordId")) and "QID" not in match[1]
        if belongs:
            headings.append(Heading(f"{question} [{option}]", question, option, is_other))
        else:
            headings.append(Heading(whole, is_about_filling_in=about))
    return headings


def _is_monkey(first: Sequence[str], second: Sequence[str]) -> bool:
    words = {cell.casefold() for cell in second if cell}
    if words & {*_ANSWER_WORDS, *_OPEN_WORDS, "other (please specify)"}:
        return not second[0] or not first[0]
    # Under the number of the respondent stands nothing, and under questions without a name of their own the options.
    begins = bool(first[0]) and first[0].casefold() in _MONKEY_FIRST and not second[0]
    return begins and any(not above and below for above, below in zip(first, second, strict=True))


def _monkey(first: Sequence[str], second: Sequence[str]) -> list[Heading]:
    headings = []
    question = ""
    for above, below in zip(first, second, strict=True):
        question = above or question
        small = below.casefold()
        if not below or small in (*_ANSWER_WORDS, *_OPEN_WORDS):
            headings.append(Heading(question))
        else:
            is_other = "specif" in small or "toelicht" in small or _OTHER.fullmatch(below) is not None
            headings.append(Heading(f"{question} [{below}]", question, below, is_other))
    return headings


def _bracketed(texts: Sequence[str]) -> list[Heading]:
    """Headings as "question [option]", as far as a question has several of them."""
    parts = [_BRACKETS.fullmatch(text) for text in texts]
    times = Counter(match[1] for match in parts if match)
    return [
        Heading(text, match[1], match[2], _OTHER.fullmatch(match[2]) is not None)
        if match and times[match[1]] > 1
        else Heading(text)
        for text, match in zip(texts, parts, strict=True)
    ]


def _unique(headings: Sequence[Heading], codes: Sequence[str]) -> tuple[Heading, ...]:
    """The headings with the producer's code, or a number, behind those that are the same."""
    times = Counter(heading.name for heading in headings)
    named = [
        replace(heading, name=f"{heading.name} ({codes[i]})") if codes and times[heading.name] > 1 else heading
        for i, heading in enumerate(headings)
    ]
    return _numbered(named)


def _numbered(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    taken: set[str] = set()
    found = []
    for number, heading in enumerate(headings, 1):
        name = base = heading.name or f"kolom {number}"
        times = 1
        while name in taken:
            times += 1
            name = f"{base} ({times})"
        taken.add(name)
        found.append(replace(heading, name=name))
    return tuple(found)


def _refuse_doubles(name: str, cells: Sequence[str]) -> None:
    for cell, times in Counter(cell for cell in cells if cell).items():
        if times > 1:
            numbers = listed([str(number) for number, other in enumerate(cells, 1) if other == cell])
            message = _(
                "'{name}' has more than one column with the heading '{heading}' (columns {numbers}). Rename one."
            )
            raise InputError(message.format(name=quoted(name), heading=quoted(cell), numbers=numbers))
