import time

import pytest

from codebench.domain.draft import DocumentKind, UnitKind
from codebench.domain.errors import InputError
from codebench.domain.variables import CaseKind, Role
from codebench.ingest import ReadOptions, read
from tests.ingest.conftest import Write
from tests.ingest.helpers import cases, check, documents, roles, speech

FOCUS_GROUP = """# Focusgroep 1, brede types

Opname van 12 maart. Duur: 2 uur.

## Kennismaking

Moderator: Welkom. Wie begint er?

Hilde: Ik zal beginnen.
Kortom: ik ben Hilde.

Zo.
Bart:    Bart, secundair.
Allen: [gelach]

## Vraag 1: tijd
Let op: hier was de band stuk.

Hilde: Om 12:30 begint het. Zie http://voorbeeld.be.
12:45 was het gedaan.
Bart: Kortom: te weinig.
Moderator: Dank u.
"""


def test_a_focus_group(write: Write) -> None:
    draft = read(write("fg1.txt", FOCUS_GROUP))
    check(draft)
    assert speech(draft) == [
        (None, "Opname van 12 maart. Duur: 2 uur."),
        ("Moderator", "Welkom. Wie begint er?"),
        ("Hilde", "Ik zal beginnen.\nKortom: ik ben Hilde.\n\nZo."),
        ("Bart", "Bart, secundair."),
        ("Allen", "[gelach]"),
        (None, "Let op: hier was de band stuk."),
        ("Hilde", "Om 12:30 begint het. Zie http://voorbeeld.be.\n12:45 was het gedaan."),
        ("Bart", "Kortom: te weinig."),
        ("Moderator", "Dank u."),
    ]
    (document,) = documents(draft)
    assert document.text == FOCUS_GROUP
    assert (document.name, document.kind, document.case) == ("fg1", DocumentKind.TRANSCRIPT, "fg1")
    assert [section.title for section in document.sections] == ["Kennismaking", "Vraag 1: tijd"]
    assert [unit.section for unit in document.units] == [None, 0, 0, 0, 0, 1, 1, 1, 1]
    assert all(document.text[unit.start :].startswith("Bart:") for unit in document.units if unit.case == "fg1/Bart")
    found = cases(draft)
    assert list(found) == ["fg1", "fg1/Moderator", "fg1/Hilde", "fg1/Bart", "fg1/Allen"]
    assert found["fg1"].kind is CaseKind.GROUP
    assert (found["fg1/Moderator"].role, found["fg1/Hilde"].role) == (Role.MODERATOR, Role.PARTICIPANT)
    assert found["fg1/Allen"].kind is CaseKind.COLLECTIVE
    assert all(case.group == "fg1" for key, case in found.items() if key != "fg1")
    assert roles(draft)["Moderator"] == "moderator"
    assert [(finding.what, finding.detail) for finding in draft.findings][1] == ("Hilde", "2 turns")


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("I", "R1"),
        ("Int", "Resp."),
        ("Int.", "Deelnemer 1"),
        ("Interviewer", "P1"),
        ("Moderator", "Spreker 1"),
        ("Gespreksleider", "D1"),
        ("M", "R2"),
        ("V", "A"),
        ("Interviewer 2", "El Hadji van de Walle"),
        ("Begeleider", "Leerkracht derde leerjaar"),
        ("moderator", "jan"),
        ("Els (moderator)", "Jean-Pierre D'Hondt"),
        ("Facilitator", "Directie (bao)"),
    ],
)
def test_labels_that_researchers_use(write: Write, ask: str, answer: str) -> None:
    draft = read(write("a.txt", f"{ask}: Hoe gaat het?\n{answer}: Goed.\n{ask}: En nu?\n{answer}: Beter.\n"))
    check(draft)
    assert roles(draft) == {ask: "moderator", answer: "participant"}
    assert [text for _name, text in speech(draft)] == ["Hoe gaat het?", "Goed.", "En nu?", "Beter."]


@pytest.mark.parametrize(
    "form",
    [
        "{name}: {text}",
        "{name}:{text}",
        "  {name} : {text}",
        "{name}:\n{text}",
        "{name}:\n\n   {text}",
        "{name}  12:34\n{text}",
        "{name} [00:12:34]\n{text}",
        "[00:12:34] {name}: {text}",
        "0:12 {name}: {text}",
        "{name} (12:34): {text}",
        "**{name}:** {text}",
        "**{name}**: {text}",
        "**{name}** {text}",
    ],
)
def test_forms_of_a_turn(write: Write, form: str) -> None:
    said = [("Moderator", "Hoe gaat het?"), ("Jan Peeters", "Om 12:30: goed."), ("Moderator", "En?"), ("Els", "Tja")]
    said += [("Jan Peeters", "Ja"), ("Els", "Nee")]
    for between in ("\n", "\n\n"):
        draft = read(write("a.md", between.join(form.format(name=name, text=text) for name, text in said)))
        check(draft)
        assert speech(draft) == said


