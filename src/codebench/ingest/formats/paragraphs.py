"""Paragraphs put together again from the lines of pages, by what the typesetter did with them.

A paragraph ends where the gap to the next line is larger than usual, where the next line stands further in (or, in
hanging style, further out) than its column, where the type changes, where a speaker's label begins, and where the
first word of the next line would have fitted on this one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from codebench.ingest.formats.furniture import PageLine
from codebench.ingest.formats.hyphens import Words, ends_in_hyphen
from codebench.ingest.labels import is_phrase, known_role, well_formed
from codebench.ingest.lines import Line

_CELL = "\t"
_GAP = 1.25
_LEAST_SHARE = 0.1
# From what part of a letter's height on a line stands further in, and up to where that begins a paragraph.
_STEP = 0.6
_DEEPEST_STEP = 5
_MOSTLY = 0.6
_SIZE_STEP = 1.12
_HEADING = 200
# Where the right edge of a column is, among where its lines end; a joined word makes a line of plain text too long.
_EDGE_SHARE = 0.95
_PLAIN_SHARE = 0.75
_PLAIN_EDGE = 0.8
_LABEL = re.compile(r"[\[(#<]?(?:\d[\d:.,-]*[\])#>]?\s+)?([^\W\d_][\w .'’\-()/&+]{0,40}?)\s*:(?!//|\d)")
_MARKUP = re.compile(r"#{1,6}\s|[•▪●–—*-]\s|\d{1,2}[.)]\s")
_SENTENCE_ENDS = (".", "?", "!", "…", ":", ";", "]", ")", "”", '"', "’", "»")
_SOFT_HYPHEN = "\u00ad"
# More than the longest word that is looked up where a line breaks it.
_END = 200


def rebuild(lines: Sequence[PageLine], words: Words) -> tuple[Line, ...]:
    """The paragraphs of lines in reading order, one blank line between them.

    `words` knows which hyphens belong to words.
    """
    if not lines:
        return ()
    layout = _Layout(lines)
    found: list[Line] = []
    paragraph = _Paragraph(lines[0])
    for previous, line in pairwise(lines):
        if layout.parts(previous, line, paragraph.n_lines):
            found += _line(paragraph.text, paragraph.first, layout)
            paragraph = _Paragraph(line)
        else:
            paragraph.add(line.text, words)
    found += _line(paragraph.text, paragraph.first, layout)
    return tuple(found[:-1])


class _Paragraph:
    """The lines of a paragraph, put together. Only its end is looked at, so that one of many pages is read as fast."""

    def __init__(self, first: PageLine) -> None:
        self.first = first
        self.n_lines = 1
        self._done: list[str] = []
        self._end = first.text

    def add(self, text: str, words: Words) -> None:
        """Put one more line behind the others."""
        end = words.join(self._end, text) if ends_in_hyphen(self._end) else f"{self._end} {text}"
        settled = max(len(end) - _END, 0)
        self._done.append(end[:settled])
        self._end = end[settled:]
        self.n_lines += 1

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join((*self._done, self._end))


def _line(text: str, first: PageLine, layout: "_Layout") -> list[Line]:
    text = text.replace(_SOFT_HYPHEN, "").strip()
    if ends_in_hyphen(text):
        text = f"{text[:-1]}-"
    if not text:
        return []
    is_large = layout.is_large(first)
    label = None if is_large else layout.speaker(first) or first.label
    return [Line(text, label, is_heading=is_large and len(text) <= _HEADING), Line("")]


class _Layout:
    """What is usual in this document: the pitch of lines, where columns begin and end, the size of the type."""

    def __init__(self, lines: Sequence[PageLine]) -> None:
        lefts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        rights: dict[int, list[float]] = defaultdict(list)
        letters: Counter[float] = Counter()
        gaps: Counter[float] = Counter()
        for line in lines:
            lefts[line.page, line.column][round(line.left)] += 1
            rights[line.column].append(line.right)
            letters[round(line.size, 1)] += len(line.text)
        for before, after in pairwise(lines):
            if before.page == after.page and before.column == after.column and after.baseline > before.baseline:
                gaps[round(2 * (after.baseline - before.baseline)) / 2] += 1
        usual = [gap for gap, n in gaps.items() if n >= _LEAST_SHARE * gaps.total()]
        self._pitch = min(usual, default=0.0)
        self._is_plain = all(line.size == 1 for line in lines)
        self._size = letters.most_common(1)[0][0]
        self._lefts = {place: counts.most_common(1)[0][0] for place, counts in lefts.items()}
        share = _PLAIN_SHARE if self._is_plain else _EDGE_SHARE
        self._rights = {column: sorted(found)[int(share * (len(found) - 1))] for column, found in rights.items()}
        # Where a line that stands further in is mostly followed by one that doesn't, it begins a paragraph.
        behind = [not self._is_further_in(after) for before, after in pairwise(lines) if self._is_further_in(before)]
        self._indents = sum(behind) >= max(2, _MOSTLY * len(behind))
        self._speakers = _speakers(lines)
        labels = Counter(label for line in lines if (label := _label(line.text)) is not None)
        self._labels = frozenset(label for label, n in labels.items() if n > 1)

    def speaker(self, line: PageLine) -> str | None:
        """The speaker in the first cell of a table's row, None for any other line."""
        return _cell(line) if line.inner is not None and _cell(line) in self._speakers else None

    def is_large(self, line: PageLine) -> bool:
        """Whether the line is set in larger type than the text."""
        return line.size > _SIZE_STEP * self._size

    def parts(self, before: PageLine, after: PageLine, n_lines: int) -> bool:
        """Whether a new paragraph begins between two lines; `n_lines` is how many the paragraph has so far."""
        if max(before.size, after.size) > _SIZE_STEP * min(before.size, after.size):
            return True
        if self.speaker(after) is not None:
            return True
        label = _label(after.text)
        is_whole = before.text.endswith(_SENTENCE_ENDS)
        if label is not None and (label in self._labels or (is_whole and known_role(label) is not None)):
            return True
        if after.label is not None and before.label != after.label and not self.is_large(after):
            return True
        if ends_in_hyphen(before.text):
            return False
        is_near = before.page == after.page and before.column == after.column
        if is_near and self._pitch and self._is_gap(before, after):
            return True
        if is_whole and _MARKUP.match(after.text):
            return True
        if is_near and self._is_indented(before, after, n_lines):
            return True
        return self._is_forced(before, after)

    def _is_gap(self, before: PageLine, after: PageLine) -> bool:
        # Larger type has its lines further apart.
        scale = max(1.0, min(before.size, after.size) / self._size)
        return after.baseline - before.baseline > _GAP * scale * self._pitch

    def _is_indented(self, before: PageLine, after: PageLine, n_lines: int) -> bool:
        slack = _STEP * after.size
        if self._indents and self._is_further_in(after):
            return True
        if before.inner is not None and abs(after.left - before.inner) <= slack:
            return False
        if abs(after.left - before.left) <= slack:
            return False
        # Back at the margin after one line further in is how an indented paragraph goes on.
        return abs(after.left - self._lefts[after.page, after.column]) > slack or n_lines > 1

    def _is_further_in(self, line: PageLine) -> bool:
        return _STEP < (line.left - self._lefts[line.page, line.column]) / line.size < _DEEPEST_STEP

    def _is_forced(self, before: PageLine, after: PageLine) -> bool:
        word = after.text.split(" ", 1)[0]
        width = (after.right - after.left) * len(word) / max(len(after.text), 1)
        edge = self._rights[before.column]
        if self._is_plain:
            # Letters of a proportional type: as many of them take more room or less.
            would_fit = before.right + 1 + width < _PLAIN_EDGE * edge
        else:
            would_fit = before.right + before.size / 4 + width < edge - before.size / 2
        goes_on = after.text[:1].islower() and not before.text.endswith(_SENTENCE_ENDS)
        return would_fit and not goes_on


def _cell(line: PageLine) -> str:
    return line.text.partition(_CELL)[0].rstrip(" :")


def _speakers(lines: Sequence[PageLine]) -> frozenset[str]:
    """The first cells of a table's rows where they are the labels of speakers: short, most of them more than once."""
    cells = Counter(_cell(line) for line in lines if line.inner is not None)
    labels = {cell for cell in cells if well_formed(cell) and not is_phrase(cell)}
    speaking = sum(n for cell, n in cells.items() if cell in labels and (n > 1 or known_role(cell) is not None))
    return frozenset(labels) if cells and 2 * speaking > cells.total() else frozenset()


def _label(text: str) -> str | None:
    match = _LABEL.match(text)
    if match is None or match[1][0].islower() or not well_formed(match[1]) or is_phrase(match[1]):
        return None
    return match[1]
