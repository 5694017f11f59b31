"""Has the code or has not: the sums from which every figure per code and pooled over codes follows.

A unit may carry any number of codes, so each code is a decision of its own. Whatever the unit is (an answer, a turn, a
character of a text), a unit that m coders judged and n gave the code adds to a few sums; α, F1, AC1... are functions of
these sums alone, and sums can be added over documents and resampled.
"""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from codebench.agreement.ratings import Bools, Floats, Ints, basis_of
from codebench.agreement.result import Basis
from codebench.domain.errors import InputError
from codebench.i18n import _

_BLOCK = 200_000


@dataclass(frozen=True, slots=True)
class BinarySums:
    """Sums over the units that at least two coders judged; each an array of shape (codes,).

    `units` are these units and `ratings` their Σm, `given` Σn; `share` Σ n/m. `disagreement` is
    Σ 2n(m-n)/(m-1), the numerator of Krippendorff's D_o; `split` is Σ 2n(m-n)/(m(m-1)), the share of disagreeing pairs
    added over units (Fleiss, Gwet). Of the pairs of coders, `both` gave the code in Σ n(n-1)/2, one of the two
    in `mixed` = Σ n(m-n), out of `pairs` = Σ m(m-1)/2.
    """

    units: Floats
    ratings: Floats
    given: Floats
    share: Floats
    disagreement: Floats
    split: Floats
    both: Floats
    mixed: Floats
    pairs: Floats

    def __add__(self, other: Self) -> Self:
        """The sums over both sets of units."""
        return type(self)(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @classmethod
    def of_moments(cls, m: Floats, units: Floats, first: Floats, second: Floats) -> Self:
        """The sums from those of units with the same m: how many there are, Σn and Σn².

        All sums are polynomials in n of degree 2 for one m, so that these are enough. `m` and `units` have shape
        (levels,), `first` and `second` (levels, codes); a level is one m, above 1.
        """
        mixed = m[:, None] * first - second

        def everywhere(per_level: Floats) -> Floats:
            return np.full(first.shape[1], float(units @ per_level))

        return cls(
            units=everywhere(np.ones(len(m))),
            ratings=everywhere(m),
            given=first.sum(axis=0),
            share=(1 / m) @ first,
            disagreement=(2 / (m - 1)) @ mixed,
            split=(2 / (m * (m - 1))) @ mixed,
            both=(second - first).sum(axis=0) / 2,
            mixed=mixed.sum(axis=0),
            pairs=everywhere(m * (m - 1) / 2),
        )

    @classmethod
    def of_counts(cls, judged: Ints, given: npt.NDArray[np.integer]) -> Self:
        """The sums from m, shape (units,), and n, shape (units, codes)."""
        levels = np.unique(judged[judged > 1])
        # Whole numbers below 2^24 are exact in 32 bits, which take half the time.
        exact = len(given) * int(levels.max(initial=0)) ** 2 < 1 << 24
        kind = np.float32 if exact else np.float64
        n: npt.NDArray[Any] = given.astype(kind)
        of_level = (judged[None, :] == levels[:, None]).astype(kind)
        sums = (of_level.sum(axis=1), of_level @ n, of_level @ (n * n))
        return cls.of_moments(levels.astype(np.float64), *(each.astype(np.float64) for each in sums))


def binary_sums(labels: npt.ArrayLike, rated: npt.ArrayLike | None = None) -> BinarySums:
    """The sums of coded units.

    `labels` is true where a coder gave a unit the code: shape (coders, units, codes). `rated` says who judged what:
    shape (coders, units); without it everybody judged everything. Memory beside the labels is flat.
    """
    given, judged = labels_and_rated(labels, rated)
    raters = judged.sum(axis=0, dtype=np.int64)
    total = BinarySums.of_counts(raters[:0], np.zeros((0, given.shape[2]), dtype=np.int64))
    step = max(1, _BLOCK // max(1, given.shape[2]))
    for start in range(0, given.shape[1], step):
        block = slice(start, start + step)
        total += BinarySums.of_counts(raters[block], counts_of(given[:, block], judged[:, block]))
    return total


def counts_of(labels: Bools, rated: Bools) -> npt.NDArray[np.integer]:
    """How many coders gave each unit each code: shape (units, codes); who did not judge the unit does not count."""
    shown = labels if rated.all() else labels & rated[:, :, None]
    # Eight bits hold the count of up to 255 coders, and an eighth of the memory is an eighth of the time.
    kind = np.uint8 if len(labels) < 256 else np.int64
    counts: npt.NDArray[np.integer] = np.add.reduce(shown.view(np.uint8), axis=0, dtype=kind)
    return counts


def labels_and_rated(labels: npt.ArrayLike, rated: npt.ArrayLike | None) -> tuple[Bools, Bools]:
    """Both arrays, checked.

    Raises:
        InputError: the shapes don't fit each other.
    """
    given = np.asarray(labels, dtype=np.bool_)
    if given.ndim != 3:
        raise InputError(_("Labels are a table of coders × units × codes, true where a coder gave the code."))
    judged = np.ones(given.shape[:2], dtype=np.bool_) if rated is None else np.asarray(rated, dtype=np.bool_)
    if judged.shape != given.shape[:2]:
        raise InputError(_("Who rated what is a table of coders × units, as large as that of the labels."))
    return given, judged


def basis_of_labels(labels: npt.ArrayLike, rated: npt.ArrayLike | None = None) -> Basis:
    """What can be compared in coded units."""
    return basis_of(labels_and_rated(labels, rated)[1])


def one_hot(ratings: Ints, codes: int) -> tuple[Bools, Bools]:
    """Ratings of one code per unit, shape (coders, units), as labels and who rated what."""
    rated = ratings >= 0
    return (ratings[:, :, None] == np.arange(codes)) & rated[:, :, None], rated
