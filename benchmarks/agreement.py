"""Agreement: α per code and pooled beside the `krippendorff` package, intervals, spans."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import krippendorff
import numpy as np

from benchmarks.figures import Figure, milliseconds, show, timed
from codebench.agreement import (
    Spans,
    alpha_intervals,
    alpha_u_1995,
    basis_of_labels,
    binary_sums,
    character_sums,
    nominal_alpha,
    pooled_alpha,
    unitizing_alpha,
)

SIZES = [(2, 1_000, 5), (3, 10_000, 10), (5, 10_000, 100), (10, 100_000, 50)]
PEER_CELLS = 3_000_000
"""The peer is measured on one code after another, where it would not take a minute."""


def labels_of(coders: int, units: int, codes: int, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    truth = random.random((units, codes)) < 0.15
    flipped = random.random((coders, units, codes)) < 0.1
    return truth ^ flipped


def peer(labels: np.ndarray) -> list[float]:
    """α per code of the `krippendorff` package."""
    return [
        krippendorff.alpha(labels[:, :, code].astype(float), level_of_measurement="nominal")
        for code in range(labels.shape[2])
    ]


def main() -> None:
    """Print the figures."""
    figures = []
    for coders, units, codes in SIZES:
        labels = labels_of(coders, units, codes)

        def ours(labels: np.ndarray = labels) -> object:
            return pooled_alpha(binary_sums(labels), basis_of_labels(labels))

        measured = min(timed(ours, 5))
        beside = "too slow to wait for"
        if labels.size <= PEER_CELLS or codes == SIZES[-1][2]:
            few = min(codes, max(1, PEER_CELLS // (coders * units)))
            taken = timed(lambda labels=labels, few=few: peer(labels[:, :, :few]))[0] * codes / few
            beside = f"krippendorff {milliseconds(taken)}{' (from some codes)' if few < codes else ''}"
            beside += f", {taken / measured:.0f} ×"
        budget = "< 0.2 s" if units == 100_000 else ""
        what = f"α per code and pooled, {coders} coders × {units:,} units × {codes} codes"
        figures.append(Figure(what, milliseconds(measured), budget, beside))
    labels = labels_of(*SIZES[-1])
    taken = timed(lambda: alpha_intervals(labels))[0]
    figures.append(Figure("their intervals, B = 1,000, units resampled", milliseconds(taken), "< 5 s"))
    documents = np.arange(labels.shape[1]) // 500
    taken = timed(lambda: alpha_intervals(labels, clusters=documents))[0]
    figures.append(Figure("their intervals, B = 1,000, 200 documents resampled", milliseconds(taken), "< 5 s"))
    ratings = np.random.default_rng(2).integers(0, 50, size=(10, 100_000))
    values = ratings.astype(float)
    measured = min(timed(lambda: nominal_alpha(ratings), 3))
    small = timed(lambda: krippendorff.alpha(values[:, :10_000], level_of_measurement="nominal"))[0]
    beside = f"krippendorff {milliseconds(small)} for a tenth of the units"
    figures.append(Figure("nominal α, 10 coders × 100,000 units, 50 codes", milliseconds(measured), "", beside))
    spans = spans_of(1_000)
    for what, call in (
        ("uα family", lambda: unitizing_alpha(spans)),
        ("αU of 1995", lambda: alpha_u_1995(spans)),
        ("α and F1 over characters", lambda: character_sums(spans)),
    ):
        figures.append(Figure(f"{what}, 2 coders × 1,000 spans, 20 codes", milliseconds(min(timed(call, 5))), ""))
    show("Agreement", figures)


def spans_of(count: int) -> Spans:
    random = np.random.default_rng(3)
    rows = [
        (coder, int(start), int(start) + int(size), int(code))
        for coder in range(2)
        for start, size, code in zip(
            np.arange(count) * 100 + random.integers(0, 40, count),
            random.integers(5, 60, count),
            random.integers(0, 20, count),
            strict=True,
        )
    ]
    return Spans.of(rows, coders=2, codes=20, length=100 * count + 100)


if __name__ == "__main__":
    main()
