"""Small cells hidden, and as many others as it takes that no hidden cell can be recomputed from what is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codebench.domain.table import Undefined
from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whether the total of a row is hidden, and which of its groups."""

    total: bool
    groups: tuple[bool, ...]

    @property
    def any(self) -> bool:
        """Whether anything of the row is hidden."""
        return self.total or any(self.groups)


def withheld(least: int) -> Undefined:
    """What stands in the place of a hidden figure."""
    return Undefined(_("hidden: fewer than {n} cases, or what would tell such a number").format(n=least))


def hidden_note(least: int) -> Iterator[str]:
    """By which rule figures are hidden in a table of who has what."""
    yield _(
        "Hidden: what stands for fewer than {n} cases, having it or having it not, and what else it could be"
        " recomputed from."
    ).format(n=least)


def hidden_line(counts: Sequence[int], sizes: Sequence[int], least: int) -> Hidden:
    """What to hide of a row whose counts and sizes are those in all, and then of each group."""
    (total, *groups), (of, *in_groups) = counts, sizes
    if not least:
        return Hidden(False, (False,) * len(groups))
    if sum(in_groups) <= of:
        return hidden(groups, in_groups, total, of, least)
    # Groups that overlap add up to more than the total; hidden as if they added up to what they do.
    found = hidden(groups, in_groups, sum(groups), sum(in_groups), least)
    return replace(found, total=found.total or hidden([total], [of], total, of, least).groups[0])


def bounds(size: int, least: int) -> tuple[int, int]:
    """Between what a reader knows a hidden cell of a group of this size to lie.

    "Nobody" and "everybody" are shown, except in groups too small for them, of which all is hidden.
    """
    return (0, size) if size < max(least, 3) else (1, size - 1)


def hidden(counts: Sequence[int], sizes: Sequence[int], total: int, of: int, least: int) -> Hidden:
    """What to hide of a row: `counts[i]` of the `sizes[i]` cases of group i have it, `total` of `of` in all.

    That nobody has it, or everybody, is shown where it holds for all. Else hidden is first what stands for fewer than
    `least` cases, having it or having it not; then, since the groups add up to the total, the smallest others until
    every hidden cell could be at least two numbers. Where that does not suffice the whole row goes, "nobody" and
    "everybody" in a group with it, so that of a row hidden whole a reader knows none of the groups. (Complementary
    suppression: Hundepool and others 2012, Statistical Disclosure Control, chapter 4.)
    """
    if total in (0, of) and bounds(of, least)[0]:
        return Hidden(False, (False,) * len(counts))
    groups = [is_small(n, size, least) for n, size in zip(counts, sizes, strict=True)]
    whole = is_small(total, of, least)
    while not _is_safe(counts, sizes, total, of, least, groups, whole):
        left = [i for i, n in enumerate(counts) if not groups[i] and 0 < n < sizes[i]]
        if left:
            groups[min(left, key=lambda i: (counts[i], i))] = True
        elif not whole:
            whole = True
        else:
            groups = [True] * len(groups)
            break
    return Hidden(whole, tuple(groups))


def is_small(n: int, size: int, least: int) -> bool:
    """Whether `n` of `size` cases tell of fewer than `least`: of those that have it, or of those that have it not."""
    if bounds(size, least)[0] == 0:
        return size > 0
    return 0 < n < least or 0 < size - n < least


def _is_safe(
    counts: Sequence[int],
    sizes: Sequence[int],
    total: int,
    of: int,
    least: int,
    groups: Sequence[bool],
    whole: bool,
) -> bool:
    """Whether each hidden cell may be several numbers, given its bounds and that the groups add up to the total."""
    # shown groups + hidden groups - hidden total = shown total
    limits = [bounds(size, least) for size, is_hidden in zip(sizes, groups, strict=True) if is_hidden]
    rest = (0 if whole else total) - sum(n for n, is_hidden in zip(counts, groups, strict=True) if not is_hidden)
    if whole:
        low, high = bounds(of, least)
        limits.append((-high, -low))
    lowest, highest = sum(low for low, _high in limits), sum(high for _low, high in limits)
    for low, high in limits:
        least_here = max(low, rest - (highest - high))
        most_here = min(high, rest - (lowest - low))
        if most_here <= least_here:
            return False
    return True


def hidden_rows(rows: Sequence[Sequence[int]], sizes: Sequence[int], least: int) -> list[bool]:
    """Which whole rows to hide where the rows add up too, as the answers to a single choice do in every group.

    Rows with a small cell, and then the smallest others until what is hidden of each group is nothing or at least
    `least` cases and no row is hidden alone.
    """
    gone = [any(is_small(n, size, least) for n, size in zip(row, sizes, strict=True)) for row in rows]
    while any(gone) and not all(gone):
        sums = [sum(row[j] for row, is_hidden in zip(rows, gone, strict=True) if is_hidden) for j in range(len(sizes))]
        if sum(gone) > 1 and all(n == 0 or n >= least for n in sums):
            break
        gone[min((i for i, is_hidden in enumerate(gone) if not is_hidden), key=lambda i: (sum(rows[i]), i))] = True
    return gone
