"""A Word document in Word's own styles, so that whoever receives it can edit it and make a table of contents."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from codebench.domain.table import Cell, Column, ColumnKind, Row, Table, cell_text
from codebench.domain.text import shown
from codebench.report.blocks import Block, Break, Grid, Heading, Paragraph, Picture, Quote, Report, Tone
from codebench.report.docx_widths import CELL_MARGIN, LYING, SIZES, UPRIGHT, apart, lines_of, size_of_letters, widths
from codebench.report.parts import foot, group_runs, is_text

_NOT_IN_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_NOTE = "Toelichting"
_INDENT = 227  # twentieths of a point for each level of a tree
_MOST_OF_TITLE = 255  # characters that a property of a document holds
_PICTURE_WIDTH, _PICTURE_HEIGHT = 16.0, 23.0  # cm, within the margins of an A4 page, with room for a caption
_STYLES = {Tone.BODY: "Normal", Tone.NOTE: _NOTE, Tone.ITEM: "List Bullet"}
_MOST_OF_OPENING = 400  # characters
_MOST_TOGETHER = 30  # lines of a table that a page can be held free for
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Rules above and below, as a printed table has them, and one under the headings.
_MARGINS = (
    '<w:tblCellMar xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:left w:w="{CELL_MARGIN}" w:type="dxa"/><w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
)
_BORDERS = (
    '<w:tblBorders xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:top w:val="single" w:sz="8" w:color="1B1B1B"/><w:bottom w:val="single" w:sz="8" w:color="1B1B1B"/>'
    '<w:insideH w:val="single" w:sz="2" w:color="BFBFBF"/></w:tblBorders>'
)


def render(table: Table) -> bytes:
    """The table as a Word document, lying down where upright its figures would be broken."""
    return render_report(Report("", "", (Grid(table),)), lying=size_of_letters(table, UPRIGHT) is None)


def render_report(report: Report, *, lying: bool = False) -> bytes:
    """The report as a Word document, of pages that may be `lying` down; the same report gives the same bytes."""
    # Only where it is needed: importing it takes a third of a second.
    import docx

    document = docx.Document()
    writer = _Writer(document, lying=lying)
    writer.prepare(report)
    for block in report.blocks:
        writer.put(block)
    out = io.BytesIO()
    document.save(out)
    return _without_moments(out.getvalue())


class _Writer:
    """Puts blocks at the end of a document."""

    def __init__(self, document: Any, *, lying: bool) -> None:
        self._document = document
        self._is_lying = lying
        self._breaks = False
        self._before: Block | None = None

    def prepare(self, report: Report) -> None:
        """Page, styles, language, properties and title."""
        from docx.enum.section import WD_ORIENT
        from docx.enum.style import WD_STYLE_TYPE
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        document = self._document
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if self._is_lying:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        for element in document.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), "nl-BE" if report.language == "nl" else report.language)
        note = document.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
        note.base_style = normal
        note.font.size, note.font.color.rgb = Pt(9), RGBColor(0x55, 0x55, 0x55)
        note.paragraph_format.space_after = Pt(2)
        document.styles["Caption"].font.color.rgb = RGBColor(0x1B, 0x1B, 0x1B)
        document.styles["Caption"].font.size = Pt(10)
        moment = datetime.fromisoformat(report.moment)
        properties = document.core_properties
        properties.title, properties.author, properties.comments = _text(report.title)[:_MOST_OF_TITLE], "codebench", ""
        properties.created = properties.modified = moment
        if report.title:
            document.add_paragraph(_text(report.title), style="Title")
        if report.subtitle:
            document.add_paragraph(_text(report.subtitle), style="Subtitle")

    def put(self, block: Block) -> None:
        """Put one block."""
        document = self._document
        match block:
            case Heading(text, level):
                heading = document.add_heading(_text(text), min(level, 4))
                heading.paragraph_format.page_break_before = self._breaks or None
                self._breaks = False
            case Paragraph(text, tone):
                paragraph = document.add_paragraph(_text(text), style=_STYLES[tone])
                self._place(paragraph, text)
            case Quote(text, source):
                paragraph = document.add_paragraph(style="Quote")
                paragraph.add_run(_text(text))
                paragraph.add_run(f" {_text(source)}").italic = False
            case Grid(table):
                self._grid(table)
            case Picture():
                self._picture(block)
            case Break():
                # On what follows, since a paragraph of its own may fall on a page of its own.
                self._breaks = True
        self._before = block

    def _place(self, paragraph: Any, text: str) -> None:
        from docx.shared import Pt

        if isinstance(self._before, Grid) and not foot(self._before.table):
            paragraph.paragraph_format.space_before = Pt(6)
        # A heading and its first line would stand alone at the end of a page, with what they announce on the next.
        if isinstance(self._before, Heading) and len(text) < _MOST_OF_OPENING:
            paragraph.paragraph_format.keep_with_next = True

    def _picture(self, picture: Picture) -> None:
        from docx.shared import Cm

        from codebench.report import drawing

        parts = drawing.pages(picture.chart)
        for i, part in enumerate(parts, 1):
            # What is higher than a page Word cuts off.
            shape = self._document.add_picture(io.BytesIO(drawing.png(part)), width=Cm(_PICTURE_WIDTH))
            if shape.height > Cm(_PICTURE_HEIGHT):
                shape.width, shape.height = shape.width * Cm(_PICTURE_HEIGHT) // shape.height, Cm(_PICTURE_HEIGHT)
            self._document.paragraphs[-1].paragraph_format.keep_with_next = True
            shown = Picture(part, picture.caption if len(parts) == 1 else f"{picture.caption} ({i}/{len(parts)})")
            shape._inline.docPr.set("descr", _text(shown.words))
            for side in ("distT", "distB", "distL", "distR"):
                # Without it a reader leaves room of its own beside the picture, and it stands out of the margin.
                shape._inline.set(side, "0")
            self._document.add_paragraph(_text(shown.caption), style="Caption")

    def _grid(self, table: Table) -> None:
        from docx.shared import Pt

        page = LYING if self._is_lying else UPRIGHT
        parts = apart(table, page)
        for i, part in enumerate(parts, 1):
            title = table.title if len(parts) == 1 else f"{table.title} ({i}/{len(parts)})"
            self._part(replace(part, title=title), page)
        for i, line in enumerate(foot(table)):
            note = self._document.add_paragraph(_text(line), style=_NOTE)
            note.paragraph_format.space_before = Pt(0 if i else 4)

    def _part(self, table: Table, page: int) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn
        from docx.shared import Pt, Twips

        if table.title:
            title = self._document.add_paragraph(_text(table.title), style="Caption")
            title.paragraph_format.keep_with_next = True
            title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(12), Pt(4)
        made = self._document.add_table(rows=0, cols=len(table.columns))
        made.autofit = False
        # Where the order of the schema has them.
        made._tbl.tblPr.find(qn("w:tblLayout")).addprevious(parse_xml(_BORDERS))
        made._tbl.tblPr.find(qn("w:tblLook")).addprevious(parse_xml(_MARGINS))
        size = size_of_letters(table, page) or SIZES[-1]
        for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths(table, page, size), strict=True):
            column.w = Twips(width)
        lines = [*_heads(table, size), *(_row(row, table.columns, size) for row in table.rows)]
        if len(lines) <= _MOST_TOGETHER and lines_of(table, page, size) <= _MOST_TOGETHER:
            lines[:-1] = [line.replace("<w:pPr>", "<w:pPr><w:keepNext/>") for line in lines[:-1]]
        for line in lines:
            made._tbl.append(parse_xml(line))


def _heads(table: Table, size: int) -> list[str]:
    lines = []
    if any(column.group for column in table.columns):
        cells = (
            _cell_xml(group, size, centred=True, bold=True, columns=end - first)
            for group, first, end in group_runs(table)
        )
        lines.append(_row_xml("".join(cells), is_head=True))
    lines.append(_row_xml("".join(_heading(column, size) for column in table.columns), is_head=True))
    return lines


def _heading(column: Column, size: int) -> str:
    return _cell_xml(column.heading, size, right=column.kind is not ColumnKind.TEXT, bold=True)


def _row(row: Row, columns: Sequence[Column], size: int) -> str:
    first = _cell_xml(cell_text(row.cells[0]), size, indent=_INDENT * row.level)
    cells = zip(row.cells[1:], columns[1:], strict=True)
    return _row_xml(first + "".join(_cell(cell, column, size) for cell, column in cells))


def _cell(cell: Cell, column: Column, size: int) -> str:
    return _cell_xml(cell_text(cell), size, right=not is_text(cell, column))


def _row_xml(cells: str, *, is_head: bool = False) -> str:
    # A heading stands again on each page, and no row is torn apart by the end of one.
    head = "<w:tblHeader/>" if is_head else ""
    return (
        '<w:tr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"
    )


def _cell_xml(
    text: str,
    size: int,
    *,
    right: bool = False,
    centred: bool = False,
    bold: bool = False,
    indent: int = 0,
    columns: int = 1,
) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    left = f'<w:ind w:left="{indent}"/>' if indent else ""
    align = '<w:jc w:val="right"/>' if right else '<w:jc w:val="center"/>' if centred else ""
    run = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{left}{align}</w:pPr>'
        f"<w:r>{run}{_text_xml(text)}</w:r></w:p></w:tc>"
    )


def _text_xml(text: str) -> str:
    parts = []
    for i, line in enumerate(_text(text).split("\n")):
        pieces = "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")
        )
        parts.append(("<w:br/>" if i else "") + pieces)
    return "".join(parts)


def _text(text: str) -> str:
    return shown(text).translate(_NOT_IN_XML)


def _without_moments(content: bytes) -> bytes:
    """The same archive, in which nothing tells when it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
