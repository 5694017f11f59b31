"""From the values of a figure in resamples to an interval: corrected for bias and skewness, wider with few clusters.

Plain percentiles of resamples are too narrow where clusters are few, and too high where agreement is: the lower bound,
to which bands apply, is the one that suffers. The ends are therefore those of BCa (Efron 1987; Efron & Tibshirani 1993,
§14.3), at the level of Student's t instead of the normal distribution (Hesterberg 2015: 'expanded percentile') where
clusters hold several units: how much these differ is estimated from so few. Where each is one unit a figure is a
function of counts of a multinomial distribution, of which the spread follows from the shares themselves.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from codebench.agreement.ratings import Floats
from codebench.i18n import _

SEED = 20161
"""The seed of every interval, fixed so that the same data give the same interval; printed with it."""

LEAST_CLUSTERS = 30
LEAST_DRAWN = 5
"""With fewer clusters than the first an interval is approximate, with fewer than the second there is none."""

_NORMAL = NormalDist()
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval (BCa) at `level` from `resamples` draws of `clusters`, with its `seed`.

    `undefined` resamples had no value and are left out. `below_667` and `below_800` are shares of resamples below these
    bounds, and nothing more than that. `approximate` where coverage can't be counted on: fewer than 30 clusters,
    fewer than 5 in which anybody disagrees, or a prevalence below .1.
    """

    low: float
    high: float
    level: float
    resamples: int
    undefined: int
    clusters: int
    seed: int
    below_667: float
    below_800: float
    approximate: bool

    @property
    def band(self) -> str:
        """Krippendorff's bands, applied to the lower bound as it is printed."""
        low = round(self.low, 3)
        if low >= 0.8:
            return _("reliable (lower bound at least .800)")
        return _("tentative (lower bound .667 to .800)") if low >= 0.667 else _("low (lower bound below .667)")


def interval_of(
    values: Floats,
    *,
    clusters: int,
    estimate: float | None = None,
    skewness: float = 0.0,
    singles: bool = False,
    approximate: bool = False,
    level: float = 0.95,
    seed: int = SEED,
) -> Interval | None:
    """The interval of one figure from its values in all resamples, NaN where undefined.

    `singles`: each cluster is one unit. `estimate` is the figure of the data themselves, to correct for bias (None:
    take the resamples to have none); `skewness` is its acceleration, see `accelerations`. None where there are
    fewer than 5 clusters, where most resamples have no value, and where all have the same: then nothing in the data
    says how far it may be off.
    """
    defined = values[~np.isnan(values)]
    if clusters < LEAST_DRAWN or 2 * len(defined) <= len(values) or np.ptp(defined) < _TIE:
        return None
    wide = _NORMAL.inv_cdf((1 + level) / 2)
    if not singles:
        wide = sqrt(clusters / (clusters - 1)) * student((1 + level) / 2, clusters - 1)
    low, high = np.quantile(defined, _ends(defined, wide, estimate, skewness))
    return Interval(
        low=float(low),
        high=float(high),
        level=level,
        resamples=len(values),
        undefined=len(values) - len(defined),
        clusters=clusters,
        seed=seed,
        below_667=float((defined < 0.667).mean()),
        below_800=float((defined < 0.8).mean()),
        approximate=approximate or clusters < LEAST_CLUSTERS,
    )


def _ends(defined: Floats, wide: float, estimate: float | None, skewness: float) -> tuple[float, float]:
    """Which shares of the resamples lie below the two ends, `wide` standard deviations off (Efron 1987, eq. 3.8)."""
    bias = 0.0
    if estimate is not None:
        # Half of the resamples that give the estimate itself count as below it; all or none of them below is no share.
        below = float((defined < estimate - _TIE).mean() + (np.abs(defined - estimate) <= _TIE).mean() / 2)
        bias = _NORMAL.inv_cdf(min(max(below, 1 / len(defined)), 1 - 1 / len(defined)))

    def share(z: float) -> float:
        return _NORMAL.cdf(bias + (bias + z) / max(1e-6, 1 - skewness * (bias + z)))

    return share(-wide), share(wide)


def student(share: float, freedom: int) -> float:
    """The quantile of Student's t distribution, for 4 degrees of freedom or more right to .01.

    The expansion around that of the normal distribution (Abramowitz & Stegun 1964, 26.7.5).
    """
    z = _NORMAL.inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum((term / freedom**power for power, term in enumerate(terms, 1)), 0.0)
