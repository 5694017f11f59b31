"""Which tier a suggestion has. *Strong* takes more than a probability: four kinds of evidence that agree.

A suggestion is strong where it is probable; where its code was right at least three times, and more often right than
wrong, when it was proposed first before; where a text that has the code is like this one; and where the other of the
two most probable codes doesn't have the same words for a name. A code's own words promise much that this coder then
doesn't give, and of two codes with one name ("motivatie" looking back, "motivatie" as a wish) the text can't tell which
one is meant: the fit over all codes sees neither.
"""

from dataclasses import dataclass

from codebench.suggest.calibration import Record
from codebench.suggest.suggestion import Tier

STRONG, MODERATE = 0.85, 0.4
"""From these probabilities on a suggestion may be strong, and is moderate."""

LEAST_RIGHT = 3
"""So often a code has been right before a suggestion of it is strong."""

LEAST_LIKE = 0.1
"""So much like this text (0-1) a text with the code is, where a suggestion of it is strong."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for one of the most probable codes.

    `record` is how it did when it was proposed first, `nearest` the likeness (0-1) of the nearest text that has it;
    `has_namesake` says whether the other one of the two most probable codes has the same words for a name.
    """

    probability: float
    record: Record
    nearest: float
    has_namesake: bool


def tier_of(grounds: Grounds) -> Tier:
    """The tier of one of the most probable codes."""
    record = grounds.record
    has_earned = record.right >= LEAST_RIGHT and record.right > record.wrong
    if grounds.probability >= STRONG and has_earned and grounds.nearest >= LEAST_LIKE and not grounds.has_namesake:
        return Tier.STRONG
    return Tier.MODERATE if grounds.probability >= MODERATE else Tier.EXPLORATORY
