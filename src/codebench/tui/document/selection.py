"""Where motions lead and what a selection grows to: words, sentences, turns, paragraphs, all pure.

Offsets are code points, spans half-open. Nothing here knows rows or cells; see `layout` for those.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from codebench.domain.sentences import next_sentence_start, sentence_start, stripped_end
from codebench.tui.document.model import PaneSection, PaneUnit

# Combining accents and soft hyphens are inside a word; so are the apostrophe and hyphen of "auto's", "co-teaching".
WORD = re.compile(r"[\w\u0300-\u036f]+(?:['’\u00ad\u2011-][\w\u0300-\u036f]+)*")
_BLANK = re.compile(r"\s*")
_WINDOW = 256

Span = tuple[int, int]
_LINE_END = re.compile("\n")


class Reading:
    """A text as it is read: its words, sentences, paragraphs, units and sections."""

    __slots__ = ("_line_starts", "_section_starts", "_sections", "_starts", "text", "units")

    def __init__(self, text: str, units: Sequence[PaneUnit] = (), sections: Sequence[PaneSection] = ()) -> None:
        self.text = text
        self.units = units
        self._starts = [unit.start for unit in units]
        self._section_starts = sorted(section.start for section in sections)
        self._sections = sorted((section.start, section.end) for section in sections)
        self._line_starts: array[int] | None = None

    def unit_index(self, offset: int) -> int:
        """Which unit the offset belongs to, or -1; blanks after a unit are still that unit's."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return -1
        end = self.units[i].end
        return i if offset <= end or self.text[end:offset].isspace() else -1

    def unit(self, offset: int) -> PaneUnit | None:
        """The unit that the offset belongs to."""
        i = self.unit_index(offset)
        return self.units[i] if i >= 0 else None

    def units_from(self, start: int, end: int) -> Span:
        """The range of indices of the units that start in text[start:end]."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    # Lines of the text itself, however it is wrapped

    @property
    def lines(self) -> "array[int]":
        """Where each line of the text begins; found when it is first asked for."""
        if self._line_starts is None:
            self._line_starts = array("q", [0, *(match.end() for match in _LINE_END.finditer(self.text))])
        return self._line_starts

    def line_at(self, offset: int) -> int | None:
        """The number, from 1, of the line that begins at the offset; None where none does."""
        at = bisect_left(self.lines, offset)
        return at + 1 if at < len(self.lines) and self.lines[at] == offset else None

    def line_number(self, number: int) -> int:
        """Where the line of this number begins, counted from 1; the nearest one there is."""
        return self.lines[min(max(1, number), len(self.lines)) - 1]

    # Words

    def word(self, offset: int) -> Span | None:
        """The word that the offset stands in or directly after."""
        start = self._last_word_start(offset + 1)
        match = WORD.match(self.text, start) if start >= 0 else None
        return match.span() if match and offset <= match.end() else None

    def next_word(self, offset: int) -> int:
        """The start of the next word."""
        word = self.word(offset)
        match = WORD.search(self.text, word[1] if word else offset)
        return match.start() if match else len(self.text)

    def previous_word(self, offset: int) -> int:
        """The start of this word, or of the one before where the offset is at its start."""
        return max(0, self._last_word_start(offset))

    # Sentences, which never run from a speaker's label into the speech

    def sentence(self, offset: int) -> Span:
        """The sentence that the offset stands in, without the blanks around it."""
        start = sentence_start(self.text, offset)
        end = next_sentence_start(self.text, offset)
        unit = self.unit(offset)
        if unit is not None:
            low, high = (unit.body_start, unit.end) if offset >= unit.body_start else (unit.start, unit.body_start)
            start, end = max(start, low), min(end, max(high, offset))
        return self.trim(start, end)

    def next_sentence(self, offset: int, selecting: bool = False) -> int:
        """The start of the next sentence; a speaker's label is passed over.

        While selecting, what a speaker says ends where it ends, not at the next one's first word.
        """
        unit = self.unit(offset)
        if unit is not None and offset < unit.body_start:
            return unit.body_start
        target = self.past_label(next_sentence_start(self.text, offset))
        if selecting and unit is not None and unit.end < target:
            if offset < unit.end:
                return unit.end
            beyond = self.unit(target)
            if beyond is not None:
                return max(target, min(next_sentence_start(self.text, target), beyond.end))
        return target

    def previous_sentence(self, offset: int) -> int:
        """The start of this sentence, or of the one before where the offset is at its start."""
        start = sentence_start(self.text, max(0, offset - 1))
        past = self.past_label(start)
        if past < offset:
            return past
        # The offset is at the start of a speech (or in its label): the sentence before is the last speaker's.
        unit = self.unit(start)
        return self.previous_sentence(unit.start) if unit is not None and unit.start < offset and start > 0 else start

    # Paragraphs: stretches of lines that are not blank

    def next_paragraph(self, offset: int) -> int:
        """The start of the next line that holds something."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else self._past_blank(end)

    def previous_paragraph(self, offset: int) -> int:
        """The start of this line, or of the one before that holds something."""
        line = self.text.rfind("\n", 0, stripped_end(self.text, offset))
        return self._past_blank(line + 1)

    # Turns

    def next_turn(self, offset: int, selecting: bool = False) -> int:
        """The start of the next unit's body; while selecting, the end of this body (or of the next one)."""
        i = max(0, bisect_right(self._starts, offset) - 1)
        for unit in self.units[i : i + 2]:
            target = unit.end if selecting else unit.body_start
            if target > offset:
                return target
        return offset

    def previous_turn(self, offset: int) -> int:
        """The start of this unit's body, or of the one before where the offset is at its start."""
        i = bisect_right(self._starts, offset) - 1
        for unit in reversed(self.units[max(0, i - 1) : i + 1]):
            if unit.body_start < offset:
                return unit.body_start
        return offset if i < 0 else min(offset, self.units[0].body_start)

    def turn_of_speaker(self, offset: int, step: int) -> int:
        """The start of what this speaker says next (step 1) or said before (step -1), or the offset."""
        i = self.unit_index(offset)
        if i < 0:
            return offset
        others = self.units[i + 1 :] if step > 0 else self.units[:i][::-1]
        speaker = self.units[i].speaker
        return next((unit.body_start for unit in others if unit.speaker == speaker), offset)

    def turn_number(self, number: int) -> int:
        """The start of the body of the unit with this number (the first is 1), or of the last one before it."""
        if not self.units:
            return 0
        return self.units[min(max(1, number), len(self.units)) - 1].body_start

    # Sections

    def next_section(self, offset: int, selecting: bool = False) -> int:
        """Where the next section begins to be read; while selecting, where this one ends; the end after the last."""
        for start in self._section_starts[bisect_right(self._section_starts, offset) :]:
            target = start if selecting else self.past_label(start)
            if target > offset:
                return target
        return len(self.text)

    def previous_section(self, offset: int) -> int:
        """Where this section begins to be read, or the one before where the offset is there."""
        starts = [0, *self._section_starts]
        before = (self.past_label(start) for start in reversed(starts[: bisect_left(starts, offset)]))
        return next((start for start in before if start < offset), 0)

    # Selections

    def trim(self, start: int, end: int) -> Span:
        """The span without the blanks at its ends; empty, at `start`, where it holds nothing else."""
        whole = self.text[start:end]
        kept = whole.strip()
        if not kept:
            return start, start
        start += len(whole) - len(whole.lstrip())
        return start, start + len(kept)

    def snap(self, start: int, end: int) -> Span:
        """The span without blanks at its ends, and with the words whole that it cuts."""
        start, end = self.trim(start, end)
        if start == end:
            return start, end
        first, last = self.word(start), self.word(end - 1)
        if first is not None and first[0] < start < first[1]:
            start = first[0]
        if last is not None and last[0] < end < last[1]:
            end = last[1]
        return start, end

    def steps(self, start: int, end: int) -> tuple[Span, ...]:
        """What the span can grow to, from small to large: words, sentences, the bodies of its units, its sections."""
        word = self.word(start)
        words = self.snap(start, end) if end > start else word or (start, end)
        inside = max(start, end - 1)
        sentences = (self.sentence(start)[0], self.sentence(inside)[1])
        first, last = self.unit(start), self.unit(inside)
        units = (first.body_start, last.end) if first is not None and last is not None else sentences
        return words, sentences, units, *self._around(*units)

    def _around(self, start: int, end: int) -> list[Span]:
        """The sections that hold a span, smallest first, without blanks at their ends; else those that it touches."""
        there = [section for section in self._sections if section[0] < end and start < section[1]]
        holding = [section for section in there if section[0] <= start and end <= section[1]]
        if not holding and there:
            holding = [(min(start, there[0][0]), max(end, *(section[1] for section in there)))]
        return sorted((self.trim(*section) for section in holding), key=lambda span: span[1] - span[0])

    def grow(self, start: int, end: int) -> Span:
        """The next larger step; the span itself where there is none."""
        larger = (step for step in self.steps(start, end) if step[0] <= start and end <= step[1])
        return next((step for step in larger if step != (start, end)), (start, end))

    def shrink(self, start: int, end: int) -> Span:
        """The next smaller step at the span's start; an empty span where there is none."""
        for step in reversed(self.steps(start, start)):
            if start <= step[0] < step[1] <= end and step != (start, end):
                return step
        return start, start

    def _last_word_start(self, offset: int) -> int:
        """The start of the last word that begins before the offset, or -1."""
        size = _WINDOW
        while True:
            low = max(0, offset - size)
            starts = []
            for match in WORD.finditer(self.text, low):
                if match.start() >= offset:
                    break
                starts.append(match.start())
            # The window may cut its first word: that one tells nothing about where it begins.
            if low == 0 or len(starts) > 1:
                return starts[-1] if starts else -1
            size *= 2

    def past_label(self, offset: int) -> int:
        """The offset, or where the speech begins in whose label it stands."""
        unit = self.unit(offset)
        return unit.body_start if unit is not None and unit.start <= offset < unit.body_start else offset

    def _past_blank(self, offset: int) -> int:
        match = _BLANK.match(self.text, offset)
        return match.end() if match else offset
