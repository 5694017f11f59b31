"""What is written as .qdpx: valid by the schema whatever the project, the same bytes for the same project."""

import io
import zipfile
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from codebench.domain.project_draft import (
    CaseRecord,
    CodeRecord,
    CoderRecord,
    CodingRecord,
    DocumentRecord,
    Fate,
    MemoRecord,
    ProjectDraft,
    Target,
    VariableRecord,
)
from codebench.domain.text import freeze
from codebench.domain.variables import Absence, Value, VariableType
from codebench.exchange.refi.profiles import PROFILES
from codebench.exchange.refi.writing import NAMESPACE, Writer

MOMENT = "2026-11-22T08:00:00.000Z"
TEXT = "An: de tijd 👍🏽 is op.\nBo: é, \x00 en [lacht]\n"
SCHEMA = etree.XMLSchema(etree.parse(str(files("codebench.exchange.refi") / "schemas" / "Project.xsd")))


def number(n: int) -> str:
    return f"{n:032x}"


def draft(
    documents: list[DocumentRecord], codes: tuple[CodeRecord, ...] = (), memos: tuple[MemoRecord, ...] = ()
) -> ProjectDraft:
    return ProjectDraft(
        source="studie",
        format="codebench",
        tool="codebench",
        name="studie",
        checksum="",
        documents=lambda: iter(documents),
        coders=(CoderRecord(number(1), "An"), CoderRecord(number(2), "Bo \x1b[31m")),
        codes=codes,
        variables=(
            VariableRecord(number(3), "niveau", VariableType.CATEGORY),
            VariableRecord(number(4), "jaren", VariableType.NUMBER),
            VariableRecord(number(5), "sinds", VariableType.DATE),
        ),
        cases=(
            CaseRecord(
                number(6),
                "R01",
                {
                    number(3): Value(options=("bao",)),
                    number(4): Value(number=12.5),
                    number(5): Value(text="2020-02-29"),
                },
                tuple(document.guid for document in documents),
            ),
            CaseRecord(number(7), "R02", {number(3): Value(absence=Absence.DONT_KNOW)}),
        ),
        memos=memos,
        n_documents=len(documents),
    )


CODES = (CodeRecord(number(20), "tijd", None, "Uren.", "#ff0000"), CodeRecord(number(21), "tijd", number(20)))
SMALL = [
    DocumentRecord(
        number(10),
        "groep",
        TEXT,
        codings=(
            CodingRecord(number(30), number(20), 4, 11, number(1), MOMENT, "waarom?"),
            CodingRecord(number(31), number(21), 4, 11, number(2)),
            CodingRecord(number(32), number(21), 12, len(TEXT) - 1, number(1)),
        ),
        memos=(
            MemoRecord(number(40), Target.DOCUMENT, number(10), "Vlot gesprek.", coder=number(1)),
            MemoRecord(number(41), Target.PASSAGE, number(10), "Let op.", start=12, end=14),
        ),
        passages=((number(6), 0, 22), (number(7), 23, len(TEXT) - 1)),
    )
]


def qde(content: bytes) -> etree._ElementTree:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return etree.parse(io.BytesIO(archive.read("project.qde")))


def written(writer: Writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def spans(content: bytes) -> list[tuple[int, int]]:
    found = qde(content).iter(f"{{{NAMESPACE}}}PlainTextSelection")
    return [(int(each.get("startPosition")), int(each.get("endPosition"))) for each in found]


def test_a_small_project_is_valid_and_always_the_same() -> None:
    memos = (
        MemoRecord(number(50), Target.PROJECT, "", "Begonnen."),
        MemoRecord(number(51), Target.CODE, number(20), "Breed."),
        MemoRecord(number(52), Target.CASE, number(7), "Zei weinig."),
    )
    writer = Writer(draft(SMALL, CODES, memos), PROFILES["refi"], MOMENT)
    content = written(writer)
    SCHEMA.assertValid(qde(content))
    assert content == written(Writer(draft(SMALL, CODES, memos), PROFILES["refi"], MOMENT))
    told = {(remark.fate, remark.what): remark.n for remark in writer.remarks()}
    assert told[Fate.CAME, "codings"] == 3
    assert told[Fate.CAME, "memos"] == 5
    assert told[Fate.CHANGED, "memos on cases are their descriptions"] == 1
    assert told[Fate.CHANGED, "kinds of absence are plain gaps"] == 1
    # The name of the second coder, and the passage with NUL in a name, which is no loss.
    assert told[Fate.CHANGED, "characters that XML can't hold are left out"] == 1


@pytest.mark.parametrize(
    ("profile", "source", "places"),
    [
        ("refi", TEXT.encode(), [(0, 22), (4, 11), (12, 14), (12, 41), (23, 41)]),
        ("maxqda", TEXT.replace("\n", "\r\n").encode(), [(0, 24), (4, 11), (12, 16), (12, 43), (25, 43)]),
        (
            "nvivo",
            b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
            [(0, 25), (4, 11), (12, 16), (12, 44), (26, 44)],
        ),
    ],
)
def test_positions_and_line_ends_are_those_of_the_other_tool(
    profile: str, source: bytes, places: list[tuple[int, int]]
) -> None:
    assert len(TEXT) == 42
    content = written(Writer(draft(SMALL, CODES), PROFILES[profile], MOMENT))
    assert spans(content) == places
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("sources/")]
        assert archive.read(name) == source


def test_an_empty_project_has_no_empty_containers() -> None:
    empty = ProjectDraft("leeg", "codebench", "codebench", "leeg", "", lambda: iter(()))
    tree = qde(written(Writer(empty, PROFILES["refi"], "")))
    SCHEMA.assertValid(tree)
    assert len(tree.getroot()) == 0


any_text = st.text(max_size=12)


@settings(max_examples=40)
@given(st.data())
def test_whatever_is_in_it_the_file_is_valid(data: st.DataObject) -> None:
    text = freeze(data.draw(st.text(max_size=40)))
    codes: list[CodeRecord] = []
    for i in range(data.draw(st.integers(0, 4))):
        above = data.draw(st.sampled_from([None, *(code.guid for code in codes)]))
        codes.append(CodeRecord(number(100 + i), data.draw(any_text), above, data.draw(any_text)))
    marks = []
    if codes and text:
        for i in range(data.draw(st.integers(0, 4))):
            start = data.draw(st.integers(0, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            code = data.draw(st.sampled_from(codes)).guid
            marks.append(CodingRecord(number(200 + i), code, start, end, number(1), MOMENT, data.draw(any_text)))
    memos = (MemoRecord(number(300), Target.PROJECT, "", data.draw(any_text), data.draw(any_text)),)
    document = DocumentRecord(number(10), data.draw(any_text), text, tuple(marks))
    profile = PROFILES[data.draw(st.sampled_from(sorted(PROFILES)))]
    content = written(Writer(draft([document], tuple(codes), memos), profile, MOMENT))
    SCHEMA.assertValid(qde(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("sources/")]
        assert freeze(archive.read(name).decode("utf-8-sig" if profile.bom else "utf-8")) == text
    assert len(spans(content)) == len({(mark.start, mark.end) for mark in marks})
