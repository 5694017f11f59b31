"""What was written as .qdpx is read as it was: codes, texts, passages, coders, cases, values, memos, GUIDs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.project_draft import (
    CaseRecord,
    CodeRecord,
    CoderRecord,
    CodingRecord,
    DocumentRecord,
    MemoRecord,
    ProjectDraft,
    Target,
    VariableRecord,
)
from codebench.domain.text import freeze
from codebench.domain.variables import Value, VariableType
from codebench.exchange.projects import read_project
from codebench.exchange.refi.profiles import PROFILES
from codebench.exchange.refi.writing import Writer

MOMENT = "2026-11-22T08:00:00.000Z"
LEGAL = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffe\uffff")
NAMES = st.text(LEGAL, min_size=1, max_size=8).map(str.strip).map(lambda name: " ".join(name.split())).filter(bool)
TEXTS = st.text(st.one_of(LEGAL, st.sampled_from("😀\u0301\n\n👍🏽 a.")), max_size=40).map(freeze)


def number(n: int) -> str:
    return f"{n:032x}"


@st.composite
def drafts(draw: st.DrawFn) -> ProjectDraft:
    codes: list[CodeRecord] = []
    for i in range(draw(st.integers(1, 4))):
        above = draw(st.sampled_from([None, *(code.guid for code in codes)]))
        colour = draw(st.sampled_from(["", "#0072b2"]))
        codes.append(CodeRecord(number(100 + i), draw(NAMES), above, draw(NAMES), colour))
    documents = []
    for n in range(draw(st.integers(0, 3))):
        text = draw(TEXTS)
        marks: dict[tuple[int, int, str, str], CodingRecord] = {}
        for i in range(draw(st.integers(0, 4)) if text else 0):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            code, coder = draw(st.sampled_from(codes)).guid, number(draw(st.integers(1, 2)))
            memo = draw(st.sampled_from(["", "waarom?"]))
            marks[start, end, code, coder] = CodingRecord(
                number(1000 * (n + 1) + i), code, start, end, coder, MOMENT, memo
            )
        memos = (MemoRecord(number(500 + n), Target.DOCUMENT, number(10 + n), "Vlot.", "titel", number(1), MOMENT),)
        documents.append(DocumentRecord(number(10 + n), draw(NAMES), text, tuple(marks.values()), memos))
    values = {
        number(3): Value(options=(draw(NAMES),)),
        number(4): Value(number=draw(st.sampled_from([0.0, -1.5, 41.0]))),
    }
    return ProjectDraft(
        source="studie",
        format="codebench",
        tool="codebench",
        name="studie",
        checksum="",
        documents=lambda: iter(documents),
        coders=(CoderRecord(number(1), "An"), CoderRecord(number(2), draw(NAMES))),
        codes=tuple(codes),
        variables=(
            VariableRecord(number(3), "niveau", VariableType.CATEGORY),
            VariableRecord(number(4), "jaren", VariableType.NUMBER),
        ),
        cases=(CaseRecord(number(6), draw(NAMES), values, tuple(document.guid for document in documents)),),
        n_documents=len(documents),
    )


def in_order(document: DocumentRecord) -> DocumentRecord:
    return replace(document, codings=tuple(sorted(document.codings, key=lambda each: each.guid)))


@settings(max_examples=40)
@given(drafts(), st.sampled_from(sorted(PROFILES)))
def test_what_was_written_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, draft: ProjectDraft, profile: str
) -> None:
    path = tmp_path_factory.mktemp("uit") / "studie.qdpx"
    with path.open("wb") as file:
        Writer(draft, PROFILES[profile], MOMENT).write(file)
    back = read_project(path, lambda _name, _content: "")
    assert [in_order(document) for document in back.documents()] == [in_order(each) for each in draft.documents()]
    assert {code.guid: code for code in back.codes} == {code.guid: code for code in draft.codes}
    assert (back.coders, back.cases, back.remarks) == (draft.coders, draft.cases, ())
    assert {v.guid: v.name for v in back.variables} == {v.guid: v.name for v in draft.variables}
