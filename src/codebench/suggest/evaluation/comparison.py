"""All methods over the same sessions, so that what they found can be compared item by item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codebench.suggest.evaluation.recommender import Item, Maker
from codebench.suggest.evaluation.replay import Prediction, Visit, predict, replay
from codebench.suggest.segments import CodeText, Segment


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a method predicted in all sessions; `start` holds the same items, all predicted with nothing learnt."""

    predictions: tuple[Prediction, ...]
    start: tuple[Prediction, ...]


def compare(
    methods: Mapping[str, Maker],
    items: Sequence[Item],
    codes: Sequence[CodeText],
    orders: Sequence[Sequence[int]],
    corpus: Sequence[Segment] | None = None,
    visits: Mapping[str, Visit] | None = None,
) -> dict[str, Replayed]:
    """Each method replayed over each order of the items (see `replay.random_orders`), anew for each.

    `corpus` is all texts of the project, by default those of the items; `visits` look at a method before it learns.
    """
    texts = [item.segment for item in items] if corpus is None else corpus
    found = {}
    for name, make in methods.items():
        predictions: list[Prediction] = []
        start: list[Prediction] = []
        for session, order in enumerate(orders):
            method = make(codes, texts)
            start += [predict(method, items[index], session, 0) for index in order if items[index].codes]
            predictions += replay(method, items, order, session, (visits or {}).get(name))
        found[name] = Replayed(tuple(predictions), tuple(start))
    return found
