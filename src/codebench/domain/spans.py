"""Spans of a text: half-open stretches of code points; and where a text may be cut into characters and words."""

import re
import unicodedata
from dataclasses import dataclass

from codebench.domain.errors import InputError
from codebench.i18n import _

# A text without any of these needs no grapheme care: all its characters stand by themselves.
_UNPLAIN = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]")
_TOKEN = re.compile(r"\w+|\s|.", re.DOTALL)
_JOINER = "\u200d"
_IN_WORD_MARKS = "'’-\u2011"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text from `start` up to but not including `end`, in code points; never empty.

    Raises:
        InputError: the offsets are not 0 <= start < end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            message = _("{start}-{end} is no stretch of text: it has to hold at least one character.")
            raise InputError(message.format(start=self.start, end=self.end))


def trim(text: str, start: int, end: int) -> Span | None:
    """What is left of text[start:end] without the white space at both ends, or None if that is nothing."""
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(kept))


def locate(text: str, quote: str) -> list[int]:
    """Where the quote stands in the text, letter for letter: every start, in order, overlapping ones too.

    An empty quote stands nowhere.
    """
    starts: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts


def extends(char: str) -> bool:
    """Whether the character is drawn as part of the one before it: an accent, a joiner, a skin tone..."""
    return (
        (char >= "\u0300" and unicodedata.category(char)[0] == "M")
        or char in "\u200c\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_regional(piece: str) -> bool:
    return len(piece) == 1 and "\U0001f1e6" <= piece <= "\U0001f1ff"


def joins(before: str, piece: str) -> bool:
    """Whether a piece goes on where the one before it stopped, so that no cut may come between."""
    if before == "\n" or piece == "\n":
        return False
    return (
        extends(piece[0])
        or (before[-1] == _JOINER and not piece.isspace())
        or (_is_regional(before) and _is_regional(piece))
    )


def graphemes(text: str) -> list[str]:
    """The text in the pieces that a reader sees as one character each; put together they are the text."""
    if not _UNPLAIN.search(text):
        return list(text)
    pieces: list[str] = []
    for char in text:
        if pieces and joins(pieces[-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def tokens(text: str) -> list[str]:
    """The text in words, single white space and other characters; put together they are the text.

    No cut comes inside what a reader sees as one character, nor inside a word with loose accents.
    """
    found: list[str] = _TOKEN.findall(text)
    if not _UNPLAIN.search(text):
        return found
    pieces: list[str] = []
    before = "\n"
    for piece in found:
        # Both stand by themselves, by far the most frequent case: this look spares the questions below.
        plain = piece < "\u0300" and before[-1] < "\u0300"
        if not plain and (joins(before, piece) or _goes_on(before, piece)):
            pieces[-1] = before = before + piece
        else:
            pieces.append(piece)
            before = piece
    return pieces


def _goes_on(before: str, piece: str) -> bool:
    """Whether a word that a loose accent ended is continued."""
    return before[0].isalnum() and extends(before[-1]) and piece[0].isalnum()


def _in_word(text: str, at: int) -> bool:
    """Whether text[at] is part of a word; a single apostrophe or hyphen between letters is."""
    if text[at] in _IN_WORD_MARKS:
        at_both_sides = 0 < at < len(text) - 1 and text[at + 1].isalnum()
        return at_both_sides and text[at - 1] not in _IN_WORD_MARKS and _in_word(text, at - 1)
    while at and extends(text[at]):
        at -= 1
    return text[at].isalnum() or text[at] == "_"


def splits_word(text: str, offset: int) -> bool:
    """Whether a cut at the offset would come inside a word.

    A word is letters, digits and underscores with their accents; a single apostrophe or hyphen between them
    belongs to it ("foto's", "e-mail").
    """
    return 0 < offset < len(text) and _in_word(text, offset - 1) and _in_word(text, offset)
