"""One HTML file that holds everything and asks for nothing: no script, no font, no address."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from codebench.domain.table import Cell, Column, ColumnKind, Row, Table, cell_text
from codebench.domain.text import shown
from codebench.report.blocks import Block, Break, Grid, Heading, Paragraph, Picture, Quote, Report, Tone
from codebench.report.parts import foot, group_runs, is_text, undefined_reason

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, h4 { line-height: 1.2; margin: 2em 0 .5em; }
h1 { font-size: 1.7rem; margin-top: 0; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
table { border-collapse: collapse; margin: 1rem 0 .5rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { padding: .2rem .7rem; text-align: left; vertical-align: top; white-space: pre-wrap; }
thead th { border-bottom: 1px solid #1b1b1b; vertical-align: bottom; }
thead th.group { text-align: center; border-bottom: 1px solid #8a8a8a; }
tbody tr:last-child > * { border-bottom: 1px solid #1b1b1b; }
tbody tr:nth-child(even) { background: #f5f5f5; }
tbody th { font-weight: inherit; }
table.many { font-size: .75rem; }
.many th, .many td { padding: .15rem .3rem; }
.wide { overflow-x: auto; }
.wide:has(> .many) { width: max-content; min-width: 100%; max-width: 96vw; position: relative; left: 50%;
  transform: translateX(-50%); }
.many tbody th { min-width: 14em; }
.figure { text-align: right; white-space: nowrap; }
.foot, .note, figcaption, .subtitle { color: #555; font-size: .875rem; margin: .2rem 0; }
blockquote { margin: .8rem 0 .8rem 1.2rem; padding-left: .8rem; border-left: 3px solid #8a8a8a; white-space: pre-wrap; }
blockquote footer { color: #555; font-size: .875rem; }
p { white-space: pre-wrap; }
figure { margin: 1rem 0; }
figure img { max-width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; } tr, figure, blockquote { break-inside: avoid; }
  h1, h2, h3, h4, caption { break-after: avoid; } .page { break-before: page; }
  .wide, .wide:has(> .many) { overflow: visible; width: auto; max-width: none; left: 0; transform: none; }
  table.many { font-size: .5rem; } }
"""
_INDENT = 1.2  # em for each level of a tree
_MANY = 10  # columns beside each other that are as wide as a page
_NOT_IN_HTML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}


def render(table: Table) -> str:
    """The table as a whole HTML file."""
    return _page(table.title, "nl", _grid(table))


def render_report(report: Report) -> str:
    """The report as a whole HTML file."""
    head = f"<h1>{_text(report.title)}</h1>\n"
    if report.subtitle:
        head += f'<p class="subtitle">{_text(report.subtitle)}</p>\n'
    return _page(report.title, report.language, head + "\n".join(map(_block, report.blocks)))


def _page(title: str, language: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Whatever a text may hold, the file loads nothing and runs nothing.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            # The title of the report is the one heading of the first level.
            rank = min(level + 1, 4)
            return f"<h{rank}>{_text(text)}</h{rank}>"
        case Paragraph(text, Tone.ITEM):
            return f"<ul><li>{_text(text)}</li></ul>"
        case Paragraph(text, Tone.NOTE):
            return f'<p class="note">{_text(text)}</p>'
        case Paragraph(text):
            return f"<p>{_text(text)}</p>"
        case Quote(text, source):
            return f"<blockquote>{_text(text)}<footer>{_text(source)}</footer></blockquote>"
        case Grid(table):
            return _grid(table)
        case Picture():
            return _picture(block)
        case Break():
            return '<div class="page"></div>'


def _picture(picture: Picture) -> str:
    # Only where one is drawn: matplotlib takes a third of a second to import.
    from codebench.report import drawing

    source = b64encode(drawing.svg(picture.chart)).decode()
    words, caption = _text(picture.words), _text(picture.caption)
    return (
        f'<figure><img src="data:image/svg+xml;base64,{source}" alt="{words}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _grid(table: Table) -> str:
    caption = f"<caption>{_text(table.title)}</caption>\n" if table.title else ""
    rows = "\n".join(_row(row, table.columns) for row in table.rows)
    lines = "".join(f'<p class="foot">{_text(line)}</p>\n' for line in foot(table))
    grid = f"{caption}<thead>\n{_heads(table)}</thead>\n<tbody>\n{rows}\n</tbody>\n"
    many = ' class="many"' if len(table.columns) > _MANY else ""
    return f'<div class="wide"><table{many}>\n{grid}</table></div>\n{lines}'


def _heads(table: Table) -> str:
    groups = ""
    if any(column.group for column in table.columns):
        cells = (
            f'<th class="group" scope="colgroup" colspan="{end - first}">{_text(group)}</th>'
            if group
            else f'<td colspan="{end - first}"></td>'
            for group, first, end in group_runs(table)
        )
        groups = f"<tr>{''.join(cells)}</tr>\n"
    return f"{groups}<tr>{''.join(map(_heading, table.columns))}</tr>\n"


def _heading(column: Column) -> str:
    kind = "" if column.kind is ColumnKind.TEXT else ' class="figure"'
    return f'<th scope="col"{kind}>{_text(column.heading)}</th>'


def _row(row: Row, columns: Sequence[Column]) -> str:
    cells = zip(row.cells[1:], columns[1:], strict=True)
    indent = f' style="padding-left: {0.7 + _INDENT * row.level:.1f}em"' if row.level else ""
    return f'<tr><th scope="row"{indent}>{_words(row.cells[0])}</th>{"".join(_cell(*each) for each in cells)}</tr>'


def _cell(cell: Cell, column: Column) -> str:
    return f"<td>{_words(cell)}</td>" if is_text(cell, column) else f'<td class="figure">{_words(cell)}</td>'


def _words(cell: Cell) -> str:
    reason = undefined_reason(cell)
    words = _text(cell_text(cell))
    return words if reason is None else f'<abbr title="{_text(reason)}">{words}</abbr>'


def _text(text: str) -> str:
    return escape(shown(text).translate(_NOT_IN_HTML))
