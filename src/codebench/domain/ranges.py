"""Ranges of numbers as people write them: `18-30`, `< 30`, `>= 65`, `40`."""

import math
import re
from dataclasses import dataclass

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

_NUMBER = r"-?\d+(?:[.,]\d+)?"
_BETWEEN = re.compile(rf"({_NUMBER})\s*(?:-|–|\.\.)\s*({_NUMBER})")
_BEYOND = re.compile(rf"(<=|>=|<|>|≤|≥)\s*({_NUMBER})")
_ONE = re.compile(_NUMBER)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included, and how they were written."""

    low: float
    high: float
    written: str

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high


def read_range(text: str) -> Range:
    """The range that a line says.

    Raises:
        InputError: it is none, or nothing lies in it.
    """
    line = " ".join(text.split())
    if match := _BETWEEN.fullmatch(line):
        found = Range(_number(match[1]), _number(match[2]), line)
    elif match := _BEYOND.fullmatch(line):
        sign, edge = match[1], _number(match[2])
        if sign in ("<", "<=", "≤"):
            found = Range(-math.inf, math.nextafter(edge, -math.inf) if sign == "<" else edge, line)
        else:
            found = Range(math.nextafter(edge, math.inf) if sign == ">" else edge, math.inf, line)
    elif _ONE.fullmatch(line):
        found = Range(_number(line), _number(line), line)
    else:
        raise InputError(_("'{text}' is no range: write 20-50, < 20, >= 50 or 35.").format(text=shown_line(line)))
    if found.low > found.high:
        raise InputError(_("Nothing lies in '{text}': the smaller number stands first.").format(text=shown_line(line)))
    return found


def _number(text: str) -> float:
    return float(text.replace(",", "."))
