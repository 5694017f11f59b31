"""The ranking of the code picker: which codes a few typed letters may mean, the likeliest first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Letters in one piece weigh more than where they lie, and where they lie more than how well they fit there:
# the best fit (at most 900, less a point per character of the text) never outweighs the next field.
_IN_ONE_PIECE = 3_000
_NAME, _PATH, _EXTRA = 3_000, 2_000, 1_000
_EXACT, _PREFIX, _WORD_START = 900, 600, 300
_LONGEST = 99
_LEAST_OF_PROSE = 3  # letters
# Scattered letters: what each adds right behind the one before it or at the start of a word (a letter that is
# left out in between costs 1), and what all of them can add up to.
_NEXT_LETTER, _FIRST_OF_WORD, _BEST_SCATTERED = 15, 20, 800

# How well letters fit in a text, and the code points of it that matched.
_Fit = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without capitals and accents.

    In `starts` all its letters but the first of each word are line ends, which no query holds. `places` says
    where each letter stood in the text as it was (None: in the same place).
    """

    letters: str
    starts: str
    places: tuple[int, ...] | None


class _Query:
    """What was typed, with the patterns that find it at the start of a word and with letters in between."""

    def __init__(self, typed: str) -> None:
        self.letters = " ".join(_folded(typed).letters.split())
        self.at_word = re.compile(r"(?<![^\W_])" + re.escape(self.letters))
        self.in_order = re.compile("".join(f"[^{re.escape(char)}]*{re.escape(char)}" for char in self.letters))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that may be meant. `path` ends with `name`; `extra` holds its aliases and keywords.

    `prose` (a definition) is looked in last, for letters in one piece at the start of a word: scattered ones stand in
    any sentence. `recency` is 0 for the code that was used last, 1 for the one before it..., None if not of late.
    """

    key: int
    name: str
    path: str
    extra: Sequence[str] = ()
    recency: int | None = None
    prose: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate's key, its score (more is better; 0 where nothing was typed), and the letters to highlight.

    `positions` are code points of the *path*, in order; none where an alias or a keyword matched.
    """

    key: int
    score: int
    positions: tuple[int, ...] = ()


def rank(query: str, candidates: Sequence[Candidate]) -> list[Match]:
    """The candidates that hold the letters of the query in their order, best first.

    Capitals and accents do not matter. Letters in one piece come before scattered ones; then a name before a
    path before an alias or keyword; then an exact match, the beginning of it, of a word in it. Where that
    does not decide, the code used last comes first, then the order of the candidates. An empty query gives
    all candidates, those used last in front.
    """
    sought = _Query(query)
    ranked = []
    for at, candidate in enumerate(candidates):
        match = (_match(sought, candidate) or _in_prose(sought, candidate)) if sought.letters else _any(candidate)
        if match:
            used = (candidate.recency is None, candidate.recency or 0)
            ranked.append((-match.score, used, at, match))
    ranked.sort(key=lambda entry: entry[:3])
    return [entry[3] for entry in ranked]


def _any(candidate: Candidate) -> Match:
    return Match(candidate.key, 0)


def _in_prose(sought: _Query, candidate: Candidate) -> Match | None:
    """The last resort: a word of what is said about a candidate."""
    fits = len(sought.letters) >= _LEAST_OF_PROSE and sought.at_word.search(_prose(candidate.prose))
    return Match(candidate.key, 1) if fits else None


@lru_cache(maxsize=16_384)
def _prose(text: str) -> str:
    return _folded(text).letters


def _match(sought: _Query, candidate: Candidate) -> Match | None:
    """The best match in a candidate's name, path and extra words."""
    name, path, extra, all_words = _texts(candidate.name, candidate.path, tuple(candidate.extra))
    if not sought.in_order.match(all_words):
        return None
    # A field that fits is never outweighed by a later one.
    for look, bonus in ((_in_one_piece, _IN_ONE_PIECE), (_scattered, 0)):
        if bonus and sought.letters not in all_words:
            continue
        fit = look(sought, name)
        if fit:
            shift = len(candidate.path) - len(candidate.name)
            positions = tuple(at + shift for at in fit[1]) if shift else fit[1]
            return Match(candidate.key, bonus + _NAME + fit[0], positions)
        fit = look(sought, path)
        if fit:
            return Match(candidate.key, bonus + _PATH + fit[0], fit[1])
        fits = [fit for text in extra if (fit := look(sought, text))]
        if fits:
            return Match(candidate.key, bonus + _EXTRA + max(fits)[0])
    return None


@lru_cache(maxsize=16_384)
def _texts(name: str, path: str, extra: tuple[str, ...]) -> tuple[_Folded, _Folded, list[_Folded], str]:
    """The texts to look in, each by itself, and the letters of all of them in one."""
    in_path, others = _folded(path), [_folded(text) for text in extra]
    return _folded(name), in_path, others, "\n".join(text.letters for text in (in_path, *others))


def _in_one_piece(sought: _Query, text: _Folded) -> _Fit | None:
    """How well the letters fit where they stand together in a text, at the start of a word if they can."""
    letters, whole = sought.letters, text.letters
    at = whole.find(letters)
    if at < 0:
        return None
    if at == 0:
        fit = _EXACT if whole == letters else _PREFIX
    else:
        word = sought.at_word.search(whole, at)
        at, fit = (word.start(), _WORD_START) if word else (at, 0)
    return fit - min(len(whole), _LONGEST), _originals(range(at, at + len(letters)), text)


def _scattered(sought: _Query, text: _Folded) -> _Fit | None:
    """How well the letters fit in a text with others in between.

    Each letter is looked for right behind the one before it, else at the start of a word, else anywhere, as
    long as the letters to come still have a place.
    """
    letters, whole = sought.letters, text.letters
    ends = [len(whole)]
    for letter in reversed(letters):
        ends.append(whole.rfind(letter, 0, ends[-1]))
        if ends[-1] < 0:
            return None
    fit, before = 0, -1
    chosen: list[int] = []
    for letter, end in zip(letters, reversed(ends[1:]), strict=True):
        at = before + 1
        if chosen and whole[at] == letter:
            fit += _NEXT_LETTER
        else:
            at = text.starts.find(letter, before + 1, end + 1)
            if at >= 0:
                fit += _FIRST_OF_WORD
            else:
                at = whole.find(letter, before + 1)
            fit -= at - before - 1 if chosen else 0
        chosen.append(at)
        before = at
    return max(1, min(fit, _BEST_SCATTERED)), _originals(chosen, text)


def _originals(chosen: Iterable[int], text: _Folded) -> tuple[int, ...]:
    """The code points of the text as it was that stand behind those of the folded one."""
    return tuple(chosen) if text.places is None else tuple(sorted({text.places[at] for at in chosen}))


def _folded(text: str) -> _Folded:
    """The text without capitals and accents."""
    places: list[int] | None = None
    letters = text.lower()
    if not text.isascii():
        places, letters = [], ""
        for at, char in enumerate(text):
            apart = unicodedata.normalize("NFD", char.casefold())
            kept = "".join(letter for letter in apart if not unicodedata.combining(letter))
            places += [at] * len(kept)
            letters += kept
    starts = "".join(
        letter if not before.isalnum() else "\n" for before, letter in zip(" " + letters, letters, strict=False)
    )
    return _Folded(letters, starts, None if places is None else tuple(places))
