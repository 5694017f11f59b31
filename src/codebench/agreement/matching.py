"""Matched spans: which spans of two coders are the same, which overlap, and which have no counterpart."""

from dataclasses import dataclass

import numpy as np

from codebench.agreement.ratings import Floats, pairs_of
from codebench.agreement.result import Basis, Coefficient, Reason
from codebench.agreement.spans import Spans, joined
from codebench.agreement.unitizing_1995 import intersecting
from codebench.domain.errors import InputError
from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class Match:
    """How the spans of one code of two coders pair off, one to one.

    `exact` pairs have the same ends, `overlapping` ones share at least the given part of what they cover together;
    `only_a` and `only_b` are spans left over.
    """

    exact: int
    overlapping: int
    only_a: int
    only_b: int


def matched_spans(spans: Spans, least: float = 0.0) -> tuple[Match, ...]:
    """The match per code, for two coders: as many pairs as can be made, from left to right.

    Two spans may pair where |A ∩ B| / |A ∪ B| is above 0 and at least `least`. Spans of one coder and code that overlap
    count as one.

    Raises:
        InputError: there are not two coders.
    """
    if spans.coders != 2:
        raise InputError(_("This compares two coders, not {n}.").format(n=spans.coders))
    units = joined(spans)
    return tuple(_match(units.where(units.code == code), least) for code in range(spans.codes))


def span_f1(spans: Spans, *, exact: bool, least: float = 0.0) -> Coefficient:
    """2 · pairs / all spans of both, over all codes; of more coders over all pairs of them.

    `exact` counts pairs with the same ends; else every pair that `matched_spans` makes.
    """
    variant = _("F1 of spans, the same ends") if exact else _("F1 of spans, overlapping, one to one")
    units = joined(spans)
    basis = Basis(len(units.start), 0, 0, Reason.SINGLE_CODER if spans.coders < 2 else None)
    paired = total = 0
    for pair in pairs_of(spans.coders):
        for match in matched_spans(units.of_coders(pair), least):
            paired += match.exact if exact else match.exact + match.overlapping
            total += 2 * (match.exact + match.overlapping) + match.only_a + match.only_b
    if not total:
        return basis.undefined(variant, Reason.CODE_UNUSED)
    return basis.value(variant, 2 * paired / total)


def _match(units: Spans, least: float) -> Match:
    a, b = (units.where(units.coder == coder) for coder in (0, 1))
    g, h = intersecting(a, b)
    shared = np.minimum(a.end[g], b.end[h]) - np.maximum(a.start[g], b.start[h])
    together = np.maximum(a.end[g], b.end[h]) - np.minimum(a.start[g], b.start[h])
    part: Floats = shared / np.maximum(together, 1)
    exact = overlapping = 0
    taken_a, taken_b = set[int](), set[int]()
    # Spans that exclude each other meet in chains; taking pairs off from the left leaves no pair that could be made.
    for at in np.lexsort((b.end[h], a.end[g])):
        left, right = int(g[at]), int(h[at])
        if part[at] < least or left in taken_a or right in taken_b:
            continue
        taken_a.add(left)
        taken_b.add(right)
        exact += bool(part[at] == 1.0)
        overlapping += bool(part[at] < 1.0)
    paired = exact + overlapping
    return Match(exact, overlapping, len(a.start) - paired, len(b.start) - paired)
