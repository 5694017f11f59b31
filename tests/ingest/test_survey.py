import csv
import random
import time
import tracemalloc

import pytest

from codebench.domain.draft import DocumentDraft, DocumentKind, UnitDraft, UnitKind
from codebench.domain.errors import InputError
from codebench.domain.variables import Absence, AbsenceWords, CaseKind, Value, VariableType
from codebench.ingest import ReadOptions, read
from tests.ingest.conftest import Write
from tests.ingest.helpers import answers, cases, check, documents, roles

SURVEY = """respondent;niveau;tevreden (1-10);ervaring;inzetten;e-mail;Wat helpt er?;Andere
R1;bao;7;3,5;"tijd;geld;";a@b.be;Meer tijd, en “rust”.;
R2;so;n.v.t.;12;"geld;";c@d.be;nvt;nieuwsbrief
R3;bao;9;;"tijd;overleg;";e@f.be;;Weet niet
R4;so;8;1,25;;g@h.be;Geen drempels;-
"""


def test_a_survey(write: Write) -> None:
    draft = read(write("s.csv", SURVEY))
    check(draft)
    assert roles(draft) == {
        "respondent": "id",
        "niveau": "category",
        "tevreden (1-10)": "scale",
        "ervaring": "number",
        "inzetten": "multiple",
        "e-mail": "skip",
        "Wat helpt er?": "open",
        "Andere": "open",
    }
    assert [(v.name, v.type, v.options) for v in draft.variables] == [
        ("niveau", VariableType.CATEGORY, ("bao", "so")),
        ("tevreden (1-10)", VariableType.SCALE, tuple(map(str, range(1, 11)))),
        ("ervaring", VariableType.NUMBER, ()),
        ("inzetten", VariableType.MULTIPLE, ("geld", "overleg", "tijd")),
    ]
    found = cases(draft)
    assert {case.kind for case in found.values()} == {CaseKind.PERSON}
    assert found["R1"].values == {
        "niveau": Value(options=("bao",)),
        "tevreden (1-10)": Value(options=("7",)),
        "ervaring": Value(number=3.5),
        "inzetten": Value(options=("tijd", "geld")),
    }
    assert found["R2"].values["tevreden (1-10)"] == Value(absence=Absence.NOT_APPLICABLE)
    assert found["R3"].values["ervaring"] == Value(absence=Absence.BLANK)
    assert documents(draft)[0] == DocumentDraft(
        "R1/Wat helpt er?",
        DocumentKind.ANSWER,
        "Meer tijd, en “rust”.",
        (UnitDraft(UnitKind.ANSWER, 0, 0, 21, "R1"),),
        case="R1",
        question="Wat helpt er?",
    )
    assert {key: (one.text, one.absence) for key, one in answers(draft, "Andere").items()} == {
        "R1": ("", Absence.BLANK),
        "R2": ("nieuwsbrief", None),
        "R3": ("Weet niet", Absence.DONT_KNOW),
        "R4": ("-", Absence.BLANK),
    }
    # "geen drempels" is an answer; nvt is none, but its letters are kept.
    assert [one.text for one in answers(draft, "Wat helpt er?").values()] == [
        "Meer tijd, en “rust”.",
        "nvt",
        "",
        "Geen drempels",
    ]
    assert (draft.n_documents, draft.n_units, draft.n_cases) == (8, 3, 4)
    assert not draft.doubts


def test_e_mail_addresses_and_names_are_not_shown(write: Write) -> None:
    draft = read(write("s.csv", "id,Naam,contact,Wat helpt?\n1,Jan,jan@x.be,tijd\n2,Els,els@x.be,rust\n"))
    details = {finding.what: finding.detail for finding in draft.findings}
    assert details["Naam"] == details["contact"] == "left out: about the filling in, or tells who somebody is"
    assert not draft.variables


@pytest.mark.parametrize(
    "heading",
    [
        *("Start Date", "Starttijd", "Begintijd", "Tijdstip van voltooiing", "Tijdstempel", "Timestamp", "submitdate"),
        *("Startdatum", "Einddatum", "Vastgelegde datum"),
        *("IP Address", "IPAddress", "E-mail", "E-mailadres", "RecipientEmail", "Naam", "Voornaam", "First Name"),
        *("Duration (in seconds)", "UserLanguage"),
    ],
)
def test_metadata_is_left_out(write: Write, heading: str) -> None:
    draft = read(write("s.csv", f"id,{heading},Wat helpt?\n1,x1,tijd\n2,x2,rust\n"))
    assert roles(draft)[heading] == "skip"


