"""Times that a transcript was given: [00:12:33], (12:33), #00:00:12-3#, 0:12, alone or around what is said."""

import re
from dataclasses import dataclass

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,-]\d{1,3})?"
STAMP = rf"(?:[\[(#<]{_TIME}[\])#>]|{_TIME})"
"""A time with or without brackets around it, as a part of a regular expression."""

_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,-](\d{1,3}))?")
_MARKED = rf"(?:[\[(#<]{_TIME}[\])#>])"
_FIRST = re.compile(rf"(?:{_MARKED}|{_TIME}[ \t]*-->[ \t]*{_TIME}|{_TIME}(?=[ \t]*$))[ \t]*")
_LAST = re.compile(rf"#{_TIME}#$")
_REACH = 40


@dataclass(frozen=True, slots=True)
class TimeMark:
    """The times at the ends of a line, in milliseconds; `body` is where the text behind the first one begins."""

    first_ms: int | None
    body: int
    last_ms: int | None
    is_alone: bool


def milliseconds(stamp: str) -> int | None:
    """The time that a stamp tells, from the start of the recording; None where it holds none.

    A part of a second counts as a decimal: `-3` of a #00:00:12-3# is 300 ms.
    """
    found = _PARTS.search(stamp)
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups(default="0")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(part.ljust(3, "0"))


def time_mark(text: str, start: int, end: int) -> TimeMark | None:
    """The times with which the line text[start:end] begins or ends, or None."""
    reach = min(end, start + _REACH)
    first = None
    if text[start] in "[(#<" or text[start].isdigit():
        first = _FIRST.match(text, start, reach)
    if first is not None and first.end() == reach != end:
        first = None
    body = start if first is None else first.end()
    last = _LAST.search(text, max(body, end - _REACH), end) if text[end - 1] == "#" and body < end else None
    if first is None and last is None:
        return None
    return TimeMark(
        None if first is None else milliseconds(first[0]),
        body,
        None if last is None else milliseconds(last[0]),
        body == end,
    )
