"""A GitHub table, in which nothing of the material is ever taken for markup."""

import re
from collections.abc import Iterable

from codebench.domain.table import Cell, ColumnKind, Row, Table, cell_text
from codebench.domain.text import shown, shown_line
from codebench.report.blocks import Block, Break, Grid, Heading, Paragraph, Picture, Quote, Report, Tone
from codebench.report.parts import foot, full_heading

_INDENT = "&emsp;"
# GitHub also makes links of bare addresses, and formulas between dollars.
_INLINE = re.compile(r"[\\`*_\[\]<>|~&$#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_BLOCK = re.compile(r"^(?:(?=[-+=])|(\d+)(?=[.)]))")


def render(table: Table) -> str:
    """The title as a heading, the table, and under it N, rule and notes as paragraphs."""
    return _grid(table, "## {}")


def _grid(table: Table, heading: str) -> str:
    grid = [
        _line(_inline(full_heading(column)) for column in table.columns),
        _line("---" if column.kind is ColumnKind.TEXT else "---:" for column in table.columns),
        *map(_row, table.rows),
    ]
    title = [heading.format(_inline(table.title))] if table.title else []
    return "\n\n".join([*title, "\n".join(grid), *map(_paragraph, foot(table))]) + "\n"


def render_report(report: Report) -> str:
    """The report; pictures are left out, as the tables that they are of say the same."""
    head = [f"# {_inline(report.title)}"] if report.title else []
    head += [_lines(report.subtitle)] if report.subtitle else []
    return "\n\n".join([*head, *(text for text in map(_block, report.blocks) if text)]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * min(level + 1, 6)} {_inline(text)}"
        case Paragraph(text, Tone.ITEM):
            return f"- {_lines(text)}"
        case Paragraph(text, Tone.NOTE):
            return f"*{_inline(text)}*" if text.strip() else ""
        case Paragraph(text):
            return _lines(text)
        case Quote(text, source):
            return "\n".join(f"> {line}" for line in f"{_lines(text)}\\\n{_inline(source)}".split("\n"))
        case Grid(table):
            return _grid(table, "**{}**").removesuffix("\n")
        case Picture() | Break():
            return ""


def _lines(text: str) -> str:
    """Text with line breaks of its own, each kept."""
    return "\\\n".join(map(_paragraph, shown(text).split("\n")))


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
