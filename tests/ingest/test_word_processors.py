"""Documents of word processors: the words that their authors see, in order, with what tells who speaks."""

from pathlib import Path

import docx
import pytest

from codebench.ingest import read
from codebench.ingest.documents import lines_of
from codebench.ingest.lines import Line
from codebench.shipped import shipped
from tests.ingest.conftest import Write
from tests.ingest.helpers import check, speech
from tests.ingest.making import b, odt, p, r, rtf, table
from tests.ingest.making import docx as made_docx

FIXTURES = Path(__file__).parent / "fixtures"


def text_of(path: Path) -> str:
    return lines_of(path).text


def lines(path: Path) -> list[Line]:
    return [line for line in lines_of(path).lines if line.text]


@pytest.fixture(scope="module")
def original() -> str:
    return (shipped("corpora") / "ondersteuners" / "focusgroep-1.txt").read_text(encoding="utf-8")


def test_what_python_docx_writes_comes_in_word_by_word(tmp_path: Path, original: str) -> None:
    written = docx.Document()
    for paragraph in original.strip().split("\n\n"):
        if paragraph.startswith("#"):
            written.add_heading(paragraph, 1)
        else:
            label, _colon, said = paragraph.partition(": ")
            added = written.add_paragraph()
            added.add_run(f"{label}: ").bold = True
            added.add_run(said)
    written.save(str(tmp_path / "fg1.docx"))
    assert text_of(tmp_path / "fg1.docx") == original.rstrip("\n")
    found = lines(tmp_path / "fg1.docx")
    assert [line.label for line in found[1:5]] == [None, "Moderator", "Hilde", "Moderator"]
    assert [line.is_heading for line in found[:4]] == [True, True, False, False]
    draft = read(tmp_path / "fg1.docx")
    check(draft)
    assert (draft.format, draft.n_units, draft.n_cases) == ("transcript", 183, 11)


def test_a_table_only_transcript(tmp_path: Path) -> None:
    written = docx.Document()
    rows = [
        ("Spreker", "Tekst"),
        ("Moderator", "Welkom.\nWie begint er?"),
        ("Els", "Ik: dus."),
        ("", "En nog iets."),
        ("Jan:", "Ja"),
        ("Els", "Goed."),
    ]
    grid = written.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    written.save(str(tmp_path / "t.docx"))
    assert text_of(tmp_path / "t.docx") == (
        "Spreker\n\nTekst\n\nModerator: Welkom.\nWie begint er?\n\nEls: Ik: dus.\n\nEn nog iets.\n\n"
        "Jan: Ja\n\nEls: Goed."
    )
    draft = read(tmp_path / "t.docx")
    check(draft)
    assert [said for said in speech(draft) if said[0]] == [
        ("Moderator", "Welkom.\nWie begint er?"),
        ("Els", "Ik: dus.\n\nEn nog iets."),
        ("Jan", "Ja"),
        ("Els", "Goed."),
    ]


def test_a_table_with_numbers_and_times(write: Write) -> None:
    rows = [("1", "00:00:03", "Els", "Ja."), ("2", "0:12", "Jan", "Nee."), ("3", "1:00:00", "Els", "Toch.")]
    found = lines(write("a.docx", made_docx(table(*rows))))
    assert [(line.text, line.label, line.time_ms) for line in found] == [
        ("Els: Ja.", "Els", 3000),
        ("Jan: Nee.", "Jan", 12_000),
        ("Els: Toch.", "Els", 3_600_000),
    ]


def test_a_table_that_is_none_of_speakers_stays_a_table(write: Write) -> None:
    fields = [("Datum", "12 maart"), ("Plaats", "Gent"), ("", "")]
    assert (
        text_of(write("a.docx", made_docx(p("Verslag") + table(*fields))))
        == "Verslag\n\nDatum\t12 maart\n\nPlaats\tGent"
    )
    long = [("Wat helpt er?", "woord " * 30 + "slot"), ("Wat niet?", p("eerst") + p("dan"))]
    assert text_of(write("a.docx", made_docx(table(*long)))).split("\n\n") == [
        "Wat helpt er?",
        "woord " * 30 + "slot",
        "Wat niet?",
        "eerst",
        "dan",
    ]