@pytest.mark.parametrize(
    ("cells", "role", "options"),
    [
        (["bao", "so", "bao", "so"], "category", ("bao", "so")),
        (["≤3", "4-10", "11-20", ">20", "≤3", "4-10", "11-20", ">20"], "category", ("≤3", "4-10", "11-20", ">20")),
        (["0", "1", "1", "0"], "category", ("0", "1")),
        (["1", "3", "5", "4"], "scale", ("1", "2", "3", "4", "5")),
        (["0", "10", "5", "4"], "scale", tuple(map(str, range(11)))),
        (["eens", "helemaal oneens", "eens", "n.v.t."], "scale", ("helemaal oneens", "eens")),
        (["nooit", "altijd", "soms", "nooit"], "scale", ("nooit", "soms", "altijd")),
        (["5 = altijd", "2", "1 = nooit", "2"], "scale", ("1 = nooit", "2", "5 = altijd")),
        (["12", "41", "38"], "number", ()),
        (["12,5", "41", "1.038,25"], "number", ()),
        (["2", "4.5", "3,25"], "number", ()),
        (["0032", "0495", "0032"], "category", ("0032", "0495")),
        (["1/02/2020", "28-2-2020", "nvt"], "date", ()),
        (["2020-02-01", "2021-12-31"], "date", ()),
        (["a;b", "b;c", "a", "c;a"], "multiple", ("a", "b", "c")),
        (["a|b", "b|c", "a", "c|a"], "multiple", ("a", "b", "c")),
        (
            ["In de klas, Overleg", "Overleg", "In de klas", "Overleg, In de klas"],
            "multiple",
            ("In de klas", "Overleg"),
        ),
        (["Ja, soms", "Nee", "Ja, soms", "Nee"], "category", ("Ja, soms", "Nee")),
        (["Gent", "Aalst", "Brussel"], "category", ("Aalst", "Brussel", "Gent")),
        ([f"Stad{chr(65 + i)}" for i in range(20)], "text", ()),
        (["Te weinig tijd voor overleg met de leerkracht.", "geen tijd", "De afstand tussen de scholen"], "open", ()),
        (["", "", "-"], "skip", ()),
    ],
)
def test_roles_are_guessed(write: Write, cells: list[str], role: str, options: tuple[str, ...]) -> None:
    rows = "".join(f"{i}\t{cell}\n" for i, cell in enumerate(cells))
    draft = read(write("s.tsv", f"id\tkenmerk\n{rows}"))
    check(draft)
    assert roles(draft)["kenmerk"] == role
    assert [variable.options for variable in draft.variables] == ([] if role in ("open", "skip") else [options])


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["3,5", "1.250", "12"], [3.5, 1250, 12]),
        (["3.5", "1,250", "12"], [3.5, 1250, 12]),
        (["1.250", "980"], [1250, 980]),
        (["-3,5", "+12 500"], [-3.5, 12500]),
        (["3,5", "4.25"], [3.5, 4.25]),
    ],
)
def test_numbers_as_dutch_and_english_write_them(write: Write, cells: list[str], numbers: list[float]) -> None:
    rows = "".join(f"{i};{cell}\n" for i, cell in enumerate(cells))
    draft = read(write("s.csv", f"id;aantal\n{rows}"))
    assert [case.values["aantal"].number for case in cases(draft).values()] == numbers


def test_dates_become_iso(write: Write) -> None:
    draft = read(write("s.csv", "id;gesprek\n1;1/02/2020\n2;28-2-2020 10:30\n3;2020-12-31\n"))
    assert [str(case.values["gesprek"]) for case in cases(draft).values()] == ["2020-02-01", "2020-02-28", "2020-12-31"]


