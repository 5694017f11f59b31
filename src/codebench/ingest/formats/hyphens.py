"""A word broken at the end of a line: whether its hyphen belongs to the word is asked of the document itself."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_TAIL = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*$")
_HEAD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_HYPHENS = "-\u2010\ufffe\x02\u00ad"
_TREMA = str.maketrans("aeiou", "äëïöü")
_LONGEST = 80
"""The most letters of a word that is looked up."""
_HYPHENATED = 0.02
"""At least which share of its lines ends in a hyphen where a text was hyphenated; else the hyphens were typed."""
_CONJUNCTIONS = frozenset({"en", "of", "and", "or", "als", "noch"})


def ends_in_hyphen(text: str) -> bool:
    """Whether a line ends in a letter and a hyphen, as it is written or as a PDF reader marks it."""
    return len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalnum()


class Words:
    """The words of a document as they are written where no line breaks them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Count the words of the lines, but for the first and last of each, which may be halves."""
        self._counts: Counter[str] = Counter()
        n, broken = 0, 0
        for line in lines:
            self._counts.update(word.casefold() for word in _WORD.findall(line)[1:-1])
            n += 1
            broken += ends_in_hyphen(line)
        self._is_hyphenated = broken >= _HYPHENATED * n
        self.joined = 0

    def join(self, before: str, after: str) -> str:
        """Two lines as one text, the first of which ends in a hyphen.

        "onder-/steuning" becomes one word. The hyphen stays before a capital or a digit, behind an abbreviation in
        capitals, between two equal vowels ("zee-eend"), and where the document writes the word with it more often
        than without; also where so few lines end in one that nobody had the text hyphenated. Before "en" and "of" it
        stands for a word left out ("onder- en bovenbouw").
        """
        is_soft = before[-1] == "\u00ad"
        stem = before[:-1]
        tail, head = _TAIL.search(stem[-_LONGEST:]), _HEAD.match(after[:_LONGEST])
        if head is None or tail is None:
            return f"{stem}- {after}"
        if head[0].casefold() in _CONJUNCTIONS:
            return f"{stem}- {after}"
        self.joined += 1
        if is_soft:
            return stem + after
        return stem + self._link(tail[0], head[0]) + after[1:]

    def _link(self, tail: str, head: str) -> str:
        """What comes between two halves, with the first letter of the second."""
        first = head[0]
        last_part = tail.rpartition("-")[2]
        if first.isupper() or first.isdigit() or tail[-1].isdigit() or (len(last_part) > 1 and last_part.isupper()):
            return f"-{first}"
        forms = {f"-{first}": f"{tail}-{head}", first: tail + head, first.translate(_TREMA): ""}
        forms[first.translate(_TREMA)] = tail + first.translate(_TREMA) + head[1:]
        counts = {link: self._counts[form.casefold()] for link, form in forms.items()}
        likely = max(counts, key=lambda link: counts[link])
        if counts[likely] > counts[first]:
            return likely
        stays = not self._is_hyphenated or (first == tail[-1] and first in "aeiou")
        return f"-{first}" if stays and not counts[first] else first
