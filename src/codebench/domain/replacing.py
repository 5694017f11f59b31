"""Replacing places of a text by other words: an edit of which every place is known; nothing has to be guessed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from codebench.domain.draft import DocumentDraft
from codebench.domain.remap import Hunk, Outcome, Remapped, TextEdit
from codebench.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Place:
    """text[start:end], and what is to stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Substitution(TextEdit):
    """An edit that puts other words in the place of words: whoever said the old ones says the new ones."""

    brings_text: ClassVar[bool] = False

    @classmethod
    def at(cls, text: str, places: Sequence[Place]) -> "Substitution":
        """The edit that replaces these places, given in order and without overlap."""
        return cls(text, *_replaced(text, places))

    def remap(self, span: Span) -> Remapped:
        """Where a span of the old text is now; a border inside a replaced place moves out to that place's border.

        So no span is ever lost, spans keep their order, and what lies outside the places keeps its letters.
        """
        start, end = self.position(span.start, at_end=False), self.position(span.end, at_end=True)
        found = Span(start, end)
        if self.new[start:end] != self.old[span.start : span.end]:
            return Remapped(Outcome.BOUNDARY_TOUCHED, found)
        return Remapped(Outcome.UNCHANGED if found == span else Outcome.MOVED, found)

    def cuts(self, span: Span) -> bool:
        """Whether a border of the span stood inside a replaced place: then the span holds more of it now."""
        return self._inside(span.start) is not None or self._inside(span.end) is not None

    def position(self, at: int, *, at_end: bool) -> int:
        """Where an offset is now; inside a replaced place its beginning, or its end."""
        inside = self._inside(at)
        if inside is not None:
            return inside.new_end if at_end else inside.new_start
        before = bisect_right(self.hunks, at, key=lambda hunk: hunk.old_end)
        return at + (self.hunks[before - 1].new_end - self.hunks[before - 1].old_end if before else 0)

    def _inside(self, at: int) -> Hunk | None:
        after = bisect_right(self.hunks, at, key=lambda hunk: hunk.old_end)
        return self.hunks[after] if after < len(self.hunks) and self.hunks[after].old_start < at else None


@dataclass(frozen=True, slots=True)
class Excision(TextEdit):
    """An edit that takes words out for good and leaves a mark that nobody says: what lay inside them is gone."""

    brings_text: ClassVar[bool] = False

    @classmethod
    def at(cls, text: str, places: Sequence[Place]) -> "Excision":
        """The edit that puts a mark in these places, given in order and without overlap."""
        return cls(text, *_replaced(text, places))


def draft_with(document: DocumentDraft, places: Sequence[Place]) -> DocumentDraft:
    """The same draft of a document with other words at these places of its text."""
    if not places:
        return document
    edit = Substitution.at(document.text, places)

    def at(start: int, end: int) -> tuple[int, int]:
        return edit.position(start, at_end=False), edit.position(end, at_end=True)

    units = []
    for unit in document.units:
        start, end = at(unit.start, unit.end)
        body = at(unit.start, unit.body_start)[1] if unit.body_start > unit.start else start
        units.append(unit._replace(start=start, body_start=body, end=end))
    sections = []
    for section in document.sections:
        start, end = at(section.start, section.end)
        sections.append(replace(section, start=start, end=end))
    return document._replace(text=edit.new, units=tuple(units), sections=tuple(sections))


def replaced(text: str, places: Sequence[Place]) -> str:
    """The text with other words at these places, given in order and without overlap."""
    return _replaced(text, places)[0]


def _replaced(text: str, places: Sequence[Place]) -> tuple[str, tuple[Hunk, ...]]:
    hunks = tuple(_hunks(places))
    parts = []
    at = 0
    for place in places:
        parts += [text[at : place.start], place.text]
        at = place.end
    return "".join([*parts, text[at:]]), hunks


def _hunks(places: Sequence[Place]) -> Iterator[Hunk]:
    shift = 0
    for place in places:
        start = place.start + shift
        yield Hunk(place.start, place.end, start, start + len(place.text))
        shift += len(place.text) - (place.end - place.start)
