"""The difference of two texts as a person reads it: whole words that went and came, with a little of what is around."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from codebench.domain.remap import Hunk, TextEdit
from codebench.domain.spans import splits_word

AROUND = 60
"""Characters of what stayed that are shown at both sides of a change, at most."""


class Fate(Enum):
    """What became of some words; `mark` says so without a colour."""

    STAYED = ""
    WENT = "−"
    CAME = "+"

    @property
    def mark(self) -> str:
        """The sign before such words, empty where nothing became of them."""
        return self.value


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage, and what became of them."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in which something changed: from which line of the new text (from 1), and its words."""

    line: int
    start: int
    pieces: tuple[Piece, ...]

    def marked(self) -> str:
        """The passage on its own, what went as −[…] and what came as +[…]."""
        return "".join(
            f"{piece.fate.mark}[{piece.text}]" if piece.fate is not Fate.STAYED else piece.text for piece in self.pieces
        )


def passages(edit: TextEdit) -> list[Passage]:
    """The changes of an edit, in order: each word whole, changes that are near each other in one passage.

    What stayed reaches from the change to the end of its line, at most `AROUND` characters; without it, and without
    what came, a passage is what the old text said; without what went, what the new one says.
    """
    found: list[Passage] = []
    group: list[Hunk] = []
    line, counted = 1, 0
    for hunk in [*_whole_words(edit), None]:
        if group and (hunk is None or hunk.new_start - group[-1].new_end > 2 * AROUND):
            made = _passage(edit, group)
            line += edit.new.count("\n", counted, made[0])
            counted = made[0]
            found.append(Passage(line, *made))
            group = []
        if hunk is not None:
            group.append(hunk)
    return found


def _whole_words(edit: TextEdit) -> Iterable[Hunk]:
    """The changes, each grown over the words that it cuts, those that then meet made one."""
    grown: list[Hunk] = []
    for hunk in edit.hunks:
        a, b, c, d = hunk.old_start, hunk.old_end, hunk.new_start, hunk.new_end
        floor = grown[-1].old_end if grown else 0
        while a > floor and (splits_word(edit.old, a) or splits_word(edit.new, c)):
            a, c = a - 1, c - 1
        while b < len(edit.old) and d < len(edit.new) and (splits_word(edit.old, b) or splits_word(edit.new, d)):
            if edit.old[b] != edit.new[d]:  # the next change begins within the same word
                break
            b, d = b + 1, d + 1
        if grown and a <= grown[-1].old_end:
            grown[-1] = Hunk(grown[-1].old_start, max(b, grown[-1].old_end), grown[-1].new_start, d)
        else:
            grown.append(Hunk(a, b, c, d))
    return grown


def _passage(edit: TextEdit, group: list[Hunk]) -> tuple[int, tuple[Piece, ...]]:
    """Where in the new text the passage of some changes begins, and its pieces."""
    new, first, last = edit.new, group[0], group[-1]
    start = max(new.rfind("\n", 0, first.new_start) + 1, first.new_start - AROUND)
    stop = new.find("\n", last.new_end)
    stop = min(len(new) if stop < 0 else stop, last.new_end + AROUND)
    pieces, at = [], start
    for hunk in group:
        pieces += [
            Piece(Fate.STAYED, new[at : hunk.new_start]),
            Piece(Fate.WENT, edit.old[hunk.old_start : hunk.old_end]),
            Piece(Fate.CAME, new[hunk.new_start : hunk.new_end]),
        ]
        at = hunk.new_end
    pieces.append(Piece(Fate.STAYED, new[at:stop]))
    return start, tuple(piece for piece in pieces if piece.text)
