"""Small material for the yardstick: segments, predictions, and methods that are known in advance."""

import re
from collections.abc import Iterable, Sequence

from codebench.suggest.evaluation.recommender import Item
from codebench.suggest.evaluation.replay import Prediction
from codebench.suggest.segments import CodeText, Segment, Word
from codebench.suggest.suggestion import Reason, ReasonWord, Suggestion, Tier

TIME, ROOM, PRAISE = 1, 2, 3
CODES = (CodeText(TIME, "tijd"), CodeText(ROOM, "lokaal"), CodeText(PRAISE, "waardering"))


def segment(number: int, text: str) -> Segment:
    return Segment(number, text, tuple(Word(m[0].lower(), "", *m.span()) for m in re.finditer(r"\w+", text)))


def item(number: int, text: str, *codes: int) -> Item:
    return Item(segment(number, text), frozenset(codes))


def prediction(
    position: int, truth: set[int], first: Sequence[int], rank: int | None = None, text: int = 0
) -> Prediction:
    return Prediction(0, position, text or position, frozenset(truth), tuple(first), rank)


class Diary:
    """A method that writes down what it is asked and told, and finds a code by its name in the text."""

    def __init__(self, codes: Sequence[CodeText], _corpus: Iterable[Segment]) -> None:
        self.codes = {code.name: code.id for code in codes}
        self.asked: list[tuple[int, frozenset[int]]] = []
        self.learnt: list[int] = []

    def learn(self, segment: Segment, codes: frozenset[int]) -> None:
        self.learnt.append(segment.id)

    def rank(self, segment: Segment) -> list[tuple[int, float]]:
        self.asked.append((segment.id, frozenset(self.learnt)))
        named = {code: float(name in segment.text) for name, code in self.codes.items()}
        return sorted(named.items(), key=lambda each: (-each[1], each[0]))

    def suggest(self, segment: Segment) -> list[Suggestion]:
        code, found = self.rank(segment)[0]
        names = [name for name, number in self.codes.items() if number == code and name in segment.text]
        places = [(name, segment.text.index(name)) for name in names]
        words = tuple(ReasonWord(name, name, at, at + len(name), 1, 1) for name, at in places)
        return [Suggestion(code, found, Tier.STRONG, Reason(words, (1, 0.5) if words else None, often=(1, 1)))]
