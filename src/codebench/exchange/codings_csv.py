"""Codings as a table, CSV or a workbook: one row says where, which code and by whom.

Written is UTF-8 with LF line ends, always with all columns, so that Git compares it line by line; with commas, or as
Excel takes it (`CsvProfile`), both of which are read. A text
that a spreadsheet could take for a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe in
front; so that reading takes off exactly what writing put on, a text of apostrophes before such a sign gets one too.
Other apostrophes ('t is) stay as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from codebench.domain.coding_table import CodingDraft, read_weight
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.codings_wide import unfolded
from codebench.exchange.files import read_bytes
from codebench.exchange.xlsx_rows import read_rows
from codebench.i18n import _
from codebench.store.whole_files import write_whole

COLUMNS = ("document", "respondent", "question", "start", "end", "quote", "code", "coder", "memo", "origin", "weight")
ORIGINS = ("manual", "suggestion", "autocode", "import")
MAX_BYTES = 500_000_000
WORKBOOKS = (".xlsx", ".xlsm")

# What such columns are called in tables that people made themselves.
_ALSO = {
    "id": "respondent",
    "vraag": "question",
    "citaat": "quote",
    "fragment": "quote",
    "codeur": "coder",
}

_NO_TEXTS = ("start", "end", "origin", "weight")
_MAX_CELL = 2**31 - 1
_HARMFUL = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED = {profile: re.compile(rf'["{profile.delimiter}\r\n]') for profile in CsvProfile}
_OFFSET = re.compile(r"[0-9]{1,15}")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_codings(path: Path) -> list[CodingDraft]:
    """The codings in a CSV file or workbook (.xlsx) whose first line names its columns, in any order.

    Needed are `document` or `respondent` (or `id`), and `code`; without `code`, each column of another name is a code
    with 1 or 0 in its cells. Delimiter (comma, semicolon, tab) and encoding (UTF-8, else Windows-1252) are recognised;
    rows without anything in them are passed over.

    Raises:
        InputError: it is no such table; the sentence names the file, the line and what to do.
    """
    if path.suffix.lower() in WORKBOOKS:
        return list(_Reader(path.name, _in_workbook(path)).drafts())
    text = _text(path)
    return list(_Reader(path.name, _in_text(path.name, text, _delimiter(path.name, text))).drafts())


def write_codings(rows: Iterable[CodingDraft], path: Path, profile: CsvProfile = CsvProfile.OPEN) -> None:
    """Write codings to a CSV file, whole or not at all; `read_codings` gives the same rows back (but for `line`).

    Raises:
        StorageError: the file system refused; what was there is as it was.
    """
    lines = [profile.delimiter.join(COLUMNS)]
    for row in rows:
        lines.append(profile.delimiter.join([_cell(getattr(row, column), profile) for column in COLUMNS]))
    write_whole(path, (profile.mark + "\n".join(lines) + "\n").encode())


def _cell(value: str | int | None, profile: CsvProfile) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = f"'{value}" if _HARMFUL.match(value) else value
    return '"' + text.replace('"', '""') + '"' if _QUOTED[profile].search(text) else text


def _text(path: Path) -> str:
    content = read_bytes(path, MAX_BYTES)
    name = shown_line(path.name)
    if content.startswith(_SPREADSHEETS):
        raise InputError(_("{name} is a spreadsheet; save it as CSV, and read that.").format(name=name))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(_("{name} is in UTF-16; save it as CSV in UTF-8, and read that.").format(name=name))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = _("{name} is neither in UTF-8 nor in Windows-1252; save it as CSV in UTF-8, and read that.")
    raise InputError(message.format(name=name))


def _in_workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a workbook, each as wide as the first, with their numbers."""
    rows = read_rows(path)
    width = len(rows[0]) if rows else 0
    for line, cells in enumerate(rows, 1):
        yield line, cells + [""] * (width - len(cells))


