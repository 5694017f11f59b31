"""What an edit of a text does to the spans on it: one difference between old and new, then span by span.

The difference is made in three steps, each inside what the one before could not match: whole lines, words,
and the characters of words that resemble each other. Lines and words that occur once on both sides anchor it
(as in patience diff); what has no such anchor is matched by Myers' algorithm, a limited number of differences
at a time. So the effort grows with the length of the text, never with its square.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import ClassVar

from codebench.domain.errors import InputError
from codebench.domain.spans import Span, graphemes, joins, splits_word, tokens
from codebench.i18n import _

# A run of fewer words than this can outlive a rewriting by chance ("de", "in het").
_CHANCE_WORDS = 3
# Such a run is taken for chance when the changes at both sides are this many times as long.
_CHANCE_WEIGHT = 4
# Two stretches are one misspelt and one mended when at most this share of their characters differs.
_UNLIKE = 0.3
# How many differences are weighed against each other at a time; the effort is its square.
_DIFFERENCES = 64
# How far a deletion or insertion is moved to find a better place.
_REACH = 200

# Runs of equal pieces: i, j, n stands for a[i:i+n] == b[j:j+n].
_Runs = list[tuple[int, int, int]]
# Part of both lists of pieces: a[low:high] and b[low:high].
_Part = tuple[int, int, int, int]


class Outcome(StrEnum):
    """What became of a span.

    *unchanged*: the same offsets and the same quote. *moved*: the same quote at other offsets. *boundary
    touched*: the quote changed, at a border or inside, but at least one of its letters or digits is left.
    *text gone*: none is left. (Of a quote without letters or digits, such as an emoji, any character counts
    that is not white space; of white space, any.)
    """

    UNCHANGED = "unchanged"
    MOVED = "moved"
    BOUNDARY_TOUCHED = "boundary touched"
    TEXT_GONE = "text gone"


@dataclass(frozen=True, slots=True)
class Remapped:
    """What became of a span, and its place in the new text (None only where its text is gone)."""

    outcome: Outcome
    span: Span | None


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change: old[old_start:old_end] became new[new_start:new_end]; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def deleted(self) -> int:
        """How many code points of the old text went."""
        return self.old_end - self.old_start

    @property
    def inserted(self) -> int:
        """How many code points of the new text came."""
        return self.new_end - self.new_start


@dataclass(frozen=True, slots=True)
class TextEdit:
    """An edit of a frozen text, with its changes in order; between two of them stands text that stayed."""

    old: str
    new: str
    hunks: tuple[Hunk, ...]

    brings_text: ClassVar[bool] = True  # what is new was said by somebody: it belongs to a unit

    @classmethod
    def between(cls, old: str, new: str) -> "TextEdit":
        """The edit that turns the old text into the new one."""
        hunks = [hunk for block in _changed_blocks(old, new) for hunk in _refined(block, old, new)]
        return cls(old, new, tuple(_settled(hunks, old, new)))

    def remap(self, span: Span) -> Remapped:
        """What the edit does to a span of the old text.

        A quote in which nothing changed is kept to the letter. Of a touched quote the new span runs from the
        first to the last character that survives, with what was put in between; an insertion at its border
        stays outside, except that a word which only had its spelling changed is never cut. Two spans that
        survive keep the order of their starts.

        Raises:
            InputError: the span reaches beyond the old text.
        """
        if span.end > len(self.old):
            message = _("The text ends at {length}, before the end of the fragment {start}-{end}.")
            raise InputError(message.format(length=len(self.old), start=span.start, end=span.end))
        first = bisect_right(self.hunks, span.start, key=lambda hunk: hunk.old_end)
        last = bisect_left(self.hunks, span.end, key=lambda hunk: hunk.old_start)
        shift = self.hunks[first - 1].new_end - self.hunks[first - 1].old_end if first else 0
        quote = self.old[span.start : span.end]
        if first >= last:
            found = Span(span.start + shift, span.end + shift)
        else:
            touching = self.hunks[first:last]
            kept = _between(touching, span)
            if not _survives(quote, "".join(self.old[piece.start : piece.end] for piece in kept)):
                return Remapped(Outcome.TEXT_GONE, None)
            found = Span(
                self._new_start(span, kept[0].start, touching, shift),
                self._new_end(span, kept[-1].end, touching, shift),
            )
        if self.new[found.start : found.end] != quote:
            return Remapped(Outcome.BOUNDARY_TOUCHED, found)
        return Remapped(Outcome.UNCHANGED if found == span else Outcome.MOVED, found)

    def _new_start(self, span: Span, kept: int, touching: Sequence[Hunk], shift: int) -> int:
        """Where the first kept character is now; the word it is in comes along if its head was respelt."""
        if kept == span.start:
            return kept + shift
        before = next(hunk for hunk in reversed(touching) if hunk.old_end <= kept)
        start = before.new_end + kept - before.old_end
        word = kept
        while splits_word(self.old, word):
            word -= 1
        if span.start <= word < kept:
            while start > before.new_start and splits_word(self.new, start):
                start -= 1
        return start

    def _new_end(self, span: Span, kept: int, touching: Sequence[Hunk], shift: int) -> int:
        """Where the last kept character ends now; the word it is in comes along if its tail was respelt."""
        before = [hunk for hunk in touching if hunk.old_end < kept]
        end = kept + (before[-1].new_end - before[-1].old_end if before else shift)
        if kept == span.end:
            return end
        after = touching[len(before)]
        word = kept
        while splits_word(self.old, word):
            word += 1
        if kept < word <= span.end:
            while end < after.new_end and splits_word(self.new, end):
                end += 1
        return end


def _between(hunks: Sequence[Hunk], span: Span) -> list[Span]:
    """The stretches of the span that no hunk replaces, in order."""
    starts = [span.start, *(hunk.old_end for hunk in hunks)]
    ends = [*(hunk.old_start for hunk in hunks), span.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _survives(quote: str, kept: str) -> bool:
    """Whether what is left of a quote is enough to be called a part of it, see `Outcome`."""
    if any(map(str.isalnum, quote)):
        return any(map(str.isalnum, kept))
    return bool(kept.strip() if quote.strip() else kept)


def _changed_blocks(old: str, new: str) -> Iterator[Hunk]:
    """The stretches of whole lines that differ.

    Only lines that occur once may anchor: an empty line or a "Ja." would tie unrelated paragraphs together.
    """
    a, b = old.split("\n"), new.split("\n")
    a = [line + "\n" for line in a[:-1]] + a[-1:]
    b = [line + "\n" for line in b[:-1]] + b[-1:]
    return _gaps(_anchored(a, b, thorough=False), a, b, 0, 0)


def _gaps(runs: _Runs, a: list[str], b: list[str], at: int, at_new: int) -> Iterator[Hunk]:
    """What lies between runs of equal pieces, in code points; `at` is where both lists of pieces begin."""
    ends_a = list(accumulate(map(len, a), initial=at))
    ends_b = list(accumulate(map(len, b), initial=at_new))
    i = j = 0
    for run_i, run_j, n in [*sorted(runs), (len(a), len(b), 0)]:
        if i < run_i or j < run_j:
            yield Hunk(ends_a[i], ends_a[run_i], ends_b[j], ends_b[run_j])
        i, j = run_i + n, run_j + n


def _anchored(a: Sequence[str], b: Sequence[str], thorough: bool) -> _Runs:
    """Runs of equal pieces that neither cross nor overlap, not sorted.

    Common beginnings and ends are taken off, pieces that occur once on both sides divide the rest, and so on
    inside each part; where none is left, `thorough` decides whether Myers' algorithm still looks.
    """
    runs: _Runs = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        low_a, high_a, low_b, high_b = todo.pop()
        n = 0
        while low_a + n < high_a and low_b + n < high_b and a[low_a + n] == b[low_b + n]:
            n += 1
        runs.append((low_a, low_b, n))
        low_a, low_b, n = low_a + n, low_b + n, 0
        while low_a < high_a - n and low_b < high_b - n and a[high_a - n - 1] == b[high_b - n - 1]:
            n += 1
        high_a, high_b = high_a - n, high_b - n
        runs.append((high_a, high_b, n))
        if low_a == high_a or low_b == high_b:
            continue
        in_a, in_b = _places(a, low_a, high_a), _places(b, low_b, high_b)
        anchors = _unique_anchors(in_a, in_b)
        if anchors:
            starts = [(low_a, low_b), *anchors]
            ends = [*anchors, (high_a, high_b)]
            todo += [(i, to_i, j, to_j) for (i, j), (to_i, to_j) in zip(starts, ends, strict=True)]
        elif thorough and any(piece in in_b for piece in in_a if not piece.isspace()):
            while low_a < high_a and low_b < high_b:
                more, low_a, low_b = _myers(a, b, (low_a, high_a, low_b, high_b), _DIFFERENCES)
                runs += more
    return runs


def _places(pieces: Sequence[str], low: int, high: int) -> dict[str, int]:
    """The index of each piece between two indexes, or -1 where it occurs more than once."""
    places: dict[str, int] = {}
    for i in range(low, high):
        places[pieces[i]] = -1 if pieces[i] in places else i
    return places


def _unique_anchors(in_a: dict[str, int], in_b: dict[str, int]) -> list[tuple[int, int]]:
    """The longest series of pieces that occur once on both sides, and in the same order."""
    pairs = [(i, in_b.get(piece, -1)) for piece, i in in_a.items() if i >= 0 and not piece.isspace()]
    pairs = [pair for pair in pairs if pair[1] >= 0]
    # The longest increasing series: `tails[k]` is the least end of a series of k + 1 pairs.
    tails: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for at, (_i, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        before.append(last_of[k - 1] if k else -1)
        tails[k : k + 1] = [j]
        last_of[k : k + 1] = [at]
    series: list[tuple[int, int]] = []
    at = last_of[-1] if last_of else -1
    while at >= 0:
        series.append(pairs[at])
        at = before[at]
    return series[::-1]


def _myers(a: Sequence[str], b: Sequence[str], part: _Part, most: int) -> tuple[_Runs, int, int]:
    """Runs of equal pieces with the fewest differences, and how far in `a` and `b` they bring us.

    That is the end of the part, or the furthest point that `most` differences reach. Myers, E. (1986), "An
    O(ND) difference algorithm and its variations", the greedy algorithm: a row holds how far d differences
    bring one in `a` on each of the diagonals -d, -d + 2 ... d; it grows out of the row above it.
    """
    low_a, high_a, low_b, high_b = part
    above = [low_a]
    rows: list[list[int]] = []
    best = (0, 0, 0)
    for d in range(most + 1):
        row: list[int] = []
        rows.append(row)
        for t in range(d + 1):
            inserts = t == 0 or (t < d and above[t - 1] < above[t])
            x = above[t] if inserts else above[t - 1] + 1
            to_y = low_b - low_a + d - 2 * t
            while x < high_a and x + to_y < high_b and a[x] == b[x + to_y]:
                x += 1
            row.append(x)
            if x == high_a and x + to_y == high_b:
                return _traced(rows, t, part), x, high_b
            if d == most and x <= high_a and x + to_y <= high_b:
                best = max(best, (2 * x + to_y, t, x))
        above = row
    _sum, t, x = best
    return _traced(rows, t, part), x, x + low_b - low_a + most - 2 * t


def _traced(rows: list[list[int]], t: int, part: _Part) -> _Runs:
    """The runs of equal pieces on the way to diagonal t of the last row."""
    low_a, _high_a, low_b, _high_b = part
    runs: _Runs = []
    for d in range(len(rows) - 1, -1, -1):
        x, to_y = rows[d][t], low_b - low_a + d - 2 * t
        above = rows[d - 1] if d else [low_a]
        inserts = t == 0 or (t < d and above[t - 1] < above[t])
        t = t if inserts else t - 1
        landed = above[t] if inserts else above[t] + 1
        if x > landed:
            runs.append((landed, landed + to_y, x - landed))
    return runs


def _refined(block: Hunk, old: str, new: str) -> list[Hunk]:
    """The changed words of a changed block of lines, and of respelt words only the changed characters."""
    a = tokens(old[block.old_start : block.old_end])
    b = tokens(new[block.new_start : block.new_end])
    changes = list(_gaps(_anchored(a, b, thorough=True), a, b, block.old_start, block.new_start))
    real = _without_chance(changes, old, Counter(a), Counter(b))
    return [hunk for change in real for hunk in _respelt(change, old, new)]


def _without_chance(changes: list[Hunk], old: str, in_a: Counter[str], in_b: Counter[str]) -> list[Hunk]:
    """The changes of a block, joined across the few common words that a rewriting left by chance.

    Where text was only taken out, or only put in, what is left is never chance.
    """
    joined: list[Hunk] = []
    for change in changes:
        joined.append(change)
        while len(joined) > 1:
            left, right = joined[-2:]
            both = Hunk(left.old_start, right.old_end, left.new_start, right.new_end)
            run = old[left.old_end : right.old_start]
            weight = min(max(left.deleted, left.inserted), max(right.deleted, right.inserted))
            in_part = not (left.deleted + right.deleted and left.inserted + right.inserted)
            if in_part or len(run) > weight:
                break
            pieces = tokens(run)
            words = sum(piece[0].isalnum() for piece in pieces)
            heavy = words and len(run) * _CHANCE_WEIGHT > weight
            if heavy or words >= _CHANCE_WORDS or any(in_a[p] == in_b[p] == 1 for p in pieces if p.strip()):
                break
            joined[-2:] = [both]
    return joined


def _respelt(change: Hunk, old: str, new: str) -> list[Hunk]:
    """The changed characters, if the old and the new words resemble each other; else the change itself."""
    if not (change.deleted and change.inserted):
        return [change]
    a = graphemes(old[change.old_start : change.old_end])
    b = graphemes(new[change.new_start : change.new_end])
    most = int(_UNLIKE * (len(a) + len(b)))
    if abs(len(a) - len(b)) > most:
        return [change]
    runs, *reached = _myers(a, b, (0, len(a), 0, len(b)), min(most, _DIFFERENCES))
    whole = reached == [len(a), len(b)]
    return list(_gaps(runs, a, b, change.old_start, change.new_start)) if whole else [change]


def _settled(hunks: list[Hunk], old: str, new: str) -> Iterator[Hunk]:
    """The hunks, each deletion or insertion moved to where a reader would say that it is.

    After "Ik denk A. Ik denk B." lost its first sentence, "A. Ik denk " and "Ik denk A. " are both true.
    """
    floor = 0
    for i, hunk in enumerate(hunks):
        settled = hunk
        if not (hunk.deleted and hunk.inserted):
            # One character that stayed has to be left before the next hunk.
            roof = hunks[i + 1].old_start - 1 if i + 1 < len(hunks) else len(old)
            text, start, end = old, hunk.old_start, hunk.old_end
            if hunk.inserted:
                text, start, end = new, hunk.new_start, hunk.new_end
            by = _slide(text, start, end, hunk.old_start - floor, roof - hunk.old_end)
            settled = Hunk(hunk.old_start + by, hunk.old_end + by, hunk.new_start + by, hunk.new_end + by)
        yield settled
        floor = settled.old_end + 1


def _slide(text: str, start: int, end: int, left: int, right: int) -> int:
    """By how much to move text[start:end], at most so far to the left or right, so that both its ends fall well."""
    best, best_by = _fit(text, start, end), 0
    for step, most in ((-1, left), (1, right)):
        by = 0
        while abs(by) < min(most, _REACH):
            leaving = start + by + min(step, 0)
            if text[leaving] != text[end + by + min(step, 0)]:
                break
            by += step
            best, best_by = max((best, best_by), (_fit(text, start + by, end + by), by), key=lambda fit: fit[0])
    return best_by


def _fit(text: str, start: int, end: int) -> tuple[int, int]:
    """How well both ends of text[start:end] fall, the worse of the two first."""
    scores = _opening(text, start), _opening(text, end)
    return min(scores), max(scores)


def _opening(text: str, at: int) -> int:
    """How natural a cut it is: 3 before a line, 2 before a sentence, 1 before a word, 0 or -1 elsewhere."""
    if at == 0 or at == len(text) or text[at - 1] == "\n":
        return 3
    if joins(text[at - 1], text[at]):
        return -1
    if not text[at - 1].isspace() or text[at].isspace():
        return 0
    return 2 if at > 1 and text[at - 2] in ".!?…" else 1