def test_tracked_changes_are_read_as_they_will_stand(write: Write) -> None:
    inserted = '<w:ins w:id="1"><w:r><w:t>heel </w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>niet </w:delText></w:r></w:del>'
    moved = "<w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> hier</w:t></w:r></w:moveTo>"
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Een </w:t></w:r></w:p>" + p("alinea.")
    gone = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>rij</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    path = write("a.docx", made_docx(p("Ik ben ", inserted, deleted, "blij", moved, ".") + joined + gone))
    assert text_of(path) == "Ik ben heel blij hier.\n\nEen alinea."
    assert [doubt.what for doubt in lines_of(path).doubts] == [
        "3 tracked deletions were left out.",
        "2 tracked insertions were kept.",
    ]


def test_content_controls_text_boxes_and_breaks(write: Write) -> None:
    control = "<w:sdt><w:sdtPr><w:t>niet</w:t></w:sdtPr><w:sdtContent>" + p("In een veld.") + "</w:sdtContent></w:sdt>"
    inner = "<w:sdt><w:sdtContent><w:r><w:t>ja</w:t></w:r></w:sdtContent></w:sdt>"
    box = f"<w:txbxContent>{p('In een kader.')}</w:txbxContent>"
    boxed = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    special = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c\u00add</w:t><w:noBreakHyphen/><w:softHyphen/>"
        "<w:t>e</w:t></w:r>"
    )
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>'
    hidden = r("geheim", "<w:vanish/>")
    path = write("a.docx", made_docx(control + p("Zeg ", inner, boxed) + p(special) + p(field, hidden)))
    assert text_of(path) == "In een veld.\n\nZeg ja\n\nIn een kader.\n\na\tb\ncd\u2011e\n\n7"
    assert [doubt.what for doubt in lines_of(path).doubts] == ["1 stretch of hidden text was left out."]


def test_a_footnote_comes_where_it_is_referred_to(write: Write) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    line = f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>'
    notes = f'{line}<w:footnote w:id="2">{p("Een school.")}</w:footnote>'
    path = write("a.docx", made_docx(p("In Gent", reference, " dus."), footnotes=notes))
    assert text_of(path) == "In Gent [Een school.] dus."
    assert "1 footnote was put in the text" in lines_of(path).doubts[0].what
    inside = "<text:note-body><text:p>Een school.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{inside}</text:note>"
    assert text_of(write("a.odt", odt(f"<text:p>In Gent{note} dus.</text:p>"))) == "In Gent [Een school.] dus."
    assert text_of(write("a.rtf", rtf("In Gent{\\super\\chftn{\\footnote\\pard Een school.}} dus.\\par"))) == (
        "In Gent [Een school.] dus."
    )


