"""Lines that may begin a turn: each convention by which transcribers label speakers, without judging whose it is."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from codebench.ingest.labels import QUESTION, is_name, is_phrase, known_role, label_key, well_formed
from codebench.ingest.lines import DocumentText
from codebench.ingest.times import STAMP, milliseconds
from codebench.ingest.wording import tidy

# How far into a line a label may reach with time stamps and emphasis around it: long lines cost nothing.
REACH = 120


class Convention(StrEnum):
    """How a document tells who speaks, in the words in which the preview says so."""

    MARKED = "marked in the file (bold, a column, a voice)"
    COLON = "Name: text"
    TIMED = "Name  12:34"
    HEADING = "### Name"
    EMPHASIS = "**Name** text"
    ALONE = "the name alone on a line"
    PATTERN = "your own pattern"


class TextLine(NamedTuple):
    """A line of the text that isn't blank: its number from 1, where it begins and ends without white space.

    `label`, `time_ms` and `is_heading` are what the file's format says of it.
    """

    number: int
    start: int
    end: int
    label: str | None = None
    time_ms: int | None = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin a turn: its label, where the text behind the label begins (or the line ends), its time."""

    line: TextLine
    label: str
    key: str
    body: int
    time_ms: int | None = None


_NAME = r"(?P<label>[^\W\d_][\w .'’\-()/&+]*?\??|\?{1,3})"
_TIMED = rf"(?P<time>{STAMP})"
_COLON = re.compile(
    rf"(?:(?P<before>{STAMP})[ \t]+)?(?:\*\*)?{_NAME}[ \t]*(?:{_TIMED}[ \t]*)?(?:\*\*)?"
    r":(?!//|(?<=\d:)\d\d)(?:\*\*)?"
)
_EMPHASIS = re.compile(rf"(?:(?P<time>{STAMP})[ \t]+)?\*\*{_NAME}\*\*(?=\s|$)")
_TIMES = (
    # Naam  12:34, [Naam] 12:34, 12:34 Naam: each alone on its line
    re.compile(rf"(?:\*\*)?\[?{_NAME}\]?(?:\*\*)?[ \t]+{_TIMED}[ \t]*$"),
    re.compile(rf"{_TIMED}[ \t]+{_NAME}[ \t]*$"),
)
_HEADING = re.compile(rf"#{{1,6}}[ \t]+(?:\*\*)?{_NAME}(?:\*\*)?(?:[ \t]+{_TIMED})?[ \t]*:?[ \t]*#*$")
_ALONE = re.compile(rf"{_NAME}$")
_QUESTION = re.compile(r"(?P<label>Vraag[ \t]+\d{1,2})[.)](?=[ \t])", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:[ \t]*{STAMP})?(?:\*\*)?[ \t]*:?(?:\*\*)?")


def placed(document: DocumentText) -> Iterator[TextLine]:
    """The lines of a document that aren't blank, with their places in its text."""
    start = 0
    for number, line in enumerate(document.lines, 1):
        if not line.text:
            start += 1
            continue
        bare = line.text.strip()
        if bare:
            first = start + (0 if line.text.startswith(bare) else line.text.index(bare))
            yield TextLine(number, first, first + len(bare), line.label, line.time_ms, line.is_heading)
        start += len(line.text) + 1


def conventions(text: str, lines: Sequence[TextLine]) -> Mapping[Convention, list[Candidate]]:
    """What each convention takes for the beginning of a turn, in the order in which they are tried."""
    found = {name: [one for line in lines if (one := form(text, line))] for name, form in _CONVENTIONS.items()}
    found[Convention.ALONE] = _spoken_under(lines, found[Convention.ALONE])
    return found


