"""Where there is no figure there is a reason, and never a number that looks like one."""

import numpy as np
import pytest

from codebench.agreement import (
    Coefficient,
    Level,
    Reason,
    Spans,
    alpha_u_1995,
    basis_of_labels,
    binary_sums,
    brennan_prediger,
    character_cohen,
    cohen_kappa,
    conger_kappa,
    encode,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    holsti,
    hubert_kappa,
    light_kappa,
    nominal_alpha,
    percent_all,
    percent_pairwise,
    pooled_alpha,
    scaled_alpha,
    scott_pi,
    set_alpha,
    unitizing_alpha,
    weighted_kappa,
)
from codebench.domain.errors import InputError

ALL = [
    percent_pairwise, percent_all, holsti, nominal_alpha, cohen_kappa, scott_pi, fleiss_kappa, light_kappa,
    hubert_kappa, conger_kappa, brennan_prediger, gwet_ac1,
    lambda table: gwet_ac2(table, [1, 2, 3]),
    lambda table: weighted_kappa(table, [1, 2, 3]),
    *(lambda table, level=level: scaled_alpha(table, [1, 2, 3], level) for level in Level),
]  # fmt: skip


@pytest.mark.parametrize("figure", ALL)
@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[0, 1, 2]], Reason.SINGLE_CODER),
        (np.zeros((1, 0), dtype=int), Reason.SINGLE_CODER),
        (np.zeros((2, 0), dtype=int), Reason.NO_PAIRS),
        ([[0, 1, -1], [-1, -1, 2]], Reason.NO_PAIRS),
        ([[0, 1, 2], [-1, -1, -1]], Reason.NO_PAIRS),
    ],
)
def test_nothing_to_compare(figure, table, reason: Reason) -> None:
    found: Coefficient = figure(np.asarray(table))
    assert (found.value, found.reason) == (None, reason)


def test_what_varies_not() -> None:
    same = np.array([[1, 1, 1, -1], [1, 1, 1, 2]])
    for figure in (nominal_alpha, cohen_kappa, scott_pi, light_kappa, hubert_kappa):
        assert figure(same).reason is Reason.NO_VARIATION
    assert scaled_alpha(same, [5, 1e9, 7], Level.INTERVAL).reason is Reason.NO_VARIATION
    assert (percent_pairwise(same).value, holsti(same).value) == (1.0, 1.0)


def test_one_code_to_choose_from() -> None:
    same = np.zeros((2, 3), dtype=int)
    assert brennan_prediger(same).reason is Reason.ONE_CODE_GROUP
    assert gwet_ac1(same, 1).reason is Reason.ONE_CODE_GROUP
    # Where two were declared the coders could have disagreed, and chance would have let them.
    assert (brennan_prediger(same, 2).value, gwet_ac1(same, 2).value) == (1.0, 1.0)


def test_a_code_that_nobody_used() -> None:
    labels = np.zeros((2, 4, 3), dtype=bool)
    labels[:, :, 0] = True
    labels[0, 0, 1] = True
    found = pooled_alpha(binary_sums(labels), basis_of_labels(labels))
    assert [each.reason for each in found.per_code] == [Reason.NO_VARIATION, None, Reason.CODE_UNUSED]
    assert (found.defined, found.few, found.positives) == (1, (False, True, True), (8, 1, 0))


def test_light_needs_a_figure_for_each_pair_that_met() -> None:
    table = np.array([[0, 0, 1, -1], [0, 0, -1, 1], [-1, -1, 1, 1]])
    assert light_kappa(table).reason is Reason.NO_VARIATION


def test_sets_that_are_all_empty() -> None:
    labels = np.zeros((3, 5, 2), dtype=bool)
    assert set_alpha(labels).reason is Reason.NO_VARIATION
    assert set_alpha(np.zeros((3, 5, 0), dtype=bool)).reason is Reason.NO_VARIATION


def spans(rows: list[tuple[int, int, int, int]], coders: int = 2, codes: int = 2) -> Spans:
    return Spans.of(rows, coders=coders, codes=codes, length=100)


def test_spans() -> None:
    nothing = spans([])
    assert unitizing_alpha(nothing).u_alpha.reason is Reason.NO_VARIATION
    assert alpha_u_1995(nothing).pooled.reason is Reason.CODE_UNUSED
    alone = unitizing_alpha(spans([(0, 1, 5, 0)], coders=1))
    assert {alone.u_alpha.reason, alone.cu_alpha.reason, alone.k_u_alpha[0].reason} == {Reason.SINGLE_CODER}
    apart = unitizing_alpha(spans([(0, 1, 5, 0), (1, 7, 9, 1)]))
    assert (apart.cu_alpha.reason, apart.u_alpha.value is not None) == (Reason.NO_PAIRS, True)
    whole = spans([(0, 0, 100, 0), (1, 0, 100, 0)])
    assert unitizing_alpha(whole).u_alpha_binary.reason is Reason.NO_VARIATION
    assert [each.reason for each in character_cohen(whole)] == [Reason.NO_VARIATION, Reason.CODE_UNUSED]


def test_one_code_where_several_coded_is_marked() -> None:
    """Krippendorff's cuα of one code is 0/0; the published cases take it for 1, so it says that it says nothing."""
    found = unitizing_alpha(spans([(0, 1, 50, 0), (1, 40, 90, 0)]))
    assert (found.cu_alpha.value, found.cu_alpha.remark) == (1.0, Reason.ONE_CODE_GROUP)


@pytest.mark.parametrize(
    "rows", [[(0, 5, 5, 0)], [(0, 9, 5, 0)], [(0, -1, 5, 0)], [(0, 90, 101, 0)], [(2, 1, 5, 0)], [(0, 1, 5, 2)]]
)
def test_spans_that_are_none(rows: list[tuple[int, int, int, int]]) -> None:
    with pytest.raises(InputError):
        spans(rows)


def test_codes_that_overlap_have_no_u_alpha() -> None:
    with pytest.raises(InputError, match=r"1-5 and 4-9 of one coder overlap"):
        unitizing_alpha(spans([(0, 1, 5, 0), (0, 4, 9, 1)]))


def test_arrays_that_are_none() -> None:
    with pytest.raises(InputError, match="not equally long"):
        encode([[1, 2], [1]])
    with pytest.raises(InputError, match="whole numbers"):
        nominal_alpha([[0.5, 1.0]])
    with pytest.raises(InputError, match="declared"):
        gwet_ac1([[0, 3], [0, 1]], 2)
    with pytest.raises(InputError, match="two coders, not 3"):
        cohen_kappa(np.zeros((3, 2), dtype=int))
    with pytest.raises(InputError, match="below 0"):
        scaled_alpha([[0, 1], [1, 1]], [-1, 2], Level.RATIO)
    with pytest.raises(InputError, match="coders × units"):
        binary_sums(np.zeros((2, 3, 1)), np.zeros((2, 4)))


def test_no_value_without_reason() -> None:
    with pytest.raises(ValueError, match="finite value or a reason"):
        Coefficient("α", float("nan"), None, 1, 1, 0)
    with pytest.raises(ValueError, match="finite value or a reason"):
        Coefficient("α", None, None, 1, 1, 0)
