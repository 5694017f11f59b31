"""Which figures of a scale to hide, so that neither a small group nor a rare score can be told from the others.

Whoever knows what is shown, and how many scores each group has, is left with at least two possibilities for each mean
that is hidden and for each number of cases below the threshold in a distribution that is hidden.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import lcm, prod

Scores = Counter[float]
"""How many cases have each score."""

_Move = tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class HiddenScale:
    """Of which groups all figures are hidden, and (`total`) those of all cases; of the others, what besides."""

    total: bool
    groups: tuple[bool, ...]
    distribution: bool
    spread: bool

    @property
    def any(self) -> bool:
        """Whether anything is hidden."""
        return self.total or self.distribution or any(self.groups)


def hidden_scale(groups: Sequence[Scores], whole: Scores, points: Sequence[float], least: int) -> HiddenScale:
    """What to hide of a scale: the scores of each group and of all cases, and the points whose shares are told.

    All of a group of fewer than `least` scores, and the smallest others, until the hidden groups hold that many
    together and any score in one could change places with another one in another: then no mean of theirs follows from
    that of all. Distributions go, of all groups and of all cases, where a number in one is below `least`; then also
    deviation and median, and last the means, where such a number would follow from these. For that cases are moved
    between points in ways that leave N, mean and (four points at least) deviation as they are.
    """
    nothing = HiddenScale(False, (False,) * len(groups), False, False)
    everything = HiddenScale(True, (True,) * len(groups), True, True)
    if not least or not whole:
        return nothing
    if whole.total() < least:
        return everything
    gone = _hidden_groups(groups, least)
    if any(gone) and not _is_mixed(groups, gone, least):
        return everything
    if not points:
        return HiddenScale(False, tuple(gone), False, False)
    small = [(each, point) for each in (whole, *groups) for point in points if 0 < each[point] < least]
    if not small:
        return HiddenScale(False, tuple(gone), False, False)
    shown = [each for each, is_gone in zip(groups, gone, strict=True) if not is_gone]
    pool = sum((each for each, is_gone in zip(groups, gone, strict=True) if is_gone), Counter[float]())
    for spread in (False, True):
        if _is_veiled(whole, shown, pool, tuple(points), least, spread=spread):
            return HiddenScale(False, tuple(gone), True, spread)
    return everything


def _hidden_groups(groups: Sequence[Scores], least: int) -> list[bool]:
    gone = [0 < each.total() < least for each in groups]
    while any(gone) and not _is_mixed(groups, gone, least):
        left = [i for i, each in enumerate(groups) if not gone[i] and each]
        if not left:
            break
        gone[min(left, key=lambda i: (groups[i].total(), i))] = True
    return gone


def _is_mixed(groups: Sequence[Scores], gone: Sequence[bool], least: int) -> bool:
    """Whether the hidden groups are large enough together, and each of their scores may be another's."""
    there = [each for each, is_gone in zip(groups, gone, strict=True) if is_gone]
    if sum(each.total() for each in there) < least:
        return False
    for i, each in enumerate(there):
        others = {score for j, other in enumerate(there) if j != i for score in other}
        if any(not others - {score} for score in each):
            return False
    return True


def _is_veiled(
    whole: Scores, shown: Sequence[Scores], pool: Scores, points: tuple[float, ...], least: int, *, spread: bool
) -> bool:
    """Whether each small number of the shown groups, and of all cases, could be another with the same figures.

    `pool` holds the scores of the hidden groups together; with `spread` deviation and median are hidden too.
    """
    moves = _moves(points, 3 if spread else 4)

    def varies(own: Scores, point: float) -> bool:
        for move in moves:
            touched = dict(move)
            if point not in touched or any(own[at] + by < 0 for at, by in move):
                continue
            if spread or (_keeps_median(whole, move) and (own is pool or _keeps_median(own, move))):
                return True
        return False

    for point in points:
        if any(0 < each[point] < least and not varies(each, point) for each in shown):
            return False
        movable = [*shown, pool] if shown or pool else [whole]
        if 0 < whole[point] < least and not any(varies(each, point) for each in movable):
            return False
    return True


@lru_cache(maxsize=32)
def _moves(points: tuple[float, ...], size: int) -> list[_Move]:
    """Moves of cases between `size` points, both ways, in which N and the sums of the first `size` - 2 powers stay.

    They are the divided differences of that order, in whole cases.
    """
    found: list[_Move] = []
    for some in combinations(map(Fraction, points), size):
        shares = [1 / prod((point - other for other in some if other != point), start=Fraction(1)) for point in some]
        whole = lcm(*(share.denominator for share in shares))
        move = [(float(point), int(share * whole)) for point, share in zip(some, shares, strict=True)]
        found += [tuple(move), tuple((point, -by) for point, by in move)]
    return found


def _keeps_median(scores: Scores, move: Iterable[tuple[float, int]]) -> bool:
    moved = scores.copy()
    for point, by in move:
        moved[point] += by
    return _median(moved) == _median(scores)


def _median(scores: Scores) -> float:
    n = scores.total()
    low, high = (n - 1) // 2, n // 2
    found, before = [], 0
    for point in sorted(scores):
        after = before + scores[point]
        found += [point for at in dict.fromkeys((low, high)) if before <= at < after]
        before = after
    return sum(found) / len(found)
