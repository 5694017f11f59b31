"""Codings unlike their like: a list to look at again, best read from the top; no alarm."""

from collections.abc import Iterable
from dataclasses import dataclass

from codebench.suggest.learner import Learner
from codebench.suggest.segments import Segment


@dataclass(frozen=True, slots=True)
class Doubt:
    """A coding that what else was learnt doesn't expect.

    `probability` is the code's where the segment itself is left out; `rather` is the most probable code that the
    segment doesn't have, with its probability, or None where it has all codes.
    """

    segment_id: int
    code_id: int
    probability: float
    rather: tuple[int, float] | None

    @property
    def margin(self) -> float:
        """By how much the code is ahead of the one that would rather be expected; doubtful codings are far below 0."""
        return self.probability - (self.rather[1] if self.rather else 0.0)


def recheck(learner: Learner, coded: Iterable[tuple[Segment, frozenset[int]]]) -> list[Doubt]:
    """Every coding of these segments, the most doubtful first; each is judged by what was learnt from the others."""
    doubts = []
    for segment, codes in coded:
        ranked = learner.rank(segment)
        chances = dict(ranked)
        rather = next((entry for entry in ranked if entry[0] not in codes), None)
        doubts += [Doubt(segment.id, code, chances[code], rather) for code in sorted(codes) if code in chances]
    return sorted(doubts, key=lambda doubt: (doubt.margin, doubt.segment_id, doubt.code_id))
