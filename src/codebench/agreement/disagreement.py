"""Where coders disagree: between whom, on which units, and whether a code was left out or another one taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from codebench.agreement.binary import counts_of, labels_and_rated
from codebench.agreement.ratings import Floats, pairs_of, weighed
from codebench.agreement.result import Coefficient
from codebench.agreement.spans import Spans, joined
from codebench.agreement.unitizing_1995 import intersecting

OfCoders = Callable[[tuple[int, ...]], Coefficient]
"""Computes one coefficient of some of the coders, by their numbers."""


def coder_matrix(coders: int, figure: OfCoders) -> Mapping[tuple[int, int], Coefficient]:
    """The figure of each pair of coders, under both orders."""
    found = {pair: figure(pair) for pair in pairs_of(coders)}
    return found | {(j, i): each for (i, j), each in found.items()}


def leave_one_out(coders: int, figure: OfCoders) -> tuple[Coefficient, ...]:
    """The figure without each coder in turn: who rises above the whole pulls it down."""
    return tuple(figure(tuple(other for other in range(coders) if other != coder)) for coder in range(coders))


def unit_disagreement(labels: npt.ArrayLike, rated: npt.ArrayLike | None = None) -> Floats:
    """What each unit adds to the numerator of pooled binary α: Σ_c 2n(m-n)/(m-1), shape (units,).

    `labels` and `rated` as for `binary_sums`; 0 where fewer than two coders judged. The shares of the units in the
    disagreement are these numbers over their sum.
    """
    given, judged = labels_and_rated(labels, rated)
    m = judged.sum(axis=0).astype(np.float64)
    n = counts_of(given, judged).astype(np.float64)
    mixed = (n * (m[:, None] - n)).sum(axis=1)
    return np.where(m > 1, 2 * mixed / np.maximum(m - 1, 1), 0.0)


@dataclass(frozen=True, slots=True)
class Confusion:
    """What stands behind the disagreements of all pairs of coders on common units.

    `substitution[c, k]` counts where one gave c and not k, the other k and not c (symmetric); `omission[c]` where one
    gave c and the other nothing instead. Where a pair differs by several codes on both sides, each is spread over its
    possible partners, so that the upper triangle and the omissions add up to max(|A - B|, |B - A|) of each unit.
    """

    substitution: Floats
    omission: Floats


def confusion(labels: npt.ArrayLike, rated: npt.ArrayLike | None = None) -> Confusion:
    """Substitutions and omissions over all pairs of coders; `labels` and `rated` as for `binary_sums`."""
    given, judged = labels_and_rated(labels, rated)
    codes = given.shape[2]
    substitution, omission = np.zeros((codes, codes)), np.zeros(codes)
    for i, j in pairs_of(len(given)):
        common = judged[i] & judged[j]
        a, b = given[i, common], given[j, common]
        only_a, only_b = (a & ~b).astype(np.float64), (b & ~a).astype(np.float64)
        x, y = only_a.sum(axis=1), only_b.sum(axis=1)
        swapped = np.minimum(x, y) / np.maximum(x * y, 1)
        table = (only_a * swapped[:, None]).T @ only_b
        substitution += table + table.T
        omission += only_a.T @ (np.maximum(x - y, 0) / np.maximum(x, 1))
        omission += only_b.T @ (np.maximum(y - x, 0) / np.maximum(y, 1))
    return Confusion(substitution, omission)


@dataclass(frozen=True, slots=True)
class SpanDisagreement:
    """Characters that one coder of a pair gave a code and the other not, over all pairs, per code: shape (codes,).

    `boundary` in spans that meet a span of the other with this code: where it begins and ends is what differs.
    Else `substitution` where the other gave another code there, and `omission` where the other gave none.
    """

    boundary: Floats
    substitution: Floats
    omission: Floats


def span_disagreement(spans: Spans) -> SpanDisagreement:
    """What the disagreement over characters consists of, in O(S log S) per pair of coders."""
    units = joined(spans)
    parts = np.zeros((3, spans.codes))
    for i, j in pairs_of(spans.coders):
        for one, other in ((i, j), (j, i)):
            parts += _parts(units.where(units.coder == one), units.where(units.coder == other))
    return SpanDisagreement(*parts)


def _parts(own: Spans, others: Spans) -> Floats:
    """Boundary, substitution and omission of one coder's characters, per code."""
    coded = _merged(others)
    parts = np.zeros((3, own.codes))
    for code in np.unique(own.code):
        mine, same = own.where(own.code == code), others.where(others.code == code)
        size = (mine.end - mine.start).astype(np.float64)
        shared, by_any = _covered(mine, same), _covered(mine, coded)
        meets = shared > 0
        parts[:, code] = (
            (size - shared)[meets].sum(),
            by_any[~meets].sum(),
            (size - by_any)[~meets].sum(),
        )
    return parts


def _merged(spans: Spans) -> Spans:
    """What was coded with anything, as spans of one code."""
    return joined(replace(spans, code=np.zeros_like(spans.code), codes=1))


def _covered(spans: Spans, others: Spans) -> Floats:
    """How many characters of each span the others cover; others don't overlap each other."""
    g, h = intersecting(spans, others)
    shared = np.minimum(spans.end[g], others.end[h]) - np.maximum(spans.start[g], others.start[h])
    return weighed(g, shared, len(spans.start))
