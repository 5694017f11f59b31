"""A table in a text file: its delimiter scored on what it yields, its cells whole, its odd lines named.

A quotation mark that breaks the table is an error with a line number and never a text that silently lost a part.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from codebench.domain.draft import Doubt
from codebench.domain.errors import InputError
from codebench.domain.text import freeze
from codebench.i18n import _, plural
from codebench.ingest.headers import Header, recognise
from codebench.ingest.source import Source
from codebench.ingest.wording import listed, quoted

MAX_CELL = 1_000_000
"""The most characters in one cell; what is longer is a quotation mark that is never closed."""

OUTER = "\ufeff" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What is taken off both ends of every cell: white space of any kind, and stray byte order marks."""

HEAD_ROWS = 4
"""How many rows may tell what the columns are: three of headings, and the first under them."""

DELIMITERS = ";,\t|"
"""What may part the cells of a row."""

_SAMPLE_LINES = 300
_SAMPLE_SIZE = 500_000
_LEAST_SHARE = 0.5

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as every spreadsheet format yields it.

    `name` and `checksum` are those of its file. `rows` goes through the table anew at each call and yields the line
    number of each row that isn't blank, and its cells: as many as there are headings, frozen, without outer white
    space.
    """

    name: str
    checksum: str
    header: Header
    rows: Callable[[], Rows]
    n_rows: int
    doubts: tuple[Doubt, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The unique names of the columns."""
        return tuple(heading.name for heading in self.header.headings)


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    quoting: bool
    skipped: int


class _QuotingError(InputError):
    """The quotation marks in the file don't fit together."""


def open_sheet(source: Source) -> Sheet:
    """The table in a text file, checked from its first line to its last in flat memory.

    Raises:
        InputError: quotation marks that don't close, two columns with one heading, no rows, or rows that mostly
            don't fit the headings.
    """
    dialect = _dialect(source)
    try:
        return checked(source.name, source.checksum, lambda: _parsed(source, dialect), source.doubts)
    except _QuotingError:
        plain = _Dialect(dialect.delimiter, False, dialect.skipped)
        if not _fits_without_quoting(source, plain):
            raise
    what = _("Quotation marks in this file don't surround cells; they were read as part of the text.")
    told = (*source.doubts, Doubt(source.name, what))
    return checked(source.name, source.checksum, lambda: _parsed(source, plain), told)


def _dialect(source: Source) -> _Dialect:
    with source.open() as file:
        sample: list[str] = []
        size = 0
        for line in islice(file, _SAMPLE_LINES):
            sample.append(line)
            size += len(line)
            if size > _SAMPLE_SIZE:
                break
        is_cut = next(file, None) is not None
    told = sample[0].strip().strip('"').lower()
    if told.startswith("sep=") and len(told) == len("sep=") + 1:
        return _Dialect(told[-1], True, 1)
    if told == "sep=":
        return _Dialect("\t", True, 1)
    scores = {delimiter: _score(sample, delimiter, is_cut) for delimiter in DELIMITERS}
    return _Dialect(max(scores, key=lambda delimiter: scores[delimiter]), True, 0)


