"""Lines that head a section: told by a style, by `## Title`, or by their words ("Periode 2: preteaching")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codebench.ingest.turns import TextLine
from codebench.ingest.wording import tidy

_MARKS = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?=[^\s#])")
_MAX_MARKED = 200
_MAX_WORDED = 80
_TOP = 2
_NUMBER = r"(?:\d{1,2}|[IVX]{1,4}|[A-H])"
_WORDED = re.compile(
    rf"(?:periode|fase|deel|blok|thema|onderdeel|hoofdstuk|topic|luik)[ \t]+{_NUMBER}"
    r"(?:[ \t]*[:.)–-][ \t]*\S[^\n]*|[.)])?$",
    re.IGNORECASE,
)
_QUESTION = re.compile(rf"vraag[ \t]+{_NUMBER}[.)]?$", re.IGNORECASE)
_SENTENCE_ENDS = ("?", "!", "…", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's level, 1-6, and its title without marks."""

    level: int
    title: str


def headings(text: str, lines: Sequence[TextLine], words: Sequence[str] = ()) -> list[Heading | None]:
    """For each line the heading that it is, or None; `words` are the researcher's: a short line that begins so.

    The title of the whole document is no heading of a section: it is one of the first level, before all others, with
    no other of that level.
    """
    begins = tuple(tidy(word).casefold() for word in words)
    found = [_heading(text, line, begins) for line in lines]
    if not found or found[0] is None:
        return found
    if lines[0].is_heading and len(found) > 1 and found[1] is not None:
        found[0] = Heading(1, found[0].title)
    return found


def _heading(text: str, line: TextLine, begins: tuple[str, ...]) -> Heading | None:
    if text[line.start] == "#" and line.end - line.start <= _MAX_MARKED:
        match = _MARKS.match(text, line.start, line.end)
        title = "" if match is None else tidy(text[match.end() : line.end].rstrip("#"))
        if match is not None and title:
            return Heading(len(match["marks"]), title)
    if line.end - line.start > (_MAX_MARKED if line.is_heading else _MAX_WORDED):
        return None
    written = text[line.start : line.end]
    if _QUESTION.match(written):
        return Heading(_TOP + 1, tidy(written))
    is_worded = _WORDED.match(written) is not None or (begins and tidy(written).casefold().startswith(begins))
    if line.is_heading or (is_worded and not _is_sentence(written)):
        return Heading(_TOP, tidy(written))
    return None


def _is_sentence(written: str) -> bool:
    return written.endswith(_SENTENCE_ENDS) or (written.endswith(".") and len(written.split()) > 3)


def is_title(found: Sequence[Heading | None]) -> bool:
    """Whether the first line is the title of the whole document."""
    tops = [i for i, heading in enumerate(found) if heading is not None and heading.level == 1]
    return tops == [0]
