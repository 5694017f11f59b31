"""The lines of a table of folded answers, and which of their figures small cells hide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codebench.analysis.suppression import Hidden, hidden_line, hidden_rows, is_small, withheld
from codebench.domain.table import Cell, Row, Share

_SHOWN = Hidden(False, ())
_TWO_READINGS = 3
"""A difference below this leaves a reader only one number for what is hidden."""


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """How many chose it, None where it was not offered; how many mention it, in all and in each group; what is hidden.

    `is_other` is the option that stands for whatever was not offered.
    """

    label: str
    chose: int | None
    counts: tuple[int, ...]
    depth: int = 0
    is_other: bool = False
    hide: Hidden = _SHOWN
    is_choice_hidden: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether anything of it is hidden."""
        return self.hide.any or self.is_choice_hidden

    def row(self, sizes: Sequence[int], least: int, *, is_folded: bool) -> Row:
        """Its row of the table; `sizes` are those in all and of each group."""
        return Row(tuple(self._cells(sizes, least, is_folded=is_folded)), self.depth)

    def _cells(self, sizes: Sequence[int], least: int, *, is_folded: bool) -> Iterator[Cell]:
        gone = withheld(least)
        yield self.label
        if is_folded and self.is_choice_hidden:
            yield from (gone, gone)
        elif is_folded:
            yield from (None, None) if self.chose is None else (self.chose, Share(self.chose, sizes[0]))
        hides = (self.hide.total, *self.hide.groups) if self.hide.any else (False,) * len(sizes)
        for n, of, is_hidden in zip(self.counts, sizes, hides, strict=True):
            yield from (gone, gone) if is_hidden else (n, Share(n, of))


def hidden_lines(
    lines: Sequence[FoldedLine], sizes: Sequence[int], least: int, *, adds_up: bool
) -> tuple[FoldedLine, ...]:
    """The lines with what is hidden of each; `adds_up` where each respondent is in one of those that were offered.

    What was chosen is hidden where it is small, or where so few were added or taken away that the difference would
    tell them; of a single choice then all of it, since it adds up too. Nothing is hidden where `least` is 0.
    """
    if not least:
        return tuple(lines)
    of = sizes[0]
    hides = [hidden_line(line.counts, sizes, least) for line in lines]
    offered = [i for i, line in enumerate(lines) if line.chose is not None]
    if adds_up:
        whole = hidden_rows([lines[i].counts for i in offered], sizes, least)
        for i, is_gone in zip(offered, whole, strict=True):
            hides[i] = Hidden(is_gone, (is_gone,) * (len(sizes) - 1))
    told = [_tells(line, of, least) for line in lines]
    is_all_gone = adds_up and any(told)
    return tuple(
        replace(line, hide=hide, is_choice_hidden=line.chose is not None and (tells or is_all_gone or hide.total))
        for line, hide, tells in zip(lines, hides, told, strict=True)
    )


def _tells(line: FoldedLine, of: int, least: int) -> bool:
    """Whether what was chosen stands for few respondents, by itself or beside what is counted now."""
    if line.chose is None:
        return False
    difference = abs(line.counts[0] - line.chose)
    return is_small(line.chose, of, least) or 0 < difference < max(least, _TWO_READINGS)
