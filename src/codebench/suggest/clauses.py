"""The part of a long text that a code is about: the clause with the words that speak for it most."""

import re
from collections.abc import Mapping
from itertools import pairwise

from codebench.suggest.segments import Segment

_BREAK = re.compile(r"[,;:.!?\n]+\s*|\s+(?=(?:maar|en|want|terwijl|dus)\s)", re.IGNORECASE)
_LEAST_WORDS = 3


def clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a text, half-open, without white space at their ends; short ones go with the one before."""
    edges = [0]
    for found in _BREAK.finditer(text):
        edges.append(found.end())
    edges.append(len(text))
    parts: list[tuple[int, int]] = []
    for start, end in pairwise(edges):
        part = text[start:end]
        if not part.strip():
            continue
        begin, after = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        if parts and len(text[begin:after].split()) < _LEAST_WORDS:
            parts[-1] = (parts[-1][0], after)
        else:
            parts.append((begin, after))
    return parts


def clause_about(segment: Segment, worth: Mapping[int, float]) -> tuple[int, int] | None:
    """The clause in which the words are worth most (by the start of each), None where there is only one clause."""
    parts = clauses(segment.text)
    if len(parts) < 2:
        return None
    sums = [sum(value for start, value in sorted(worth.items()) if a <= start < b) for a, b in parts]
    best = max(range(len(parts)), key=lambda i: (sums[i], -i))
    return parts[best] if sums[best] > 0 else None
