"""What every coefficient yields: a value or the reason why there is none, its variant's name and what it rests on."""

import math
from dataclasses import dataclass
from enum import StrEnum

from codebench.domain.table import Precise, Undefined
from codebench.i18n import _


class Reason(StrEnum):
    """Why a coefficient has no value; the values are part of the public interface."""

    NO_PAIRS = "no_pairs"
    SINGLE_CODER = "single_coder"
    NO_VARIATION = "no_variation"
    CODE_UNUSED = "code_unused"
    ONE_CODE_GROUP = "one_code_group"

    @property
    def sentence(self) -> str:
        """The reason for people."""
        return _SENTENCES[self]


_SENTENCES = {
    Reason.NO_PAIRS: _("no two coders judged the same thing"),
    Reason.SINGLE_CODER: _("there is one coder only"),
    Reason.NO_VARIATION: _("nothing varies, so that chance explains all of the agreement"),
    Reason.CODE_UNUSED: _("nobody used this code where coders can be compared"),
    Reason.ONE_CODE_GROUP: _("there is one code only to choose from"),
}


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One figure of agreement.

    `variant` names the formula. `value` is finite, or None with the `reason`. `observed` and `expected` are the two
    terms it is made of where it has them: disagreements for the alphas, agreements for the kappas. `units` are those
    that at least two coders rated (characters for spans), `pairs` the pairs of ratings that were compared, `missing`
    the ratings that are absent among coders × units. `remark` marks a value that says little.
    """

    variant: str
    value: float | None
    reason: Reason | None
    units: int
    pairs: int
    missing: int
    observed: float | None = None
    expected: float | None = None
    remark: Reason | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None) or (self.value is not None and not math.isfinite(self.value)):
            raise ValueError(f"{self.variant}: a coefficient has a finite value or a reason, not {self.value!r}")

    @property
    def cell(self) -> Precise | Undefined:
        """The value as a cell of a Table: three decimals, or a dash with the reason under the table."""
        if self.reason is not None:
            return Undefined(self.reason.sentence)
        assert self.value is not None
        return Precise(self.value)


@dataclass(frozen=True, slots=True)
class Basis:
    """What figures over the same data share: the units that count, the pairs of ratings in them, what is missing.

    `obstacle` is the reason why nothing can be compared at all, if so.
    """

    units: int
    pairs: int
    missing: int
    obstacle: Reason | None = None

    def value(self, variant: str, value: float, *, remark: Reason | None = None) -> Coefficient:
        """A figure that is not corrected for chance."""
        if self.obstacle is not None:
            return self.undefined(variant, self.obstacle)
        return Coefficient(variant, float(value), None, self.units, self.pairs, self.missing, remark=remark)

    def undefined(self, variant: str, reason: Reason) -> Coefficient:
        """A figure that has no value."""
        return Coefficient(variant, None, self.obstacle or reason, self.units, self.pairs, self.missing)

    def alpha(self, variant: str, observed: float, expected: float) -> Coefficient:
        """1 - D_o / D_e, of an observed and an expected disagreement; undefined where none is expected."""
        if self.obstacle is not None or expected <= 0:
            return self.undefined(variant, Reason.NO_VARIATION)
        value = float(1 - observed / expected)
        return Coefficient(variant, value, None, self.units, self.pairs, self.missing, float(observed), float(expected))

    def kappa(self, variant: str, observed: float, expected: float) -> Coefficient:
        """(P_o - P_e) / (1 - P_e), of an observed and an expected agreement; undefined where all is expected."""
        if self.obstacle is not None or 1 - expected <= _NOTHING:
            return self.undefined(variant, Reason.NO_VARIATION)
        value = float((observed - expected) / (1 - expected))
        return Coefficient(variant, value, None, self.units, self.pairs, self.missing, float(observed), float(expected))


# Where less is left above chance, it is the rounding of the shares that the chance term was made of.
_NOTHING = 1e-12
