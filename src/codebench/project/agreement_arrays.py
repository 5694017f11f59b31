"""Arrays of what coders gave: coders × units × codes for units, spans for characters, and which units hang together.

Importing this imports numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from codebench.agreement import Spans, distinct_sets
from codebench.agreement.matrix import Matrix
from codebench.agreement.ratings import Bools, Ints
from codebench.i18n import _, plural
from codebench.project.agreement_data import Work
from codebench.project.round_models import RoundUnit

LEAST_DOCUMENTS = 10
LONGEST_BLOCK = 10
"""With fewer documents than the first, blocks of consecutive turns are resampled instead, none longer than this."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """The number of the cluster that each unit belongs to, shape (units,), and what a cluster is, in words."""

    of_unit: Ints
    n: int
    words: str


def clusters_of(work: Work) -> Clusters:
    """What is resampled: respondents for answers, documents for transcripts, or blocks of turns where these are few."""
    units = work.units
    if all(unit.kind == RoundUnit.ANSWER for unit in units):
        # A respondent without a name is nobody else's.
        keys: list[object] = [(unit.case_id, 0 if unit.case_id else unit.document_id) for unit in units]
        found = _numbered(keys)
        words = plural("{n} respondent", "{n} respondents", _count(found))
    elif len({unit.document_id for unit in units}) >= LEAST_DOCUMENTS:
        found = _numbered([unit.document_id for unit in units])
        words = plural("{n} document", "{n} documents", _count(found))
    else:
        # The length that grows as n^(1/3) leaves enough blocks to draw from (Hall, Horowitz & Jing 1995).
        turns = len({unit.base for unit in units})
        size = max(1, min(LONGEST_BLOCK, round(turns ** (1 / 3))))
        keys = []
        for document, group in groupby(units, key=lambda unit: unit.document_id):
            place: dict[int, int] = {}
            keys += [(document, place.setdefault(unit.base, len(place)) // size) for unit in group]
        found = _numbered(keys)
        blocks = plural("{n} block", "{n} blocks", _count(found))
        message = _("{blocks} of up to {size} consecutive turns, since there are fewer than {least} documents")
        words = message.format(blocks=blocks, size=size, least=LEAST_DOCUMENTS)
    return Clusters(np.array(found, dtype=np.int64), _count(found), words)


def labels_of(work: Work) -> Bools:
    """Who gave which unit which code: shape (coders, units, codes)."""
    labels = np.zeros((len(work.coders), len(work.units), len(work.codes)), dtype=np.bool_)
    for each in work.given:
        labels[each.coder, each.unit, each.code] = True
    return labels


def matrix_of(work: Work, labels: Bools) -> Matrix:
    """The same as a table of ratings that everybody judged, as the calculator reads it from a file."""
    ratings, _sets = distinct_sets(labels, np.ones(labels.shape[:2], dtype=np.bool_))
    paths = tuple(path for _id, path in work.codes)
    names = tuple(coder.name for coder in work.coders)
    one_each = bool((labels.sum(axis=2) == 1).all())
    if one_each:
        ratings = labels.argmax(axis=2).astype(np.int64)
    return Matrix("", names, paths, ratings, None if one_each else labels, None, None, ())


def spans_of(work: Work, clusters: Sequence[int] | Ints) -> list[Spans]:
    """The stretches that were coded, per cluster: what was said in its units, end to end; nothing else is counted."""
    length = [0] * (max(clusters, default=-1) + 1)
    offset = []
    for unit, cluster in zip(work.units, clusters, strict=True):
        offset.append(length[cluster])
        length[cluster] += unit.end - unit.start
    rows: list[list[tuple[int, int, int, int]]] = [[] for _cluster in length]
    for each in work.given:
        unit = work.units[each.unit]
        shift = offset[each.unit] - unit.start
        if unit.start <= each.start < each.end <= unit.end:
            rows[clusters[each.unit]].append((each.coder, each.start + shift, each.end + shift, each.code))
    return [
        Spans.of(found, coders=len(work.coders), codes=len(work.codes), length=size)
        for found, size in zip(rows, length, strict=True)
    ]


def boundary_counts(work: Work) -> list[int]:
    """Per code, how often two coders both gave it in a unit, but not on the same stretch of it."""
    places: dict[tuple[int, int], dict[int, set[tuple[int, int]]]] = {}
    for each in work.given:
        places.setdefault((each.unit, each.code), {}).setdefault(each.coder, set()).add((each.start, each.end))
    found = [0] * len(work.codes)
    for (_unit, code), by_coder in places.items():
        spans = list(by_coder.values())
        found[code] += sum(a != b for i, a in enumerate(spans) for b in spans[i + 1 :])
    return found


def _numbered(keys: Sequence[object]) -> list[int]:
    numbers: dict[object, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _count(numbers: Sequence[int]) -> int:
    return max(numbers, default=-1) + 1
