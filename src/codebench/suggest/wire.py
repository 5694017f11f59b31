"""Segments, codes and suggestions as JSON: how the suggestions' process is spoken to."""

from collections.abc import Sequence
from typing import Any

from codebench.suggest.segments import CodeText, Segment, Word
from codebench.suggest.suggestion import Reason, ReasonWord, Suggestion, Tier

Json = Any


def segment_to_json(segment: Segment) -> Json:
    """A segment as [id, text, words]."""
    return [segment.id, segment.text, [[word.lemma, word.tag, word.start, word.end] for word in segment.words]]


def segment_of_json(value: Json) -> Segment:
    """The segment that was sent."""
    segment_id, text, words = value
    return Segment(segment_id, text, tuple(Word(*word) for word in words))


def code_to_json(code: CodeText) -> Json:
    """A code as it describes itself."""
    return [code.id, code.name, code.definition, list(code.keywords), code.parent_id]


def code_of_json(value: Json) -> CodeText:
    """The code that was sent."""
    code_id, name, definition, keywords, parent_id = value
    return CodeText(code_id, name, definition, tuple(keywords), parent_id)


def suggestion_to_json(suggestion: Suggestion) -> Json:
    """A suggestion with its reason."""
    reason = suggestion.reason
    return {
        "code": suggestion.code_id,
        "probability": suggestion.probability,
        "tier": str(suggestion.tier),
        "clause": suggestion.clause,
        "words": _words_to_json(reason.words),
        "names": _words_to_json(reason.names),
        "nearest": reason.nearest,
        "shared": list(reason.shared),
        "often": list(reason.often),
    }


def suggestion_of_json(value: Json) -> Suggestion:
    """The suggestion that was sent."""
    nearest, clause = value["nearest"], value["clause"]
    reason = Reason(
        words=_words_of_json(value["words"]),
        nearest=None if nearest is None else (int(nearest[0]), float(nearest[1])),
        shared=tuple(value["shared"]),
        names=_words_of_json(value["names"]),
        often=(value["often"][0], value["often"][1]),
    )
    place = None if clause is None else (int(clause[0]), int(clause[1]))
    return Suggestion(value["code"], value["probability"], Tier(value["tier"]), reason, place)


def _words_to_json(words: Sequence[ReasonWord]) -> Json:
    return [[word.lemma, word.form, word.start, word.end, word.n_with_code, word.n_total] for word in words]


def _words_of_json(value: Json) -> tuple[ReasonWord, ...]:
    return tuple(ReasonWord(*word) for word in value)
