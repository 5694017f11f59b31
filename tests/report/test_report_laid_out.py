"""How tables lie on a page: columns as wide as what they hold, rows as high, short tables kept together."""

import io

import docx
import openpyxl
from docx.oxml.ns import qn
from report_readers import excel_shows

from codebench.domain.table import Chance, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.i18n import speaking
from codebench.report import as_docx, as_xlsx
from codebench.report.blocks import Grid, Heading, Paragraph, Report
from codebench.report.docx_widths import LYING, SIZES, UPRIGHT, apart, size_of_letters, widths

LONG = "de meeste (58 van 82); 8 van 25 vermeldden spontaan, in 3 van 3 groepen"
WHOLE = "(N = 107)".replace(" ", "\N{NO-BREAK SPACE}")
GROUPS = [Column(f"{label} {WHOLE}", ColumnKind.SHARE) for label in ("Totaal", "bao")]
LABELS = ("handelingsbekwaamheid", "duidelijkheid van de taak", "tijd", "vormen van ondersteuning")


def words_beside(n_groups: int) -> Table:
    columns = (Column("Code"), *[*GROUPS, *GROUPS][:n_groups], Column("In woorden"))
    rows = tuple(Row((label, *[Share(30, 107)] * n_groups, LONG)) for label in LABELS)
    return Table("T", columns, rows, "", "")


def test_words_for_shares_have_room_beside_the_groups() -> None:
    for n_groups in (1, 2, 4):
        table = words_beside(n_groups)
        size = size_of_letters(table, UPRIGHT)
        assert size is not None and size >= SIZES[2]
        found = widths(table, UPRIGHT, size)
        assert sum(found) == UPRIGHT
        letter = 120 * size / SIZES[0]
        assert found[-1] >= 18 * letter, "of what is long at least eighteen characters"
        assert all(width >= 9 * letter for width in found[1:-1]), "(N = 107) stays whole"
    assert found[0] >= len(LABELS[0]) * letter


def test_a_column_of_numbers_in_front_leaves_the_room_to_texts() -> None:
    columns = tuple(Column(name) for name in ("Nr.", "Deelnemer", "Plaats"))
    rows = tuple(Row((i, "(R3, bao)", "focusgroep-1, eenheid 18")) for i in range(1, 30))
    found = widths(Table("T", columns, rows, "", ""), UPRIGHT, SIZES[0])
    assert sum(found) == UPRIGHT and found[2] > UPRIGHT / 2 > 7 * found[0]


def test_a_short_table_and_a_heading_with_its_first_line_stay_together_in_word() -> None:
    long = Table("Lang", (Column("Code"),), tuple(Row((f"code {i}",)) for i in range(40)), "", "")
    blocks = (Heading("Tijd", 1), Paragraph("Over tijd."), Grid(words_beside(1)), Paragraph("Daarna."), Grid(long))
    document = docx.Document(io.BytesIO(as_docx.render_report(Report("R", "", blocks))))
    kept = {paragraph.text: bool(paragraph.paragraph_format.keep_with_next) for paragraph in document.paragraphs}
    assert kept["Over tijd."] and not kept["Daarna."]
    short, tall = document.tables
    follows = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in short.rows]
    assert follows == [True] * len(LABELS) + [None]
    assert not any(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in tall.rows)
    order = [child.tag for child in short._tbl.tblPr]
    parts = [qn(f"w:{name}") for name in ("tblBorders", "tblLayout", "tblCellMar", "tblLook")]
    assert [order.index(part) for part in parts] == sorted(order.index(part) for part in parts), "as the schema has it"
    after = next(paragraph for paragraph in document.paragraphs if paragraph.text == "Daarna.")
    assert after.paragraph_format.space_before is not None, "not right under the line that closes the table"


def test_a_row_of_a_sheet_is_as_high_as_its_text_and_a_heading_no_wider_than_its_words() -> None:
    group = "In alle andere volgordes"
    counts = Column("vormen van ondersteuning", ColumnKind.COUNT), Column("bao", ColumnKind.COUNT, group)
    columns = (Column("Code"), Column("Wat er gezegd wordt"), *counts)
    rows = (Row(("tijd", LONG * 3, 3, 1)), Row(("team", "kort", 4, 1)), Row(("visie", Undefined("nooit"), 1, 1)))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx.render(Table("T", columns, rows, "", ""))))["Tabel"]
    heights = [sheet.row_dimensions[i].height for i in range(1, 6)]
    assert heights[1] == 30 and heights[2] is not None and heights[2] >= 60, "a heading of two lines, and the passage"
    assert heights[3] in (None, 15), "a row of one line is as every other"
    assert sheet.column_dimensions["C"].width < 20
    assert sheet.column_dimensions["D"].width > len(group), "what stands above the heading fits"
    assert sheet["B5"].alignment.horizontal == "left", "what stands in the place of a text"


def test_a_p_below_a_thousandth_is_no_nought_in_dutch() -> None:
    table = Table("T", (Column("Code"), Column("p", ColumnKind.NUMBER)), (Row(("a", Chance(0.0))),), "", "")
    with speaking("nl"):
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx.render(table)))
    assert excel_shows(book["Tabel"]["B2"]) == "<0,001"


def test_a_table_too_wide_for_a_page_in_word_goes_on_under_itself() -> None:
    columns = (
        Column("Variabele"),
        *(Column(name, ColumnKind.NUMBER) for name in ("Gemiddelde", "Mediaan")),
        *(Column(str(point), ColumnKind.SHARE, "Verdeling") for point in range(20)),
        *(Column(name, ColumnKind.NUMBER, "Verschil") for name in ("toetsingsgrootheid", "p", "effectgrootte")),
    )
    shares = tuple(Share(n, 100) for n in range(20))
    rows = (
        Row(("tevredenheid", 7.18, 7.0, *shares, 28.8, 0.001, 0.12)),
        Row(("bao", 7.5, 7.0, *shares, *[None] * 3), 1),
    )
    table = Table("Schalen", columns, rows, "", "N = 240.")
    parts = apart(table, LYING)
    assert all(size_of_letters(part, LYING) is not None for part in parts), "no figure is broken"
    assert [column for part in parts for column in part.columns[1:]] == list(columns[1:])
    assert len({column.group for column in parts[0].columns}) == 2, "a group stays together"
    assert [row.cells[0] for row in parts[-1].rows] == ["tevredenheid"], "what says nothing more is left out"
    assert apart(words_beside(1), UPRIGHT) == [words_beside(1)]
    document = docx.Document(io.BytesIO(as_docx.render(table)))
    assert [paragraph.text for paragraph in document.paragraphs] == ["Schalen (1/2)", "Schalen (2/2)", "N = 240."]


def test_a_sheet_too_wide_to_be_read_on_one_page_goes_on_beside_it() -> None:
    columns = (Column("Deelnemer"), *(Column(f"thema {n}") for n in range(12)))
    table = Table("Matrix", columns, (Row(("R1", *[LONG] * 12)),), "", "")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx.render(table)))["Tabel"]
    assert sheet.page_setup.fitToWidth == 2 and sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_cols == "$A:$A" and sheet.freeze_panes == "B2"
    narrow = openpyxl.load_workbook(io.BytesIO(as_xlsx.render(words_beside(2))))["Tabel"]
    assert narrow.page_setup.fitToWidth in (None, 1) and narrow.freeze_panes == "A2"
