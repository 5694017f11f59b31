"""The kappas: agreement beyond what chance would give, by whose idea of chance.

All take `ratings` of shape (coders, units), below 0 where a coder did not rate. `codes` is q, the number of declared
codes; without it those that occur count.
"""

import numpy as np
import numpy.typing as npt

from codebench.agreement.percent import percent_pairwise
from codebench.agreement.ratings import (
    Floats,
    Ints,
    Weight,
    agreement_per_unit,
    basis_of,
    checked,
    code_counts,
    expected_over,
    number_of_codes,
    paired_only,
    pairs_of,
)
from codebench.agreement.result import Coefficient, Reason
from codebench.domain.errors import InputError
from codebench.i18n import _

LINEAR, QUADRATIC = 1, 2
"""The powers of the distance between two scores that weights may fall with."""


def cohen_kappa(ratings: npt.ArrayLike) -> Coefficient:
    """Cohen's κ of two coders: P_e = Σ_c p_cA p_cB over the units that both rated (Cohen 1960).

    Raises:
        InputError: there are more than two coders.
    """
    table = _of_two(ratings)
    basis = basis_of(table >= 0)
    return basis.kappa(_("Cohen's κ"), *_cohen_terms(paired_only(table)))


def weighted_kappa(ratings: npt.ArrayLike, scores: npt.ArrayLike, power: int = QUADRATIC) -> Coefficient:
    """Cohen's κ with weights 1 - (|s_c - s_k| / range)^power (Cohen 1968; Fleiss & Cohen 1973 for squares).

    `scores` has the number that each code stands for; the range is that of all scores.

    Raises:
        InputError: there are more than two coders.
    """
    table = _of_two(ratings)
    basis = basis_of(table >= 0)
    names = {LINEAR: _("Cohen's κ, linear weights"), QUADRATIC: _("Cohen's κ, quadratic weights")}
    terms = _cohen_terms(paired_only(table), _closeness(scores, power), len(np.asarray(scores)))
    return basis.kappa(names[power], *terms)


def scott_pi(ratings: npt.ArrayLike) -> Coefficient:
    """Scott's π of two coders: P_e = Σ_c p̄_c² over the units that both rated (Scott 1955).

    Raises:
        InputError: there are more than two coders.
    """
    table = _of_two(ratings)
    basis = basis_of(table >= 0)
    table = paired_only(table)
    shares = code_counts(table, 0) / max(1, table.size)
    return basis.kappa(_("Scott's π"), *(_agreed(table), float(shares @ shares)))


def light_kappa(ratings: npt.ArrayLike) -> Coefficient:
    """The mean of Cohen's κ over pairs of coders (Light 1971).

    A pair without common units is left out; it is undefined where Cohen's κ is so for a pair that has some.
    """
    table = checked(ratings)
    basis = basis_of(table >= 0)
    variant = _("Light's κ (mean of Cohen's over pairs)")
    kappas = []
    for observed, expected in _pairwise_terms(table):
        kappa = basis.kappa(variant, observed, expected)
        if kappa.value is None:
            return kappa
        kappas.append(kappa.value)
    return basis.value(variant, float(np.mean(kappas)) if kappas else 0.0)


def hubert_kappa(ratings: npt.ArrayLike) -> Coefficient:
    """The mean P_o of all pairs of coders against the mean P_e of Cohen (Davies & Fleiss 1982; Hubert 1977)."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    terms = np.array(_pairwise_terms(table)).reshape(-1, 2)
    observed, expected = terms.mean(axis=0) if len(terms) else (0.0, 0.0)
    return basis.kappa(_("Hubert's κ (Davies & Fleiss)"), float(observed), float(expected))


def conger_kappa(ratings: npt.ArrayLike) -> Coefficient:
    """Conger's exact κ: P_e = Σ_c p̄_c² - Σ_c s_c² / m, from each coder's own distribution (Conger 1980).

    With missing ratings a coder's distribution is over all that this coder rated, and P_o the mean over units
    (Gwet 2014). A coder without any rating does not count.
    """
    table = checked(ratings)
    basis = basis_of(table >= 0)
    working = table[(table >= 0).any(axis=1)]
    codes = int(working.max(initial=-1)) + 1
    shares = np.array([code_counts(row, codes) / (row >= 0).sum() for row in working]).reshape(len(working), codes)
    expected = 0.0
    if len(shares) > 1:
        expected = float((shares.mean(axis=0) ** 2).sum() - (shares.var(axis=0, ddof=1) / len(shares)).sum())
    return basis.kappa(_("Conger's κ (exact)"), percent_pairwise(table).value or 0.0, expected)


def fleiss_kappa(ratings: npt.ArrayLike) -> Coefficient:
    """Fleiss' κ: P_e = Σ_c p_c² (Fleiss 1971).

    With missing ratings p_c is the mean over rated units of n_uc / m_u, and P_o that over units with two ratings or
    more (Gwet 2014); on complete data that is Fleiss' own.
    """
    table = checked(ratings)
    basis = basis_of(table >= 0)
    shares = prevalence(table)
    return basis.kappa(_("Fleiss' κ"), percent_pairwise(table).value or 0.0, float(shares @ shares))


def brennan_prediger(ratings: npt.ArrayLike, codes: int | None = None) -> Coefficient:
    """Brennan and Prediger's κ: P_e = 1 / q (Brennan & Prediger 1981, κ_n); also Bennett's S."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    q = number_of_codes(table, codes)
    variant = _("Brennan & Prediger's κ, q = {q}").format(q=q)
    if q < 2:
        return basis.undefined(variant, Reason.ONE_CODE_GROUP)
    return basis.kappa(variant, percent_pairwise(table).value or 0.0, 1 / q)