def _in_text(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the line on which it begins; empty lines are passed over."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        _fail(name, line, _("in the row that begins here a quotation mark is not closed or not doubled; mend it."))


def _delimiter(name: str, text: str) -> str:
    """The delimiter that makes the most known columns of the first row, and then the most columns."""

    def known(delimiter: str) -> tuple[int, int]:
        _line, cells = next(_in_text(name, text, delimiter), (1, []))
        return sum(_column(cell) in COLUMNS for cell in cells), len(cells)

    return max(",;\t", key=known)


def _column(heading: str) -> str:
    """The column that a heading means, or the heading itself in small letters."""
    name = heading.strip().casefold()
    return _ALSO.get(name, name)


def _fail(name: str, line: int, problem: str) -> NoReturn:
    message = _("{name}, line {line}: {problem}")
    raise InputError(message.format(name=shown_line(name), line=line, problem=problem))


class _Reader:
    """Makes drafts of the rows of a table."""

    def __init__(self, name: str, rows: Iterator[tuple[int, list[str]]]) -> None:
        self._name = name
        self._rows = rows

    def drafts(self) -> Iterator[CodingDraft]:
        """The drafts in the order of the file."""
        line, header = next(self._rows, (1, []))
        columns = [_column(cell) for cell in header]
        rows = self._checked(header)
        is_wide = "code" not in columns and any(column and column not in COLUMNS for column in columns)
        if is_wide and {"document", "respondent"} & set(columns):
            known = [column in COLUMNS or not column for column in columns]
            rows = unfolded(self._name, header, known, rows)
            columns = [*(column for column, is_known in zip(columns, known, strict=True) if is_known), "code"]
        self._check(line, [column for column in columns if column or not is_wide])
        for line, cells in rows:
            yield self._draft(line, dict(zip(columns, cells, strict=True)))

    def _checked(self, header: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The rows under the header that hold something, each as wide as that."""
        for line, cells in self._rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                message = _(
                    "this row has {n} cells and the header {of}; mend the row, or quote cells with a delimiter."
                )
                self._fail(line, message.format(n=len(cells), of=len(header)))
            if cells == header:
                self._fail(line, _("the header stands here once more; take this line out."))
            yield line, cells

    def _check(self, line: int, columns: list[str]) -> None:
        unknown = [column for column in columns if column not in COLUMNS]
        if unknown and len(unknown) < len(columns):
            message = _("'{column}' is no column of codings; take it out, or name it one of {known}.")
            self._fail(line, message.format(column=shown_line(unknown[0][:40]), known=", ".join(COLUMNS)))
        if "code" not in columns or not {"document", "respondent"} & set(columns):
            self._fail(line, _("the first line must name the columns `code` and `document` or `respondent`; add them."))
        for column in columns:
            if columns.count(column) > 1:
                self._fail(line, _("column '{column}' stands here twice; keep one of the two.").format(column=column))

    def _draft(self, line: int, row: dict[str, str]) -> CodingDraft:
        cells = {column: cell[1:] if _GUARDED.match(cell) else cell for column, cell in row.items()}
        texts = {column: cells.get(column, "") for column in COLUMNS if column not in _NO_TEXTS}
        if not texts["code"].strip():
            self._fail(line, _("this row has no code; fill it in or take the row out."))
        if bool(texts["document"].strip()) == bool(texts["respondent"].strip()):
            self._fail(line, _("this row needs a document or a respondent, and not both; fill one in."))
        if texts["document"].strip() and texts["question"].strip():
            self._fail(line, _("this row has a question without a respondent; fill in the respondent or clear it."))
        start, end = self._offset(line, cells.get("start", "")), self._offset(line, cells.get("end", ""))
        if (start is None) != (end is None):
            self._fail(line, _("this row has only one of start and end; fill in both, or clear both and give a quote."))
        origin = cells.get("origin", "").strip() or "import"
        if origin not in ORIGINS:
            message = _("'{origin}' is no origin; use one of {known}, or clear it.")
            self._fail(line, message.format(origin=shown_line(origin[:40]), known=", ".join(ORIGINS)))
        try:
            weight = read_weight(cells.get("weight", ""))
        except InputError as error:
            self._fail(line, str(error))
        return CodingDraft(line=line, start=start, end=end, origin=origin, weight=weight, **texts)

    def _offset(self, line: int, cell: str) -> int | None:
        digits = cell.strip()
        if not digits:
            return None
        if not _OFFSET.fullmatch(digits):
            message = _("'{cell}' is no offset; start and end are whole numbers from 0, in characters.")
            self._fail(line, message.format(cell=shown_line(digits[:40])))
        return int(digits)

    def _fail(self, line: int, problem: str) -> NoReturn:
        _fail(self._name, line, problem)
