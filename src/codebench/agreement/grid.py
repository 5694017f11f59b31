"""The rows of a table in a text that anybody's program wrote: its delimiter recognised, its cells made comparable."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from codebench.agreement.numerals import number_of
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

MAX_CELL = 10_000
"""The most characters in one cell; what is longer is a quotation mark that is never closed."""

_DELIMITERS = "\t;,|"
_SAMPLE = 1000

# What aligns columns for the eye: spaces between a closing quotation mark and the delimiter.
_SPACE_AFTER_QUOTE = re.compile(r'"[ ]+(?=[,;\t|\r\n]|\Z)')

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, all equally wide, each with the line that it begins on.

    Cells have no white space around them and one form of each accent. `short` are the lines of rows that had fewer
    cells than the first; what they lack is blank.
    """

    name: str
    delimiter: str
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    short: tuple[int, ...]

    def fail(self, row: int, problem: str) -> InputError:
        """An error about a row that names file and line."""
        message = _("{name}, line {line}: {problem}")
        return InputError(message.format(name=shown_line(self.name), line=self.lines[row], problem=problem))


def read_grid(text: str, name: str) -> Grid:
    """The table in a text; tabs, semicolons, commas and bars delimit cells, whichever fits.

    Raises:
        InputError: nothing is there, a quotation mark isn't closed, or a row has more cells than the first.
    """
    text = _SPACE_AFTER_QUOTE.sub('"', text.lstrip("\ufeff"))
    delimiter, skipped = _delimiter(text, name)
    width = 0
    lines, rows, short = [], [], []
    for line, cells in _rows(text, name, delimiter):
        if line <= skipped:
            continue
        while cells and not cells[-1] and len(cells) > width > 0:
            cells.pop()
        width = width or len(cells)
        if len(cells) > width:
            message = _("{name}, line {line}: this row has {n} cells and the first has {of}; mend it, or quote cells.")
            raise InputError(message.format(name=shown_line(name), line=line, n=len(cells), of=width))
        if len(cells) < width:
            short.append(line)
        lines.append(line)
        rows.append((*cells, *[""] * (width - len(cells))))
    while rows and not any(rows[-1]):
        rows.pop()
        lines.pop()
    if not rows:
        raise InputError(_("{name} has no rows. Is it the right file?").format(name=shown_line(name)))
    kept = _columns_in_use(rows)
    return Grid(name, delimiter, tuple(lines), tuple(tuple(row[i] for i in kept) for row in rows), tuple(short))


def _columns_in_use(rows: list[tuple[str, ...]]) -> list[int]:
    """All columns but those at the end in which nothing stands: a delimiter that closes every row makes one."""
    last = max(i for row in rows for i, cell in enumerate(row) if cell)
    return list(range(last + 1))


def _rows(text: str, name: str, delimiter: str) -> Rows:
    """The rows in which a delimiter or anything else stands."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            tidy = [unicodedata.normalize("NFC", cell.strip("\ufeff").strip()) for cell in cells]
            if tidy and (len(tidy) > 1 or tidy[0]):
                yield line, tidy
            line = reader.line_num + 1
    except csv.Error as error:
        message = _(
            "{name}, in the row that begins on line {line}: a quotation mark isn't closed, or stands inside a cell"
            " without being doubled; mend that row."
        )
        raise InputError(message.format(name=shown_line(name), line=line)) from error


def _delimiter(text: str, name: str) -> tuple[str, int]:
    """The delimiter, and how many lines in front of the table say nothing else."""
    told = text[:20].splitlines()[0].strip('\ufeff" ').lower() if text.strip() else ""
    if told.startswith("sep=") and told[4:] in _DELIMITERS:
        return told[4:] or "\t", 1
    fits: dict[str, float] = {}
    broken: InputError | None = None
    for delimiter in _DELIMITERS:
        try:
            fits[delimiter] = _fit(text, name, delimiter)
        except InputError as error:
            broken = broken or error
    best = max(fits, key=lambda delimiter: fits[delimiter], default="")
    if broken is not None and not fits.get(best):
        raise broken
    if fits.get(";") == fits.get(",") == 1.0 and not _decimal_commas(text, name):
        # Between commas a semicolon separates labels.
        return ",", 0
    return (best if fits[best] else "\t"), 0


def _fit(text: str, name: str, delimiter: str) -> float:
    """The share of rows that are as wide as the first; 0 for one column."""
    rows = [cells for _line, cells in islice(_rows(text, name, delimiter), _SAMPLE)]
    width = len(rows[0]) if rows else 1
    if width < 2:
        return 0.0
    fits = [1.0 if len(row) == width or (len(row) > width and not any(row[width:])) else 0.0 for row in rows]
    return sum(fits) / len(fits)


def _decimal_commas(text: str, name: str) -> bool:
    """Whether between semicolons commas only stand in numbers, and at an end of a row at that."""
    at_end = False
    for _line, cells in islice(_rows(text, name, ";"), _SAMPLE):
        if any("," in cell and number_of(cell) is None for cell in cells):
            return False
        at_end = at_end or "," in cells[0] or "," in cells[-1]
    return at_end
