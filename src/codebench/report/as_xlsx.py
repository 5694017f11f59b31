"""An Excel workbook: figures as numbers that look as on screen, text that stays text, the notes beside it."""

import io
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any

from rich.cells import cell_len

from codebench.domain.errors import InputError
from codebench.domain.table import Cell, ColumnKind, Precise, Share, Table, cell_text
from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.report.parts import foot, full_heading, group_runs, is_text, undefined_reason

# Names by which other files refer to the sheets: in the language of reports, whatever that of the face.
TABLE_SHEET = "Tabel"
NOTES_SHEET = "Toelichting"

_CELL_CHARACTERS = 32_767
_ROWS = 1_048_576
_COLUMNS = 16_384
_EXACT_BELOW = 10**15
_WIDEST = 60
_BROKEN = 12  # characters from which on the heading of a figure is broken
_NOTES_WIDTH, _HELD = 72, 80  # digits that the column of notes is wide (no page is narrower), and letters in a line
_LINE, _HIGHEST = 15, 409  # points: the height of a row of one line, and the most that Excel knows
_A4 = 9
_UPRIGHT = 90  # characters that a page holds beside each other; wider tables are printed on one that lies down,
_LYING = 240  # which can still be read; still wider ones have narrower texts, and go on on a page beside it
_NARROW = 32
_HEADER = 120  # characters of the title above a page: Excel holds 255, and an ampersand counts for two
# The same table gives the same bytes, today and tomorrow.
_CREATED = datetime(2000, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NOT_IN_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}


def render(table: Table) -> bytes:
    """The workbook: the table on one sheet, its title, N, rule and notes on the other.

    Raises:
        InputError: Excel can't hold the table, or a text in it.
    """
    # Only where it is needed: importing it costs a quarter of what `codebench --help` may take.
    import xlsxwriter  # type: ignore[import-untyped]

    _refuse_unfit(table)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        styles = _Styles(book)
        _fill_table(book.add_worksheet(TABLE_SHEET), styles, table)
        _fill_notes(book.add_worksheet(NOTES_SHEET), styles, table)
    return out.getvalue()


class _Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **properties})
        return self._made[key]


def _refuse_unfit(table: Table) -> None:
    if len(table.rows) + 2 > _ROWS or len(table.columns) > _COLUMNS:
        raise InputError(
            _("The table has {rows} rows and {columns} columns, more than Excel holds: choose csv.").format(
                rows=len(table.rows), columns=len(table.columns)
            )
        )
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, str) and _too_long(cell):
                place = _("Row {row}, column “{heading}”").format(row=number, heading=shown_line(full_heading(column)))
                raise _too_long_error(place)
    for text in (table.title, *(full_heading(column) for column in table.columns), *foot(table)):
        if _too_long(text):
            raise _too_long_error(f"“{shown_line(text[:40])}…”")


def _too_long(text: str) -> bool:
    # Excel counts UTF-16 units.
    return len(text) > _CELL_CHARACTERS // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > _CELL_CHARACTERS


def _too_long_error(place: str) -> InputError:
    return InputError(
        _("{place} is longer than the {most} characters that Excel holds in a cell: choose csv.").format(
            place=place, most=_CELL_CHARACTERS
        )
    )


def _text(text: str) -> str:
    text = shown(text).translate(_NOT_IN_XML)
    # XlsxWriter takes such a text for its own markup and writes it into the file unescaped.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _fill_table(sheet: Any, styles: _Styles, table: Table) -> None:
    widths = _widths(table)
    head = _fill_head(sheet, styles, table)
    _raise(sheet, head - 1, [column.heading for column in table.columns], widths)
    sheet.freeze_panes(head, int(sum(widths) > _LYING))
    sheet.repeat_rows(0, head - 1)
    for line, row in enumerate(table.rows, head):
        for i, cell in enumerate(row.cells):
            level = row.level if i == 0 else _indent("left", i) if is_text(cell, table.columns[i]) else 0
            _fill_cell(sheet, styles, line, i, cell, level, is_left=is_text(cell, table.columns[i]))
        _raise(sheet, line, [cell if isinstance(cell, str) else "" for cell in row.cells], widths)
    for i, width in enumerate(widths):
        sheet.set_column(i, i, width)
    _make_printable(sheet, table, sum(widths))


def _make_printable(sheet: Any, table: Table, width: int) -> None:
    """All columns on one page of A4 if they can be read there, the title above and the number of the page below."""
    sheet.set_paper(_A4)
    pages = ceil(width / _LYING)
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0)
    if width > _UPRIGHT:
        sheet.set_landscape()
    if table.title:
        sheet.set_header("&L" + _text(shown_line(table.title))[:_HEADER].replace("&", "&&"))
    sheet.set_footer("&R&P / &N")


