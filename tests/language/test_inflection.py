import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.language.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("vragen", "vraag vraagt vragend"),
        ("bellen", "bel belt belde belden gebeld"),
        ("durven", "durf durft durfde gedurfd"),
        ("reizen", "reis reist reisde gereisd reizende"),
        ("werken", "werk werkt werkte gewerkt"),
        ("wandelen", "wandel wandelde gewandeld"),
        ("proberen", "probeer probeert probeerde geprobeerd"),
        ("praten", "praat praatte gepraat"),
        ("antwoorden", "antwoord antwoordt antwoordde geantwoord"),
        ("vertellen", "vertel vertelde verteld vertelde"),
        ("ondersteunen", "ondersteun ondersteund"),
        ("gaan", "ga gaat gaand"),
        ("doen", "doe doet"),
    ],
)
def test_verbs_inflect(infinitive: str, forms: str) -> None:
    assert set(forms.split()) <= verb_forms(infinitive)


@pytest.mark.parametrize(
    ("singular", "forms"),
    [
        ("school", "scholen schooltje"),
        ("klas", "klassen klasje klasjes"),
        ("brief", "brieven briefje"),
        ("huis", "huizen huisje"),
        ("moeilijkheid", "moeilijkheden"),
        ("leerling", "leerlingen"),
        ("ketting", "kettinkje"),
        ("raam", "ramen raampje"),
        ("bal", "ballen balletje"),
        ("foto", "foto's fotootje"),
        ("ziekte", "ziektes ziekten"),
        ("leraar", "leraars leraren"),
        ("boek", "boeken boekje boekjes"),
    ],
)
def test_nouns_inflect(singular: str, forms: str) -> None:
    assert set(forms.split()) <= noun_forms(singular)


@given(st.text(max_size=8))
def test_a_word_is_no_form_of_itself_and_any_text_will_do(word: str) -> None:
    assert word not in verb_forms(word) | noun_forms(word)
