"""The uα family for spans of exclusive codes: α, where how the text was cut into units is part of what is compared.

Krippendorff, Mathet, Bouvry & Widlöcher (2016); Krippendorff (2019), §12.6. Each coder's text is a row of units, coded
or gaps (φ). ℓ_ck is the length over which one coder has code c where another has k, over all pairs; ε_ck what is
expected of it if the same units stood anywhere:

    ℓ_ck = Σ_{i≠j} Σ_gh |P_ig^c ∩ P_jh^k| / (m - 1)                       (eq. 32)
    ε_ck = ℓ.. (ℓ_c. ℓ_.k - [c = k] S_c) / (ℓ..² - Σ S)                     (eq. 33)

S_c keeps a unit from being paired with itself: Σ length² over the units of code c, and the plain length of gaps, since
a gap is no unit but so many characters that were left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from codebench.agreement.ratings import Floats, weighed
from codebench.agreement.result import Basis, Coefficient, Reason
from codebench.agreement.spans import Spans, joined, overlapping
from codebench.domain.errors import InputError
from codebench.i18n import _

GAP = 0
"""Where φ stands in the tables; code c stands at c + 1."""


@dataclass(frozen=True, slots=True)
class Coincidences:
    """The lengths that the uα family is made of, to be added over documents.

    `lengths` is ℓ, shape (codes + 1, codes + 1), φ first. `squares` is S, shape (codes + 1,). `paired_squares` is S of
    the parts of units that another coder coded too, shape (codes,).
    """

    lengths: Floats
    squares: Floats
    paired_squares: Floats

    def __add__(self, other: Self) -> Self:
        """The lengths of both texts."""
        return type(self)(
            self.lengths + other.lengths,
            self.squares + other.squares,
            self.paired_squares + other.paired_squares,
        )


@dataclass(frozen=True, slots=True)
class UnitizingAlpha:
    """uα, |uα and cuα, and (k)uα of each code."""

    u_alpha: Coefficient
    u_alpha_binary: Coefficient
    cu_alpha: Coefficient
    k_u_alpha: tuple[Coefficient, ...]


def coincidences(spans: Spans) -> Coincidences:
    """ℓ and S, by a sweep over the ends of spans: O(S log S) for the sweep, S × codes² for the table.

    Spans of one coder and code that overlap count as one unit; those that only touch are two.

    Raises:
        InputError: different codes of one coder overlap, or there are fewer than two coders.
    """
    units = joined(spans)
    if units.coders < 2:
        raise InputError(_("Coincidences need two coders."))
    clash = overlapping(units)
    if clash is not None:
        left, right = (f"{units.start[row]}-{units.end[row]}" for row in clash)
        message = _("Codings {left} and {right} of one coder overlap; uα needs codes that exclude each other.")
        raise InputError(message.format(left=left, right=right))
    places = np.unique(np.concatenate([[units.begin, units.begin + units.length], units.start, units.end]))
    width = np.diff(places).astype(np.float64)
    at = np.stack([np.searchsorted(places, units.start), np.searchsorted(places, units.end)])
    # A unit covers consecutive stretches: one step up at its start and one down at its end say how many cover each.
    steps = np.zeros((len(places), units.codes + 1))
    np.add.at(steps, (at[0], units.code + 1), 1)
    np.add.at(steps, (at[1], units.code + 1), -1)
    codes_there: Floats = np.cumsum(steps, axis=0)[:-1]
    coded = codes_there.sum(axis=1)
    codes_there[:, GAP] = units.coders - coded
    by_width = codes_there * width[:, None]
    lengths = by_width.T @ codes_there
    lengths[np.diag_indices_from(lengths)] -= by_width.sum(axis=0)
    # How much of each unit another coder coded too.
    shared = np.concatenate([[0.0], np.cumsum(np.where(coded > 1, width, 0.0))])
    paired = shared[at[1]] - shared[at[0]]
    size = (units.end - units.start).astype(np.float64)
    squares = weighed(units.code + 1, size**2, units.codes + 1)
    squares[GAP] = units.coders * units.length - size.sum()
    return Coincidences(lengths / (units.coders - 1), squares, weighed(units.code, paired**2, units.codes))


def unitizing_alpha(spans: Spans | Sequence[Spans]) -> UnitizingAlpha:
    """The uα family of one text, or of several: their lengths are added.

    uα asks whether the same stretches are coded alike, |uα whether the same stretches are coded at all, cuα whether
    what several coded has the same code, and (k)uα the same of each code k.

    Raises:
        InputError: different codes of one coder overlap.
    """
    texts = [spans] if isinstance(spans, Spans) else list(spans)
    basis = _basis_of(texts)
    codes = texts[0].codes if texts else 0
    if basis.obstacle is Reason.SINGLE_CODER:
        return _of_table(Coincidences(np.zeros((codes + 1,) * 2), np.zeros(codes + 1), np.zeros(codes)), basis)
    total = None
    for each in texts:
        found = coincidences(each)
        total = found if total is None else total + found
    assert total is not None
    return _of_table(total, basis)


def _basis_of(texts: Sequence[Spans]) -> Basis:
    each = [text.basis for text in texts]
    obstacles = [basis.obstacle for basis in each]
    obstacle = obstacles[0] if obstacles and all(obstacles) else None if obstacles else Reason.NO_PAIRS
    return Basis(sum(basis.units for basis in each), sum(basis.pairs for basis in each), 0, obstacle)


def _of_table(table: Coincidences, basis: Basis) -> UnitizingAlpha:
    lengths, squares = table.lengths, table.squares
    coded = lengths[1:, 1:]
    collapsed = np.array([[lengths[0, 0], lengths[0, 1:].sum()], [lengths[1:, 0].sum(), coded.sum()]])
    two = np.array([squares[0], squares[1:].sum()])
    used = np.diagonal(lengths)[1:] + lengths[1:].sum(axis=1) > 0
    return UnitizingAlpha(
        u_alpha=basis.alpha(_("uα (units and codes, 2016)"), *_terms(lengths, squares)),
        u_alpha_binary=basis.alpha(_("|uα (coded or not, 2016)"), *_terms(collapsed, two)),
        cu_alpha=_of_coded(
            _("cuα (codes where several coded, 2016)"), basis, *_terms(coded, table.paired_squares), coded
        ),
        k_u_alpha=tuple(_of_code(table, basis, k, bool(used[k])) for k in range(len(coded))),
    )


def _of_code(table: Coincidences, basis: Basis, k: int, used: bool) -> Coefficient:
    """(k)uα = 1 - [(ℓ*_.k - ℓ_kk) / ℓ*_.k] / [(ε*_.k - ε_kk) / ε*_.k], * without gaps (2016, eq. 38 of 2019)."""
    variant = _("(k)uα (one code where several coded, 2016)")
    coded = table.lengths[1:, 1:]
    if not used:
        return basis.undefined(variant, Reason.CODE_UNUSED)
    column = float(coded[:, k].sum())
    if not column:
        return basis.undefined(variant, Reason.NO_PAIRS)
    chance = _chance(coded, table.paired_squares)
    expected = float(chance[:, k].sum())
    observed = (column - float(coded[k, k])) / column
    return _of_coded(variant, basis, observed, (expected - float(chance[k, k])) / expected if expected else 0.0, coded)


def _of_coded(variant: str, basis: Basis, observed: float, expected: float, coded: Floats) -> Coefficient:
    """A figure on what several coded: no gap counts, so that there has to be something, and more than one code."""
    if basis.obstacle is None and not coded.sum():
        return basis.undefined(variant, Reason.NO_PAIRS)
    if basis.obstacle is None and np.count_nonzero(coded.sum(axis=0)) == 1:
        # Nothing could be confused and nothing was: 0/0, taken for 1, and marked as a figure that says nothing.
        return basis.value(variant, 1.0, remark=Reason.ONE_CODE_GROUP)
    return basis.alpha(variant, observed, expected)


def _chance(lengths: Floats, squares: Floats) -> Floats:
    """ε, from ℓ and S (eq. 33)."""
    total = float(lengths.sum())
    margin = lengths.sum(axis=1)
    pairs = total**2 - float(squares.sum())
    if pairs <= 0:
        return np.zeros_like(lengths)
    table: Floats = total * (np.outer(margin, margin) - np.diag(squares)) / pairs
    return table


def _terms(lengths: Floats, squares: Floats) -> tuple[float, float]:
    """What differs, observed and expected: ℓ.. - Σ ℓ_cc and ε.. - Σ ε_cc."""
    chance = _chance(lengths, squares)
    return float(lengths.sum() - np.trace(lengths)), float(chance.sum() - np.trace(chance))
