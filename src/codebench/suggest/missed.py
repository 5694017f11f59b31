"""Segments that may have been missed for a code: those that don't have it though it is probable."""

from collections.abc import Iterable

from codebench.suggest.learner import Learner
from codebench.suggest.segments import Segment

LIKELY = 0.3
"""Below this probability a segment isn't worth a look."""


def missed(
    learner: Learner, code_id: int, without: Iterable[Segment], least: float = LIKELY
) -> list[tuple[int, float]]:
    """The ids of segments that don't have the code with its probability, the most probable first.

    A segment that was judged is left out of what its own probability is made from. Refused segments don't come back.
    """
    found = []
    for segment in without:
        chance = dict(learner.rank(segment)).get(code_id, 0.0)
        if chance >= least:
            found.append((segment.id, chance))
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))
