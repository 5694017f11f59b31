"""The lines of a page in the order in which they are read: two columns one after the other, band by band."""

from collections.abc import Sequence
from statistics import median

from codebench.ingest.formats.furniture import PageLine

_LEAST = 4
_MOST = 2000
_MOST_CROSSING = 0.3
_TABLE = 0.4


def in_reading_order(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines as they are read; `column` is set to 1 and 2 on a page in two columns.

    The order of the file stands unless the page has a gutter: a place that most lines leave free, with lines on both
    sides of it at the same heights. Lines across the gutter part the page into bands.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return _merged(lines)
    ordered: list[PageLine] = []
    crossing = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: line.baseline)
    rest = [line for line in lines if not line.left < gutter < line.right]
    for bound in (*crossing, None):
        band = [line for line in rest if bound is None or line.baseline < bound.baseline]
        rest = [line for line in rest if bound is not None and line.baseline >= bound.baseline]
        for column in (1, 2):
            side = [line for line in band if (line.left >= gutter) == (column == 2)]
            for line in side:
                line.column = column
            ordered += _merged(sorted(side, key=lambda line: (round(line.baseline), line.left)))
        ordered += [] if bound is None else [bound]
    return ordered


def _gutter(lines: Sequence[PageLine]) -> float | None:
    if not 2 * _LEAST <= len(lines) <= _MOST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    low, high = left + 0.3 * (right - left), left + 0.7 * (right - left)
    starts = sorted({line.left for line in lines if low < line.left < high})
    best: tuple[int, float] | None = None
    for start in starts:
        place = start - 0.5
        crossing = sum(line.left < place < line.right for line in lines)
        best = min(best or (crossing, place), (crossing, place))
    if best is None or best[0] > _MOST_CROSSING * len(lines):
        return None
    return best[1] if _are_columns(lines, best[1]) else None


def _are_columns(lines: Sequence[PageLine], gutter: float) -> bool:
    before = [line for line in lines if line.right <= gutter]
    behind = [line for line in lines if line.left >= gutter]
    if min(len(before), len(behind)) < _LEAST:
        return False
    widths = median(line.right - line.left for line in before), median(line.right - line.left for line in behind)
    # Short words left of long lines are the labels of a table, which is read row by row.
    if widths[0] < _TABLE * widths[1]:
        return False
    spans = [
        (min(heights), max(heights)) for heights in ([line.baseline for line in side] for side in (before, behind))
    ]
    shared = min(bottom for _top, bottom in spans) - max(top for top, _bottom in spans)
    return shared > 0.5 * min(bottom - top for top, bottom in spans)


def _merged(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines with what stands beside each other at one height put together, a tab between."""
    merged: list[PageLine] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last is not None and _beside(last, line):
            last.text = f"{last.text}\t{line.text}"
            last.right = line.right
            last.inner = line.left
        else:
            merged.append(line)
    return merged


def _beside(left: PageLine, right: PageLine) -> bool:
    return right.left >= left.right and abs(right.baseline - left.baseline) < 0.4 * min(left.size, right.size)
