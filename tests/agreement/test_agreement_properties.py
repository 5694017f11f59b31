"""What has to hold for any ratings: names and order mean nothing, a lone rating is no evidence."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.agreement import (
    DISTANCES,
    Coefficient,
    Level,
    basis_of_labels,
    binary_sums,
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    holsti,
    hubert_kappa,
    light_kappa,
    nominal_alpha,
    one_hot,
    percent_all,
    percent_krippendorff,
    percent_pairwise,
    percent_pooled,
    pooled_alpha,
    scaled_alpha,
    set_alpha,
    unit_disagreement,
)
from codebench.agreement.ratings import Ints

CODES = 4
SYMMETRIC: list[Callable[[Ints], Coefficient]] = [
    brennan_prediger, conger_kappa, fleiss_kappa, gwet_ac1, holsti, hubert_kappa, light_kappa, nominal_alpha,
    percent_all, percent_krippendorff, percent_pairwise, percent_pooled,
]  # fmt: skip


@st.composite
def ratings(draw: st.DrawFn) -> Ints:
    coders, units = draw(st.integers(1, 5)), draw(st.integers(1, 12))
    cells = draw(st.lists(st.integers(-1, CODES - 1), min_size=coders * units, max_size=coders * units))
    return np.array(cells, dtype=np.int64).reshape(coders, units)


@st.composite
def label_sets(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    coders, units = draw(st.integers(1, 4)), draw(st.integers(1, 8))
    size = coders * units
    labels = draw(st.lists(st.booleans(), min_size=size * 3, max_size=size * 3))
    rated = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return np.array(labels).reshape(coders, units, 3), np.array(rated).reshape(coders, units)


def same(one: Coefficient, other: Coefficient) -> None:
    assert one.reason == other.reason
    assert one.value == pytest.approx(other.value, abs=1e-9)


@given(ratings(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_order_and_names_change_nothing(table: Ints, random) -> None:
    coders, units, names = (list(range(n)) for n in (*table.shape, CODES))
    for each in (coders, units, names):
        random.shuffle(each)
    renamed = np.where(table < 0, -1, np.array(names)[table])[coders][:, units]
    for figure in SYMMETRIC:
        same(figure(table), figure(renamed))


@given(ratings(), st.integers(0, CODES - 1))
@settings(max_examples=50)
def test_a_unit_with_one_rating_changes_no_alpha(table: Ints, code: int) -> None:
    lone = np.full((len(table), 1), -1)
    lone[0] = code
    longer = np.concatenate([table, lone], axis=1)
    for level in Level:
        same(scaled_alpha(table, np.arange(CODES), level), scaled_alpha(longer, np.arange(CODES), level))


@given(ratings())
@settings(max_examples=50)
def test_pooled_alpha_and_that_of_sets_are_nominal_alpha_with_one_code_per_unit(table: Ints) -> None:
    labels, rated = one_hot(table, CODES)
    pooled = pooled_alpha(binary_sums(labels, rated), basis_of_labels(labels, rated))
    same(pooled.pooled, nominal_alpha(table))
    for distance in DISTANCES:
        same(set_alpha(labels, rated, distance), nominal_alpha(table))


@given(label_sets())
def test_the_disagreement_is_the_sum_over_codes_and_over_units(data) -> None:
    labels, rated = data
    basis = basis_of_labels(labels, rated)
    sums = binary_sums(labels, rated)
    pooled = pooled_alpha(sums, basis)
    assert unit_disagreement(labels, rated).sum() == pytest.approx(sums.disagreement.sum())
    assert sum(pooled.share) == pytest.approx(1.0 if sums.disagreement.sum() else 0.0)
    same(pooled.pooled, set_alpha(labels, rated, "symdiff"))


@given(label_sets())
def test_sums_over_blocks_of_units_add_up(data) -> None:
    labels, rated = data
    whole = binary_sums(labels, rated)
    parts = binary_sums(labels[:, :3], rated[:, :3]) + binary_sums(labels[:, 3:], rated[:, 3:])
    for name in ("units", "ratings", "given", "share", "disagreement", "split", "both", "mixed", "pairs"):
        assert getattr(whole, name) == pytest.approx(getattr(parts, name))


@given(ratings())
def test_doubling_all_units_leaves_kappa_and_never_makes_nan(table: Ints) -> None:
    for figure in (fleiss_kappa, hubert_kappa, light_kappa, gwet_ac1, brennan_prediger, percent_pairwise):
        same(figure(table), figure(np.concatenate([table, table], axis=1)))
