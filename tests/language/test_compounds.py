"""Compounds: found by their known parts, and not where a word holds another one by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.language.compounds import Compounds, diminutives, forms_of

COMPOUNDS = Compounds(
    ["overleg", "raad", "leraar", "gesprek", "altijd", "tijdens", "praktijk", "overlegtijd", "tijdsdruk", "klassenraad"]
)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("tijd", "tijdsdruk overlegtijd overlegtijden lestijden tijdsregistratie reistijd speeltijd wachttijden"),
        ("tijd", "deeltijds voltijds tijd-overleg overleg-tijden tijdsgebrek-training schooltijd"),
        ("klas", "klassenraad klaslokaal vakklas"),
        ("school", "scholengroep basisschool-team schooljaar schoolgesprek"),
        ("brief", "brievenbus briefpapier"),
        ("leraar", "lerarenkamer leraarsgesprek"),
        ("kind", "kinderopvang kindgesprek kleuterkind"),
        ("uur", "urenregistratie lesuur lesuren"),
        ("les", "lessenrooster lesuur bijles"),
        ("gesprek", "oudergesprekken gespreksleider huisgesprekje"),
        ("teaching", "co-teaching"),
        ("taak", "takenpakket huistaak"),
    ],
)
def test_words_with_a_part(part: str, words: str) -> None:
    compounds = Compounds(["overleg", "raad", "leraar", "gesprek", "basis", "bij"])
    assert [word for word in words.split() if not compounds.holds(word, part)] == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("tijd", "tijd tijden tijdje altijd tijdens praktijk tijdelijk tijdig destijds wedstrijd tijdschrift ontijdig"),
        ("uur", "natuur cultuur bestuur figuur duur huur zuur"),
        ("les", "alles vlees lessen fles lesbisch"),
        ("zorg", "verzorgen bezorgd zorgeloos zorgzaam zorgen"),
        ("mens", "mensa immens dimensie"),
        ("wijs", "onderwijs bewijs"),
        ("al", "alles verhaal"),
    ],
)
def test_words_that_only_look_so(part: str, words: str) -> None:
    assert [word for word in words.split() if COMPOUNDS.holds(word, part)] == []


def test_the_words_of_a_project_with_a_part() -> None:
    assert COMPOUNDS.of("tijd") == {"overlegtijd", "tijdsdruk"}
    assert COMPOUNDS.of("klas") == {"klassenraad"}
    assert COMPOUNDS.of("mandaat") == frozenset()


def test_diminutives_and_plurals_are_forms_of_a_word_and_a_toetje_is_no_toets() -> None:
    assert {"tijdje", "tijdjes"} <= diminutives("tijd")
    assert "vergaderinkje" in diminutives("vergadering")
    assert "mannetje" in diminutives("man")
    assert "beetje" not in diminutives("beet")
    assert {"scholen", "school", "schooltje"} <= forms_of("school")
    assert {"brieven", "klassen"} <= forms_of("brief") | forms_of("klas")


@given(st.text("abdeijnrst-'", max_size=14), st.text("deijst", max_size=6))
def test_no_word_is_beyond_it(word: str, part: str) -> None:
    if COMPOUNDS.holds(word, part):
        assert len(word) > len(part) and word != part
