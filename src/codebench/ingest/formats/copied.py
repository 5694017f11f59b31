"""Plain text that was copied out of a PDF: told by broken words, a blank line after every line, numbered pages.

Such a text is repaired like a PDF, since its lines are no paragraphs; any other text stays letter by letter.
"""

from dataclasses import dataclass
from itertools import pairwise

from codebench.domain.draft import Doubt
from codebench.i18n import plural
from codebench.ingest.formats.furniture import PageLine, furniture_doubt, page_number, without_furniture
from codebench.ingest.formats.hyphens import Words, ends_in_hyphen
from codebench.ingest.formats.paragraphs import rebuild
from codebench.ingest.lines import Line

_LEAST_LINES = 8
_LEAST_HYPHENS = 3
_HYPHEN_SHARE = 0.02
_BLANK_SHARE = 0.9
_RUNNING_SHARE = 0.25
_LONGEST = 160
_ENDS = (".", "?", "!", ":", "…")
_ANY_HEIGHT = 1e9


@dataclass(frozen=True, slots=True)
class Repaired:
    """The paragraphs of a text that was copied out of a PDF, and what was done to it."""

    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...]


def repair(text: str, name: str) -> Repaired | None:
    """The text with its paragraphs put together again, None where it doesn't look copied out of a PDF."""
    if not _is_copied(text):
        return None
    lines, n_pages = _paged(text)
    lines, furniture = without_furniture(lines, n_pages, _ANY_HEIGHT)
    words = Words(line.text for line in lines)
    paragraphs = rebuild(lines, words)
    what = plural(
        "The text looks copied out of a PDF: its lines were joined into paragraphs, and {n} broken word put together.",
        "The text looks copied out of a PDF: its lines were joined into paragraphs, and {n} broken words put together.",
        words.joined,
    )
    doubts = [Doubt(name, what)]
    if furniture:
        doubts.append(furniture_doubt(name, furniture))
    return Repaired(paragraphs, tuple(doubts))


def _is_copied(text: str) -> bool:
    raw = text.replace("\f", "\n").split("\n")
    lines = [line.strip() for line in raw if line.strip()]
    if len(lines) < _LEAST_LINES or sorted(map(len, lines))[int(0.9 * len(lines))] > _LONGEST:
        return False
    broken = sum(ends_in_hyphen(before) and after[0].islower() for before, after in pairwise(lines))
    if broken >= _LEAST_HYPHENS and broken >= _HYPHEN_SHARE * len(lines):
        return True
    running = sum(not before.endswith(_ENDS) and after[0].islower() for before, after in pairwise(lines))
    if running < _RUNNING_SHARE * len(lines):
        return False
    if "\f" in text or _breaks(lines):
        return True
    # Between turns a blank line is usual; behind a line that stops within a sentence it is not.
    followed = sum(bool(line.strip()) and not after.strip() for line, after in pairwise(raw))
    return followed >= _BLANK_SHARE * (len(lines) - 1)


def _paged(text: str) -> tuple[list[PageLine], int]:
    """The lines with their pages, which form feeds part, or lines that number them."""
    numbered = [(index, line) for index, line in enumerate(text.replace("\f", "\n\f").split("\n")) if line.strip()]
    breaks = _breaks([line.strip() for _index, line in numbered]) if "\f" not in text else set()
    found: list[PageLine] = []
    page = top = 0
    for place, (index, line) in enumerate(numbered):
        if line.startswith("\f") and found:
            page, top = page + 1, index
        bare = line.strip()
        indent = len(line.lstrip("\f")) - len(line.lstrip("\f").lstrip())
        found.append(PageLine(bare, page, indent, indent + len(bare), index - top))
        if place in breaks:
            page, top = page + 1, index + 1
    return found, page + 1


def _breaks(lines: list[str]) -> set[int]:
    """The places of lines that number pages in order: 1, 2, 3, with other lines between."""
    candidates = [(place, found) for place, line in enumerate(lines) if (found := page_number(line)) is not None]
    runs: list[list[tuple[int, bool]]] = []
    last: dict[int, list[tuple[int, bool]]] = {}
    for place, (number, is_told) in candidates:
        run = last.pop(number - 1, [])
        run = run if run and place > run[-1][0] + 3 else []
        if not run:
            runs.append(run)
        run.append((place, is_told))
        last[number] = run
    best = max(runs, key=len, default=[])
    if len(best) > 2 or (len(best) > 1 and all(is_told for _place, is_told in best)):
        return {place for place, _is_told in best}
    return set()
