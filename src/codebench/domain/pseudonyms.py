"""Pseudonyms: what stands for whom, and where the originals stand in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.domain.errors import InputError
from codebench.domain.replacing import Place
from codebench.domain.text import shown_line
from codebench.i18n import _


class Identifier(StrEnum):
    """What gives somebody away."""

    NAME = "name"
    PLACE = "place"
    SCHOOL = "school"
    EMAIL = "e-mail"
    TELEPHONE = "telephone"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """An original, and what stands for it.

    Raises:
        InputError: one of the two is empty, holds a line break, or the replacement holds the original.
    """

    original: str
    replacement: str
    kind: Identifier = Identifier.NAME

    def __post_init__(self) -> None:
        for text in (self.original, self.replacement):
            if not text.strip() or text != text.strip() or "\n" in text or "\r" in text:
                message = _("'{text}' can't stand in a key of pseudonyms: it has to be one line with something on it.")
                raise InputError(message.format(text=shown_line(text)))
        if not _WORD.search(self.original):
            message = _("'{text}' can't stand in a key of pseudonyms: it holds no letter and no digit.")
            raise InputError(message.format(text=shown_line(self.original)))


_WORD = re.compile(r"\w+")
# Behind a name: its genitive ("Ilses", "Ilse's"), which stays behind the pseudonym.
_GENITIVE = re.compile(r"s?(?!\w)")
_LEAST = 4  # shorter names are looked for with their capital only: "an" and "jo" are words
# What a sentence begins after: there a capital says nothing.
_OPENING = re.compile(r"(?:\A|[.!?…:\n])[\s\"'“”‘’(\[–-]*\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """An original in a text: its place, and which pseudonym stands for it."""

    place: Place
    pseudonym: Pseudonym


@dataclass(slots=True)
class Matcher:
    """Finds the originals in texts: the longest first, whole words only, with a genitive, whatever their capitals.

    Short ones have to be written as they are or in capitals; `words_too` (in their usual spelling) are words as well:
    they need their capital, and count at the beginning of a sentence only as a label or before another capital.
    `names` are other names, so that "Jos" is not taken for what belongs to Jo.
    """

    pseudonyms: Iterable[Pseudonym]
    names: frozenset[str] = frozenset()
    words_too: frozenset[str] = frozenset()
    _by_word: dict[str, list[tuple[int, re.Pattern[str], bool, Pseudonym]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.pseudonyms = tuple(sorted(self.pseudonyms, key=lambda one: -len(one.original)))
        self.names = self.names | {one.original for one in self.pseudonyms}
        for one in self.pseudonyms:
            first = _WORD.search(one.original)
            assert first is not None
            is_word = one.original in self.words_too
            exact = is_word or (one.kind is Identifier.NAME and len(one.original) < _LEAST)
            written = r"\s+".join(map(re.escape, one.original.split()))
            if exact:
                pattern = re.compile(f"(?:{written}|{re.escape(one.original.upper())})")
            else:
                pattern = re.compile(written, re.IGNORECASE)
            key = first.group().casefold()
            for form in (key, key + "s"):
                self._by_word.setdefault(form, []).append((first.start(), pattern, is_word, one))

    def find(self, text: str) -> list[Found]:
        """The places in order, without overlap; each with what is to stand there."""
        found = []
        reached = 0
        for word in _WORD.finditer(text):
            if word.start() < reached:
                continue
            for lead, pattern, is_word, one in self._by_word.get(word.group().casefold(), ()):
                start = word.start() - lead
                match = pattern.match(text, start) if start >= reached else None
                if match is not None and self._stands_alone(text, match, one) and self._means_it(text, match, is_word):
                    found.append(Found(Place(match.start(), match.end(), one.replacement), one))
                    reached = match.end()
                    break
        return found

    def places(self, text: str) -> list[Place]:
        """The places alone."""
        return [one.place for one in self.find(text)]

    def _stands_alone(self, text: str, match: re.Match[str], one: Pseudonym) -> bool:
        start, end = match.span()
        if start and (text[start - 1].isalnum() or _hyphen(text, start - 1, -1)):
            return False
        if not _GENITIVE.match(text, end):
            return False
        if text[end : end + 1] == "s" and (one.kind is not Identifier.NAME or text[start : end + 1] in self.names):
            return False
        return not _hyphen(text, end, 1)

    def _means_it(self, text: str, match: re.Match[str], is_word: bool) -> bool:
        start, end = match.span()
        if not is_word or not _OPENING.search(text, max(0, start - 40), start):
            return True
        after = text[end : end + 2]
        return after[:1] == ":" or (after[:1] == " " and after[1:].isupper())


def _hyphen(text: str, at: int, step: int) -> bool:
    """Whether a hyphen there ties the name to another one ("Anne" in "Anne-Marie")."""
    beyond = text[at + step : at + step + 1] if at + step >= 0 else ""
    return text[at : at + 1] == "-" and (beyond.isupper() if step > 0 else beyond.isalpha())


def numbered(prefix: str, taken: Iterable[str]) -> Iterator[str]:
    """Replacements that are not taken yet: "[deelnemer 1]", "[deelnemer 2]"..."""
    known = set(taken)
    n = 0
    while True:
        n += 1
        if f"[{prefix} {n}]" not in known:
            yield f"[{prefix} {n}]"