def _spoken_under(lines: Sequence[TextLine], candidates: list[Candidate]) -> list[Candidate]:
    """Those with a line of speech under them: names under one another are a list of who was there."""
    below = {line.number: after for line, after in pairwise(lines)}
    numbers = {one.line.number for one in candidates}
    return [
        one
        for one in candidates
        if (after := below.get(one.line.number)) is not None and after.number not in numbers and not after.is_heading
    ]


def _marked(text: str, line: TextLine) -> Candidate | None:
    if line.label is None:
        return _question(text, line)
    named = _named(line.label)
    if named is None:
        return None
    body = line.start + len(line.label) if text.startswith(line.label, line.start) else line.start
    behind = _BEHIND.match(text, body, line.end)
    return _candidate(text, line, named, body if behind is None or body == line.start else behind.end(), line.time_ms)


def _colon(text: str, line: TextLine) -> Candidate | None:
    reach = min(line.end, line.start + REACH)
    if text.find(":", line.start, reach) < 0:
        return _question(text, line)
    return _matched(text, line, _COLON, reach) or _question(text, line)


def _timed(text: str, line: TextLine) -> Candidate | None:
    if line.end - line.start > REACH or not text[line.end - 4 : line.end].strip():
        return None
    if ":" not in text[line.start : line.end]:
        return None
    return next((found for form in _TIMES if (found := _matched(text, line, form, line.end)) is not None), None)


def _emphasised(text: str, line: TextLine) -> Candidate | None:
    if text.find("**", line.start, line.start + 20) < 0:
        return _question(text, line)
    return _matched(text, line, _EMPHASIS, min(line.end, line.start + REACH))


def _headed(text: str, line: TextLine) -> Candidate | None:
    if text[line.start] != "#" or line.end - line.start > REACH:
        return None
    return _matched(text, line, _HEADING, line.end)


def _alone(text: str, line: TextLine) -> Candidate | None:
    if line.end - line.start > REACH or line.is_heading:
        return None
    found = _matched(text, line, _ALONE, line.end)
    # "Tja." and "Allen?" are said.
    if found is None or found.label[-1] in ".?" or is_phrase(found.label):
        return None
    return found if known_role(found.label) or is_name(found.label) else None


def _question(text: str, line: TextLine) -> Candidate | None:
    return None if text[line.start] not in "Vv" else _matched(text, line, _QUESTION, min(line.end, line.start + REACH))


_CONVENTIONS: Mapping[Convention, Callable[[str, TextLine], Candidate | None]] = MappingProxyType(
    {
        Convention.MARKED: _marked,
        Convention.COLON: _colon,
        Convention.TIMED: _timed,
        Convention.HEADING: _headed,
        Convention.EMPHASIS: _emphasised,
        Convention.ALONE: _alone,
    }
)


def _matched(text: str, line: TextLine, form: re.Pattern[str], reach: int) -> Candidate | None:
    match = form.match(text, line.start, reach)
    named = None if match is None else _named(match["label"])
    if match is None or named is None:
        return None
    groups = match.groupdict()
    stamp = groups.get("time") or groups.get("before")
    return _candidate(text, line, named, match.end(), line.time_ms if stamp is None else milliseconds(stamp))


def told_candidate(text: str, line: TextLine, label: str, body: int, stamp: str | None) -> Candidate | None:
    """The beginning of a turn as the researcher's own pattern found it; None where the label is no label at all."""
    named = _named(label)
    if named is None:
        return None
    return _candidate(text, line, named, body, milliseconds(stamp) if stamp else line.time_ms)


def _candidate(text: str, line: TextLine, named: tuple[str, str], body: int, time_ms: int | None) -> Candidate:
    while body < line.end and text[body].isspace():
        body += 1
    return Candidate(line, *named, body, time_ms)


@lru_cache(maxsize=1000)
def _named(written: str) -> tuple[str, str] | None:
    label = tidy(written)
    if not well_formed(label):
        return None
    key = label_key(label)
    # "Vraag 3" is the moderator's like every other question.
    return (label[: len(QUESTION)] if key == QUESTION else label), key
