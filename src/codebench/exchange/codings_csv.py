"""Codings as a CSV file: one row says where, which code and by whom.

Written is UTF-8 with commas and LF line ends, always with all columns, so that Git compares it line by line. A text
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

from codebench.domain.coding_table import CodingDraft
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.files import read_bytes
from codebench.i18n import _
from codebench.store.whole_files import write_whole

COLUMNS = ("document", "respondent", "question", "start", "end", "quote", "code", "coder", "memo", "origin")
ORIGINS = ("manual", "suggestion", "autocode", "import")
MAX_BYTES = 500_000_000

_MAX_CELL = 2**31 - 1
_HARMFUL = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED = re.compile(r'[",\r\n]')
_OFFSET = re.compile(r"[0-9]{1,15}")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_codings(path: Path) -> list[CodingDraft]:
    """The codings in a CSV file whose first line names its columns, in any order.

    Needed are `code` and `document` or `respondent`. Delimiter (comma, semicolon, tab) and encoding (UTF-8, else
    Windows-1252) are recognised; rows without anything in them are passed over.

    Raises:
        InputError: it is no such table; the sentence names the file, the line and what to do.
    """
    return list(_Reader(path.name, _text(path)).drafts())


def write_codings(rows: Iterable[CodingDraft], path: Path) -> None:
    """Write codings to a CSV file, whole or not at all; `read_codings` gives the same rows back (but for `line`).

    Raises:
        StorageError: the file system refused; what was there is as it was.
    """
    lines = [",".join(COLUMNS)]
    for row in rows:
        lines.append(",".join([_cell(getattr(row, column)) for column in COLUMNS]))
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _cell(value: str | int | None) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = f"'{value}" if _HARMFUL.match(value) else value
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


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


class _Reader:
    """Makes drafts of the rows of a table; every refusal goes through `_fail`."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text

    def drafts(self) -> Iterator[CodingDraft]:
        """The drafts in the order of the file."""
        rows = self._rows(self._delimiter())
        line, header = next(rows, (1, []))
        columns = self._columns(line, header)
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                message = _(
                    "this row has {n} cells and the header {of}; mend the row, or quote cells with a delimiter."
                )
                self._fail(line, message.format(n=len(cells), of=len(columns)))
            if cells == header:
                self._fail(line, _("the header stands here once more; take this line out."))
            yield self._draft(line, dict(zip(columns, cells, strict=True)))

    def _rows(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """The rows, each with the line on which it begins; empty lines are passed over."""
        csv.field_size_limit(_MAX_CELL)
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error:
            self._fail(line, _("in the row that begins here a quotation mark is not closed or not doubled; mend it."))

    def _delimiter(self) -> str:
        """The delimiter that makes the most known columns of the first row."""

        def known(delimiter: str) -> int:
            _line, cells = next(self._rows(delimiter), (1, []))
            return sum(cell.strip().casefold() in COLUMNS for cell in cells)

        return max(",;\t", key=known)

    def _columns(self, line: int, header: list[str]) -> list[str]:
        columns = [cell.strip().casefold() for cell in header]
        unknown = [column for column in columns if column not in COLUMNS]
        if unknown and len(unknown) < len(columns):
            message = _("'{column}' is no column of codings; take it out, or name it one of {known}.")
            self._fail(line, message.format(column=shown_line(unknown[0][:40]), known=", ".join(COLUMNS)))
        if "code" not in columns or not {"document", "respondent"} & set(columns):
            self._fail(line, _("the first line must name the columns `code` and `document` or `respondent`; add them."))
        for column in columns:
            if columns.count(column) > 1:
                self._fail(line, _("column '{column}' stands here twice; keep one of the two.").format(column=column))
        return columns

    def _draft(self, line: int, row: dict[str, str]) -> CodingDraft:
        cells = {column: cell[1:] if _GUARDED.match(cell) else cell for column, cell in row.items()}
        texts = {column: cells.get(column, "") for column in COLUMNS if column not in ("start", "end", "origin")}
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
        return CodingDraft(line=line, start=start, end=end, origin=origin, **texts)

    def _offset(self, line: int, cell: str) -> int | None:
        digits = cell.strip()
        if not digits:
            return None
        if not _OFFSET.fullmatch(digits):
            message = _("'{cell}' is no offset; start and end are whole numbers from 0, in characters.")
            self._fail(line, message.format(cell=shown_line(digits[:40])))
        return int(digits)

    def _fail(self, line: int, problem: str) -> NoReturn:
        message = _("{name}, line {line}: {problem}")
        raise InputError(message.format(name=shown_line(self._name), line=line, problem=problem))
