"""Agreement that is not corrected for chance: per cent in its named conventions, and Holsti.

The conventions give one figure on complete data of two coders, and different ones with missing ratings or more coders.
"""

import numpy as np
import numpy.typing as npt

from codebench.agreement.ratings import agreement_per_unit, basis_of, checked, paired_only, pairs_of
from codebench.agreement.result import Coefficient, Reason
from codebench.i18n import _


def percent_pairwise(ratings: npt.ArrayLike) -> Coefficient:
    """The share of agreeing pairs in each unit, averaged over units (Fleiss 1971, eq. 2; Gwet 2014).

    `ratings` has shape (coders, units), below 0 is not rated.
    """
    table = checked(ratings)
    basis = basis_of(table >= 0)
    table = paired_only(table)
    raters = (table >= 0).sum(axis=0)
    shares = 2 * agreement_per_unit(table) / (raters * (raters - 1))
    return basis.value(_("% agreement, mean over units (pairwise)"), _mean(shares))


def percent_pooled(ratings: npt.ArrayLike) -> Coefficient:
    """The share of agreeing pairs among all pairs of ratings: a unit weighs by its pairs (as DKPro does)."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    share = float(agreement_per_unit(table).sum()) / max(1, basis.pairs)
    return basis.value(_("% agreement, all pairs pooled"), share)


def percent_krippendorff(ratings: npt.ArrayLike) -> Coefficient:
    """1 - D_o of nominal alpha: a unit weighs by its ratings (Krippendorff 2011)."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    table = paired_only(table)
    raters = (table >= 0).sum(axis=0)
    agreed = float((2 * agreement_per_unit(table) / (raters - 1)).sum())
    return basis.value(_("% agreement, 1 − D_o of α"), agreed / max(1, int(raters.sum())))


def percent_all(ratings: npt.ArrayLike) -> Coefficient:
    """The share of units in which all who rated it gave one code, among units with two ratings or more."""
    table = checked(ratings)
    basis = basis_of(table >= 0)
    table = paired_only(table)
    highest = table.max(axis=0, initial=-1)
    lowest = np.where(table >= 0, table, highest[None, :]).min(axis=0, initial=np.iinfo(np.int64).max)
    return basis.value(_("% of units on which all coders agree"), _mean(highest == lowest))


def holsti(ratings: npt.ArrayLike) -> Coefficient:
    """2M / (N1 + N2) for each pair of coders, averaged over pairs (Holsti 1969, p. 140).

    N1 and N2 are the decisions of the two on the units that both rated: what one has not seen is no disagreement.
    A pair without such units is left out.
    """
    table = checked(ratings)
    basis = basis_of(table >= 0)
    shares = []
    for i, j in pairs_of(len(table)):
        both = (table[i] >= 0) & (table[j] >= 0)
        if both.any():
            shares.append(_mean(table[i, both] == table[j, both]))
    return basis.value(_("Holsti's CR, mean over pairs of coders"), _mean(shares))


def holsti_of_sets(labels: npt.NDArray[np.bool_], rated: npt.NDArray[np.bool_]) -> Coefficient:
    """Holsti's CR where a decision is one label: 2 Σ|A ∩ B| / Σ(|A| + |B|), averaged over pairs of coders.

    `labels` has shape (coders, units, codes), `rated` (coders, units). Undefined where a pair gave no label at all.
    """
    basis = basis_of(rated)
    variant = _("Holsti's CR over labels, mean over pairs of coders")
    shares = []
    for i, j in pairs_of(len(labels)):
        both = rated[i] & rated[j]
        if not both.any():
            continue
        given = int(labels[i, both].sum() + labels[j, both].sum())
        if not given:
            return basis.undefined(variant, Reason.CODE_UNUSED)
        shares.append(2 * int((labels[i, both] & labels[j, both]).sum()) / given)
    return basis.value(variant, _mean(shares))


def _mean(shares: npt.ArrayLike) -> float:
    values = np.asarray(shares, dtype=np.float64)
    return float(values.mean()) if values.size else 0.0
