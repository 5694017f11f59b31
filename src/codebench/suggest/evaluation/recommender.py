"""What the yardstick asks of a way to suggest codes: rank them for a segment, learn what the coder decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Item:
    """A segment that a coder has judged, with the codes given to it: none where nothing applied."""

    segment: Segment
    codes: frozenset[int]


class Recommender(Protocol):
    """A way to suggest codes, that learns from one coder's decisions."""

    def learn(self, segment: Segment, codes: frozenset[int], /) -> None:
        """Take in that the coder gave exactly these codes to the segment."""

    def rank(self, segment: Segment, /) -> Sequence[tuple[int, float]]:
        """The codes with their scores, best first; the same state gives the same order."""


Maker = Callable[[Sequence[CodeText], Sequence[Segment]], Recommender]
"""Makes a recommender that has learnt nothing from the codes and all texts of the project, coded or not."""


class Suggester(Recommender, Protocol):
    """A recommender that also shows a short list with reasons: the most probable codes, then an exploratory one."""

    def suggest(self, segment: Segment, /) -> Sequence[Suggestion]:
        """What the coder would be shown."""


SuggesterMaker = Callable[[Sequence[CodeText], Sequence[Segment]], Suggester]
