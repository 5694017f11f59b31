"""Held against other people's implementations on 200 random data sets each, where they are defined.

Where a peer returns something else, it is pinned here with the reason.
"""

import warnings
from itertools import pairwise

import krippendorff
import numpy as np
import pytest
from agreement_material import random_ratings
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score, f1_score

from codebench.agreement import (
    LINEAR,
    QUADRATIC,
    Coefficient,
    Level,
    Reason,
    basis_of_labels,
    binary_sums,
    code_f1,
    cohen_kappa,
    fleiss_kappa,
    hubert_kappa,
    light_kappa,
    nominal_alpha,
    percent_pairwise,
    scaled_alpha,
    scott_pi,
    set_alpha,
    weighted_kappa,
)
from codebench.agreement.ratings import Ints

SEEDS = range(200)


def agree(ours: Coefficient, theirs: float) -> None:
    assert ours.value == pytest.approx(theirs, abs=1e-9)


def as_floats(table: Ints) -> np.ndarray:
    return np.where(table < 0, np.nan, table.astype(float))


@pytest.mark.parametrize("level", Level)
def test_krippendorff(level: Level) -> None:
    compared = 0
    for seed in SEEDS:
        table = random_ratings(seed)
        ours = scaled_alpha(table, np.arange(6), level)
        try:
            theirs = krippendorff.alpha(as_floats(table), level_of_measurement=str(level))
        except ValueError:
            # It refuses data in which only one value occurs.
            assert ours.reason is not None
            continue
        agree(ours, theirs)
        compared += 1
    assert compared > 190


def test_scikit_learn() -> None:
    for seed in SEEDS:
        a, b = table = random_ratings(seed, complete=True, coders=2)
        agree(cohen_kappa(table), cohen_kappa_score(a, b))
        # It takes the rank of a code among those that occur for its score; so do we if told so.
        ranks, scores = np.unique(table, return_inverse=True)
        table = scores.reshape(table.shape)
        agree(weighted_kappa(table, np.arange(len(ranks)), LINEAR), cohen_kappa_score(a, b, weights="linear"))
        agree(weighted_kappa(table, np.arange(len(ranks)), QUADRATIC), cohen_kappa_score(a, b, weights="quadratic"))


def test_scikit_learn_f1() -> None:
    for seed in SEEDS:
        labels = np.random.RandomState(seed).rand(2, 30, 4) < 0.4
        theirs = f1_score(labels[0], labels[1], average=None)
        for ours, each in zip(code_f1(binary_sums(labels), basis_of_labels(labels)), theirs, strict=True):
            agree(ours, each)


def test_fleiss_by_krippendorff() -> None:
    """All disagree as much; alpha expects it of pairs of different ratings, kappa also of a rating and itself."""
    for seed in SEEDS:
        table = random_ratings(seed, complete=True)
        alpha = krippendorff.alpha(as_floats(table), level_of_measurement="nominal")
        agree(fleiss_kappa(table), 1 - (1 - alpha) * table.size / (table.size - 1))


def task_of(table: Ints) -> AnnotationTask:
    rows = [
        (f"c{coder}", f"u{unit}", int(table[coder, unit])) for coder, unit in zip(*np.nonzero(table >= 0), strict=True)
    ]
    return AnnotationTask(data=rows)


def test_nltk() -> None:
    for seed in SEEDS:
        table = random_ratings(seed, complete=True)
        task = task_of(table)
        agree(percent_pairwise(table), task.avg_Ao())
        agree(nominal_alpha(table), task.alpha())
        light = light_kappa(table)
        if light.value is None:
            # Two coders gave one code and nothing else; nltk counts that pair as κ = 1.
            assert (seed, light.reason) == (153, Reason.NO_VARIATION)
        else:
            agree(light, task.kappa())
        agree(hubert_kappa(table), task.multi_kappa())
        two = random_ratings(seed, complete=True, coders=2)
        agree(scott_pi(two), task_of(two).pi())


@pytest.mark.filterwarnings("ignore")
def test_nltk_on_sets() -> None:
    for seed in SEEDS:
        labels = np.random.RandomState(seed).rand(3, 12, 4) < 0.4
        # nltk divides by zero for two empty sets, whose distance is 0.
        labels[:, :, 0] |= ~labels.any(axis=2)
        rows = [
            (f"c{coder}", f"u{unit}", frozenset(np.flatnonzero(labels[coder, unit]).tolist()))
            for coder in range(3)
            for unit in range(12)
        ]
        agree(set_alpha(labels, distance="jaccard"), AnnotationTask(data=rows, distance=jaccard_distance).alpha())
        agree(set_alpha(labels, distance="masi"), AnnotationTask(data=rows, distance=masi_distance).alpha())


# Where peers are wrong, or say nothing.


def test_scores_are_numbers_and_not_ranks() -> None:
    """With codes 1, 2 and 9, scikit-learn takes 9 to be as near to 2 as 1 is; ours takes the numbers."""
    table = np.array([[0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 2]])
    a, b = np.array([1, 2, 9])[table]
    assert cohen_kappa_score(a, b, weights="linear") == pytest.approx(0.625)
    assert weighted_kappa(table, [1, 2, 3], LINEAR).value == pytest.approx(0.625)
    assert weighted_kappa(table, [1, 2, 9], LINEAR).value == pytest.approx(0.6571428571)


def test_no_variation_is_no_number() -> None:
    """All ratings the same: nan from scikit-learn, 1 from nltk, an error from krippendorff."""
    same = np.zeros((2, 5), dtype=np.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert np.isnan(cohen_kappa_score(*same))
    assert task_of(same).alpha() == 1
    with pytest.raises(ValueError, match="more than one value"):
        krippendorff.alpha(same.astype(float), level_of_measurement="nominal")
    for ours in (cohen_kappa(same), fleiss_kappa(same), nominal_alpha(same), scott_pi(same), light_kappa(same)):
        assert (ours.value, ours.reason) == (None, Reason.NO_VARIATION)
    assert percent_pairwise(same).value == 1.0


def test_units_with_one_rating_do_not_count() -> None:
    """Two coders who have no unit in common: nltk and krippendorff raise or divide by zero, ours says so."""
    apart = np.array([[0, 1, -1, -1], [-1, -1, 0, 1]])
    with pytest.raises((ValueError, ZeroDivisionError)):
        krippendorff.alpha(as_floats(apart), level_of_measurement="nominal")
    for ours in (nominal_alpha(apart), cohen_kappa(apart), percent_pairwise(apart), fleiss_kappa(apart)):
        assert (ours.value, ours.reason) == (None, Reason.NO_PAIRS)
    assert all(left <= right for left, right in pairwise([0, ours.units, ours.pairs]))
