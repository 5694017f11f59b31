"""Projects as each tool writes them: codings lie on the words that were coded, however positions are counted."""

from pathlib import Path

import pytest
from tests.exchange.refi_files import TEXT, Package, Tool, guid, simple

from codebench.domain.errors import InputError
from codebench.domain.project_draft import Fate, ProjectDraft
from codebench.exchange.projects import read_project

TOOLS = {
    "NVivo": Tool("NVivo 14", folder="Sources", utf16=True, crlf=True, crlf_is_two=True, bom=True),
    "ATLAS.ti": Tool("ATLAS.ti 23", index="Mijn studie.qde", crlf=True, bom=True, words=True),
    "MAXQDA": Tool("MAXQDA 2022", crlf=True, words=True, braces=True),
    "QualCoder": Tool("QualCoder 3.4", dates=False, words=True, colour="rgba(0, 114, 178, 0.5)"),
    "old": Tool("f4analyse", namespace="urn:QDA-XML:project:1:0", braces=True, words=True),
}


def read(package: Package, folder: Path) -> ProjectDraft:
    return read_project(package.write(folder / "studie.qdpx"), lambda _name, _content: "")


def quotes(draft: ProjectDraft) -> list[tuple[str, str, str]]:
    names = {code.guid: code.name for code in draft.codes}
    coders = {coder.guid: coder.name for coder in draft.coders}
    return [
        (record.text[coding.start : coding.end], names[coding.code], coders[coding.coder or ""])
        for record in draft.documents()
        for coding in record.codings
        if not coding.doubt
    ]


@pytest.mark.parametrize("name", TOOLS)
def test_codings_of_each_tool_lie_on_their_words(name: str, tmp_path: Path) -> None:
    draft = read(simple(TOOLS[name]), tmp_path)
    assert quotes(draft) == [
        ("druk 😀 op school", "druk", "An"),
        ("een zware week", "druk", "Bo"),
        ("een zware week", "tijd", "Bo"),
        ("geen tijd voor de kinderen", "tijd", "An"),
        ("Mieke vond", "tijd", "An"),
        ("zei Jan", "druk", "An"),
        ("de kinderen", "druk", "An"),
        ("Het was", "tijd", "An"),
    ]
    (document,) = draft.documents()
    assert (document.guid, document.text, document.name) == (guid(40).replace("-", ""), TEXT, "gesprek")
    top, druk, tijd = draft.codes
    assert (top.name, top.is_codable, top.parent) == ("werk", False, None)
    assert (druk.parent, tijd.parent, druk.description, druk.colour) == (top.guid, top.guid, "Te veel.", "#0072b2")


def test_what_nothing_tells_apart_is_doubtful_and_says_so(tmp_path: Path) -> None:
    tool = Tool("Iets", utf16=True)
    text = "😀 druk, druk, druk. Of niet"
    package = Package(tool, (tool.code(11, "druk"),), (tool.source(40, "a", tool.selection(9, text, "druk", 11)),))
    package.texts = {40: text}
    draft = read(package, tmp_path)
    (document,) = draft.documents()
    (coding,) = document.codings
    assert "3–7" in coding.doubt
    assert "undecided" in draft.convention


def test_a_source_that_counts_otherwise_than_the_others_is_doubtful(tmp_path: Path) -> None:
    tool, other = Tool("Iets", words=True), Tool("Iets", words=True, utf16=True)
    text = "😀 Het was druk op school vandaag.\nEr was geen tijd voor de ouders en hun vragen."
    marks = ("was druk op school", "vandaag", "geen tijd voor", "ouders en hun vragen")
    sources, texts = [], {}
    for n in range(40, 46):
        mine = tool if n < 45 else other
        sources.append(
            mine.source(n, f"bron {n}", "".join(mine.selection(100 * n + i, text, q, 11) for i, q in enumerate(marks)))
        )
        texts[n] = text
    draft = read(Package(tool, (tool.code(11, "druk"),), sources, texts), tmp_path)
    doubtful = {record.name: sum(bool(coding.doubt) for coding in record.codings) for record in draft.documents()}
    assert doubtful == {f"bron {n}": 4 if n == 45 else 0 for n in range(40, 46)}