def test_ambiguous_numbers_and_options_are_doubts(write: Write) -> None:
    rows = "".join(
        f"{i};{1 + i % 3}.250;{'Bao' if i % 2 else 'bao'};{'43 jaar' if i == 9 else 30 + i}\n" for i in range(10)
    )
    draft = read(write("s.csv", f"id;inwoners;niveau;leeftijd\n{rows}"))
    check(draft)
    assert [(doubt.where, doubt.what) for doubt in draft.doubts] == [
        ("s.csv", "No open question was recognised, so this file brings nothing to code."),
        ("inwoners", "'1.250' was read as 1250: a point groups thousands and a comma begins decimals."),
        ("niveau", "'bao', 'Bao' differ in capitals or spaces only; they are kept as different options."),
        ("leeftijd", "Nearly all cells are numbers, but not '43 jaar'; the column was not read as a number."),
    ]


def test_a_tick_is_not_an_absence(write: Write) -> None:
    draft = read(write("s.csv", "id;in de klas;Wat nog?\n1;x;tijd\n2;;x\n3;X;rust\n"))
    check(draft)
    assert [str(case.values["in de klas"]) for case in cases(draft).values()] == ["x", "(blank)", "x"]
    assert answers(draft, "Wat nog?")["2"].absence is Absence.BLANK
    assert [doubt.where for doubt in draft.doubts] == ["in de klas"]


def test_the_words_for_no_answer_are_the_researchers(write: Write) -> None:
    path = write("s.csv", "id;Wat helpt?\n1;geen\n2;nvt\n")
    draft = read(path, options=ReadOptions(absence=AbsenceWords(not_applicable=("geen",), blank=())))
    assert [one.absence for one in documents(draft)] == [Absence.NOT_APPLICABLE, None]


