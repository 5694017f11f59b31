"""Association of two words: how much more often they stand together than by chance, and how typical that is."""

from collections.abc import Sequence
from math import log, log2


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """G², from 0, of a table of four cells: `both`, `first` (in all), `second` (in all) among `total` words.

    Dunning (1993), Accurate methods for the statistics of surprise and coincidence, section 5: the sum over the cells
    of 2 O ln(O / E).
    """
    cells = (both, first - both, second - both, total - first - second + both)
    rows, columns = (first, total - first), (second, total - second)
    return max(0.0, 2 * sum(_term(cells, rows, columns, total)))


def _term(cells: Sequence[int], rows: Sequence[int], columns: Sequence[int], total: int) -> list[float]:
    margins = ((0, 0), (0, 1), (1, 0), (1, 1))
    return [o * log(o * total / (rows[i] * columns[j])) for o, (i, j) in zip(cells, margins, strict=True) if o]


def log_dice(both: int, first: int, second: int) -> float:
    """How typical it is that they stand together, 14 at most whatever the size of the material; one more is twice.

    Rychlý (2008), A lexicographer-friendly association score, section 3: 14 + log2(2 f(xy) / (f(x) + f(y))).
    """
    return 14 + log2(2 * both / (first + second))
