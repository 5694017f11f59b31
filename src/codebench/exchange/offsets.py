"""How another tool counts positions in a text: told from all its coded passages together, or left undecided.

A convention says whether a position counts code points or UTF-16 units, whether CRLF counts as one or two, whether a
byte order mark counts, and whether the end belongs to the passage. Nothing in the files says which one was used. Yet
people begin and end passages at words, and many tools write the passage's own words beside its position; so each
passage speaks for the conventions under which it begins and ends well, and against those under which it cuts a word,
leaves the text, or holds other words than its own. The evidence of all texts is added up (log-likelihoods; the
probabilities are rough ones, the bar is high). A convention is believed when it is a thousand times as likely as any
other that puts a passage elsewhere; where it isn't, only the passages on which the likely ones agree are certain.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product

from codebench.domain.errors import InputError
from codebench.domain.text import freeze
from codebench.i18n import _

BELIEVED = math.log(1000)

# Of passages that people mark so many in a hundred begin or end within a word, or take a blank along, and hardly any
# hold other words than are written beside them. All tools that we know of count half-open: twenty to one.
_INSIDE_WORD = math.log(0.03)
_BLANK = math.log(0.1)
_OTHER_WORDS = math.log(0.001)
_LESS_WELL = math.log(0.1)
_IMPOSSIBLE = math.log(0.0001)
_CLOSED = math.log(0.05)
_EXPECTED = math.log(20)

# An export shortens the words of a passage; a name of fewer letters than this may agree by chance.
_LEAST_NAME = 3
_LEAST_BEGINNING = 10
_JOINED = {"\u200d", "\ufe0e", "\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to count: see the module."""

    utf16: bool = False
    crlf_is_two: bool = False
    bom_counts: bool = False
    end_belongs: bool = False

    def among(self, tells: tuple[bool, bool, bool]) -> "Convention":
        """The plainest convention that is the same where the texts tell of UTF-16, CRLF and marks only what they do."""
        utf16, crlf, bom = tells
        return Convention(self.utf16 and utf16, self.crlf_is_two and crlf, self.bom_counts and bom, self.end_belongs)

    def told(self, tells: tuple[bool, bool, bool]) -> str:
        """The convention in words, as far as the texts tell of it."""
        utf16, crlf, bom = tells
        parts = [_("UTF-16 units") if self.utf16 else _("characters") if utf16 else ""]
        parts.append("" if not crlf else _("CRLF as two") if self.crlf_is_two else _("CRLF as one"))
        parts.append("" if not bom else _("mark at the start counted") if self.bom_counts else _("mark not counted"))
        parts.append(_("end included") if self.end_belongs else _("end not included"))
        return ", ".join(part for part in parts if part)


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_OURS = "codebench"


def origin_of(convention: Convention) -> str:
    """How we call ourselves in what we write, so that we know when we read it what was counted."""
    ways = (("UTF-16", convention.utf16), ("CRLF as two", convention.crlf_is_two))
    told = ", ".join(name for name, is_so in ways if is_so)
    return f"{_OURS} ({told})" if told else _OURS


def of_origin(origin: str) -> Convention | None:
    """The convention of a file that we wrote, None where we didn't."""
    ways = (Convention(utf16=a, crlf_is_two=b) for a in (False, True) for b in (False, True))
    return next((way for way in ways if origin_of(way) == origin), None)


OF_TOOLS = {"nvivo": Convention(utf16=True, crlf_is_two=True), "qualcoder": Convention()}
"""How tools are known to count, by the beginning of their names."""

CONVENTIONS: tuple[Convention, ...] = tuple(Convention(*each) for each in product((False, True), repeat=4))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as a file gives it: positions of an unknown convention, and its words if it says so."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in the frozen text; `splits` where a position falls within a character, or outside the text."""

    start: int
    end: int
    splits: bool = False


def astral(text: str) -> list[int]:
    """Where the characters beyond the first 65,536 stand, which UTF-16 counts double."""
    return [] if text.isascii() else [found.start() for found in _ASTRAL.finditer(text)]


