"""A learner as it is in a replayed session: each decision is taken as the coder took it, one after the other."""

from collections.abc import Iterable, Mapping, Sequence

from codebench.suggest.fusion import PRIOR, WEIGHTS, Fit
from codebench.suggest.learner import Learner
from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.suggestion import Suggestion


class Rehearsal:
    """Learns by `Learner.take`, so that probabilities are fitted to the decisions so far as they are in a project."""

    def __init__(
        self,
        codes: Sequence[CodeText],
        texts: Iterable[Segment],
        weights: Mapping[str, float] = WEIGHTS,
        prior: Fit = PRIOR,
    ) -> None:
        self._learner = Learner(codes, texts, weights, prior)

    def learn(self, segment: Segment, codes: frozenset[int]) -> None:
        """Take in that the coder gave exactly these codes to the segment."""
        self._learner.take(segment, codes)

    def rank(self, segment: Segment) -> list[tuple[int, float]]:
        """All codes with their probabilities, the most probable first."""
        return self._learner.rank(segment)

    def suggest(self, segment: Segment) -> tuple[Suggestion, ...]:
        """What the coder would be shown."""
        return self._learner.suggest(segment)
