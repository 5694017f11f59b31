"""Figures per code and pooled over codes, for units and for characters alike: functions of `BinarySums`."""

from dataclasses import dataclass

import numpy as np

from codebench.agreement.binary import BinarySums
from codebench.agreement.ratings import Floats
from codebench.agreement.result import Basis, Coefficient, Reason
from codebench.i18n import _

FEW_CASES = 5
"""Below so many positive codings a figure per code hangs on single decisions."""


@dataclass(frozen=True, slots=True)
class PooledAlpha:
    """α pooled over codes; the mean over codes beside it, since frequent codes dominate the pool.

    `per_code` has one figure per code, `share` the share of each code in the observed disagreement (sums to 1, or all
    0 where there is none), `positives` how often each code was given, `few` whether that is fewer than `FEW_CASES`.
    `mean` leaves out undefined codes, `defined` says how many count in it.
    """

    pooled: Coefficient
    mean: Coefficient
    defined: int
    per_code: tuple[Coefficient, ...]
    share: tuple[float, ...]
    positives: tuple[int, ...]
    few: tuple[bool, ...]


def alpha_terms(sums: BinarySums) -> tuple[Floats, Floats]:
    """D_o and D_e of each code: nominal α of has / has not (Krippendorff 2004, §11.3); shape (codes,)."""
    n = sums.ratings
    observed = sums.disagreement / np.maximum(n, 1)
    expected = 2 * sums.given * (n - sums.given) / np.maximum(n * (n - 1), 1)
    return observed, expected


def pooled_alpha(sums: BinarySums, basis: Basis) -> PooledAlpha:
    """α = 1 - Σ_c D_o,c / Σ_c D_e,c, and what it is made of.

    With one code per unit it is nominal α; in general it is α with the set distance |A △ B|.
    """
    observed, expected = alpha_terms(sums)
    per_code = code_alphas(sums, basis)
    total = float(observed.sum())
    defined = [each.value for each in per_code if each.value is not None]
    name = _("α per code, unweighted mean over codes")
    mean = basis.value(name, float(np.mean(defined))) if defined else basis.undefined(name, Reason.NO_VARIATION)
    return PooledAlpha(
        pooled=basis.alpha(_("Krippendorff's α, binary, pooled over codes"), total, float(expected.sum())),
        mean=mean,
        defined=len(defined),
        per_code=per_code,
        share=tuple(float(each) / total if total else 0.0 for each in observed),
        positives=tuple(round(float(each)) for each in sums.given),
        few=tuple(bool(each < FEW_CASES) for each in sums.given),
    )


def code_alphas(sums: BinarySums, basis: Basis) -> tuple[Coefficient, ...]:
    """Nominal α of has the code / has not, for each code."""
    variant = _("Krippendorff's α, binary")
    return tuple(
        basis.alpha(variant, float(o), float(e)) if given else basis.undefined(variant, Reason.CODE_UNUSED)
        for o, e, given in zip(*alpha_terms(sums), sums.given, strict=True)
    )


def code_percents(sums: BinarySums, basis: Basis) -> tuple[Coefficient, ...]:
    """% agreement on has / has not, mean over units, for each code; a code that nobody gave has one too."""
    agreed = 1 - sums.split / np.maximum(sums.units, 1)
    return tuple(basis.value(_("% agreement on has / has not"), float(each)) for each in agreed)


def code_fleiss(sums: BinarySums, basis: Basis) -> tuple[Coefficient, ...]:
    """Fleiss' κ of has / has not, for each code; of two coders it is Scott's π.

    The κ per category of Fleiss (1971) and Agresti (1992) is this. Over units with two ratings or more.
    """
    p = sums.share / np.maximum(sums.units, 1)
    return _kappas(sums, basis, _("Fleiss' κ, binary"), p**2 + (1 - p) ** 2)


def code_ac1(sums: BinarySums, basis: Basis) -> tuple[Coefficient, ...]:
    """Gwet's AC1 of has / has not, for each code: P_e = 2p(1 - p) (Gwet 2008). To stand beside α at high prevalence."""
    p = sums.share / np.maximum(sums.units, 1)
    return _kappas(sums, basis, _("Gwet's AC1, binary"), 2 * p * (1 - p))


def _kappas(sums: BinarySums, basis: Basis, variant: str, expected: Floats) -> tuple[Coefficient, ...]:
    agreed = 1 - sums.split / np.maximum(sums.units, 1)
    return tuple(
        basis.kappa(variant, float(o), float(e)) if given else basis.undefined(variant, Reason.CODE_UNUSED)
        for o, e, given in zip(agreed, expected, sums.given, strict=True)
    )


def code_f1(sums: BinarySums, basis: Basis) -> tuple[Coefficient, ...]:
    """F1 (Dice) for each code: 2·both / (2·both + only one), over all pairs of coders; free of what nobody coded."""
    return _overlaps(_("F1"), sums, basis, twice=True)


def code_jaccard(sums: BinarySums, basis: Basis) -> tuple[Coefficient, ...]:
    """Jaccard for each code: both / (both + only one), over all pairs of coders."""
    return _overlaps(_("Jaccard"), sums, basis, twice=False)


def pooled_f1(sums: BinarySums, basis: Basis) -> Coefficient:
    """F1 over all codes together (micro average)."""
    return _overlap(_("F1, pooled over codes"), basis, float(sums.both.sum()), float(sums.mixed.sum()), twice=True)


def pooled_jaccard(sums: BinarySums, basis: Basis) -> Coefficient:
    """Jaccard over all codes together."""
    return _overlap(
        _("Jaccard, pooled over codes"), basis, float(sums.both.sum()), float(sums.mixed.sum()), twice=False
    )


def _overlaps(variant: str, sums: BinarySums, basis: Basis, *, twice: bool) -> tuple[Coefficient, ...]:
    terms = zip(sums.both, sums.mixed, strict=True)
    return tuple(_overlap(variant, basis, float(both), float(mixed), twice=twice) for both, mixed in terms)


def _overlap(variant: str, basis: Basis, both: float, mixed: float, *, twice: bool) -> Coefficient:
    both = 2 * both if twice else both
    if both + mixed <= 0:
        return basis.undefined(variant, Reason.CODE_UNUSED)
    return basis.value(variant, both / (both + mixed))