class CountedText:
    """A text as a tool may have counted it, beside the frozen text that we keep.

    `inline` is a text that came inside XML, whose parsers make LF of every line end: there CRLF may have been each.
    """

    def __init__(self, raw: str, *, inline: bool = False) -> None:
        self.frozen = freeze(raw)
        bare = raw.lstrip("\ufeff")
        self._marks = len(raw) - len(bare)
        self._astral = astral(self.frozen)
        self._crlf = _line_ends(bare, self.frozen, inline=inline)

    def places(self, passages: Sequence[Passage], convention: Convention) -> list[Place]:
        """Where these passages are, if this is how they were counted."""
        doubles: list[int] = []
        if convention.utf16:
            doubles = self._astral
        if convention.crlf_is_two:
            doubles = sorted(doubles + self._crlf) if doubles else self._crlf
        # Where each character that counts double begins in the tool's own counting.
        first = self._marks if convention.bom_counts else 0
        begins = [at + first + i for i, at in enumerate(doubles)]
        length = len(self.frozen)

        def place(position: int) -> tuple[int, bool]:
            k = bisect_left(begins, position)
            at = position - first - k
            is_inside = k > 0 and begins[k - 1] == position - 1
            return min(max(at, 0), length), is_inside or not 0 <= at <= length

        found = []
        for passage in passages:
            start, start_splits = place(passage.start)
            end, end_splits = place(passage.end + 1 if convention.end_belongs else passage.end)
            found.append(Place(start, end, start_splits or end_splits or start >= end))
        return found

    def tells(self) -> tuple[bool, bool, bool]:
        """Whether the text tells UTF-16 from code points, CRLF as one from two, a mark counted from one that isn't."""
        return bool(self._astral), bool(self._crlf), bool(self._marks)

    def distinct(self) -> dict[Convention, Convention]:
        """Each convention and the first one that counts this text in the same way."""
        return {each: each.among(self.tells()) for each in CONVENTIONS}


def _line_ends(bare: str, frozen: str, *, inline: bool) -> list[int]:
    """Where in the frozen text a line end stands that may count double."""
    if "\r" not in bare:
        return [i for i, c in enumerate(frozen) if c == "\n"] if inline else []
    lengths = map(len, bare.split("\r\n")[:-1])
    return [at + i for i, at in enumerate(accumulate(lengths))]


@dataclass(slots=True)
class Evidence:
    """What passages say for each convention: log-likelihoods, which add up over texts."""

    scores: list[float] = field(default_factory=lambda: [0.0] * len(CONVENTIONS))
    n: int = 0

    def add(self, other: "Evidence") -> None:
        """Put the evidence of another text to this."""
        self.scores = [mine + its for mine, its in zip(self.scores, other.scores, strict=True)]
        self.n += other.n

    def likely(
        self, among: Sequence[Convention] = CONVENTIONS, expected: Convention | None = None
    ) -> frozenset[Convention]:
        """The conventions that can't be ruled out: none is a thousand times as likely as one of these."""
        told = dict(zip(CONVENTIONS, self.scores, strict=True))
        scores = {each: told[each] + (_CLOSED if each.end_belongs else 0) for each in among}
        if expected is not None:
            scores[expected] += _EXPECTED
        least = max(scores.values()) - BELIEVED
        return frozenset(each for each, score in scores.items() if score > least)


def evidence(text: CountedText, passages: Sequence[Passage]) -> Evidence:
    """What the passages of one text say for each convention."""
    same = text.distinct()
    places = {each: text.places(passages, each) for each in dict.fromkeys(same.values())}
    sums = dict.fromkeys(places, 0.0)
    for i, passage in enumerate(passages):
        if not passage.words:
            for each, found in places.items():
                sums[each] += _weight(text.frozen, found[i])
            continue
        agree = {each: _agrees(text.frozen, found[i], passage.words) for each, found in places.items()}
        # Words that are in none of the places are a title, and say nothing.
        best = max(agree.values())
        for each, found in places.items():
            sums[each] += _weight(text.frozen, found[i])
            sums[each] += _LESS_WELL if agree[each] == 1 < best else _OTHER_WORDS if agree[each] < best else 0
    return Evidence([sums[same[each]] for each in CONVENTIONS], len(passages))


