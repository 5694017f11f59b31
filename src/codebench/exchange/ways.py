"""The ways to count positions as people choose among them: a name for each, and passages read in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from codebench.domain.errors import InputError
from codebench.domain.project_draft import Way
from codebench.exchange.offsets import CONVENTIONS, Convention, CountedText, Passage, Place, Pool
from codebench.i18n import _

_UNITS = {"code-points": False, "utf-16": True}
_MORE = {"crlf-two": "crlf_is_two", "mark-counted": "bom_counts", "end-included": "end_belongs"}

EXAMPLES = 4
_ALIKE = 2  # passages that tell the same ways apart; two show as much as ten
_PER_TEXT = 6
_TEXTS = 200
_AROUND = 20
_BORDER = 24


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the positions of a file count, as a person says who has looked at it."""

    convention: Convention
    coder: str


def name_of(convention: Convention) -> str:
    """What a convention is called on the command line."""
    unit = next(name for name, utf16 in _UNITS.items() if utf16 is convention.utf16)
    return ",".join((unit, *(name for name, which in _MORE.items() if getattr(convention, which))))


def convention_of(name: str) -> Convention:
    """The convention of this name.

    Raises:
        InputError: there is none.
    """
    unit, *more = (part.strip().casefold() for part in name.split(","))
    if unit not in _UNITS or not set(more) <= set(_MORE):
        message = _(
            "'{name}' is no way to count positions: say {units}, and where they hold {more}, with commas between."
        )
        raise InputError(message.format(name=name, units=_(" or ").join(_UNITS), more=", ".join(_MORE)))
    return Convention(_UNITS[unit], **{_MORE[part]: True for part in more})


@dataclass(slots=True)
class Samples:
    """A few passages of a file, such as tell ways to count apart, as each of them reads."""

    _found: list[tuple[str, dict[Convention, str]]] = field(default_factory=list)
    _alike: dict[tuple[int, ...], int] = field(default_factory=dict)
    _texts: int = 0

    def look(self, name: str, text: CountedText, passages: Sequence[Passage]) -> None:
        """Keep passages of a text that lie elsewhere in one way than in another; the first texts of many will do."""
        if self._texts >= _TEXTS:
            return
        self._texts += 1
        step = max(1, len(passages) // _PER_TEXT)
        some = [*passages[::step][:_PER_TEXT]]
        same = text.distinct()
        ways = {each: text.places(some, each) for each in dict.fromkeys(same.values())}
        for i in range(len(some)):
            places = [(ways[same[each]][i].start, ways[same[each]][i].end) for each in CONVENTIONS]
            kind = tuple(places.index(place) for place in places)
            if self._alike.get(kind, 0) < _ALIKE:
                self._alike[kind] = self._alike.get(kind, 0) + 1
                self._found.append((name, {each: _read(text.frozen, ways[same[each]][i]) for each in CONVENTIONS}))

    def ways(self, pool: Pool) -> tuple[Way, ...]:
        """The ways to count that the texts tell apart, the likely ones first, each with the same passages."""
        tells = pool.tells
        likely = {each.among(tells) for each in pool.believed()}
        there = sorted(dict.fromkeys(each.among(tells) for each in pool.possible), key=lambda each: each not in likely)

        def tells_apart(one: tuple[str, dict[Convention, str]]) -> tuple[int, int]:
            _name, readings = one
            return len({readings[each] for each in likely}), len({readings[each] for each in there})

        shown = sorted(self._found, key=tells_apart, reverse=True)[:EXAMPLES]
        return tuple(
            Way(name_of(each), each.told(tells), each in likely, tuple((name, read[each]) for name, read in shown))
            for each in there
        )


def _read(text: str, place: Place) -> str:
    """The passage between brackets with what is around it, its middle left out where it is long."""
    if place.splits:
        return _("(no passage: a position lies within a character, or outside the text)")
    start, end = place.start, place.end
    inside = text[start:end]
    if len(inside) > 2 * _BORDER + 3:
        inside = f"{inside[:_BORDER]}…{inside[-_BORDER:]}"
    read = f"{text[max(0, start - _AROUND) : start]}[{inside}]{text[end : end + _AROUND]}"
    return read.replace("\n", "⏎")