def test_the_researcher_has_the_last_word_on_columns(write: Write) -> None:
    said = {
        "niveau": "open",
        "TEVREDEN (1-10)": "number",
        "e-mail": "text",
        "Wat helpt er?": "skip",
        "Andere": "category",
    }
    draft = read(write("s.csv", SURVEY), options=ReadOptions(roles=said))
    check(draft)
    assert roles(draft) == {
        "respondent": "id",
        "niveau": "open",
        "tevreden (1-10)": "number",
        "ervaring": "number",
        "inzetten": "multiple",
        "e-mail": "text",
        "Wat helpt er?": "skip",
        "Andere": "category",
    }
    assert cases(draft)["R1"].values["e-mail"] == Value(text="a@b.be")
    assert [question.name for question in draft.questions] == ["niveau"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"nivo": "open"}, r"'s\.csv' has no column 'nivo'\. Its columns are: respondent, niveau"),
        ({"niveau": "leuk"}, r"'leuk' is no role of the column 'niveau'\. Choose one of: id, skip, category"),
        ({"niveau": "number"}, r"column 'niveau' can't be a number: 'bao' on line 2, 'so' on line 3, .*\. Mend"),
        ({"Andere": "date"}, r"column 'Andere' can't be a date: 'nieuwsbrief' on line 3\. Mend"),
        (
            {"niveau": "id"},
            r"'niveau' should identify .*, but has 'bao' \(lines 2, 4\), 'so' \(lines 3, 5\)",
        ),
        ({"ervaring": "id"}, r"'ervaring' should identify each respondent, but is empty on line 4\. Fill it in"),
        ({"niveau": "id", "Andere": "id"}, r"Only one can identify each respondent"),
    ],
)
def test_a_role_that_does_not_fit_is_refused(write: Write, said: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read(write("s.csv", SURVEY), options=ReadOptions(roles=said))


def test_too_many_levels_are_refused(write: Write) -> None:
    path = write("s.csv", "id;Wat?\n" + "".join(f"{i};antwoord {i};\n" for i in range(1_001)))
    with pytest.raises(InputError, match="can't be a category, it has more than 1000 different answers"):
        read(path, options=ReadOptions(roles={"Wat?": "category"}))


def test_doubled_ids_are_named(write: Write) -> None:
    with pytest.raises(InputError, match=r"column 'Respondent ID' .* has '12' \(lines 2, 5\)\. Mend"):
        read(write("s.csv", "Respondent ID;Wat?\n12;a\n13;b\n14;c\n12;d\n"))
    draft = read(
        write("t.csv", "Respondent ID;Wat?\n12;a\n12;b\n"), options=ReadOptions(roles={"Respondent ID": "skip"})
    )
    assert list(cases(draft)) == ["R001", "R002"]
    assert "numbered in the order of the rows" in draft.doubts[0].what


def test_ids_are_never_numbers(write: Write) -> None:
    draft = read(
        write("s.csv", "Response ID,Respondent ID,school nr,Wat?\n007,118500000000,12,a\n012,118500000001,12,b\n")
    )
    check(draft)
    assert list(cases(draft)) == ["007", "012"]
    assert roles(draft) == {"Response ID": "id", "Respondent ID": "skip", "school nr": "category", "Wat?": "open"}


def test_a_column_that_may_be_an_id_has_to_be_unique(write: Write) -> None:
    assert roles(read(write("s.csv", "nr;Wat?\n1;a\n2;b\n")))["nr"] == "id"
    assert roles(read(write("t.csv", "nr;Wat?\n1;a\n1;b\n")))["nr"] == "category"


def test_questions_have_short_unique_names(write: Write) -> None:
    long = "Wat was voor de ondersteuning het moeilijkste tijdens de sluiting van de scholen, en "
    draft = read(write("s.csv", f'id;"{long}waarom?";"{long}hoe?"\n1;a b c;d e f\n'))
    check(draft)
    assert [(question.name, question.wording) for question in draft.questions] == [
        ("Wat was voor de ondersteuning het moeilijkste tijdens de…", f"{long}waarom?"),
        ("Wat was voor de ondersteuning het moeilijkste tijdens… (2)", f"{long}hoe?"),
    ]


def test_headings_that_are_data_are_a_doubt(write: Write) -> None:
    draft = read(write("s.csv", "1;Te veel werk en te weinig tijd\n2;De afstand tussen scholen\n"))
    assert "The first row was taken for the headings, but holds numbers or dates." in [one.what for one in draft.doubts]


def test_hostile_cells_stay_as_they_are_and_are_shown_harmless(write: Write) -> None:
    draft = read(write("s.csv", 'id;"[red]\x1b[2J?"\n=1+1;"\x1b]0;weg\x07"\n@2;"[b]a\x1b[31m"\n'))
    check(draft)
    assert [one.text for one in documents(draft)] == ["\x1b]0;weg\x07", "[b]a\x1b[31m"]
    assert list(cases(draft)) == ["=1+1", "@2"]
    shown = [part for one in draft.findings for part in (one.what, one.detail)]
    shown += [part for one in draft.doubts for part in (one.where, one.what)]
    assert not any("\x1b" in part for part in shown)


def test_a_large_survey_streams_in_flat_memory(write: Write) -> None:
    make = random.Random(1)
    words = ["tijd", "overleg", "leerling", "school", "de", "een", "niet", "te", "weinig"]
    path = write("s.csv", "")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["respondent", "niveau", "tevreden", "leeftijd", "opties", "spoor", "Wat?", "Hoe?", "Waarom?"])
        for i in range(10_000):
            closed = [make.choice(["bao", "so"]), make.randint(1, 10), f"{make.randint(20, 65)},5", "tijd;geld", "BA"]
            opened = [" ".join(make.choices(words, k=make.randint(0, 60))) for _question in range(3)]
            writer.writerow([f"R{i}", *closed, *opened])
    begun = time.process_time()
    draft = read(path)
    assert sum(1 for _record in draft.records()) == 40_000 == draft.n_cases + draft.n_documents
    # About 0.5 s on an idle machine; the budget is 30 s for ten times as many, with the store's work in it.
    assert time.process_time() - begun < 3
    tracemalloc.start()
    for _record in draft.records():
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_who_answers_may_be_a_school(write: Write) -> None:
    schools = "school;Wat helpt er?\nDe Linde;Meer tijd, en rust.\nDe Wilg;Een vast aanspreekpunt op school.\n"
    draft = read(write("s.csv", schools), options=ReadOptions(case_kind=CaseKind.ORGANISATION, roles={"school": "id"}))
    assert {case.name: case.kind for case in cases(draft).values()} == {
        "De Linde": CaseKind.ORGANISATION,
        "De Wilg": CaseKind.ORGANISATION,
    }