def test_a_turn_without_words_is_a_turn(write: Write) -> None:
    draft = read(write("a.txt", "I: En?\nR1:\nI: Niets?\nR1:\n"))
    check(draft)
    assert speech(draft) == [("I", "En?"), ("R1", ""), ("I", "Niets?"), ("R1", "")]


def test_variants_of_one_label_are_one_speaker(write: Write) -> None:
    draft = read(
        write("a.txt", "Moderator: a\nResp. 1: b\nmoderator: c\nResp 1: d\nModerator: e\nresp.1: f\nResp. 1: g")
    )
    check(draft)
    assert roles(draft) == {"Moderator": "moderator", "Resp. 1": "participant"}


def test_man_and_woman_are_no_moderators(write: Write) -> None:
    draft = read(write("a.txt", "I: a\nM: b\nV: c\nI: d\nM: e\nV: f\n"))
    assert roles(draft) == {"I": "moderator", "M": "participant", "V": "participant"}


def test_numbered_questions_are_the_moderators(write: Write) -> None:
    draft = read(
        write("a.txt", "Vraag 1. Hoe?\nJan: Zo.\nEls: Nee.\nVraag 2. Waarom?\nJan: Vraag 3. was beter.\nEls: Ja.\n")
    )
    check(draft)
    assert roles(draft) == {"Vraag": "moderator", "Jan": "participant", "Els": "participant"}


def test_several_at_once_and_nobody_known_are_no_person(write: Write) -> None:
    text = "I: a\nR1: b\nI: c\nR1: d\nIedereen: e\nOnbekend: f\n?: g\nR1?: h\nJan en Els: i\n"
    draft = read(write("a.txt", text))
    check(draft)
    assert [name for name, role in roles(draft).items() if role == "collective"] == [
        "Iedereen",
        "Onbekend",
        "?",
        "R1?",
        "Jan en Els",
    ]


def test_who_speaks_once_is_named(write: Write) -> None:
    text = "Moderator: Hoe?\nKarel: Zo.\nModeratro: En?\nWim: Eenmalig.\nKarel: Resultaat was er: ja.\nDus: niets.\n"
    text += "Moderator: Goed.\nWie zegt dat: niemand.\nKarel: ja\nSamenvattend alles: niets\n"
    draft = read(write("a.txt", text))
    check(draft)
    assert roles(draft) == {
        "Moderator": "moderator",
        "Karel": "participant",
        "Moderatro": "participant",
        "Wim": "participant",
    }
    assert [doubt.what for doubt in draft.doubts] == [
        "'Moderatro' speaks only once, on line 3; it was taken for a speaker. Is it 'Moderator'?",
        "'Wim' speaks only once, on line 4; it was taken for a speaker.",
        "'Samenvattend alles:' on line 10 occurs once; it was left in the text, not taken for a speaker.",
    ]


def test_phrases_that_recur_are_left_in_the_text(write: Write) -> None:
    text = "I: a\nJan: b\nConclusie: c\nLet op: d\nI: e\nConclusie: f\nLet op: g\nJan: h\n"
    draft = read(write("a.txt", text))
    assert roles(draft) == {"I": "moderator", "Jan": "participant"}
    assert speech(draft)[1] == ("Jan", "b\nConclusie: c\nLet op: d")
    assert "'Conclusie:' begins lines 3, 6 but doesn't look like a speaker; it was left in the text." in [
        doubt.what for doubt in draft.doubts
    ]


def test_a_common_word_is_no_name(write: Write) -> None:
    text = "I: a\nJan: veel leerlingen\nLeerlingen: die zijn er.\nI: c\nJan: de leerlingen dus\nLeerlingen: ja\n"
    draft = read(write("a.txt", text))
    assert roles(draft) == {"I": "moderator", "Jan": "participant"}


def test_no_moderator_is_a_doubt(write: Write) -> None:
    draft = read(write("a.txt", "Jan: a\nEls: b\nJan: c\nEls: d\n"))
    assert [doubt.what for doubt in draft.doubts] == [
        "No moderator was recognised among Jan, Els; every speaker counts as a participant."
    ]


def test_the_researcher_has_the_last_word_on_labels(write: Write) -> None:
    path = write("a.txt", "Jan: a\nEls: b\nJan: c\nEls: d\nKortom: e\nJan: f\nNiemand: g\n")
    said = {"jan": "moderator", "Kortom": "collective", "Niemand": "text", "Piet": "participant"}
    draft = read(path, options=ReadOptions(roles=said))
    check(draft)
    assert roles(draft) == {"Jan": "moderator", "Els": "participant", "Kortom": "collective"}
    assert [doubt.what for doubt in draft.doubts] == [
        "No line begins with 'Piet:', so what was said of it had no effect."
    ]
    with pytest.raises(InputError, match=r"'baas' is no role of the speaker 'Jan'\. Choose one of: participant"):
        read(path, options=ReadOptions(roles={"Jan": "baas"}))


