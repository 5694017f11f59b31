"""The conventions by which transcribers say who speaks: each is found, named, and loses no label and no word."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebench.domain.draft import CaseDraft, Draft, UnitKind
from codebench.domain.errors import InputError
from codebench.domain.variables import CaseKind, Role
from codebench.ingest import ReadOptions, read
from codebench.ingest.lines import DocumentText, Line
from codebench.ingest.times import milliseconds, time_mark
from codebench.ingest.transcript import draft_of
from codebench.ingest.turns import Convention
from codebench.language import expressions as matching
from tests.ingest.conftest import Write
from tests.ingest.helpers import cases, check, documents, roles, speech

SAID = [
    ("Moderator", "Hoe gaat het?"),
    ("Jan Peeters", "Om 12:30: goed."),
    ("Moderator", "En bij u?"),
    ("Els", "Tja."),
    ("Jan Peeters", "Ja."),
    ("Els", "Nee."),
]

FORMS = {
    "{name}: {text}": Convention.COLON,
    "[00:12:33] {name}: {text}": Convention.COLON,
    "#00:00:12-3# {name}: {text}": Convention.COLON,
    "{name}  12:34\n{text}": Convention.TIMED,
    "{name} (00:12:34)\n{text}": Convention.TIMED,
    "12:34 {name}\n{text}": Convention.TIMED,
    "[{name}] 10:03:22\n{text}": Convention.TIMED,
    "### {name}\n{text}": Convention.HEADING,
    "**{name}** {text}": Convention.EMPHASIS,
    "{name}\n{text}": Convention.ALONE,
    "00:00:01 --> 00:00:04\n{name}\n{text}": Convention.ALONE,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_convention_is_found_and_named(write: Write, form: str, between: str) -> None:
    draft = read(write("a.txt", between.join(form.format(name=name, text=text) for name, text in SAID)))
    check(draft)
    assert draft.convention == FORMS[form]
    assert speech(draft) == SAID
    assert [(one.label, one.role, one.turns) for one in draft.labels] == [
        ("Moderator", "moderator", 2),
        ("Jan Peeters", "participant", 2),
        ("Els", "participant", 2),
    ]
    assert draft.labels[1].example == "Om 12:30: goed."


def test_labels_that_the_format_marks(write: Write) -> None:
    lines = [Line("Notulen", is_heading=True)]
    lines += [Line(f"{name} {text}", label=name, time_ms=i * 1000) for i, (name, text) in enumerate(SAID)]
    lines.append(Line("Els: en nog iets, niet vet getikt."))
    draft = draft_of(DocumentText("m.docx", "m", "docx", "0", tuple(lines)), ReadOptions())
    check(draft)
    assert draft.convention == Convention.MARKED
    assert speech(draft) == [*SAID, ("Els", "en nog iets, niet vet getikt.")]
    assert [unit.time_ms for unit in documents(draft)[0].units] == [0, 1000, 2000, 3000, 4000, 5000, None]


def test_numbered_questions_are_the_moderators_beside_codes(write: Write) -> None:
    text = "Vraag 1. Hoe?\nS01: Zo.\nS02: Nee.\nVraag 2. Waarom?\nS01: Daarom.\nS02: Ja.\n"
    draft = read(write("a.txt", text))
    assert roles(draft) == {"Vraag": "moderator", "S01": "participant", "S02": "participant"}


def test_names_under_one_another_are_who_was_there(write: Write) -> None:
    text = (
        "Aanwezig\nJan Peeters\nEls Maes\n\nEr werd gesproken over de visie.\n\nJan Peeters\nEls Maes\nTot slot iets.\n"
    )
    assert read(write("a.txt", text)).format == "note"


def test_times_of_turns(write: Write) -> None:
    text = (
        "[00:00:05] I: Hoe?\nR1: Zo. #00:00:12-3#\nI: En?\n[00:01:00]\nR1: Ja. [00:01:02] Nee.\nI: Goed. #01:00:00-0#"
    )
    draft = read(write("a.txt", text))
    check(draft)
    (document,) = documents(draft)
    # A mark at the end of a turn tells when the next begins, as f4 writes it; one within a turn is part of the text.
    assert [unit.time_ms for unit in document.units] == [5_000, None, 12_300, 60_000, None]
    assert document.text[document.units[3].start :].startswith("[00:01:00]\nR1: Ja.")
    assert speech(draft)[3] == ("R1", "Ja. [00:01:02] Nee.")


def test_times_in_a_text_without_speakers(write: Write) -> None:
    draft = read(write("a.txt", "[00:00:05] Eerst dit.\n\n00:00:09\nDan dat.\n\nEn dit om 12:30.\n"))
    check(draft)
    assert [unit.time_ms for unit in documents(draft)[0].units] == [5_000, 9_000, None]
    assert [text for _name, text in speech(draft)] == ["Eerst dit.", "Dan dat.", "En dit om 12:30."]


@pytest.mark.parametrize(
    ("stamp", "ms"),
    [("12:34", 754_000), ("[1:02:03.5]", 3_723_500), ("#00:00:12-3#", 12_300), ("(0:05)", 5_000), ("om vier", None)],
)
def test_what_a_stamp_says(stamp: str, ms: int | None) -> None:
    assert milliseconds(stamp) == ms


def test_a_sentence_that_begins_with_a_time_bears_no_mark() -> None:
    text = "12:45 was het gedaan."
    assert time_mark(text, 0, len(text)) is None


def test_labels_are_renamed_and_merged(write: Write) -> None:
    text = "Int: Hoe?\nS01: Zo.\nS02: Nee.\nInt: En?\nS1: Ook.\nS02: Ja.\nS01: Goed.\n"
    said = ReadOptions(roles={"Int": "moderator"}, names={"S01": "An", "S1": "An", "S02": "Bert"})
    draft = read(write("fg.txt", text), options=said)
    check(draft)
    assert roles(draft) == {"Int": "moderator", "An": "participant", "Bert": "participant"}
    assert [name for name, _text in speech(draft)] == ["Int", "An", "Bert", "Int", "An", "Bert", "An"]
    assert [finding.detail for finding in draft.findings] == [
        "2 turns",
        "3 turns, labelled S01, S1",
        "2 turns, labelled S02",
    ]
    assert not draft.doubts


def test_a_slip_of_the_pen_is_merged_into_the_moderator(write: Write) -> None:
    text = "Moderator: Hoe?\nKarel: Zo.\nModeratro: En?\nKarel: Ja.\nModerator: Goed.\n"
    draft = read(write("a.txt", text), options=ReadOptions(names={"Moderatro": "Moderator"}))
    assert roles(draft) == {"Moderator": "moderator", "Karel": "participant"}
    assert [case.role for case in cases(draft).values()] == [Role.PARTICIPANT, Role.MODERATOR, Role.PARTICIPANT]


def test_a_label_is_a_case_that_is_there(write: Write) -> None:
    text = "I: a\nR1: b\nI: c\nR1: d\n"
    draft = read(write("fg.txt", text), options=ReadOptions(names={"R1": "school 4/An"}))
    check(draft)
    assert cases(draft)["school 4/An"] == CaseDraft("school 4/An", "An", existing="school 4/An")
    assert "the case school 4/An of this project" in draft.findings[1].detail


def test_what_is_no_speaker_goes_into_the_text(write: Write) -> None:
    text = "I: a\nR1: b\nNoot: c\nI: d\nR1: e\nNoot: f\n"
    draft = read(write("fg.txt", text), options=ReadOptions(roles={"Noot": "text"}))
    assert speech(draft)[1] == ("R1", "b\nNoot: c")
    assert [(one.label, one.role) for one in draft.labels] == [
        ("I", "moderator"),
        ("R1", "participant"),
        ("Noot", "text"),
    ]


def test_what_recurs_in_a_note_is_offered(write: Write) -> None:
    draft = read(write("a.txt", "Els: a\nb\nEls: c\n"))
    assert draft.format == "note"
    assert [(one.label, one.role, one.turns) for one in draft.labels] == [("Els", "text", 2)]


def test_an_own_pattern(write: Write) -> None:
    path = write("a.txt", "<A> Hoe? (0:12)\n<B> Zo.\nDus: ja.\n<A> En?\n")
    draft = read(path, options=ReadOptions(pattern=r"<(\w)>", roles={"A": "moderator"}))
    check(draft)
    assert draft.convention == Convention.PATTERN
    assert speech(draft) == [("A", "Hoe? (0:12)"), ("B", "Zo.\nDus: ja."), ("A", "En?")]
    timed = read(
        write("b.txt", "12:30|Jan| ja\n12:40|Els| nee\n"),
        options=ReadOptions(pattern=r"(?P<time>[\d:]+)\|(?P<label>[^|]+)\|"),
    )
    assert [unit.time_ms for unit in documents(timed)[0].units] == [750_000, 760_000]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("(a", "is no regular expression"), ("abc", "has no group"), ("(x)" * 200, "at most 500")],
)
def test_a_pattern_that_is_none(write: Write, pattern: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(write("a.txt", "I: a\n"), options=ReadOptions(pattern=pattern))


def test_a_pattern_that_never_ends_is_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "SECONDS", 0.5)
    with pytest.raises(InputError, match="takes too long"):
        read(write("a.txt", "a" * 100 + "\n"), options=ReadOptions(pattern=r"(a+)+b"))


# Sections


def test_headings_by_their_words(write: Write) -> None:
    text = "Periode 1: sluiting\nAlles dicht.\nPeriode 2 - preteaching\nVraag 3\nMoeizaam.\nFase 2 was het ergst.\n"
    draft = read(write("a.txt", text))
    check(draft)
    (document,) = documents(draft)
    assert [section.title for section in document.sections] == [
        "Periode 1: sluiting",
        "Periode 2 - preteaching",
        "Vraag 3",
    ]
    assert [unit.section for unit in document.units] == [0, 2, 2]


def test_headings_that_the_researcher_names(write: Write) -> None:
    text = "Sluiting\nAlles dicht.\n\nHeropstart in juni\nWeer open.\n\nHeropstart was zwaar, zei men.\n"
    path = write("a.txt", text)
    assert not documents(read(path))[0].sections
    draft = read(path, options=ReadOptions(headings=("sluiting", "Heropstart")))
    assert [section.title for section in documents(draft)[0].sections] == ["Sluiting", "Heropstart in juni"]


def test_headings_that_the_format_marks() -> None:
    def titles(*lines: Line) -> list[str]:
        draft = draft_of(DocumentText("a.docx", "a", "docx", "0", lines), ReadOptions())
        check(draft)
        return [section.title for section in documents(draft)[0].sections]

    head = [Line(text, is_heading=True) for text in ("Verslag", "Sluiting", "Heropstart")]
    said = Line("Dit en dat.")
    assert titles(head[0], head[1], said, head[2], said) == ["Sluiting", "Heropstart"]
    assert titles(head[1], said, head[2], said) == ["Sluiting", "Heropstart"]


# What holds for every document

one_folder = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NAMES = ["Moderator", "Jan Peeters", "Els", "R1", "Deelnemer 2"]
WORDS = st.builds("a{}{}".format, st.text(st.sampled_from("abc de, é😀"), max_size=20), st.sampled_from(".!?"))


@one_folder
@given(st.lists(st.tuples(st.sampled_from(NAMES), WORDS), min_size=1, max_size=10), st.sampled_from([*FORMS]))
def test_no_label_is_lost(tmp_path: Path, turns: list[tuple[str, str]], form: str) -> None:
    turns = [("Moderator", "Welkom."), *((name, "Dag.") for name in NAMES[1:]), *turns, ("Moderator", "Dank.")]
    turns += [(name, "Ja.") for name in NAMES[1:]]
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(form.format(name=name, text=said.strip()) for name, said in turns), "utf-8")
    draft = read(path)
    check(draft)
    assert speech(draft) == [(name, said.strip()) for name, said in turns]
    assert sum(one.turns for one in draft.labels) == len(turns)


LINE = st.builds(
    Line,
    st.text(st.sampled_from("ab :#*[]()<>0123456789\t-é😀.\u00a0"), max_size=20),
    st.sampled_from([None, None, "Jan", "I", "ab", ":", ""]),
    st.sampled_from([None, 0, 5_000]),
    st.booleans(),
)


@one_folder
@given(st.lists(LINE, max_size=20), st.sampled_from([None, "Jan", "a"]))
def test_units_cover_any_document_in_order(lines: list[Line], heading: str | None) -> None:
    source = DocumentText("a.docx", "a", "docx", "0", tuple(lines))
    options = ReadOptions(headings=() if heading is None else (heading,))
    try:
        draft: Draft = draft_of(source, options)
    except InputError:
        return
    check(draft)
    (document,) = documents(draft)
    assert document.text == source.text
    covered = {at for unit in document.units for at in range(unit.start, unit.end)}
    # What lies in no unit is a whole line: the title of the document, or the heading of a section.
    headed = {section.start for section in document.sections} | {len(source.text) - len(source.text.lstrip())}
    start = 0
    for line in document.text.split("\n"):
        places = {start + i for i, letter in enumerate(line) if not letter.isspace()}
        assert places <= covered or (not places & covered and min(places) in headed), line
        start += len(line) + 1


def test_kinds_of_units_and_cases_of_a_note(write: Write) -> None:
    draft = read(write("clb 7.txt", "Een alinea.\n\nNog een.\n"), options=ReadOptions(case_kind=CaseKind.ORGANISATION))
    assert {unit.kind for unit in documents(draft)[0].units} == {UnitKind.PARAGRAPH}
    assert cases(draft)["clb 7"].kind is CaseKind.ORGANISATION
