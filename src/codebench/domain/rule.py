"""Rules of a code: words to find in one line of text, as people type it, and what is wrong with it.

The syntax and its examples are in `docs/rules.md`. What a rule finds in a text is `language.rule_matcher`'s to say.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import prod
from typing import NoReturn

from codebench.domain.errors import InputError
from codebench.domain.text import WORD, shown_line
from codebench.i18n import _

GAP = 5
"""How many words `...` lets stand between, where no number says otherwise."""
BETWEEN_RULES = ";"
"""What no rule holds, so that a field can hold several."""
MOST_BETWEEN = 30
MOST_CHARACTERS = 400
MOST_WAYS = 400
"""In how many ways the alternatives of a rule may combine."""

TAGS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PRON", "PROPN", "SCONJ", "SYM", "VERB", "X")

_QUOTES = '"“”„'
_NO_SIGNS = dict.fromkeys(map(ord, _QUOTES + BETWEEN_RULES), " ")
_ENDS = re.compile(rf"\s|[|/_{_QUOTES}…]|\.\.\.")
_GAP = re.compile(r"(?:…|\.\.\.+)(\d*)")
_PREFIX = re.compile(r"([^\W\d_]+):")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_ALIKE = str.maketrans("’‘´ʼ\u2010\u2011", "''''--") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class RuleError(InputError):
    """A line that is no rule; `at` is the place in it, in code points from 0."""

    def __init__(self, line: str, at: int, problem: str) -> None:
        message = _("Rule '{rule}', character {n}: {problem}")
        super().__init__(message.format(rule=shown_line(line), n=at + 1, problem=problem))
        self.at = at
        self.problem = problem


class Kind(StrEnum):
    """What a word of a rule stands for."""

    FORM = "form"
    LEMMA = "lemma"
    COMPOUND = "compound"
    BEGINNING = "beginning"
    TAG = "tag"


_PREFIXES = {"lemma": Kind.LEMMA, "pos": Kind.TAG}
# The second of each pair is for keyboards (Belgian AZERTY) on which the first takes AltGr.
_SUFFIXES = {"~": Kind.COMPOUND, "+": Kind.COMPOUND, "*": Kind.BEGINNING}
_OR = "|/"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text` as it was typed, or one of `TAGS`."""

    text: str
    kind: Kind = Kind.FORM

    def __str__(self) -> str:
        quoted = self.text if self._is_plain() else f'"{self.text}"'
        match self.kind:
            case Kind.LEMMA:
                return f"lemma:{quoted}"
            case Kind.TAG:
                return f"pos:{self.text}"
            case Kind.COMPOUND:
                return f"{quoted}~"
            case Kind.BEGINNING:
                return f"{quoted}*"
        return quoted

    def _is_plain(self) -> bool:
        odd = self.text.startswith("-") or self.text[-1] in _SUFFIXES or "*" in self.text or _PREFIX.match(self.text)
        return not odd and _ENDS.search(self.text) is None


