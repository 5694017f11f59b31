"""Whether a table of ratings has a line of headings, and a first column that tells units apart.

Recognised by what stands there: headings are words that are no ratings; ids don't repeat and are no ratings either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codebench.agreement.numerals import number_of

_ID_HEADINGS = frozenset(
    {
        "id",
        "ids",
        "unit",
        "units",
        "unit_id",
        "unitid",
        "unit-id",
        "item",
        "items",
        "item_id",
        "nr",
        "nr.",
        "no",
        "no.",
        "number",
        "index",
        "row",
        "line",
        "case",
        "subject",
        "object",
        "respondent",
        "document",
        "doc",
        "answer",
        "turn",
        "segment",
        "text",
        "eenheid",
        "eenheden",
        "volgnummer",
        "nummer",
        "rij",
        "antwoord",
        "spreekbeurt",
        "deelnemer",
        "fragment",
        "analyse-eenheid",
        "unnamed:_0",
        "unnamed:0",
        "#",
        "n",
        "obs",
        "observation",
    }
)

Table = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Whether the first row has headings, and the first column ids."""

    header: bool
    ids: bool


def layout_of(rows: Table, *, header: bool | None = None, ids: bool | None = None) -> Layout:
    """The layout of a table whose rows are equally wide; what is told is not recognised."""
    has_header = _has_header(rows) if header is None else header
    return Layout(has_header, _has_ids(rows, has_header) if ids is None else ids)


def _has_header(rows: Table) -> bool:
    first, body = rows[0], rows[1:]
    corner = first[0]
    if not body:
        return _is_id_heading(corner)
    if len(first) == 1:
        return _are_headings(first, _labels(row[0] for row in body))
    names, ratings = first[1:], _labels(cell for row in body for cell in row[1:])
    if _is_id_heading(corner) and corner not in {row[0] for row in body} and corner not in ratings:
        return True
    if not corner and _counts_up(names) and _counts_up([row[0] for row in body]):
        # What pandas writes: an index without a heading, columns without names.
        return True
    return corner not in ratings and _are_headings(names, ratings)


def _are_headings(names: Sequence[str], ratings: set[str]) -> bool:
    """Whether words can head columns of such ratings: all there, all different, and none of them a rating."""
    if not all(names) or len(set(names)) < len(names) or any(name in ratings or ";" in name for name in names):
        return False
    # Numbers over numbers are ratings like those under them.
    return any(number_of(each) is None for each in names) or any(number_of(label) is None for label in ratings)


def _has_ids(rows: Table, has_header: bool) -> bool:
    if len(rows[0]) < 2:
        return False
    body = rows[1:] if has_header else rows
    corner, beside = rows[0][:2]
    if has_header and (not corner or _is_id_heading(corner)):
        return True
    column = [row[0] for row in body]
    if len(rows[0]) == 2:
        # Two columns are two coders, but for numbers that count the units beside labels that are none.
        return _counts_up(column) and any(number_of(label) is None for label in _labels(row[1] for row in body))
    return not (has_header and _are_alike(corner, beside)) and _tells_apart(column, body)


def _tells_apart(column: Sequence[str], body: Table) -> bool:
    """Whether a first column identifies units: filled, without repetition, and not of the kind of the others."""
    if len(column) < 2 or not all(column) or len(set(column)) < len(column):
        return False
    ratings = _labels(cell for row in body for cell in row[1:])
    if 2 * sum(cell in ratings for cell in column) > len(column) or any(";" in cell or cell == "[]" for cell in column):
        return False
    numbers = [number_of(cell) for cell in column]
    if any(number is None for number in numbers) or any(number_of(label) is None for label in ratings):
        return all(number is not None for number in numbers) or not any(number is not None for number in numbers)
    if _counts_up(column):
        return True
    # Numbers beside numbers: ids are whole, are never given as a rating, and ratings come back.
    repeats = any(len(set(others)) < len(others) for others in zip(*(row[1:] for row in body), strict=True))
    return repeats and all("." not in cell and "," not in cell for cell in column) and not set(column) & ratings


def _labels(cells: Iterable[str]) -> set[str]:
    return {part.strip() for cell in cells if cell for part in cell.split(";")}


def _is_id_heading(text: str) -> bool:
    return text.casefold().replace(" ", "_") in _ID_HEADINGS


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether these are whole numbers, each one more than the one before, from 0 or 1."""
    if not all(cell.isascii() and cell.isdigit() and len(cell) < 10 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    return numbers[0] in (0, 1) and all(b == a + 1 for a, b in pairwise(numbers))


def _are_alike(one: str, other: str) -> bool:
    """Whether two headings name things of one kind: single letters, or one word with another number or letter."""
    if len(one) == len(other) == 1:
        return one.isalpha() == other.isalpha()
    stem, rest = one.rstrip("0123456789"), other.rstrip("0123456789")
    if stem == rest and stem:
        return True
    return len(one) == len(other) > 1 and one[:-1] == other[:-1]