def _score(sample: Sequence[str], delimiter: str, is_cut: bool) -> tuple[float, float]:
    """How well a delimiter fits: the share of rows as wide as the headings, more for wide ones, last for one column."""
    try:
        rows = [cells for cells in csv.reader(sample, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0.0, 0.0
    if is_cut and len(rows) > 2:
        # The sample may end in the middle of a cell.
        rows.pop()
    width = len(rows[0]) if rows else 1
    fits = [_fit(row, width) for row in rows[1:]] or [1.0]
    share = sum(fits) / len(fits)
    return (share * (width - 1) / width, share) if width > 1 and share >= _LEAST_SHARE else (0.0, share / width)


def _fit(row: Sequence[str], width: int) -> float:
    if len(row) == width or (len(row) > width and not any(row[width:])):
        return 1.0
    return 0.5 if len(row) > 1 else 0.0


def _parsed(source: Source, dialect: _Dialect) -> Rows:
    csv.field_size_limit(MAX_CELL)
    with source.open() as file:
        for _line in islice(file, dialect.skipped):
            pass
        if dialect.quoting:
            reader = csv.reader(file, delimiter=dialect.delimiter, strict=True)
        else:
            reader = csv.reader(file, delimiter=dialect.delimiter, strict=True, quoting=csv.QUOTE_NONE)
        line = dialect.skipped + 1
        try:
            for cells in reader:
                yield line, cells
                line = dialect.skipped + reader.line_num + 1
        except csv.Error as error:
            raise _broken(source, line, error) from error


def _broken(source: Source, line: int, error: csv.Error) -> InputError:
    name = quoted(source.name)
    if "limit" in str(error):
        message = _("'{name}', line {line}: a cell holds more than a million characters. Is a quotation mark missing?")
        return _QuotingError(message.format(name=name, line=line))
    message = _(
        "'{name}', in the row that begins on line {line}: a quotation mark isn't closed, or stands inside a cell "
        "without being doubled. Mend that row, or save the table again from the spreadsheet."
    )
    return _QuotingError(message.format(name=name, line=line))


def _fits_without_quoting(source: Source, dialect: _Dialect) -> bool:
    width = 0
    for _line, cells in _parsed(source, dialect):
        if not any(cells):
            continue
        width = width or len(cells)
        if len(cells) != width or any(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells):
            return False
    return width > 1


def checked(name: str, checksum: str, parsed: Callable[[], Rows], doubts: Sequence[Doubt]) -> Sheet:
    """The table in parsed rows (line number and raw cells), gone through once to see that it is one.

    `doubts` are those that are known already.

    Raises:
        InputError: two columns with one heading, no rows, or rows that mostly don't fit the headings.
    """
    header = recognise(name, list(islice(_tidy(parsed()), HEAD_ROWS)))
    width = len(header.headings)
    n_rows = 0
    short: list[str] = []
    long: list[str] = []
    n_short = n_long = 0
    for line, cells in _body(parsed, header):
        n_rows += 1
        if len(cells) < width:
            n_short += 1
            short += [str(line)] if len(short) < 5 else []
        elif len(cells) > width and any(cell.strip(OUTER) for cell in cells[width:]):
            n_long += 1
            long += [str(line)] if len(long) < 5 else []
    if not n_rows:
        message = _("'{name}' has a line of headings but no rows under it. Is it the right file?")
        raise InputError(message.format(name=quoted(name)))
    if 2 * n_long > n_rows:
        message = _(
            "'{name}' has {n} headings, but most rows have more cells (line {line}). Give each column a heading."
        )
        raise InputError(message.format(name=quoted(name), n=width, line=long[0]))
    if n_long:
        what = plural(
            "'{{name}}' has {n} row with more cells than there are headings (line {{lines}});"
            " mend it, or give each column a heading.",
            "'{{name}}' has {n} rows with more cells than there are headings (lines {{lines}});"
            " mend them, or give each column a heading.",
            n_long,
        )
        raise InputError(what.format(name=quoted(name), lines=listed(long, n_long)))
    found = []
    if n_short:
        what = plural(
            "{n} row has fewer cells than there are headings (line {{lines}}); the missing ones are taken as blank.",
            "{n} rows have fewer cells than there are headings (lines {{lines}}); the missing ones are taken as blank.",
            n_short,
        )
        found.append(Doubt(name, what.format(lines=listed(short, n_short))))
    return Sheet(name, checksum, header, lambda: _rows(parsed, header), n_rows, (*doubts, *found))


def _body(parsed: Callable[[], Rows], header: Header) -> Rows:
    """The rows under the headings that aren't blank, as they were parsed."""
    left = header.n_rows
    for line, cells in parsed():
        # Most rows say with their first cell that they aren't blank.
        if not (cells and cells[0].strip(OUTER)) and not any(cell.strip(OUTER) for cell in cells):
            continue
        if left:
            left -= 1
            continue
        yield line, cells


def _tidy(rows: Rows) -> Iterator[list[str]]:
    """The cells of rows that aren't blank, as they are kept."""
    for _line, raw in rows:
        cells = [freeze(cell).strip(OUTER) for cell in raw]
        if any(cells):
            yield cells


def _rows(parsed: Callable[[], Rows], header: Header) -> Rows:
    width = len(header.headings)
    for line, raw in _body(parsed, header):
        # Freezing every one of a million cells would take as long as parsing them.
        whole = "\n".join(raw)
        if "\r" in whole or "\ufeff" in whole:
            cells = [freeze(cell).strip(OUTER) for cell in raw]
        else:
            cells = list(map(str.strip, raw))
        if len(cells) != width:
            cells = cells[:width] + [""] * (width - len(cells))
        yield line, cells
