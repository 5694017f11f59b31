"""Codebooks in Word: tables as people write them, small tables as we write them, and back without loss."""

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.codebook import CodebookDraft, CodeDraft, CodeFields, SetDraft
from codebench.domain.codetree import name_key
from codebench.domain.errors import InputError
from codebench.exchange.codebook_sheet import codebook_sheet
from codebench.exchange.codebook_yaml import read_codebook
from codebench.exchange.codebooks import read_any_codebook
from codebench.report import as_docx
from codebench.report.codebook_print import codebook_cards
from codebench.report.registry import Format, write

CODEBOOKS = Path(__file__).parents[2] / "codebooks"

Rows = Sequence[Sequence[str]]


def in_word(path: Path, *tables: Rows) -> Path:
    document = docx.Document()
    for rows in tables:
        document.add_paragraph("Codeboek")
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(path)
    return path


def tree(path: Path) -> list[tuple[str, ...]]:
    return [names for names, _code in read_any_codebook(path).walk()]


def test_a_table_with_dutch_headings_is_a_codebook(tmp_path: Path) -> None:
    rows = (
        ("Code", "Definitie", "Wanneer wel?", "Wanneer niet?", "Voorbeeld:", "Trefwoorden"),
        ("tijd", "Hoeveel tijd er is.\nOok ritme.", "Bij uren.", "Niet bij geld.", "“Geen tijd.”", "uur; ritme"),
        ("tijd > overuren", "Later.", "", "", "", ""),
        ("", "", "", "", "", ""),
        ("mandaat", "", "", "", "", ""),
    )
    draft = read_any_codebook(in_word(tmp_path / "boek.docx", rows))
    assert [names for names, _code in draft.walk()] == [("tijd",), ("tijd", "overuren"), ("mandaat",)]
    assert draft.codes[0].fields == CodeFields(
        "Hoeveel tijd er is.\nOok ritme.",
        "Bij uren.",
        "Niet bij geld.",
        "“Geen tijd.”",
        keywords=("uur", "ritme"),
    )


