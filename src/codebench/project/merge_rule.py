"""The rule of every merge: whose state of one thing stands, when two files that began with the same went on."""

from enum import Enum
from typing import TypeVar

T = TypeVar("T")


class Verdict(Enum):
    """Which state stands."""

    SAME = 1
    OURS = 2
    THEIRS = 3
    CONFLICT = 4


def verdict(ours: T | None, theirs: T | None, base: T | None) -> Verdict:
    """Which of two states of one thing stands, given the last state that both knew; None: it is not there.

    Where only one side went on, that side's state stands; where both did, and not to the same, nobody's does.
    """
    if ours == theirs:
        return Verdict.SAME
    if theirs == base:
        return Verdict.OURS
    return Verdict.THEIRS if ours == base else Verdict.CONFLICT
