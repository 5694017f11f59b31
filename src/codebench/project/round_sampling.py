"""Drawing units at random so that a seed gives the same ones on every machine, and again in ten years."""

from collections.abc import Hashable, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def draw(keys: Sequence[str], n: int, seed: int) -> list[int]:
    """The places of `n` of the keys at random without replacement, ascending; keys are told apart by what they are.

    The keys are put in the order of SHA-256("seed:key"), of which the first `n` are taken: each set of `n` is as
    likely as any other, and what is drawn hangs on no order of the keys nor on any library's generator.
    """
    order = sorted(range(len(keys)), key=lambda at: (sha256(f"{seed}:{keys[at]}".encode()).digest(), keys[at]))
    return sorted(order[:n])


def allocate(sizes: Mapping[T, int], n: int) -> dict[T, int]:
    """How many of `n` units each stratum gets in proportion to its size, at least one each and none more than it has.

    Largest remainders decide; where strata are alike, the one that comes first.

    Raises:
        ValueError: there are fewer units to draw than strata, or more than there are in all.
    """
    total = sum(sizes.values())
    if not len(sizes) <= n <= total:
        raise ValueError(n)
    given = {stratum: max(1, n * size // total) for stratum, size in sizes.items()}

    def excess(stratum: T) -> int:
        return given[stratum] * total - n * sizes[stratum]

    while sum(given.values()) > n:
        given[max((one for one in given if given[one] > 1), key=excess)] -= 1
    while sum(given.values()) < n:
        given[min((one for one in given if given[one] < sizes[one]), key=excess)] += 1
    return given