def test_headings_nest(write: Write) -> None:
    draft = read(write("a.md", "# Sluiting\na\n## Vragen\nb\n\nc\n# Heropstart ##\nd\n"))
    check(draft)
    (document,) = documents(draft)
    assert [(s.title, document.text[s.start : s.end]) for s in document.sections] == [
        ("Sluiting", "# Sluiting\na\n## Vragen\nb\n\nc"),
        ("Vragen", "## Vragen\nb\n\nc"),
        ("Heropstart", "# Heropstart ##\nd"),
    ]
    assert [unit.section for unit in document.units] == [0, 1, 1, 2]


NOTE = """# Belronde

## Sluiting

Informatie: via mail.
Vertrouwen: goed.

## Heropstart

Informatie: via Smartschool.
Vertrouwen: weg.
"""


def test_fields_under_headings_make_no_speakers(write: Write) -> None:
    path = write("clb-07.md", NOTE)
    draft = read(path)
    check(draft)
    assert draft.format == "note"
    assert "come back once under each heading" in draft.doubts[0].what
    assert [text for _none, text in speech(draft)][:2] == ["Informatie: via mail.", "Vertrouwen: goed."]
    assert list(cases(draft)) == ["clb-07"]
    told = read(path, options=ReadOptions(kind=DocumentKind.TRANSCRIPT))
    assert told.format == "transcript"


def test_a_note_belongs_to_one_case(write: Write) -> None:
    path = write("school 12.txt", "Eerste alinea,\ntwee regels.\n\nTweede: alinea.\n\n\n Derde.  \n")
    draft = read(path)
    check(draft)
    (document,) = documents(draft)
    assert [document.text[unit.start : unit.end] for unit in document.units] == [
        "Eerste alinea,\ntwee regels.",
        "Tweede: alinea.",
        "Derde.",
    ]
    assert {unit.case for unit in document.units} == {"school 12"} == {document.case}
    assert {unit.kind for unit in document.units} == {UnitKind.PARAGRAPH}
    assert cases(draft)["school 12"].kind is CaseKind.PERSON
    organisation = read(path, options=ReadOptions(case_kind=CaseKind.ORGANISATION))
    assert cases(organisation)["school 12"].kind is CaseKind.ORGANISATION


def test_a_note_without_blank_lines_has_a_paragraph_per_line(write: Write) -> None:
    draft = read(write("a.txt", "Een.\nTwee.\nDrie.\n"))
    assert [text for _none, text in speech(draft)] == ["Een.", "Twee.", "Drie."]


def test_one_label_makes_no_conversation(write: Write) -> None:
    path = write("a.txt", "Els: a\nb\nEls: c\n")
    draft = read(path)
    assert (draft.format, draft.doubts[0].what) == (
        "note",
        "Only one label was found, 'Els'; the text was read as a note.",
    )
    assert read(path, options=ReadOptions(roles={"Els": "participant"})).format == "transcript"
    with pytest.raises(InputError, match="No speakers were recognised"):
        read(write("b.txt", "gewoon tekst"), options=ReadOptions(kind=DocumentKind.TRANSCRIPT))


def test_a_transcript_may_be_read_as_a_note(write: Write) -> None:
    draft = read(write("fg.txt", FOCUS_GROUP), options=ReadOptions(kind=DocumentKind.NOTE))
    check(draft)
    assert draft.format == "note"


def test_a_table_under_the_name_txt_is_a_doubt(write: Write) -> None:
    draft = read(write("a.txt", "id\tvraag\n" + "1\tx\n" * 9, "utf-16"))
    assert "give the file the suffix .tsv" in draft.doubts[0].what


@pytest.mark.parametrize(
    "text",
    [
        "I: hoi\nR1: " + "woord " * 170_000 + "\nI: ja\nR1: nee",
        "".join(f"{('I', 'R1', 'R2')[i % 3]}: {'woord ' * 30}\n\n" for i in range(5_500)),
        "# " + " " * 500_000 + "x\nI:" + " " * 500_000 + "x",
        "\n" * 1_000_000 + "a",
        "Jan" + " .'-()" * 150_000 + ":",
    ],
    ids=["one turn", "5,500 turns", "white space", "blank lines", "label characters"],
)
def test_a_megabyte_is_fast(write: Write, text: str) -> None:
    path = write("a.txt", text)
    begun = time.process_time()
    draft = read(path)
    assert time.process_time() - begun < 1
    assert draft.n_units
