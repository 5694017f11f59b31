"""Intervals: the resamples are those of clusters, the same every time, and they say what they rest on."""

import numpy as np
import pytest
from scipy import stats

from codebench.agreement import (
    Interval,
    Spans,
    accelerations,
    alpha_intervals,
    basis_of_labels,
    binary_sums,
    character_sums,
    interval_of,
    pooled_alpha,
    resampled,
)
from codebench.agreement.bootstrap import alpha_rows, alphas_of_sums
from codebench.agreement.interval import student


def labels_of(seed: int, units: int = 200, prevalence: float = 0.4) -> np.ndarray:
    random = np.random.RandomState(seed)
    truth = random.rand(units, 3) < prevalence
    return np.where(random.rand(4, units, 3) < 0.8, truth, random.rand(4, units, 3) < prevalence)


def test_the_sums_give_the_figures_themselves() -> None:
    labels = labels_of(1)
    rated = np.random.RandomState(2).rand(*labels.shape[:2]) < 0.8
    figures = alphas_of_sums(alpha_rows(labels, rated).sum(axis=0, keepdims=True))[0]
    found = pooled_alpha(binary_sums(labels, rated), basis_of_labels(labels, rated))
    assert figures == pytest.approx([found.pooled.value, found.mean.value, *(each.value for each in found.per_code)])


def test_a_resample_is_the_figure_of_drawn_clusters() -> None:
    labels = labels_of(3, units=40)
    clusters = np.repeat(np.arange(8), 5)
    rows = alpha_rows(labels, np.ones((4, 40), dtype=bool), clusters)
    values = resampled(rows, alphas_of_sums, resamples=3, seed=5)
    drawn = np.random.default_rng(5).integers(0, 8, size=(3, 8))
    for value, clusters_drawn in zip(values, drawn, strict=True):
        units = np.concatenate([np.flatnonzero(clusters == each) for each in clusters_drawn])
        found = pooled_alpha(binary_sums(labels[:, units]), basis_of_labels(labels[:, units]))
        assert value[0] == pytest.approx(found.pooled.value)


def test_the_same_every_time_in_batches_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = labels_of(4)
    found = alpha_intervals(labels)
    assert found == alpha_intervals(labels)
    monkeypatch.setattr("codebench.agreement.bootstrap._BATCH", 1000)
    again = alpha_intervals(labels).pooled
    assert found.pooled is not None
    assert again is not None
    assert again.low == pytest.approx(found.pooled.low)


def test_what_an_interval_says() -> None:
    found = alpha_intervals(labels_of(6))
    interval = found.pooled
    assert interval is not None
    assert interval.low < interval.high
    assert (interval.resamples, interval.clusters, interval.undefined) == (1000, 200, 0)
    assert 0 <= interval.below_667 <= interval.below_800 <= 1
    assert not interval.approximate
    # Documents that hang together leave less to draw from, and say so.
    by_document = alpha_intervals(labels_of(6), clusters=np.repeat(np.arange(20), 10)).pooled
    assert by_document is not None
    assert (by_document.clusters, by_document.approximate) == (20, True)


def test_rare_codes_are_approximate() -> None:
    found = alpha_intervals(labels_of(7, prevalence=0.04)).per_code[0]
    assert found is not None
    assert found.approximate


def test_where_there_is_nothing_to_draw_from() -> None:
    labels = labels_of(8, units=1)
    assert alpha_intervals(labels).pooled is None
    assert alpha_intervals(np.ones((2, 50, 1), dtype=bool)).pooled is None
    assert alpha_intervals(labels_of(8), np.zeros((4, 200), dtype=bool)).pooled is None


def test_undefined_resamples_are_left_out_and_counted() -> None:
    values = np.array([0.5, np.nan, 0.7, 0.9, 0.7])
    interval = interval_of(values, clusters=40)
    assert interval is not None
    assert (interval.undefined, interval.below_667, interval.below_800) == (1, 0.25, 0.75)
    assert interval_of(np.array([0.5, np.nan, np.nan]), clusters=40) is None


def test_nothing_is_said_where_nothing_can_be_known() -> None:
    assert interval_of(np.full(1000, 1.0), clusters=40) is None, "nobody disagrees anywhere"
    values = np.linspace(0.4, 0.9, 1000)
    assert interval_of(values, clusters=4) is None
    assert interval_of(values, clusters=5) is not None


def test_few_clusters_widen_an_interval_and_bias_and_skewness_move_it() -> None:
    values = np.linspace(0, 1, 10_001)
    many, few = (interval_of(values, clusters=clusters) for clusters in (100_000, 10))
    assert many is not None and few is not None
    assert (many.low, many.high) == pytest.approx((0.025, 0.975), abs=1e-4)
    # Student's t for 9 degrees of freedom, times √(10/9), in place of 1.96: Hesterberg's table has .0086 for n = 10.
    assert (few.low, few.high) == pytest.approx((0.0086, 0.9914), abs=1e-4)
    # As many clusters of one unit each: the spread of a proportion, 1.96.
    alone = interval_of(values, clusters=10, singles=True)
    assert alone is not None and (alone.low, alone.high) == pytest.approx((0.025, 0.975), abs=1e-4)
    # z0 = Φ⁻¹(.6) and a = .05 in Efron's formula, by hand with scipy: .0657 and .9961 at 1.96.
    z0, a = stats.norm.ppf(0.6), 0.05
    ends = [stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in stats.norm.ppf([0.025, 0.975])]
    moved = interval_of(values, clusters=10**9, estimate=0.6, skewness=a)
    assert moved is not None
    assert (moved.low, moved.high) == pytest.approx(ends, abs=2e-4)


def test_student() -> None:
    for freedom in (4, 9, 29, 1000):
        assert student(0.975, freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-3)


def test_skewness_is_that_of_leaving_out_each_cluster() -> None:
    rows = alpha_rows(labels_of(11, units=60), np.ones((4, 60), dtype=bool))
    left = np.array([alphas_of_sums(np.delete(rows, i, axis=0).sum(axis=0)[None])[0] for i in range(60)])
    assert accelerations(rows, alphas_of_sums) == pytest.approx(stats.skew(left) * -1 / (6 * np.sqrt(60)))


def test_bands_apply_to_the_lower_bound() -> None:
    def band(low: float) -> str:
        return Interval(low, 0.99, 0.95, 1000, 0, 50, 1, 0.0, 0.0, False).band

    assert [band(low).split()[0] for low in (0.5, 0.6664, 0.6666, 0.799, 0.7996)] == [
        *("low", "low", "tentative", "tentative", "reliable")
    ]


def test_documents_of_spans_are_resampled_by_their_sums() -> None:
    random = np.random.RandomState(9)
    rows = []
    for _document in range(40):
        start = random.randint(0, 50)
        spans = [(0, start, start + 20, 0), (1, start + random.randint(0, 8), start + 25, 0)]
        sums = character_sums(Spans.of(spans, coders=2, codes=1, length=100))
        rows.append([sums.ratings[0], sums.given[0], sums.disagreement[0]])
    values = resampled(np.array(rows), alphas_of_sums)
    interval = interval_of(values[:, 0], clusters=40)
    assert interval is not None
    assert 0.5 < interval.low < interval.high < 1


def test_progress_is_told_and_may_stop() -> None:
    told: list[float] = []
    alpha_intervals(labels_of(1), progress=told.append)
    assert told[-1] == 1.0

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        alpha_intervals(labels_of(1), progress=stop)