def test_a_pdf_with_its_codings_twice_has_them_once(tmp_path: Path) -> None:
    tool = TOOLS["ATLAS.ti"]
    inside = tool.selection(100, TEXT, "een zware week", 11)
    path = f"internal://{guid(40)}.txt"
    twice = f'<Coding guid="{tool.guid(100_000)}"><CodeRef targetGUID="{tool.guid(11)}"/></Coding>'
    area = f'<Coding guid="{tool.guid(7)}"><CodeRef targetGUID="{tool.guid(11)}"/></Coding>'
    place = 'page="1" firstX="0" firstY="0" secondX="9" secondY="9"'
    source = (
        f'<PDFSource guid="{tool.guid(40)}" name="rapport.pdf" path="internal://x.pdf">'
        f'<PDFSelection guid="{tool.guid(8)}" {place}>{twice}</PDFSelection>'
        f'<PDFSelection guid="{tool.guid(9)}" {place}>{area}</PDFSelection>'
        f'<Representation guid="{tool.guid(41)}" plainTextPath="{path}">{inside}</Representation></PDFSource>'
    )
    draft = read(Package(tool, (tool.code(11, "druk"),), (source,), {40: TEXT}), tmp_path)
    assert quotes(draft) == [("een zware week", "druk", "An")]
    assert [(r.fate, r.n) for r in draft.remarks] == [(Fate.LEFT, 1)]


def test_a_formatted_text_is_taken_where_its_words_are(tmp_path: Path) -> None:
    tool = Tool("Iets", words=True, utf16=True)
    marks = tool.selection(100, "x" * 30 + TEXT, "een zware week", 11) + tool.selection(101, TEXT + "Jan", "Jan", 11)
    source = (
        f'<TextSource guid="{tool.guid(40)}" name="brief" richTextPath="internal://{guid(40)}.txt">{marks}</TextSource>'
    )
    package = Package(tool, (tool.code(11, "druk"),), (source,), {40: "inhoud"})
    path = package.write(tmp_path / "studie.qdpx")
    draft = read_project(path, lambda _name, content: TEXT if content == b"inhoud" else "")
    assert [q for q, _code, _coder in quotes(draft)] == ["een zware week", "Jan"]


def test_recordings_come_as_their_transcripts_and_pictures_are_named(tmp_path: Path) -> None:
    tool = Tool("NVivo 14")
    points = "".join(f'<SyncPoint guid="{guid(n)}" timeStamp="0" position="{at}"/>' for n, at in ((60, 0), (61, 33)))
    code = f'<Coding guid="{guid(70)}"><CodeRef targetGUID="{guid(11)}"/></Coding>'
    source = (
        f'<AudioSource guid="{guid(40)}" name="opname"><Transcript guid="{guid(41)}"><PlainTextContent>{TEXT}'
        f"</PlainTextContent>{points}<TranscriptSelection guid='{guid(62)}' fromSyncPoint='{guid(60)}'"
        f" toSyncPoint='{guid(61)}'>{code}</TranscriptSelection></Transcript>"
        f"<AudioSelection guid='{guid(63)}' begin='0' end='9'><Coding guid='{guid(71)}'>"
        f"<CodeRef targetGUID='{guid(11)}'/></Coding></AudioSelection></AudioSource>"
        f'<PictureSource guid="{guid(42)}" name="foto" path="internal://foto.png"/>'
        f'<TextSource guid="{guid(43)}" name="weg" plainTextPath="internal://{guid(43)}.txt">'
        f"{tool.selection(64, TEXT, 'een zware week', 11)}</TextSource>"
    )
    draft = read(Package(tool, (tool.code(11, "druk"),), (source,)), tmp_path)
    (document,) = draft.documents()
    assert (document.name, document.text, len(document.codings)) == ("opname", TEXT, 1)
    left = {remark.what: (remark.n, remark.detail) for remark in draft.remarks}
    assert left["pictures"][0] == 1
    assert left["texts that are not in the file"][0] == 1
    assert left["codings of what is not text, or whose text is missing"][0] == 2
    assert left["sources without text, by name"] == (2, "foto, weg")


def test_a_qde_by_itself_reads_the_texts_beside_it(tmp_path: Path) -> None:
    package = simple(TOOLS["MAXQDA"])
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources" / f"{guid(40)}.txt").write_bytes(package.tool.content(TEXT))
    (tmp_path / "studie.qde").write_text(package.index(), "utf-8")
    assert len(quotes(read_project(tmp_path / "studie.qde", lambda _name, _content: ""))) == 8


def test_dangling_references_and_repeated_codes_are_counted(tmp_path: Path) -> None:
    tool = Tool("ATLAS.ti 9", words=True)
    inside = tool.selection(100, TEXT, "een zware week", 11, 99)
    codes = (tool.code(11, "druk"), tool.code(11, "druk"), tool.code(12, "druk"), tool.code(13, "a > b"))
    draft = read(Package(tool, codes, (tool.source(40, "a", inside),), {40: TEXT}), tmp_path)
    assert quotes(draft) == [("een zware week", "druk", "An")]
    assert {(r.fate, r.n) for r in draft.remarks} == {(Fate.LEFT, 1), (Fate.CHANGED, 1)}


def test_what_is_no_project_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(b"geen zip")
    with pytest.raises(InputError, match=r"x\.qdpx is damaged or no REFI-QDA file"):
        read_project(path, lambda _name, _content: "")
