"""Rows of a tree with the highest share first: siblings change places, and each keeps what hangs under it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def ranked(rows: Sequence[T], level: Callable[[T], int], size: Callable[[T], float]) -> list[T]:
    """The rows, siblings from the largest to the smallest; those of one size stay in their order."""
    if not rows:
        return []
    top = min(map(level, rows))
    blocks: list[list[T]] = []
    for row in rows:
        if level(row) == top or not blocks:
            blocks.append([row])
        else:
            blocks[-1].append(row)
    blocks.sort(key=lambda block: -size(block[0]))
    return [row for first, *rest in blocks for row in (first, *ranked(rest, level, size))]