@dataclass(frozen=True, slots=True)
class Understood:
    """A passage in the frozen text; `is_certain` where all likely conventions put it there and its words agree."""

    start: int
    end: int
    is_certain: bool


def understood(text: CountedText, passages: Sequence[Passage], likely: Iterable[Convention]) -> list[Understood]:
    """Where the passages of a text are under the conventions that are likely; where they differ, the best is a guess.

    A passage whose words stand in the text once only, and in none of the places, is a guess too.
    """
    same = text.distinct()
    plain_first = dict.fromkeys(same[each] for each in sorted(likely, key=CONVENTIONS.index))
    ways = [text.places(passages, each) for each in plain_first]
    found = []
    for i, passage in enumerate(passages):
        options = [ways[0][i], *(way[i] for way in ways[1:] if way[i] != ways[0][i])]
        if len(options) == 1 and not passage.words:
            found.append(Understood(*_room(options[0], len(text.frozen)), not options[0].splits))
            continue
        fits = [place for place in options if not place.splits]
        agree = {place: _agrees(text.frozen, place, passage.words) for place in fits}
        told = [place for place, how in agree.items() if how == max(agree.values()) > 1]
        if len(told) == 1:
            fits = told
        best = fits[0] if fits else options[0]
        is_elsewhere = _is_elsewhere(text.frozen, best, passage.words)
        is_one = len(set(fits)) == 1
        found.append(Understood(*_room(best, len(text.frozen)), is_one and not is_elsewhere))
    return found


def _room(place: Place, length: int) -> tuple[int, int]:
    """The place, made one that a text of this length has."""
    start = min(place.start, max(length - 1, 0))
    return start, min(max(place.end, start + 1), length)


def _agrees(text: str, place: Place, words: str) -> int:
    """How well a place fits the words that a file gives: 2 letter by letter, 1 but for blanks or their end, 0 not."""
    wanted, is_cut = _bare(words)
    if len(wanted) < _LEAST_NAME or place.splits:
        return 0
    span = text[place.start : place.end]
    if span == freeze(words):
        return 2
    bare = " ".join(span.split())
    if bare == wanted:
        return 1
    return int(is_cut and len(wanted) >= _LEAST_BEGINNING and bare.startswith(wanted) and span[:1] == wanted[:1])


def _is_elsewhere(text: str, place: Place, words: str) -> bool:
    wanted, is_cut = _bare(words)
    if len(wanted) < _LEAST_BEGINNING or is_cut or _agrees(text, place, words):
        return False
    return freeze(words) in text


def _bare(words: str) -> tuple[str, bool]:
    """The words without superfluous blanks, and whether they are the beginning only."""
    tidy = " ".join(words.split())
    bare = tidy.removesuffix("…").removesuffix("...").rstrip()
    return bare, bare != tidy or len(tidy) >= 50


def _weight(text: str, place: Place) -> float:
    if place.splits:
        return _IMPOSSIBLE
    weight = 0.0
    if _is_inside(text, place.start):
        weight += _INSIDE_WORD
    elif text[place.start].isspace():
        weight += _BLANK
    if _is_inside(text, place.end):
        weight += _INSIDE_WORD
    elif text[place.end - 1].isspace():
        weight += _BLANK
    return weight