Phrase = tuple[Word, ...]
"""Words in a row."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of these phrases, at most `gap` words after the step before it (0: right behind it)."""

    phrases: tuple[Phrase, ...]
    gap: int = 0

    def __str__(self) -> str:
        between = "" if not self.gap else "... " if self.gap == GAP else f"...{self.gap} "
        return between + "|".join("_".join(map(str, phrase)) for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class Rule:
    """Steps that follow each other within one sentence that has nothing of `without` in it.

    There is at least one step; the first, and each of `without`, has gap 0.
    """

    steps: tuple[Step, ...]
    without: tuple[Step, ...] = ()

    def __str__(self) -> str:
        return " ".join([*map(str, self.steps), *(f"-{step}" for step in self.without)])

    def words(self) -> Iterator[Word]:
        """Every word of it, those of `without` too."""
        return (word for step in (*self.steps, *self.without) for phrase in step.phrases for word in phrase)


def parse(line: str) -> Rule:
    """The rule that a line says.

    Raises:
        RuleError: it is none; the sentence names the place.
    """
    return _Scanner(line).rule()


def keyword_rule(keyword: str) -> Rule:
    """What a keyword of a code stands for: its words in a row, each in all its forms; no sign in it is special.

    Raises:
        RuleError: it holds no letter or digit.
    """
    words = tuple(Word(word, Kind.LEMMA) for word in keyword.translate(_NO_SIGNS).split() if WORD.search(word))
    if not words:
        raise RuleError(keyword, 0, _("there is no word here to find."))
    return Rule(tuple(Step(((word,),)) for word in words))


@lru_cache(maxsize=1 << 16)
def comparable(word: str) -> str:
    """The word as it is compared: no capitals, accents or signs around it, one kind of apostrophe and hyphen inside."""
    if not word.isascii():
        letters = (char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
        word = "".join(letters).translate(_ALIKE)
    word = word.lower()
    return word if word.isalnum() else _AROUND.sub("", word)


class _Scanner:
    """Reads a line from left to right; `_at` is the place of the next character."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def rule(self) -> Rule:
        if len(self._line) > MOST_CHARACTERS:
            self._fail(MOST_CHARACTERS, _("a rule has at most {n} characters; make it two.").format(n=MOST_CHARACTERS))
        if BETWEEN_RULES in self._line:
            self._fail(self._line.index(BETWEEN_RULES), _("`;` stands between rules; make it two."))
        steps: list[Step] = []
        without: list[Step] = []
        gap: tuple[int, int] | None = None  # the words that may stand between, and where that was said
        while self._skip_blanks():
            start = self._at
            if self._looks_at("…") or self._looks_at("..."):
                if not steps or gap is not None:
                    self._fail(start, _("`...` stands between two words."))
                gap = self._gap(), start
            elif self._looks_at("-"):
                self._at += 1
                without.append(Step(self._phrases()))
            else:
                steps.append(Step(self._phrases(), gap[0] if gap else 0))
                gap = None
        if gap is not None:
            self._fail(gap[1], _("`...` stands between two words."))
        if not steps:
            only = _("a rule needs a word to find; `-` only says which sentences to leave out.")
            self._fail(0, only if without else _("there is no word here to find."))
        if prod(len(step.phrases) for step in steps) > MOST_WAYS:
            self._fail(0, _("these words combine in more than {n} ways; make it two rules.").format(n=MOST_WAYS))
        return Rule(tuple(steps), tuple(without))

    def _gap(self) -> int:
        found = _GAP.match(self._line, self._at)
        assert found is not None
        start, self._at = self._at, found.end()
        if not found[1]:
            return GAP
        # Two digits at most are looked at: more of them are too many words in any case.
        number = int(found[1][:4])
        if not 1 <= number <= MOST_BETWEEN:
            problem = _("between words `...` lets 1 to {most} words stand; for none leave it out.")
            self._fail(start, problem.format(most=MOST_BETWEEN))
        return number

    def _phrases(self) -> tuple[Phrase, ...]:
        phrases = [self._phrase()]
        while True:
            behind = self._at
            if not self._skip_blanks() or self._line[self._at] not in _OR:
                self._at = behind
                return tuple(dict.fromkeys(phrases))
            self._at += 1
            self._skip_blanks()
            phrases.append(self._phrase())

    def _phrase(self) -> Phrase:
        words = [*self._words()]
        while self._looks_at("_"):
            self._at += 1
            words += self._words()
        return tuple(words)

    def _words(self) -> Phrase:
        """One word, or the words between quotes, with a sign before or behind."""
        start = self._at
        sign, kind = self._prefix()
        texts = self._quoted() if self._at < len(self._line) and self._line[self._at] in _QUOTES else [self._bare()]
        while self._at < len(self._line) and self._line[self._at] in _SUFFIXES:
            suffix = self._line[self._at]
            if sign:
                self._fail(self._at, _("a word takes one sign, '{a}' or '{b}'.").format(a=sign, b=suffix))
            sign, kind = suffix, _SUFFIXES[suffix]
            self._at += 1
        texts = [text for text in texts if WORD.search(text)]
        if not texts:
            self._fail(start, _("here should be a word, with a letter or a digit."))
        if sign in _SUFFIXES and len(texts) > 1:
            self._fail(start, _("'{sign}' belongs to one word, not to several.").format(sign=sign))
        if kind is Kind.TAG:
            texts = [self._tag(text, start) for text in texts]
        return tuple(Word(text, kind) for text in texts)

    def _prefix(self) -> tuple[str, Kind]:
        found = _PREFIX.match(self._line, self._at)
        if found is None:
            return "", Kind.FORM
        if found[1].lower() not in _PREFIXES:
            problem = _("'{sign}' is not known (lemma: and pos: are); put the word between quotes to find it so.")
            self._fail(self._at, problem.format(sign=shown_line(found[0])))
        self._at = found.end()
        return found[0], _PREFIXES[found[1].lower()]

    def _bare(self) -> str:
        start = self._at
        found = _ENDS.search(self._line, start)
        end = len(self._line) if found is None else found.start()
        while end > start and self._line[end - 1] in _SUFFIXES:
            end -= 1
        star = self._line.find("*", start, end)
        if star >= 0:
            self._fail(star, _("`*` stands at the end of a word; between quotes it is a sign like any other."))
        self._at = end
        return self._line[start:end]

    def _quoted(self) -> list[str]:
        start = self._at
        end = next((at for at in range(start + 1, len(self._line)) if self._line[at] in _QUOTES), None)
        if end is None:
            self._fail(start, _("this quotation mark is not closed."))
        self._at = end + 1
        return self._line[start + 1 : end].split()

    def _tag(self, text: str, start: int) -> str:
        if text.upper() not in TAGS:
            problem = _("'{tag}' is no part of speech; use one of {tags}.")
            self._fail(start, problem.format(tag=shown_line(text), tags=", ".join(TAGS)))
        return text.upper()

    def _skip_blanks(self) -> bool:
        """Go to the next character that is no blank; whether there is one."""
        while self._at < len(self._line) and self._line[self._at].isspace():
            self._at += 1
        return self._at < len(self._line)

    def _looks_at(self, text: str) -> bool:
        return self._line.startswith(text, self._at)

    def _fail(self, at: int, problem: str) -> NoReturn:
        raise RuleError(self._line, at, problem)
