"""What a coder would be shown, looked into: is it explained, and do the words that it shows carry it?"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebench.suggest.evaluation.recommender import Item, Recommender, Suggester
from codebench.suggest.segments import Segment, Word
from codebench.suggest.stopwords import STOPWORDS
from codebench.suggest.suggestion import Reason, Suggestion

FLIPS_FROM = 25
"""Deleting words is tried from so many learnt items on: before that there is little to carry a suggestion."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was shown of one item.

    `flipped` says whether the first suggestion is another one without the words that it shows, and whether it is
    without as many other words; None where this was not tried.
    """

    session: int
    position: int
    segment_id: int
    truth: frozenset[int]
    shown: tuple[Suggestion, ...]
    flipped: tuple[bool, bool] | None

    @property
    def is_right(self) -> bool:
        """Whether the first suggestion is a code that the coder gave."""
        return bool(self.shown) and self.shown[0].code_id in self.truth


class Scrutiny:
    """Looks at a suggester before each item of a replay; what it saw is in `seen`."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []

    def __call__(self, method: Recommender, item: Item, session: int, position: int) -> None:
        """Look at what is suggested for an item."""
        suggester: Suggester = method  # type: ignore[assignment]
        shown = tuple(suggester.suggest(item.segment))
        flipped = None
        if shown and position >= FLIPS_FROM:
            flipped = _flips(suggester, item.segment, shown[0], random.Random(f"{session}/{position}"))
        self.seen.append(Seen(session, position, item.segment.id, item.codes, shown, flipped))


def is_explained(reason: Reason) -> bool:
    """Whether a reason has words of the segment and an own segment that is like it."""
    return bool(reason.words or reason.names) and reason.nearest is not None


def without(segment: Segment, words: Iterable[Word]) -> Segment:
    """The segment without these words of it, in its text too."""
    gone = {(word.start, word.end) for word in words}
    text, kept, at = "", [], 0
    for word in sorted(segment.words, key=lambda each: each.start):
        text += segment.text[at : word.start]
        at = word.end
        if (word.start, word.end) not in gone:
            start = len(text)
            text += segment.text[word.start : word.end]
            kept.append(Word(word.lemma, word.tag, start, len(text)))
    return Segment(segment.id, text + segment.text[at:], tuple(kept))


def _flips(method: Recommender, segment: Segment, first: Suggestion, chance: random.Random) -> tuple[bool, bool] | None:
    """Whether the first code changes without the words shown, and without as many others drawn at random.

    A word goes wherever it stands in the segment. The others are content words while there are any, since nobody
    learns from function words. None where too few other words are left to compare with.
    """
    places = {(word.start, word.end) for word in first.reason.words or first.reason.names}
    kinds: dict[str, list[Word]] = {}
    for word in segment.words:
        kinds.setdefault(word.lemma.lower(), []).append(word)
    shown = [words for words in kinds.values() if any((word.start, word.end) in places for word in words)]
    others = [words for words in kinds.values() if words not in shown and _is_word(segment, words[0])]
    if not shown or len(others) < len(shown):
        return None
    chance.shuffle(others)
    others.sort(key=lambda words: words[0].lemma.lower() in STOPWORDS)
    drawn = others[: len(shown)]
    return _changes(method, segment, shown, first.code_id), _changes(method, segment, drawn, first.code_id)


def _is_word(segment: Segment, word: Word) -> bool:
    return any(map(str.isalnum, segment.text[word.start : word.end]))


def _changes(method: Recommender, segment: Segment, kinds: Sequence[Sequence[Word]], code_id: int) -> bool:
    left = without(segment, (word for words in kinds for word in words))
    ranking = method.rank(left)
    return not ranking or ranking[0][0] != code_id
