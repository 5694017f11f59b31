"""Variables of a case: their types, values, and the kinds of absence that are never mixed."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from codebench.domain.errors import InputError
from codebench.i18n import _

_GROUPED = re.compile(
    r"(?P<whole>[+-]?[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]+))?"
)
_UNGROUPED = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")


class VariableType(StrEnum):
    """What values a variable can have."""

    CATEGORY = "category"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Absence(StrEnum):
    """Why there is no value; each kind is counted by itself."""

    NOT_ASKED = "not asked"
    BLANK = "blank"
    NOT_APPLICABLE = "n.v.t."
    DONT_KNOW = "weet niet"


class CaseKind(StrEnum):
    """What a case is; levels never mix in one N. *collective* (allen, onbekend) never counts as a person."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    COLLECTIVE = "collective"


class Role(StrEnum):
    """Moderators never count."""

    PARTICIPANT = "participant"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one variable for one case: exactly one of its fields is filled.

    `options` holds one label (category, scale) or several (multiple), `number` a number, `text` a text or an
    ISO date, `absence` the reason why there is nothing.
    """

    options: tuple[str, ...] = ()
    number: float | None = None
    text: str | None = None
    absence: Absence | None = None

    def __str__(self) -> str:
        if self.absence is not None:
            return f"({self.absence})"
        if self.number is not None:
            return repr(float(self.number)).removesuffix(".0")
        return self.text if self.text is not None else "; ".join(self.options)


@dataclass(frozen=True, slots=True)
class AbsenceWords:
    """The words that mean "no answer", by kind; editable per project, compared in lower case.

    *geen* is left out on purpose: "geen drempels" is an answer until the researcher decides otherwise.
    """

    not_applicable: Collection[str] = ("nvt", "n.v.t.", "n.v.t", "n/a", "niet van toepassing")
    blank: Collection[str] = ("-", "--", "x", ".", "/", "?")
    dont_know: Collection[str] = ("weet niet", "weet ik niet", "geen idee", "w.n.")
    _kinds: dict[str, Absence] = field(init=False, repr=False, compare=False, default_factory=dict)
    _longest: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        for words, kind in (
            (self.not_applicable, Absence.NOT_APPLICABLE),
            (self.blank, Absence.BLANK),
            (self.dont_know, Absence.DONT_KNOW),
        ):
            self._kinds.update(dict.fromkeys((word.strip().casefold() for word in words), kind))
        object.__setattr__(self, "_longest", max(map(len, self._kinds), default=0))

    def by_kind(self) -> dict[Absence, tuple[str, ...]]:
        """The words of each kind, in order."""
        return {
            Absence.BLANK: tuple(self.blank),
            Absence.NOT_APPLICABLE: tuple(self.not_applicable),
            Absence.DONT_KNOW: tuple(self.dont_know),
        }

    @classmethod
    def of_kinds(cls, words: Mapping[Absence, Collection[str]]) -> Self:
        """The words as `by_kind` gives them."""
        return cls(words[Absence.NOT_APPLICABLE], words[Absence.BLANK], words[Absence.DONT_KNOW])

    def with_words(self, more: "AbsenceWords") -> Self:
        """These words and more; a word that both have is of the kind that it has among the new ones."""
        new = more.by_kind()
        taken = {word.strip().casefold() for words in new.values() for word in words}
        kept = {
            kind: (*(word for word in words if word.strip().casefold() not in taken), *new[kind])
            for kind, words in self.by_kind().items()
        }
        return self.of_kinds(kept)

    def kind(self, text: str) -> Absence | None:
        """The kind of absence that the whole text stands for, or None when it is an answer."""
        stripped = text.strip()
        # No text becomes shorter by its case being folded, and most answers are longer than these words.
        if len(stripped) > self._longest:
            return None
        return self._kinds.get(stripped.casefold()) if stripped else Absence.BLANK


def parse_number(text: str) -> float:
    """The number that a Dutch or English spreadsheet wrote: "1.234,5", "1234,5" and "1234.5" alike.

    A single point or comma is taken for the decimal one ("1.234" is less than 2); thousands are recognised by
    spaces, by the other mark behind them, or by being several.

    Raises:
        InputError: the text is no number.
    """
    plain = " ".join(text.split())
    grouped = _GROUPED.fullmatch(plain)
    if grouped and (grouped["mark"] == " " or grouped["decimals"] or grouped["whole"].count(grouped["mark"]) > 1):
        plain = f"{grouped['whole'].replace(grouped['mark'], '')}.{grouped['decimals'] or 0}"
    number = float(plain.replace(",", ".")) if _UNGROUPED.fullmatch(plain) else math.nan
    if not math.isfinite(number):
        raise InputError(_("'{text}' is no number.").format(text=text))
    return number


def parse_value(variable_type: VariableType, text: str, separator: str = ";") -> Value:
    """The value that a text stands for in a variable of this type; a text that holds nothing is a blank.

    Raises:
        InputError: the text is no number or no ISO date where the variable asks one.
    """
    stripped = text.strip()
    if not stripped:
        return Value(absence=Absence.BLANK)
    match variable_type:
        case VariableType.CATEGORY | VariableType.SCALE:
            return Value(options=(stripped,))
        case VariableType.MULTIPLE:
            parts = dict.fromkeys(part.strip() for part in stripped.split(separator))
            options = tuple(part for part in parts if part)
            return Value(options=options) if options else Value(absence=Absence.BLANK)
        case VariableType.NUMBER:
            return Value(number=parse_number(stripped))
        case VariableType.DATE:
            try:
                return Value(text=date.fromisoformat(stripped).isoformat())
            except ValueError:
                message = _("'{text}' is no date of the form 2026-11-22.").format(text=stripped)
                raise InputError(message) from None
        case VariableType.TEXT:
            return Value(text=stripped)
