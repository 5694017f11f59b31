"""All figures about what is compared: pooled and per code, their intervals, between whom, and what stands behind.

Importing this imports numpy.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from codebench.agreement import (
    FEW_CASES,
    AlphaIntervals,
    Basis,
    BinarySums,
    Coefficient,
    Confusion,
    PooledAlpha,
    Reason,
    Spans,
    alpha_intervals,
    basis_of_labels,
    binary_sums,
    character_sums,
    code_ac1,
    code_f1,
    code_percents,
    coder_matrix,
    confusion,
    intervals_of_rows,
    leave_one_out,
    pooled_alpha,
    rows_of_sums,
)
from codebench.agreement.bootstrap import Progress
from codebench.agreement.figures import Figures
from codebench.agreement.of_matrix import matrix_figures
from codebench.agreement.of_spans import span_figures
from codebench.agreement.ratings import Bools
from codebench.agreement.span_rows import SpanTable
from codebench.project.agreement_arrays import Clusters, boundary_counts, clusters_of, labels_of, matrix_of, spans_of
from codebench.project.agreement_data import Work
from codebench.project.round_models import RoundUnit


@dataclass(frozen=True, slots=True)
class Measures:
    """What was found. `of_units` are the figures of whole units, `of_spans` those of stretches of their text.

    `few` marks codes that were given fewer than `FEW_CASES` times. `boundary` counts per code where coders agree but
    for where it begins or ends. `pairs` has α of each pair of coders, `without` α without each of them; both are of
    the same kind as `pooled`.
    """

    work: Work
    labels: Bools
    basis: Basis
    sums: BinarySums
    pooled: PooledAlpha
    few: tuple[bool, ...]
    percents: tuple[Coefficient, ...]
    ac1: tuple[Coefficient, ...]
    f1: tuple[Coefficient, ...]
    clusters: Clusters
    intervals: AlphaIntervals
    confusion: Confusion
    boundary: list[int]
    pairs: Mapping[tuple[int, int], Coefficient]
    without: tuple[Coefficient, ...]
    of_units: Figures
    of_spans: Figures


def measure(work: Work, progress: Progress | None = None) -> Measures:
    """All figures; `progress` hears how far the intervals are."""
    labels = labels_of(work)
    clusters = clusters_of(work)
    everyone = tuple(range(len(work.coders)))
    if work.unit is RoundUnit.CHARACTER:
        spans = spans_of(work, clusters.of_unit)
        per_cluster = [character_sums(each) for each in spans]
        sums, basis = _total(per_cluster), _characters(spans, len(everyone))
        intervals = intervals_of_rows(rows_of_sums(per_cluster), progress=progress)
        alpha = partial(_alpha_of_spans, spans)
    else:
        sums, basis = binary_sums(labels), basis_of_labels(labels)
        intervals = alpha_intervals(labels, clusters=clusters.of_unit, progress=progress)
        alpha = partial(_alpha_of_units, labels)
    times = Counter(each.code for each in work.given)
    together = spans_of(work, [0] * len(work.units))[0]
    paths = tuple(path for _id, path in work.codes)
    names = tuple(coder.name for coder in work.coders)
    return Measures(
        work=work,
        labels=labels,
        basis=basis,
        sums=sums,
        pooled=pooled_alpha(sums, basis),
        few=tuple(times[code] < FEW_CASES for code in range(len(work.codes))),
        percents=code_percents(sums, basis),
        ac1=code_ac1(sums, basis),
        f1=code_f1(sums, basis),
        clusters=clusters,
        intervals=intervals,
        confusion=confusion(labels),
        boundary=boundary_counts(work),
        pairs=coder_matrix(len(everyone), alpha),
        without=leave_one_out(len(everyone), alpha),
        of_units=matrix_figures(matrix_of(work, labels), intervals=False),
        of_spans=span_figures(SpanTable("", names, paths, together, ())),
    )


def alpha_of_units(measures: Measures, units: list[int]) -> Coefficient:
    """α pooled over codes of some of the units, by their places."""
    return _alpha_of_units(measures.labels[:, units], tuple(range(len(measures.work.coders))))


def _alpha_of_units(labels: Bools, coders: tuple[int, ...]) -> Coefficient:
    chosen = labels[list(coders)]
    return pooled_alpha(binary_sums(chosen), basis_of_labels(chosen)).pooled


def _alpha_of_spans(spans: list[Spans], coders: tuple[int, ...]) -> Coefficient:
    chosen = [each.of_coders(coders) for each in spans]
    return pooled_alpha(_total([character_sums(each) for each in chosen]), _characters(chosen, len(coders))).pooled


def _total(parts: list[BinarySums]) -> BinarySums:
    total = parts[0]
    for each in parts[1:]:
        total += each
    return total


def _characters(spans: list[Spans], coders: int) -> Basis:
    """What can be compared where characters are the units."""
    length = sum(each.length for each in spans)
    pairs = length * coders * (coders - 1) // 2
    obstacle = Reason.SINGLE_CODER if coders < 2 else None if pairs else Reason.NO_PAIRS
    return Basis(0 if coders < 2 else length, pairs, 0, obstacle)


def misleads(percent: Coefficient, alpha: Coefficient) -> bool:
    """Whether agreement is high and α low, because nearly no or nearly all units have the code."""
    return percent.value is not None and alpha.value is not None and percent.value >= 0.9 and alpha.value < 0.4


def shares(measures: Measures) -> list[int]:
    """The places of the codes, those with the largest share of the disagreement first."""
    order = np.argsort([-share for share in measures.pooled.share], kind="stable")
    return [int(each) for each in order]
