"""Lines that may begin a turn or a section: every form of label and heading, without judging whose it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from codebench.ingest.labels import QUESTION, label_key, well_formed
from codebench.ingest.wording import tidy

# How far into a line a label may reach with time stamps and emphasis around it: long lines cost nothing.
_REACH = 120
_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,-]\d{1,3})?"
_STAMP = rf"(?:[\[(#<]{_TIME}[\])#>]|{_TIME})"
_NAME = r"(?P<label>[^\W\d_][\w .'’\-()/&+]*?\??|\?{1,3})"
_FORMS = (
    # Naam: tekst, [00:12:33] Naam: tekst, Naam [12:33]: tekst, **Naam:** tekst, **Naam**: tekst
    re.compile(rf"(?:{_STAMP}[ \t]+)?(?:\*\*)?{_NAME}[ \t]*(?:{_STAMP}[ \t]*)?(?:\*\*)?:(?!//|(?<=\d:)\d\d)(?:\*\*)?"),
    # **Naam** tekst
    re.compile(rf"\*\*{_NAME}\*\*(?=\s|$)"),
    # Naam  12:34, alone on its line
    re.compile(rf"(?:\*\*)?{_NAME}(?:\*\*)?[ \t]+{_STAMP}[ \t]*$"),
)
_QUESTION = re.compile(r"(?P<label>Vraag[ \t]+\d{1,2})[.)](?=[ \t])", re.IGNORECASE)
_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?=[^\s#])")
_MAX_HEADING = 200


class Line(NamedTuple):
    """A line of the text that isn't blank: its number from 1, and where it begins and ends without white space."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's level, 1-6, and its title without marks."""

    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin a turn: its label, and where the text behind the label begins (or the line ends)."""

    line: Line
    label: str
    key: str
    body: int


def lines(text: str) -> Iterator[Line]:
    """The lines of a frozen text that aren't blank, in order."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare:
            first = start + (0 if line.startswith(bare) else line.index(bare))
            yield Line(number, first, first + len(bare))
        start += len(line) + 1


def heading(text: str, line: Line) -> Heading | None:
    """The heading in markdown style (`## Title`) that a line is, or None."""
    if text[line.start] != "#" or line.end - line.start > _MAX_HEADING:
        return None
    match = _HEADING.match(text, line.start, line.end)
    if match is None:
        return None
    title = tidy(text[match.end() : line.end].rstrip("#"))
    return Heading(len(match["marks"]), title) if title else None


def candidate(text: str, line: Line) -> Candidate | None:
    """The label that a line may begin with, or None."""
    reach = min(line.end, line.start + _REACH)
    if text.find(":", line.start, reach) < 0 and text[line.start] not in "*Vv":
        return None
    for form in (*_FORMS, _QUESTION):
        match = form.match(text, line.start, reach)
        if match is None:
            continue
        named = _named(match["label"])
        if named is not None:
            body = match.end()
            while body < line.end and text[body].isspace():
                body += 1
            return Candidate(line, *named, body)
    return None


@lru_cache(maxsize=1000)
def _named(written: str) -> tuple[str, str] | None:
    label = tidy(written)
    if not well_formed(label):
        return None
    key = label_key(label)
    # "Vraag 3" is the moderator's like every other question.
    return (label[: len(QUESTION)] if key == QUESTION else label), key
