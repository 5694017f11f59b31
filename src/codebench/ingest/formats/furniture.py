"""Page furniture: headers, footers and page numbers, told by coming back page after page at the same place."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from codebench.domain.draft import Doubt
from codebench.i18n import plural
from codebench.ingest.wording import listed, quoted

_DEPTH = 3
_LEAST_SHARE = 1 / 3
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"\W*(?:(?P<word>p|pg|pag|pagina|page|blz|bladzijde)\b\.?\s*)?(?P<number>\d{1,4})"
    r"(?P<of>\s*(?:/|van|of|uit)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageLine:
    """A line of a page, and where it lies: in points, or in characters and lines of a plain text.

    `baseline` is counted from the top of the page down; `size` is that of the type, 1 in a plain text.
    `column` tells the columns of a page apart; `label` are bold words at the beginning; `inner` is where the last
    cell begins on a line that holds several.
    """

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float = 1.0
    column: int = 0
    label: str | None = None
    inner: float | None = None


def page_number(text: str) -> tuple[int, bool] | None:
    """The number that a line holds if it may be a page's, and whether it says so ("Pagina 3", "3/12")."""
    match = _PAGE.fullmatch(text)
    return None if match is None else (int(match["number"]), bool(match["word"] or match["of"]))


def without_furniture(lines: Sequence[PageLine], n_pages: int, slack: float) -> tuple[list[PageLine], list[PageLine]]:
    """The lines that are text, and those that are furniture.

    A line is furniture if the same words, numbers apart, come back on a third of the pages (at least two) among the
    first or last three lines, at the same height but for `slack`; or if it numbers its page and its neighbours do.
    """
    by_page: dict[int, list[PageLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    places: dict[tuple[str, str], list[PageLine]] = defaultdict(list)
    numbers: list[tuple[int, bool, PageLine]] = []
    for page in by_page.values():
        ordered = sorted(page, key=lambda line: line.baseline)
        for side, outer in (("top", ordered[:_DEPTH]), ("bottom", ordered[: -_DEPTH - 1 : -1])):
            for line in outer:
                places[side, _NUMBER.sub("#", line.text.casefold())].append(line)
        for line in page:
            found = page_number(line.text)
            # A line that says that it numbers a page may stand anywhere, a bare number at the edge only.
            if found is not None and (found[1] or line is ordered[0] or line is ordered[-1]):
                numbers.append((found[0] - line.page, found[1], line))
    dropped: set[int] = set()
    for (_side, text), found_lines in places.items():
        level = [] if text == "#" else _at_one_height(found_lines, slack)
        # A page of few lines says nothing of what is at its edge and what within.
        telling = {line.page for line in level if len(by_page[line.page]) > 2 * _DEPTH}
        if len(telling) >= max(2, _LEAST_SHARE * n_pages):
            dropped |= {id(line) for line in level}
    dropped |= _numbering(numbers, n_pages)
    kept = [line for line in lines if id(line) not in dropped]
    return kept, [line for line in lines if id(line) in dropped]


def furniture_doubt(where: str, furniture: list[PageLine]) -> Doubt:
    """What was left out as headers, footers and page numbers, with the commonest."""
    commonest = [f"'{quoted(text)}'" for text, _n in Counter(line.text for line in furniture).most_common()]
    what = plural(
        "{n} line was left out as header, footer or page number: {{lines}}.",
        "{n} lines were left out as headers, footers or page numbers: {{lines}}.",
        len(furniture),
    )
    return Doubt(where, what.format(lines=listed(commonest)))


def _at_one_height(lines: list[PageLine], slack: float) -> list[PageLine]:
    best: list[PageLine] = []
    for one in lines[:20]:
        level = [line for line in lines if abs(line.baseline - one.baseline) <= slack]
        best = level if len(level) > len(best) else best
    return best


def _numbering(numbers: list[tuple[int, bool, PageLine]], n_pages: int) -> set[int]:
    """The lines that number the pages: the number runs with the pages, on a third of them at least."""
    shifts: dict[int, list[tuple[bool, PageLine]]] = defaultdict(list)
    for shift, is_told, line in numbers:
        shifts[shift].append((is_told, line))
    dropped: set[int] = set()
    for shift, found in shifts.items():
        is_running = len({line.page for _is_told, line in found}) >= max(2, _LEAST_SHARE * n_pages)
        is_first = n_pages == 1 and shift == 1 and all(is_told for is_told, _line in found)
        if is_running or is_first:
            dropped |= {id(line) for _is_told, line in found}
    return dropped
