"""What one cell of a spreadsheet can stand for: numbers as Dutch and English write them, dates, answers on a scale."""

import re
from collections.abc import Collection
from datetime import date
from enum import Enum

_WHOLE = re.compile(r"0|[1-9][0-9]{0,5}")
_MAX_NUMBER = 30
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9]{1,2}:[0-9]{2}.*)?")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:[ ,]+[0-9]{1,2}[:u.][0-9]{2}.*)?")
_NUMBERED = re.compile(r"([0-9]{1,2})\s*[-=:.)(–]*\s*((?:[^\W\d].*?)?)\)?")


class NumberStyle(Enum):
    """How a column writes its numbers: with decimal comma, with decimal point, or with both mixed."""

    DUTCH = re.compile(r"[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:[.\u00a0 ][0-9]{3})+)(?:,[0-9]+)?")
    ENGLISH = re.compile(r"[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:[,\u00a0 ][0-9]{3})+)(?:\.[0-9]+)?")
    MIXED = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?")

    def fits(self, text: str) -> bool:
        """Whether the whole text is a number in this style; numbers with a zero in front are codes, not numbers."""
        return len(text) <= _MAX_NUMBER and self.value.fullmatch(text) is not None

    def number(self, text: str) -> float:
        """The number that a text stands for; one that doesn't fit the style raises a ValueError."""
        plain = text.replace("\u00a0", "").replace(" ", "")
        if self is NumberStyle.DUTCH:
            plain = plain.replace(".", "")
        elif self is NumberStyle.ENGLISH:
            plain = plain.replace(",", "")
        return float(plain.replace(",", "."))


def as_whole(text: str) -> int | None:
    """The whole number, 0-999,999, that the text is, or None."""
    return int(text) if _WHOLE.fullmatch(text) else None


def as_date(text: str) -> str | None:
    """The ISO date that a text stands for (2022-02-01, 1/02/2022, 1-2-2022, with or without a time), or None."""
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    elif match := _DUTCH_DATE.fullmatch(text):
        day, month, year = match[1], match[3], match[4]
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


# Each scale from low to high; what stands on one line is the same step in other words.
_SCALES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("helemaal oneens", "helemaal mee oneens", "volledig oneens", "volledig mee oneens", "zeer oneens"),
        ("oneens", "mee oneens", "eerder oneens", "eerder mee oneens"),
        ("neutraal", "noch eens noch oneens", "noch eens, noch oneens", "niet eens, niet oneens", "geen mening"),
        ("eens", "mee eens", "eerder eens", "eerder mee eens"),
        ("helemaal eens", "helemaal mee eens", "volledig eens", "volledig mee eens", "zeer eens"),
    ),
    (
        ("helemaal niet akkoord", "volledig niet akkoord", "volstrekt niet akkoord"),
        ("niet akkoord",),
        ("eerder niet akkoord",),
        ("neutraal", "noch akkoord, noch niet akkoord", "noch akkoord noch niet akkoord", "geen mening"),
        ("eerder akkoord", "eerder wel akkoord"),
        ("akkoord",),
        ("helemaal akkoord", "volledig akkoord"),
    ),
    (
        ("nooit",),
        ("bijna nooit",),
        ("zelden",),
        ("soms", "af en toe"),
        ("regelmatig",),
        ("vaak", "dikwijls"),
        ("heel vaak", "zeer vaak", "meestal", "bijna altijd"),
        ("altijd",),
    ),
    (
        ("zeer ontevreden", "heel ontevreden", "helemaal niet tevreden"),
        ("ontevreden", "niet tevreden"),
        ("eerder ontevreden",),
        ("neutraal", "noch tevreden noch ontevreden", "noch tevreden, noch ontevreden"),
        ("eerder tevreden",),
        ("tevreden",),
        ("zeer tevreden", "heel tevreden"),
    ),
    (
        ("zeer slecht", "heel slecht"),
        ("slecht",),
        ("onvoldoende",),
        ("matig",),
        ("neutraal", "voldoende"),
        ("goed",),
        ("zeer goed", "heel goed"),
        ("uitstekend",),
    ),
    (
        ("helemaal niet",),
        ("nauwelijks", "weinig", "in beperkte mate"),
        ("een beetje", "enigszins", "matig", "in zekere mate"),
        ("veel", "sterk", "in grote mate"),
        ("heel veel", "heel sterk", "zeer veel", "zeer sterk", "in zeer grote mate"),
    ),
    (
        ("zeer onbelangrijk", "helemaal niet belangrijk"),
        ("onbelangrijk", "niet belangrijk"),
        ("neutraal",),
        ("belangrijk",),
        ("zeer belangrijk", "heel belangrijk"),
    ),
    (
        ("beneden de verwachting",),
        ("benadert de verwachting",),
        ("volgens de verwachting",),
        ("overstijgt de verwachting",),
    ),
    (
        ("strongly disagree",),
        ("disagree",),
        ("neutral", "neither agree nor disagree"),
        ("agree",),
        ("strongly agree",),
    ),
    (("never",), ("rarely",), ("sometimes",), ("often",), ("always",)),
)
_RANKS = tuple({words: rank for rank, step in enumerate(scale) for words in step} for scale in _SCALES)


def scale_order(labels: Collection[str]) -> tuple[str, ...] | None:
    """The labels from low to high where they are steps of a known scale or numbered ones, else None.

    Numbers in front ("1 = helemaal oneens") give the order; bare numbers may stand between numbered ends.
    """
    numbered = {label: match for label in labels if (match := _NUMBERED.fullmatch(label))}
    if len(numbered) == len(labels):
        words = [match[2].casefold() for match in numbered.values() if match[2]]
        steps = {label: int(match[1]) for label, match in numbered.items()}
        has_one_each = len(set(steps.values())) == len(steps) and max(steps.values(), default=99) <= 10
        return _sorted(steps) if words and has_one_each and (len(words) < len(labels) or _ranked(words)) else None
    ranks = _ranked([label.casefold() for label in labels])
    return _sorted({label: ranks[label.casefold()] for label in labels}) if ranks else None


def _ranked(words: Collection[str]) -> dict[str, int] | None:
    if len(set(words)) < 2:
        return None
    return next((ranks for ranks in _RANKS if all(word in ranks for word in words)), None)


def _sorted(steps: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(steps, key=lambda label: (steps[label], label)))


def natural_order(labels: Collection[str]) -> tuple[str, ...]:
    """The labels with numbers in them by value ("<=3", "4-10", "11-20", ">20"), all others by letter."""
    return tuple(sorted(labels, key=_natural))


def _natural(label: str) -> tuple[list[tuple[int, int, str]], str]:
    parts = re.findall(r"[0-9]{1,18}|[^\W0-9]+", label.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts], label
