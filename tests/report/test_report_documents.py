"""Whole reports as files: harmless whatever is in them, Dutch where the project is, and told apart once edited."""

import ast
import gettext
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from report_tables import HOSTILE

import codebench
from codebench.domain.table import Column, ColumnKind, Precise, Row, Share, Table
from codebench.i18n import _, plural, speaking
from codebench.report.blocks import Break, Grid, Heading, Paragraph, Picture, Quote, Report, Tone
from codebench.report.charting import chart_of
from codebench.report.report_files import SUFFIXES, render_report
from codebench.report.stamps import is_as_written, stamped

LONGEST = "Een lang antwoord. " * 1724 + "😀" * 11
PACKAGE = Path(codebench.__file__).parent
# What a report may show of the tables of others; errors are told in the language of the face.
TOLD = (
    *(PACKAGE / "analysis" / f"{name}.py" for name in (
        "coded", "compared", "comparison", "contingency", "cooccurrence", "families", "folding", "frequencies",
        "groups", "layer", "means", "newcodes", "quantifiers", "repeated", "scales", "scope", "sections", "told",
        "values", "weights",
    )),
    *(PACKAGE / "project" / "reporting").glob("*.py"),
    PACKAGE / "project" / "round_models.py",
    PACKAGE / "report" / "parts.py",
    *(PACKAGE / "report").glob("charting_*.py"),
    *(PACKAGE / "report").glob("drawing_*.py"),
    PACKAGE / "domain" / "table.py",
)  # fmt: skip


def hostile(text: str) -> Report:
    table = Table(text, (Column(text), Column("%", ColumnKind.SHARE, text)), (Row((text, Share(40, 80))),), text, text)
    return Report(
        text,
        text,
        (
            Break(),
            Heading(text),
            *(Paragraph(text, tone) for tone in Tone),
            Quote(text, text),
            Grid(table),
        ),
    )


def everything() -> str:
    return "\n".join(HOSTILE)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    drawn = Picture(
        chart_of(
            Table("t", (Column("a"), Column("%", ColumnKind.SHARE)), (Row((HOSTILE[15], Share(40, 80))),), "", "")
        ),
        HOSTILE[15],
    )
    report = hostile(everything())
    report = Report(report.title, report.subtitle, (*report.blocks, drawn, Quote(LONGEST, "(R1)")))
    return {suffix: render_report(report, suffix) for suffix in SUFFIXES}


def test_a_word_document_holds_hostile_texts_as_texts(written: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(written[".docx"]))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<script>alert(1)</script>" in said
    assert LONGEST in said
    with zipfile.ZipFile(io.BytesIO(written[".docx"])) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        body = archive.read("word/document.xml").decode()
        assert "TargetMode" not in archive.read("word/_rels/document.xml.rels").decode()
    # No field, which is what Word computes or follows.
    assert "instrText" not in body
    assert "fldSimple" not in body
    assert "\x1b" not in body


def test_a_page_holds_hostile_texts_as_texts(written: dict[str, bytes]) -> None:
    page = written[".html"].decode()
    assert "<script" not in page
    assert "<a " not in page
    assert LONGEST in page
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(page)


def test_markdown_holds_hostile_texts_as_texts(written: dict[str, bytes]) -> None:
    text = written[".md"].decode()
    assert "<script" not in text.replace("\\<script", "")
    assert "](" not in text.replace("\\](", "")
    assert LONGEST in text
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_tells_whether_it_was_edited(written: dict[str, bytes], suffix: str) -> None:
    content = written[suffix]
    assert is_as_written(content)
    assert not is_as_written(content[:-1])
    assert not is_as_written(b"x" + content)
    if suffix == ".docx":
        document = docx.Document(io.BytesIO(content))
        document.paragraphs[0].add_run(" en meer")
        saved = io.BytesIO()
        document.save(saved)
        assert not is_as_written(saved.getvalue())
    else:
        assert not is_as_written(content.replace(b"lang", b"kort", 1))


def test_what_we_did_not_write_is_not_ours() -> None:
    assert not is_as_written(b"")
    assert not is_as_written(b"# Rapport\n")
    assert is_as_written(stamped(b"# Rapport\n"))


# Dutch


def test_a_report_speaks_its_own_language() -> None:
    with speaking("nl"):
        assert str(Share(3, 7)) == "3 van 7"
        assert plural("{n} quote", "{n} quotes", 1) == "1 citaat"
        assert _("There is no such sentence.") == "There is no such sentence."
    assert str(Share(3, 7)) == "3 of 7"
    report = Report("t", "", (Grid(Table("", (Column("a"), Column("b")), (Row(("x", Precise(0.5))),), "", "")),))
    assert b"0,500" in render_report(report, ".html")
    assert b"0.500" in render_report(Report("t", "", report.blocks, "en"), ".html")


class Missing(gettext.NullTranslations):
    """What a catalogue asks for the strings that it does not have."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid2 if n else msgid1)


def test_all_that_a_report_says_is_said_in_dutch() -> None:
    dutch = gettext.translation("codebench", PACKAGE / "locale", ["nl"])
    dutch.add_fallback(Missing())
    for path in TOLD:
        for message in _told(path):
            said = dutch.gettext(message[0]) if len(message) == 1 else dutch.ngettext(*message, 2)
            assert set(_fields(message[-1])) == set(_fields(said)), path.stem


def _fields(text: str) -> list[str]:
    return [part.partition("}")[0].partition(":")[0] for part in text.split("{")[1:] if part]


def _told(path: Path) -> list[tuple[str, ...]]:
    """The messages of a module (a pair where there is a form for many), but those that it raises."""
    found = []
    nodes: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Raise) or _is_error(node):
            continue
        nodes += ast.iter_child_nodes(node)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "plural"):
            said = tuple(arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
            found += [said] if said else []
    return found


def _is_error(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "message" for target in node.targets)
