"""CSV of a table: for a Dutch or Belgian Excel, or for every other program."""

import csv
import io

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.table import Cell, Table, cell_text
from codebench.domain.text import guarded, shown, shown_line
from codebench.i18n import _
from codebench.report.parts import foot, full_heading

_INDENT = "  "


def render(table: Table, profile: CsvProfile = CsvProfile.EXCEL) -> str:
    """Headings, rows, and after an empty line N, rule and notes, each on a line of its own.

    In either profile a text that a spreadsheet could take for a formula has an apostrophe in front; a number has none.
    """
    out = io.StringIO()
    out.write(profile.mark)
    writer = csv.writer(out, delimiter=profile.delimiter, lineterminator="\n")
    writer.writerow(_text(full_heading(column)) for column in table.columns)
    for row in table.rows:
        label, *cells = row.cells
        writer.writerow([_cell(label, profile, _INDENT * row.level), *(_cell(cell, profile) for cell in cells)])
    lines = foot(table)
    if lines:
        out.write("\n")
        writer.writerows([_text(shown_line(line))] for line in lines)
    return out.getvalue()


def _cell(cell: Cell, profile: CsvProfile, indent: str = "") -> str:
    if isinstance(cell, str):
        return _text(indent + cell)
    text = cell_text(cell)
    # A person reads the decimals of the language, a program those of its file.
    return indent + (profile.number(text.replace(_("."), ".")) if isinstance(cell, float) else text)


def _text(text: str) -> str:
    return shown(guarded(text))
