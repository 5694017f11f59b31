"""Ratings as plain arrays, and the few sums over units and pairs of coders that the coefficients are made of.

A table of ratings is an integer array of shape (coders, units): codes numbered from 0, below 0 where a coder did not
rate the unit. Where codes are numbers on a scale, `scores` has one number per code.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from codebench.agreement.result import Basis, Reason
from codebench.domain.errors import InputError
from codebench.i18n import _

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Weight = Callable[[Ints, Ints], Floats | Bools]
"""How far the codes in two arrays agree, from 0 to 1, elementwise."""

Rating = TypeVar("Rating", bound=Hashable)

_BLOCK = 1_000_000


def encode(rows: Sequence[Sequence[Rating | None]]) -> tuple[Ints, list[Rating]]:
    """Ratings numbered by first appearance, from one row per coder; None is not rated.

    The table of shape (coders, units), and the code of each number.

    Raises:
        InputError: the rows are not equally long.
    """
    if len({len(row) for row in rows}) > 1:
        raise InputError(_("Every coder needs one rating per unit, or None: the rows are not equally long."))
    numbers: dict[Rating, int] = {}
    table = [[-1 if each is None else numbers.setdefault(each, len(numbers)) for each in row] for row in rows]
    units = len(rows[0]) if rows else 0
    return np.array(table, dtype=np.int64).reshape(len(rows), units), list(numbers)


def checked(ratings: npt.ArrayLike) -> Ints:
    """The table as an array of its shape and type.

    Raises:
        InputError: it is no table of whole numbers.
    """
    table = np.asarray(ratings)
    if table.ndim != 2 or table.dtype.kind not in "iub":
        raise InputError(_("Ratings are a table of whole numbers, coders × units; below 0 is not rated."))
    return table.astype(np.int64, copy=False)


def number_of_codes(ratings: Ints, declared: int | None) -> int:
    """q: as many codes as were declared, else as many as occur.

    Raises:
        InputError: a rating is not among the declared codes.
    """
    if declared is None:
        return len(np.unique(ratings[ratings >= 0]))
    if ratings.size and int(ratings.max()) >= declared:
        raise InputError(_("A rating is not among the {n} codes that were declared.").format(n=declared))
    return declared


def basis_of(rated: Bools) -> Basis:
    """What can be compared, from who rated what: shape (coders, units)."""
    per_unit = rated.sum(axis=0, dtype=np.int64)
    pairs = int((per_unit * (per_unit - 1) // 2).sum())
    obstacle = Reason.SINGLE_CODER if len(rated) < 2 else None if pairs else Reason.NO_PAIRS
    return Basis(int((per_unit > 1).sum()), pairs, int(rated.size - per_unit.sum()), obstacle)


def pairs_of(coders: int) -> Iterator[tuple[int, int]]:
    """Every pair of coders once."""
    return combinations(range(coders), 2)


def agreement_per_unit(ratings: Ints, weight: Weight = np.equal) -> Floats:
    """The weights of all pairs of ratings of each unit, added up: shape (units,).

    For plain equality twice this is Σ_c n_uc (n_uc - 1). It needs no table of units × codes, so that any number of
    different codes will do.
    """
    total = np.zeros(ratings.shape[1])
    rated = ratings >= 0
    for i, j in pairs_of(len(ratings)):
        total += np.where(rated[i] & rated[j], weight(ratings[i], ratings[j]), 0.0)
    return total


def paired_only(ratings: Ints) -> Ints:
    """The units that at least two coders rated."""
    return ratings[:, (ratings >= 0).sum(axis=0) > 1]


def code_counts(ratings: Ints, codes: int) -> Ints:
    """How often each code was given: shape (codes,)."""
    return np.bincount(ratings[ratings >= 0], minlength=codes).astype(np.int64)


def weighed(numbers: Ints, weights: npt.NDArray[Any], length: int) -> Floats:
    """The weights added up by number: shape (length,)."""
    return np.bincount(numbers, weights=weights, minlength=length).astype(np.float64, copy=False)


def expected_over(first: Floats, second: Floats, weight: Weight) -> float:
    """Σ_ck first_c second_k weight(c, k), in blocks, so that many different codes will do."""
    codes = np.arange(len(second))
    total = 0.0
    step = max(1, _BLOCK // max(1, len(second)))
    for start in range(0, len(first), step):
        block = np.arange(start, min(start + step, len(first)))
        total += float(first[block] @ (weight(block[:, None], codes[None, :]) @ second))
    return total
