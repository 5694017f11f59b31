"""The exports of SurveyMonkey, Qualtrics, LimeSurvey, Microsoft Forms and Google Forms, as they write them."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.draft import Draft
from codebench.domain.errors import InputError
from codebench.domain.variables import Absence, Value, VariableType
from codebench.ingest import ReadOptions, read
from codebench.ingest.guess import ColumnRole
from codebench.ingest.recipe import ColumnRecipe, Recipe
from codebench.ingest.recipe_yaml import dump_recipe, parse_recipe
from tests.ingest.conftest import Write
from tests.ingest.helpers import answers, cases, check, roles

Q = "Welke aspecten kwamen aan bod?"


def variables(draft: Draft) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.name: (one.type.value, one.options) for one in draft.variables}


def chosen(draft: Draft, variable: str) -> list[str]:
    return [str(case.values[variable]) for case in cases(draft).values()]


MONKEY = f"""Respondent ID,Collector ID,Start Date,IP Address,{Q},,,Wat is uw niveau?,,Wat wilt u nog kwijt?
,,,,Bereikbaarheid,Welbevinden,Other (please specify),Response,Andere (geef nadere toelichting),Open-Ended Response
118500000001,77,01/02/2020,1.2.3.4,Bereikbaarheid,Welbevinden,,bao,,Meer tijd voor overleg
118500000002,77,01/02/2020,1.2.3.4,,Welbevinden,nieuwsbrief,so,,
118500000003,77,01/02/2020,1.2.3.4,,,per mail,so,,nvt
118500000004,77,01/02/2020,1.2.3.4,,,,bao,buso,Rust
"""


def test_surveymonkey_with_a_column_for_each_option(write: Write) -> None:
    draft = read(write("monkey.csv", MONKEY))
    check(draft)
    assert draft.findings[0].role == "SurveyMonkey"
    assert list(roles(draft).values())[1:] == [
        *("id", "skip", "skip", "skip", "option", "option", "open", "category", "open", "open")
    ]
    assert variables(draft) == {
        Q: ("multiple", ("Bereikbaarheid", "Welbevinden", "Other (please specify)")),
        "Wat is uw niveau?": ("category", ("bao", "so")),
    }
    # Who only wrote something has answered; who did nothing at all has not.
    assert chosen(draft, Q) == [
        "Bereikbaarheid; Welbevinden",
        "Welbevinden; Other (please specify)",
        "Other (please specify)",
        "(blank)",
    ]
    assert [one.text for one in answers(draft, f"{Q} [Other (please specify)]").values()][1:3] == [
        "nieuwsbrief",
        "per mail",
    ]


def test_surveymonkey_with_one_column_for_a_question(write: Write) -> None:
    rows = "".join(f'{i},7,{"bao" if i % 2 else "so"},"{cell}"\n' for i, cell in enumerate(("a, b", "b", "a", "b, a")))
    draft = read(write("monkey.csv", f"Respondent ID,Collector ID,Niveau?,{Q}\n,,Response,Response\n{rows}"))
    check(draft)
    assert variables(draft)[Q] == ("multiple", ("a", "b"))
    assert chosen(draft, Q) == ["a; b", "b", "a", "b; a"]


def test_qualtrics_with_three_rows(write: Write) -> None:
    codes = ["StartDate", "Status", "ResponseId", "Q1", "Q2_1", "Q2_2", "Q2_2_TEXT", "Q3_1", "Q3_2", "Q4"]
    texts = [
        *("Start Date", "Response Type", "Response ID", "Niveau - Selected Choice"),
        *(f"{Q} - Selected Choice - Tijd, en rust", f"{Q} - Selected Choice - Andere:", f"{Q} - Andere: - Text"),
        *("Hoe vaak? - overleg", "Hoe vaak? - huisbezoek", "Wat wil je nog kwijt?"),
    ]
    ids = ["startDate", "status", "_recordId", "QID1", "QID2_1", "QID2_2", "QID2_2_TEXT", "QID3_1", "QID3_2", "QID4"]
    rows = [
        ["2020-01-01", "0", "R_1", "bao", "Tijd, en rust", "", "", "3", "5", "Het ging goed"],
        ["2020-01-01", "0", "R_2", "so", "", "Andere:", "nog wat", "2", "4", "Te weinig tijd"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows([codes, texts, [f'{{"ImportId":"{one}"}}' for one in ids], *rows])
    draft = read(write("qualtrics.csv", text.getvalue()))
    check(draft)
    assert draft.findings[0].role == "Qualtrics"
    assert variables(draft) == {
        "Niveau": ("category", ("bao", "so")),
        Q: ("multiple", ("Tijd, en rust", "Andere:")),
        "Hoe vaak? [overleg]": ("scale", ("1", "2", "3")),
        "Hoe vaak? [huisbezoek]": ("scale", ("1", "2", "3", "4", "5")),
    }
    assert chosen(draft, Q) == ["Tijd, en rust", "Andere:"]
    assert roles(draft)["Response Type"] == "skip" and list(cases(draft)) == ["R_1", "R_2"]
    assert answers(draft, f"{Q} [Andere:] (Q2_2_TEXT)")["R_2"].text == "nog wat"


@pytest.mark.parametrize(
    "heads",
    [
        ["id", "submitdate", "Q1[SQ001]", "Q1[SQ002]", "Q1[other]", "Q2"],
        ["Antwoord-ID", "Datum ingediend", "Q1 [SQ001]", "Q1 [SQ002]", "Q1 [Andere]", "Q2"],
        [
            *("id. Antwoord-ID", "submitdate. Datum ingediend", "Q1[SQ001]. Q1 [SQ001]", "Q1[SQ002]. Q1 [SQ002]"),
            *("Q1[other]. Q1 [Andere]", "Q2. Q2"),
        ],
    ],
    ids=["codes", "texts", "both"],
)
@pytest.mark.parametrize(("yes", "no"), [("Y", ""), ("Ja", "Nee"), ("1", "0")])
def test_limesurvey(write: Write, heads: list[str], yes: str, no: str) -> None:
    rows = [
        ["1", "2020-01-01", yes, no, "", "Veel te doen hier op school"],
        ["2", "2020-01-01", yes, yes, "iets anders", "Weinig te doen, en dan nog"],
        ["3", "2020-01-01", "N/A", "N/A", "", ""],
    ]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([heads, *rows])
    draft = read(write("lime.csv", text.getvalue()))
    check(draft)
    other = "other" if "other" in heads[4] and "." not in heads[4] else "Andere"
    assert variables(draft) == {"Q1": ("multiple", ("SQ001", "SQ002", other))}
    assert chosen(draft, "Q1") == ["SQ001", f"SQ001; SQ002; {other}", "(n.v.t.)"]
    assert len(draft.questions) == 2 and list(cases(draft)) == ["1", "2", "3"]


def test_microsoft_and_google_forms(write: Write) -> None:
    forms = (
        "Id;Begintijd;Tijd van voltooien;E-mail;Naam;Welke?;Waarom is dat zo?\n"
        '1;1-2-2020 10:00;1-2-2020 10:10;anonymous;;"Tijd, en rust;Geld;";Omdat het zo is\n'
        '2;1-2-2020 10:00;1-2-2020 10:10;anonymous;;"Geld;";Geen idee waarom\n'
    )
    draft = read(write("forms.csv", forms))
    assert draft.findings[0].role == "Microsoft Forms"
    assert variables(draft) == {"Welke?": ("multiple", ("Geld", "Tijd, en rust"))}
    google = "Tijdstempel,Welke?,Waarom is dat zo?\n" + "".join(
        f'2020/01/02 10:00:0{i},"{cell}",Omdat ik dat zo {i} vind\n'
        for i, cell in enumerate(("a, b", "a", "b", "b, a"))
    )
    draft = read(write("google.csv", google))
    assert draft.findings[0].role == "Google Forms"
    assert variables(draft) == {"Welke?": ("multiple", ("a", "b"))}
    assert any("parted at each comma" in doubt.what for doubt in draft.doubts)


def test_items_of_a_scale_stay_apart_and_one_pair_of_brackets_is_a_name(write: Write) -> None:
    draft = read(write("s.csv", "id;Hoe [a];Hoe [b];Leeftijd [jaar]\n1;eens;oneens;34\n2;oneens;eens;51\n"))
    assert {one.name: one.type for one in draft.variables} == {
        "Hoe [a]": VariableType.SCALE,
        "Hoe [b]": VariableType.SCALE,
        "Leeftijd [jaar]": VariableType.NUMBER,
    }


def test_a_table_in_a_plain_text_file(write: Write) -> None:
    text = "respondent\tniveau\tWat helpt er?\n1\tbao\tMeer tijd\n2\tso\tRust en overleg\n"
    assert read(write("enquete.txt", text)).format == "survey"
    # A transcript may have tabs too; it has no heading that says whose a row is.
    talk = "".join(f"00:0{i}\tEls\tDat is zo, en dat blijft zo.\n00:0{i}\tJan\tNee hoor.\n" for i in range(9))
    assert read(write("gesprek.txt", talk)).format != "survey"


def test_a_recipe_reads_the_same_again_and_may_say_otherwise(write: Write) -> None:
    path = write("monkey.csv", MONKEY)
    draft = read(path)
    recipe = parse_recipe(draft.recipe, "recept.yaml")
    again = read(path, options=ReadOptions(recipe=recipe))
    assert again.recipe == draft.recipe
    assert [repr(record) for record in again.records()] == [repr(record) for record in draft.records()]
    told = draft.recipe.replace('of: "Welke aspecten kwamen aan bod?"', "of: aspecten").replace(
        'option: "Other (please specify)"', "option: andere"
    )
    other = read(path, options=ReadOptions(recipe=parse_recipe(told, "recept.yaml")))
    assert variables(other)["aspecten"] == ("multiple", ("Bereikbaarheid", "Welbevinden", "andere"))


def test_what_no_recipe_can_say(write: Write) -> None:
    path = write("s.csv", "id;kleur;Wat?\n1;rood;a b c\n2;groen;d e f\n")
    with pytest.raises(InputError, match="column 'kleur' stands alone"):
        read(path, options=ReadOptions(roles={"kleur": "option"}))
    twice = Recipe(
        [ColumnRecipe("id", ColumnRole.ID), *(ColumnRecipe(c, ColumnRole.TEXT, name="x") for c in ("kleur", "Wat?"))]
    )
    with pytest.raises(InputError, match="two columns would be called 'x'"):
        read(path, options=ReadOptions(recipe=twice))
    ordered = Recipe([ColumnRecipe("kleur", ColumnRole.SCALE, options=("rood", "oranje", "groen"))])
    assert read(path, options=ReadOptions(recipe=ordered)).variables[0].options == ("rood", "oranje", "groen")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()).strip("\ufeff")
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            ColumnRecipe,
            WORDS.filter(bool),
            st.sampled_from([ColumnRole.CATEGORY, ColumnRole.OPEN, ColumnRole.SKIP]),
            name=WORDS,
            options=st.lists(WORDS.filter(bool), max_size=2).map(tuple),
        ),
        max_size=4,
        unique_by=lambda one: one.column.casefold(),
    )
)
def test_a_recipe_comes_back_as_it_was_written(columns: list[ColumnRecipe]) -> None:
    found = parse_recipe(dump_recipe(Recipe(tuple(columns))), "recept.yaml")
    assert [(c.column, c.role, c.name, c.options) for c in found.columns] == [
        (c.column, c.role, c.name, c.options) for c in columns
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), WORDS), min_size=1, max_size=6))
def test_every_answer_of_a_producer_arrives_letter_by_letter(rows: list[tuple[bool, bool, str]]) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    text = io.StringIO()
    head = [["Respondent ID", Q, "", ""], ["", "a", "b", "Other (please specify)"]]
    body = [[str(i), "a" if a else "", "b" if b else "", said] for i, (a, b, said) in enumerate(rows)]
    csv.writer(text).writerows([*head, *body, ["laatste", "a", "b", "en een slotwoord"]])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "monkey.csv"
        path.write_text(text.getvalue(), "utf-8")
        draft = read(path)
        (question,) = draft.questions
        assert [one.text for one in answers(draft, question.name).values()] == [
            *(row[3] for row in body),
            "en een slotwoord",
        ]
        for (a, b, _said), value in zip(rows, cases(draft).values(), strict=False):
            found = value.values[Q]
            options = set(found.options) - {"Other (please specify)"}
            assert options == {label for label, is_on in (("a", a), ("b", b)) if is_on}
            assert found.options or found == Value(absence=found.absence or Absence.BLANK)
