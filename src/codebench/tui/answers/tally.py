"""Counts of codes kept true by what an act changed, since counting all codings again would cost more than the act."""

from collections import Counter
from dataclasses import replace

from codebench.project.models import AnswerRow, CodeInfo


def recount(codes: dict[int, CodeInfo], before: AnswerRow, after: AnswerRow) -> set[int]:
    """Count the codings that came to an answer or went; the codes whose numbers are others now."""
    change = Counter(code for _coding, code in after.codes)
    change.subtract(code for _coding, code in before.codes)
    touched: set[int] = set()
    for code_id, step in change.items():
        own: int | None = code_id
        while step and own is not None:
            code = codes[own]
            codes[own] = replace(
                code, n_codings=code.n_codings + (step if own == code_id else 0), n_total=code.n_total + step
            )
            touched.add(own)
            own = code.parent
    return touched
