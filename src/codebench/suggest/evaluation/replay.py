"""Replayed sessions: each item is predicted before it is learnt, for every method in the same order."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from codebench.suggest.evaluation.recommender import Item, Recommender

FIRST = 3
"""How many codes of a ranking are looked at."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a method said of one item, and what the coder decided.

    `position` is the number of items that were learnt before; `first` holds the first three codes, and `rank` the
    place of the first true code, from 1, or None where the method ranked none of them.
    """

    session: int
    position: int
    segment_id: int
    truth: frozenset[int]
    first: tuple[int, ...]
    rank: int | None


Visit = Callable[[Recommender, Item, int, int], None]
"""Looks at a method and the item that comes, with the session and the number of items learnt in it."""


def random_orders(n: int, seeds: int, items: int) -> list[list[int]]:
    """One order per seed 0, 1, ...: the indexes of the first `items` of `n` items, shuffled."""
    orders = []
    for seed in range(seeds):
        order = list(range(n))
        random.Random(seed).shuffle(order)
        orders.append(order[:items])
    return orders


def replay(
    method: Recommender, items: Sequence[Item], order: Sequence[int], session: int = 0, visit: Visit | None = None
) -> Iterator[Prediction]:
    """Each item in order: predicted by what was learnt from those before it, and only then learnt.

    An item without codes is learnt and counts as a position, but yields nothing: no code of it could be found.
    """
    for position, index in enumerate(order):
        item = items[index]
        if item.codes:
            if visit is not None:
                visit(method, item, session, position)
            yield predict(method, item, session, position)
        method.learn(item.segment, item.codes)


def predict(method: Recommender, item: Item, session: int, position: int) -> Prediction:
    """What a method says of an item now."""
    ranking = [code for code, _score in method.rank(item.segment)]
    rank = next((place for place, code in enumerate(ranking, 1) if code in item.codes), None)
    return Prediction(session, position, item.segment.id, item.codes, tuple(ranking[:FIRST]), rank)
