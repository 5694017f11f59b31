"""Krippendorff's α for one value per unit and coder: nominal, ordinal, interval and ratio, with missing ratings.

α = 1 - D_o / D_e (Krippendorff 2004, §11.3; 2011), for any number of coders. Only units with two ratings or more count:
D_o = (1/n) Σ_u [Σ over ordered pairs of δ²] / (m_u - 1), D_e = Σ_ck n_c n_k δ²_ck / (n (n - 1)).
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from codebench.agreement.ratings import (
    Floats,
    Ints,
    agreement_per_unit,
    basis_of,
    checked,
    code_counts,
    expected_over,
    paired_only,
)
from codebench.agreement.result import Coefficient
from codebench.domain.errors import InputError
from codebench.i18n import _


class Level(StrEnum):
    """What the ratings measure: which differences between them mean anything."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


_VARIANTS = {
    Level.ORDINAL: _("Krippendorff's α, ordinal"),
    Level.INTERVAL: _("Krippendorff's α, interval"),
    Level.RATIO: _("Krippendorff's α, ratio"),
}


def nominal_alpha(ratings: npt.ArrayLike) -> Coefficient:
    """α with δ² = 0 for the same code and 1 for another.

    `ratings` has shape (coders, units), below 0 is not rated. With one code per unit this is also the binary α pooled
    over codes (`pooled_alpha`).
    """
    table = checked(ratings)
    basis = basis_of(table >= 0)
    table = paired_only(table)
    raters = (table >= 0).sum(axis=0)
    n = int(raters.sum())
    disagreeing = raters * (raters - 1) - 2 * agreement_per_unit(table)
    observed = float((disagreeing / (raters - 1)).sum()) / max(1, n)
    counts = code_counts(table, 0)
    expected = float((counts * (n - counts)).sum()) / max(1, n * (n - 1))
    return basis.alpha(_("Krippendorff's α, nominal"), observed, expected)


def scaled_alpha(ratings: npt.ArrayLike, scores: npt.ArrayLike, level: Level) -> Coefficient:
    """α of ratings on a scale: `scores` has the number that each code of `ratings` stands for.

    δ² is (s_c - s_k)² for interval, ((s_c - s_k) / (s_c + s_k))² for ratio, and for ordinal
    (Σ_{g=c..k} n_g - (n_c + n_k) / 2)², which is the squared difference of the mid-ranks of c and k.

    Raises:
        InputError: a ratio scale with a number below 0.
    """
    table = checked(ratings)
    numbers = np.asarray(scores, dtype=np.float64)
    if level is Level.NOMINAL:
        return nominal_alpha(table)
    basis = basis_of(table >= 0)
    table = paired_only(table)
    if level is Level.RATIO:
        return basis.alpha(_VARIANTS[level], *_ratio_terms(table, numbers))
    if level is Level.ORDINAL:
        numbers = _mid_ranks(code_counts(table, len(numbers)), numbers)
    return basis.alpha(_VARIANTS[level], *_squared_terms(table, numbers))


def _mid_ranks(counts: Ints, numbers: Floats) -> Floats:
    """The mean rank of each code among all ratings, as a share of them; codes with one number share one rank."""
    values, place = np.unique(numbers, return_inverse=True)
    given = np.bincount(place, weights=counts, minlength=len(values))
    ranks = (np.cumsum(given) - given / 2) / max(1.0, float(given.sum()))
    found: Floats = ranks[place]
    return found


def _squared_terms(table: Ints, numbers: Floats) -> tuple[float, float]:
    """D_o and D_e with squared differences: Σ over ordered pairs of (x - y)² is 2 (m Σx² - (Σx)²)."""
    rated = table >= 0
    values = np.where(rated, numbers[table] if len(numbers) else 0.0, 0.0)
    n = int(rated.sum())
    if not n:
        return 0.0, 0.0
    # Measured from one of them, equal values give exactly nothing, and large ones lose no digits.
    values = np.where(rated, values - values[rated][0], 0.0)
    raters = rated.sum(axis=0)
    total, squares = values.sum(axis=0), (values**2).sum(axis=0)
    observed = float((2 * (raters * squares - total**2) / (raters - 1)).sum()) / n
    expected = 2 * (n * float(squares.sum()) - float(total.sum()) ** 2) / (n * (n - 1))
    return observed, expected


def _ratio_terms(table: Ints, numbers: Floats) -> tuple[float, float]:
    if numbers.size and float(numbers.min()) < 0:
        raise InputError(_("A ratio scale has no numbers below 0; take another level."))

    def distance(first: Ints, second: Ints) -> Floats:
        a, b = numbers[first], numbers[second]
        together = a + b
        return np.where(together > 0, (a - b) / np.where(together > 0, together, 1.0), 0.0) ** 2

    raters = (table >= 0).sum(axis=0)
    n = int(raters.sum())
    observed = float((2 * agreement_per_unit(table, distance) / (raters - 1)).sum()) / max(1, n)
    counts = code_counts(table, len(numbers)).astype(np.float64)
    return observed, expected_over(counts, counts, distance) / max(1, n * (n - 1))
