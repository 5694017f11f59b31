"""Tests of one code over sections, where the same cases speak in each: repeated measures.

scipy does the arithmetic; it is imported where a test is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from codebench.domain.table import Undefined
from codebench.i18n import _


class RepeatedMethod(StrEnum):
    """Which test it was."""

    MCNEMAR = "McNemar"
    COCHRAN = "Cochran Q"


@dataclass(frozen=True, slots=True)
class RepeatedTest:
    """Which test it was, its two-sided p, and Cochran's Q (None for McNemar's, which is exact)."""

    method: RepeatedMethod
    p: float
    statistic: float | None = None


def repeated(has: Sequence[Sequence[bool]]) -> RepeatedTest | Undefined:
    """Whether the share that has it differs between sections; `has[i][j]` is of case i in section j.

    Two sections: McNemar's test (1947) in its exact form, a binomial test on the cases that differ. More:
    Cochran (1950), The comparison of percentages in matched samples, the Q of section 3, against chi-square.
    """
    if not has or len(has[0]) < 2:
        return Undefined(_("no case spoke in each of the sections"))
    changed = [row for row in has if 0 < sum(row) < len(row)]
    if not changed:
        return Undefined(_("no case has it in one section and not in another"))
    from scipy.stats import binomtest, chi2

    k = len(has[0])
    if k == 2:
        first = sum(row[0] for row in changed)
        return RepeatedTest(RepeatedMethod.MCNEMAR, float(binomtest(first, len(changed), 0.5).pvalue))
    columns = [sum(row[j] for row in changed) for j in range(k)]
    rows = [sum(row) for row in changed]
    total = sum(rows)
    q = (k - 1) * (k * sum(n * n for n in columns) - total * total) / (k * total - sum(n * n for n in rows))
    return RepeatedTest(RepeatedMethod.COCHRAN, float(chi2.sf(q, k - 1)), q)
