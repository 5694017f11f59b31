"""Codings outside a project: rows of a table that say where, which code, by whom."""

from dataclasses import dataclass
from typing import Final

from codebench.domain.errors import InputError
from codebench.i18n import _

HEAVIEST: Final = 100
"""Weights are whole numbers from 0 up to this, as MAXQDA has them."""


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """One row: a document, or a respondent and a question; a place by offsets, by a quote or both; a code and coder.

    `line` is the row's line in its file. Without offsets and quote the whole document is meant.
    """

    line: int
    document: str
    respondent: str
    question: str
    start: int | None
    end: int | None
    quote: str
    code: str
    coder: str
    memo: str
    origin: str = "import"
    weight: int | None = None


def check_weight(weight: int | None) -> None:
    """Let a weight pass that a coding can have; None stands for no weight.

    Raises:
        InputError: it is below 0 or above 100.
    """
    if weight is not None and not 0 <= weight <= HEAVIEST:
        raise InputError(_("A weight lies between 0 and {most}: {n} does not.").format(most=HEAVIEST, n=weight))


def read_weight(typed: str) -> int | None:
    """The weight that somebody wrote; an empty text or - stands for none.

    Raises:
        InputError: it is no whole number from 0 to 100.
    """
    line = typed.strip()
    if line in ("", "-"):
        return None
    if not (line.isascii() and line.isdecimal() and len(line) <= 3):
        raise InputError(_("A weight is a whole number from 0 to {most}, or - for none.").format(most=HEAVIEST))
    check_weight(int(line))
    return int(line)
