"""The order in which to read on when rare codes are hunted for: first what the suggestions know least of."""

from collections.abc import Iterable

from codebench.suggest.learner import Learner
from codebench.suggest.segments import Segment


def hunt(learner: Learner, uncoded: Iterable[Segment]) -> list[tuple[int, float]]:
    """The ids of segments with the probability of their most probable code, the least probable first.

    Least-confidence sampling (Lewis & Gale 1994): rare codes turn up after fewer texts; it is no order for reading a
    material as a whole, and shares of codes mean nothing half-way through it.
    """
    found = []
    for segment in uncoded:
        ranked = learner.rank(segment)
        found.append((segment.id, ranked[0][1] if ranked else 0.0))
    return sorted(found, key=lambda entry: (entry[1], entry[0]))
