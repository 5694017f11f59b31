"""CSV that a Dutch or Belgian Excel opens at a double click: `;`, a decimal comma, a byte order mark."""

import csv
import io

from codebench.domain.table import Cell, Table, cell_text
from codebench.domain.text import guarded, shown, shown_line
from codebench.report.parts import foot, full_heading

_BYTE_ORDER_MARK = "\ufeff"
_INDENT = "  "


def render(table: Table) -> str:
    """Headings, rows, and after an empty line N, rule and notes, each on a line of its own."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_text(full_heading(column)) for column in table.columns)
    for row in table.rows:
        label, *cells = row.cells
        writer.writerow([_cell(label, _INDENT * row.level), *map(_cell, cells)])
    lines = foot(table)
    if lines:
        out.write("\n")
        writer.writerows([_text(shown_line(line))] for line in lines)
    return out.getvalue()


def _cell(cell: Cell, indent: str = "") -> str:
    if isinstance(cell, str):
        return _text(indent + cell)
    text = cell_text(cell)
    return indent + (text.replace(".", ",") if isinstance(cell, float) else text)


def _text(text: str) -> str:
    return shown(guarded(text))
