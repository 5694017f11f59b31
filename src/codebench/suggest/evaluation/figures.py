"""What the predictions of a method amount to: R@k, macro R@k and MRR, by block of items."""

from collections import Counter
from collections.abc import Iterable, Sequence

from codebench.suggest.evaluation.replay import Prediction

BLOCKS = ((0, 10), (10, 25), (25, 50), (50, 100), (100, 200), (200, 400))
MAIN = (25, 400)
"""From where a coder has begun to repeat codes: the block that methods are compared over."""

Block = tuple[int, int]


def blocks_of(items: int) -> tuple[Block, ...]:
    """The blocks of a session of so many items; beyond 400 each is twice as long as the one before."""
    blocks = list(BLOCKS)
    while blocks[-1][1] < items:
        blocks.append((blocks[-1][1], 2 * blocks[-1][1]))
    return tuple(blocks)


def label(block: Block) -> str:
    """The block's name: "25-50" holds the items before which 25 to 49 were learnt."""
    return f"{block[0]}-{block[1]}"


def within(predictions: Iterable[Prediction], block: Block) -> list[Prediction]:
    """The predictions in this block."""
    return [each for each in predictions if block[0] <= each.position < block[1]]


def recall(predictions: Sequence[Prediction], k: int) -> float | None:
    """R@k: of an item's true codes the share among the first k, averaged over items, 0-1; None without items."""
    shares = [len(each.truth.intersection(each.first[:k])) / len(each.truth) for each in predictions]
    return sum(shares) / len(shares) if shares else None


def macro_recall(predictions: Sequence[Prediction], k: int) -> float | None:
    """Macro R@k: per code the share of its items where it is among the first k, averaged over the codes that occur."""
    given: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for each in predictions:
        given.update(each.truth)
        found.update(each.truth.intersection(each.first[:k]))
    return sum(found[code] / n for code, n in given.items()) / len(given) if given else None


def reciprocal_rank(predictions: Sequence[Prediction]) -> float | None:
    """MRR: one through the place of the first true code (nothing where none was ranked), averaged over items."""
    ranks = [1 / each.rank if each.rank else 0.0 for each in predictions]
    return sum(ranks) / len(ranks) if ranks else None
