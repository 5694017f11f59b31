"""Short answers that say the same: "geen tijd" and "Geen tijd!", and "bereikbaarhied" beside "bereikbaarheid"."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LEAST = 6  # letters below which one other letter makes another word: "geen" is not "een"


def bare(text: str) -> str:
    """The words of a text in lower case, without accents and punctuation, with one space between."""
    letters = text.casefold()
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        # A letter may come out of it as a capital.
        letters = "".join(char for char in apart if not unicodedata.combining(char)).casefold()
    return " ".join(_WORD.findall(letters))


def nearly_same(one: str, other: str) -> bool:
    """Whether two bare texts are the same but for one letter: another, one too many, or two that changed places.

    That is a distance of at most 1 after Damerau (1964), A technique for computer detection and correction of
    spelling errors. Digits never differ; short texts are the same or they are not.
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :] and not long[at].isdigit()
    if short[at + 1 :] == long[at + 1 :]:
        return not (short[at].isdigit() or long[at].isdigit())
    swapped = short[at + 1 : at + 2] + short[at]
    return long[at : at + 2] == swapped and short[at + 2 :] == long[at + 2 :] and not swapped.isdigit()
