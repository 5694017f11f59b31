"""A GitHub table, in which nothing of the material is ever taken for markup."""

import re
from collections.abc import Iterable

from codebench.domain.table import Cell, ColumnKind, Row, Table, cell_text
from codebench.domain.text import shown_line
from codebench.report.parts import foot, full_heading

_INDENT = "&emsp;"
# GitHub also makes links of bare addresses, and formulas between dollars.
_INLINE = re.compile(r"[\\`*_\[\]<>|~&$#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_BLOCK = re.compile(r"^(?:(?=[-+=])|(\d+)(?=[.)]))")


def render(table: Table) -> str:
    """The title as a heading, the table, and under it N, rule and notes as paragraphs."""
    grid = [
        _line(_inline(full_heading(column)) for column in table.columns),
        _line("---" if column.kind is ColumnKind.TEXT else "---:" for column in table.columns),
        *map(_row, table.rows),
    ]
    title = [f"## {_inline(table.title)}"] if table.title else []
    return "\n\n".join([*title, "\n".join(grid), *map(_paragraph, foot(table))]) + "\n"


def _row(row: Row) -> str:
    label, *cells = map(_cell, row.cells)
    return _line([_INDENT * row.level + label, *cells])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _inline(cell_text(cell))


def _inline(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", shown_line(text)).strip()


def _paragraph(text: str) -> str:
    """Like `_inline`, where a line could also begin a list or a heading."""
    return _BLOCK.sub(r"\1\\", _inline(text))
