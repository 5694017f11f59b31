"""What is proposed to a coder: a code with its probability, its tier of confidence, and the reason."""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How far a suggestion may be relied on: shown on screen as sterk, matig, verkennend."""

    STRONG = "strong"
    MODERATE = "moderate"
    EXPLORATORY = "exploratory"


@dataclass(frozen=True, slots=True)
class ReasonWord:
    """A word of the text that speaks for a code: `n_with_code` of the `n_total` texts with it have the code.

    `start` and `end` are code points into the segment's text; both counts are 0 for a word that was matched with the
    code's own name, definition or keywords.
    """

    lemma: str
    form: str
    start: int
    end: int
    n_with_code: int = 0
    n_total: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code is proposed; at least one of the four is there.

    `words` speak for it by what was coded before; `nearest` is the id of the own segment with this code that is most
    like this one, with the likeness (0-1), and `shared` the lemmas that both have; `names` are words that the code's
    own name, definition or keywords have too; `often` says how many of how many learnt texts have the code.
    """

    words: tuple[ReasonWord, ...] = ()
    nearest: tuple[int, float] | None = None
    shared: tuple[str, ...] = ()
    names: tuple[ReasonWord, ...] = ()
    often: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a segment; `clause` is the part [start, end) of a long segment that it is about."""

    code_id: int
    probability: float
    tier: Tier
    reason: Reason
    clause: tuple[int, int] | None = None