def _fill_head(sheet: Any, styles: _Styles, table: Table) -> int:
    """Write the headings and say how many lines they take."""
    line = 0
    if any(column.group for column in table.columns):
        centred = styles(bold=True, align="center", text_wrap=True)
        for group, first, end in group_runs(table):
            if group and end - first > 1:
                sheet.merge_range(line, first, line, end - 1, _text(group), centred)
            elif group:
                sheet.write_string(line, first, _text(group), centred)
        line += 1
    for i, column in enumerate(table.columns):
        align = "left" if column.kind is ColumnKind.TEXT else "right"
        style = styles(bold=True, align=align, text_wrap=True, bottom=1, indent=_indent(align, i))
        sheet.write_string(line, i, _text(column.heading), style)
    return line + 1


def _fill_cell(sheet: Any, styles: _Styles, line: int, i: int, cell: Cell, level: int, *, is_left: bool) -> None:
    if isinstance(cell, str):
        # Said, since of an indent without an alignment to the left only Excel takes notice.
        align = "left" if is_left else "right"
        sheet.write_string(line, i, _text(cell), styles(align=align, text_wrap=True, indent=level))
    elif isinstance(cell, Share) and cell.percent is not None:
        # Just the sign where the figure shows as a number, the text itself where it shows as "<1 %".
        text = str(cell)
        pattern = '0" %"' if text[0].isdigit() else f'"{text}"'
        sheet.write_number(line, i, cell.percent, styles(num_format=pattern, indent=level))
    elif isinstance(cell, float) and undefined_reason(cell) is None:
        # Excel shows a negative hair's breadth as "-0.00"; the literal keeps the number and shows "0.00".
        text = cell_text(cell)
        zero = "0.000" if isinstance(cell, Precise) else "0.00"
        pattern = f'"{text}"' if text.replace(_("."), ".") in (zero, "<0.001") else zero
        sheet.write_number(line, i, cell, styles(num_format=pattern, indent=level))
    elif isinstance(cell, int) and abs(cell) < _EXACT_BELOW:
        sheet.write_number(line, i, cell, styles(indent=level))
    elif cell is not None:
        sheet.write_string(line, i, cell_text(cell), styles(align="left" if is_left else "right", indent=level))


def _indent(align: str, i: int) -> int:
    """A text beside a column of figures would run on from it."""
    return 1 if align == "left" and i else 0


def _raise(sheet: Any, line: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as its texts: not every program does so when it opens the file."""
    lines = max(_lines(text, width - 2) for text, width in zip(texts, widths, strict=True))
    if lines > 1:
        sheet.set_row(line, min(_HIGHEST, _LINE * lines))


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes that is broken between words."""
    lines = 0
    for part in shown(text).split("\n"):
        lines, room = lines + 1, width
        for word in part.split():
            length = cell_len(word)
            if length > room < width:
                lines, room = lines + 1, width
            lines += max(0, length - 1) // width
            room -= length % width + 1
    return lines


def _heading_width(heading: str, kind: ColumnKind) -> int:
    """The heading of a column of figures is broken between words, rather than that the column is all heading."""
    whole, longest = cell_len(shown_line(heading)), max(map(cell_len, shown_line(heading).split()), default=0)
    return whole if kind is ColumnKind.TEXT else max(longest, min(whole, _BROKEN))


def _widths(table: Table) -> list[int]:
    widths = [_heading_width(column.heading, column.kind) for column in table.columns]
    for row in table.rows:
        for i, cell in enumerate(row.cells):
            indent = 2 * row.level if i == 0 else 0
            widths[i] = max(widths[i], cell_len(shown_line(cell_text(cell))) + indent)
    widths = [min(width + 2, _WIDEST) for width in widths]
    if sum(widths) > _LYING:
        widths = [min(width, _NARROW) for width in widths]
    for group, first, end in group_runs(table):
        missing = cell_len(shown_line(group)) + 2 - sum(widths[first:end])
        for i in range(first, end):
            widths[i] += max(0, -(-missing // (end - first)))
    return widths


def _fill_notes(sheet: Any, styles: _Styles, table: Table) -> None:
    sheet.set_column(0, 0, _NOTES_WIDTH)
    for line, text in enumerate((table.title, *foot(table))):
        # Not every program makes a row as high as its text when it opens the file.
        lines = sum(1 + cell_len(part) // _HELD for part in shown(text).split("\n"))
        sheet.set_row(line, min(_HIGHEST, _LINE * lines))
        sheet.write_string(line, 0, _text(text), styles(bold=not line, text_wrap=True))
    _make_printable(sheet, table, _NOTES_WIDTH)
