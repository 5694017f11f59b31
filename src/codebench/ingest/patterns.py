"""Labels of turns as the researcher's own regular expression tells them."""

from collections.abc import Sequence

from codebench.ingest.turns import REACH, Candidate, TextLine, told_candidate
from codebench.language.expressions import find_labels


def told_candidates(text: str, lines: Sequence[TextLine], pattern: str) -> list[Candidate]:
    """The lines that a pattern takes for the beginning of a turn, matched at the beginning of each (120 characters).

    The label is the group named `label`, else the first; a group named `time` holds the time.

    Raises:
        InputError: the pattern is none, has no group, or takes more than five seconds.
    """
    begins = [text[line.start : min(line.end, line.start + REACH)] for line in lines]
    candidates = []
    for line, match in zip(lines, find_labels(pattern, begins), strict=True):
        if match is not None:
            one = told_candidate(text, line, match[0], line.start + match[2], match[1])
            candidates += [] if one is None else [one]
    return candidates