TREE = [("werk",), ("werk", "druk"), ("werk", "druk", "avond"), ("tijd",)]
WAYS: dict[str, Rows] = {
    "numbers in front": (
        ("Code", "Omschrijving"),
        ("1. werk", "alles"),
        ("1.1 druk", ""),
        ("1.1.1 avond", "laat"),
        ("2 tijd", ""),
    ),
    "numbers beside": (
        ("Nr.", "Naam", "Definition"),
        ("1", "werk", "alles"),
        ("1.1", "druk", ""),
        ("1.1.1", "avond", "laat"),
        ("2", "tijd", ""),
    ),
    "blanks": (("Code", "Definitie"), ("werk", "alles"), ("  druk", ""), ("    avond", "laat"), ("tijd", "")),
    "levels": (
        ("Hoofdcode", "Subcode", "Subcode 2", "Definitie"),
        ("werk", "", "", "alles"),
        ("", "druk", "", ""),
        ("", "", "avond", "laat"),
        ("tijd", "", "", ""),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_hierarchy_is_read_as_people_write_it(tmp_path: Path, way: str) -> None:
    draft = read_any_codebook(in_word(tmp_path / "boek.docx", WAYS[way]))
    assert [names for names, _code in draft.walk()] == TREE
    found = {names: code.fields.definition for names, code in draft.walk()}
    assert (found["werk",], found["werk", "druk", "avond"]) == ("alles", "laat")


def test_numbers_that_are_part_of_names_stay(tmp_path: Path) -> None:
    rows = (("Code", "Definitie"), ("3 uur", ""), ("12 jaar", ""), ("tijd", ""))
    assert tree(in_word(tmp_path / "boek.docx", rows)) == [("3 uur",), ("12 jaar",), ("tijd",)]


def test_indents_lists_and_merged_cells_show_the_level(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    names = ("Code", "werk", "druk", "tijd")
    for row, name in zip(table.rows, names, strict=True):
        row.cells[0].text = name
        row.cells[1].text = "Definitie" if name == "Code" else f"over {name}"
    table.rows[2].cells[0].paragraphs[0].paragraph_format.left_indent = Pt(18)
    document.add_paragraph("Een tabel die er niet bij hoort:")
    document.add_table(rows=1, cols=3).rows[0].cells[0].text = "Los"
    document.save(tmp_path / "inspringen.docx")
    assert tree(tmp_path / "inspringen.docx") == [("werk",), ("werk", "druk"), ("tijd",)]
    for_list = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    paragraph = table.rows[2].cells[0].paragraphs[0]
    paragraph.paragraph_format.left_indent = None
    paragraph._p.get_or_add_pPr().append(for_list)
    document.save(tmp_path / "lijst.docx")
    assert tree(tmp_path / "lijst.docx") == [("werk",), ("werk", "druk"), ("tijd",)]
    merged = docx.Document()
    table = merged.add_table(rows=3, cols=2)
    texts = (("Niveau 1", "Niveau 2"), ("werk", "druk"), ("", "rust"))
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    merged.save(tmp_path / "samen.docx")
    assert tree(tmp_path / "samen.docx") == [("werk",), ("werk", "druk"), ("werk", "rust")]


def test_a_table_that_goes_on_in_another_and_what_was_deleted(tmp_path: Path) -> None:
    head = ("Code", "Definitie")
    path = in_word(tmp_path / "boek.docx", (head, ("tijd", "uren")), (head, ("geld", "")), (("ruimte", "lokalen"),))
    assert tree(path) == [("tijd",), ("geld",), ("ruimte",)]
    document = docx.Document(path)
    run = document.tables[0].rows[1].cells[1].paragraphs[0].runs[0]._r
    gone = f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>oude </w:delText></w:r></w:del>'
    run.addprevious(parse_xml(gone))
    document.save(path)
    assert read_any_codebook(path).codes[0].fields.definition == "uren"


def test_small_tables_by_others_are_read_too(tmp_path: Path) -> None:
    cards = (
        (("Code", "tijd"), ("Definition", "Uren."), ("When to use", "Altijd."), ("When not to use", "Nooit.")),
        (("Code", "tijd > ritme"), ("Definitie", ""), ("Voorbeeld", "Tik tak.")),
    )
    draft = read_any_codebook(in_word(tmp_path / "boek.docx", *cards))
    assert [names for names, _code in draft.walk()] == [("tijd",), ("tijd", "ritme")]
    assert draft.codes[0].fields == CodeFields("Uren.", "Altijd.", "Nooit.")


@pytest.mark.parametrize("name", ["ondersteuners", "zorgcoordinatoren"])
def test_the_codebooks_that_ship_go_through_word_and_excel(tmp_path: Path, name: str) -> None:
    draft = read_codebook(CODEBOOKS / f"{name}.yaml")
    word, sheet = tmp_path / "boek.docx", tmp_path / "boek.xlsx"
    word.write_bytes(as_docx.render_report(codebook_cards(draft, "2026-01-01")))
    write(codebook_sheet(draft), sheet, Format.XLSX)
    assert read_any_codebook(word).codes == draft.codes
    assert read_any_codebook(sheet).codes == draft.codes


WORDS = st.text(st.sampled_from("abç é’“”-:/.(\n\t"), max_size=25).map(str.strip)
PLAIN = st.text(st.sampled_from("abcçé '-("), min_size=1, max_size=8)
NAMES = PLAIN.map(lambda name: " ".join(name.split())).filter(bool)
LISTS = st.lists(st.text(st.sampled_from("abc é,"), min_size=1, max_size=8).map(str.strip).filter(bool), max_size=3)
COLOURS = st.sampled_from(("", "#0072B2"))
FIELDS = st.builds(CodeFields, *[WORDS] * 5, LISTS.map(tuple), LISTS.map(tuple), colour=COLOURS)


def siblings(children: st.SearchStrategy[tuple[CodeDraft, ...]]) -> st.SearchStrategy[tuple[CodeDraft, ...]]:
    codes = st.lists(st.builds(CodeDraft, NAMES, FIELDS, children, st.booleans()), min_size=1, max_size=3)
    return codes.map(lambda found: tuple({name_key(code.name): code for code in found}.values()))


CODES = siblings(st.one_of(st.just(()), siblings(st.just(()))))


@settings(max_examples=12)
@given(CODES, st.lists(NAMES, max_size=2, unique_by=name_key), st.data())
def test_what_goes_out_to_word_and_excel_comes_back(
    tmp_path_factory: pytest.TempPathFactory, codes: tuple[CodeDraft, ...], sets: list[str], data: st.DataObject
) -> None:
    draft = CodebookDraft("boek", codes)
    paths = [names for names, _code in draft.walk()]
    chosen = [data.draw(st.sets(st.sampled_from(paths), min_size=1)) for _each in sets]
    gathered = (
        SetDraft(name, tuple(path for path in paths if path in some)) for name, some in zip(sets, chosen, strict=True)
    )
    draft = CodebookDraft("boek", codes, sets=tuple(gathered))
    folder = tmp_path_factory.mktemp("boek")
    (folder / "boek.docx").write_bytes(as_docx.render_report(codebook_cards(draft, "2026-01-01")))
    write(codebook_sheet(draft), folder / "boek.xlsx", Format.XLSX)
    for path in (folder / "boek.docx", folder / "boek.xlsx"):
        found = read_any_codebook(path)
        assert found.codes == draft.codes
        assert {each.name: each.codes for each in found.sets} == {each.name: each.codes for each in draft.sets}


def hostile(path: Path, document: bytes) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return path


WIDE = b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999999"/></w:tcPr></w:tc></w:tr></w:tbl>'
ROOT = b'<w:document xmlns:w="x"><w:body/></w:document>'


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE d [<!ENTITY a "b">]>' + ROOT,
        ROOT[:-5],
        b"",
        ROOT,
        ROOT.replace(b"<w:body/>", WIDE),
    ],
)
def test_what_is_no_codebook_is_told_in_one_sentence(tmp_path: Path, document: bytes) -> None:
    with pytest.raises(InputError, match=r"boek\.docx") as refused:
        read_any_codebook(hostile(tmp_path / "boek.docx", document))
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_archive_or_has_no_codes_is_told(tmp_path: Path) -> None:
    (tmp_path / "boek.docx").write_bytes(b"Code;Definitie")
    with pytest.raises(InputError, match="Word document"):
        read_any_codebook(tmp_path / "boek.docx")
    with pytest.raises(InputError, match="no table of codes"):
        read_any_codebook(in_word(tmp_path / "lijst.docx", (("Naam van de school", "Plaats"), ("A", "Gent"))))
