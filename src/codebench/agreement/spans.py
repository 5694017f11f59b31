"""Coded spans as plain arrays: one row per coding, on one stretch of text that a number of coders all reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from codebench.agreement.ratings import Bools, Ints
from codebench.agreement.result import Basis, Reason
from codebench.domain.errors import InputError
from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class Spans:
    """What coders coded between `begin` and `begin + length`, all of which every one of them reviewed.

    `coder`, `start`, `end` and `code` are integer arrays, one row per coding; spans are half-open [start, end). Coders
    and codes are numbered from 0; a coder without rows marked nothing. Text that only some coders reviewed, or more
    documents, are several `Spans` with as many coders each.

    Raises:
        InputError: a span is empty or lies outside of the text, or a number is out of range.
    """

    coder: Ints
    start: Ints
    end: Ints
    code: Ints
    coders: int
    codes: int
    length: int
    begin: int = 0

    def __post_init__(self) -> None:
        for name, below in (("coder", self.coders), ("code", self.codes)):
            numbers = getattr(self, name)
            if numbers.size and not 0 <= numbers.min() <= numbers.max() < below:
                raise InputError(_("A {name} is not numbered from 0 to {last}.").format(name=name, last=below - 1))
        wrong = (self.start >= self.end) | (self.start < self.begin) | (self.end > self.begin + self.length)
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            message = _("{start}-{end} is no stretch of the text, which goes from {begin} to {last}.")
            last = self.begin + self.length
            raise InputError(
                message.format(start=int(self.start[row]), end=int(self.end[row]), begin=self.begin, last=last)
            )

    @classmethod
    def of(
        cls, rows: Iterable[tuple[int, int, int, int]], *, coders: int, codes: int, length: int, begin: int = 0
    ) -> Self:
        """From rows of (coder, start, end, code)."""
        table = np.array(list(rows), dtype=np.int64).reshape(-1, 4).T
        return cls(table[0], table[1], table[2], table[3], coders, codes, length, begin)

    @property
    def basis(self) -> Basis:
        """What can be compared: characters as units."""
        if self.coders < 2:
            return Basis(0, 0, 0, Reason.SINGLE_CODER)
        pairs = self.length * self.coders * (self.coders - 1) // 2
        return Basis(self.length, pairs, 0, None if pairs else Reason.NO_PAIRS)

    def where(self, rows: Bools) -> Self:
        """The codings that a mask over the rows picks."""
        return replace(self, coder=self.coder[rows], start=self.start[rows], end=self.end[rows], code=self.code[rows])

    def of_coders(self, coders: tuple[int, ...]) -> Self:
        """What these coders coded, numbered anew in their order."""
        number = np.full(self.coders, -1, dtype=np.int64)
        number[list(coders)] = np.arange(len(coders))
        kept = self.where(np.isin(self.coder, coders))
        return replace(kept, coder=number[kept.coder], coders=len(coders))

    def sorted(self) -> Self:
        """The rows by code, coder and place."""
        order = np.lexsort((self.end, self.start, self.coder, self.code))
        return replace(
            self, coder=self.coder[order], start=self.start[order], end=self.end[order], code=self.code[order]
        )


def joined(spans: Spans, *, touching: bool = False) -> Spans:
    """The spans with what one coder gave one code twice counted once: overlapping ones become one.

    Spans that only touch stay two units, but for `touching`.
    """
    if not len(spans.start):
        return spans
    rows = spans.sorted()
    # Laid end to end, no span of one coder and code reaches those of the next, and one running maximum does for all.
    offset = (rows.code * rows.coders + rows.coder) * (rows.length + 2)
    start, reach = rows.start + offset, np.maximum.accumulate(rows.end + offset)
    gap = start[1:] > reach[:-1] if touching else start[1:] >= reach[:-1]
    first = np.flatnonzero(np.concatenate([[True], gap]))
    last = np.concatenate([first[1:], [len(start)]]) - 1
    return replace(
        rows,
        coder=rows.coder[first],
        start=rows.start[first],
        end=reach[last] - offset[last],
        code=rows.code[first],
    )


def overlapping(spans: Spans) -> tuple[int, int] | None:
    """The rows of two codings of one coder that overlap; None where the codes of every coder exclude each other."""
    order = np.lexsort((spans.end, spans.start, spans.coder))
    left, right = order[:-1], order[1:]
    clash = np.flatnonzero((spans.coder[left] == spans.coder[right]) & (spans.end[left] > spans.start[right]))
    return (int(left[clash[0]]), int(right[clash[0]])) if clash.size else None
