"""αU of 1995: Krippendorff's first α for spans, code by code, where codes may overlap each other.

Krippendorff (1995), and (2004) for the corrected D_e; the figure of DKPro and INCEpTION. Units of one code and coder
don't overlap; what lies between them are gaps.

    D_o = Σ_{i≠j} Σ_gh δ²(g, h) / (m (m - 1) L²)
      δ² = (b_g - b_h)² + (e_g - e_h)²  for units that intersect, ℓ_g²  for a unit inside a gap of the other, else 0
    D_e = (2 / L) Σ_g [ (N - 1) (2ℓ³ - 3ℓ² + ℓ) / 3 + ℓ² Σ_gaps≥ℓ (ℓ_gap - ℓ + 1) ] / (mL (mL - 1) - Σ ℓ (ℓ - 1))

with N units of the code by all coders, ℓ the length of unit g, L that of the text. Pooled: 1 - Σ_c D_o / Σ_c D_e.
"""

from dataclasses import dataclass

import numpy as np

from codebench.agreement.ratings import Floats, Ints, pairs_of
from codebench.agreement.result import Coefficient, Reason
from codebench.agreement.spans import Spans, joined
from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class Alpha1995:
    """αU pooled over codes, its unweighted mean over codes, and αU of each code with its D_o and D_e."""

    pooled: Coefficient
    mean: Coefficient
    per_code: tuple[Coefficient, ...]


def alpha_u_1995(spans: Spans) -> Alpha1995:
    """αU of 1995, in O(S log S) per pair of coders. Spans of one coder and code that overlap count as one unit."""
    basis = spans.basis
    units = joined(spans)
    terms = [_terms(units.where(units.code == code)) for code in range(spans.codes)]
    variant = _("αU of 1995")
    per_code = tuple(
        basis.alpha(variant, *each) if (units.code == code).any() else basis.undefined(variant, Reason.CODE_UNUSED)
        for code, each in enumerate(terms)
    )
    defined = [each.value for each in per_code if each.value is not None]
    name = _("αU of 1995, unweighted mean over codes")
    none = Reason.NO_VARIATION if len(units.start) else Reason.CODE_UNUSED
    pooled = _("αU of 1995, D pooled over codes")
    return Alpha1995(
        basis.alpha(pooled, sum(each[0] for each in terms), sum(each[1] for each in terms))
        if defined
        else basis.undefined(pooled, none),
        basis.value(name, float(np.mean(defined))) if defined else basis.undefined(name, none),
        per_code,
    )


def _terms(units: Spans) -> tuple[float, float]:
    """D_o and D_e of one code."""
    m, length = units.coders, float(units.length)
    if m < 2 or not len(units.start):
        return 0.0, 0.0
    each = [units.where(units.coder == coder) for coder in range(m)]
    apart = sum(_distance(each[i], each[j]) for i, j in pairs_of(m))
    observed = 2 * apart / (m * (m - 1) * length**2)
    size = (units.end - units.start).astype(np.float64)
    gaps = np.sort(np.concatenate([_gaps(one) for one in each]))
    # Of the gaps at least as long as a unit: how many, and how long together.
    first = np.searchsorted(gaps, size)
    count = len(gaps) - first
    total = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])[first]
    beside_units = (len(size) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
    in_gaps = size**2 * (total - count * (size - 1))
    ways = m * length * (m * length - 1) - float((size * (size - 1)).sum())
    return observed, float(2 / length * (beside_units + in_gaps).sum() / ways) if ways > 0 else 0.0


def _gaps(units: Spans) -> Floats:
    """The lengths of what one coder left out."""
    order = np.argsort(units.start)
    starts = np.concatenate([units.start[order], [units.begin + units.length]])
    ends = np.concatenate([[units.begin], units.end[order]])
    lengths: Floats = (starts - ends).astype(np.float64)
    return lengths[lengths > 0]


def _distance(first: Spans, second: Spans) -> float:
    """Σ δ² between the units of two coders."""
    g, h = intersecting(first, second)
    apart = (first.start[g] - second.start[h]).astype(np.float64) ** 2
    apart += (first.end[g] - second.end[h]).astype(np.float64) ** 2
    return float(apart.sum()) + _alone(first, g) + _alone(second, h)


def _alone(units: Spans, met: Ints) -> float:
    """Σ ℓ² of the units that meet no unit of the other: each lies inside a gap."""
    alone = np.ones(len(units.start), dtype=np.bool_)
    alone[met] = False
    size = (units.end - units.start)[alone].astype(np.float64)
    return float((size**2).sum())


def intersecting(first: Spans, second: Spans) -> tuple[Ints, Ints]:
    """Which units of one coder intersect which of another, as rows of both; neither's own overlap each other."""
    order = np.argsort(second.start)
    starts, ends = second.start[order], second.end[order]
    low = np.searchsorted(ends, first.start, side="right")
    high = np.searchsorted(starts, first.end, side="left")
    count = np.maximum(0, high - low)
    rows = np.repeat(np.arange(len(count)), count)
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return rows, order[np.repeat(low, count) + within]