def test_styles_tell_headings_and_bold(write: Write) -> None:
    styles = (
        '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Eigen"><w:name w:val="Mijn kop"/><w:basedOn w:val="Kop1"/></w:style>'
        '<w:style w:styleId="Vet"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    strong = r("Els", '<w:rStyle w:val="Vet"/>')
    body = p("Periode 2", style="Eigen") + p(strong, " zegt niets") + p(r("Jan ", "<w:b w:val='0'/>"), "ook")
    found = lines(write("a.docx", made_docx(body, styles=styles)))
    assert [(line.text, line.label, line.is_heading) for line in found] == [
        ("Periode 2", None, True),
        ("Els zegt niets", "Els", False),
        ("Jan ook", None, False),
    ]


@pytest.mark.parametrize(
    ("bold", "rest", "label"),
    [
        ("Els:", " ja", "Els"),
        ("Els", ": ja", "Els"),
        ("Els", " ja", "Els"),
        ("Els  12:34", "", "Els"),
        ("Els: heel belangrijk", " ja", "Els"),
        ("Nee!", " zei ze", None),
        ("Dat is een zin.", " ja", None),
        ("Een hele lange zin in vette letters die geen label kan zijn", "", None),
    ],
)
def test_bold_words_at_the_beginning_are_a_hint(write: Write, bold: str, rest: str, label: str | None) -> None:
    assert lines(write("a.docx", made_docx(p(b(bold), rest))))[0].label == label
    style = '<style:style style:name="V"><style:text-properties fo:font-weight="bold"/></style:style>'
    body = f'<text:p><text:span text:style-name="V">{bold}</text:span>{rest}</text:p>'
    assert lines(write("a.odt", odt(body, style)))[0].label == label
    assert lines(write("a.rtf", rtf(f"\\b {bold}\\b0 {rest}\\par")))[0].label == label


def test_an_opendocument_text(write: Write) -> None:
    style = '<style:style style:name="K" style:parent-style-name="Title"/>'
    changed = (
        "<text:tracked-changes><text:changed-region><text:p>weg</text:p></text:changed-region></text:tracked-changes>"
    )
    body = (
        changed + '<text:p text:style-name="K">Verslag</text:p><text:h>Vraag 1</text:h>'
        "<text:p>a<text:s text:c='2'/>b  c\n d<text:tab/>e<text:line-break/>f<text:span> <text:span>g</text:span>"
        "</text:span><office:annotation><text:p>niet</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>"
        "<text:section><text:p>x<draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame>y</text:p></text:section>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Els</text:p></table:table-cell>"
        "<table:table-cell><text:p>Ja.</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>Els</text:p></table:table-cell><table:table-cell><text:p>Nee.</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    document = lines_of(write("a.odt", odt(body, style)))
    assert document.text.split("\n\n") == [
        "Verslag",
        "Vraag 1",
        "a  b c d\te\nf g",
        "punt",
        "xy",
        "kader",
        "Els: Ja.",
        "Els: Nee.",
    ]
    assert [line.text for line in document.lines if line.is_heading] == ["Verslag", "Vraag 1"]
    assert [doubt.what for doubt in document.doubts] == [
        "1 tracked change was read as accepted.",
        "1 comment in the margin was left out.",
    ]


def test_an_rtf_text(write: Write) -> None:
    body = (
        "{\\header kop}{\\stylesheet{\\s1\\b heading 1;}{\\s2\\outlinelevel1 Kop;}{\\s3 Tekst;}}"
        "{\\*\\onbekend weg}{\\info{\\title t}}"
        "\\pard\\outlinelevel0 Vraag 1\\par\\pard\\s1 Vraag 2\\par\\pard\\s2 Vraag 3\\par\\pard\\s3 "
        "caf\\'e9 \\ldblquote ja\\rdblquote\\~\\'96 🙂 onder\\-steuning\\par"
        "{\\deleted weg }{\\v geheim }blijft\\line nieuw{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}{\\pict\\bin5 }{\\}x}"
        "\\par"
    )
    document = lines_of(write("a.rtf", rtf(body)))
    assert document.text.split("\n\n") == [
        *("Vraag 1", "Vraag 2", "Vraag 3"),
        "café “ja”\u00a0– 🙂 ondersteuning",
        "blijft\nnieuw7",
    ]
    assert [line.text for line in document.lines if line.is_heading] == ["Vraag 1", "Vraag 2", "Vraag 3"]
    assert [doubt.what for doubt in document.doubts] == [
        "1 tracked deletion was left out.",
        "1 stretch of hidden text was left out.",
    ]
    rows = "".join(
        f"\\trowd\\intbl {who}\\cell\\intbl {what}\\par nog\\cell\\row" for who, what in (("Els", "Ja"), ("Els", "Nee"))
    )
    assert text_of(write("a.rtf", rtf(f"{rows}\\pard slot"))) == "Els: Ja\n\nnog\n\nEls: Nee\n\nnog\n\nslot"
    assert text_of(write("a.rtf", rtf("half \\u-10179?paar \\u-8704? dus"))) == "half \ufffdpaar \ufffd dus"
    mac = b"{\\rtf1\\mac caf\\'8e}"
    assert text_of(write("a.rtf", mac)) == "café"
    box = "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt kader\\par}}{\\shprslt kader}}"
    assert text_of(write("a.rtf", rtf(f"voor {box}na\\par"))) == "voor na\n\nkader"


@pytest.mark.parametrize("name", ["libreoffice.docx", "libreoffice.odt", "libreoffice.rtf"])
def test_what_libreoffice_writes_comes_in_word_by_word(name: str, original: str) -> None:
    written = lines_of(FIXTURES / name)
    assert written.text == original[: original.index("\n\n## Vraag 3")]
    turns = [line for line in written.lines if line.text and not line.text.startswith("#")]
    assert [line.label for line in turns] == [line.text.partition(":")[0] for line in turns]
    if name != "libreoffice.rtf":
        assert all(line.is_heading == line.text.startswith("#") for line in written.lines)
    check(read(FIXTURES / name))
