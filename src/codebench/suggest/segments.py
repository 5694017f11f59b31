"""What the suggestions read: a segment of text with its words, and a code as it describes itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a segment: its lemma, its universal part of speech (may be empty) and its place [start, end)."""

    lemma: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit's text as it stands, with its words; `id` is the unit's. Offsets are code points into `text`."""

    id: int
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class CodeText:
    """A code as it describes itself: what the suggestions start from before anything was coded."""

    id: int
    name: str
    definition: str = ""
    keywords: tuple[str, ...] = ()
    parent_id: int | None = None