def _is_inside(text: str, at: int) -> bool:
    """Whether a border here would cut a word, or a letter from its accent."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    return after in _JOINED or before == "\u200d" or unicodedata.combining(after) > 0


@dataclass(slots=True)
class Pool:
    """What all texts of a project together say of how it counts; `among` are the ways that are possible at all.

    `expected` is how the tool is known to count; that makes it twenty times as likely beforehand, and decides nothing
    by itself. `chosen` is what a person who looked says, and who that is: then that holds.
    """

    among: tuple[Convention, ...] = CONVENTIONS
    expected: Convention | None = None
    chosen: tuple[Convention, str] | None = None
    _all: Evidence = field(default_factory=Evidence)
    _tells: tuple[bool, bool, bool] = (False, False, False)
    _told: frozenset[Convention] = frozenset()
    _told_at: int = -1

    def add(self, text: CountedText, own: Evidence) -> None:
        """Put what one text says to the others."""
        self._all.add(own)
        self._tells = tuple(a or b for a, b in zip(self._tells, text.tells(), strict=True))  # type: ignore[assignment]

    def understood(self, text: CountedText, passages: Sequence[Passage], own: Evidence | None) -> list[Understood]:
        """Where the passages of a text are; none is certain where its own evidence speaks against the others'."""
        if len(self.among) == 1:
            # Known, not told from anything: words make no difference.
            return understood(text, [Passage(each.start, each.end) for each in passages], self.among)
        places = understood(text, passages, self.believed())
        if self.chosen is None and own is not None and not own.likely() & self._likely():
            return [Understood(place.start, place.end, False) for place in places]
        return places

    def by_words(self, text: CountedText, passages: Sequence[Passage]) -> list[Understood]:
        """Where passages are in a text that is not the one in which they were counted: where their words stand once."""
        found = []
        for passage, place in zip(passages, understood(text, passages, self.believed()), strict=True):
            words = freeze(passage.words).strip()
            at = text.frozen.find(words) if len(words) >= _LEAST_NAME else -1
            if at >= 0 and text.frozen.find(words, at + 1) < 0 and not _bare(words)[1]:
                found.append(Understood(at, at + len(words), True))
            else:
                agrees = _agrees(text.frozen, Place(place.start, place.end), words) == 2
                found.append(Understood(place.start, place.end, agrees))
        return found

    @property
    def possible(self) -> tuple[Convention, ...]:
        """The ways to count to choose from; none where the file says it itself, or has no passages."""
        return self.among if len(self.among) > 1 and self._all.n else ()

    @property
    def tells(self) -> tuple[bool, bool, bool]:
        """What the texts together tell apart: see `CountedText.tells`."""
        return self._tells

    def choose(self, convention: Convention, coder: str) -> None:
        """Count as a person says.

        Raises:
            InputError: the file itself says how it counts, or the tool never counts so.
        """
        if convention not in self.among:
            ways = _(" or ").join(f"[{each.told((True, True, False))}]" for each in self.among)
            raise InputError(_("Positions of this file are {ways}; no other way can be chosen.").format(ways=ways))
        self.chosen = convention, coder

    def believed(self) -> frozenset[Convention]:
        """The ways to count that can't be ruled out; the one that was chosen, where one was."""
        return self._likely() if self.chosen is None else frozenset((self.chosen[0],))

    def _likely(self) -> frozenset[Convention]:
        if self._told_at != self._all.n:
            self._told_at, self._told = self._all.n, self._all.likely(self.among, self.expected)
        return self._told

    def told(self) -> str:
        """How the project counts, in words, with what it was told from; "" where there are no passages."""
        if not self._all.n:
            return ""
        if len(self.among) == 1:
            return _("{way} (as the file says)").format(way=self.among[0].told(self._tells))
        likely = {each.among(self._tells) for each in self._likely()}
        if self.chosen is not None:
            return self._told_chosen(*self.chosen, likely)
        ways = [each.told(self._tells) for each in sorted(likely, key=CONVENTIONS.index)]
        if len(ways) == 1:
            return _("{way} (told from {n} passages)").format(way=ways[0], n=self._all.n)
        message = _("undecided, too few passages to tell ({n}): {ways}")
        return message.format(n=self._all.n, ways=_(" or ").join(f"[{way}]" for way in ways))

    def _told_chosen(self, convention: Convention, coder: str, likely: set[Convention]) -> str:
        message = _("{way} (chosen by {coder}; the passages leave it open)")
        if convention.among(self._tells) not in likely:
            message = _("{way} (chosen by {coder}, against what the passages say)")
        elif len(likely) == 1:
            message = _("{way} (chosen by {coder}, as the passages say too)")
        return message.format(way=convention.told(self._tells), coder=coder)
