"""What speaks for each code: a segment looked up among the learnt texts and the codes' own words."""

from dataclasses import dataclass

import numpy as np

from codebench.suggest.block import Looked
from codebench.suggest.memory import Memory
from codebench.suggest.names import Names
from codebench.suggest.postings import Floats, Longs
from codebench.suggest.segments import Segment
from codebench.suggest.words import grams

NEIGHBOURS = 15
REFUSED = 0.5
"""How much of a text that was refused a code is taken from that code's sum."""

FINE = 1 << 30
"""Likeness is rounded to so many steps before it is added up, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one segment; arrays have a value for each of the codes in `columns`.

    `like` is the likeness (0-1) of the segment to each slot, 0 for what is not learnt. Of `n` learnt texts, `given`
    have the code. `centroid_terms` and `centroid_grams` are cosines with the sum of a code's texts, `votes` the share
    of the nearest texts, `nearest` the likeness of the nearest one, `names` the likeness to what the code says of
    itself, which `trust` says how to take.
    """

    terms: Looked
    grams: Looked
    like: Floats
    columns: Longs
    n: int
    given: Floats
    centroid_terms: Floats
    centroid_grams: Floats
    votes: Floats
    nearest: Floats
    names: Floats
    trust: float


def gather(memory: Memory, names: Names, trust: float, segment: Segment, columns: Longs, n_codes: int) -> Evidence:
    """The evidence for the codes in these columns; `n_codes` is the number of all columns."""
    by_term, by_gram = memory.read_terms(segment), grams(segment.text)
    terms, groups = memory.look_up(by_term, by_gram)
    n = memory.n
    like = np.where(memory.learnt[:n], np.rint((terms.likeness + groups.likeness) * (FINE / 2)), 0.0)
    refused = {column: np.fromiter(sorted(slots), np.int64) for column, slots in memory.refused.items() if slots}
    centroids = []
    for block, looked in ((memory.terms, terms), (memory.grams, groups)):
        fine = np.rint(looked.likeness * FINE)
        sums = memory.by_code(fine, n_codes)
        for column, slots in refused.items():
            sums[column] -= np.rint(REFUSED * fine[slots]).sum()
        sizes = block.sizes(columns.astype(np.int32))
        centroids.append(np.maximum(sums[columns], 0.0) / FINE / np.maximum(sizes, 1.0))
    return Evidence(
        terms=terms,
        grams=groups,
        like=like / FINE,
        columns=columns,
        n=memory.n_learnt,
        given=memory.by_code(np.ones(n), n_codes)[columns],
        centroid_terms=centroids[0],
        centroid_grams=centroids[1],
        votes=_votes(memory, like, n_codes)[columns],
        nearest=memory.highest(like / FINE, n_codes)[columns],
        names=names.likeness(by_term, by_gram, n_codes)[columns],
        trust=trust,
    )


def _votes(memory: Memory, like: Floats, n_codes: int) -> Floats:
    """The share of the nearest texts' likeness that goes to each code; texts as near as the last one all count."""
    if len(like) > NEIGHBOURS:
        last = np.partition(like, -NEIGHBOURS)[-NEIGHBOURS]
        like = np.where(like >= last, like, 0.0)
    total = like.sum()
    return memory.by_code(like, n_codes) / (total if total else 1.0)
