from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.domain.variables import Absence, AbsenceWords, Value, VariableType, parse_number, parse_value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" -3 ", -3),
        ("+2", 2),
        ("1234,5", 1234.5),
        ("1234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("1,234,567.25", 1234567.25),
        ("1 234 567,25", 1234567.25),
        ("1\u00a0234", 1234),
        ("1\u202f234,5", 1234.5),
        ("1.234", 1.234),
        ("1,234", 1.234),
        (",5", 0.5),
        ("5.", 5),
        ("1E+05", 100000),
        ("1,5e3", 1500),
    ],
)
def test_numbers_of_dutch_and_english_spreadsheets(text: str, number: float) -> None:
    assert parse_number(text) == number


NO_NUMBERS = [
    "",
    " ",
    "drie",
    "1 2",
    "12 34",
    "1_000",
    "1.2.3",
    "1.23.456",
    "1,234,5",
    "1.234.5",
    "12,3,4.5",
    "1,2.3,4",
]
NO_NUMBERS += ["--1", "nan", "inf", "1e999", "€ 5", "5%", ",", ".", "-", "0x10", "1-2"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused_and_named(text: str) -> None:
    with pytest.raises(InputError, match="is no number"):
        parse_number(text)


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_a_number_is_read_back_from_each_way_to_write_it(whole: int, hundredths: int) -> None:
    english = f"{whole:,}.{hundredths:02}"
    number = float(f"{whole}.{hundredths:02}")
    dutch = english.translate(str.maketrans(",.", ".,"))
    for text in (english, dutch, f"{whole},{hundredths:02}", english.replace(",", " "), dutch.replace(".", "\u202f")):
        assert parse_number(text) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_value_shows_its_whole_number(number: float) -> None:
    assert float(str(Value(number=number))) == number
    assert parse_number(str(Value(number=number))) == number


def test_values_are_shown_as_they_were_written() -> None:
    assert str(Value(number=1234567)) == "1234567"
    assert str(Value(number=2.5)) == "2.5"
    assert str(Value(options=("a", "b"))) == "a; b"
    assert str(Value(text="")) == ""
    assert str(Value(absence=Absence.DONT_KNOW)) == "(weet niet)"


@pytest.mark.parametrize("kind", list(VariableType))
@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_an_empty_text_is_a_blank_in_every_type(kind: VariableType, text: str) -> None:
    assert parse_value(kind, text) == Value(absence=Absence.BLANK)


@given(st.sampled_from(list(VariableType)), st.text(st.sampled_from("ab ;,.1-\n"), max_size=12))
def test_every_value_has_exactly_one_field(kind: VariableType, text: str) -> None:
    try:
        value = parse_value(kind, text)
    except InputError:
        assert kind in (VariableType.NUMBER, VariableType.DATE)
        return
    filled = [bool(value.options), value.number is not None, value.text is not None, value.absence is not None]
    assert sum(filled) == 1


def test_options_of_a_multiple_are_split_once_each_in_order() -> None:
    assert parse_value(VariableType.MULTIPLE, "b; a;;b ; ") == Value(options=("b", "a"))
    assert parse_value(VariableType.MULTIPLE, "b, a", separator=",") == Value(options=("b", "a"))
    assert parse_value(VariableType.MULTIPLE, " ; ;") == Value(absence=Absence.BLANK)
    assert parse_value(VariableType.CATEGORY, " a; b ") == Value(options=("a; b",))


@given(st.dates())
def test_dates_are_iso_dates(day: date) -> None:
    assert parse_value(VariableType.DATE, f" {day.isoformat()} ") == Value(text=day.isoformat())


@pytest.mark.parametrize("text", ["22/11/2026", "2026-02-30", "gisteren", "2026"])
def test_what_is_no_date_is_refused_and_named(text: str) -> None:
    with pytest.raises(InputError, match=f"'{text}' is no date"):
        parse_value(VariableType.DATE, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Absence.BLANK),
        (" \n", Absence.BLANK),
        ("-", Absence.BLANK),
        (" NVT ", Absence.NOT_APPLICABLE),
        ("N.v.t.", Absence.NOT_APPLICABLE),
        ("Weet niet", Absence.DONT_KNOW),
        ("geen", None),
        ("weet niet goed hoe", None),
        ("geen drempels", None),
    ],
)
def test_only_a_whole_answer_is_an_absence(text: str, kind: Absence | None) -> None:
    assert AbsenceWords().kind(text) == kind


def test_a_project_has_its_own_words_of_absence() -> None:
    words = AbsenceWords(blank=("Geen ",), dont_know=())
    assert words.kind("geen") is Absence.BLANK
    assert words.kind("weet niet") is None
    assert words == AbsenceWords(blank=("Geen ",), dont_know=())


def test_a_number_is_parsed_where_the_variable_asks_one() -> None:
    assert parse_value(VariableType.NUMBER, " 3,5") == Value(number=3.5)
    assert parse_value(VariableType.TEXT, " 3,5") == Value(text="3,5")
