"""Variables of a case: their types, values, and the kinds of absence that are never mixed."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from codebench.domain.errors import InputError
from codebench.i18n import _


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
            return f"{self.number:g}"
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

    def __post_init__(self) -> None:
        for words, kind in (
            (self.not_applicable, Absence.NOT_APPLICABLE),
            (self.blank, Absence.BLANK),
            (self.dont_know, Absence.DONT_KNOW),
        ):
            self._kinds.update(dict.fromkeys((word.casefold() for word in words), kind))

    def kind(self, text: str) -> Absence | None:
        """The kind of absence that the whole text stands for, or None when it is an answer."""
        stripped = text.strip()
        return self._kinds.get(stripped.casefold()) if stripped else Absence.BLANK


def parse_number(text: str) -> float:
    """The number that a Dutch or English spreadsheet wrote: "1.234,5", "1234,5" and "1234.5" alike.

    Raises:
        InputError: the text is no number.
    """
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".") if plain.rfind(",") > plain.rfind(".") else plain
        plain = plain.replace(",", "")
    try:
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        raise InputError(_("'{text}' is no number.").format(text=text))
    return number


def parse_value(variable_type: VariableType, text: str, separator: str = ";") -> Value:
    """The value that a text stands for in a variable of this type; an empty text is a blank.

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
            parts = (part.strip() for part in stripped.split(separator))
            return Value(options=tuple(dict.fromkeys(part for part in parts if part)))
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
