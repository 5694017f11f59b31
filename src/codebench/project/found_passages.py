"""What is coded where a search found something: what is said in the unit, the sentences, or the words themselves."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from codebench.domain.sentences import next_sentence_start, sentence_start
from codebench.domain.spans import trim
from codebench.project.rule_models import Reach


class FoundUnit(NamedTuple):
    """A unit of a text: the label of its speaker from `start` on, what is said from `body_start` to `end`."""

    start: int
    body_start: int
    end: int
    is_answer: bool


def passage_of(text: str, units: Sequence[FoundUnit], start: int, end: int, reach: Reach) -> tuple[int, int]:
    """The passage that a place [start, end) stands for, without blanks at its ends; `units` are in order.

    An answer is whole. What reaches over more units goes to the end of the last. A label of a speaker stands for what
    is said, but where the words are meant; what lies in no unit, or holds nothing but blanks, stands for itself.
    """
    there = bisect_right(units, start, key=lambda unit: unit.start) - 1
    unit = units[there] if there >= 0 and start < units[there].end else None
    if unit is None or (reach is Reach.WORDS and not unit.is_answer):
        return start, end
    last = there
    while last + 1 < len(units) and units[last + 1].start < end:
        last += 1
    low, high = unit.body_start, units[last].end
    if reach is Reach.SENTENCE and not unit.is_answer and start >= unit.body_start:
        low = max(low, sentence_start(text, start))
        high = min(high, next_sentence_start(text, end - 1))
    found = trim(text, low, high)
    return (start, end) if found is None else (found.start, found.end)
