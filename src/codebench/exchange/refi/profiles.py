"""How positions and line ends are written for the tool that will read them."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from codebench.exchange.offsets import Convention, astral

_LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Profile:
    """A convention for positions, the line ends of the texts, and whether they begin with a byte order mark."""

    convention: Convention
    crlf: bool = False
    bom: bool = False

    def encoded(self, text: str) -> bytes:
        """A frozen text as the bytes of its source."""
        written = text.replace("\n", "\r\n") if self.crlf else text
        return (b"\xef\xbb\xbf" if self.bom else b"") + written.encode("utf-8")


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        # The letter of the specification: code points, LF, no mark.
        "refi": Profile(Convention()),
        "nvivo": Profile(Convention(utf16=True, crlf_is_two=True), crlf=True, bom=True),
        "maxqda": Profile(Convention(utf16=True), crlf=True),
        "atlasti": Profile(Convention(utf16=True), crlf=True),
    }
)
"""By name; see `docs/exchange.md` for what is known of each tool, and what is only said of it."""


class Positions:
    """Places in one frozen text, as a profile counts them."""

    def __init__(self, text: str, convention: Convention) -> None:
        self._end = 1 if convention.end_belongs else 0
        self._first = 1 if convention.bom_counts else 0
        self._doubles: list[int] = []
        if convention.utf16:
            self._doubles += astral(text)
        if convention.crlf_is_two:
            self._doubles += [found.start() for found in _LINE_END.finditer(text)]
        self._doubles.sort()

    def told(self, start: int, end: int) -> tuple[int, int]:
        """The passage [start, end), given in code points."""
        return self._at(start), self._at(end) - self._end

    def _at(self, place: int) -> int:
        return self._first + place + bisect_left(self._doubles, place)
