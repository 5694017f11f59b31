"""α of sets of labels: each coder gives each unit any number of codes, and a distance says how far two sets differ."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from codebench.agreement.binary import labels_and_rated
from codebench.agreement.ratings import Bools, Floats, Ints, agreement_per_unit, basis_of, expected_over, paired_only
from codebench.agreement.result import Coefficient
from codebench.i18n import _

Distance = Callable[[Floats, Floats, Floats], Floats]
"""How far two sets differ, elementwise, from their sizes and the number of codes that they share.

Two empty sets have to come out as 0.
"""


def _share(part: Floats, whole: Floats) -> Floats:
    """The part of the whole, and 1 where there is no whole: two empty sets are the same."""
    return np.where(whole > 0, part / np.maximum(whole, 1), 1.0)


def jaccard(a: Floats, b: Floats, shared: Floats) -> Floats:
    """1 - |A ∩ B| / |A ∪ B|."""
    return 1 - _share(shared, a + b - shared)


def dice(a: Floats, b: Floats, shared: Floats) -> Floats:
    """1 - 2 |A ∩ B| / (|A| + |B|)."""
    return 1 - _share(2 * shared, a + b)


def symmetric_difference(a: Floats, b: Floats, shared: Floats) -> Floats:
    """|A △ B|: how many codes one gave and the other did not. Its α is `pooled_alpha`."""
    return a + b - 2 * shared


def masi(a: Floats, b: Floats, shared: Floats) -> Floats:
    """1 - J·M with the Jaccard index J and M = 1, 2/3, 1/3, 0 (Passonneau 2006)."""
    return 1 - _share(shared, a + b - shared) * (1 - passonneau_2004(a, b, shared))


def masi_rounded(a: Floats, b: Floats, shared: Floats) -> Floats:
    """MASI with M = 1, .67, .33, 0, as older releases of nltk round it."""
    weight = np.round(1 - passonneau_2004(a, b, shared), 2)
    return 1 - _share(shared, a + b - shared) * weight


def masi_dkpro(a: Floats, b: Floats, shared: Floats) -> Floats:
    """What DKPro calls MASI: the Jaccard *distance* times the distance of 2004; not Passonneau's."""
    return jaccard(a, b, shared) * passonneau_2004(a, b, shared)


def passonneau_2004(a: Floats, b: Floats, shared: Floats) -> Floats:
    """0 for the same set, 1/3 where one holds the other, 2/3 where they overlap, 1 else (Passonneau 2004)."""
    same = (shared == a) & (shared == b)
    holds = (shared == a) | (shared == b)
    return np.select([same, holds, shared > 0], [0.0, 1 / 3, 2 / 3], 1.0)


DISTANCES: Mapping[str, Distance] = MappingProxyType(
    {
        "jaccard": jaccard,
        "masi": masi,
        "dice": dice,
        "symdiff": symmetric_difference,
        "set_passonneau2004": passonneau_2004,
        "masi_067": masi_rounded,
        "masi_dkpro": masi_dkpro,
    }
)

_VARIANTS = {
    "jaccard": _("α of sets, Jaccard distance"),
    "masi": _("α of sets, MASI distance (Passonneau 2006)"),
    "dice": _("α of sets, Dice distance"),
    "symdiff": _("α of sets, |A △ B|"),
    "set_passonneau2004": _("α of sets, distance of Passonneau 2004"),
    "masi_067": _("α of sets, MASI with weights .67 and .33"),
    "masi_dkpro": _("α of sets, DKPro's MASI (not Passonneau's)"),
}


def set_alpha(labels: npt.ArrayLike, rated: npt.ArrayLike | None = None, distance: str = "jaccard") -> Coefficient:
    """Krippendorff's α with a distance between sets, one of `DISTANCES`.

    `labels` is true where a coder gave a unit the code: shape (coders, units, codes). `rated` says who judged what:
    shape (coders, units); without it everybody judged everything. A judged unit without codes is an empty set.
    """
    given, judged = labels_and_rated(labels, rated)
    basis = basis_of(judged)
    table, sets = distinct_sets(given, judged)
    table = paired_only(table)
    members = sets.astype(np.float64)
    sizes = members.sum(axis=1)
    measure = DISTANCES[distance]

    def far(first: Ints, second: Ints) -> Floats:
        if first.ndim == 1:
            shared = np.einsum("uc,uc->u", members[first], members[second])
        else:
            shared = members[first[:, 0]] @ members[second[0]].T
        return measure(sizes[first], sizes[second], shared)

    raters = (table >= 0).sum(axis=0)
    n = int(raters.sum())
    observed = float((2 * agreement_per_unit(table, far) / (raters - 1)).sum()) / max(1, n)
    counts = np.bincount(table[table >= 0], minlength=len(sets)).astype(np.float64)
    return basis.alpha(_VARIANTS[distance], observed, expected_over(counts, counts, far) / max(1, n * (n - 1)))


def distinct_sets(labels: Bools, rated: Bools) -> tuple[Ints, Bools]:
    """The sets as one value each: a table of ratings (coders, units), and the codes of each set (sets, codes)."""
    table = np.full(rated.shape, -1, dtype=np.int64)
    judged = labels[rated]
    if not len(judged):
        return table, np.zeros((0, labels.shape[2]), dtype=np.bool_)
    packed = np.packbits(judged, axis=1) if judged.shape[1] else np.zeros((len(judged), 1), dtype=np.uint8)
    _rows, first, inverse = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    table[rated] = inverse.reshape(-1)
    return table, judged[first]
