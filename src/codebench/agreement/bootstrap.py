"""Resampling independent clusters: sums per cluster, weighted anew a thousand times.

Every figure here is a function of sums over clusters. A resample draws as many clusters as there are, with replacement,
which is one row of multinomial weights; so all resamples together are one product of matrices, weights × sums.
What is independent is for the caller to say: answers by respondent, turns by document (Efron & Tibshirani 1993, ch. 13;
resampling clusters: Davison & Hinkley 1997, §3.8).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from codebench.agreement.binary import BinarySums, counts_of, labels_and_rated
from codebench.agreement.interval import SEED, Interval, interval_of
from codebench.agreement.per_code import FEW_CASES
from codebench.agreement.ratings import Floats
from codebench.domain.errors import InputError
from codebench.i18n import _

RESAMPLES = 1000

LEAST_DISPUTED = 5
LEAST_PREVALENCE = 0.1
"""Below either of these, or with fewer than 30 clusters, an interval is called approximate (`benchmarks/coverage.py`
measures what intervals hold)."""

Progress = Callable[[float], None]
"""Told the share that is done, now and then; may raise to stop."""

_BATCH = 2_000_000


@dataclass(frozen=True, slots=True)
class AlphaIntervals:
    """Intervals of the figures of `PooledAlpha`; None where there is nothing to resample or no value.

    None too of a code that was given fewer than `FEW_CASES` times: a handful can't tell how far its α may be off.
    """

    pooled: Interval | None
    mean: Interval | None
    per_code: tuple[Interval | None, ...]


def resampled(
    rows: Floats,
    figure: Callable[[Floats], Floats],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Floats:
    """A figure in every resample.

    `rows` has the sums of each cluster: shape (clusters, sums). `figure` makes figures of the sums of many resamples
    at once: (resamples, sums) to (resamples, figures), NaN where undefined. The result has that shape.
    """
    clusters = len(rows)
    draw = np.random.default_rng(seed)
    step = max(1, _BATCH // max(1, clusters))
    found = []
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        drawn = draw.integers(0, clusters, size=(size, clusters)) + clusters * np.arange(size)[:, None]
        weights = np.bincount(drawn.ravel(), minlength=size * clusters).reshape(size, clusters)
        found.append(figure(weights.astype(np.float64) @ rows))
        if progress is not None:
            progress((start + size) / resamples)
    return np.concatenate(found)


def accelerations(rows: Floats, figure: Callable[[Floats], Floats]) -> Floats:
    """How skew each figure is, for `interval_of`: from its values with each of the clusters left out in turn.

    `rows` and `figure` as for `resampled`; shape (figures,). Σd³ / 6(Σd²)^1.5 with d the mean of these values less each
    of them (Efron & Tibshirani 1993, eq. 14.15).
    """
    total = rows.sum(axis=0)
    # Small enough to stay in the cache.
    step = max(1, _BATCH // (10 * rows.shape[1]))
    without = np.concatenate([figure(total - rows[start : start + step]) for start in range(0, len(rows), step)])
    defined = ~np.isnan(without)
    mean = np.where(defined, without, 0.0).sum(axis=0) / np.maximum(1, defined.sum(axis=0))
    off = np.where(defined, mean - without, 0.0)
    square = off * off
    spread = square.sum(axis=0) ** 1.5
    return np.where(spread > 0, (square * off).sum(axis=0) / np.where(spread > 0, 6 * spread, 1.0), 0.0)


def alpha_intervals(
    labels: npt.ArrayLike,
    rated: npt.ArrayLike | None = None,
    clusters: npt.ArrayLike | None = None,
    *,
    resamples: int = RESAMPLES,
    level: float = 0.95,
    seed: int = SEED,
    progress: Progress | None = None,
) -> AlphaIntervals:
    """Intervals of binary α, per code and pooled.

    `labels` and `rated` as for `binary_sums`; `clusters` says of each unit what it belongs to, shape (units,): a
    respondent, a document. Without it each unit is independent of the others.
    """
    given, judged = labels_and_rated(labels, rated)
    rows = alpha_rows(given, judged, clusters)
    singles = len(rows) == int((judged.sum(axis=0) > 1).sum())
    return intervals_of_rows(rows, singles=singles, resamples=resamples, level=level, seed=seed, progress=progress)


def intervals_of_rows(
    rows: Floats,
    *,
    singles: bool = False,
    resamples: int = RESAMPLES,
    level: float = 0.95,
    seed: int = SEED,
    progress: Progress | None = None,
) -> AlphaIntervals:
    """The same from the sums of each cluster, as `alpha_rows` and `rows_of_sums` make them.

    `singles`: each cluster is one unit.
    """
    n_codes = (rows.shape[1] - 1) // 2
    if len(rows) < 2:
        return AlphaIntervals(None, None, (None,) * n_codes)
    values = resampled(rows, alphas_of_sums, resamples=resamples, seed=seed, progress=progress)
    sums = rows.sum(axis=0)
    estimates, skew = alphas_of_sums(sums[None])[0], accelerations(rows, alphas_of_sums)
    prevalence = sums[1 : n_codes + 1] / sums[0]
    rare = np.minimum(prevalence, 1 - prevalence) < LEAST_PREVALENCE
    disputed = rows[:, n_codes + 1 :] > 0
    loose = rare | (disputed.sum(axis=0) < LEAST_DISPUTED)
    few = sums[1 : n_codes + 1] < FEW_CASES
    loose_together = bool(rare.all() or disputed.any(axis=1).sum() < LEAST_DISPUTED)

    def one(place: int, approximate: bool) -> Interval | None:
        return interval_of(
            values[:, place],
            clusters=len(rows),
            estimate=float(estimates[place]),
            skewness=float(skew[place]),
            singles=singles,
            approximate=approximate,
            level=level,
            seed=seed,
        )

    return AlphaIntervals(
        pooled=one(0, loose_together),
        mean=one(1, loose_together),
        per_code=tuple(None if few[code] else one(2 + code, bool(loose[code])) for code in range(n_codes)),
    )


def rows_of_sums(clusters: Sequence[BinarySums]) -> Floats:
    """What `alpha_rows` gives for units, for clusters whose sums are known: characters of documents, say."""
    codes = len(clusters[0].given) if clusters else 0
    rows = [[each.ratings[0], *each.given, *each.disagreement] for each in clusters if each.ratings.any()]
    return np.array(rows, dtype=np.float64).reshape(-1, 1 + 2 * codes)


def alpha_rows(
    labels: npt.NDArray[np.bool_], rated: npt.NDArray[np.bool_], clusters: npt.ArrayLike | None = None
) -> Floats:
    """The sums of each cluster that binary α is made of: ratings, then n and 2n(m-n)/(m-1) of each code.

    Shape (clusters, 1 + 2 codes); clusters without a unit that two coders rated are left out.
    """
    raters = rated.sum(axis=0)
    paired = raters > 1
    m = raters[paired].astype(np.float64)
    n = counts_of(labels, rated)[paired].astype(np.float64)
    rows = np.concatenate([m[:, None], n, 2 * n * (m[:, None] - n) / (m[:, None] - 1)], axis=1)
    if clusters is None or not len(rows):
        return rows
    names = np.asarray(clusters)
    if names.shape != raters.shape:
        raise InputError(_("Every unit needs one cluster that it belongs to."))
    order = np.argsort(names[paired], kind="stable")
    _names, starts = np.unique(names[paired][order], return_index=True)
    return np.add.reduceat(rows[order], starts, axis=0)


def alphas_of_sums(sums: Floats) -> Floats:
    """α pooled, the mean over codes and α per code, from sums like those of `alpha_rows`.

    Shape (resamples, 1 + 2 codes) to (resamples, 2 + codes), NaN where undefined.
    """
    codes = (sums.shape[1] - 1) // 2
    n, given, disagreement = sums[:, :1], sums[:, 1 : codes + 1], sums[:, codes + 1 :]
    # The n of D_o = Σ.../n cancels against that of D_e.
    expected = 2 * given * (n - given) / (n - 1)
    each = _alpha(disagreement, expected)
    defined = ~np.isnan(each)
    counted = np.maximum(1, defined.sum(axis=1))
    mean = np.where(defined.any(axis=1), np.where(defined, each, 0.0).sum(axis=1) / counted, np.nan)
    pooled = _alpha(disagreement.sum(axis=1), expected.sum(axis=1))
    return np.concatenate([pooled[:, None], mean[:, None], each], axis=1)


def _alpha(observed: Floats, expected: Floats) -> Floats:
    return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1.0), np.nan)