def gwet_ac1(ratings: npt.ArrayLike, codes: int | None = None) -> Coefficient:
    """Gwet's AC1: P_e = Σ_c p_c (1 - p_c) / (q - 1) (Gwet 2008, eq. 6 to 8)."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    q = number_of_codes(table, codes)
    variant = _("Gwet's AC1, q = {q}").format(q=q)
    if q < 2:
        return basis.undefined(variant, Reason.ONE_CODE_GROUP)
    shares = prevalence(table)
    return basis.kappa(variant, percent_pairwise(table).value or 0.0, float((shares * (1 - shares)).sum()) / (q - 1))


def gwet_ac2(ratings: npt.ArrayLike, scores: npt.ArrayLike, power: int = QUADRATIC) -> Coefficient:
    """Gwet's AC2: AC1 with weights (Gwet 2014, ch. 3); `scores` has the number that each declared code stands for."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    q = number_of_codes(table, len(np.asarray(scores)))
    names = {LINEAR: _("Gwet's AC2, linear weights, q = {q}"), QUADRATIC: _("Gwet's AC2, quadratic weights, q = {q}")}
    variant = names[power].format(q=q)
    if q < 2:
        return basis.undefined(variant, Reason.ONE_CODE_GROUP)
    closeness = _closeness(scores, power)
    shares = prevalence(table)
    all_weights = expected_over(np.ones(q), np.ones(q), closeness)
    expected = all_weights / (q * (q - 1)) * float((shares * (1 - shares)).sum())
    return basis.kappa(variant, _agreed(paired_only(table), closeness), expected)


def prevalence(ratings: Ints) -> Floats:
    """p_c: the mean over rated units of the share of a unit's ratings that have the code; shape (codes,)."""
    rated = ratings >= 0
    raters = rated.sum(axis=0)
    weights = np.broadcast_to(1 / np.maximum(1, raters), ratings.shape)
    return np.bincount(ratings[rated], weights=weights[rated]) / max(1, int((raters > 0).sum()))


def _of_two(ratings: npt.ArrayLike) -> Ints:
    table = checked(ratings)
    if len(table) > 2:
        raise InputError(_("This coefficient compares two coders, not {n}.").format(n=len(table)))
    return table


def _agreed(ratings: Ints, weight: Weight = np.equal) -> float:
    """P_o: the mean over units with two ratings or more."""
    raters = (ratings >= 0).sum(axis=0)
    shares = 2 * agreement_per_unit(ratings, weight) / (raters * (raters - 1))
    return float(shares.mean()) if shares.size else 0.0


def _cohen_terms(pair: Ints, weight: Weight = np.equal, codes: int = 0) -> tuple[float, float]:
    """P_o and P_e of two coders, over units that both rated."""
    units = max(1, pair.shape[1])
    codes = max(codes, int(pair.max(initial=-1)) + 1)
    shares = [code_counts(row, codes) / units for row in pair]
    if len(shares) < 2 or not pair.size:
        return 0.0, 0.0
    # Without weights the double sum is over equal codes alone.
    expected = float(shares[0] @ shares[1]) if weight is np.equal else expected_over(shares[0], shares[1], weight)
    return float(weight(pair[0], pair[1]).mean()), expected


def _pairwise_terms(table: Ints) -> list[tuple[float, float]]:
    """P_o and P_e for each pair of coders that has common units."""
    pairs = [paired_only(table[[i, j]]) for i, j in pairs_of(len(table))]
    return [_cohen_terms(pair) for pair in pairs if pair.size]


def _closeness(scores: npt.ArrayLike, power: int) -> Weight:
    """1 - (|s_c - s_k| / range)^power, elementwise for code numbers."""
    numbers = np.asarray(scores, dtype=np.float64)
    span = float(np.ptp(numbers)) if numbers.size else 0.0

    def weight(first: Ints, second: Ints) -> Floats:
        distance = np.abs(numbers[first] - numbers[second]) / (span or 1.0)
        return 1.0 - distance**power

    return weight
