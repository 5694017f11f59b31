"""What a nominal 95 % interval of α holds: simulated samples of coded units from populations whose α is known.

`python -m benchmarks.coverage` takes a minute or two on one core and prints the table of `docs/agreement.md`; it fails
where the intervals of a design, most of which are not called approximate, hold less or more than they should.
"""

import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from itertools import product

import numpy as np

from codebench.agreement import Interval, alpha_intervals, basis_of_labels, binary_sums, pooled_alpha

RUNS = 1_000
RESAMPLES = 400
POPULATION = 20_000
"""Clusters from which the α of the population is taken."""

DESIGNS = [(30, 10), (30, 30), (100, 1), (100, 5), (300, 1), (30, 1), (10, 30)]
"""Clusters, and units in each."""

BOUNDS = 0.9, 0.97
"""What intervals that are not called approximate should hold."""

SLACK = 0.014
"""Two standard errors of a share that is seen in so many samples."""


def main() -> int:
    """Print the table; 1 where an interval that is not called approximate can't be counted on."""
    print(f"Coverage of nominal 95 % intervals of α, {RUNS} samples each, B = {RESAMPLES}")
    print("coders  clusters  units in each  prevalence     α   held  approximate  none  units resampled")
    wrong = 0
    for coders, (clusters, size) in product((2, 5), DESIGNS):
        for prevalence, error in product((0.05, 0.1, 0.3), (0.05, 0.15)):
            truth, intervals, by_unit = simulated(coders, clusters, size, prevalence, error)
            there = [each for each in intervals if each is not None]
            held = share([each.low <= truth <= each.high for each in there])
            loose = share([each.approximate for each in there])
            naive = share([each is not None and each.low <= truth <= each.high for each in by_unit])
            firm = clusters >= 30 and prevalence >= 0.1 and loose < 0.5
            bad = firm and not BOUNDS[0] - SLACK <= held <= BOUNDS[1] + SLACK
            wrong += bad
            cells = (coders, clusters, size, prevalence, truth, held, loose, 1 - len(there) / RUNS)
            row = "{:6}  {:8}  {:13}  {:10}  {:.2f}  {:>5.0%}  {:>11.0%}  {:>4.0%}".format(*cells)
            print(row + (f"  {naive:>15.0%}" if by_unit else "") + ("  <-" if bad else ""), flush=True)
    return int(wrong > 0)


def simulated(
    coders: int, clusters: int, size: int, prevalence: float, error: float
) -> tuple[float, list[Interval | None], list[Interval | None]]:
    """α of a population, the intervals of samples from it, and those with units resampled one by one."""
    random = np.random.default_rng(7)
    wrong = error * min(1.0, 2 * prevalence)
    truth = alpha(sample(random, coders, POPULATION, size, prevalence, wrong))
    names = np.repeat(np.arange(clusters), size)
    by_cluster, by_unit = [], []
    for run in range(RUNS):
        labels = sample(random, coders, clusters, size, prevalence, wrong)
        by_cluster.append(alpha_intervals(labels, clusters=names, resamples=RESAMPLES, seed=run).per_code[0])
        if size > 1:
            by_unit.append(alpha_intervals(labels, resamples=RESAMPLES, seed=run).per_code[0])
    return truth, by_cluster, by_unit


def sample(
    random: np.random.Generator, coders: int, clusters: int, size: int, prevalence: float, error: float
) -> np.ndarray:
    """One code: its prevalence, and how often coders err, differ between clusters (documents, respondents)."""
    spread = 4.0 if size > 1 else 1e6
    given = np.repeat(random.beta(spread * prevalence, spread * (1 - prevalence), clusters), size)
    wrong = np.repeat(random.beta(spread * error, spread * (1 - error), clusters), size)
    truth = random.random(clusters * size) < given
    return (truth ^ (random.random((coders, clusters * size)) < wrong))[:, :, None]


def alpha(labels: np.ndarray) -> float:
    """Binary α of the one code."""
    value = pooled_alpha(binary_sums(labels), basis_of_labels(labels)).per_code[0].value
    assert value is not None
    return value


def share(held: list[bool]) -> float:
    """How many of them are true; NaN of none."""
    return sum(held) / len(held) if held else float("nan")


if __name__ == "__main__":
    sys.exit(main())
