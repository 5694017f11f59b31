"""Characters as units: what a sweep over the ends of spans says about every character, without looking at any.

Between two neighbouring ends of spans nothing changes, so that a stretch counts at once with its length. α depends on
how much text nobody coded; F1 beside it does not.
"""

from dataclasses import dataclass

import numpy as np

from codebench.agreement.binary import BinarySums
from codebench.agreement.ratings import Floats, weighed
from codebench.agreement.result import Coefficient, Reason
from codebench.agreement.spans import Spans, joined
from codebench.domain.errors import InputError
from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Of two coders, the characters per code that both coded, only the first, only the second, and neither."""

    both: int
    only_a: int
    only_b: int
    neither: int


def character_sums(spans: Spans) -> BinarySums:
    """The sums per code over characters, in O(S log S); to add with those of other documents.

    A character that a coder gave one code twice has it once.
    """
    units = joined(spans, touching=True)
    code = np.concatenate([units.code, units.code])
    place = np.concatenate([units.start, units.end])
    step = np.repeat([1, -1], len(units.code))
    order = np.lexsort((place, code))
    code, place = code[order], place[order]
    # How many coders cover the stretch up to the next end; after the last one of a code it is nobody.
    covering = np.cumsum(step[order])[:-1]
    first, second = (weighed(code[:-1], np.diff(place) * covering**power, spans.codes) for power in (1, 2))
    if spans.coders < 2:
        none = np.zeros((0, spans.codes))
        return BinarySums.of_moments(np.zeros(0), np.zeros(0), none, none)
    m, length = np.array([float(spans.coders)]), np.array([float(spans.length)])
    return BinarySums.of_moments(m, length, first[None, :], second[None, :])


def coded_characters(spans: Spans) -> Floats:
    """How many characters each coder gave each code: shape (coders, codes)."""
    units = joined(spans, touching=True)
    cell = units.coder * spans.codes + units.code
    return weighed(cell, units.end - units.start, spans.coders * spans.codes).reshape(spans.coders, spans.codes)


def two_by_two(spans: Spans) -> tuple[TwoByTwo, ...]:
    """The four counts of each code, for two coders.

    Raises:
        InputError: there are not two coders.
    """
    both = _of_two(spans).both
    first, second = coded_characters(spans)
    rest = spans.length - first - second + both
    cells = np.stack([both, first - both, second - both, rest], axis=1)
    return tuple(TwoByTwo(*(int(each) for each in row)) for row in cells)


def character_cohen(spans: Spans) -> tuple[Coefficient, ...]:
    """Cohen's κ over characters for each code, of two coders: coded with it or not, all of the text included.

    Raises:
        InputError: there are not two coders.
    """
    basis, variant = spans.basis, _("Cohen's κ over characters")
    mixed = _of_two(spans).mixed
    a, b = coded_characters(spans) / max(1, spans.length)
    return tuple(
        basis.kappa(variant, float(o), float(e)) if used else basis.undefined(variant, Reason.CODE_UNUSED)
        for o, e, used in zip(1 - mixed / max(1, spans.length), a * b + (1 - a) * (1 - b), a + b, strict=True)
    )


def _of_two(spans: Spans) -> BinarySums:
    if spans.coders != 2:
        raise InputError(_("This compares two coders, not {n}.").format(n=spans.coders))
    return character_sums(spans)
